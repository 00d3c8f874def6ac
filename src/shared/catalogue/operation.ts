import type { Effect } from '../domain/requests.ts'
import type { Precondition } from './precondition.ts'
import type { LoginKind } from './reach.ts'
import type { ValueLimits } from './shape.ts'

export type OperationEffect = Exclude<Effect, 'unknown'>

/** The methods IBKR's Web API is called with. HEAD, OPTIONS and TRACE are not among them. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** The branches of the explorer's tree. */
export type Area =
  | 'session'
  | 'accounts'
  | 'portfolio'
  | 'orders'
  | 'contracts'
  | 'market-data'
  | 'scanner'
  | 'watchlists'
  | 'alerts'
  | 'notifications'
  | 'analyst'
  | 'allocation'
  | 'models'
  | 'event-contracts'
  | 'oauth'
  | 'management-accounts'
  | 'management-banking'
  | 'management-reports'
  | 'management-utilities'
  | 'restrictions'
  | 'tax-vouchers'
  /** Not of ours: described by a document that somebody added. */
  | 'added'

export type ParameterKind = 'string' | 'integer' | 'number' | 'boolean'

/** One field of the form of an operation, in its path or in its query. */
export interface Parameter extends ValueLimits {
  /** As IBKR spells it: case matters. */
  readonly name: string
  readonly kind: ParameterKind
  readonly required: boolean
  /** One sentence for the form. */
  readonly help: string
  /** A value that works as it stands; `{{name}}` is a variable of the profile. */
  readonly example?: string
  /** All values that are accepted; with `open`, the known ones. */
  readonly values?: readonly string[]
  /** What IBKR takes where the parameter is left out. */
  readonly default?: string
  /** A comma-separated list of such values is accepted. */
  readonly list?: true
  /** Of a list. */
  readonly maximumItems?: number
  /** Name of the parameter that excludes this one: exactly one of the two is sent. */
  readonly alternative?: string
}

/** IBKR's published limit of one operation: at most `limit` calls within `perMs` milliseconds. */
export interface Pacing {
  readonly limit: number
  readonly perMs: number
}

/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** One operation of the Web API: everything the explorer needs to offer it and the host needs to judge it. */
export interface Operation {
  /** Stable and unique; favourites and history refer to it. */
  readonly id: string
  readonly method: Method
  /** Full path from the root of the host, with `{parameters}`; begins with /v1/api/, /gw/ or /oauth2/. */
  readonly path: string
  readonly area: Area
  readonly title: string
  /** One sentence: what it is for, and the trap that catches people. */
  readonly help: string
  readonly effect: OperationEffect
  readonly query?: readonly Parameter[]
  /** A small body that is safe to send as it stands once the variables are filled in. */
  readonly bodyExample?: Json
  readonly pacing?: Pacing
  /** What has to happen before, beside what follows from the path: see `preconditionsOf`. */
  readonly needs?: readonly Precondition[]
  /** OAuth 2.0 scopes, one of which the access token needs. */
  readonly scopes?: readonly string[]
  /** The body is a JSON web token signed with the private key of the login. */
  readonly signedJwt?: true
  /** Logins that do not reach it although its path says so: see `reachOf`. */
  readonly notOn?: readonly LoginKind[]
  /** `unknown`: no held copy of IBKR's document describes parameters or answer. */
  readonly shape: 'known' | 'unknown'
  /** Older than IBKR's current document; may answer, may be gone. */
  readonly legacy?: true
}

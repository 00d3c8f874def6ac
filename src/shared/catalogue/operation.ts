import type { Effect } from '../domain/requests.ts'
import type { Json, ValueLimits } from './shape.ts'

export type OperationEffect = Exclude<Effect, 'unknown'>

/** The HTTP methods that IBKR's Web API uses; HEAD, OPTIONS and TRACE are not among them. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** The areas of the catalogue with their titles, in the order in which the explorer lists them. */
export const areaTitles = {
  session: 'Session',
  accounts: 'Accounts',
  portfolio: 'Portfolio',
  orders: 'Orders and trades',
  contracts: 'Contracts',
  'market-data': 'Market data',
  scanner: 'Scanner',
  watchlists: 'Watchlists',
  alerts: 'Alerts',
  notifications: 'Notifications',
  analyst: 'Portfolio analyst',
  allocation: 'Allocation groups',
  models: 'Model portfolios',
  'event-contracts': 'Event contracts',
  oauth: 'OAuth and sign-on',
  'management-accounts': 'Account management: accounts',
  'management-banking': 'Account management: banking',
  'management-reports': 'Account management: reports',
  'management-utilities': 'Account management: utilities',
  restrictions: 'Account management: restrictions',
  'tax-vouchers': 'Account management: tax vouchers',
  added: 'Added from IBKR’s document',
} as const

export type Area = keyof typeof areaTitles

/** The kinds of login that can call operations. */
export type LoginKind = 'gateway' | 'oauth1' | 'oauth2'

/**
 * A condition that must be met before an operation returns useful data.
 * - `brokerage-session`: a brokerage session is open. `accounts-read`, `portfolio-accounts-read`: these lists were read
 *   once.
 * - `contract-searched`: the symbol was searched in this session. `snapshot-read`: a snapshot of the contract was read.
 * - `warm-up`: the first response is empty or incomplete; the same call again returns the data.
 * - `account-selected`: the intended account is selected. `market-data`: the username subscribes to the data.
 * - `question-open`: an order question is open. `advisor`: for advisers and brokers only.
 * - `history-server`: the history service of the session was used before.
 * - `profit-subscribed`: the topic `spl` was subscribed to once in this session.
 * - `alert-filter`: a filter in front of IBKR rejects the operators of alerts.
 */
export type Precondition =
  | 'brokerage-session'
  | 'accounts-read'
  | 'portfolio-accounts-read'
  | 'contract-searched'
  | 'snapshot-read'
  | 'warm-up'
  | 'account-selected'
  | 'market-data'
  | 'question-open'
  | 'advisor'
  | 'history-server'
  | 'profit-subscribed'
  | 'alert-filter'
export type ParameterKind = 'string' | 'integer' | 'number' | 'boolean'

/** A path or query parameter of an operation; one field of its form. */
export interface Parameter extends ValueLimits {
  /** The name in IBKR's spelling, which is case-sensitive. */
  readonly name: string
  readonly kind: ParameterKind
  readonly required: boolean
  /** Explains the parameter in one sentence, for the form. */
  readonly help: string
  /** An example value that can be sent unchanged. `{{name}}` is a variable of the profile. */
  readonly example?: string
  /** All accepted values; with `open`, only the known values. */
  readonly values?: readonly string[]
  /** The value that IBKR uses if the parameter is omitted. */
  readonly default?: string
  /** Whether a comma-separated list of values is accepted. */
  readonly list?: true
  /** Maximum number of values in the list. */
  readonly maximumItems?: number
  /** Name of an alternative parameter: exactly one of the two is sent. */
  readonly alternative?: string
}

/** IBKR's published limit of one operation: at most `limit` calls within `perMs` milliseconds. */
export interface Pacing {
  readonly limit: number
  readonly perMs: number
}

/** One operation of the Web API, with all data that the explorer's list and the host's classification need. */
export interface Operation {
  /** Stable, unique id; favourites and history refer to it. */
  readonly id: string
  readonly method: Method
  /** The full path from the root of the host, with `{parameters}`; begins with /v1/api/, /gw/ or /oauth2/. */
  readonly path: string
  readonly area: Area
  readonly title: string
  /** The operation's purpose and its most common pitfall, in one sentence. */
  readonly help: string
  readonly effect: OperationEffect
  readonly query?: readonly Parameter[]
  /** A small example body that can be sent unchanged once the variables have values. */
  readonly bodyExample?: Json
  readonly pacing?: Pacing
  /** Preconditions in addition to those that the path implies: see `listPreconditions`. */
  readonly needs?: readonly Precondition[]
  /** OAuth 2.0 scopes: the access token needs at least one. */
  readonly scopes?: readonly string[]
  /** Whether the body is a JSON web token signed with the private key of the login. */
  readonly signedJwt?: true
  /** Logins that cannot call the operation although its path suggests that they can: see `determineAvailability`. */
  readonly notOn?: readonly LoginKind[]
  /** Whether no known version of IBKR's document describes the parameters or the response. */
  readonly undocumented?: true
  /** Whether the operation is missing in IBKR's current document; it may still work. */
  readonly legacy?: true
}

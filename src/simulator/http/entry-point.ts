import type { SignedRequest } from '../oauth1/base-string.ts'
import type { Oauth1Credentials } from '../oauth1/credentials.ts'
import type { SimulatorOptions } from '../options.ts'
import type { QuerySigningMode } from '../record/recorded-entries.ts'
import { SimulatorError } from '../simulator-error.ts'
import type { World } from '../world.ts'
import type { RawRequest } from './request.ts'
import { type HttpResponse, json, notFoundPage, outcomeOf, type RequestOutcome } from './response.ts'

/** What stands in front of the API in one mode. */
export interface EntryPoint {
  readonly authentication: Authentication
  readonly endpoints: readonly Endpoint[]
  readonly controls: LoginControls
  /** What a client of OAuth 1.0a signs with now; undefined in the other modes. */
  oauth1(): Oauth1Credentials | undefined
}

/** Controls of the login; in a mode that knows nothing of the kind each throws `WRONG_MODE`. */
export interface LoginControls {
  /** oauth1 mode: the live session tokens stop working: requests get 401 until a new one is asked for. */
  expireLiveSessionToken(): void
  /** oauth1 mode: the secret of the access token changes, as on IBKR's page; the old one gets `LST Failed`. Returns the new credentials. */
  regenerateAccessToken(): Oauth1Credentials
  /** oauth1 mode: the server no longer finds the secret (`No access secret key found for …`) until the token is regenerated. */
  loseAccessSecret(): void
  /** oauth1 mode: a consumer that was `not-active-yet` works from here on. */
  activateConsumer(): void
  /** oauth1 mode: this host is done with the session and answers 410 until it has given out a new live session token. */
  leaveHost(): void
  /** Gateway mode: whether the gateway reaches IBKR. Without, requests get 503 or hang (`gatewayHabits.hangWithoutUpstream`). */
  setUpstream(reachable: boolean): void
  /** oauth2 mode: every access token expires; `/gw` answers 401 until a new one is asked for. */
  expireAccessTokens(): void
  /** oauth2 mode: every SSO session expires; `/v1/api` answers 401 until a new one is opened. */
  expireSsoSessions(): void
}

/** What an entryPoint is built from. */
export interface EntryPointSettings {
  readonly world: World
  readonly options: SimulatorOptions
  readonly scheme: 'http' | 'https'
  /** Origins under which the server is known. */
  readonly origins: () => readonly string[]
}

/** The controls of a mode, with a refusal for each that it lacks. */
export function loginControls(own: Partial<LoginControls>): LoginControls {
  const lacking = (name: string, mode: string) => (): never => {
    throw new SimulatorError('WRONG_MODE', `${name} needs a simulator in ${mode} mode`)
  }
  return {
    expireLiveSessionToken: lacking('expireLiveSessionToken', 'oauth1'),
    regenerateAccessToken: lacking('regenerateAccessToken', 'oauth1'),
    loseAccessSecret: lacking('loseAccessSecret', 'oauth1'),
    activateConsumer: lacking('activateConsumer', 'oauth1'),
    leaveHost: lacking('leaveHost', 'oauth1'),
    setUpstream: lacking('setUpstream', 'gateway'),
    expireAccessTokens: lacking('expireAccessTokens', 'oauth2'),
    expireSsoSessions: lacking('expireSsoSessions', 'oauth2'),
    ...own,
  }
}

/** One request before it is known whose it is. */
export interface UnauthenticatedRequest extends SignedRequest {
  /** Path below `/v1/api`, with its leading slash. */
  readonly path: string
  readonly authorization: string | undefined
}

/** One WebSocket upgrade before it is known whose it is. */
export interface UnauthenticatedUpgrade {
  readonly query: URLSearchParams
  /** IP address of the caller. */
  readonly address: string
}

/** What the authentication of a request found. */
export interface AuthenticationResult {
  readonly verification: string
  readonly querySigningMode: QuerySigningMode
  /** Sent instead of the call's own response: a refusal, or a token. */
  readonly response?: HttpResponse
}

/** Decides who may call the API: by signature in oauth1 mode, by bearer token in oauth2 mode, by login in gateway mode. */
export interface Authentication {
  authenticate(request: UnauthenticatedRequest): AuthenticationResult
  /** The response that rejects a WebSocket upgrade, or undefined. */
  rejectUpgrade(upgrade: UnauthenticatedUpgrade): HttpResponse | undefined
  /** Ends the outer session: logout, or a control. */
  endSession(): void
}

/** Answers what lies outside `/v1/api`: pages, the token call, account management. Undefined where a request is none of its. */
export type Endpoint = (request: RawRequest) => Promise<RequestOutcome> | RequestOutcome | undefined

/** Where IBKR serves the OpenAPI document of its own API: to anybody, without a login. */
const documentPath = '/gw/api/v3/api-docs'

/** Serves the document that the simulator was started with. */
export function createDocumentEndpoint(document: (() => Promise<unknown>) | undefined): Endpoint {
  return (request) => {
    if (request.path !== documentPath) return undefined
    if (document === undefined || request.method !== 'GET') return outcomeOf(notFoundPage(), 'not-required')
    return document().then((value) => outcomeOf(json(value), 'not-required'))
  }
}

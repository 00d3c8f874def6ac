import type { SignedRequest } from '../oauth1/base-string.ts'
import type { Oauth1Credentials } from '../oauth1/credentials.ts'
import type { SimulatorOptions } from '../options.ts'
import type { QuerySigningMode } from '../record/recorded-entries.ts'
import { SimulatorError } from '../simulator-error.ts'
import type { SimulatorState } from '../simulator-state.ts'
import type { RawRequest } from './request.ts'
import { createNotFoundPage, type HttpResponse, json, type RequestOutcome, toRequestOutcome } from './response.ts'

/** The login, authentication and additional endpoints of one mode. */
export interface EntryPoint {
  readonly authentication: Authentication
  readonly endpoints: readonly Endpoint[]
  readonly controls: LoginControls
  /** Returns the current credentials of an OAuth 1.0a client, undefined in other modes. */
  oauth1(): Oauth1Credentials | undefined
}

/** Controls of the login, for tests. A control of another mode throws `WRONG_MODE`. */
export interface LoginControls {
  /**
   * oauth1 mode: expires the live session tokens. Requests receive 401 until a new token is issued.
   * @throws SimulatorError `WRONG_MODE` in another mode
   */
  expireLiveSessionToken(): void
  /**
   * oauth1 mode: changes the secret of the access token, as IBKR's page does. The old secret then fails with `LST
   * Failed`. Returns the new credentials.
   * @throws SimulatorError `WRONG_MODE` in another mode
   */
  regenerateAccessToken(): Oauth1Credentials
  /**
   * oauth1 mode: makes the server lose the secret (`No access secret key found for …`) until the token is regenerated.
   * @throws SimulatorError `WRONG_MODE` in another mode
   */
  loseAccessSecret(): void
  /**
   * oauth1 mode: activates a consumer that was `not-active-yet`.
   * @throws SimulatorError `WRONG_MODE` in another mode
   */
  activateConsumer(): void
  /**
   * oauth1 mode: ends the session of this host, which returns 410 until it has issued a new live session token.
   * @throws SimulatorError `WRONG_MODE` in another mode
   */
  leaveHost(): void
  /**
   * Gateway mode: sets whether the gateway reaches IBKR. Otherwise requests receive 503 or hang
   * (`gatewayHabits.hangWithoutUpstream`).
   * @throws SimulatorError `WRONG_MODE` in another mode
   */
  setUpstream(reachable: boolean): void
  /**
   * oauth2 mode: expires every access token. `/gw` returns 401 until a new token is issued.
   * @throws SimulatorError `WRONG_MODE` in another mode
   */
  expireAccessTokens(): void
  /**
   * oauth2 mode: expires every SSO session. `/v1/api` returns 401 until a new session is opened.
   * @throws SimulatorError `WRONG_MODE` in another mode
   */
  expireSsoSessions(): void
}

/** Dependencies of an entry point. */
export interface EntryPointSettings {
  readonly state: SimulatorState
  readonly options: SimulatorOptions
  readonly scheme: 'http' | 'https'
  /** Origins of the server. */
  readonly origins: () => readonly string[]
}

/** Completes the controls of a mode: controls of other modes throw. */
export function completeLoginControls(own: Partial<LoginControls>): LoginControls {
  const unavailable = (name: string, mode: string) => (): never => {
    throw new SimulatorError('WRONG_MODE', `${name} needs a simulator in ${mode} mode`)
  }
  return {
    expireLiveSessionToken: unavailable('expireLiveSessionToken', 'oauth1'),
    regenerateAccessToken: unavailable('regenerateAccessToken', 'oauth1'),
    loseAccessSecret: unavailable('loseAccessSecret', 'oauth1'),
    activateConsumer: unavailable('activateConsumer', 'oauth1'),
    leaveHost: unavailable('leaveHost', 'oauth1'),
    setUpstream: unavailable('setUpstream', 'gateway'),
    expireAccessTokens: unavailable('expireAccessTokens', 'oauth2'),
    expireSsoSessions: unavailable('expireSsoSessions', 'oauth2'),
    ...own,
  }
}

/** A request that is not authenticated yet. */
export interface UnauthenticatedRequest extends SignedRequest {
  /** Path below `/v1/api`, with its leading slash. */
  readonly path: string
  readonly authorization: string | undefined
}

/** A WebSocket upgrade that is not authenticated yet. */
interface UnauthenticatedUpgrade {
  readonly query: URLSearchParams
  /** IP address of the caller. */
  readonly address: string
}

/** The result of an authentication. */
export interface AuthenticationResult {
  readonly verification: string
  readonly querySigningMode: QuerySigningMode
  /** A response that replaces the response of the call: a rejection, or a token. */
  readonly response?: HttpResponse
}

/**
 * Authenticates callers of the API: by signature in oauth1 mode, by bearer token in oauth2 mode, by browser login in
 * gateway mode.
 */
export interface Authentication {
  authenticate(request: UnauthenticatedRequest): AuthenticationResult
  /** Checks a WebSocket upgrade. Returns the response that rejects the upgrade, or undefined. */
  rejectUpgrade(upgrade: UnauthenticatedUpgrade): HttpResponse | undefined
  /** Ends the whole session after a logout or by a control. */
  endSession(): void
}

/**
 * Handles requests outside `/v1/api`: pages, the token call, account management. Returns undefined for other requests.
 */
export type Endpoint = (request: RawRequest) => Promise<RequestOutcome> | RequestOutcome | undefined

/** The path of IBKR's own OpenAPI document, which needs no login. */
const documentPath = '/gw/api/v3/api-docs'

/** Creates the endpoint that serves the document of the option `apiDocument`. */
export function createDocumentEndpoint(document: (() => Promise<unknown>) | undefined): Endpoint {
  return (request) => {
    if (request.path !== documentPath) return undefined
    if (document === undefined || request.method !== 'GET')
      return toRequestOutcome(createNotFoundPage(), 'not-required')
    return document().then((value) => toRequestOutcome(json(value), 'not-required'))
  }
}

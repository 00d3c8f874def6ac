import type { Door } from './http/door.ts'
import type { Gatekeeper } from './http/gatekeeper.ts'
import type { Oauth1Credentials } from './oauth1/credentials.ts'
import type { SimulatorOptions } from './options.ts'
import { SimulatorError } from './simulator-error.ts'
import type { World } from './world.ts'

/** What stands in front of the API in one mode. */
export interface Entrance {
  readonly gatekeeper: Gatekeeper
  readonly doors: readonly Door[]
  readonly controls: EntranceControls
  /** What a client of OAuth 1.0a signs with now; undefined in the other modes. */
  oauth1(): Oauth1Credentials | undefined
}

/** Controls of the login; in a mode that knows nothing of the kind each throws `WRONG_MODE`. */
export interface EntranceControls {
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

/** What an entrance is built from. */
export interface EntranceSettings {
  readonly world: World
  readonly options: SimulatorOptions
  readonly scheme: 'http' | 'https'
  /** Origins under which the server is known. */
  readonly origins: () => readonly string[]
}

/** The controls of a mode, with a refusal for each that it lacks. */
export function controlsOf(own: Partial<EntranceControls>): EntranceControls {
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

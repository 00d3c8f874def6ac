/** The state of a login. Every view of the session derives from it. */
export type SessionState =
  /** Not connecting: at the first start, and after "Disconnect". */
  | { readonly kind: 'signed-out' }
  /** Connecting to the server, also after a drop. `attempt` counts from 1. */
  | { readonly kind: 'connecting'; readonly since: number; readonly attempt: number }
  /** The server responds; the login is in progress. */
  | { readonly kind: 'authenticating'; readonly since: number; readonly step: LoginStep }
  /** Brokerage session established and accounts known. */
  | { readonly kind: 'ready'; readonly since: number; readonly accounts: AccountList }
  /** It worked before and fails now; retried automatically at `retryAt` (ms since epoch). */
  | {
      readonly kind: 'degraded'
      readonly since: number
      readonly code: string
      readonly reason: string
      readonly retryAt: number
    }
  /** Another program has the one brokerage session of this username; only the user may take it over. */
  | { readonly kind: 'competing'; readonly since: number }
  /** IBKR's penalty box after too many requests; `until` in ms since epoch. */
  | { readonly kind: 'penalty'; readonly since: number; readonly until: number }
  /** The gateway waits for the user to log in at `loginUrl`. */
  | { readonly kind: 'needs-login'; readonly since: number; readonly loginUrl: string }
  /** A retry would not help until something is changed; `message` says what. */
  | { readonly kind: 'failed'; readonly since: number; readonly code: string; readonly message: string }

export type SessionKind = SessionState['kind']

export type LoginStep = 'live-session-token' | 'sso-session' | 'brokerage-session' | 'accounts'

/** The response to `GET /iserver/accounts`. */
export interface AccountList {
  readonly accounts: readonly string[]
  readonly selected: string
  /** `isPaper` of the response; undefined if absent, which counts as live. */
  readonly paper: boolean | undefined
}

/** One tickle with a response. */
export interface TicklePulse {
  /** ms since epoch */
  readonly at: number
  readonly roundTripMs: number
}

export type SocketState = 'disconnected' | 'connecting' | 'greeting' | 'connected'

/** One line of the session log: what happened, or what was tried, and why. */
export interface TimelineEntry {
  /** Counts up within one session. */
  readonly id: number
  /** ms since epoch */
  readonly at: number
  readonly level: 'info' | 'warning' | 'error'
  readonly text: string
  /** The state that the session entered with this entry, if any. */
  readonly entered?: SessionKind
  /** Stable error code, if an error was the reason. */
  readonly code?: string
}

/** The state of a login. All displays of the session derive from it. */
export type SessionState =
  /** Not connected, and not connecting: at the first start, and after "Disconnect". */
  | { readonly kind: 'signed-out' }
  /** Connecting to the server, also after the connection was lost. `attempt` counts from 1. */
  | { readonly kind: 'connecting'; readonly since: number; readonly attempt: number }
  /** The server responds; the login is in progress. */
  | { readonly kind: 'authenticating'; readonly since: number; readonly step: LoginStep }
  /** The brokerage session is established and the accounts are known. */
  | { readonly kind: 'ready'; readonly since: number; readonly accounts: AccountList }
  /** The session worked before and now fails; it is retried automatically at `retryAt` (ms since epoch). */
  | {
      readonly kind: 'degraded'
      readonly since: number
      readonly code: string
      readonly reason: string
      readonly retryAt: number
    }
  /** Another program has the single brokerage session of this username; only the user may take it over. */
  | { readonly kind: 'competing'; readonly since: number }
  /** IBKR's penalty box after too many requests; `until` is in ms since epoch. */
  | { readonly kind: 'penalty'; readonly since: number; readonly until: number }
  /** The gateway requires the user to log in at `loginUrl`. */
  | { readonly kind: 'needs-login'; readonly since: number; readonly loginUrl: string }
  /** Failed permanently: a retry only helps after a change, which `message` describes. */
  | { readonly kind: 'failed'; readonly since: number; readonly code: string; readonly message: string }

type SessionKind = SessionState['kind']

export type LoginStep = 'live-session-token' | 'sso-session' | 'brokerage-session' | 'accounts'

/** The response to `GET /iserver/accounts`. */
export interface AccountList {
  readonly accounts: readonly string[]
  readonly selected: string
  /** `isPaper` of the response; undefined if absent, which counts as live. */
  readonly paper: boolean | undefined
}

/** One tickle (keep-alive request) that had a response. */
export interface TickleTiming {
  /** ms since epoch */
  readonly at: number
  readonly roundTripMs: number
}

/** `awaiting-session`: open, but IBKR has not sent its session message yet, or reported the session as lost. */
export type SocketState = 'disconnected' | 'connecting' | 'awaiting-session' | 'connected'

/** One entry of the session timeline: what happened or was tried, and why. */
export interface TimelineEntry {
  /** Increasing number within one session. */
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

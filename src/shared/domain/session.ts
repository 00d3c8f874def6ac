/** Where a login stands. One explicit machine: every view of the session derives from this union. */
export type SessionState =
  /** Nothing is tried and nothing is open: first start, after "Disconnect". */
  | { readonly kind: 'signed-out' }
  /** First contact with the server, or again after a drop. `attempt` counts from 1. */
  | { readonly kind: 'connecting'; readonly since: number; readonly attempt: number }
  /** The server answers; the login runs through its steps. */
  | { readonly kind: 'authenticating'; readonly since: number; readonly step: LoginStep }
  /** Brokerage session established and accounts known. */
  | { readonly kind: 'ready'; readonly since: number; readonly accounts: AccountList }
  /** It worked before and does not now; retried at `retryAt` (ms since epoch) without anybody's help. */
  | {
      readonly kind: 'degraded'
      readonly since: number
      readonly code: string
      readonly reason: string
      readonly retryAt: number
    }
  /** Another program holds the one brokerage session of this username; only the user may take it over. */
  | { readonly kind: 'competing'; readonly since: number }
  /** IBKR's penalty box after too many requests; `until` in ms since epoch. */
  | { readonly kind: 'penalty'; readonly since: number; readonly until: number }
  /** The gateway waits for a person to log in at `loginUrl`. */
  | { readonly kind: 'needs-login'; readonly since: number; readonly loginUrl: string }
  /** Trying again would not help until something is changed; `message` says what. */
  | { readonly kind: 'failed'; readonly since: number; readonly code: string; readonly message: string }

export type SessionKind = SessionState['kind']

export type LoginStep = 'live-session-token' | 'sso-session' | 'brokerage-session' | 'accounts'

/** What `GET /iserver/accounts` told. */
export interface AccountList {
  readonly accounts: readonly string[]
  readonly selected: string
  /** `isPaper` of the answer; undefined when the server did not say, which counts as live. */
  readonly paper: boolean | undefined
}

/** One tickle that was answered. */
export interface TicklePulse {
  /** ms since epoch */
  readonly at: number
  readonly roundTripMs: number
}

export type SocketState = 'disconnected' | 'connecting' | 'greeting' | 'connected'

/** One line of the story of a session: what happened, or what was tried, and why. */
export interface TimelineEntry {
  /** Counts up within one session. */
  readonly id: number
  /** ms since epoch */
  readonly at: number
  readonly level: 'info' | 'warning' | 'error'
  readonly text: string
  /** The kind that the session entered with this entry, when it entered one. */
  readonly entered?: SessionKind
  /** Stable error code, when an error was the reason. */
  readonly code?: string
}

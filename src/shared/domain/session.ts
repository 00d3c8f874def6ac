import type { IbkrErrorCode } from './ibkr-error-code.ts'

/** The state of a login. All displays of the session derive from it. `since`: when it began, in ms since epoch. */
export type SessionState =
  /** Not connected, and not connecting: at the first start, and after "Disconnect". */
  | { readonly kind: 'signed-out' }
  /** Connecting to the server, also after the connection was lost. `attempt` counts from 1. */
  | { readonly kind: 'connecting'; readonly since: number; readonly attempt: number }
  /** The server responds; the login is in progress. */
  | { readonly kind: 'authenticating'; readonly since: number; readonly step: LoginStep }
  /** The brokerage session is established and the accounts are known. */
  | { readonly kind: 'ready'; readonly since: number; readonly accounts: AccountList }
  /** The session worked before and now fails. It is retried automatically at `retryAt`, in ms since epoch. */
  | {
      readonly kind: 'degraded'
      readonly since: number
      /** Stable error code of the last failure. */
      readonly code: IbkrErrorCode
      /** The last failure, in a sentence for people. */
      readonly reason: string
      /** When the next attempt starts, in ms since epoch. */
      readonly retryAt: number
    }
  /** Another program uses the single brokerage session of this username. Only the user may take it over. */
  | { readonly kind: 'competing'; readonly since: number }
  /** IBKR's penalty box after too many requests. `until` is in ms since epoch. */
  | { readonly kind: 'penalty'; readonly since: number; readonly until: number }
  /** The gateway requires the user to log in at `loginUrl`. */
  | { readonly kind: 'needs-login'; readonly since: number; readonly loginUrl: string }
  /** The login failed permanently: a retry helps only after a change, which `message` describes. */
  | { readonly kind: 'failed'; readonly since: number; readonly code: IbkrErrorCode; readonly message: string }

/** Name of a state of the session. */
export type SessionKind = SessionState['kind']

/** Short names of the states, for the status bar and the tray. */
export const SESSION_LABELS: Readonly<Record<SessionKind, string>> = {
  'signed-out': 'Disconnected',
  connecting: 'Connecting',
  authenticating: 'Signing in',
  ready: 'Authenticated',
  degraded: 'Session unavailable',
  competing: 'Logged in elsewhere: competing session',
  penalty: 'Penalty box',
  'needs-login': 'Gateway needs a browser login',
  failed: 'Login failed',
}

/** The steps of a login in sequence. Each kind of login uses some of these steps. */
export type LoginStep = 'live-session-token' | 'sso-session' | 'brokerage-session' | 'accounts'

/** The response to `GET /iserver/accounts`. */
export interface AccountList {
  /** Account ids. */
  readonly accounts: readonly string[]
  /** The account that calls without an account id use. */
  readonly selected: string
  /** `isPaper` of the response; if undefined, the account counts as live. */
  readonly paper: boolean | undefined
}

/** One tickle (keep-alive request) that got a response. */
export interface TickleTiming {
  /** Time of the tickle in ms since epoch. */
  readonly at: number
  /** Time from the request to its response, in ms. */
  readonly roundTripMs: number
}

/** One response of the server to a request of a session, whatever its status. */
export interface ResponseTiming {
  /** Time of the response in ms since epoch. */
  readonly at: number
  /** HTTP method of the request, in upper case. */
  readonly method: string
  /** Path of the request without its query. */
  readonly path: string
  /** HTTP status. */
  readonly status: number
  /** Time from sending the request to the first byte of the response, in ms. */
  readonly latencyMs: number
  /** The server's time when it responded (header `Date`) in ms since epoch; undefined if it sent none. */
  readonly serverTime: number | undefined
}

/**
 * The state of the socket. `awaiting-session`: open, but IBKR has not sent its session message yet, or has reported
 * that the session is lost.
 */
export type SocketState = 'disconnected' | 'connecting' | 'awaiting-session' | 'connected'

/** One entry of the session timeline: an event or an attempt, with its reason. */
export interface TimelineEntry {
  /** Number that increases with each entry of one session. */
  readonly id: number
  /** Time of the entry in ms since epoch. */
  readonly at: number
  /** How serious the entry is. */
  readonly level: 'info' | 'warning' | 'error'
  /** What happened, in a sentence for people. */
  readonly text: string
  /** The new state, if the session entered one with this entry. */
  readonly entered?: SessionKind
  /** Stable error code, if an error was the reason; `internal` for a defect of the library. */
  readonly code?: IbkrErrorCode
}

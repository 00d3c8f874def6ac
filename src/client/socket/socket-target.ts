import type { CookieSpelling } from '../client-options.ts'
import type { Clock } from '../clock.ts'
import type { IbkrOauth1 } from '../oauth1/ibkr-oauth1.ts'
import type { IbkrOauth2 } from '../oauth2/ibkr-oauth2.ts'
import type { TlsAndProxy } from '../server-connection.ts'

/** The server of a socket, and the credentials that are sent to it. */
export interface SocketTarget {
  readonly url: string
  /** `session` of the newest tickle. Without it, IBKR opens the socket and waits for a session. */
  readonly session: string | undefined
  readonly sessionCookie: CookieSpelling
  readonly userAgent: string
  readonly route: TlsAndProxy
  readonly maxFrameBytes: number
  /** Time limit in ms for connecting and upgrading to a WebSocket. */
  readonly handshakeTimeout: number
  readonly clock: Clock
}

/** Returns the query of a socket's URL, which contains the token of the login; empty for a gateway. */
export function createSocketQuery(oauth1: IbkrOauth1 | undefined, oauth2: IbkrOauth2 | undefined): string {
  const bearer = oauth2?.session.token
  if (bearer !== undefined) return `?bearer_token=${encodeURIComponent(bearer)}`
  return oauth1 === undefined ? '' : `?oauth_token=${encodeURIComponent(oauth1.getAccessToken())}`
}

import type { CookieSpelling } from '../client-options.ts'
import type { Clock } from '../clock.ts'
import type { ServerRoute } from '../server-connection.ts'

/** The server of a socket, and the credentials that are sent to it. */
export interface SocketTarget {
  readonly url: string
  /** `session` of the newest tickle; without it IBKR opens the socket and waits for one. */
  readonly session: string | undefined
  readonly sessionCookie: CookieSpelling
  readonly userAgent: string
  readonly route: ServerRoute
  readonly maxFrameBytes: number
  /** Time limit in ms for connecting and upgrading. */
  readonly handshakeTimeout: number
  readonly clock: Clock
}

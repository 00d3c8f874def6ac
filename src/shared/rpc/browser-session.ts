/*
 * The authentication of a page in browser mode. The page exchanges the token of its start URL for the session secret at
 * `SESSION_PATH`, and sends the secret as a WebSocket subprotocol: the only header that a page can set.
 */

/** Path of the exchange: POST `SessionRequest` as JSON; the response is 200 with `SessionResponse`, or 401. */
export const SESSION_PATH = '/session'

/** The path of a start URL; it serves the page. */
export const START_PATH = '/start'

/** The subprotocol that the host selects. */
export const RPC_PROTOCOL = 'ibkr-console'

/** Prefix of the subprotocol that carries the secret, which is hexadecimal. */
export const SECRET_PREFIX = 'secret.'

export interface SessionRequest {
  /** Token of a start URL. */
  readonly token?: string
  /** Secret from an earlier exchange, to check whether it is still valid. */
  readonly secret?: string
}

export interface SessionResponse {
  readonly secret: string
}

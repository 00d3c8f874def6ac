/*
 * The authentication of a page in browser mode. The page exchanges the token of its start URL for the session secret at
 * `SESSION_PATH`. It sends the secret as a WebSocket subprotocol, because that is the only header a page can set.
 */

/** Path of the exchange: `SessionRequest` is posted as JSON. The response is 200 with `SessionResponse`, or 401. */
export const SESSION_PATH = '/session'

/** The path of a start URL, which serves the page. */
export const START_PATH = '/start'

/** The WebSocket subprotocol that the host selects. */
export const RPC_PROTOCOL = 'ibkr-console'

/** Prefix of the subprotocol that carries the secret, which is hexadecimal. */
export const SECRET_SUBPROTOCOL_PREFIX = 'secret.'

export interface SessionRequest {
  /** Token of a start URL. */
  readonly token?: string
  /** Secret from an earlier exchange. The host reports whether it is still valid. */
  readonly secret?: string
}

export interface SessionResponse {
  readonly secret: string
}

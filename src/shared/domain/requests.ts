export const HTTP_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

export type HttpMethod = (typeof HTTP_METHODS)[number]

/** Maximum length of a request body, in characters. */
export const MAX_BODY_CHARACTERS = 1_000_000

/** Maximum size in bytes of a file that is loaded as a body: up to four bytes per character. */
export const MAX_BODY_FILE_BYTES = 4 * MAX_BODY_CHARACTERS

/**
 * Maximum size of an OpenAPI document in bytes. IBKR's document has 1.5 million. In base64 it fits into one message of
 * a window.
 */
export const MAX_DOCUMENT_BYTES = 5_000_000

/** The duration of each phase of one request, in ms. `connect` is absent if the connection was already open. */
export interface RequestTiming {
  readonly queue: number
  readonly connect?: number
  readonly firstByte: number
  readonly body: number
  readonly total: number
}

/**
 * The worst possible effect of a request or a socket message at IBKR. Only `read` may be sent without arming.
 * - `read`: returns data; at most it warms a cache or opens a data stream of the session.
 * - `session`: changes the login, the selected account, the open streams or the caches of this session.
 * - `settings`: changes something stored (alert, watchlist, allocation group, account record), but no order and no
 *   cash.
 * - `trading`: places, changes, cancels or confirms orders, moves cash or positions, or costs a fee.
 * - `unknown`: not in the catalogue. Treated like `trading`.
 */
export type Effect = 'read' | 'settings' | 'session' | 'trading' | 'unknown'

/** The wait of a request that is sent immediately. */
export const NO_WAIT = { ms: 0, cause: 'nothing', ahead: 0 } as const

/** Reports whether nobody knows how long a wait with this cause takes. */
export const isOpenEnded = ({ cause }: { readonly cause: string }): boolean =>
  cause === 'connection' || cause === 'guard-rails'

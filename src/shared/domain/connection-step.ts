/** One event of the socket to IBKR. Times are in ms since epoch. */
export type ConnectionStep = { readonly at: number } & (
  | { readonly kind: 'opening' }
  /** The handshake is complete, and IBKR's session message has not been received yet. */
  | { readonly kind: 'opened' }
  | { readonly kind: 'session-message' }
  /** All subscriptions were sent. */
  | { readonly kind: 'subscribed'; readonly topics: number }
  /** No frame was received for longer than a heartbeat interval; the socket still counts as connected. */
  | { readonly kind: 'silent'; readonly since: number }
  /** A frame was received again. */
  | { readonly kind: 'resumed' }
  /** The socket closed, or could not be opened. `code` is from the close frame, if the server sent one. */
  | { readonly kind: 'dropped'; readonly reason: string; readonly code?: number }
  /** The connection is retried automatically. */
  | { readonly kind: 'retry'; readonly inMs: number }
  /** The socket was closed because it is no longer needed. */
  | { readonly kind: 'closed' }
)

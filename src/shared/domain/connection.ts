/** One event of the socket to IBKR. Times in ms since epoch. */
export type ConnectionStep = { readonly at: number } & (
  | { readonly kind: 'opening' }
  /** The handshake is complete; IBKR's session message has not been received. */
  | { readonly kind: 'opened' }
  | { readonly kind: 'greeted' }
  /** All subscriptions were sent. */
  | { readonly kind: 'subscribed'; readonly topics: number }
  /** Nothing was received for longer than a heartbeat takes; the socket still counts as up. */
  | { readonly kind: 'silent'; readonly since: number }
  /** Something was received again. */
  | { readonly kind: 'resumed' }
  /** It ended, or did not open. `code`: of the close frame, if there was one. */
  | { readonly kind: 'dropped'; readonly reason: string; readonly code?: number }
  /** It is retried automatically. */
  | { readonly kind: 'retry'; readonly inMs: number }
  /** It was closed because it is not needed any more. */
  | { readonly kind: 'closed' }
)

export type ConnectionStepKind = ConnectionStep['kind']

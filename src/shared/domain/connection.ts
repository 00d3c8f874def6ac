/** One step in the life of the socket to IBKR. Times in ms since epoch. */
export type ConnectionStep = { readonly at: number } & (
  | { readonly kind: 'opening' }
  /** The handshake is through; the greeting is waited for. */
  | { readonly kind: 'opened' }
  | { readonly kind: 'greeted' }
  /** Everything that is wanted was asked for. */
  | { readonly kind: 'subscribed'; readonly topics: number }
  /** Nothing was heard for longer than a heartbeat takes, and it still counts as up. */
  | { readonly kind: 'silent'; readonly since: number }
  /** It tells something again. */
  | { readonly kind: 'heard' }
  /** It ended, or did not come to be. `code`: of the closing frame, where there was one. */
  | { readonly kind: 'dropped'; readonly reason: string; readonly code?: number }
  /** The next try comes by itself. */
  | { readonly kind: 'retry'; readonly inMs: number }
  /** It ended because none is wanted any more. */
  | { readonly kind: 'closed' }
)

export type ConnectionStepKind = ConnectionStep['kind']

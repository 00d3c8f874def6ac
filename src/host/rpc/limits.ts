/** Bounds of one connection to a window. */
export interface RpcLimits {
  /** Calls whose handlers run at once, those that the window cancelled included. Default 64. */
  readonly calls: number
  /** Bytes of bodies that wait for the window to take them. Default 256 MiB. */
  readonly bodyBytes: number
  /** Streams open at once. Default 32. */
  readonly streams: number
  /** Keys that a stream holds for a slow window before it drops them for a fresh snapshot. Default 5,000. */
  readonly pendingKeys: number
  /** Least time between two batches of a stream, in ms. Default 16: one batch a screen frame. */
  readonly frameMs: number
  /** Least time after a batch for each of its items, in ms. Default 0.1: a thousand changed rows ten times a second, and a few at once. */
  readonly itemMs: number
}

export const DEFAULT_RPC_LIMITS: RpcLimits = {
  calls: 64,
  bodyBytes: 256 * 1024 * 1024,
  streams: 32,
  pendingKeys: 5_000,
  frameMs: 16,
  itemMs: 0.1,
}

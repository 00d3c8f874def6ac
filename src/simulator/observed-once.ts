/**
 * Behaviour that one project measured and that other recordings or IBKR's documentation contradict. None of it is on unless it
 * is asked for.
 */
export const observedOnce = [
  /** `pnl/partitioned` has no rows until a socket has subscribed `spl` in this brokerage session. */
  'profit-after-stream',
  /** A bare array of orders is refused with 400 `Missing orders`. */
  'orders-in-object',
  /** Bars have a fortieth of the volume, and `volumeFactor` 40. */
  'volume-factor',
  /** The alert of the mobile trading assistant has another order id at each read. */
  'mobile-alert-ids',
] as const

/** One of them. */
export type ObservedOnce = (typeof observedOnce)[number]

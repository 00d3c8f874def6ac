import { formatNumber } from './format-number.ts'

/** What the kill switch did. */
interface KillOutcome {
  readonly cancelled: number | 'unknown'
  readonly remaining: readonly unknown[]
  /** What was not sent, and what is unknown. */
  readonly problems: readonly string[]
}

/**
 * Describes what the kill switch did, as the end of a sentence: `3 orders cancelled; no working orders remain`. None
 * remains only if nothing is unknown.
 */
export function describeKillOutcome({ cancelled, remaining, problems }: KillOutcome): string {
  // While orders may be working, a cancel without a response may have taken effect.
  const isOpen = remaining.length > 0 || problems.length > 0
  const known = cancelled === 0 && isOpen ? 'no cancel confirmed' : `${ordersText(Number(cancelled))} cancelled`
  const count = cancelled === 'unknown' ? 'cancelled orders unknown' : known
  const none = problems.length === 0 ? 'no working orders remain' : 'orders may still be working'
  return `${count}; ${remaining.length === 0 ? none : `${ordersText(remaining.length)} may still be working`}`
}

/** Formats a number of orders: `no orders`, `1 order`, `1,200 orders`. */
export function ordersText(count: number): string {
  if (count === 0) return 'no orders'
  return count === 1 ? '1 order' : `${formatNumber(count)} orders`
}

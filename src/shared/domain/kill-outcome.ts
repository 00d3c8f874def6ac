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

/** A contract of cancelled orders. */
export interface CancelledContract {
  readonly name: string
  /** Number of its orders that were cancelled. */
  readonly orders: number
}

/** Maximum number of contracts in a sentence. */
const MAX_NAMED = 12

/** Names the contracts of cancelled orders: `Cancelled: AAPL (2 orders); ES DEC26.` Empty without any. */
export function describeCancelled(contracts: readonly CancelledContract[]): string {
  if (contracts.length === 0) return ''
  const named = contracts
    .slice(0, MAX_NAMED)
    .map(({ name, orders }) => (orders === 1 ? name : `${name} (${ordersText(orders)})`))
  const more = contracts.length - named.length
  return `Cancelled: ${named.join('; ')}${more > 0 ? ` and ${formatNumber(more)} more contracts` : ''}.`
}

/** Counts orders by their contract, in the sequence in which the contracts occur. */
export function countByContract(names: readonly string[]): readonly CancelledContract[] {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].map(([name, orders]) => ({ name, orders }))
}

/** Formats a number of orders: `no orders`, `1 order`, `1,200 orders`. */
export function ordersText(count: number): string {
  if (count === 0) return 'no orders'
  return count === 1 ? '1 order' : `${formatNumber(count)} orders`
}

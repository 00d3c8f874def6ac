import { startOfDay, startOfTradingDays } from '../market/trading-hours.ts'
import { isDone, type Order } from './order.ts'

const mostDays = 7

/** Begin of the window of a `days` option: whole trading days, the running one included; 1 to 7, default 1. */
export function windowStart(days: unknown, now: number): number {
  const asked = Math.floor(Number(days ?? 1))
  return startOfTradingDays(now, Math.min(mostDays, Math.max(1, Number.isNaN(asked) ? 1 : asked)))
}

/** Begin of what `str` delivers, whatever its `days` says: the last week. */
export function weekBefore(now: number): number {
  return now - mostDays * 86_400_000
}

/** True for an order that the calls of today know: it works, or it changed since midnight in New York. */
export function isOfToday(order: Order, now: number): boolean {
  return !isDone(order) || order.changedAt >= startOfDay(now)
}

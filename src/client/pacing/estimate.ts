import { blockedMs, type PacingLedger } from './ledger.ts'
import type { Budget, RequestLimits } from './limits.ts'

/** A place in a budget, taken from `from` until just before `until`. */
interface Taken {
  readonly from: number
  readonly until: number
}

/**
 * When a request that joins the queue now will probably leave, on the steady clock: those that wait take their places first,
 * in order, and each comes back after `roundTripMs`. The penalty box is not looked at.
 */
export function estimateStart(
  ledger: PacingLedger,
  queue: readonly RequestLimits[],
  request: RequestLimits,
  now: number,
  roundTripMs: number,
): number {
  const places = new Map<string, Taken[]>()
  const placesOf = (key: string, budget: Budget): Taken[] => {
    const known = places.get(key)
    if (known !== undefined) return known
    const blocked = blockedMs(budget.windowMs)
    const taken = [
      ...(ledger.cameBack.get(key) ?? []),
      ...(ledger.underWay.get(key) ?? []).map((at) => Math.max(now, at + roundTripMs)),
    ].map((back) => ({ from: Number.NEGATIVE_INFINITY, until: back + blocked }))
    places.set(key, taken)
    return taken
  }
  /** Behind this one, requests for the same endpoint keep their order. */
  const last = new Map<string, number>()
  const place = ({ endpoint, limits }: RequestLimits): number => {
    let start = Math.max(now, ledger.paused.get(endpoint) ?? 0, last.get(endpoint) ?? 0)
    for (let settled = false; !settled; ) {
      const before = start
      for (const { key, budget } of limits) start = firstFree(placesOf(key, budget), budget.count, start)
      settled = start === before
    }
    last.set(endpoint, start)
    for (const { key, budget } of limits) {
      placesOf(key, budget).push({ from: start, until: start + roundTripMs + blockedMs(budget.windowMs) })
    }
    return start
  }
  for (const waiting of queue) place(waiting)
  return place(request)
}

/** The first moment from `start` on at which fewer than `count` places are taken. */
function firstFree(places: readonly Taken[], count: number, start: number): number {
  for (let at = start; ; ) {
    const ends = places.filter(({ from, until }) => from <= at && at < until).map(({ until }) => until)
    if (ends.length < count) return at
    at = ends.sort((a, b) => a - b)[ends.length - count] ?? at
  }
}

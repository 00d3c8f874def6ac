import { blockedMs, type PacingLedger } from './ledger.ts'
import type { Budget, RequestLimits } from './limits.ts'

/** A place in a budget, taken from `from` until just before `until`. */
interface Taken {
  readonly from: number
  readonly until: number
}

/** When a request will probably leave, and what holds it until then. */
export interface EstimatedStart {
  /** On the steady clock. */
  readonly at: number
  /** The budget that is spent, or `rest` after a 429 of its endpoint; undefined where it leaves at once. */
  readonly heldBy: { readonly key: string; readonly budget: Budget } | 'rest' | undefined
}

/**
 * When a request that joins the queue now will probably leave: those that wait take their places first, in order, and each comes
 * back after `roundTripMs`. The penalty box is not looked at.
 */
export function estimateStart(
  ledger: PacingLedger,
  queue: readonly RequestLimits[],
  request: RequestLimits,
  now: number,
  roundTripMs: number,
): EstimatedStart {
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
  const last = new Map<string, EstimatedStart>()
  const place = ({ endpoint, limits }: RequestLimits): EstimatedStart => {
    const rest = ledger.paused.get(endpoint) ?? 0
    const before = last.get(endpoint)
    let start = Math.max(now, rest, before?.at ?? 0)
    let heldBy = start === now ? undefined : start === rest ? ('rest' as const) : before?.heldBy
    for (let settled = false; !settled; ) {
      const from = start
      for (const { key, budget } of limits) {
        const free = firstFree(placesOf(key, budget), budget.count, start)
        if (free > start) heldBy = { key, budget }
        start = free
      }
      settled = start === from
    }
    const placed = { at: start, heldBy }
    last.set(endpoint, placed)
    for (const { key, budget } of limits) {
      placesOf(key, budget).push({ from: start, until: start + roundTripMs + blockedMs(budget.windowMs) })
    }
    return placed
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

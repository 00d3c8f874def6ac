import { NO_WAIT } from '../../shared/domain/requests.ts'
import type { RequestWait } from './pacing.ts'
import { computeCountedMs, type RateLimitWindows } from './rate-limit-windows.ts'
import { GLOBAL_LIMIT_KEY, type RequestBudget, type RequestLimits } from './request-limits.ts'

/** A slot of a budget, occupied from `from` until just before `until`. */
interface TakenSlot {
  readonly from: number
  readonly until: number
}

/** The estimated start of a request, and what delays it. */
interface EstimatedStart {
  /** Start of the request on the monotonic clock. */
  readonly at: number
  /** The exhausted budget, or `rest` after a 429 of the endpoint; undefined if the request is sent immediately. */
  readonly heldBy: { readonly key: string; readonly budget: RequestBudget } | 'rest' | undefined
}

/**
 * Estimates how long a request that joins the queue now will wait. The requests in `queue` occupy their slots first, in
 * order, and each completes after `roundTripMs`. Ignores the penalty box. `now` is on the monotonic clock. Pure.
 */
export function estimateWait(
  windows: RateLimitWindows,
  queue: readonly RequestLimits[],
  request: RequestLimits,
  now: number,
  roundTripMs: number,
): RequestWait {
  const taken = new Map<string, TakenSlot[]>()
  const slotsOf = (key: string, budget: RequestBudget): TakenSlot[] => {
    const known = taken.get(key)
    if (known !== undefined) return known
    const inFlight = (windows.inFlight.get(key) ?? []).map((at) => Math.max(now, at + roundTripMs))
    const slots = [...(windows.completed.get(key) ?? []), ...inFlight].map((end) => ({
      from: Number.NEGATIVE_INFINITY,
      until: end + computeCountedMs(budget.windowMs),
    }))
    taken.set(key, slots)
    return slots
  }
  /** Requests for the same endpoint keep their order. */
  const last = new Map<string, EstimatedStart>()
  for (const { endpoint, limits } of [...queue, request]) {
    const rest = windows.restUntil.get(endpoint) ?? 0
    const before = last.get(endpoint)
    let at = Math.max(now, rest, before?.at ?? 0)
    let heldBy = at === now ? undefined : at === rest ? ('rest' as const) : before?.heldBy
    for (let settled = false; !settled; ) {
      settled = true
      for (const { key, budget } of limits) {
        const free = firstFree(slotsOf(key, budget), budget.count, at)
        if (free <= at) continue
        at = free
        heldBy = { key, budget }
        settled = false
      }
    }
    last.set(endpoint, { at, heldBy })
    for (const { key, budget } of limits) {
      slotsOf(key, budget).push({ from: at, until: at + roundTripMs + computeCountedMs(budget.windowMs) })
    }
  }
  const { at = now, heldBy } = last.get(request.endpoint) ?? {}
  if (heldBy === undefined) return NO_WAIT
  const ms = at - now
  const sameEndpoint = queue.filter(({ endpoint }) => endpoint === request.endpoint).length
  if (heldBy === 'rest') return { ms, cause: 'endpoint-rest', ahead: sameEndpoint }
  const limit = heldBy.budget
  return heldBy.key === GLOBAL_LIMIT_KEY
    ? { ms, cause: 'global-limit', limit, ahead: queue.length }
    : { ms, cause: 'endpoint-limit', limit, ahead: sameEndpoint }
}

/** Returns the first time from `start` on when fewer than `count` slots are occupied. */
function firstFree(slots: readonly TakenSlot[], count: number, start: number): number {
  for (let at = start; ; ) {
    const ends: number[] = []
    for (const { from, until } of slots) if (from <= at && at < until) ends.push(until)
    if (ends.length < count) return at
    at = ends.sort((a, b) => a - b)[ends.length - count] ?? at
  }
}

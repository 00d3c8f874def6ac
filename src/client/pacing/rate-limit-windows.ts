import { PENALTY_MS } from './penalty-box.ts'
import type { RequestBudget, RequestLimits } from './request-limits.ts'

/** Pause of an endpoint in ms after its 429, if the server states none. */
const REST_MS = 60_000
/** Upper limit of Retry-After in ms: IBKR's own penalty is not longer. */
const MAX_REST_MS = PENALTY_MS

/** A timestamp on both clocks. Durations are measured on the monotonic clock, which adjustments do not affect. */
export interface WallAndMonotonicTime {
  /** Wall time in ms since epoch. */
  readonly wall: number
  /** Time in ms on the monotonic clock. */
  readonly steady: number
}

/**
 * The requests in IBKR's rate-limit windows, and its 429s. Immutable: every change returns a new value. The server
 * counts a request when it arrives, at some time between sending and response. So a request in flight counts in every
 * window, whenever it was sent; a completed request counts from its completion.
 */
export interface RateLimitWindows {
  /** Start times of the requests in flight by budget key, on the monotonic clock. */
  readonly inFlight: ReadonlyMap<string, readonly number[]>
  /** Completion times of requests by budget key, on the monotonic clock, oldest first. */
  readonly completed: ReadonlyMap<string, readonly number[]>
  /** End of the pause of each endpoint that responded with 429, on the monotonic clock. */
  readonly restUntil: ReadonlyMap<string, number>
}

export const emptyWindows: RateLimitWindows = {
  inFlight: new Map(),
  completed: new Map(),
  restUntil: new Map(),
}

/**
 * Returns how long a request counts after its completion, in ms: the window plus 0.1 % (at least 2 ms), because two
 * clocks never run at exactly the same speed.
 */
export function computeCountedMs(windowMs: number): number {
  return windowMs + Math.max(2, windowMs / 1_000)
}

/**
 * Returns when a request may be sent: `now` or later on the monotonic clock. Undefined if that depends on a request in
 * flight. Ignores the penalty box.
 */
export function findEarliestSendTime(
  windows: RateLimitWindows,
  request: RequestLimits,
  now: number,
): number | undefined {
  let earliest = Math.max(now, windows.restUntil.get(request.endpoint) ?? 0)
  for (const { key, budget } of request.limits) {
    const left = budget.count - (windows.inFlight.get(key)?.length ?? 0)
    if (left <= 0) return undefined
    const blocking = windows.completed.get(key)?.at(-left)
    if (blocking !== undefined) earliest = Math.max(earliest, blocking + computeCountedMs(budget.windowMs))
  }
  return earliest
}

/** Records that a request may be sent. The server may count it at any time until it completes. */
export function recordRequestStart(windows: RateLimitWindows, request: RequestLimits, at: number): RateLimitWindows {
  const inFlight = new Map(windows.inFlight)
  for (const { key } of request.limits) inFlight.set(key, [...(inFlight.get(key) ?? []), at])
  return { ...windows, inFlight }
}

/**
 * Records that the request started at `startedAt` got a response or was abandoned at `at`; undefined: it was never
 * sent.
 */
export function recordRequestEnd(
  windows: RateLimitWindows,
  request: RequestLimits,
  startedAt: number,
  at: number | undefined,
): RateLimitWindows {
  const inFlight = new Map(windows.inFlight)
  const completed = new Map(windows.completed)
  for (const { key, budget } of request.limits) {
    const starts = inFlight.get(key) ?? []
    const others = starts.toSpliced(starts.indexOf(startedAt), 1)
    if (others.length > 0) inFlight.set(key, others)
    else inFlight.delete(key)
    // Stores only as many times as the budget counts, because older times have no effect.
    if (at !== undefined) completed.set(key, [...(completed.get(key) ?? []), at].slice(-budget.count))
  }
  return { ...windows, inFlight, completed }
}

/**
 * Records a 429: the endpoint is paused. `isPenalty`: another endpoint is already paused, so IBKR has limited the whole
 * address, and the penalty box begins.
 */
export function recordTooManyRequests(
  windows: RateLimitWindows,
  endpoint: string,
  now: WallAndMonotonicTime,
  retryAfterSeconds: number | undefined,
): { readonly windows: RateLimitWindows; readonly isPenalty: boolean } {
  const restMs = retryAfterSeconds === undefined ? REST_MS : Math.min(retryAfterSeconds * 1_000, MAX_REST_MS)
  const restUntil = new Map([...windows.restUntil].filter(([, until]) => until > now.steady))
  const isPenalty = [...restUntil.keys()].some((other) => other !== endpoint)
  restUntil.set(endpoint, Math.max(restUntil.get(endpoint) ?? 0, now.steady + restMs))
  return { windows: { ...windows, restUntil }, isPenalty }
}

/** Ends the pauses of all endpoints, because the penalty box has ended. */
export function endRests(windows: RateLimitWindows): RateLimitWindows {
  return { ...windows, restUntil: new Map() }
}

/** Returns the number of requests of a budget that may be sent at `now` on the monotonic clock. */
export function countRequestsLeft(windows: RateLimitWindows, key: string, budget: RequestBudget, now: number): number {
  const since = now - computeCountedMs(budget.windowMs)
  const recent = (windows.completed.get(key) ?? []).filter((at) => at > since).length
  return Math.max(0, budget.count - recent - (windows.inFlight.get(key)?.length ?? 0))
}

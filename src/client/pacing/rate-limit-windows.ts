import type { Budget, RequestLimits } from './limits.ts'

/** The penalty box as IBKR documents it. */
const PENALTY_MS = 15 * 60_000
/** Rest of one endpoint after its 429, when the server names no other. */
const REST_MS = 60_000
/** A longer Retry-After than IBKR's own penalty is not believed. */
const MAX_REST_MS = PENALTY_MS

/** A timestamp on both clocks: durations are counted on the steady one, which no adjustment moves. */
export interface Timestamp {
  /** Ms since epoch. */
  readonly wall: number
  /** Ms from an arbitrary start. */
  readonly steady: number
}

/**
 * The requests in IBKR's rate-limit windows, and its complaints. A value: every change makes a new one.
 *
 * The server counts a request when it arrives, which is some time between its departure and its response. So a request in flight
 * is inside every window, whenever it left; a completed one counts from its completion.
 */
export interface RateLimitWindows {
  /** Per key of a budget: when its requests in flight started, on the steady clock. */
  readonly inFlight: ReadonlyMap<string, readonly number[]>
  /** Per key: when its requests completed, on the steady clock, oldest first. */
  readonly completed: ReadonlyMap<string, readonly number[]>
  /** Per endpoint that responded with 429: the end of its rest on the steady clock. */
  readonly restUntil: ReadonlyMap<string, number>
  /** End of the penalty box on the wall clock; undefined outside it. */
  readonly penaltyUntil: number | undefined
}

export const emptyWindows: RateLimitWindows = {
  inFlight: new Map(),
  completed: new Map(),
  restUntil: new Map(),
  penaltyUntil: undefined,
}

/** How long a request counts after its completion: the window, and 0.1 % (at least 2 ms), as no two clocks run alike. */
export function countedMs(windowMs: number): number {
  return windowMs + Math.max(2, windowMs / 1_000)
}

/**
 * When a request may leave: `now` or later on the steady clock; undefined while it depends on one in flight. Ignores the penalty
 * box.
 */
export function earliestStart(windows: RateLimitWindows, request: RequestLimits, now: number): number | undefined {
  let earliest = Math.max(now, windows.restUntil.get(request.endpoint) ?? 0)
  for (const { key, budget } of request.limits) {
    const left = budget.count - (windows.inFlight.get(key)?.length ?? 0)
    if (left <= 0) return undefined
    const blocking = windows.completed.get(key)?.at(-left)
    if (blocking !== undefined) earliest = Math.max(earliest, blocking + countedMs(budget.windowMs))
  }
  return earliest
}

/** A request may leave: it may arrive at any time until it completes. */
export function startRequest(windows: RateLimitWindows, request: RequestLimits, at: number): RateLimitWindows {
  const inFlight = new Map(windows.inFlight)
  for (const { key } of request.limits) inFlight.set(key, [...(inFlight.get(key) ?? []), at])
  return { ...windows, inFlight }
}

/** The request that started at `startedAt` got a response or was given up at `at`; undefined: it never left. */
export function endRequest(
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
    // As many as the budget counts: older ones block nothing.
    if (at !== undefined) completed.set(key, [...(completed.get(key) ?? []), at].slice(-budget.count))
  }
  return { ...windows, inFlight, completed }
}

/**
 * A 429: the endpoint rests. When another one rests already, IBKR means the address and no longer an endpoint: the penalty box
 * begins.
 */
export function recordTooMany(
  windows: RateLimitWindows,
  endpoint: string,
  now: Timestamp,
  retryAfterSeconds: number | undefined,
): RateLimitWindows {
  const restMs = retryAfterSeconds === undefined ? REST_MS : Math.min(retryAfterSeconds * 1_000, MAX_REST_MS)
  const restUntil = new Map([...windows.restUntil].filter(([, until]) => until > now.steady))
  const isSecond = [...restUntil.keys()].some((other) => other !== endpoint)
  restUntil.set(endpoint, Math.max(restUntil.get(endpoint) ?? 0, now.steady + restMs))
  const penaltyUntil = isSecond ? Math.max(windows.penaltyUntil ?? 0, now.wall + PENALTY_MS) : windows.penaltyUntil
  return { ...windows, restUntil, penaltyUntil }
}

/** A tickle got through: the penalty box has ended. */
export function endPenalty(windows: RateLimitWindows): RateLimitWindows {
  return { ...windows, penaltyUntil: undefined, restUntil: new Map() }
}

/** The end of the penalty box on the wall clock, undefined outside it or once it has passed. */
export function penaltyEnd({ penaltyUntil }: RateLimitWindows, now: number): number | undefined {
  return penaltyUntil !== undefined && penaltyUntil > now ? penaltyUntil : undefined
}

/** How many requests of a budget may leave at `now` on the steady clock. */
export function budgetLeft(windows: RateLimitWindows, key: string, budget: Budget, now: number): number {
  const since = now - countedMs(budget.windowMs)
  const recent = (windows.completed.get(key) ?? []).filter((at) => at > since).length
  return Math.max(0, budget.count - recent - (windows.inFlight.get(key)?.length ?? 0))
}

import type { Budget, RequestLimits } from './limits.ts'

/** The penalty box as IBKR documents it. */
export const PENALTY_MS = 15 * 60_000
/** Rest for one endpoint after its 429, when the server names no other. */
export const PAUSE_MS = 60_000

/** A moment on both clocks: durations are counted on the steady one, which no adjustment moves. */
export interface Moment {
  /** Ms since epoch. */
  readonly wall: number
  /** Ms from an arbitrary start. */
  readonly steady: number
}

/**
 * What is under way, what came back, and what IBKR complained of. A value: every change makes a new one.
 *
 * The server counts a request when it arrives, which is some time between its leaving and its answer. So one that is under
 * way is inside every window, whenever it left; one that came back is counted from that moment on.
 */
export interface PacingLedger {
  /** Per key of a budget: when its requests that are under way were let go, on the steady clock. */
  readonly underWay: ReadonlyMap<string, readonly number[]>
  /** Per key: when its requests came back, on the steady clock, oldest first. */
  readonly cameBack: ReadonlyMap<string, readonly number[]>
  /** Per endpoint that was answered 429: when it may be asked again, on the steady clock. */
  readonly paused: ReadonlyMap<string, number>
  /** End of the penalty box on the wall clock; undefined outside it. */
  readonly penaltyUntil: number | undefined
}

/** Nothing has happened yet. */
export const emptyLedger: PacingLedger = {
  underWay: new Map(),
  cameBack: new Map(),
  paused: new Map(),
  penaltyUntil: undefined,
}

/** How long a request blocks its place after it came back: the window, and 0.1 % (at least 2 ms) as no two clocks run alike. */
export function blockedMs(windowMs: number): number {
  return windowMs + Math.max(2, windowMs / 1_000)
}

/**
 * When a request may leave: `now` or later on the steady clock; undefined while it depends on one that is under way. The
 * penalty box is not looked at.
 */
export function earliestStart(ledger: PacingLedger, request: RequestLimits, now: number): number | undefined {
  let earliest = Math.max(now, ledger.paused.get(request.endpoint) ?? 0)
  for (const { key, budget } of request.limits) {
    const left = budget.count - (ledger.underWay.get(key)?.length ?? 0)
    if (left <= 0) return undefined
    const cameBack = ledger.cameBack.get(key) ?? []
    const blocking = cameBack[cameBack.length - left]
    if (blocking !== undefined) earliest = Math.max(earliest, blocking + blockedMs(budget.windowMs))
  }
  return earliest
}

/** A request was let go: it may arrive at any moment until it comes back. */
export function recordLetGo(ledger: PacingLedger, request: RequestLimits, at: number): PacingLedger {
  const underWay = new Map(ledger.underWay)
  for (const { key } of request.limits) underWay.set(key, [...(underWay.get(key) ?? []), at])
  return { ...ledger, underWay }
}

/** A request that was let go at `letGoAt` was answered or given up at `at`. */
export function recordBack(ledger: PacingLedger, request: RequestLimits, letGoAt: number, at: number): PacingLedger {
  const cameBack = new Map(ledger.cameBack)
  for (const { key, budget } of request.limits) {
    // As many as the budget counts: older ones block nothing. Time does not go back, so they are in order.
    cameBack.set(key, [...(cameBack.get(key) ?? []), at].slice(-budget.count))
  }
  return { ...recordUnsent(ledger, request, letGoAt), cameBack }
}

/** A request that was let go at `letGoAt` never left. */
export function recordUnsent(ledger: PacingLedger, request: RequestLimits, letGoAt: number): PacingLedger {
  const underWay = new Map(ledger.underWay)
  for (const { key } of request.limits) {
    const times = underWay.get(key) ?? []
    const index = times.indexOf(letGoAt)
    const rest = index < 0 ? times : times.toSpliced(index, 1)
    if (rest.length > 0) underWay.set(key, rest)
    else underWay.delete(key)
  }
  return { ...ledger, underWay }
}

/**
 * A 429: the endpoint rests; when another one was already at rest, it is no longer about endpoints but about the address,
 * and the penalty box begins.
 */
export function recordTooMany(
  ledger: PacingLedger,
  endpoint: string,
  now: Moment,
  restMs: number = PAUSE_MS,
): PacingLedger {
  const paused = new Map([...ledger.paused].filter(([, until]) => until > now.steady))
  const second = [...paused.keys()].some((other) => other !== endpoint)
  paused.set(endpoint, Math.max(paused.get(endpoint) ?? 0, now.steady + restMs))
  const penaltyUntil = second ? Math.max(ledger.penaltyUntil ?? 0, now.wall + PENALTY_MS) : ledger.penaltyUntil
  return { ...ledger, paused, penaltyUntil }
}

/** A probe was answered: the box is open. */
export function endPenalty(ledger: PacingLedger): PacingLedger {
  return { ...ledger, penaltyUntil: undefined, paused: new Map() }
}

/** The box's end on the wall clock, undefined outside it or once it has passed. */
export function penaltyAt(ledger: PacingLedger, now: number): number | undefined {
  return ledger.penaltyUntil !== undefined && ledger.penaltyUntil > now ? ledger.penaltyUntil : undefined
}

/** How many requests of a budget may leave at `now` on the steady clock. */
export function budgetLeft(ledger: PacingLedger, key: string, budget: Budget, now: number): number {
  const since = now - blockedMs(budget.windowMs)
  const recent = (ledger.cameBack.get(key) ?? []).filter((at) => at > since).length
  return Math.max(0, budget.count - recent - (ledger.underWay.get(key)?.length ?? 0))
}

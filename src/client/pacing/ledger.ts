import type { RequestLimits } from './limits.ts'

/** The penalty box as IBKR documents it. */
export const PENALTY_MS = 15 * 60_000
/** Rest for one endpoint after its 429, when the server names no other. */
export const PAUSE_MS = 60_000

/** What left, what is about to, and what IBKR complained of. A value: every change makes a new one. */
export interface PacingLedger {
  /** Per key of a budget: when its requests left, oldest first. */
  readonly sent: ReadonlyMap<string, readonly number[]>
  /** Per key: let go but not yet on the wire (a connection is being opened). They may leave at any moment. */
  readonly pending: ReadonlyMap<string, number>
  /** Per endpoint that was answered 429: when it may be asked again. */
  readonly paused: ReadonlyMap<string, number>
  /** End of the penalty box; undefined outside it. */
  readonly penaltyUntil: number | undefined
}

/** Nothing has happened yet. */
export const emptyLedger: PacingLedger = {
  sent: new Map(),
  pending: new Map(),
  paused: new Map(),
  penaltyUntil: undefined,
}

/**
 * Added to every window, because requests that left apart may arrive closer together: 5 % of it, at least 50 ms and at
 * most 250.
 */
export function marginMs(windowMs: number): number {
  return Math.min(250, Math.max(50, windowMs / 20))
}

/**
 * When a request may leave: `now` or later; undefined while it depends on one that is still pending. The penalty box is
 * not looked at.
 */
export function earliestStart(ledger: PacingLedger, request: RequestLimits, now: number): number | undefined {
  let earliest = Math.max(now, ledger.paused.get(request.endpoint) ?? 0)
  for (const { key, budget } of request.limits) {
    const left = budget.count - (ledger.pending.get(key) ?? 0)
    if (left <= 0) return undefined
    const sent = ledger.sent.get(key) ?? []
    const blocking = sent[sent.length - left]
    if (blocking !== undefined) earliest = Math.max(earliest, blocking + budget.windowMs + marginMs(budget.windowMs))
  }
  return earliest
}

/** A request was let go. */
export function letGo(ledger: PacingLedger, request: RequestLimits): PacingLedger {
  return { ...ledger, pending: countPending(ledger, request, 1) }
}

/** A request that was let go is on the wire. */
export function recordSent(ledger: PacingLedger, request: RequestLimits, at: number): PacingLedger {
  const sent = new Map(ledger.sent)
  for (const { key, budget } of request.limits) {
    // As many as the budget counts: older ones block nothing.
    sent.set(key, [...(sent.get(key) ?? []), at].sort((a, b) => a - b).slice(-budget.count))
  }
  return { ...ledger, sent, pending: countPending(ledger, request, -1) }
}

/** A request that was let go never left. */
export function recordUnsent(ledger: PacingLedger, request: RequestLimits): PacingLedger {
  return { ...ledger, pending: countPending(ledger, request, -1) }
}

/**
 * A 429: the endpoint rests; when another one was already at rest, it is no longer about endpoints but about the address,
 * and the penalty box begins.
 */
export function recordTooMany(
  ledger: PacingLedger,
  endpoint: string,
  now: number,
  restMs: number = PAUSE_MS,
): PacingLedger {
  const paused = new Map([...ledger.paused].filter(([, until]) => until > now))
  const second = [...paused.keys()].some((other) => other !== endpoint)
  paused.set(endpoint, Math.max(paused.get(endpoint) ?? 0, now + restMs))
  const penaltyUntil = second ? Math.max(ledger.penaltyUntil ?? 0, now + PENALTY_MS) : ledger.penaltyUntil
  return { ...ledger, paused, penaltyUntil }
}

/** A probe was answered: the box is open. */
export function endPenalty(ledger: PacingLedger): PacingLedger {
  return { ...ledger, penaltyUntil: undefined, paused: new Map() }
}

/** The box's end, undefined outside it or once it has passed. */
export function penaltyAt(ledger: PacingLedger, now: number): number | undefined {
  return ledger.penaltyUntil !== undefined && ledger.penaltyUntil > now ? ledger.penaltyUntil : undefined
}

/** How many requests of a budget may leave at `now`. */
export function budgetLeft(
  ledger: PacingLedger,
  key: string,
  budget: { count: number; windowMs: number },
  now: number,
): number {
  const since = now - budget.windowMs - marginMs(budget.windowMs)
  const recent = (ledger.sent.get(key) ?? []).filter((at) => at > since).length
  return Math.max(0, budget.count - recent - (ledger.pending.get(key) ?? 0))
}

function countPending(ledger: PacingLedger, request: RequestLimits, change: number): Map<string, number> {
  const pending = new Map(ledger.pending)
  for (const { key } of request.limits) {
    const count = (pending.get(key) ?? 0) + change
    if (count > 0) pending.set(key, count)
    else pending.delete(key)
  }
  return pending
}

import { isDeepStrictEqual } from 'node:util'
import type { AccountList, LoginStep, SessionState } from '../../shared/domain/session.ts'
import { BackOff } from '../back-off.ts'
import type { FailedLogin } from './login-outcome.ts'
import type { SessionContext } from './session-context.ts'
import { createTimelineEntry } from './session-timeline.ts'

/** Minimum delay of a retry in ms: an immediate retry would flood a server that responds with refusals. */
const SHORTEST_RETRY_MS = 1_000

/** An event of a session. `until` and `retryAt` are ms since epoch. */
export type SessionEvent =
  /** A login begins. `attempt` counts from 1 since the session was last ready. */
  | { readonly kind: 'contact'; readonly attempt: number }
  | { readonly kind: 'step'; readonly step: LoginStep }
  | { readonly kind: 'ready'; readonly accounts: AccountList }
  | Exclude<FailedLogin, { readonly kind: 'retry' | 'penalty' }>
  | (Extract<FailedLogin, { readonly kind: 'retry' }> & { readonly retryAt: number })
  | { readonly kind: 'penalty'; readonly until: number }
  | { readonly kind: 'closed' }

/**
 * Returns the next state of a session. Pure; returns the same object if the event changes nothing. A state that
 * continues keeps its `since`.
 */
export function computeNextState(state: SessionState, event: SessionEvent, at: number): SessionState {
  if (event.kind === 'closed') return state.kind === 'signed-out' ? state : { kind: 'signed-out' }
  // A session that was closed or has failed ignores late events, except a new login.
  if ((state.kind === 'signed-out' || state.kind === 'failed') && event.kind !== 'contact') return state
  const next = enteredBy(event)
  const since = state.kind === next.kind && 'since' in state ? state.since : at
  return isDeepStrictEqual(state, { ...next, since }) ? state : { ...next, since }
}

function enteredBy(event: Exclude<SessionEvent, { readonly kind: 'closed' }>) {
  switch (event.kind) {
    case 'contact':
      return { kind: 'connecting', attempt: event.attempt } as const
    case 'step':
      return { kind: 'authenticating', step: event.step } as const
    case 'retry':
      return { kind: 'degraded', code: event.code, reason: event.reason, retryAt: event.retryAt } as const
    default:
      return event
  }
}

/** The current state of a session. Each change is a transition, an entry in the timeline, and an event. */
export class SessionMachine {
  readonly #context: SessionContext
  readonly #backOff: BackOff
  #state: SessionState = { kind: 'signed-out' }
  #accounts: AccountList | undefined

  constructor(context: SessionContext) {
    this.#context = context
    this.#backOff = new BackOff(context.clock, context.random)
  }

  get state(): SessionState {
    return this.#state
  }

  /** Records that a login begins. */
  contact(): void {
    this.apply({ kind: 'contact', attempt: this.#backOff.retries + 1 })
  }

  ready(accounts: AccountList): void {
    this.#backOff.succeeded()
    this.#accounts = accounts
    this.apply({ kind: 'ready', accounts })
  }

  /** Records that the session responded correctly: a degraded session is ready again. */
  recovered(): void {
    if (this.#state.kind === 'degraded' && this.#accounts !== undefined) this.ready(this.#accounts)
  }

  fail(trouble: FailedLogin): void {
    const now = this.#context.clock.now()
    if (trouble.kind === 'retry') {
      this.apply({ ...trouble, retryAt: now + Math.max(SHORTEST_RETRY_MS, this.#backOff.next()) })
    } else if (trouble.kind === 'penalty') {
      this.apply({ kind: 'penalty', until: this.#context.pacer.snapshot().penaltyUntil ?? now })
    } else this.apply(trouble)
  }

  /** Resets the retry delays, because the user requested a retry. */
  restartBackOff(): void {
    this.#backOff.restart()
  }

  apply(event: SessionEvent): void {
    const { clock, events, timeline } = this.#context
    const before = this.#state
    this.#state = computeNextState(before, event, clock.now())
    if (this.#state === before) return
    timeline.add(createTimelineEntry(this.#state))
    events.emit('state', this.#state)
  }
}

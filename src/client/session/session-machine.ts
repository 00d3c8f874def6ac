import type { AccountList, SessionState } from '../../shared/domain/session.ts'
import { BackOff } from '../back-off.ts'
import type { Clock } from '../clock.ts'
import { Listeners, type Unsubscribe } from '../listeners.ts'
import type { Logger } from '../logger.ts'
import type { RandomSource } from '../random.ts'
import type { Trouble } from './login-outcome.ts'
import { noteOf, type Timeline } from './timeline.ts'
import { type SessionEvent, transition } from './transition.ts'

/** A first retry at once would hammer a server that answers, but answers no. */
const SHORTEST_RETRY_MS = 1_000

/** What the machine stands on. */
export interface SessionMachineParts {
  readonly clock: Clock
  readonly random: RandomSource
  readonly timeline: Timeline
  /** End of the penalty box, where there is one. */
  readonly penaltyUntil: () => number | undefined
  /** Receives errors thrown by listeners. */
  readonly logger: Logger | undefined
}

/** Holds the state of a session: every change is a pure transition, an entry in the timeline, and news. */
export class SessionMachine {
  readonly #parts: SessionMachineParts
  readonly #news: Listeners<SessionState>
  #state: SessionState = { kind: 'signed-out' }
  #accounts: AccountList | undefined
  readonly #backOff: BackOff

  constructor(parts: SessionMachineParts) {
    this.#parts = parts
    this.#news = new Listeners(parts.logger)
    this.#backOff = new BackOff(parts.clock, parts.random)
  }

  get state(): SessionState {
    return this.#state
  }

  onState(listener: (state: SessionState) => void): Unsubscribe {
    return this.#news.add(listener)
  }

  move(event: SessionEvent): void {
    const before = this.#state
    this.#state = transition(before, event)
    if (this.#state === before) return
    if (this.#state.kind === 'ready') this.#accounts = this.#state.accounts
    this.#parts.timeline.add(noteOf(this.#state))
    this.#news.emit(this.#state)
  }

  /** A login begins. */
  contact(): void {
    this.move({ type: 'contact', at: this.#parts.clock.now(), attempt: this.#backOff.retries + 1 })
  }

  ready(accounts: AccountList): void {
    this.#backOff.succeeded()
    this.move({ type: 'ready', at: this.#parts.clock.now(), accounts })
  }

  /** A tickle was answered as it should be: what was degraded is ready again. */
  healed(): void {
    if (this.#state.kind === 'degraded' && this.#accounts !== undefined) this.ready(this.#accounts)
  }

  /** Enters the state that a bad outcome means. */
  show(outcome: Trouble): void {
    this.move(this.#eventOf(outcome, this.#parts.clock.now()))
  }

  /** The next retry is again the first: somebody asked for it. */
  forgetRetries(): void {
    this.#backOff.restart()
  }

  #eventOf(outcome: Trouble, at: number): SessionEvent {
    switch (outcome.kind) {
      case 'competing':
        return { type: 'competing', at }
      case 'needs-login':
        return { type: 'login-needed', at, loginUrl: outcome.loginUrl }
      case 'failed':
        return { type: 'gave-up', at, code: outcome.code, message: outcome.message }
      case 'penalty':
        return { type: 'penalty', at, until: this.#parts.penaltyUntil() ?? at }
      case 'retry':
        return {
          type: 'trouble',
          at,
          code: outcome.code,
          reason: outcome.reason,
          retryAt: at + Math.max(SHORTEST_RETRY_MS, this.#backOff.next()),
        }
    }
  }
}

import type { Clock } from '../clock.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { Listeners, type Unsubscribe } from '../listeners.ts'
import { logIn, readStatus } from './login.ts'
import { judgeFailure, type LoginOutcome, type Trouble } from './login-outcome.ts'
import type { SessionCalls } from './session-calls.ts'
import type { SessionMachine } from './session-machine.ts'
import type { Tickler } from './tickler.ts'
import type { Timeline } from './timeline.ts'
import { renewalTime } from './token-expiry.ts'
import type { Wishes } from './wishes.ts'

const LOGIN_POLL_MS = 5_000
const COMPETING_POLL_MS = 60_000
const PENALTY_PROBE_MS = 60_000

const RENEWAL = {
  'live-session-token': 'The live session token ends soon: a new one is taken.',
  'sso-session': 'The SSO session ends soon: a new one is opened.',
} as const

/** What the loop stands on. */
export interface SessionLoopParts {
  readonly clock: Clock
  /** Where a person logs in; undefined under OAuth. */
  readonly loginUrl: string | undefined
  readonly tickleEvery: number
  readonly calls: SessionCalls
  readonly tickler: Tickler
  readonly machine: SessionMachine
  readonly timeline: Timeline
  readonly wishes: Wishes
  readonly penaltyUntil: () => number | undefined
  /** Called after each look that found the session well. */
  readonly onHealthy: () => void
  /** Ends the loop. */
  readonly signal: AbortSignal
}

/** How a login ended. */
export interface LoginEnd {
  readonly outcome: LoginOutcome
  /** Whether it was allowed to throw another session out. */
  readonly competed: boolean
}

/** How the next login is to be. */
interface LoginManner {
  readonly freshToken: boolean
  /** Shows no steps: it only looks whether what was waited for has come, or does what nobody need notice. */
  readonly quiet: boolean
}

/**
 * Keeps a session: log in, watch, wait, and again. Only the loop logs in, so that logins are single-flight by
 * construction; whoever wants one leaves a wish.
 */
export class SessionLoop {
  readonly #parts: SessionLoopParts
  readonly #loginNews = new Listeners<LoginEnd>()
  #phase: 'login' | 'watch' | 'wait' = 'login'
  #logins = 0

  constructor(parts: SessionLoopParts) {
    this.#parts = parts
  }

  /** `watch` while there is a session to look after. */
  get phase(): 'login' | 'watch' | 'wait' {
    return this.#phase
  }

  /** Logins that succeeded so far. */
  get logins(): number {
    return this.#logins
  }

  onLogin(listener: (end: LoginEnd) => void): Unsubscribe {
    return this.#loginNews.add(listener)
  }

  /** Looks at the session soon. Not while a login or a wait is on: they look by themselves, at their own pace. */
  check(): void {
    if (this.#phase === 'watch') this.#parts.wishes.add('tickle')
  }

  /** Runs until the signal aborts. */
  async run(): Promise<void> {
    let manner: LoginManner = { freshToken: true, quiet: false }
    while (!this.#parts.signal.aborted) {
      const outcome = await this.#attempt(manner)
      const next = outcome.kind === 'ready' ? await this.#watch() : outcome
      manner = 'kind' in next ? await this.#wait(next) : next
    }
  }

  async #attempt(manner: LoginManner): Promise<LoginOutcome> {
    const { calls, clock, loginUrl, machine, signal, tickler, wishes } = this.#parts
    this.#phase = 'login'
    const compete = wishes.take('take-over')
    // What was wished for until now is what this login is for.
    for (const stale of ['log-in', 'tickle', 'retry-now'] as const) wishes.take(stale)
    const shown = !manner.quiet || compete
    if (shown) machine.contact()
    const outcome = await logIn(
      {
        clock,
        call: (input) => calls.call(input),
        renewToken: loginUrl === undefined ? () => calls.renewToken() : undefined,
        tokenStep: calls.tokenStep,
        tickle: async () => {
          await tickler.tickle()
        },
        onStep: (step) => shown && machine.move({ type: 'step', at: clock.now(), step }),
      },
      { compete, freshToken: manner.freshToken || !calls.hasToken },
      signal,
    ).catch((error: unknown) => this.#judge(error))
    if (signal.aborted) return outcome
    this.#phase = outcome.kind === 'ready' ? 'watch' : 'wait'
    if (outcome.kind === 'ready') {
      this.#logins += 1
      machine.ready(outcome.accounts)
    } else machine.show(outcome)
    this.#loginNews.emit({ outcome, competed: compete })
    return outcome
  }

  /** Tickles until something is wrong, or wished for. */
  async #watch(): Promise<LoginManner | Trouble> {
    const { calls, clock, machine, signal, tickleEvery, timeline, wishes } = this.#parts
    let nextTickle = clock.now() + tickleEvery
    const renewAt = calls.tokenExpiresAt === undefined ? undefined : renewalTime(calls.tokenExpiresAt, clock.now())
    for (;;) {
      await wishes.wait(Math.max(0, Math.min(nextTickle, renewAt ?? nextTickle) - clock.now()))
      if (signal.aborted || wishes.take('log-in')) return { freshToken: true, quiet: false }
      // Stays a wish: the login that follows takes it.
      if (wishes.has('take-over')) return { freshToken: false, quiet: false }
      if (renewAt !== undefined && clock.now() >= renewAt) {
        timeline.add({ level: 'info', text: RENEWAL[calls.tokenStep] })
        return { freshToken: true, quiet: true }
      }
      const asked = [wishes.take('tickle'), wishes.take('retry-now')].includes(true)
      if (!asked && clock.now() < nextTickle) continue
      const next = await this.#look()
      if (next !== undefined) return next
      nextTickle = machine.state.kind === 'degraded' ? machine.state.retryAt : clock.now() + tickleEvery
    }
  }

  /** One tickle; undefined when watching goes on. */
  async #look(): Promise<LoginManner | Trouble | undefined> {
    const { calls, machine, onHealthy, signal, tickler, timeline } = this.#parts
    try {
      // Without flags in the tickle's response the session counts as well only where its status cannot be read either.
      const status =
        (await tickler.tickle()).status ?? (await readStatus((input) => calls.call(input)).catch(() => undefined))
      if (status?.competing === true) return this.#found({ kind: 'competing' })
      if (status !== undefined && !status.authenticated) {
        timeline.add({ level: 'warning', text: 'The brokerage session is gone: it is opened again.' })
        return { freshToken: true, quiet: false }
      }
      machine.healed()
      onHealthy()
      return undefined
    } catch (error) {
      const code = error instanceof IbkrError ? error.code : undefined
      // Not ready: the user logged out, and the token is gone.
      const ended = code === 'unauthorized' || code === 'gone' || code === 'redirected' || code === 'session-not-ready'
      if (ended || signal.aborted) return { freshToken: true, quiet: false }
      const outcome = this.#judge(error)
      if (outcome.kind !== 'retry') return this.#found(outcome)
      machine.show(outcome)
      return undefined
    }
  }

  #found(outcome: Trouble): Trouble {
    this.#phase = 'wait'
    this.#parts.machine.show(outcome)
    return outcome
  }

  /** Waits for what the outcome calls for, and says how to try then. */
  async #wait(outcome: Trouble): Promise<LoginManner> {
    const { clock, machine, wishes } = this.#parts
    const { state } = machine
    switch (outcome.kind) {
      case 'competing':
        await wishes.wait(COMPETING_POLL_MS)
        return { freshToken: false, quiet: !wishes.has('retry-now') }
      case 'needs-login':
        await wishes.wait(LOGIN_POLL_MS)
        return { freshToken: true, quiet: !wishes.has('retry-now') }
      case 'penalty':
        await this.#sitOutPenalty()
        return { freshToken: true, quiet: false }
      case 'failed':
        await wishes.wait(undefined)
        return { freshToken: true, quiet: false }
      case 'retry':
        if (state.kind === 'degraded') await wishes.wait(Math.max(0, state.retryAt - clock.now()))
        return { freshToken: true, quiet: false }
    }
  }

  /** A probe a minute, or when asked for, until one is answered or the box's time is over. */
  async #sitOutPenalty(): Promise<void> {
    const { clock, penaltyUntil, signal, tickler, wishes } = this.#parts
    for (let until = penaltyUntil(); until !== undefined && !signal.aborted; until = penaltyUntil()) {
      await wishes.wait(Math.min(PENALTY_PROBE_MS, until - clock.now()))
      for (const wish of ['log-in', 'tickle', 'retry-now'] as const) wishes.take(wish)
      if (wishes.take('take-over')) this.#loginNews.emit({ outcome: { kind: 'penalty' }, competed: true })
      // A probe that fails says only that the box is still closed.
      if (penaltyUntil() !== undefined && !signal.aborted) await tickler.tickle().catch(() => undefined)
    }
  }

  #judge(error: unknown): Trouble {
    return judgeFailure(error, { loginUrl: this.#parts.loginUrl, workedBefore: this.#logins > 0 })
  }
}

import { IbkrError } from '../errors/ibkr-error.ts'
import { logIn, readStatus } from './log-in.ts'
import { classifyLoginFailure, type FailedLogin, type LoginOutcome } from './login-outcome.ts'
import type { SessionCalls } from './session-calls.ts'
import type { SessionContext } from './session-context.ts'
import type { PendingIntents } from './session-intents.ts'
import { computeRenewalTime } from './session-responses.ts'
import type { SessionMachine } from './session-state-machine.ts'

const TICKLE_MS = 60_000
const LOGIN_POLL_MS = 5_000
const COMPETING_POLL_MS = 60_000
const PENALTY_PROBE_MS = 60_000

const RENEWAL = {
  'live-session-token': 'The live session token expires soon: requesting a new one.',
  'sso-session': 'The SSO session expires soon: opening a new one.',
} as const

export interface SessionLoopDeps {
  readonly context: SessionContext
  readonly calls: SessionCalls
  readonly machine: SessionMachine
  readonly intents: PendingIntents
  /** The page where a person logs in; undefined with OAuth. */
  readonly loginUrl: string | undefined
  /** Time in ms between tickles. Default 60,000. */
  readonly tickleEvery: number | undefined
  /** Called after each check that found the session healthy. */
  readonly onHealthy: () => void
}

/** Options of the next login. */
interface LoginMode {
  readonly freshToken: boolean
  /**
   * Whether to report no steps: the login only checks for an expected change, or repeats a login that users need not
   * notice.
   */
  readonly quiet: boolean
}

/**
 * Keeps a session alive: logs in, watches, waits, repeats. Only this loop logs in, so that there is one login at a
 * time; other modules add an intent.
 */
export class SessionLoop {
  readonly #deps: SessionLoopDeps
  #phase: 'login' | 'watch' | 'wait' = 'login'
  #logins = 0

  constructor(deps: SessionLoopDeps) {
    this.#deps = deps
  }

  /** The current phase of the loop; `watch` while a session is open. */
  get phase(): 'login' | 'watch' | 'wait' {
    return this.#phase
  }

  /** Number of successful logins. */
  get logins(): number {
    return this.#logins
  }

  /** Requests a check of the session. A login or a wait already includes a check. */
  check(): void {
    if (this.#phase === 'watch') this.#deps.intents.add('check')
  }

  /** Runs until the session ends. */
  async run(): Promise<void> {
    let mode: LoginMode = { freshToken: true, quiet: false }
    while (!this.#deps.context.signal.aborted) {
      const outcome = await this.#runLogin(mode)
      const next = outcome.kind === 'ready' ? await this.#watch() : outcome
      mode = 'kind' in next ? await this.#wait(next) : next
    }
  }

  async #runLogin(mode: LoginMode): Promise<LoginOutcome> {
    const { calls, context, intents, loginUrl, machine } = this.#deps
    const { clock, events, signal } = context
    this.#phase = 'login'
    const compete = intents.take('take-over')
    // This login fulfils all intents added before it.
    for (const intent of ['log-in', 'check', 'retry-now'] as const) intents.take(intent)
    const isShown = !mode.quiet || compete
    if (isShown) machine.contact()
    const outcome = await logIn(
      {
        clock,
        calls,
        isGateway: loginUrl !== undefined,
        onStep: (step) => isShown && machine.apply({ kind: 'step', step }),
      },
      { compete, freshToken: mode.freshToken || !calls.hasToken },
      signal,
    ).catch((error: unknown) => this.#classify(error))
    if (signal.aborted) return outcome
    if (outcome.kind === 'ready') {
      this.#phase = 'watch'
      this.#logins += 1
      machine.ready(outcome.accounts)
    } else this.#fail(outcome)
    // A takeover that was requested during this one receives the same outcome.
    if (compete) intents.take('take-over')
    events.emit('login', { outcome, competed: compete })
    return outcome
  }

  /** Sends tickles until a problem occurs or an intent interrupts it. */
  async #watch(): Promise<LoginMode | FailedLogin> {
    const { calls, context, intents, machine } = this.#deps
    const tickleEvery = this.#deps.tickleEvery ?? TICKLE_MS
    const { clock, signal, timeline } = context
    // A duration, so that tickles go on when the wall clock is set back.
    let nextTickle = clock.monotonic() + tickleEvery
    const renewAt =
      calls.tokenExpiresAt === undefined ? undefined : computeRenewalTime(calls.tokenExpiresAt, clock.now())
    for (;;) {
      const untilRenewal = renewAt === undefined ? Number.POSITIVE_INFINITY : renewAt - clock.now()
      await intents.wait(Math.max(0, Math.min(nextTickle - clock.monotonic(), untilRenewal)))
      if (signal.aborted || intents.take('log-in')) return { freshToken: true, quiet: false }
      // The intent remains pending: the following login removes it.
      if (intents.has('take-over')) return { freshToken: false, quiet: false }
      if (renewAt !== undefined && clock.now() >= renewAt) {
        timeline.add({ level: 'info', text: RENEWAL[calls.tokenStep] })
        return { freshToken: true, quiet: true }
      }
      const isRequested = [intents.take('check'), intents.take('retry-now')].includes(true)
      if (!isRequested && clock.monotonic() < nextTickle) continue
      const next = await this.#checkNow()
      if (next !== undefined) return next
      const pause = machine.state.kind === 'degraded' ? machine.state.retryAt - clock.now() : tickleEvery
      nextTickle = clock.monotonic() + pause
    }
  }

  /** Sends one tickle. Returns undefined if the session is healthy. */
  async #checkNow(): Promise<LoginMode | FailedLogin | undefined> {
    const { calls, context, machine, onHealthy } = this.#deps
    const { signal, timeline } = context
    try {
      // A tickle without status is followed by a request for the status. If that cannot be read either, the session
      // counts as healthy.
      const status = (await calls.tickle()).status ?? (await readStatus(calls).catch(() => undefined))
      if (status?.competing === true) return this.#fail({ kind: 'competing' })
      if (status !== undefined && !status.authenticated) {
        timeline.add({ level: 'warning', text: 'The brokerage session was lost: opening it again.' })
        return { freshToken: true, quiet: false }
      }
      machine.recovered()
      onHealthy()
      return undefined
    } catch (error) {
      const code = error instanceof IbkrError ? error.code : undefined
      // A login with a new token may help with these codes. Other codes of a 401 mean that the keys or the access token
      // are refused. IBKR would also refuse a new live session token then, so they are classified like a failed login.
      // If the session is not ready, the user logged out.
      const isOver = code === 'unauthorized' || code === 'gone' || code === 'redirected' || code === 'session-not-ready'
      if (isOver || signal.aborted) return { freshToken: true, quiet: false }
      const trouble = this.#classify(error)
      if (trouble.kind !== 'retry') return this.#fail(trouble)
      machine.fail(trouble)
      return undefined
    }
  }

  #fail(trouble: FailedLogin): FailedLogin {
    this.#phase = 'wait'
    this.#deps.machine.fail(trouble)
    return trouble
  }

  /** Waits as the problem requires. Returns how to log in afterwards. */
  async #wait(trouble: FailedLogin): Promise<LoginMode> {
    const { context, intents, machine } = this.#deps
    const { state } = machine
    switch (trouble.kind) {
      case 'competing':
        await intents.wait(COMPETING_POLL_MS)
        return { freshToken: false, quiet: !intents.has('retry-now') }
      case 'needs-login':
        await intents.wait(LOGIN_POLL_MS)
        return { freshToken: true, quiet: !intents.has('retry-now') }
      case 'penalty':
        await this.#waitForPenaltyEnd()
        break
      case 'failed':
        await intents.wait(undefined)
        break
      case 'retry':
        if (state.kind === 'degraded') await intents.wait(Math.max(0, state.retryAt - context.clock.now()))
    }
    return { freshToken: true, quiet: false }
  }

  /** Sends one tickle a minute, or on request, until one succeeds or the penalty has ended. */
  async #waitForPenaltyEnd(): Promise<void> {
    const { calls, context, intents } = this.#deps
    const { clock, events, pacer, signal } = context
    const penaltyUntil = (): number | undefined => (signal.aborted ? undefined : pacer.snapshot().penaltyUntil)
    for (let until = penaltyUntil(); until !== undefined; until = penaltyUntil()) {
      await intents.wait(Math.min(PENALTY_PROBE_MS, until - clock.now()))
      for (const intent of ['log-in', 'check', 'retry-now'] as const) intents.take(intent)
      if (intents.take('take-over')) events.emit('login', { outcome: { kind: 'penalty' }, competed: true })
      // A failed tickle only means that the penalty continues.
      if (penaltyUntil() !== undefined) await calls.tickle().catch(() => undefined)
    }
  }

  #classify(error: unknown): FailedLogin {
    return classifyLoginFailure(error, { loginUrl: this.#deps.loginUrl, workedBefore: this.#logins > 0 })
  }
}

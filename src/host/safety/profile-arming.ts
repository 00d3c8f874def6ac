import type { Clock } from '../../client/index.ts'
import type { ArmingView } from '../../shared/contract/views.ts'
import {
  determineEnvironment,
  determineReportedEnvironment,
  type Environment,
  type KnownEnvironment,
  type ProfileKind,
} from '../../shared/domain/environment.ts'
import type { AccountList } from '../../shared/domain/session.ts'
import { HostError } from '../host-error.ts'
import { type ArmedScope, createInitialArming, describeArming, updateArming } from './arming.ts'

export interface ProfileArmingOptions {
  readonly kind: ProfileKind
  readonly clock: Clock
  /** Called after every change of the armed state, including its expiry. */
  readonly onChange: () => void
  /** Called when an armed profile is disarmed by the user, by expiry, or because the session changed. */
  readonly onDisarm: () => void
}

/**
 * Interval in ms between two checks of the expiry. A wall clock that is set forward and back within this interval is
 * not detected.
 */
const CHECK_MS = 1_000

/**
 * The state that decides whether the profile may send write and trading requests, and for which environment and
 * accounts.
 */
export class ProfileArming {
  readonly #options: ProfileArmingOptions
  #kind: ProfileKind
  #of: ArmedScope
  #reported: KnownEnvironment | undefined
  #arming: ArmingView
  /** Expiry time on the monotonic clock, infinite without an expiry. */
  #steadyUntil = Number.POSITIVE_INFINITY
  #period = 0
  /** Aborts the open confirmation when its text no longer describes what would be armed. */
  #withdrawal = new AbortController()
  #cancelCheck: () => void = () => undefined

  constructor(options: ProfileArmingOptions) {
    this.#options = options
    this.#kind = options.kind
    this.#of = unknownAccounts(options.kind)
    this.#arming = atFirst(this.#of)
  }

  /** The environment that the profile is treated as. */
  get environment(): Environment {
    return this.#of.environment
  }

  /** The environment that the session reported, undefined before its report. */
  get reported(): KnownEnvironment | undefined {
    return this.#reported
  }

  /** The current armed state. Reading it after the expiry disarms the profile permanently. */
  get view(): ArmingView {
    this.#expire()
    return this.#arming
  }

  /** Number that increases with every disarming, even of a disarmed profile. A permission is valid for one number. */
  get period(): number {
    return this.#period
  }

  /**
   * Arms the profile, after `confirm` if a confirmation is needed. The signal cancels the confirmation.
   * @throws HostError `not-connected`, `other-profile` if the session changed meanwhile, `cancelled` if the profile was
   * disarmed meanwhile, and any error of `confirm`
   */
  async arm(confirm: (text: string, signal: AbortSignal) => Promise<void>): Promise<ArmingView> {
    const asked = this.#of
    const period = this.#period
    const text = describeArming(asked, this.#reported)
    if (text !== undefined) await confirm(text, this.#withdrawal.signal)
    if (this.#of !== asked) {
      throw new HostError(
        'other-profile',
        'Not armed: the session changed before you confirmed. Arm the profile again.',
      )
    }
    if (this.#period !== period) {
      throw new HostError(
        'cancelled',
        'Not armed: the profile was disarmed before you confirmed. Arm the profile again.',
      )
    }
    this.#expire()
    const { clock } = this.#options
    const now = clock.now()
    const armed = createInitialArming(asked.environment, now)
    this.#set(armed)
    if (armed.kind === 'armed' && armed.until !== undefined) {
      this.#steadyUntil = clock.monotonic() + armed.until - now
      this.#check()
    }
    return this.view
  }

  disarm(): ArmingView {
    this.#set({ kind: 'disarmed' })
    return this.view
  }

  /** Updates the environment and the accounts from the session's report. */
  updateAccounts({ accounts, paper }: AccountList): void {
    this.#reported = determineReportedEnvironment(this.#kind, paper)
    this.#move({ environment: determineEnvironment(this.#kind, paper), accounts })
  }

  /** Disarms because the session ended. The next session has to be armed again. */
  endSession(): void {
    this.#reported = undefined
    this.#move(unknownAccounts(this.#kind))
  }

  /** Disarms because another profile was selected. */
  selectProfileKind(kind: ProfileKind): void {
    this.#endPeriod()
    this.#kind = kind
    this.#reported = undefined
    this.#of = unknownAccounts(kind)
    this.#set(atFirst(this.#of))
  }

  #move(to: ArmedScope): void {
    const remains = updateArming(this.view, this.#of, to)
    const same = to.environment === this.#of.environment && to.accounts.join() === this.#of.accounts.join()
    // Keep the same object within a session: an open confirmation compares it to detect a change.
    if (!same || to.accounts.length === 0) this.#of = to
    if (remains === this.#arming) this.#options.onChange()
    else this.#set(remains)
  }

  /** Sets the armed state without an expiry, which `arm` adds. */
  #set(arming: ArmingView): void {
    const wasArmed = this.#arming.kind === 'armed'
    this.#arming = arming
    this.#cancelCheck()
    this.#steadyUntil = Number.POSITIVE_INFINITY
    if (arming.kind === 'disarmed') {
      this.#endPeriod()
      if (wasArmed) this.#options.onDisarm()
    }
    this.#options.onChange()
  }

  #endPeriod(): void {
    this.#period += 1
    this.#withdrawal.abort()
    this.#withdrawal = new AbortController()
  }

  /**
   * Disarms when the first of two clocks reaches the expiry: the wall clock can be set back, and the monotonic clock
   * pauses during sleep.
   */
  #expire(): void {
    const { clock } = this.#options
    if (this.#arming.kind !== 'armed' || this.#arming.until === undefined) return
    if (clock.now() >= this.#arming.until || clock.monotonic() >= this.#steadyUntil) this.disarm()
  }

  #check(): void {
    const arming = this.view
    if (arming.kind !== 'armed' || arming.until === undefined) return
    const { clock, onChange } = this.#options
    const left = this.#steadyUntil - clock.monotonic()
    if (arming.until - clock.now() > left + CHECK_MS) {
      // Correct the displayed time, which would be too long after the wall clock was set back.
      this.#arming = { kind: 'armed', until: clock.now() + left }
      onChange()
    }
    this.#cancelCheck = clock.after(Math.min(left, CHECK_MS), () => this.#check())
  }
}

function unknownAccounts(kind: ProfileKind): ArmedScope {
  return { environment: determineEnvironment(kind, undefined), accounts: [] }
}

function atFirst({ environment }: ArmedScope): ArmingView {
  return environment === 'practice' ? { kind: 'armed' } : { kind: 'disarmed' }
}

import type { ArmingView } from '../../shared/contract/views.ts'
import {
  type Environment,
  environmentOf,
  type KnownEnvironment,
  type ProfileKind,
  reportedEnvironment,
} from '../../shared/domain/environment.ts'
import type { AccountList } from '../../shared/domain/session.ts'
import type { Clock } from '../clock.ts'
import { HostError } from '../host-error.ts'
import { type ArmedFor, armedFrom, armingAfterChange, armingText } from './arming.ts'

export interface ProfileArmingOptions {
  readonly kind: ProfileKind
  readonly clock: Clock
  /** Called after every change, expiry included. */
  readonly onChange: () => void
  /** Called when an armed profile is disarmed: by hand, by expiry, or because the session is another one. */
  readonly onDisarm: () => void
}

/** Ms between two checks of the expiry. A wall clock that is set ahead and back in between goes unnoticed. */
const CHECK_MS = 1_000

/** Whether the profile may send more than reads, and the environment and accounts that this is valid for. */
export class ProfileArming {
  readonly #options: ProfileArmingOptions
  #kind: ProfileKind
  #of: ArmedFor
  #reported: KnownEnvironment | undefined
  #arming: ArmingView
  /** The expiry on the monotonic clock, where there is one. */
  #steadyUntil = Number.POSITIVE_INFINITY
  #period = 0
  /** Aborted when an open confirmation no longer describes what it would arm. */
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

  /** The environment that the session reported; undefined before it did. */
  get reported(): KnownEnvironment | undefined {
    return this.#reported
  }

  /** Reading this after the expiry disarms the profile for good. */
  get view(): ArmingView {
    this.#expire()
    return this.#arming
  }

  /** Increases with every disarming, also of a disarmed profile: a permission of one period is void in the next. */
  get period(): number {
    return this.#period
  }

  /**
   * Arms at once, or once a person `confirm`ed the text outside the page. The signal withdraws the confirmation.
   * @throws HostError `not-connected`, `other-profile` when the session changed meanwhile, `cancelled` when the profile was
   *   disarmed meanwhile, and what `confirm` rejects with
   */
  async arm(confirm: (text: string, signal: AbortSignal) => Promise<void>): Promise<ArmingView> {
    const asked = this.#of
    const period = this.#period
    const text = armingText(asked, this.#reported)
    if (text !== undefined) await confirm(text, this.#withdrawal.signal)
    if (this.#of !== asked) {
      throw new HostError('other-profile', 'Not armed: the session changed while you were asked. Arm it again.')
    }
    if (this.#period !== period) {
      throw new HostError('cancelled', 'Not armed: the profile was disarmed before the confirmation. Arm it again.')
    }
    this.#expire()
    const { clock } = this.#options
    const now = clock.now()
    const armed = armedFrom(asked.environment, now)
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

  /** The session reported its accounts. */
  learn({ accounts, paper }: AccountList): void {
    this.#reported = reportedEnvironment(this.#kind, paper)
    this.#move({ environment: environmentOf(this.#kind, paper), accounts })
  }

  /** The session ended: the next one has to be armed again. */
  forget(): void {
    this.#reported = undefined
    this.#move(unknownAccounts(this.#kind))
  }

  /** Another profile is selected. */
  become(kind: ProfileKind): void {
    this.#endPeriod()
    this.#kind = kind
    this.#reported = undefined
    this.#of = unknownAccounts(kind)
    this.#set(atFirst(this.#of))
  }

  #move(to: ArmedFor): void {
    const remains = armingAfterChange(this.view, this.#of, to)
    const same = to.environment === this.#of.environment && to.accounts.join() === this.#of.accounts.join()
    // The same object for the same session: an open confirmation compares it to see whether the session changed.
    if (!same || to.accounts.length === 0) this.#of = to
    if (remains === this.#arming) this.#options.onChange()
    else this.#set(remains)
  }

  /** Without an expiry; `arm` adds it. */
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

  /** Whichever clock reaches it first: the wall clock can be set back, the monotonic one pauses during sleep. */
  #expire(): void {
    const { clock } = this.#options
    if (this.#arming.kind !== 'armed' || this.#arming.until === undefined) return
    if (clock.now() >= this.#arming.until || clock.monotonic() >= this.#steadyUntil) this.disarm()
  }

  #check(): void {
    this.#cancelCheck()
    const arming = this.view
    if (arming.kind !== 'armed' || arming.until === undefined) return
    const { clock, onChange } = this.#options
    const left = this.#steadyUntil - clock.monotonic()
    if (arming.until - clock.now() > left + CHECK_MS) {
      // The wall clock was set back: the time shown would be too long.
      this.#arming = { kind: 'armed', until: clock.now() + left }
      onChange()
    }
    this.#cancelCheck = clock.after(Math.min(left, CHECK_MS), () => this.#check())
  }
}

function unknownAccounts(kind: ProfileKind): ArmedFor {
  return { environment: environmentOf(kind, undefined), accounts: [] }
}

function atFirst({ environment }: ArmedFor): ArmingView {
  return environment === 'practice' ? { kind: 'armed' } : { kind: 'disarmed' }
}

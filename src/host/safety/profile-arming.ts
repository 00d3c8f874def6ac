import type { ArmingView } from '../../shared/contract/views.ts'
import {
  type Environment,
  environmentOf,
  type KnownEnvironment,
  type ProfileKind,
  toldEnvironment,
} from '../../shared/domain/environment.ts'
import type { AccountList } from '../../shared/domain/session.ts'
import type { Clock } from '../clock.ts'
import { HostError } from '../host-error.ts'
import { type ArmedFor, armedFrom, armingAfterChange, armingText, currentArming } from './arming.ts'

export interface ProfileArmingOptions {
  readonly kind: ProfileKind
  readonly clock: Clock
  /** Called after every change, a lapse with time included. */
  readonly onChange: () => void
}

/** Whether the profile may send what is more than a read, and whose money that would be. */
export class ProfileArming {
  readonly #options: ProfileArmingOptions
  #kind: ProfileKind
  #of: ArmedFor
  #told: KnownEnvironment | undefined
  #arming: ArmingView
  #cancelLapse: () => void = () => undefined

  constructor(options: ProfileArmingOptions) {
    this.#options = options
    this.#kind = options.kind
    this.#of = unknownAccounts(options.kind)
    this.#arming = atFirst(this.#of)
  }

  /** What the profile counts as. */
  get environment(): Environment {
    return this.#of.environment
  }

  /** What the accounts of the session said of their money; undefined before they did. */
  get told(): KnownEnvironment | undefined {
    return this.#told
  }

  get view(): ArmingView {
    return currentArming(this.#arming, this.#options.clock.now())
  }

  /**
   * Arms at once, or once a person `confirm`ed the text outside the page.
   * @throws HostError `not-connected`, `other-profile` when the session changed meanwhile, and what `confirm` rejects with
   */
  async arm(confirm: (text: string) => Promise<void>): Promise<ArmingView> {
    const asked = this.#of
    const text = armingText(asked, this.#told)
    if (text !== undefined) await confirm(text)
    if (this.#of !== asked) {
      throw new HostError('other-profile', 'Not armed: the session changed while you were asked. Arm it again.')
    }
    this.#set(armedFrom(asked.environment, this.#options.clock.now()))
    return this.view
  }

  disarm(): ArmingView {
    this.#set({ kind: 'disarmed' })
    return this.view
  }

  /** The session told its accounts. */
  learn({ accounts, paper }: AccountList): void {
    this.#told = toldEnvironment(this.#kind, paper)
    this.#move({ environment: environmentOf(this.#kind, paper), accounts })
  }

  /** There is no session any more: whoever comes next has to arm for itself. */
  forget(): void {
    this.#told = undefined
    this.#move(unknownAccounts(this.#kind))
  }

  /** Another profile is selected: nothing of the one before holds for it. */
  become(kind: ProfileKind): void {
    this.#kind = kind
    this.#told = undefined
    this.#of = unknownAccounts(kind)
    this.#set(atFirst(this.#of))
  }

  #move(to: ArmedFor): void {
    const remains = armingAfterChange(this.#arming, this.#of, to)
    const same = to.environment === this.#of.environment && to.accounts.join() === this.#of.accounts.join()
    // The same object as long as it is the same session: who waits for a confirmation sees by it that nothing changed.
    if (!same || to.accounts.length === 0) this.#of = to
    this.#set(remains)
  }

  #set(arming: ArmingView): void {
    this.#arming = arming
    this.#cancelLapse()
    if (arming.kind === 'armed' && arming.until !== undefined) {
      const { clock } = this.#options
      this.#cancelLapse = clock.after(arming.until - clock.now(), () => this.disarm())
    }
    this.#options.onChange()
  }
}

function unknownAccounts(kind: ProfileKind): ArmedFor {
  return { environment: environmentOf(kind, undefined), accounts: [] }
}

function atFirst({ environment }: ArmedFor): ArmingView {
  return environment === 'practice' ? { kind: 'armed' } : { kind: 'disarmed' }
}

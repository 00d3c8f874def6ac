import type { ArmingView } from '../../shared/contract/views.ts'
import { type Environment, environmentOf, type ProfileKind } from '../../shared/domain/environment.ts'
import type { AccountList } from '../../shared/domain/session.ts'
import type { Clock } from '../clock.ts'
import { type ArmedFor, arm, armingAfterChange, currentArming } from './arming.ts'

export interface ProfileArmingOptions {
  readonly kind: ProfileKind
  readonly clock: Clock
  /** Called after every change, a lapse with time included. */
  readonly onChange: () => void
}

/** Whether the profile may send what is more than a read, and whose money that would be. */
export class ProfileArming {
  readonly #options: ProfileArmingOptions
  #of: ArmedFor
  #arming: ArmingView
  #cancelLapse: () => void = () => undefined

  constructor(options: ProfileArmingOptions) {
    this.#options = options
    this.#of = { environment: environmentOf(options.kind, undefined), accounts: [] }
    this.#arming = this.#of.environment === 'practice' ? { kind: 'armed' } : { kind: 'disarmed' }
  }

  get environment(): Environment {
    return this.#of.environment
  }

  get view(): ArmingView {
    return currentArming(this.#arming, this.#options.clock.now())
  }

  arm(confirmation: string | undefined): ArmingView {
    const now = this.#options.clock.now()
    this.#set(arm({ ...this.#of, confirmation, now }))
    return this.view
  }

  disarm(): ArmingView {
    this.#set({ kind: 'disarmed' })
    return this.view
  }

  /** The session told its accounts. */
  learn({ accounts, paper }: AccountList): void {
    this.#move({ environment: environmentOf(this.#options.kind, paper), accounts })
  }

  /** There is no session any more: whoever comes next has to arm for itself. */
  forget(): void {
    this.#move({ environment: environmentOf(this.#options.kind, undefined), accounts: [] })
  }

  #move(to: ArmedFor): void {
    const remains = armingAfterChange(this.#arming, this.#of, to)
    this.#of = to
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

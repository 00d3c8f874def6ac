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

  arm(confirmation: string | undefined): ArmingView {
    const now = this.#options.clock.now()
    this.#set(arm({ ...this.#of, told: this.#told, confirmation, now }))
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

function unknownAccounts(kind: ProfileKind): ArmedFor {
  return { environment: environmentOf(kind, undefined), accounts: [] }
}

function atFirst({ environment }: ArmedFor): ArmingView {
  return environment === 'practice' ? { kind: 'armed' } : { kind: 'disarmed' }
}

import {
  createDisarmedError,
  createNotArmedError,
  createOtherProfileError,
  createProfileEndedError,
  createSessionEndedError,
  type SendCheck,
} from '../safety/not-sent-errors.ts'
import type { SessionService } from '../session/session-service.ts'

/**
 * A press of the kill switch by a person, whose cancels wait for nothing. Nominal by its private member: only
 * `Permissions.grantKillSwitch` creates it, when the key was pressed.
 */
class KillSwitchPress {
  readonly kind = 'kill-switch'
  readonly #check: SendCheck

  constructor(check: SendCheck) {
    this.#check = check
  }

  /** @throws HostError if the session of the press is no longer open */
  check(): void {
    this.#check()
  }
}

export type { KillSwitchPress }

/** What a request needs besides a session. People cancel in trouble, so that cancels need no arming by default. */
export type Permission =
  /** Any write or trading request. */
  | { readonly kind: 'change' }
  /** A person's cancel of one order in the host's order list. `what`: the cancel as a short label. */
  | { readonly kind: 'cancel'; readonly what: string }
  | KillSwitchPress

/** The permission to send one request. */
export interface Granted {
  /** Checks it again, right before the first byte leaves. */
  readonly check: SendCheck
  /** Whether the permission ends when the profile is disarmed. */
  readonly needsArming: boolean
}

export interface PermissionsOptions {
  readonly session: SessionService
  /** Called when a profile that is not armed sends a cancel or uses the kill switch. */
  readonly onUnarmedUse: (what: string) => void
}

/** Decides which requests of a profile in use may be sent. */
export class Permissions {
  readonly #options: PermissionsOptions

  constructor(options: PermissionsOptions) {
    this.#options = options
  }

  /**
   * Grants a permission. It is valid for the current session, and for the current armed period unless it is a cancel,
   * which needs no arming by default. `reason`: why the request requires an armed profile, as a sentence.
   * @throws HostError `other-profile`, `not-armed`, `not-connected`
   */
  grant(permission: Permission, { profileId }: { readonly profileId: string | undefined }, reason: string): Granted {
    if (permission.kind === 'kill-switch') return { check: () => permission.check(), needsArming: false }
    const { session, onUnarmedUse } = this.#options
    this.demandProfile(profileId)
    const needsArming = (): boolean => permission.kind === 'change' || session.cancelsNeedArming
    if (needsArming() && !this.#isArmed)
      throw createNotArmedError(`the profile is not armed. ${permission.kind === 'change' ? reason : CANCELS_TOO}`)
    const open = session.require()
    const { period } = session.arming
    const check = (): void => {
      this.#demandSession(open)
      if (needsArming() && (!this.#isArmed || session.arming.period !== period)) throw createDisarmedError()
      if (permission.kind === 'cancel' && !this.#isArmed) onUnarmedUse(permission.what)
    }
    return { check, needsArming: needsArming() }
  }

  /**
   * Grants a press of the kill switch. The arming at the press permits every cancel of the run, which disarms the
   * profile itself.
   * @throws HostError `not-armed`, `not-connected`
   */
  grantKillSwitch(): KillSwitchPress {
    const { session, onUnarmedUse } = this.#options
    if (session.cancelsNeedArming && !this.#isArmed)
      throw createNotArmedError(`the profile is not armed. ${CANCELS_TOO}`)
    const open = session.require()
    if (!this.#isArmed) onUnarmedUse('kill switch, which cancels all orders')
    return new KillSwitchPress(() => this.#demandSession(open))
  }

  /** @throws HostError `other-profile` unless the person confirmed the request for this profile */
  demandProfile(profileId: string | undefined): void {
    if (profileId === this.#options.session.profile.id) return
    throw createOtherProfileError('it was intended for another profile than the one that the window shows now.')
  }

  get #isArmed(): boolean {
    return this.#options.session.arming.view.kind === 'armed'
  }

  /** @throws HostError if the session of a permission is no longer open */
  #demandSession(open: object): void {
    const { session } = this.#options
    if (session.isOver) throw createProfileEndedError()
    if (session.openSession !== open) throw createSessionEndedError()
  }
}

const CANCELS_TOO = 'It requires arming for cancels and the kill switch too.'

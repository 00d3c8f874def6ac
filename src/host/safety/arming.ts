import type { ArmingView } from '../../shared/contract/views.ts'
import type { Environment, KnownEnvironment } from '../../shared/domain/environment.ts'
import { HostError } from '../host-error.ts'

/** How long an armed profile stays armed, in ms; practice has no end. */
export const ARMED_FOR_MS: Record<Environment, number | undefined> = {
  practice: undefined,
  paper: 8 * 3_600_000,
  live: 15 * 60_000,
}

export interface ArmRequest {
  readonly environment: Environment
  /** What the account said of itself. */
  readonly told: KnownEnvironment | undefined
  /** Accounts of the session; empty while unknown. */
  readonly accounts: readonly string[]
  /** What the user typed. */
  readonly confirmation: string | undefined
  readonly now: number
}

/** Decides an arming request: the armed state, or the reason against it. Live money needs one of its account ids typed. */
export function arm(request: ArmRequest): ArmingView {
  const { environment, accounts, confirmation, now } = request
  if (environment === 'live' && !(confirmation && accounts.includes(confirmation))) {
    if (accounts.length === 0) {
      throw new HostError(
        'not-connected',
        'What money this is will be known once the session is open: connect first, then arm.',
      )
    }
    const money = request.told === 'live' ? 'trades real money' : 'may trade real money: its account does not say'
    const ids = accounts.join(', ')
    throw new HostError('confirmation-needed', `This profile ${money}. To arm it, type its account id (${ids}).`)
  }
  const armedFor = ARMED_FOR_MS[environment]
  return armedFor === undefined ? { kind: 'armed' } : { kind: 'armed', until: now + armedFor }
}

/** The state as it is now: an armed profile lapses with time. */
export function currentArming(arming: ArmingView, now: number): ArmingView {
  if (arming.kind === 'armed' && arming.until !== undefined && now >= arming.until) return { kind: 'disarmed' }
  return arming
}

/** What an arming was given for: it holds for this money and these accounts, and for nothing else. */
export interface ArmedFor {
  readonly environment: Environment
  readonly accounts: readonly string[]
}

/**
 * What remains of an armed state when the session turns out to be another: nothing, unless it is the same accounts and
 * got no more dangerous. Practice money is always armed.
 */
export function armingAfterChange(arming: ArmingView, from: ArmedFor, to: ArmedFor): ArmingView {
  if (to.environment === 'practice') return arming
  const sameAccounts = from.accounts.length > 0 && from.accounts.join() === to.accounts.join()
  const noWorse = from.environment === to.environment || to.environment === 'paper'
  return sameAccounts && noWorse ? arming : { kind: 'disarmed' }
}

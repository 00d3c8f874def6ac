import type { ArmingView } from '../../shared/contract/views.ts'
import type { Environment, KnownEnvironment } from '../../shared/domain/environment.ts'
import { HostError } from '../host-error.ts'
import { quoteForDialog } from './user-confirmation.ts'

/** Time in ms that a profile stays armed. Practice has no limit. */
const ARMED_FOR_MS: Record<Environment, number | undefined> = {
  practice: undefined,
  paper: 8 * 3_600_000,
  live: 15 * 60_000,
}

/** Maximum number of account ids that a confirmation lists. An adviser may have hundreds of accounts. */
const ACCOUNTS_NAMED = 5
/** Matches a usual account id. The server determines the ids, so an unusual id is quoted and shortened. */
const ACCOUNT_ID = /^[A-Z0-9]{1,20}$/
const MAX_ID_LENGTH = 20

/** The environment and the accounts that an armed state is valid for. */
export interface ArmedScope {
  readonly environment: Environment
  /** Accounts of the session, empty while unknown. */
  readonly accounts: readonly string[]
}

/**
 * Returns the text that a person has to confirm before the profile is armed, undefined if no confirmation is needed.
 * @throws HostError `not-connected` while the accounts are unknown
 */
export function describeArming(
  { environment, accounts }: ArmedScope,
  reported: KnownEnvironment | undefined,
): string | undefined {
  if (environment !== 'live') return undefined
  if (accounts.length === 0) {
    throw new HostError('not-connected', 'Connect before you arm: the accounts of this profile are not known yet.')
  }
  const money =
    reported === 'live' ? 'Real money' : 'IBKR does not report whether this is a live account; it is treated as live'
  const ids = accounts.slice(0, ACCOUNTS_NAMED).map(formatAccountId).join(', ')
  const more = accounts.length > ACCOUNTS_NAMED ? ` and ${accounts.length - ACCOUNTS_NAMED} more` : ''
  return `Arm LIVE for 15 minutes: place and change orders in account ${ids}${more}. ${money}.`
}

const formatAccountId = (id: string): string => (ACCOUNT_ID.test(id) ? id : quoteForDialog(id.slice(0, MAX_ID_LENGTH)))

/** Returns the armed state that begins at `now`. */
export function createInitialArming(environment: Environment, now: number): ArmingView {
  const armedFor = ARMED_FOR_MS[environment]
  return armedFor === undefined ? { kind: 'armed' } : { kind: 'armed', until: now + armedFor }
}

/**
 * Returns the armed state after a change of the session. The profile is disarmed unless the accounts are the same and
 * the environment is not more dangerous. Practice is always armed.
 */
export function updateArming(arming: ArmingView, from: ArmedScope, to: ArmedScope): ArmingView {
  if (to.environment === 'practice') return arming
  const sameAccounts = from.accounts.length > 0 && from.accounts.join() === to.accounts.join()
  const noWorse = from.environment === to.environment || to.environment === 'paper'
  return sameAccounts && noWorse ? arming : { kind: 'disarmed' }
}

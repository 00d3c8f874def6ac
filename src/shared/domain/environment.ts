/** Whether an order placed now uses simulated, paper or real money. */
export type Environment = 'practice' | 'paper' | 'live'

/** The environment that the open session or the last session reported, or `unknown`. */
export type KnownEnvironment = Environment | 'unknown'

export type ProfileKind = 'practice' | 'gateway' | 'oauth1' | 'oauth2'

/** Returns the environment that the account reports, for display. */
export function determineReportedEnvironment(kind: ProfileKind, paper: boolean | undefined): KnownEnvironment {
  if (kind === 'practice') return 'practice'
  return paper === undefined ? 'unknown' : paper ? 'paper' : 'live'
}

/**
 * Returns the environment for arming. An account of unknown kind counts as live, because that is the safer assumption.
 */
export function determineEnvironment(kind: ProfileKind, paper: boolean | undefined): Environment {
  if (kind === 'practice') return 'practice'
  return paper === true ? 'paper' : 'live'
}

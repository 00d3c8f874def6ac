/** The money of an order placed now: simulated, paper, or real. */
export type Environment = 'practice' | 'paper' | 'live'

/** The money of a profile, reported by its open session or by the last one; otherwise unknown. */
export type KnownEnvironment = Environment | 'unknown'

export type ProfileKind = 'practice' | 'gateway' | 'oauth1' | 'oauth2'

/** As the account reports it, for display. */
export function reportedEnvironment(kind: ProfileKind, paper: boolean | undefined): KnownEnvironment {
  if (kind === 'practice') return 'practice'
  return paper === undefined ? 'unknown' : paper ? 'paper' : 'live'
}

/** An account of unknown kind counts as live: the other mistake is the expensive one. */
export function environmentOf(kind: ProfileKind, paper: boolean | undefined): Environment {
  if (kind === 'practice') return 'practice'
  return paper === true ? 'paper' : 'live'
}

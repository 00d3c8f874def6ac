/** What an order placed now would be: practice on the simulator, paper money, or real money. */
export type Environment = 'practice' | 'paper' | 'live'

/** What is known of the money of a profile: told by its open session, remembered from the last one, or neither. */
export type KnownEnvironment = Environment | 'unknown'

export type ProfileKind = 'practice' | 'gateway' | 'oauth1' | 'oauth2'

/** What an account tells of itself, for showing. */
export function reportedEnvironment(kind: ProfileKind, paper: boolean | undefined): KnownEnvironment {
  if (kind === 'practice') return 'practice'
  return paper === undefined ? 'unknown' : paper ? 'paper' : 'live'
}

/** An account of unknown kind counts as live: the expensive mistake is the other one. */
export function environmentOf(kind: ProfileKind, paper: boolean | undefined): Environment {
  if (kind === 'practice') return 'practice'
  return paper === true ? 'paper' : 'live'
}

/** What an order placed now would be: practice on the simulator, paper money, or real money. */
export type Environment = 'practice' | 'paper' | 'live'

/** What is known of a profile before its session is open: what its account was the last time, if it ever was. */
export type KnownEnvironment = Environment | 'unknown'

export type ProfileKind = 'practice' | 'gateway' | 'oauth1' | 'oauth2'

/** An account of unknown kind counts as live: the expensive mistake is the other one. */
export function environmentOf(kind: ProfileKind, paper: boolean | undefined): Environment {
  if (kind === 'practice') return 'practice'
  return paper === true ? 'paper' : 'live'
}

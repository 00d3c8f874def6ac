import type { Profile } from '../profiles/profile.ts'

/** The origins that the user wrote into profiles of their own. */
export function ownOrigins(profiles: readonly Profile[]): readonly string[] {
  return profiles.flatMap((profile) =>
    profile.kind === 'gateway' && URL.canParse(profile.url) ? [new URL(profile.url).origin] : [],
  )
}

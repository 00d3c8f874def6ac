import type { ProfileView } from '../../../shared/contract/views.ts'
import type { KnownEnvironment, ProfileKind } from '../../../shared/domain/environment.ts'

export const PROFILE_KINDS: Readonly<Record<ProfileKind, string>> = {
  practice: 'Practice',
  gateway: 'Gateway',
  oauth1: 'OAuth 1.0a',
  oauth2: 'OAuth 2.0',
}

/** Reports whether the badge of a profile would repeat its name, such as "Practice PRACTICE". */
export const isNamedAfterEnvironment = (name: string, environment: KnownEnvironment): boolean =>
  name.toLowerCase() === environment

/** Describes the effects of deleting a profile. */
export function deletionText(profile: ProfileView): string {
  switch (profile.kind) {
    case 'practice':
      return 'The Practice profile cannot be deleted.'
    case 'gateway':
      return profile.certificate
        ? 'Its address and pinned certificate are deleted. The gateway itself is unaffected.'
        : 'Its address is deleted. The gateway itself is unaffected.'
    case 'oauth1':
    case 'oauth2':
      return 'Its private keys, tokens and secrets are deleted from this computer. Without another copy, you must register new keys with IBKR.'
  }
}

import type { ProfileView } from '../../../shared/contract/views.ts'
import type { ProfileKind } from '../../../shared/domain/environment.ts'

export const KIND_WORDS: Readonly<Record<ProfileKind, string>> = {
  practice: 'Practice',
  gateway: 'Gateway',
  oauth1: 'OAuth 1.0a',
  oauth2: 'OAuth 2.0',
}

/** What is gone with a profile, for the last question before it. */
export function deletionWords(profile: ProfileView): string {
  switch (profile.kind) {
    case 'practice':
      return 'The Practice profile is always there.'
    case 'gateway':
      return profile.certificate
        ? 'With it go its address and the certificate that was pinned. The gateway itself is not touched.'
        : 'With it goes its address. The gateway itself is not touched.'
    case 'oauth1':
    case 'oauth2':
      return 'With it go its private keys, tokens and secrets from where they are kept on this computer. They cannot be brought back from here: without another copy, new keys have to be registered at IBKR.'
  }
}

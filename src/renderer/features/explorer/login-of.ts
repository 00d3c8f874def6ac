import type { LoginKind } from '../../../shared/catalogue/operation.ts'
import type { ProfileKind } from '../../../shared/domain/environment.ts'

/** How a profile logs in, for what its login reaches. Practice logs in as OAuth 1.0a does. */
export function loginOf(kind: ProfileKind): LoginKind {
  return kind === 'practice' ? 'oauth1' : kind
}

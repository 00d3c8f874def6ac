import type { SecretStoreKind } from '../../shared/domain/keys.ts'
import type { Secret } from './secret.ts'

/** The secrets of an OAuth 1.0a login: keys as PKCS#8 DER, the prime as bytes, the strings as IBKR gave them. */
export const OAUTH1_SECRETS = ['signature', 'encryption', 'prime', 'accessToken', 'accessTokenSecret'] as const
/** The one of OAuth 2.0. */
export const OAUTH2_SECRETS = ['privateKey'] as const

export type SecretName = (typeof OAUTH1_SECRETS)[number] | (typeof OAUTH2_SECRETS)[number]

/** Secrets that belong together, by name. */
export type KeySet = ReadonlyMap<SecretName, Secret>

/** Where a set lies. */
export interface KeySetPlace {
  readonly store: SecretStoreKind
  /** Another one for each writing. */
  readonly generation: string
  readonly names: readonly string[]
}

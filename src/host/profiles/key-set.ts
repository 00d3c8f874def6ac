import { z } from 'zod'
import { SECRET_STORES, type SecretStoreKind } from '../../shared/domain/keys.ts'
import type { Secret } from './secret.ts'

/**
 * Names of the secrets of an OAuth 1.0a login: keys as PKCS#8 DER, the prime as bytes, the strings as IBKR issued them.
 */
const OAUTH1_SECRETS = ['signature', 'encryption', 'prime', 'accessToken', 'accessTokenSecret'] as const
/** Names of the secrets of an OAuth 2.0 login. */
const OAUTH2_SECRETS = ['privateKey'] as const

export type SecretName = (typeof OAUTH1_SECRETS)[number] | (typeof OAUTH2_SECRETS)[number]

/** The secrets of one login, by name. */
export type KeySet = ReadonlyMap<SecretName, Secret>

/**
 * Location of a stored key set, as listed in `settings.json`, `imports.json` and `key-sets.json`. It contains no
 * secret.
 */
export const keySetLocationSchema = z.strictObject({
  store: z.enum(SECRET_STORES),
  /** Id of one write. Every write uses a new generation, so nothing is overwritten. */
  generation: z.uuid(),
  names: z.array(z.string().max(40)).max(20).readonly(),
})
export type KeySetLocation = Readonly<z.infer<typeof keySetLocationSchema>>

export type EncodedSecrets = ReadonlyMap<string, Uint8Array>

/** A store of secrets. Every method rejects with a HostError; its message states what to do. */
export interface SecretStore {
  readonly kind: SecretStoreKind
  write(generation: string, entries: EncodedSecrets): Promise<void>
  /** Reads the entries with these names. Missing entries are omitted. */
  read(generation: string, names: readonly string[]): Promise<EncodedSecrets>
  /** Removes entries. Missing entries count as removed. */
  remove(generation: string, names: readonly string[]): Promise<void>
}

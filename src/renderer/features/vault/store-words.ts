import type { SecretStoreKind } from '../../../shared/domain/keys.ts'

/** Where secrets lie, for the end of a sentence. */
export function storeWords(store: SecretStoreKind): string {
  return store === 'keychain' ? 'the keychain of your system' : 'the console’s vault, a file that your passphrase seals'
}

/** In a list of facts. */
export const STORE_NAMES: Readonly<Record<SecretStoreKind, string>> = {
  keychain: 'Keychain of the system',
  vault: 'Vault of the console',
}

/**
 * Where the secrets of a profile are stored: in the keychain of the operating system, or in the console's encrypted
 * file.
 */
export const SECRET_STORES = ['keychain', 'vault'] as const
export type SecretStoreKind = (typeof SECRET_STORES)[number]

/** The kind of login that keys are imported for. */
export type ImportKind = 'oauth1' | 'oauth2'

/** Slots for keys from files or generated keys. `privateKey` is the key of OAuth 2.0. */
export const KEY_SLOTS = ['signature', 'encryption', 'dhParameters', 'privateKey'] as const
export type KeySlot = (typeof KEY_SLOTS)[number]

/** Fields for strings that the user enters or pastes. `server` is empty for IBKR's own server. */
export const IMPORT_FIELDS = [
  'consumerKey',
  'accessToken',
  'accessTokenSecret',
  'clientId',
  'keyId',
  'credential',
  'ip',
  'server',
] as const
export type ImportField = (typeof IMPORT_FIELDS)[number]

export const KEY_SLOTS_BY_KIND: Readonly<Record<ImportKind, readonly KeySlot[]>> = {
  oauth1: ['signature', 'encryption', 'dhParameters'],
  oauth2: ['privateKey'],
}

export const IMPORT_FIELDS_BY_KIND: Readonly<Record<ImportKind, readonly ImportField[]>> = {
  oauth1: ['consumerKey', 'accessToken', 'accessTokenSecret', 'server'],
  oauth2: ['clientId', 'keyId', 'credential', 'ip', 'server'],
}

/** The minutes without use that the user can choose, after which the vault is locked. */
export const IDLE_MINUTES_CHOICES = [5, 15, 30, 60, 240] as const
export type IdleMinutes = (typeof IDLE_MINUTES_CHOICES)[number]

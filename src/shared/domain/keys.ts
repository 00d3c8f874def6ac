/** Where the secrets of a profile are stored: in the keychain of the operating system, or in the console's own encrypted file. */
export type SecretStoreKind = 'keychain' | 'vault'

/** What keys are used for. */
export type ImportKind = 'oauth1' | 'oauth2'

/** Keys that are imported from files or generated. `privateKey` is the one of OAuth 2.0. */
export const KEY_SLOTS = ['signature', 'encryption', 'dhParameters', 'privateKey'] as const
export type KeySlot = (typeof KEY_SLOTS)[number]

/** Values that the user types or pastes. `server` is empty for IBKR's own. */
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

export const SLOTS_OF: Readonly<Record<ImportKind, readonly KeySlot[]>> = {
  oauth1: ['signature', 'encryption', 'dhParameters'],
  oauth2: ['privateKey'],
}

export const FIELDS_OF: Readonly<Record<ImportKind, readonly ImportField[]>> = {
  oauth1: ['consumerKey', 'accessToken', 'accessTokenSecret', 'server'],
  oauth2: ['clientId', 'keyId', 'credential', 'ip', 'server'],
}

/** Choices of minutes without use after which the vault locks. */
export const IDLE_MINUTES_CHOICES = [5, 15, 30, 60, 240] as const
export type IdleMinutes = (typeof IDLE_MINUTES_CHOICES)[number]

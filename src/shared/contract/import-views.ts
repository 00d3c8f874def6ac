import type { ImportField, ImportKind, KeySlot, SecretStoreKind } from '../domain/keys.ts'

/* The data about keys that a page receives. It never contains a secret, not even one that the page has just sent. */

/**
 * A started import. The host keeps it, even without a page, until it is stored or discarded. A saved import is kept
 * after a restart.
 */
export interface ImportView {
  readonly id: string
  readonly kind: ImportKind
  /** Id of the profile that gets the new keys. */
  readonly profileId?: string
  /** Start of the import in ms since epoch. */
  readonly startedAt: number
  /** The key slots of this kind of login. */
  readonly slots: Readonly<Partial<Record<KeySlot, KeySlotView>>>
  /** The text fields of this kind of login. */
  readonly fields: Readonly<Partial<Record<ImportField, ImportFieldView>>>
  /** The results for the added files, newest last. */
  readonly files: readonly KeyFileReport[]
  readonly generation: KeyGenerationView
  readonly verification: VerificationView
  readonly loginTest: VerificationView
  /**
   * Where the import is saved, so that it is kept after a restart. `closed`: found at start, and can be opened with
   * `imports.resume`. `changed`: changed since it was saved.
   */
  readonly saved?: { readonly store: SecretStoreKind; readonly state: 'closed' | 'current' | 'changed' }
}

export type KeySource = 'file' | 'made' | 'settings-file' | 'stored'

export type KeySlotView =
  | { readonly kind: 'empty' }
  | {
      readonly kind: 'filled'
      /** Source of the key. `stored`: copied from the profile that the import changes. */
      readonly source: KeySource
      readonly fileName?: string
      /** Short description of the key, for example "RSA key, 2048 bits". */
      readonly what: string
    }
  /** An encrypted key that needs its passphrase. */
  | { readonly kind: 'locked'; readonly fileName: string }

export type ImportFieldView =
  | { readonly kind: 'empty' }
  /** A valid value. `shown` is the value, or the length of a secret. `doubt`: why an accepted value is unusual. */
  | { readonly kind: 'good'; readonly shown: string; readonly doubt?: string }
  | { readonly kind: 'bad'; readonly message: string }

export interface KeyFileReport {
  readonly name: string
  /**
   * What happened to the file. `superseded`: the file was accepted, but other files have since replaced all of its
   * content.
   */
  readonly outcome: 'accepted' | 'locked' | 'ignored' | 'refused' | 'superseded'
  /** The slots that the file fills, or that it was refused for. */
  readonly slots?: readonly KeySlot[]
  /** Content and use of the file, or what to do. */
  readonly message: string
}

/** The state of key generation. The search for a prime reports no progress, only a start and a typical duration. */
export type KeyGenerationView =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'running'
      readonly step: 'signature' | 'encryption' | 'dhParameters'
      /** Start of the generation in ms since epoch. */
      readonly startedAt: number
      readonly typicalMs: { readonly from: number; readonly to: number }
    }
  | { readonly kind: 'done'; readonly tookMs: number }
  | { readonly kind: 'failed'; readonly message: string }

export interface VerificationView {
  readonly state: 'not-run' | 'running' | 'passed' | 'failed'
  readonly checks: readonly VerificationCheck[]
}

export interface VerificationCheck {
  readonly id: string
  /** The statement that the check verifies. */
  readonly claim: string
  readonly state: 'waiting' | 'running' | 'passed' | 'failed' | 'skipped'
  /** What to do if the check failed; a detail for the user if it passed. */
  readonly message?: string
  /** The code of the error that made the check fail, if it has one. */
  readonly code?: string
}

export interface ImportsSnapshot {
  readonly imports: readonly ImportView[]
}

export type ImportsItem =
  | { readonly kind: 'import'; readonly import: ImportView }
  /** The import was stored or discarded. */
  | { readonly kind: 'gone'; readonly id: string }

/** A file without secrets that the user registers at IBKR. */
export interface PublicKeyFile {
  readonly name: string
  readonly text: string
}

/** The stores for secrets on this machine, and their state. */
export interface KeysView {
  readonly keychain: KeychainView
  readonly vault: VaultView
  /** Number of minutes without use after which a vault that the user opened is locked. */
  readonly idleMinutes: number
  /** The recommended store for new keys, and the reason. */
  readonly proposed: SecretStoreKind
  readonly reason: string
}

export type KeychainView =
  /** State of the keychain; `unknown` until `keys.checkKeychain` was called. */
  { readonly kind: 'unknown' } | { readonly kind: 'works' } | { readonly kind: 'unusable'; readonly message: string }

export type VaultView =
  | { readonly kind: 'absent' }
  | { readonly kind: 'locked' }
  /**
   * `typed`: whether a user entered the passphrase. A vault that a passphrase file opened at start allows exports only
   * after that.
   */
  | { readonly kind: 'open'; readonly typed: boolean }

/** An exported `oauth1.json`. `place`: its path; absent if the user chose the path in a dialog. */
export interface ExportedKeys {
  readonly name: string
  readonly place?: string
}

import type { ImportField, ImportKind, KeySlot, SecretStoreKind } from '../domain/keys.ts'

/* What a page receives about keys. It never contains a secret, not even one that the page has just sent. */

/**
 * A started import. The host keeps it, also without a page, until it is stored or discarded. A saved import survives a
 * restart.
 */
export interface ImportView {
  readonly id: string
  readonly kind: ImportKind
  /** The profile whose keys are replaced. */
  readonly profileId?: string
  /** ms since epoch */
  readonly startedAt: number
  /** The key slots of this kind of login. */
  readonly slots: Readonly<Partial<Record<KeySlot, SlotView>>>
  /** The text fields of this kind of login. */
  readonly fields: Readonly<Partial<Record<ImportField, FieldView>>>
  /** The results for the added files, newest last. */
  readonly files: readonly FileReport[]
  readonly generation: GenerationView
  readonly verification: VerificationView
  readonly loginTest: VerificationView
  /**
   * Whether the import is saved in a store and so survives a restart. `closed`: found at start, can be opened by
   * `imports.resume`; `changed`: changed since it was saved.
   */
  readonly saved?: { readonly store: SecretStoreKind; readonly state: 'closed' | 'current' | 'changed' }
}

export type KeySource = 'file' | 'made' | 'settings-file' | 'stored'

export type SlotView =
  | { readonly kind: 'empty' }
  | {
      readonly kind: 'filled'
      /** `stored`: copied from the profile whose keys are replaced. */
      readonly source: KeySource
      readonly fileName?: string
      /** For example "RSA key, 2048 bits". */
      readonly what: string
    }
  /** An encrypted key that needs its passphrase. */
  | { readonly kind: 'locked'; readonly fileName: string }

export type FieldView =
  | { readonly kind: 'empty' }
  /** `shown` is the value, or the length of a secret. `doubt`: why an accepted value is unusual. */
  | { readonly kind: 'good'; readonly shown: string; readonly doubt?: string }
  | { readonly kind: 'bad'; readonly message: string }

export interface FileReport {
  readonly name: string
  /** `superseded`: the file was accepted, but other files have since replaced everything from it. */
  readonly outcome: 'accepted' | 'locked' | 'ignored' | 'refused' | 'superseded'
  /** The slots that the file fills, or was refused for. */
  readonly slots?: readonly KeySlot[]
  /** What the file contains and how it is used, or what to do. */
  readonly message: string
}

/** The state of key generation. The search for a prime has no progress, only a start and a typical duration. */
export type GenerationView =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'running'
      readonly step: 'signature' | 'encryption' | 'dhParameters'
      /** ms since epoch */
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
  /** If failed: what to do. If passed: a detail for the user. */
  readonly message?: string
  /** The code of the error that failed the check, if it has one. */
  readonly code?: string
}

export interface ImportsSnapshot {
  readonly imports: readonly ImportView[]
}

export type ImportsItem =
  | { readonly kind: 'import'; readonly import: ImportView }
  /** The import was stored or discarded. */
  | { readonly kind: 'gone'; readonly id: string }

/** A file without secrets that is to be registered at IBKR. */
export interface PublicFile {
  readonly name: string
  readonly text: string
}

/** The stores for secrets on this machine, and their state. */
export interface KeysView {
  readonly keychain: KeychainView
  readonly vault: VaultView
  /** Minutes without use after which a vault that a user opened locks. */
  readonly idleMinutes: number
  /** The recommended store for new keys, and why. */
  readonly proposed: SecretStoreKind
  readonly reason: string
}

export type KeychainView =
  /** `unknown` until `keys.checkKeychain` was called. */
  { readonly kind: 'unknown' } | { readonly kind: 'works' } | { readonly kind: 'unusable'; readonly message: string }

export type VaultView =
  | { readonly kind: 'absent' }
  | { readonly kind: 'locked' }
  /**
   * `typed`: a user typed the passphrase. A vault that a passphrase file opened at start allows exports only after
   * that.
   */
  | { readonly kind: 'open'; readonly typed: boolean }

/** An exported `oauth1.json`. `place`: its path, unless the user chose the path in a dialog. */
export interface ExportedKeys {
  readonly name: string
  readonly place?: string
}

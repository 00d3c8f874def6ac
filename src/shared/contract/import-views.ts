import type { ImportField, ImportKind, KeySlot, SecretStoreKind } from '../domain/keys.ts'

/* What a page receives about keys: never a secret, not even one that it has just sent. */

/** A started import. It lives in the host until it is stored or discarded, also without a page. If saved, it survives a restart. */
export interface ImportView {
  readonly id: string
  readonly kind: ImportKind
  /** The profile whose keys are replaced. */
  readonly profileId?: string
  /** ms since epoch */
  readonly startedAt: number
  /** Only those of the kind. */
  readonly slots: Readonly<Partial<Record<KeySlot, SlotView>>>
  /** Only those of the kind. */
  readonly fields: Readonly<Partial<Record<ImportField, FieldView>>>
  /** The results for the added files, the newest last. */
  readonly files: readonly FileReport[]
  readonly generation: GenerationView
  readonly verification: VerificationView
  readonly loginTest: VerificationView
  /**
   * Saved in a store, to survive a restart. `closed`: found at start, to be opened by `imports.resume`; `changed`: changed
   * since it was saved.
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
      /** "RSA key, 2048 bits" */
      readonly what: string
    }
  /** An encrypted key that needs its passphrase. */
  | { readonly kind: 'locked'; readonly fileName: string }

export type FieldView =
  | { readonly kind: 'empty' }
  /** `shown` is the value, or the length of a secret. `doubt`: accepted, but unusual. */
  | { readonly kind: 'good'; readonly shown: string; readonly doubt?: string }
  | { readonly kind: 'bad'; readonly message: string }

export interface FileReport {
  readonly name: string
  /** `superseded`: accepted, but no slot holds anything of it now. */
  readonly outcome: 'accepted' | 'locked' | 'ignored' | 'refused' | 'superseded'
  /** The slots that it fills, or was refused for. */
  readonly slots?: readonly KeySlot[]
  /** What it contains and how it is used, or what to do. */
  readonly message: string
}

/** Key generation. The search for a prime has no progress, only a start and a typical duration. */
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
  /** What is verified, as a statement. */
  readonly claim: string
  readonly state: 'waiting' | 'running' | 'passed' | 'failed' | 'skipped'
  /** Failed: what to do. Passed: a result worth showing. */
  readonly message?: string
  /** Failed: the code of the error, if it has one. */
  readonly code?: string
}

export interface ImportsSnapshot {
  readonly imports: readonly ImportView[]
}

export type ImportsItem =
  | { readonly kind: 'import'; readonly import: ImportView }
  /** Stored or discarded. */
  | { readonly kind: 'gone'; readonly id: string }

/** A file without secrets, to register at IBKR. */
export interface PublicFile {
  readonly name: string
  readonly text: string
}

/** Where secrets can be stored on this machine. */
export interface KeysView {
  readonly keychain: KeychainView
  readonly vault: VaultView
  /** Minutes without use after which a vault that a user opened locks. */
  readonly idleMinutes: number
  /** The default store for new keys, and why. */
  readonly proposed: SecretStoreKind
  readonly reason: string
}

export type KeychainView =
  /** Nobody asked it yet: `keys.checkKeychain` does. */
  { readonly kind: 'unknown' } | { readonly kind: 'works' } | { readonly kind: 'unusable'; readonly message: string }

export type VaultView =
  | { readonly kind: 'absent' }
  | { readonly kind: 'locked' }
  /** `typed`: a user typed the passphrase. A vault that a file opened at start exports keys only after that. */
  | { readonly kind: 'open'; readonly typed: boolean }

/** An exported `oauth1.json`. `place`: its path, unless the user chose it in a dialog. */
export interface ExportedKeys {
  readonly name: string
  readonly place?: string
}

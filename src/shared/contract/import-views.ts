import type { ImportField, ImportKind, KeySlot, SecretStoreKind } from '../domain/keys.ts'

/* What a page is told of keys: never a secret, not even one that it has just sent. */

/** A wizard that was begun. It lives in the host until it is stored or abandoned, whatever becomes of the page. A restart of the host it survives when it was kept. */
export interface ImportView {
  readonly id: string
  readonly kind: ImportKind
  /** The profile whose keys are replaced. */
  readonly profileId?: string
  /** ms since epoch */
  readonly startedAt: number
  /** Those of the kind, and no others. */
  readonly slots: Readonly<Partial<Record<KeySlot, SlotView>>>
  /** Those of the kind, and no others. */
  readonly fields: Readonly<Partial<Record<ImportField, FieldView>>>
  /** What became of the files that were offered, the newest last. */
  readonly files: readonly FileReport[]
  readonly making: MakingView
  readonly offline: ProofView
  readonly online: ProofView
  /**
   * Kept in a store, so that it outlives the console. `closed`: found at start, to be opened by `imports.resume`;
   * `changed`: there is something newer here than in the store.
   */
  readonly kept?: { readonly store: SecretStoreKind; readonly state: 'closed' | 'current' | 'changed' }
}

export type KeySource = 'file' | 'made' | 'settings-file' | 'stored'

export type SlotView =
  | { readonly kind: 'empty' }
  | {
      readonly kind: 'filled'
      /** `stored`: taken over from the profile whose keys are replaced. */
      readonly source: KeySource
      readonly fileName?: string
      /** "RSA key, 2048 bits" */
      readonly what: string
    }
  /** An encrypted key that waits for its passphrase. */
  | { readonly kind: 'locked'; readonly fileName: string }

export type FieldView =
  | { readonly kind: 'empty' }
  /** `shown` is the value itself, and for a secret how long it is. `doubt`: it is taken, and unusual. */
  | { readonly kind: 'good'; readonly shown: string; readonly doubt?: string }
  | { readonly kind: 'bad'; readonly message: string }

export interface FileReport {
  readonly name: string
  /** `superseded`: it was taken, and nothing of it is in a slot any more. */
  readonly outcome: 'taken' | 'locked' | 'ignored' | 'refused' | 'superseded'
  /** The slots that it fills, or was refused at. */
  readonly slots?: readonly KeySlot[]
  /** What it was recognised as and what became of it, or what to do. */
  readonly message: string
}

/** Making keys here. A prime tells nothing of how far it is: only how long it has been, and how long it usually takes. */
export type MakingView =
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

export interface ProofView {
  readonly state: 'not-run' | 'running' | 'passed' | 'failed'
  readonly lines: readonly ProofLine[]
}

export interface ProofLine {
  readonly id: string
  /** What is claimed. */
  readonly claim: string
  readonly state: 'waiting' | 'running' | 'passed' | 'failed' | 'skipped'
  /** Failed: what to do. Passed: what was found, where that is of interest. */
  readonly message?: string
  /** Failed: the stable code of the error, where there is one. */
  readonly code?: string
}

export interface ImportsSnapshot {
  readonly imports: readonly ImportView[]
}

export type ImportsItem =
  | { readonly kind: 'import'; readonly import: ImportView }
  /** Stored or abandoned. */
  | { readonly kind: 'gone'; readonly id: string }

/** A file that is no secret: for IBKR. */
export interface PublicFile {
  readonly name: string
  readonly text: string
}

/** Where secrets can be kept on this machine. */
export interface KeysView {
  readonly keychain: KeychainView
  readonly vault: VaultView
  /** Minutes without use after which a vault that a person opened locks. */
  readonly idleMinutes: number
  /** Where new keys go unless the person chooses otherwise, and why in words. */
  readonly proposed: SecretStoreKind
  readonly words: string
}

export type KeychainView =
  /** Nobody asked it yet: `keys.look` does. */
  { readonly kind: 'unknown' } | { readonly kind: 'works' } | { readonly kind: 'unusable'; readonly words: string }

export type VaultView =
  | { readonly kind: 'absent' }
  | { readonly kind: 'locked' }
  /** `typed`: a person opened it. Opened by a file at start, it gives out keys only once the passphrase is typed. */
  | { readonly kind: 'open'; readonly typed: boolean }

/** An `oauth1.json` that was written. `place` only where no dialog asked for it. */
export interface ExportedKeys {
  readonly name: string
  readonly place?: string
}

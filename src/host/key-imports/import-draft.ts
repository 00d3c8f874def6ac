import type {
  ImportFieldView,
  ImportView,
  KeyFileReport,
  KeyGenerationView,
  KeySlotView,
  KeySource,
  VerificationView,
} from '../../shared/contract/import-views.ts'
import {
  IMPORT_FIELDS_BY_KIND,
  type ImportField,
  type ImportKind,
  KEY_SLOTS_BY_KIND,
  type KeySlot,
  type SecretStoreKind,
} from '../../shared/domain/keys.ts'
import { IBKR_ROOT } from '../keys/server-approval.ts'
import type { KeySet, SecretName } from '../profiles/key-set.ts'
import { createSecret, Secret } from '../profiles/secret.ts'
import { checkImportField, isSecretField } from './check-import-field.ts'

/** A decrypted key or prime in a slot of a draft. */
export interface FilledKeySlot {
  readonly kind: 'filled'
  readonly secret: Secret
  readonly source: KeySource
  readonly fileName?: string
  readonly what: string
}

export interface LockedKeySlot {
  readonly kind: 'locked'
  readonly pem: Secret
  readonly fileName: string
}

interface Field {
  readonly value: string | Secret
  readonly view: ImportFieldView
}

/** Maximum number of file reports that the import page shows. */
const MAX_REPORTS = 60

export const VERIFICATION_NOT_RUN: VerificationView = { state: 'not-run', checks: [] }

/** Name under which the secret of each slot is stored. */
export const SECRET_NAME_OF_SLOT: Readonly<Record<KeySlot, SecretName>> = {
  signature: 'signature',
  encryption: 'encryption',
  dhParameters: 'prime',
  privateKey: 'privateKey',
}

/** The keys and strings of one import, in memory only. Any change of a key or string voids the verification. */
export class ImportDraft {
  readonly id: string
  readonly kind: ImportKind
  /** Id of the profile to which this import gives new keys. Undefined for a new profile. */
  readonly profileId: string | undefined
  readonly startedAt: number
  readonly #slots = new Map<KeySlot, FilledKeySlot | LockedKeySlot>()
  readonly #fields = new Map<ImportField, Field>()
  readonly #publicKeys = new Set<string>()
  #files: readonly KeyFileReport[] = []
  /** Report of the file that filled each slot. */
  readonly #fillers = new Map<KeySlot, KeyFileReport>()
  generation: KeyGenerationView = { kind: 'idle' }
  verification: VerificationView = VERIFICATION_NOT_RUN
  loginTest: VerificationView = VERIFICATION_NOT_RUN
  /** The store and the draft version of the last save. */
  saved: { readonly store: SecretStoreKind; readonly version: number } | undefined
  /**
   * The server that the user approved for these keys and this consumer key or client id, or a server of IBKR at which
   * they were used. Undefined for new keys.
   */
  approvedServer: string | undefined
  /** Number of changes of keys and strings so far. A verification of an older version is void. */
  version = 0

  constructor(id: string, kind: ImportKind, startedAt: number, profileId?: string) {
    this.id = id
    this.profileId = profileId
    this.kind = kind
    this.startedAt = startedAt
  }

  view(): ImportView {
    const slots = KEY_SLOTS_BY_KIND[this.kind].map((slot) => [slot, slotView(this.#slots.get(slot))])
    const fields = IMPORT_FIELDS_BY_KIND[this.kind].map((field) => [
      field,
      this.#fields.get(field)?.view ?? { kind: 'empty' },
    ])
    return {
      id: this.id,
      kind: this.kind,
      ...(this.profileId !== undefined && { profileId: this.profileId }),
      startedAt: this.startedAt,
      slots: Object.fromEntries(slots),
      fields: Object.fromEntries(fields),
      files: this.#files.map((file) => (this.#isSuperseded(file) ? { ...file, outcome: 'superseded' } : file)),
      generation: this.generation,
      verification: this.verification,
      loginTest: this.loginTest,
      ...(this.saved && {
        saved: { store: this.saved.store, state: this.saved.version === this.version ? 'current' : 'changed' },
      }),
    }
  }

  slot(slot: KeySlot): FilledKeySlot | LockedKeySlot | undefined {
    return this.#slots.get(slot)
  }

  /** Fills a slot, or empties it for undefined. The old content is overwritten with zeros. */
  put(slot: KeySlot, content: FilledKeySlot | LockedKeySlot | undefined): void {
    const old = this.#slots.get(slot)
    if (old) secretOf(old).erase()
    this.#endApproval()
    this.#fillers.delete(slot)
    if (content) this.#slots.set(slot, content)
    else this.#slots.delete(slot)
    this.#changed()
  }

  /** Ends an approval. The keys do not become new: a page could remove and add the same ones. */
  #endApproval(): void {
    if (this.approvedServer !== undefined) this.approvedServer = IBKR_ROOT
  }

  swapKeys(): void {
    swap<FilledKeySlot | LockedKeySlot>(this.#slots)
    swap<KeyFileReport>(this.#fillers)
    this.#changed()
  }

  setField(field: ImportField, text: string): void {
    const checked = checkImportField(field, text)
    const old = this.#fields.get(field)?.value
    if (old instanceof Secret) old.erase()
    if ((field === 'consumerKey' || field === 'clientId') && checked.value !== old) this.#endApproval()
    if (checked.value === '') this.#fields.delete(field)
    else {
      const value = isSecretField(field) ? createSecret(checked.value) : checked.value
      this.#fields.set(field, { value, view: checked.view })
    }
    this.#changed()
  }

  /** Sets a secret string that was read from a store. */
  putSecretField(field: ImportField, value: Secret, shown: string): void {
    this.#fields.set(field, { value, view: { kind: 'good', shown } })
    this.#changed()
  }

  /** Returns a string that is not secret, empty if the field is missing. */
  plainField(field: ImportField): string {
    const value = this.#fields.get(field)?.value
    return typeof value === 'string' ? value : ''
  }

  /** Returns all keys and secret strings of the draft. */
  keySet(): KeySet {
    const set = new Map<SecretName, Secret>()
    for (const [slot, content] of this.#slots)
      if (content.kind === 'filled') set.set(SECRET_NAME_OF_SLOT[slot], content.secret)
    for (const name of ['accessToken', 'accessTokenSecret'] as const) {
      const value = this.#fields.get(name)?.value
      if (value instanceof Secret) set.set(name, value)
    }
    return set
  }

  /** Public keys that the user added (SPKI DER, base64). Each should belong to a private key of the draft. */
  get publicKeys(): ReadonlySet<string> {
    return this.#publicKeys
  }

  addPublicKey(spki: Buffer): void {
    this.#publicKeys.add(spki.toString('base64'))
    this.#changed()
  }

  report(reports: readonly KeyFileReport[]): void {
    for (const each of reports) {
      if (each.outcome !== 'accepted' && each.outcome !== 'locked') continue
      for (const slot of each.slots ?? []) this.#fillers.set(slot, each)
    }
    this.#files = [...this.#files, ...reports].slice(-MAX_REPORTS)
  }

  #isSuperseded(report: KeyFileReport): boolean {
    const { outcome, slots = [] } = report
    if (slots.length === 0 || (outcome !== 'accepted' && outcome !== 'locked')) return false
    return [...this.#fillers.values()].every((filler) => filler !== report)
  }

  /** Overwrites every secret of the draft. */
  erase(): void {
    for (const content of this.#slots.values()) secretOf(content).erase()
    for (const { value } of this.#fields.values()) if (value instanceof Secret) value.erase()
    this.#slots.clear()
    this.#fields.clear()
    this.#publicKeys.clear()
    this.#changed()
  }

  #changed(): void {
    this.version += 1
    this.verification = VERIFICATION_NOT_RUN
    this.loginTest = VERIFICATION_NOT_RUN
  }
}

function swap<Content>(slots: Map<KeySlot, Content>): void {
  const [signature, encryption] = [slots.get('signature'), slots.get('encryption')]
  for (const [slot, content] of [['signature', encryption] as const, ['encryption', signature] as const]) {
    if (content) slots.set(slot, content)
    else slots.delete(slot)
  }
}

function secretOf(content: FilledKeySlot | LockedKeySlot): Secret {
  return content.kind === 'filled' ? content.secret : content.pem
}

function slotView(content: FilledKeySlot | LockedKeySlot | undefined): KeySlotView {
  if (content === undefined) return { kind: 'empty' }
  if (content.kind === 'locked') return { kind: 'locked', fileName: content.fileName }
  const { source, fileName, what } = content
  return { kind: 'filled', source, what, ...(fileName !== undefined && { fileName }) }
}

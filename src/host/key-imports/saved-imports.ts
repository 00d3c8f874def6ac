import { join } from 'node:path'
import { z } from 'zod'
import type { ImportFieldView, ImportView } from '../../shared/contract/import-views.ts'
import {
  IMPORT_FIELDS,
  IMPORT_FIELDS_BY_KIND,
  type ImportField,
  KEY_SLOTS,
  KEY_SLOTS_BY_KIND,
} from '../../shared/domain/keys.ts'
import { type KeySet, type KeySetLocation, keySetLocationSchema } from '../profiles/key-set.ts'
import { loadJsonFile, saveJsonFile } from '../storage/json-file.ts'
import { isSecretField } from './check-import-field.ts'
import { ImportDraft, SECRET_NAME_OF_SLOT, VERIFICATION_NOT_RUN } from './import-draft.ts'

const text = z.string().max(20_000)
const importSchema = z.strictObject({
  id: z.uuid(),
  kind: z.enum(['oauth1', 'oauth2']),
  profileId: z.string().max(40).optional(),
  startedAt: z.number(),
  slots: z.partialRecord(
    z.enum(KEY_SLOTS),
    z.strictObject({
      source: z.enum(['file', 'made', 'settings-file', 'stored']),
      fileName: text.optional(),
      what: text,
    }),
  ),
  /** Values of the fields that are not secret. */
  fields: z.partialRecord(z.enum(IMPORT_FIELDS), text),
  /** Display text of each secret field, which shows only its length. */
  secretFields: z.partialRecord(z.enum(IMPORT_FIELDS), text),
  keys: keySetLocationSchema,
})
const fileSchema = z.strictObject({ schemaVersion: z.literal(1), imports: z.array(importSchema).max(100) })

/** A saved import, which is kept after a restart. It contains no secret, only the location of its secrets. */
export type SavedImport = z.infer<typeof importSchema>

/** Reads and writes the saved imports in `imports.json`. */
export class SavedImports {
  readonly #path: string
  readonly notice: string | undefined
  #imports: readonly SavedImport[]

  constructor(home: string, now: () => number) {
    this.#path = join(home, 'imports.json')
    const { value, notice } = loadJsonFile(this.#path, fileSchema, { schemaVersion: 1, imports: [] }, now)
    this.#imports = value.imports
    this.notice = notice
  }

  get all(): readonly SavedImport[] {
    return this.#imports
  }

  find(id: string): SavedImport | undefined {
    return this.#imports.find((each) => each.id === id)
  }

  put(saved: SavedImport): void {
    this.#save([...this.#imports.filter(({ id }) => id !== saved.id), saved])
  }

  remove(id: string): void {
    if (this.find(id)) this.#save(this.#imports.filter((each) => each.id !== id))
  }

  #save(imports: readonly SavedImport[]): void {
    saveJsonFile(this.#path, fileSchema, { schemaVersion: 1, imports })
    this.#imports = imports
  }
}

/** Describes a saved import before its secrets are read. */
export function toImportView({ slots, fields, secretFields, keys, ...saved }: SavedImport): ImportView {
  const fieldView = (name: ImportField): ImportFieldView => {
    const shown = fields[name] ?? secretFields[name]
    return shown === undefined ? { kind: 'empty' } : { kind: 'good', shown }
  }
  const slotViews = KEY_SLOTS_BY_KIND[saved.kind].map((name) => {
    const slot = slots[name]
    return [name, slot ? { kind: 'filled', ...slot } : { kind: 'empty' }]
  })
  return {
    ...(saved as Pick<ImportView, 'id' | 'kind' | 'profileId' | 'startedAt'>),
    slots: Object.fromEntries(slotViews),
    fields: Object.fromEntries(IMPORT_FIELDS_BY_KIND[saved.kind].map((name) => [name, fieldView(name)])),
    files: [],
    generation: { kind: 'idle' },
    verification: VERIFICATION_NOT_RUN,
    loginTest: VERIFICATION_NOT_RUN,
    saved: { store: keys.store, state: 'closed' },
  }
}

/** Describes a draft after its secrets were written to a store. A key that is still encrypted is not saved. */
export function toSavedImport(draft: ImportDraft, keys: KeySetLocation): SavedImport {
  const { id, kind, profileId, startedAt } = draft
  const view = draft.view()
  const slots = KEY_SLOTS_BY_KIND[kind].flatMap((name) => {
    const slot = view.slots[name]
    if (slot?.kind !== 'filled') return []
    const { kind: _filled, ...described } = slot
    return [[name, described] as const]
  })
  const shown = IMPORT_FIELDS_BY_KIND[kind].flatMap((name): readonly (readonly [ImportField, string])[] => {
    const field = view.fields[name]
    return field?.kind === 'good' ? [[name, field.shown]] : []
  })
  return {
    id,
    kind,
    ...(profileId !== undefined && { profileId }),
    startedAt,
    slots: Object.fromEntries(slots),
    fields: Object.fromEntries(shown.filter(([name]) => !isSecretField(name))),
    secretFields: Object.fromEntries(shown.filter(([name]) => isSecretField(name))),
    keys,
  }
}

/** Restores a draft from a saved import and its secrets. */
export function restoreDraft(saved: SavedImport, set: KeySet): ImportDraft {
  const draft = new ImportDraft(saved.id, saved.kind, saved.startedAt, saved.profileId)
  for (const name of KEY_SLOTS_BY_KIND[saved.kind]) {
    const secret = set.get(SECRET_NAME_OF_SLOT[name])
    const described = saved.slots[name]
    if (!secret || !described) continue
    const { fileName, ...rest } = described
    draft.put(name, { kind: 'filled', secret, ...rest, ...(fileName !== undefined && { fileName }) })
  }
  for (const [name, value] of Object.entries(saved.fields)) draft.setField(name as ImportField, value ?? '')
  for (const name of ['accessToken', 'accessTokenSecret'] as const) {
    const secret = set.get(name)
    const shown = saved.secretFields[name]
    if (secret && shown !== undefined) draft.putSecretField(name, secret, shown)
  }
  draft.saved = { store: saved.keys.store, version: draft.version }
  return draft
}

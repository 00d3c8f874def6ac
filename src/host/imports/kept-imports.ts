import { join } from 'node:path'
import { z } from 'zod'
import type { FieldView, ImportView, SlotView } from '../../shared/contract/import-views.ts'
import { FIELDS_OF, IMPORT_FIELDS, type ImportField, KEY_SLOTS, SLOTS_OF } from '../../shared/domain/keys.ts'
import { fileError } from '../files/file-error.ts'
import type { KeySetPlace } from '../keys/key-set.ts'
import { loadJsonFile, saveJsonFile } from '../storage/json-file.ts'

const text = z.string().max(20_000)
const keptSchema = z.strictObject({
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
  /** Strings that are no secret. */
  fields: z.partialRecord(z.enum(IMPORT_FIELDS), text),
  /** How long the secret strings are. */
  secretFields: z.partialRecord(z.enum(IMPORT_FIELDS), text),
  keys: z.strictObject({
    store: z.enum(['keychain', 'vault']),
    generation: z.uuid(),
    names: z.array(z.string().max(40)).max(20).readonly(),
  }),
})
const fileSchema = z.strictObject({ schemaVersion: z.literal(1), imports: z.array(keptSchema).max(100) })

/** An import that outlives the console: its secrets lie in a store, and this says which. No secret is in it. */
export type KeptImport = z.infer<typeof keptSchema>

/** The imports that were kept, in a file of their own. */
export class KeptImports {
  readonly #path: string
  readonly notice: string | undefined
  #imports: readonly KeptImport[]

  constructor(home: string, now: () => number) {
    this.#path = join(home, 'imports.json')
    const { value, notice } = loadJsonFile(this.#path, fileSchema, { schemaVersion: 1, imports: [] }, now)
    this.#imports = value.imports
    this.notice = notice
  }

  get all(): readonly KeptImport[] {
    return this.#imports
  }

  get places(): readonly KeySetPlace[] {
    return this.#imports.map(({ keys }) => keys)
  }

  find(id: string): KeptImport | undefined {
    return this.#imports.find((kept) => kept.id === id)
  }

  put(kept: KeptImport): void {
    this.#save([...this.#imports.filter(({ id }) => id !== kept.id), kept])
  }

  remove(id: string): void {
    if (this.find(id)) this.#save(this.#imports.filter((kept) => kept.id !== id))
  }

  #save(imports: readonly KeptImport[]): void {
    try {
      saveJsonFile(this.#path, { schemaVersion: 1, imports })
    } catch (error) {
      throw fileError(error, 'write')
    }
    this.#imports = imports
  }
}

/** What a page is told of an import whose secrets were not read yet. */
export function keptView(kept: KeptImport): ImportView {
  const slot = (content: KeptImport['slots']['signature']): SlotView => {
    if (content === undefined) return { kind: 'empty' }
    const { fileName, ...rest } = content
    return { kind: 'filled', ...rest, ...(fileName !== undefined && { fileName }) }
  }
  const field = (name: ImportField): FieldView => {
    const shown = kept.fields[name] ?? kept.secretFields[name]
    return shown === undefined ? { kind: 'empty' } : { kind: 'good', shown }
  }
  return {
    id: kept.id,
    kind: kept.kind,
    ...(kept.profileId !== undefined && { profileId: kept.profileId }),
    startedAt: kept.startedAt,
    slots: Object.fromEntries(SLOTS_OF[kept.kind].map((name) => [name, slot(kept.slots[name])])),
    fields: Object.fromEntries(FIELDS_OF[kept.kind].map((name) => [name, field(name)])),
    files: [],
    making: { kind: 'idle' },
    offline: { state: 'not-run', lines: [] },
    online: { state: 'not-run', lines: [] },
    kept: { store: kept.keys.store, state: 'closed' },
  }
}

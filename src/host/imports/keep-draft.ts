import { FIELDS_OF, type ImportField, SLOTS_OF } from '../../shared/domain/keys.ts'
import type { KeySet, KeySetPlace } from '../keys/key-set.ts'
import { isSecretField } from './check-field.ts'
import { ImportDraft, SECRET_OF } from './import-draft.ts'
import type { KeptImport } from './kept-imports.ts'

/** What is written down of a draft whose secrets lie in a store. A key that is still encrypted is not kept. */
export function describeDraft(draft: ImportDraft, keys: KeySetPlace): KeptImport {
  const slots = SLOTS_OF[draft.kind].flatMap((slot) => {
    const content = draft.slot(slot)
    if (content?.kind !== 'filled') return []
    const { source, fileName, what } = content
    return [[slot, { source, what, ...(fileName !== undefined && { fileName }) }] as const]
  })
  const { fields } = draft.view()
  const shown = FIELDS_OF[draft.kind].flatMap((field): readonly (readonly [ImportField, string])[] => {
    const view = fields[field]
    return view?.kind === 'good' ? [[field, view.shown]] : []
  })
  return {
    id: draft.id,
    kind: draft.kind,
    ...(draft.profileId !== undefined && { profileId: draft.profileId }),
    startedAt: draft.startedAt,
    slots: Object.fromEntries(slots),
    fields: Object.fromEntries(shown.filter(([field]) => !isSecretField(field))),
    secretFields: Object.fromEntries(shown.filter(([field]) => isSecretField(field))),
    keys,
  }
}

/** The draft as it was. */
export function reviveDraft(kept: KeptImport, set: KeySet): ImportDraft {
  const draft = new ImportDraft(kept.id, kept.kind, kept.startedAt, kept.profileId)
  for (const slot of SLOTS_OF[kept.kind]) {
    const secret = set.get(SECRET_OF[slot])
    const described = kept.slots[slot]
    if (!secret || !described) continue
    const { fileName, ...rest } = described
    draft.put(slot, { kind: 'filled', secret, ...rest, ...(fileName !== undefined && { fileName }) })
  }
  for (const [field, text] of Object.entries(kept.fields)) draft.setField(field as ImportField, text ?? '')
  for (const field of ['accessToken', 'accessTokenSecret'] as const) {
    const secret = set.get(field)
    const shown = kept.secretFields[field]
    if (secret && shown !== undefined) draft.putSecretField(field, secret, shown)
  }
  draft.kept = { store: kept.keys.store, version: draft.version }
  return draft
}

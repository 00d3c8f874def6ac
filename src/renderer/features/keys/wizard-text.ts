import type { ImportView } from '../../../shared/contract/import-views.ts'
import { hasGeneratedKeys, IMPORT_NAMES } from './wizard-steps.ts'

/** Describes an unfinished wizard and the data that would be lost if the console stopped. */
export function unfinishedText(view: ImportView, replaced: string | undefined): string {
  const head = replaced ? `Replacing the keys of “${replaced}”.` : `Setting up ${IMPORT_NAMES[view.kind]} keys.`
  const tail = unfinishedState(view)
  return tail === undefined ? head : `${head} ${tail}`
}

function unfinishedState(view: ImportView): string | undefined {
  const { generation, saved } = view
  if (generation.kind === 'running') return 'Generating keys.'
  if (generation.kind === 'failed') return 'Generation failed.'
  if (saved?.state === 'changed') return 'The saved keys are out of date.'
  if (saved || !hasContent(view)) return undefined
  return hasGeneratedKeys(view) ? 'Generated here; in memory only.' : 'In memory only.'
}

/** Reports whether data would be lost if the console stopped. */
export function isWorthSaving(view: ImportView): boolean {
  return view.generation.kind !== 'running' && hasContent(view) && (!view.saved || view.saved.state === 'changed')
}

function hasContent({ slots, fields }: ImportView): boolean {
  const given = [...Object.values(slots), ...Object.values(fields)]
  return given.some(({ kind }) => kind === 'filled' || kind === 'good')
}

/** Describes what discarding a wizard deletes and what remains. */
export function discardText(view: ImportView, replaced: string | undefined): readonly string[] {
  const copy = view.saved ? ', and its saved copy removed' : ''
  return [
    `Imported, generated and entered data is overwritten${copy}. Files on your disk and your registration with IBKR are unaffected.`,
    ...(replaced === undefined ? [] : [`“${replaced}” keeps its current keys.`]),
    ...(hasGeneratedKeys(view) ? ['The generated keys exist nowhere else and cannot be recovered.'] : []),
  ]
}

/** Returns the wizard in which a key generation has just ended. */
export function finishedGeneration(
  before: readonly ImportView[] | undefined,
  now: readonly ImportView[] | undefined,
): { readonly id: string; readonly kind: 'done' | 'failed' } | undefined {
  for (const { id, generation } of now ?? []) {
    if (generation.kind !== 'done' && generation.kind !== 'failed') continue
    if (before?.find((one) => one.id === id)?.generation.kind === 'running') return { id, kind: generation.kind }
  }
  return undefined
}

import type { ImportView } from '../../../shared/contract/import-views.ts'
import { hasGeneratedKeys, IMPORT_NAMES } from './wizard-steps.ts'

/** A wizard that was left, in a sentence or two: what it is for, and what would be lost with the console. */
export function unfinishedText(view: ImportView, replaced: string | undefined): string {
  const head = replaced ? `Replacing the keys of “${replaced}”.` : `Setting up ${IMPORT_NAMES[view.kind]} keys.`
  const tail = unfinishedState(view)
  return tail === undefined ? head : `${head} ${tail}`
}

function unfinishedState(view: ImportView): string | undefined {
  const { generation: making, saved: kept } = view
  if (making.kind === 'running') return 'Generating keys.'
  if (making.kind === 'failed') return 'Generation failed.'
  if (kept?.state === 'changed') return 'The saved keys are older than these.'
  if (kept || !hasContent(view)) return undefined
  return hasGeneratedKeys(view) ? 'Generated here; in memory only.' : 'In memory only.'
}

/** There is something that the end of the console would take along. */
export function isWorthSaving(view: ImportView): boolean {
  return view.generation.kind !== 'running' && hasContent(view) && (!view.saved || view.saved.state === 'changed')
}

function hasContent({ slots, fields }: ImportView): boolean {
  const given = [...Object.values(slots), ...Object.values(fields)]
  return given.some(({ kind }) => kind === 'filled' || kind === 'good')
}

/** What discarding takes, and what it leaves. */
export function discardText(view: ImportView, replaced: string | undefined): readonly string[] {
  const kept = view.saved ? ', and its saved copy removed' : ''
  return [
    `Imported, generated and entered data is overwritten${kept}. Files on your disk and your registration at IBKR are unaffected.`,
    ...(replaced === undefined ? [] : [`“${replaced}” keeps its current keys.`]),
    ...(hasGeneratedKeys(view) ? ['The generated keys exist nowhere else and cannot be recovered.'] : []),
  ]
}

/** Whose making came to its end between two states: what is told to somebody who is elsewhere. */
export function finishedGeneration(
  before: readonly ImportView[] | undefined,
  now: readonly ImportView[] | undefined,
): { readonly id: string; readonly kind: 'done' | 'failed' } | undefined {
  for (const { id, generation: making } of now ?? []) {
    if (making.kind !== 'done' && making.kind !== 'failed') continue
    if (before?.find((one) => one.id === id)?.generation.kind === 'running') return { id, kind: making.kind }
  }
  return undefined
}

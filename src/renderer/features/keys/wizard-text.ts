import type { ImportView } from '../../../shared/contract/import-views.ts'
import { IMPORT_WORDS, isMade } from './wizard-steps.ts'

/** A wizard that was left, in a sentence or two: what it is for, and what would be lost with the console. */
export function unfinishedWords(view: ImportView, replaced: string | undefined): string {
  const head = replaced
    ? `The keys of “${replaced}” are being replaced.`
    : `${IMPORT_WORDS[view.kind]} keys are being set up.`
  const tail = waitsFor(view)
  return tail === undefined ? head : `${head} ${tail}`
}

function waitsFor(view: ImportView): string | undefined {
  const { generation: making, saved: kept } = view
  if (making.kind === 'running') return 'They are being made.'
  if (making.kind === 'failed') return 'Making them failed.'
  if (kept?.state === 'changed') return 'What is kept is older than what is here.'
  if (kept || !isBegun(view)) return undefined
  return isMade(view) ? 'They were made here and are in memory only.' : 'They are in memory only.'
}

/** There is something that the end of the console would take along. */
export function isWorthKeeping(view: ImportView): boolean {
  return view.generation.kind !== 'running' && isBegun(view) && (!view.saved || view.saved.state === 'changed')
}

function isBegun({ slots, fields }: ImportView): boolean {
  const given = [...Object.values(slots), ...Object.values(fields)]
  return given.some(({ kind }) => kind === 'filled' || kind === 'good')
}

/** What discarding takes, and what it leaves. */
export function discardWords(view: ImportView, replaced: string | undefined): readonly string[] {
  const kept = view.saved ? ', and what was kept of it removed' : ''
  return [
    `What was read, made or typed here is overwritten${kept}. Files on your disk and what is registered at IBKR stay as they are.`,
    ...(replaced === undefined ? [] : [`“${replaced}” keeps the keys that it has.`]),
    ...(isMade(view) ? ['The keys that were made here exist nowhere else and cannot be brought back.'] : []),
  ]
}

/** Whose making came to its end between two states: what is told to somebody who is elsewhere. */
export function endedMaking(
  before: readonly ImportView[] | undefined,
  now: readonly ImportView[] | undefined,
): { readonly id: string; readonly kind: 'done' | 'failed' } | undefined {
  for (const { id, generation: making } of now ?? []) {
    if (making.kind !== 'done' && making.kind !== 'failed') continue
    if (before?.find((one) => one.id === id)?.generation.kind === 'running') return { id, kind: making.kind }
  }
  return undefined
}

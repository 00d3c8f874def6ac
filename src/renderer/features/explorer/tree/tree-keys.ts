import { openOverlay } from '../../../stores/overlay-store.ts'
import { indexAfterKey } from '../../../ui/grid/list-keys.ts'
import { openOperation, openRecent } from '../request/send-request.ts'
import { exportFolder, openSaved, removeFolder, removeSaved, toggleFavourite } from '../saved/saved-actions.ts'
import type { TreeLeaf, TreeRow } from './tree-rows.ts'

export function openLeaf(leaf: TreeLeaf): void {
  switch (leaf.kind) {
    case 'operation':
      openOperation(leaf.operation)
      return
    case 'saved':
      openSaved(leaf.request)
      return
    case 'recent':
      openRecent(leaf.request)
      return
  }
}

/** Whether the request line shows it. */
export function isChosen(leaf: TreeLeaf, operationId: string | undefined, savedId: string | undefined): boolean {
  switch (leaf.kind) {
    case 'operation':
      return leaf.operation.id === operationId
    case 'saved':
      return leaf.request.id === savedId
    case 'recent':
      return false
  }
}

/** The rest of a row's keys: what they do to what a person keeps. */
export function rowAction(row: TreeRow, key: string): (() => void) | undefined {
  if (row.kind === 'branch') {
    const { folder } = row.branch
    if (folder === undefined) return undefined
    switch (key) {
      case 'F2':
        return () => openOverlay({ kind: 'rename-folder', folder })
      case 'Delete':
        return () => void removeFolder(folder)
      case 'e':
      case 'E':
        return () => void exportFolder(folder)
      default:
        return undefined
    }
  }
  const { leaf } = row
  switch (key) {
    case 'F2':
      return leaf.kind === 'saved' ? () => openOverlay({ kind: 'rename-saved', request: leaf.request }) : undefined
    case 'Delete':
      return leaf.kind === 'saved' ? () => void removeSaved(leaf.request) : undefined
    case 'f':
    case 'F':
      return leaf.kind === 'operation' ? () => void toggleFavourite(leaf.operation.id) : undefined
    default:
      return undefined
  }
}

/** Where a key of ARIA's tree leads: to another row, to a branch that opens or closes, or nowhere. */
export type TreeMove =
  | { readonly kind: 'to'; readonly index: number }
  | { readonly kind: 'toggle'; readonly id: string }
  /** Above the first row is the search. */
  | { readonly kind: 'out' }

export function treeMove(rows: readonly TreeRow[], index: number, key: string): TreeMove | undefined {
  const row = rows[index]
  if (!row) return undefined
  const to = (next: number): TreeMove => ({ kind: 'to', index: Math.min(Math.max(next, 0), rows.length - 1) })
  if (key === 'ArrowUp' && index === 0) return { kind: 'out' }
  const next = indexAfterKey(key, { index, count: rows.length, page: 10 })
  if (next !== undefined) return to(next)
  switch (key) {
    case 'ArrowRight':
      if (row.kind === 'leaf') return undefined
      return row.open ? to(index + 1) : { kind: 'toggle', id: row.id }
    case 'ArrowLeft':
      if (row.kind === 'branch') return row.open ? { kind: 'toggle', id: row.id } : undefined
      return to(rows.findLastIndex((other, at) => at < index && other.kind === 'branch'))
    default:
      return undefined
  }
}

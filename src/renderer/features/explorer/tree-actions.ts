import { openOverlay } from '../../stores/overlay-store.ts'
import { openOperation, openRecent } from './explorer-actions.ts'
import { exportFolder, openSaved, removeFolder, removeSaved, toggleFavourite } from './saved-actions.ts'
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

import { openOperation, openRecent } from './explorer-actions.ts'
import { openSaved } from './saved-actions.ts'
import type { TreeLeaf } from './tree-rows.ts'

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

import { openOverlay } from '../../../stores/overlay-store.ts'
import { indexAfterKey } from '../../../ui/grid/list-keys.ts'
import { openOperation, openRecent } from '../request/open-request.ts'
import { exportFolder, openSaved, removeFolder, removeSaved, toggleFavourite } from '../saved/saved-actions.ts'
import { useSavedStore } from '../saved/saved-store.ts'
import type { TreeLeaf, TreeRow } from './tree-rows.ts'

export function openLeaf(leaf: TreeLeaf): void {
  if (leaf.kind === 'operation') openOperation(leaf.operation)
  else if (leaf.kind === 'saved') openSaved(leaf.request)
  else openRecent(leaf.request)
}

/** Reports whether the request line shows the request of a leaf. */
export const isChosen = (leaf: TreeLeaf, operationId: string | undefined, savedId: string | undefined): boolean =>
  leaf.kind === 'saved' ? leaf.request.id === savedId : leaf.kind === 'operation' && leaf.operation.id === operationId

/** Additional action for a row, available by key, button and context menu. */
export interface RowAction {
  readonly id: 'favourite' | 'rename' | 'export' | 'remove'
  readonly title: string
  readonly key: string
  readonly run: () => void
}

export function rowActions(row: TreeRow): readonly RowAction[] {
  if (row.kind === 'branch') {
    const { folder, title } = row.branch
    if (folder === undefined) return []
    return [
      { id: 'rename', title: `Rename ${title}`, key: 'F2', run: () => openOverlay({ kind: 'rename-folder', folder }) },
      { id: 'export', title: `Export ${title}`, key: 'E', run: () => void exportFolder(folder) },
      { id: 'remove', title: `Remove ${title}`, key: 'Delete', run: () => void removeFolder(folder) },
    ]
  }
  const { leaf } = row
  if (leaf.kind === 'recent') return []
  if (leaf.kind === 'saved') {
    const { request } = leaf
    const rename = (): void => openOverlay({ kind: 'rename-saved', request })
    return [
      { id: 'rename', title: `Rename or move ${request.name}`, key: 'F2', run: rename },
      { id: 'remove', title: `Remove ${request.name}`, key: 'Delete', run: () => void removeSaved(request) },
    ]
  }
  const { id, title } = leaf.operation
  const isFavourite = useSavedStore.getState().favourites.has(id)
  return [
    {
      id: 'favourite',
      title: isFavourite ? `Remove ${title} from favourites` : `Add ${title} to favourites`,
      key: 'F',
      run: () => void toggleFavourite(id),
    },
  ]
}

/** Effect of a key, following the ARIA tree pattern. */
export type TreeMove =
  | { readonly kind: 'to'; readonly index: number }
  | { readonly kind: 'toggle'; readonly id: string }
  /** Moves the focus to the search field above the tree. */
  | { readonly kind: 'out' }

export function treeMove(rows: readonly TreeRow[], index: number, key: string): TreeMove | undefined {
  const row = rows[index]
  if (!row) return undefined
  if (key === 'ArrowUp' && index === 0) return { kind: 'out' }
  if (row.kind === 'branch' && key === (row.open ? 'ArrowLeft' : 'ArrowRight')) return { kind: 'toggle', id: row.id }
  if (row.kind === 'branch' && key === 'ArrowRight') return { kind: 'to', index: index + 1 }
  if (row.kind === 'leaf' && key === 'ArrowLeft')
    return { kind: 'to', index: rows.findLastIndex((other, at) => at < index && other.kind === 'branch') }
  const next = indexAfterKey(key, { index, count: rows.length, page: 10 })
  return next === undefined ? undefined : { kind: 'to', index: next }
}

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

/** Whether the request line shows it. */
export const isChosen = (leaf: TreeLeaf, operationId: string | undefined, savedId: string | undefined): boolean =>
  (leaf.kind === 'operation' && leaf.operation.id === operationId) ||
  (leaf.kind === 'saved' && leaf.request.id === savedId)

/** What can be done with a row beside opening it: by its key, its button or its context menu. */
export interface RowAction {
  readonly id: 'favourite' | 'rename' | 'export' | 'remove'
  readonly title: string
  readonly key: string
  readonly run: () => void
}

/** Also which of them a row has, for `aria-keyshortcuts`. */
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
  if (leaf.kind === 'saved') {
    const { request } = leaf
    return [
      {
        id: 'rename',
        title: `Rename or move ${request.name}`,
        key: 'F2',
        run: () => openOverlay({ kind: 'rename-saved', request }),
      },
      { id: 'remove', title: `Remove ${request.name}`, key: 'Delete', run: () => void removeSaved(request) },
    ]
  }
  if (leaf.kind === 'recent') return []
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

import type { Operation } from '../../../shared/catalogue/operation.ts'
import type { SavedRequest } from '../../../shared/contract/saved-views.ts'
import type { RecentRequest } from '../../stores/explorer-store.ts'
import type { AreaBranch } from './operation-tree.ts'
import { shortPath } from './short-path.ts'

/** What a leaf of the tree opens. */
export type TreeLeaf =
  | { readonly kind: 'operation'; readonly operation: Operation }
  | { readonly kind: 'saved'; readonly request: SavedRequest }
  | { readonly kind: 'recent'; readonly request: RecentRequest }

export interface TreeBranch {
  readonly id: string
  readonly title: string
  /** Of saved requests: its name, empty for those in none. */
  readonly folder?: string
  readonly leaves: readonly TreeLeaf[]
}

export type TreeRow =
  | { readonly kind: 'branch'; readonly id: string; readonly branch: TreeBranch; readonly open: boolean }
  | { readonly kind: 'leaf'; readonly id: string; readonly leaf: TreeLeaf; readonly at: number; readonly of: number }

export interface TreeSources {
  readonly areas: readonly AreaBranch[]
  readonly operations: readonly Operation[]
  readonly favourites: ReadonlySet<string>
  readonly saved: readonly SavedRequest[]
  readonly recent: readonly RecentRequest[]
  readonly search: string
}

/** What a person chose first, then the catalogue. A search looks into saved requests too; recent ones are a list of their own. */
export function treeBranches(sources: TreeSources): readonly TreeBranch[] {
  const { areas, operations, favourites, recent, search } = sources
  const words = search.trim().toLowerCase().split(/\s+/).filter(Boolean)
  const saved = sources.saved.filter((request) => {
    const text = `${request.folder} ${request.name} ${request.method} ${shortPath(request.path)}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
  const starred = words.length > 0 ? [] : operations.filter(({ id }) => favourites.has(id))
  const branches: TreeBranch[] = [
    {
      id: 'favourites',
      title: 'Favourites',
      leaves: starred.map((operation) => ({ kind: 'operation', operation })),
    },
    ...foldersOf(saved),
    {
      id: 'recent',
      title: 'Recent',
      leaves: words.length > 0 ? [] : recent.map((request) => ({ kind: 'recent', request })),
    },
    ...areas.map(({ area, title, operations: found }) => ({
      id: area,
      title,
      leaves: found.map((operation) => ({ kind: 'operation' as const, operation })),
    })),
  ]
  return branches.filter(({ leaves }) => leaves.length > 0)
}

function foldersOf(saved: readonly SavedRequest[]): readonly TreeBranch[] {
  const folders = [...new Set(saved.map(({ folder }) => folder))].sort((a, b) => a.localeCompare(b))
  return folders.map((folder) => ({
    id: `folder ${folder}`,
    title: folder === '' ? 'Saved requests' : folder,
    folder,
    leaves: saved.filter((request) => request.folder === folder).map((request) => ({ kind: 'saved', request })),
  }))
}

/** What stands below each other: the leaves of closed branches do not. */
export function treeRows(branches: readonly TreeBranch[], isOpen: (id: string) => boolean): readonly TreeRow[] {
  return branches.flatMap((branch): readonly TreeRow[] => {
    const open = isOpen(branch.id)
    const head: TreeRow = { kind: 'branch', id: branch.id, branch, open }
    if (!open) return [head]
    const leaves = branch.leaves.map(
      (leaf, index): TreeRow => ({
        kind: 'leaf',
        id: `${branch.id}/${leafId(leaf)}`,
        leaf,
        at: index + 1,
        of: branch.leaves.length,
      }),
    )
    return [head, ...leaves]
  })
}

function leafId(leaf: TreeLeaf): string {
  switch (leaf.kind) {
    case 'operation':
      return leaf.operation.id
    case 'saved':
      return leaf.request.id
    case 'recent':
      return `${leaf.request.method} ${leaf.request.path}`
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
  switch (key) {
    case 'ArrowDown':
      return to(index + 1)
    case 'ArrowUp':
      return index === 0 ? { kind: 'out' } : to(index - 1)
    case 'Home':
      return to(0)
    case 'End':
      return to(rows.length - 1)
    case 'PageDown':
      return to(index + 10)
    case 'PageUp':
      return to(index - 10)
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

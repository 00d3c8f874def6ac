import type { Operation } from '../../../../shared/catalogue/operation.ts'
import type { SavedRequest } from '../../../../shared/contract/saved-request-views.ts'
import { knownOperation, shortPath } from '../../catalogue/index.ts'
import type { RecentRequest } from '../explorer-store.ts'
import type { AreaBranch } from './search-operations.ts'

/** Item that a leaf opens. `operation`: the catalogued operation of a request. */
export type TreeLeaf =
  | { readonly kind: 'operation'; readonly operation: Operation }
  | { readonly kind: 'saved'; readonly request: SavedRequest; readonly operation: Operation | undefined }
  | { readonly kind: 'recent'; readonly request: RecentRequest; readonly operation: Operation | undefined }

export interface TreeBranch {
  readonly id: string
  readonly title: string
  /** Name of a folder of saved requests; empty for requests without a folder. */
  readonly folder?: string
  readonly leaves: readonly TreeLeaf[]
}

export type TreeRow = {
  readonly id: string
  /** Position among its siblings, starting at 1. */
  readonly at: number
  /** Number of siblings. */
  readonly of: number
} & (
  | { readonly kind: 'branch'; readonly branch: TreeBranch; readonly open: boolean }
  | { readonly kind: 'leaf'; readonly leaf: TreeLeaf }
)

export interface TreeSources {
  readonly areas: readonly AreaBranch[]
  readonly operations: readonly Operation[]
  readonly favourites: ReadonlySet<string>
  readonly saved: readonly SavedRequest[]
  readonly recent: readonly RecentRequest[]
  readonly search: string
}

const operationLeaf = (operation: Operation): TreeLeaf => ({ kind: 'operation', operation })

/** Returns the branches: favourites, saved and recent requests, then the catalogue. */
export function treeBranches(sources: TreeSources): readonly TreeBranch[] {
  const { areas, operations, favourites, recent, search } = sources
  const words = search.trim().toLowerCase().split(/\s+/).filter(Boolean)
  const isSearch = words.length > 0
  const saved = sources.saved.filter((request) => {
    const text = `${request.folder} ${request.name} ${request.method} ${shortPath(request.path)}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
  const starred = isSearch ? [] : operations.filter(({ id }) => favourites.has(id))
  const branches: readonly TreeBranch[] = [
    { id: 'favourites', title: 'Favourites', leaves: starred.map(operationLeaf) },
    ...foldersOf(saved),
    {
      id: 'recent',
      title: 'Recent',
      leaves: (isSearch ? [] : recent).map((request) => ({ kind: 'recent', request, operation: operationOf(request) })),
    },
    ...areas.map(({ area, title, operations: found }) => ({ id: area, title, leaves: found.map(operationLeaf) })),
  ]
  return branches.filter(({ leaves }) => leaves.length > 0)
}

const operationOf = ({ method, path }: RecentRequest): Operation | undefined => knownOperation(method, path)

const byName = new Intl.Collator(undefined, { numeric: true })

function foldersOf(saved: readonly SavedRequest[]): readonly TreeBranch[] {
  const folders = [...new Set(saved.map(({ folder }) => folder))].sort(byName.compare)
  return folders.map((folder) => ({
    id: `folder ${folder}`,
    title: folder === '' ? 'Saved requests' : folder,
    folder,
    leaves: saved
      .filter((request) => request.folder === folder)
      .sort((a, b) => byName.compare(a.name, b.name))
      .map((request) => ({ kind: 'saved', request, operation: operationOf(request) })),
  }))
}

/** Returns the visible rows. Omits the leaves of collapsed branches. */
export function treeRows(branches: readonly TreeBranch[], isOpen: (id: string) => boolean): readonly TreeRow[] {
  return branches.flatMap((branch, index): readonly TreeRow[] => {
    const open = isOpen(branch.id)
    const of = branch.leaves.length
    const leaves = branch.leaves.map(
      (leaf, at): TreeRow => ({ kind: 'leaf', id: leafId(branch, leaf), leaf, at: at + 1, of }),
    )
    const head: TreeRow = { kind: 'branch', id: branch.id, branch, open, at: index + 1, of: branches.length }
    return open ? [head, ...leaves] : [head]
  })
}

function leafId({ id }: TreeBranch, leaf: TreeLeaf): string {
  // A saved request keeps its row when it moves to another folder.
  if (leaf.kind === 'saved') return leaf.request.id
  return `${id}/${leaf.kind === 'operation' ? leaf.operation.id : `${leaf.request.method} ${leaf.request.path}`}`
}

/** Reports whether two rows with the same id look the same. */
export function isSameRow(one: TreeRow, other: TreeRow): boolean {
  if (one.at !== other.at || one.of !== other.of) return false
  if (one.kind === 'branch') {
    if (other.kind !== 'branch') return false
    const count = other.branch.leaves.length
    return one.open === other.open && one.branch.title === other.branch.title && one.branch.leaves.length === count
  }
  return (
    other.kind === 'leaf' &&
    one.leaf.operation === other.leaf.operation &&
    requestOf(one.leaf) === requestOf(other.leaf)
  )
}

export const requestOf = (leaf: TreeLeaf): RecentRequest => (leaf.kind === 'operation' ? leaf.operation : leaf.request)

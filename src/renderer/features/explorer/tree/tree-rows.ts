import type { Operation } from '../../../../shared/catalogue/operation.ts'
import type { SavedRequest } from '../../../../shared/contract/saved-views.ts'
import { catalogueOperations, knownOperation, shortPath } from '../../catalogue/index.ts'
import type { RecentRequest } from '../explorer-store.ts'
import type { AreaBranch } from './search-operations.ts'

/** What a leaf of the tree opens. `operation`: what the catalogue knows of it. */
export type TreeLeaf =
  | { readonly kind: 'operation'; readonly operation: Operation }
  | { readonly kind: 'saved'; readonly request: SavedRequest; readonly operation: Operation | undefined }
  | { readonly kind: 'recent'; readonly request: RecentRequest; readonly operation: Operation | undefined }

export interface TreeBranch {
  readonly id: string
  readonly title: string
  /** Of saved requests: its name, empty for those in none. */
  readonly folder?: string
  readonly leaves: readonly TreeLeaf[]
}

export type TreeRow =
  | {
      readonly kind: 'branch'
      readonly id: string
      readonly branch: TreeBranch
      readonly open: boolean
      /** From 1. */
      readonly at: number
      readonly of: number
    }
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
      leaves: starred.map(operationLeaf),
    },
    ...foldersOf(saved),
    {
      id: 'recent',
      title: 'Recent',
      leaves: words.length > 0 ? [] : recent.map(recentLeaf),
    },
    ...areas.map(({ area, title, operations: found }) => ({
      id: area,
      title,
      leaves: found.map(operationLeaf),
    })),
  ]
  return branches.filter(({ leaves }) => leaves.length > 0)
}

/** The same thing has the same leaf, so that a row whose leaf stays is not drawn again. */
function keptLeaf<Source extends object>(make: (source: Source) => TreeLeaf): (source: Source) => TreeLeaf {
  const leaves = new WeakMap<Source, { readonly leaf: TreeLeaf; readonly of: readonly Operation[] }>()
  return (source) => {
    const kept = leaves.get(source)
    const of = catalogueOperations()
    if (kept?.of === of) return kept.leaf
    const leaf = make(source)
    leaves.set(source, { leaf, of })
    return leaf
  }
}

const operationLeaf = keptLeaf((operation: Operation) => ({ kind: 'operation', operation }))
const recentLeaf = keptLeaf((request: RecentRequest) => ({
  kind: 'recent',
  request,
  operation: knownOperation(request.method, request.path),
}))
const savedLeaf = keptLeaf((request: SavedRequest) => ({
  kind: 'saved',
  request,
  operation: knownOperation(request.method, request.path),
}))

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
      .map(savedLeaf),
  }))
}

/** What stands below each other: the leaves of closed branches do not. */
export function treeRows(branches: readonly TreeBranch[], isOpen: (id: string) => boolean): readonly TreeRow[] {
  return branches.flatMap((branch, place): readonly TreeRow[] => {
    const open = isOpen(branch.id)
    const head: TreeRow = { kind: 'branch', id: branch.id, branch, open, at: place + 1, of: branches.length }
    if (!open) return [head]
    const leaves = branch.leaves.map(
      (leaf, index): TreeRow => ({
        kind: 'leaf',
        // A saved request stays the same row when it moves to another folder.
        id: leaf.kind === 'saved' ? leaf.request.id : `${branch.id}/${leafId(leaf)}`,
        leaf,
        at: index + 1,
        of: branch.leaves.length,
      }),
    )
    return [head, ...leaves]
  })
}

const leafId = (leaf: Exclude<TreeLeaf, { readonly kind: 'saved' }>): string =>
  leaf.kind === 'operation' ? leaf.operation.id : `${leaf.request.method} ${leaf.request.path}`

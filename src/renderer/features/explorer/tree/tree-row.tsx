import { ChevronRight, Download, Pencil, Star, X } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { unavailableReason } from '../../../../shared/catalogue/availability.ts'
import { openOverlay } from '../../../stores/overlay-store.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { loginOf, pathTail, shortPath } from '../../catalogue/index.ts'
import { exportFolder, removeFolder, removeSaved, toggleFavourite } from '../saved/saved-actions.ts'
import { useSavedStore } from '../saved/saved-store.ts'
import type { TreeBranch, TreeLeaf } from './tree-rows.ts'

interface LeafRowProps {
  readonly leaf: TreeLeaf
  readonly at: number
  readonly of: number
  /** Where Tab leads into the tree. */
  readonly current: boolean
  /** The request line shows it. */
  readonly chosen: boolean
  /** Follows from the leaf: another one for the same leaf does the same. */
  readonly onActivate: () => void
}

/** An operation, a saved request or a recent one. What the login does not reach can still be opened and read. */
export const LeafRow = memo(
  function LeafRow({ leaf, at, of, current, chosen, onActivate }: LeafRowProps) {
    const profile = useSessionStore((data) => data.view?.profile.kind)
    const { operation } = leaf
    const { method, path } = leaf.kind === 'operation' ? leaf.operation : leaf.request
    const short = shortPath(path)
    const name = leaf.kind === 'saved' ? leaf.request.name : undefined
    const out = operation && profile && unavailableReason(operation, loginOf(profile))
    const about = operation && `${operation.title}${operation.legacy ? ' (legacy: may be gone)' : ''}`
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keys of all its rows
      <div
        role="treeitem"
        aria-level={2}
        aria-posinset={at}
        aria-setsize={of}
        aria-selected={chosen}
        aria-disabled={out !== undefined || undefined}
        aria-keyshortcuts={KEYS[leaf.kind]}
        tabIndex={current ? 0 : -1}
        className="operation-button"
        title={[name, `${method} ${short}`, about, out].filter(Boolean).join('\n')}
        onClick={onActivate}
      >
        {/* What the catalogue does not know counts as what moves money, here as in the host. */}
        <span className="method" data-effect={operation?.effect ?? 'trading'}>
          {method}
        </span>{' '}
        <span className="visually-hidden">{[name, short, operation?.title, out].filter(Boolean).join(', ')}</span>
        {name === undefined ? (
          // Cut at its beginning: its end is what tells it from its neighbours.
          <span className="operation-path" data-cut="start" aria-hidden="true" data-legacy={operation?.legacy}>
            <bdi dir="ltr">{pathTail(short)}</bdi>
          </span>
        ) : (
          <span className="operation-path" aria-hidden="true">
            {name}
          </span>
        )}
        <LeafButtons leaf={leaf} name={name ?? short} />
      </div>
    )
  },
  (before, after) =>
    before.leaf === after.leaf &&
    before.current === after.current &&
    before.chosen === after.chosen &&
    before.at === after.at &&
    before.of === after.of,
)

const KEYS = { operation: 'F', saved: 'F2 Delete', recent: undefined } as const

function LeafButtons({ leaf, name }: { readonly leaf: TreeLeaf; readonly name: string }) {
  switch (leaf.kind) {
    case 'operation':
      return <FavouriteButton id={leaf.operation.id} name={name} />
    case 'saved': {
      const { request } = leaf
      return (
        <span className="row-buttons">
          <RowButton
            label={`Rename or move ${name}`}
            keyName="F2"
            onClick={() => openOverlay({ kind: 'rename-saved', request })}
          >
            <Pencil size={13} aria-hidden="true" />
          </RowButton>
          <RowButton label={`Remove ${name}`} keyName="Delete" onClick={() => void removeSaved(request)}>
            <X size={13} aria-hidden="true" />
          </RowButton>
        </span>
      )
    }
    case 'recent':
      return null
  }
}

function FavouriteButton({ id, name }: { readonly id: string; readonly name: string }) {
  const favourite = useSavedStore((data) => data.favourites.has(id))
  return (
    <span className="row-buttons">
      <RowButton
        label={favourite ? `${name} is a favourite: let it go` : `Make ${name} a favourite`}
        keyName="F"
        pressed={favourite}
        onClick={() => void toggleFavourite(id)}
      >
        <Star size={13} aria-hidden="true" fill={favourite ? 'currentColor' : 'none'} />
      </RowButton>
    </span>
  )
}

interface BranchRowProps {
  readonly branch: TreeBranch
  readonly open: boolean
  readonly at: number
  readonly of: number
  /** Where Tab leads into the tree. */
  readonly current: boolean
  /** Follows from the branch: another one for the same branch does the same. */
  readonly onActivate: () => void
}

/** An area, the favourites, or a folder of saved requests. */
export const BranchRow = memo(
  function BranchRow({ branch, open, at, of, current, onActivate }: BranchRowProps) {
    const { folder, title } = branch
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keys of all its rows
      <div
        role="treeitem"
        aria-level={1}
        aria-posinset={at}
        aria-setsize={of}
        aria-expanded={open}
        aria-selected={false}
        aria-keyshortcuts={folder === undefined ? undefined : 'F2 E Delete'}
        tabIndex={current ? 0 : -1}
        className="area-button"
        title={title}
        onClick={onActivate}
      >
        <ChevronRight size={14} aria-hidden="true" className="area-fold" />
        <span className="area-title">{title}</span>
        {folder !== undefined && (
          <span className="row-buttons">
            <RowButton
              label={`Rename ${title}`}
              keyName="F2"
              onClick={() => openOverlay({ kind: 'rename-folder', folder })}
            >
              <Pencil size={13} aria-hidden="true" />
            </RowButton>
            <RowButton label={`Export ${title}`} keyName="E" onClick={() => void exportFolder(folder)}>
              <Download size={13} aria-hidden="true" />
            </RowButton>
            <RowButton label={`Remove ${title}`} keyName="Delete" onClick={() => void removeFolder(folder)}>
              <X size={13} aria-hidden="true" />
            </RowButton>
          </span>
        )}
        <span className="count">{branch.leaves.length}</span>
      </div>
    )
  },
  (before, after) =>
    before.branch === after.branch &&
    before.open === after.open &&
    before.at === after.at &&
    before.of === after.of &&
    before.current === after.current,
)

interface RowButtonProps {
  readonly label: string
  /** The key that does the same from the row. */
  readonly keyName: string
  readonly pressed?: boolean
  readonly onClick: () => void
  readonly children: ReactNode
}

/** A button of a row of the tree, for the pointer: the keyboard has a key for it. */
export function RowButton({ label, keyName, pressed, onClick, children }: RowButtonProps) {
  return (
    <button
      type="button"
      className="row-button"
      aria-label={label}
      title={`${label} (${keyName})`}
      aria-pressed={pressed}
      tabIndex={-1}
      onClick={(event) => {
        event.stopPropagation()
        onClick()
      }}
    >
      {children}
    </button>
  )
}

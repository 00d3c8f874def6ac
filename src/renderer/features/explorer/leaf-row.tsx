import { Pencil, Star, X } from 'lucide-react'
import { memo } from 'react'
import { unreachable } from '../../../shared/catalogue/reach.ts'
import { openOverlay } from '../../stores/overlay-store.ts'
import { useSavedStore } from '../../stores/saved-store.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { loginOf } from './login-of.ts'
import { RowButton } from './row-button.tsx'
import { removeSaved, toggleFavourite } from './saved-actions.ts'
import { pathTail, shortPath } from './short-path.ts'
import type { TreeLeaf } from './tree-rows.ts'

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
    const out = operation && profile && unreachable(operation, loginOf(profile))
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

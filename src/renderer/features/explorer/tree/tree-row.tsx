import { ChevronRight, Download, type LucideIcon, Pencil, Star, X } from 'lucide-react'
import { type MouseEvent, memo } from 'react'
import { findUnavailableReason } from '../../../../shared/catalogue/availability.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { loginOf, shortPath } from '../../catalogue/index.ts'
import { useSavedStore } from '../saved/saved-store.ts'
import { type RowAction, rowActions } from './tree-actions.ts'
import { isSameRow, requestOf, type TreeLeaf, type TreeRow } from './tree-rows.ts'

interface TreeRowViewProps {
  readonly row: TreeRow
  /** Whether the row is the tab stop of the tree. */
  readonly current: boolean
  /** Whether the request line shows the request of the row. */
  readonly chosen: boolean
  /* Both callbacks depend only on the row, so a new callback does not require a render. */
  readonly onActivate: () => void
  readonly onMenu: (event: MouseEvent) => void
}

/** Row of the tree. Memoised, and rendered again only if its appearance changes. */
export const TreeRowView = memo(
  function TreeRowView({ row, current, chosen, onActivate, onMenu }: TreeRowViewProps) {
    const keys = rowActions(row).map(({ key }) => key)
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys of all rows
      <div
        role="treeitem"
        aria-level={row.kind === 'branch' ? 1 : 2}
        aria-posinset={row.at}
        aria-setsize={row.of}
        aria-expanded={row.kind === 'branch' ? row.open : undefined}
        aria-selected={chosen}
        aria-keyshortcuts={keys.join(' ') || undefined}
        tabIndex={current ? 0 : -1}
        className={`tree-row row choice tree-${row.kind}`}
        onClick={onActivate}
        onContextMenu={onMenu}
      >
        {row.kind === 'branch' ? (
          <>
            <ChevronRight size={14} aria-hidden="true" className="fold-icon tertiary" />
            <span className="tree-title ellipsis medium grow" title={row.branch.title}>
              {row.branch.title}
            </span>
          </>
        ) : (
          <Leaf leaf={row.leaf} />
        )}
        <RowButtons row={row} />
        {row.kind === 'branch' && <span className="count">{row.branch.leaves.length}</span>}
      </div>
    )
  },
  (before, after) =>
    before.current === after.current && before.chosen === after.chosen && isSameRow(before.row, after.row),
)

/** Title and path. An operation can be opened even if the login does not support it. */
function Leaf({ leaf }: { readonly leaf: TreeLeaf }) {
  const profile = useSessionStore((data) => data.view?.profile.kind)
  const { operation } = leaf
  const { method, path } = requestOf(leaf)
  const short = shortPath(path)
  const title = leaf.kind === 'saved' ? leaf.request.name : operation?.title
  const unavailable = operation && profile && findUnavailableReason(operation, loginOf(profile))
  const legacy = operation?.legacy && 'Legacy: may be removed'
  return (
    <span
      className="tree-leaf-text ellipsis wrap grow"
      title={[title, `${method} ${short}`, legacy, unavailable].filter(Boolean).join('\n')}
      data-unreached={unavailable !== undefined || undefined}
    >
      {/* An uncatalogued request counts as trading, as in the host. */}
      <span className="method" data-effect={operation?.effect ?? 'trading'}>
        {method}
      </span>{' '}
      {title !== undefined && (
        <span className="tree-title ellipsis" data-legacy={operation?.legacy}>
          {title}
        </span>
      )}{' '}
      <span className="tree-path ellipsis small tertiary">{short}</span>
      {unavailable !== undefined && <span className="visually-hidden">, {unavailable}</span>}
    </span>
  )
}

const ICONS: Readonly<Record<RowAction['id'], LucideIcon>> = {
  favourite: Star,
  rename: Pencil,
  export: Download,
  remove: X,
}

/** Buttons for the pointer. Each action also has a key. */
function RowButtons({ row }: { readonly row: TreeRow }) {
  const id = row.kind === 'leaf' && row.leaf.kind === 'operation' ? row.leaf.operation.id : undefined
  const isFavourite = useSavedStore((data) => id !== undefined && data.favourites.has(id))
  return (
    <span className="row-buttons rigid">
      {rowActions(row).map((action) => {
        const Icon = ICONS[action.id]
        const pressed = action.id === 'favourite' ? isFavourite : undefined
        return (
          <button
            key={action.id}
            type="button"
            className="row-button tertiary bright-on-hover"
            aria-label={action.title}
            title={`${action.title} (${action.key})`}
            aria-pressed={pressed}
            tabIndex={-1}
            onClick={(event) => {
              event.stopPropagation()
              action.run()
            }}
          >
            <Icon size={13} aria-hidden="true" fill={pressed ? 'currentColor' : 'none'} />
          </button>
        )
      })}
    </span>
  )
}

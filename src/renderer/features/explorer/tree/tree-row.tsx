import { ChevronRight, Download, type LucideIcon, Pencil, Star, X } from 'lucide-react'
import { type MouseEvent, memo, type ReactNode } from 'react'
import { unavailableReason } from '../../../../shared/catalogue/availability.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { loginOf, shortPath } from '../../catalogue/index.ts'
import { useSavedStore } from '../saved/saved-store.ts'
import { type RowAction, rowActions } from './tree-actions.ts'
import type { TreeBranch, TreeLeaf, TreeRow } from './tree-rows.ts'

interface TreeRowViewProps {
  readonly row: TreeRow
  /** Where Tab leads into the tree. */
  readonly current: boolean
  /** The request line shows it. */
  readonly chosen: boolean
  /** Follow from the row: others for the same row do the same. */
  readonly onActivate: () => void
  readonly onMenu: (event: MouseEvent) => void
}

/** One row of the tree, rendered again only when something of it has changed. */
export const TreeRowView = memo(
  function TreeRowView({ row, current, chosen, onActivate, onMenu }: TreeRowViewProps) {
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keys of all its rows
      <div
        role="treeitem"
        aria-level={row.kind === 'branch' ? 1 : 2}
        aria-posinset={row.at}
        aria-setsize={row.of}
        aria-expanded={row.kind === 'branch' ? row.open : undefined}
        aria-selected={chosen}
        aria-keyshortcuts={
          rowActions(row)
            .map(({ key }) => key)
            .join(' ') || undefined
        }
        tabIndex={current ? 0 : -1}
        className={`tree-row choice tree-${row.kind}`}
        onClick={onActivate}
        onContextMenu={onMenu}
      >
        {row.kind === 'branch' ? <Branch branch={row.branch} /> : <Leaf leaf={row.leaf} />}
        <RowButtons row={row} />
        {row.kind === 'branch' && <span className="count">{row.branch.leaves.length}</span>}
      </div>
    )
  },
  (before, after) =>
    before.current === after.current && before.chosen === after.chosen && isSameRow(before.row, after.row),
)

/** `treeRows` makes new rows each time, of branches and leaves that stay the same. */
function isSameRow(one: TreeRow, other: TreeRow): boolean {
  if (one.at !== other.at || one.of !== other.of) return false
  if (one.kind === 'branch') return other.kind === 'branch' && one.branch === other.branch && one.open === other.open
  return other.kind === 'leaf' && one.leaf === other.leaf
}

function Branch({ branch: { title } }: { readonly branch: TreeBranch }) {
  return (
    <>
      <ChevronRight size={14} aria-hidden="true" className="fold-icon" />
      <span className="tree-title ellipsis" title={title}>
        {title}
      </span>
    </>
  )
}

/** Title first, then the path. What the login does not reach can still be opened and read. */
function Leaf({ leaf }: { readonly leaf: TreeLeaf }): ReactNode {
  const profile = useSessionStore((data) => data.view?.profile.kind)
  const { operation } = leaf
  const { method, path } = leaf.kind === 'operation' ? leaf.operation : leaf.request
  const short = shortPath(path)
  const title = leaf.kind === 'saved' ? leaf.request.name : operation?.title
  const unreached = operation && profile && unavailableReason(operation, loginOf(profile))
  const legacy = operation?.legacy && 'Legacy: may be gone'
  return (
    <span
      className="tree-leaf-text ellipsis"
      title={[title, `${method} ${short}`, legacy, unreached].filter(Boolean).join('\n')}
      data-unreached={unreached !== undefined || undefined}
    >
      {/* What the catalogue does not know counts as trading, here as in the host. */}
      <span className="method" data-effect={operation?.effect ?? 'trading'}>
        {method}
      </span>{' '}
      {title !== undefined && (
        <span className="tree-title ellipsis" data-legacy={operation?.legacy}>
          {title}
        </span>
      )}{' '}
      <span className="tree-path ellipsis small tertiary">{short}</span>
      {unreached !== undefined && <span className="visually-hidden">, {unreached}</span>}
    </span>
  )
}

const ICONS: Readonly<Record<RowAction['id'], LucideIcon>> = {
  favourite: Star,
  rename: Pencil,
  export: Download,
  remove: X,
}

/** For the pointer: the keyboard has a key for each. */
function RowButtons({ row }: { readonly row: TreeRow }) {
  const id = row.kind === 'leaf' && row.leaf.kind === 'operation' ? row.leaf.operation.id : undefined
  const favourite = useSavedStore((data) => id !== undefined && data.favourites.has(id))
  return (
    <span className="row-buttons">
      {rowActions(row).map((action) => {
        const Icon = ICONS[action.id]
        const pressed = action.id === 'favourite' ? favourite : undefined
        return (
          <button
            key={action.id}
            type="button"
            className="row-button"
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

import { ChevronRight, Download, Star, X } from 'lucide-react'
import { type KeyboardEvent, memo, useRef, useState } from 'react'
import { unreachable } from '../../../shared/catalogue/reach.ts'
import { useExplorerStore } from '../../stores/explorer-store.ts'
import { useSavedStore } from '../../stores/saved-store.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { focusOperationSearch } from './explorer-actions.ts'
import { loginOf } from './login-of.ts'
import { exportFolder, removeSaved, toggleFavourite } from './saved-actions.ts'
import { pathTail, shortPath } from './short-path.ts'
import { isChosen, openLeaf } from './tree-actions.ts'
import { type TreeBranch, type TreeLeaf, type TreeRow, treeMove } from './tree-rows.ts'

const TREE_ID = 'operation-rows'

/** The row that Tab leads to. */
export const focusTree = (): void => document.querySelector<HTMLElement>(`#${TREE_ID} [tabindex="0"]`)?.focus()

/** What Enter in the search means: the first operation or saved request in sight. */
export const openFirstRow = (): void =>
  document.querySelector<HTMLElement>(`#${TREE_ID} [role="treeitem"][aria-level="2"]`)?.click()

interface OperationRowsProps {
  readonly rows: readonly TreeRow[]
  readonly onToggle: (id: string) => void
}

/** One tab stop; the keys are those of ARIA's tree, F makes a favourite, Delete takes out what was saved. */
export function OperationRows({ rows, onToggle }: OperationRowsProps) {
  const chosen = useExplorerStore((data) => data.draft.operation?.id)
  const savedId = useExplorerStore((data) => data.savedId)
  const [current, setCurrent] = useState<string>()
  const list = useRef<HTMLDivElement>(null)
  const at = Math.max(
    rows.findIndex(({ id }) => id === current),
    0,
  )

  const focusRow = (index: number): void => {
    const row = rows[index]
    if (!row) return
    setCurrent(row.id)
    list.current?.querySelectorAll<HTMLElement>('[role="treeitem"]')[index]?.focus()
  }
  const activate = (row: TreeRow): void => {
    setCurrent(row.id)
    if (row.kind === 'branch') onToggle(row.id)
    else openLeaf(row.leaf)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rows[at]
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return
    const move = treeMove(rows, at, event.key)
    if (move?.kind === 'to') focusRow(move.index)
    else if (move?.kind === 'toggle') onToggle(move.id)
    else if (move?.kind === 'out') focusOperationSearch()
    else if (event.key === 'Enter' || event.key === ' ') activate(row)
    else if (row.kind === 'leaf' && row.leaf.kind === 'operation' && event.key.toLowerCase() === 'f') {
      void toggleFavourite(row.leaf.operation.id)
    } else if (row.kind === 'leaf' && row.leaf.kind === 'saved' && event.key === 'Delete') {
      void removeSaved(row.leaf.request)
    } else return
    event.preventDefault()
  }

  return (
    <div ref={list} id={TREE_ID} role="tree" aria-label="Operations by area" onKeyDown={onKeyDown} tabIndex={-1}>
      {rows.map((row, index) =>
        row.kind === 'branch' ? (
          <BranchRow
            key={row.id}
            branch={row.branch}
            open={row.open}
            current={index === at}
            onActivate={() => activate(row)}
          />
        ) : (
          <LeafRow
            key={row.id}
            leaf={row.leaf}
            at={row.at}
            of={row.of}
            current={index === at}
            chosen={isChosen(row.leaf, chosen, savedId)}
            onActivate={() => activate(row)}
          />
        ),
      )}
    </div>
  )
}

interface BranchRowProps {
  readonly branch: TreeBranch
  readonly open: boolean
  readonly current: boolean
  readonly onActivate: () => void
}

function BranchRow({ branch, open, current, onActivate }: BranchRowProps) {
  const { folder } = branch
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keys of all its rows
    <div
      role="treeitem"
      aria-level={1}
      aria-expanded={open}
      aria-selected={false}
      tabIndex={current ? 0 : -1}
      className="area-button"
      title={branch.title}
      onClick={onActivate}
    >
      <ChevronRight size={14} aria-hidden="true" />
      <span className="area-title">{branch.title}</span>
      {folder !== undefined && (
        <RowButton label={`Export ${branch.title}`} onClick={() => void exportFolder(folder)}>
          <Download size={13} aria-hidden="true" />
        </RowButton>
      )}
      <span className="count">{branch.leaves.length}</span>
    </div>
  )
}

interface LeafRowProps {
  readonly leaf: TreeLeaf
  readonly at: number
  readonly of: number
  readonly current: boolean
  readonly chosen: boolean
  readonly onActivate: () => void
}

const LeafRow = memo(
  function LeafRow({ leaf, at, of, current, chosen, onActivate }: LeafRowProps) {
    const profile = useSessionStore((data) => data.view?.profile.kind)
    const { method, path } = leaf.kind === 'operation' ? leaf.operation : leaf.request
    const operation = leaf.kind === 'operation' ? leaf.operation : undefined
    const short = shortPath(path)
    const out = operation && profile && unreachable(operation, loginOf(profile))
    const about = operation ? `${operation.title}${operation.legacy ? ' (legacy: may be gone)' : ''}` : undefined
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keys of all its rows
      <div
        role="treeitem"
        aria-level={2}
        aria-posinset={at}
        aria-setsize={of}
        aria-selected={chosen}
        aria-disabled={out !== undefined || undefined}
        tabIndex={current ? 0 : -1}
        className="operation-button"
        title={[`${method} ${short}`, about, out].filter(Boolean).join('\n')}
        onClick={onActivate}
      >
        <span className="method" data-effect={operation?.effect}>
          {method}
        </span>{' '}
        {leaf.kind === 'saved' ? (
          <span className="operation-path">{leaf.request.name}</span>
        ) : (
          <>
            <span className="visually-hidden">{[short, operation?.title, out].filter(Boolean).join(', ')}</span>
            <span className="operation-path" aria-hidden="true" data-legacy={operation?.legacy}>
              {pathTail(short)}
            </span>
          </>
        )}
        {operation && <FavouriteButton id={operation.id} name={short} />}
        {leaf.kind === 'saved' && (
          <RowButton label={`Remove ${leaf.request.name}`} onClick={() => void removeSaved(leaf.request)}>
            <X size={13} aria-hidden="true" />
          </RowButton>
        )}
      </div>
    )
  },
  // What a click does follows from the leaf.
  (before, after) =>
    before.leaf === after.leaf &&
    before.current === after.current &&
    before.chosen === after.chosen &&
    before.at === after.at &&
    before.of === after.of,
)

function FavouriteButton({ id, name }: { readonly id: string; readonly name: string }) {
  const favourite = useSavedStore((data) => data.favourites.has(id))
  return (
    <RowButton
      label={favourite ? `${name} is a favourite: let it go` : `Make ${name} a favourite`}
      pressed={favourite}
      onClick={() => void toggleFavourite(id)}
    >
      <Star size={13} aria-hidden="true" fill={favourite ? 'currentColor' : 'none'} />
    </RowButton>
  )
}

interface RowButtonProps {
  readonly label: string
  readonly pressed?: boolean
  readonly onClick: () => void
  readonly children: React.ReactNode
}

/** For the pointer: the keyboard has a key for it. */
function RowButton({ label, pressed, onClick, children }: RowButtonProps) {
  return (
    <button
      type="button"
      className="row-button"
      aria-label={label}
      title={label}
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

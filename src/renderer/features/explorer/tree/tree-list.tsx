import { type FocusEvent, type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import { useExplorerStore } from '../explorer-store.ts'
import { focusOperationSearch } from '../request/send-request.ts'
import { undoRemoval } from '../saved/saved-actions.ts'
import { isChosen, openLeaf, rowAction, treeMove } from './tree-keys.ts'
import { BranchRow, LeafRow } from './tree-row.tsx'
import type { TreeRow } from './tree-rows.ts'

const TREE_ID = 'operation-rows'

/** The row that Tab leads to. */
export const focusTree = (): void => document.querySelector<HTMLElement>(`#${TREE_ID} [tabindex="0"]`)?.focus()

/** The first operation or saved request in sight: what a search means. */
const firstLeaf = (): HTMLElement | null => document.querySelector(`#${TREE_ID} [role="treeitem"][aria-level="2"]`)

export const openFirstRow = (): void => firstLeaf()?.click()

/** Where all branches are closed there is none: then the row that Tab leads to. */
export function focusFirstRow(): void {
  const first = firstLeaf()
  if (first) first.focus()
  else focusTree()
}

interface OperationRowsProps {
  readonly rows: readonly TreeRow[]
  readonly onToggle: (id: string) => void
}

/** One tab stop; the keys are those of ARIA's tree, and those of `rowAction` for what a person keeps. */
export function OperationRows({ rows, onToggle }: OperationRowsProps) {
  const chosen = useExplorerStore((data) => data.draft.operation?.id)
  const savedId = useExplorerStore((data) => data.savedId)
  /** The row that Tab leads to, and where it stood: where it is gone, its neighbour takes its place. */
  const [current, setCurrent] = useState({ id: '', at: 0 })
  const list = useRef<HTMLDivElement>(null)
  const hasFocus = useRef(false)
  const found = rows.findIndex(({ id }) => id === current.id)
  const at = found < 0 ? Math.min(current.at, rows.length - 1) : found

  const rowElement = (index: number): HTMLElement | undefined =>
    list.current?.querySelectorAll<HTMLElement>('[role="treeitem"]')[index]
  const focusRow = (index: number): void => {
    const row = rows[index]
    if (!row) return
    setCurrent({ id: row.id, at: index })
    rowElement(index)?.focus()
  }
  const activate = (row: TreeRow): void => {
    setCurrent({ id: row.id, at: rows.indexOf(row) })
    if (row.kind === 'branch') onToggle(row.id)
    else openLeaf(row.leaf)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rows[at]
    if (!row || event.altKey) return
    if (event.ctrlKey || event.metaKey) {
      if (event.key.toLowerCase() === 'z' && !event.shiftKey && undoRemoval()) event.preventDefault()
      return
    }
    const move = treeMove(rows, at, event.key)
    const action = rowAction(row, event.key)
    if (move?.kind === 'to') focusRow(move.index)
    else if (move?.kind === 'toggle') onToggle(move.id)
    else if (move?.kind === 'out') focusOperationSearch()
    else if (event.key === 'Enter' || event.key === ' ') activate(row)
    else if (action) action()
    else return
    event.preventDefault()
  }

  // A row that was removed, or moved to another folder, takes the keyboard with it: it goes on where the row stood.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever changes the rows
  useLayoutEffect(() => {
    if (hasFocus.current && document.activeElement === document.body) rowElement(at)?.focus()
  }, [rows])
  // However it came there: by Tab, by a click, by what a screen reader does.
  const onFocus = ({ target }: FocusEvent): void => {
    hasFocus.current = true
    const item = target.closest('[role="treeitem"]')
    const index = item ? [...(list.current?.querySelectorAll('[role="treeitem"]') ?? [])].indexOf(item) : -1
    const row = rows[index]
    if (row && row.id !== current.id) setCurrent({ id: row.id, at: index })
  }
  const onBlur = ({ target, relatedTarget }: FocusEvent): void => {
    if (target.isConnected) hasFocus.current = list.current?.contains(relatedTarget) === true
  }

  return (
    <div
      ref={list}
      id={TREE_ID}
      role="tree"
      aria-label="Operations by area"
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      onBlur={onBlur}
    >
      {rows.map((row, index) =>
        row.kind === 'branch' ? (
          <BranchRow
            key={row.id}
            branch={row.branch}
            open={row.open}
            at={row.at}
            of={row.of}
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

import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { useShallow } from 'zustand/react/shallow'
import { pressedKey } from '../../../ui/describe-keys.ts'
import { ContextMenu, type MenuPosition } from '../../../ui/menu/context-menu.tsx'
import { useActiveTab } from '../explorer-store.ts'
import { focusOperationSearch } from '../request/open-request.ts'
import { undoRemoval } from '../saved/saved-actions.ts'
import { shownSavedId } from '../saved/saved-store.ts'
import { isChosen, openLeaf, rowActions, treeMove } from './tree-actions.ts'
import { TreeRowView } from './tree-row.tsx'
import type { TreeRow } from './tree-rows.ts'

const TREE_ID = 'operation-rows'

/** Focuses the tab stop of the tree. */
export const focusTree = (): void => document.querySelector<HTMLElement>(`#${TREE_ID} [tabindex="0"]`)?.focus()

/** Returns the first operation or saved request. */
const firstLeaf = (): HTMLElement | null => document.querySelector(`#${TREE_ID} [role="treeitem"][aria-level="2"]`)

export const openFirstRow = (): void => firstLeaf()?.click()

export function focusFirstRow(): void {
  const first = firstLeaf()
  if (first) first.focus()
  // If all branches are collapsed, focuses the tree.
  else focusTree()
}

interface TreeListProps {
  readonly rows: readonly TreeRow[]
  readonly onToggle: (id: string) => void
}

/** Tree with one tab stop, following the ARIA tree pattern. */
export function TreeList({ rows, onToggle }: TreeListProps) {
  const { chosen, savedId, opened } = useActiveTab(
    useShallow((tab) => ({ chosen: tab.draft.operation?.id, savedId: shownSavedId(tab), opened: tab.opened })),
  )
  /** Tab stop and its index. If its row is removed, the row at the same index becomes the tab stop. */
  const [current, setCurrent] = useState({ id: '', at: 0 })
  const [menu, setMenu] = useState<{ readonly row: TreeRow; readonly position: MenuPosition }>()
  const list = useRef<HTMLDivElement>(null)
  const hasFocus = useRef(false)
  const revealed = useRef<object>(undefined)
  const found = rows.findIndex(({ id }) => id === current.id)
  const at = found < 0 ? Math.min(current.at, rows.length - 1) : found

  const elements = (): readonly HTMLElement[] => [
    ...(list.current?.querySelectorAll<HTMLElement>('[role="treeitem"]') ?? []),
  ]
  const focusRow = (index: number): void => {
    const row = rows[index]
    if (!row) return
    setCurrent({ id: row.id, at: index })
    elements()[index]?.focus()
  }
  const activate = (row: TreeRow): void => {
    setCurrent({ id: row.id, at: rows.indexOf(row) })
    if (row.kind === 'branch') onToggle(row.id)
    else openLeaf(row.leaf)
  }
  const openMenu = (row: TreeRow, position: MenuPosition): void => {
    setCurrent({ id: row.id, at: rows.indexOf(row) })
    setMenu({ row, position })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rows[at]
    if (!row || event.altKey) return
    if (event.ctrlKey || event.metaKey) {
      if (event.key.toLowerCase() === 'z' && !event.shiftKey && undoRemoval()) event.preventDefault()
      return
    }
    const move = treeMove(rows, at, event.key)
    const action = rowActions(row).find(({ key }) => key.toLowerCase() === pressedKey(event.key).toLowerCase())
    if (move?.kind === 'to') focusRow(move.index)
    else if (move?.kind === 'toggle') onToggle(move.id)
    else if (move?.kind === 'out') focusOperationSearch()
    else if (event.key === 'Enter' || event.key === ' ') activate(row)
    else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      const { left, bottom } = event.target instanceof Element ? event.target.getBoundingClientRect() : new DOMRect()
      openMenu(row, { x: left, y: bottom })
    } else if (action) action.run()
    else return
    event.preventDefault()
  }

  // Focuses the next row after the focused row was removed or moved.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the rows change
  useLayoutEffect(() => {
    if (hasFocus.current && document.activeElement === document.body) elements()[at]?.focus()
  }, [rows])
  // Scrolls to an opened request as soon as its row exists.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the row may appear later
  useEffect(() => {
    const scroller = list.current?.parentElement
    const boxes = elements()
      .filter(isSelected)
      .map((row) => row.getBoundingClientRect())
    const box = boxes.at(-1)
    if (!scroller || !opened || !box || revealed.current === opened) return
    revealed.current = opened
    const { top, bottom, height } = scroller.getBoundingClientRect()
    if (boxes.every((each) => each.top < top || each.bottom > bottom)) scroller.scrollTop += box.top - top - height / 2
  }, [opened, rows])
  // The focus may also move by Tab, a click or assistive technology.
  const onFocus = ({ target }: FocusEvent): void => {
    hasFocus.current = true
    const item = target.closest<HTMLElement>('[role="treeitem"]')
    const index = item ? elements().indexOf(item) : -1
    const row = rows[index]
    if (row && row.id !== current.id) setCurrent({ id: row.id, at: index })
  }
  const onBlur = ({ target, relatedTarget }: FocusEvent): void => {
    if (target.isConnected) hasFocus.current = list.current?.contains(relatedTarget) === true
  }

  return (
    <>
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
        {rows.map((row, index) => (
          <TreeRowView
            key={row.id}
            row={row}
            current={index === at}
            chosen={row.kind === 'leaf' && isChosen(row.leaf, chosen, savedId)}
            onActivate={() => activate(row)}
            onMenu={(event: MouseEvent) => {
              event.preventDefault()
              openMenu(row, { x: event.clientX, y: event.clientY })
            }}
          />
        ))}
      </div>
      {menu && (
        <ContextMenu
          label="Actions"
          position={menu.position}
          items={[
            { id: 'open', title: menuTitle(menu.row), keys: 'Enter', run: () => activate(menu.row) },
            ...rowActions(menu.row).map(({ id, title, key, run }) => ({ id, title, keys: key, run })),
          ]}
          onClose={() => {
            setMenu(undefined)
            elements()[at]?.focus()
          }}
        />
      )}
    </>
  )
}

const isSelected = (row: HTMLElement): boolean => row.ariaSelected === 'true'

function menuTitle(row: TreeRow): string {
  if (row.kind === 'leaf') return 'Open in the request form'
  return row.open ? `Collapse ${row.branch.title}` : `Expand ${row.branch.title}`
}

import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type RefObject,
  type SyntheticEvent,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { flushSync } from 'react-dom'
import { formatNumber } from '../../../shared/domain/format-number.ts'
import { COPY_DENIED } from '../copy-denied.ts'
import type { ContextMenuItem, MenuPosition } from '../menu/context-menu.tsx'
import { cellText } from './grid-column.ts'
import { type GridProps, type GridTree, ROW_HEIGHT } from './grid-props.ts'
import { indexAfterKey } from './list-keys.ts'
import type { FullRowSource } from './row-source.ts'
import { rangeOf, useSelection } from './selection.ts'
import { useNotice } from './use-notice.tsx'
import type { VirtualRows } from './use-virtual-rows.ts'
import type { VisibleColumns } from './visible-columns.ts'

export interface RenderedRow<Row> {
  readonly index: number
  /** Data of the row; undefined until it is loaded. */
  readonly row: Row | undefined
  readonly key: string
  readonly elementId: string
}

/** Maximum time that the cursor waits for a row to load, in ms. */
const AWAIT_ROW_MS = 5_000

interface GridInputOptions<Row> {
  readonly source: FullRowSource<Row>
  readonly virtual: VirtualRows
  readonly shown: VisibleColumns
  readonly rendered: readonly RenderedRow<Row>[]
  readonly elementIdOf: (key: string) => string
  readonly scroller: RefObject<HTMLElement | null>
}

/** Handles keyboard, mouse and menu input in a grid. */
export function useGridInput<Row>(props: GridProps<Row>, options: GridInputOptions<Row>) {
  const {
    keyOf,
    activeKey,
    onActive,
    onOpen,
    menu,
    multiSelect = false,
    cellCursor = false,
    spanOf,
    marks,
    tree,
  } = props
  const { source, virtual, shown, rendered, elementIdOf, scroller } = options
  const { count, at: rowAt, all } = source
  const { reveal } = virtual
  const [openMenu, setOpenMenu] = useState<MenuPosition & { readonly items: readonly ContextMenuItem[] }>()
  const [activeColumn, setActiveColumn] = useState(0)
  const notice = useNotice()
  const pressedKey = useRef<string | undefined>(undefined)
  const clickedKey = useRef<string | undefined>(undefined)
  /** Column of the first click: a pane that opens may move the cells before the second click. */
  const clickedColumn = useRef<string | undefined>(undefined)
  /** Row that a key moved to before the row was loaded. */
  const awaited = useRef<{ index: number; activeKey: string | undefined; until: number }>(undefined)
  const stopAwaiting = (): void => {
    awaited.current = undefined
  }

  /** Index of the active row, or -1 if it is not loaded. */
  const activeIndex = useMemo(() => (activeKey === undefined ? -1 : source.find(activeKey)), [source, activeKey])
  const activeRow = activeIndex < 0 ? undefined : rowAt(activeIndex)
  /** Position of the cursor, kept after its row was unloaded. */
  const cursor = useRef({ key: activeKey, index: activeIndex })
  if (activeIndex >= 0 || cursor.current.key !== activeKey) cursor.current = { key: activeKey, index: activeIndex }
  const { rows: selectedRows, keys: selectedKeys, isMultiple, anchor, select } = useSelection(props, all, activeRow)
  /** Row that Enter and Space act on. */
  const targetRow = activeRow !== undefined && selectedRows.includes(activeRow) ? activeRow : selectedRows[0]
  const canActivate = (row: Row): boolean => {
    const span = multiSelect ? spanOf?.(row) : undefined
    return span === undefined || span.selectable === true
  }

  const lastActive = useRef(activeKey)
  useEffect(() => {
    // Scrolls only when the cursor moves, not when rows move.
    if (lastActive.current === activeKey) return
    lastActive.current = activeKey
    if (activeIndex >= 0) reveal(activeIndex)
  }, [activeKey, activeIndex, reveal])
  useEffect(() => {
    if (!awaited.current) return
    const { index, activeKey: before, until } = awaited.current
    const row = rowAt(index)
    if (before !== activeKey || Date.now() > until) stopAwaiting()
    else if (row !== undefined) {
      stopAwaiting()
      onActive(row, 'key', index)
    }
  })

  /** Moves the cursor to the nearest row that can be active. */
  const goTo = (target: number, extend: boolean): void => {
    const step = target < cursor.current.index || target === count - 1 ? -1 : 1
    const next = nearest(target, step, count, (index) => {
      const row = rowAt(index)
      return row === undefined || canActivate(row)
    })
    const row = rowAt(next)
    reveal(next)
    awaited.current = row === undefined ? { index: next, activeKey, until: Date.now() + AWAIT_ROW_MS } : undefined
    if (row === undefined) return
    if (extend) select(rangeOf(all, { keyOf, from: anchor, to: keyOf(row), includes: canActivate }), keyOf(row), anchor)
    onActive(row, 'key', next)
  }
  const copyRows = (rows: readonly Row[], cells = shown.visible): void => {
    const line = (row: Row): string => {
      const span = spanOf?.(row)
      if (span) return span.text
      return cells.map(({ column }) => cellText(column, row).replaceAll(/[\t\r\n]+/g, ' ')).join('\t')
    }
    const what = cells.length === 1 ? 'Cell' : rows.length === 1 ? 'Row' : `${formatNumber(rows.length)} rows`
    navigator.clipboard.writeText(rows.map(line).join('\n')).then(
      () => notice.show(`${what} copied`),
      () => notice.show(COPY_DENIED),
    )
  }
  /** Opens the menu for the given rows. `column`: column of the cell to copy, or -1. */
  const showMenu = (rows: readonly Row[], position: MenuPosition, column: number): void => {
    const title = rows.length === 1 ? 'Copy row' : `Copy ${formatNumber(rows.length)} rows`
    const cell = rows.length === 1 ? shown.visible[column] : undefined
    const keys = '$mod+c'
    const copyCell = { id: 'cell', title: 'Copy cell', ...(cellCursor && { keys }) }
    const copyRow = { id: 'copy', title, ...(!cellCursor && { keys }), run: () => copyRows(rows) }
    const copies = cell ? [{ ...copyCell, run: () => copyRows(rows, [cell]) }, copyRow] : [copyRow]
    if (rows.length > 0) setOpenMenu({ ...position, items: [...(menu?.(rows) ?? []), ...copies] })
  }
  const closeMenu = (): void => {
    // Focuses the grid synchronously, so that a dialog returns the focus to the grid when it closes.
    flushSync(() => setOpenMenu(undefined))
    scroller.current?.focus()
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return
    const { key, shiftKey } = event
    const mod = event.ctrlKey || event.metaKey
    const from = Math.min(awaited.current?.index ?? cursor.current.index, count - 1)
    const to = indexAfterKey(key, { index: from, count, page: virtual.page })
    if (mod && key.toLowerCase() === 'c' && !shiftKey && targetRow !== undefined && hasNoTextSelected()) {
      const cell = shown.visible[activeColumn]
      if (cellCursor && cell) copyRows([targetRow], [cell])
      else copyRows(selectedRows)
    } else if (mod && key === 'a' && multiSelect && activeKey !== undefined) {
      select(new Set(all.filter(canActivate).map(keyOf)), activeKey, activeKey)
    } else if (key === 'ContextMenu' || (key === 'F10' && shiftKey)) {
      const element = activeKey === undefined ? null : document.getElementById(elementIdOf(activeKey))
      const { left, bottom } = (element ?? event.currentTarget).getBoundingClientRect()
      showMenu(selectedRows, { x: left + ROW_HEIGHT, y: bottom }, cellCursor ? activeColumn : -1)
    } else if (mod || event.altKey) return
    else if (to !== undefined) goTo(to, shiftKey && multiSelect)
    else if (cellCursor && (key === 'ArrowLeft' || key === 'ArrowRight'))
      moveToCell(activeColumn + (key === 'ArrowLeft' ? -1 : 1))
    else if (tree && activeRow !== undefined && (key === 'ArrowLeft' || key === 'ArrowRight'))
      moveInTree(tree, activeRow, key)
    else if (key === 'Enter' && targetRow !== undefined && onOpen)
      onOpen(targetRow, shown.visible[activeColumn]?.column.id)
    else if (key === ' ' && targetRow !== undefined && marks) marks.toggle(targetRow)
    else if (key === 'Escape' && isMultiple) select(new Set(), activeKey, activeKey)
    else return
    event.preventDefault()
  }
  /** Opens or closes the children of a row, or moves from a child to its parent. */
  const moveInTree = (
    { isExpanded, toggle, levelOf }: GridTree<Row>,
    row: Row,
    key: 'ArrowLeft' | 'ArrowRight',
  ): void => {
    if (isExpanded(row) === (key === 'ArrowLeft')) toggle(row)
    else if (key === 'ArrowLeft' && levelOf(row) > 1) {
      const parent = all.findLastIndex((each, index) => index < activeIndex && levelOf(each) < levelOf(row))
      if (parent >= 0) goTo(parent, false)
    }
  }
  const moveToCell = (column: number): void => {
    setActiveColumn(Math.max(0, Math.min(column, shown.visible.length - 1)))
    // Waits for the next frame, in which the active cell is rendered.
    requestAnimationFrame(() =>
      scroller.current
        ?.querySelector('.grid-cell[data-active]')
        ?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
    )
  }

  const rowOf = ({ target }: SyntheticEvent): { key: string; row: Row; index: number } | undefined => {
    const element = (target as Element).closest('.grid-row')
    const found = rendered.find((each) => each.elementId === element?.id)
    return found?.row === undefined ? undefined : { ...found, row: found.row }
  }
  /** Returns the column of the clicked cell, or -1. */
  const columnOf = ({ target }: MouseEvent): number => {
    const id = (target as Element).closest<HTMLElement>('.grid-cell')?.dataset['column']
    return shown.visible.findIndex(({ column }) => column.id === id)
  }
  const onClick = (event: MouseEvent): void => {
    const found = rowOf(event)
    if (!found || !canActivate(found.row) || isInField(event)) return
    const { key, row, index } = found
    if (tree && (event.target as Element).closest('[data-toggle]')) {
      tree.toggle(row)
      return
    }
    // The element may have received another row since the press. A click by assistive technology has no press.
    if (event.detail !== 0 && pressedKey.current !== key) return
    const isSecondOfTwo = event.detail > 1 && clickedKey.current === key
    clickedKey.current = key
    if (isSecondOfTwo) return
    clickedColumn.current = shown.visible[columnOf(event)]?.column.id
    if (cellCursor && columnOf(event) >= 0) setActiveColumn(columnOf(event))
    if (event.shiftKey && multiSelect) {
      select(rangeOf(all, { keyOf, from: anchor, to: key, includes: canActivate }), key, anchor)
      onActive(row, 'key', index)
    } else if ((event.ctrlKey || event.metaKey) && marks) marks.toggle(row)
    else if ((event.ctrlKey || event.metaKey) && multiSelect) {
      const next = new Set(selectedKeys)
      if (!next.delete(key)) next.add(key)
      select(next, key, key)
      onActive(row, next.size === 0 || next.has(key) ? 'key' : 'deselect', index)
    } else {
      select(new Set(), key, key)
      onActive(row, 'click', index)
    }
  }
  const onContextMenu = (event: MouseEvent): void => {
    const found = rowOf(event)
    if (!found || !canActivate(found.row) || isInField(event)) return
    event.preventDefault()
    const isSelected = selectedKeys.has(found.key)
    if (!isSelected) {
      select(new Set(), found.key, found.key)
      onActive(found.row, 'key', found.index)
    }
    showMenu(isSelected ? selectedRows : [found.row], { x: event.clientX, y: event.clientY }, columnOf(event))
  }

  return {
    activeIndex,
    activeColumn,
    selectedKeys,
    notice,
    openMenu,
    setOpenMenu,
    closeMenu,
    handlers: {
      onKeyDown,
      onClick,
      onContextMenu,
      onPointerDown(event: PointerEvent): void {
        stopAwaiting()
        pressedKey.current = rowOf(event)?.key
      },
      onWheel: stopAwaiting,
      onBlur: stopAwaiting,
      onDoubleClick(event: MouseEvent): void {
        const found = rowOf(event)
        if (!found || !canActivate(found.row) || isInField(event)) return
        if (clickedColumn.current !== undefined && props.onEdit?.(found.row, clickedColumn.current)) return
        onOpen?.(found.row, shown.visible[activeColumn]?.column.id)
      },
    },
  }
}

/** Reports whether an event belongs to the field of an edited cell. */
const isInField = ({ target }: SyntheticEvent): boolean => (target as Element).closest('input') !== null

const hasNoTextSelected = (): boolean => window.getSelection()?.isCollapsed !== false

/** Returns the nearest index that passes the test; `from` if there is none. */
function nearest(from: number, step: 1 | -1, count: number, passes: (index: number) => boolean): number {
  for (const direction of [step, -step]) {
    for (let index = from; index >= 0 && index < count; index += direction) if (passes(index)) return index
  }
  return from
}

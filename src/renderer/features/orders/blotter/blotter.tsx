import { useMemo } from 'react'
import { DEFAULT_LAYOUT } from '../../../../shared/domain/blotter-layout.ts'
import type { ConsoleOrder } from '../../../../shared/domain/console-orders.ts'
import type { FeedGap } from '../../../../shared/domain/feed.ts'
import { useOrdersStore } from '../../../stores/orders-store.ts'
import { Grid } from '../../../ui/grid/grid.tsx'
import { type GridColumn, nextSort } from '../../../ui/grid/grid-column.ts'
import type { ActivatedBy, GridTree, RowSpan } from '../../../ui/grid/grid-props.ts'
import { BLOTTER, openTimeline, toggleGroup, useBlotterStore } from '../blotter-store.ts'
import { changeColumns, changeSort } from '../layouts/layouts.ts'
import { gapText } from '../texts.ts'
import { type BlotterRow, isOrder } from './blotter-rows.ts'
import { ORDER_COLUMNS, useOrderColumns } from './order-columns.tsx'
import { partOf } from './order-filter.ts'
import { groupTitle, headerKey, legKey, legText, type OrderTree } from './order-groups.ts'
import { orderMenu } from './order-menu.ts'
import { startEdit, useRowEditStore } from './row-edit.tsx'

interface BlotterProps {
  readonly tree: OrderTree<FeedGap>
  readonly orders: readonly ConsoleOrder[]
  readonly stale: boolean
}

export function Blotter({ tree: { rows, slots }, orders, stale }: BlotterProps) {
  const { activeId, layout: view, paused } = useBlotterStore()
  const { filter, sort, columns: chosen } = view
  const touched = useOrdersStore((data) => data.touched)
  const columns = useOrderColumns(orders)
  const layout = useMemo(() => ({ layout: chosen, initial: DEFAULT_LAYOUT.columns, change: changeColumns }), [chosen])
  const order = useMemo(() => ({ filter, sort }), [filter, sort])
  const tree = useMemo((): GridTree<BlotterRow> | undefined => {
    // Without groups, the list is not a tree.
    if (slots.size === 0) return undefined
    return {
      column: 'symbol',
      levelOf: (row) => slots.get(row)?.level ?? 1,
      isExpanded: (row) => slots.get(row)?.expanded,
      noteOf: (row) => slots.get(row)?.note,
      shortNoteOf: (row) => slots.get(row)?.shortNote,
      toggle: (row) => toggleGroup(slots.get(row)?.toggles),
    }
  }, [slots])
  const edit = useRowEditStore((data) => data.edit)
  const edited = useMemo(() => edit && { key: edit.orderId, column: edit.column }, [edit])
  return (
    <Grid
      id={BLOTTER}
      label="Orders"
      // The columns apply only to orders, because all other rows are a single span.
      columns={columns as readonly GridColumn<unknown>[] as readonly GridColumn<BlotterRow>[]}
      layout={layout}
      rows={rows}
      keyOf={keyOf}
      activeKey={activeId}
      onActive={activate}
      onSelected={select}
      onOpen={open}
      onEdit={onEdit}
      edited={edited}
      menu={(selected) => orderMenu(selected, slots)}
      multiSelect
      tree={tree}
      sort={sort}
      onSort={(column) => changeSort(nextSort(sort, ORDER_COLUMNS, column))}
      order={order}
      spanOf={spanOf}
      toneOf={toneOf}
      changedAt={paused ? undefined : touched}
      countsChanges
      stale={stale}
      takesLostFocus
    />
  )
}

function keyOf(row: BlotterRow): string {
  if (isOrder(row)) return row.orderId
  if ('group' in row) return headerKey(row.group)
  return 'leg' in row ? legKey(row) : `gap-${row.from}`
}

function spanOf(row: BlotterRow): RowSpan | undefined {
  if (isOrder(row)) return undefined
  if ('group' in row) return { text: groupTitle(row.group), selectable: true }
  if ('leg' in row) return { text: legText(row.combo, row.leg), selectable: true }
  return { text: gapText(row), tone: row.repairedAt === undefined ? 'warn' : undefined }
}

const toneOf = (row: BlotterRow): string | undefined => (isOrder(row) && partOf(row) === 'failed' ? 'bad' : undefined)

/** Shows the clicked order, unless a ticket is open. An open timeline follows the cursor. */
export function activate(row: BlotterRow, by: ActivatedBy): void {
  const key = keyOf(row)
  const { pane, selectedIds } = useBlotterStore.getState()
  const { kind } = pane
  const selectedId = by === 'deselect' ? selectedIds.find((id) => id !== key) : undefined
  if (kind === 'timeline' && selectedId !== undefined) openTimeline(selectedId, key)
  else if (isOrder(row) && (kind === 'timeline' || (by === 'click' && kind !== 'ticket'))) openTimeline(row.orderId)
  else useBlotterStore.setState({ activeId: key })
}

const select = (selectedIds: readonly string[]): void => useBlotterStore.setState({ selectedIds })

const open = (row: BlotterRow): void => {
  if (isOrder(row)) openTimeline(row.orderId)
  else if ('group' in row) toggleGroup(row.group.id)
  else if ('leg' in row) openTimeline(row.combo.orderId, keyOf(row))
}

const onEdit = (row: BlotterRow, column: string): boolean => isOrder(row) && startEdit(row, column)

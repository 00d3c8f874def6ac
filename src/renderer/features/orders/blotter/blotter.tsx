import { useMemo } from 'react'
import { DEFAULT_LAYOUT } from '../../../../shared/domain/blotter-layout.ts'
import { isWorking, type Order } from '../../../../shared/domain/orders.ts'
import { useOrdersStore } from '../../../stores/orders-store.ts'
import { Grid } from '../../../ui/grid/grid.tsx'
import { type GridColumn, nextSort } from '../../../ui/grid/grid-column.ts'
import type { ActivatedBy, RowSpan } from '../../../ui/grid/grid-props.ts'
import type { ContextMenuItem } from '../../../ui/menu/context-menu.tsx'
import { BLOTTER, openTimeline, useBlotterStore } from '../blotter-store.ts'
import { showInJournal } from '../bottom-panel-store.ts'
import { askToCancel } from '../cancel/cancel-actions.ts'
import { askToCancelAll } from '../cancel/cancel-run.ts'
import { changeColumns, changeSort } from '../layouts/layouts.ts'
import { gapText } from '../texts.ts'
import { changeOrder } from '../ticket/open-ticket.ts'
import { type BlotterRow, isOrder } from './blotter-rows.ts'
import { ORDER_COLUMNS, useOrderColumns } from './order-columns.tsx'

interface BlotterProps {
  readonly rows: readonly BlotterRow[]
  readonly orders: readonly Order[]
  readonly stale: boolean
}

export function Blotter({ rows, orders, stale }: BlotterProps) {
  const { activeId, layout: view, paused } = useBlotterStore()
  const { filter, sort, columns: chosen } = view
  const touched = useOrdersStore((data) => data.touched)
  const columns = useOrderColumns(orders)
  const layout = useMemo(() => ({ layout: chosen, initial: DEFAULT_LAYOUT.columns, change: changeColumns }), [chosen])
  const order = useMemo(() => ({ filter, sort }), [filter, sort])
  return (
    <Grid
      id={BLOTTER}
      label="Orders"
      // The columns apply only to orders, because a gap row is a single span.
      columns={columns as readonly GridColumn<unknown>[] as readonly GridColumn<BlotterRow>[]}
      layout={layout}
      rows={rows}
      keyOf={keyOf}
      activeKey={activeId}
      onActive={activate}
      onSelected={select}
      onOpen={open}
      menu={menu}
      multiSelect
      sort={sort}
      onSort={(column) => changeSort(nextSort(sort, ORDER_COLUMNS, column))}
      order={order}
      spanOf={spanOf}
      changedAt={paused ? undefined : touched}
      countsChanges
      stale={stale}
      takesLostFocus
    />
  )
}

const keyOf = (row: BlotterRow): string => (isOrder(row) ? row.orderId : `gap-${row.from}`)

const spanOf = (row: BlotterRow): RowSpan | undefined =>
  isOrder(row) ? undefined : { text: gapText(row), tone: row.repairedAt === undefined ? 'warn' : undefined }

/** Shows the clicked order, unless a ticket is open. An open timeline follows the cursor. */
export function activate(row: BlotterRow, by: ActivatedBy): void {
  if (!isOrder(row)) return
  const { pane, selectedIds } = useBlotterStore.getState()
  const { kind } = pane
  const selectedId = by === 'deselect' ? selectedIds.find((id) => id !== row.orderId) : undefined
  if (kind === 'timeline' && selectedId !== undefined)
    useBlotterStore.setState({ pane: { kind, orderId: selectedId }, activeId: row.orderId })
  else if (kind === 'timeline' || (by === 'click' && kind !== 'ticket')) openTimeline(row.orderId)
  else useBlotterStore.setState({ activeId: row.orderId })
}

const select = (selectedIds: readonly string[]): void => useBlotterStore.setState({ selectedIds })

const open = (row: BlotterRow): void => {
  if (isOrder(row)) openTimeline(row.orderId)
}

function menu(rows: readonly BlotterRow[]): readonly ContextMenuItem[] {
  const orders = rows.filter(isOrder)
  const working = orders.filter(isWorking)
  const [order] = orders
  if (!order) return []
  if (orders.length > 1) {
    const title = `Cancel ${working.length} working orders…`
    return [{ id: 'cancel', title, keys: 'Delete', disabled: working.length === 0, run: () => askToCancelAll(working) }]
  }
  const { orderId } = order
  return [
    { id: 'timeline', title: 'Show timeline', keys: 'Enter', run: () => openTimeline(orderId) },
    {
      id: 'change',
      title: 'Change order…',
      keys: 'm',
      disabled: !isWorking(order),
      run: () => void changeOrder(order),
    },
    {
      id: 'cancel',
      title: 'Cancel order…',
      keys: 'Delete',
      disabled: !isWorking(order),
      run: () => askToCancel(order),
    },
    { id: 'journal', title: 'Show in journal', run: () => showInJournal(orderId) },
  ]
}

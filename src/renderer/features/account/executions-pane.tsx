import { useCallback, useMemo } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { ConsoleOrder } from '../../../shared/domain/console-orders.ts'
import { groupDigits } from '../../../shared/domain/format-number.ts'
import { formatSize, formatTrade } from '../../../shared/domain/order-size.ts'
import { formatSide } from '../../../shared/domain/orders.ts'
import type { Trade } from '../../../shared/domain/trade.ts'
import { useOrdersStore } from '../../stores/orders-store.ts'
import { Button } from '../../ui/button.tsx'
import { inCapitals, numberColumn, textColumn, timeColumn } from '../../ui/grid/column-kinds.tsx'
import { type GridColumn, numberIn } from '../../ui/grid/grid-column.ts'
import type { RowSpan } from '../../ui/grid/grid-props.ts'
import type { ContextMenuItem } from '../../ui/menu/context-menu.tsx'
import { openTimeline, useExecutionsFilter } from '../orders/index.ts'
import { AccountGrid } from './account-grid.tsx'
import {
  arrangeExecutions,
  comboOrderIds,
  type ExecutionRow,
  headerText,
  isTrade,
  useCollapsedCombos,
} from './combo-executions.ts'
import { type AccountRows, useAccountFeed } from './use-account-feed.ts'

const COLUMNS: readonly GridColumn<Trade>[] = [
  timeColumn('time', 'Time', 96, 'time'),
  textColumn('symbol', 'Symbol', 84, 'contractName', {
    // The end of the name distinguishes options.
    fit: true,
    // Four more digits for the indentation below a combo.
    measured: ({ contractName = '' }) => `${inCapitals(contractName)}0000`,
    grow: 1,
    sticky: true,
    cell: ({ contractName }) => <strong>{contractName}</strong>,
    tooltip: ({ contractName, contractDetails, description }) =>
      [contractName, contractDetails, description].filter(Boolean).join(' '),
  }),
  textColumn('side', 'Side', 64, 'side', {
    cell: ({ side }) => (
      <span className="side" data-side={side === 'BUY' ? 'buy' : side === 'SELL' ? 'sell' : undefined}>
        {side}
      </span>
    ),
  }),
  numberColumn('quantity', 'Quantity', 'quantity', { width: 84 }),
  numberColumn('price', 'Price', 'price', { width: 96 }),
  numberColumn('commission', 'Commission', 'commission', {
    width: 96,
    muted: true,
    // IBKR reports each execution twice, first without the commission.
    text: ({ commission }) => (commission === undefined ? 'pending' : groupDigits(commission)),
  }),
  textColumn('exchange', 'Exchange', 88, 'exchange', { muted: true }),
  textColumn('order', 'Order ID', 104, 'orderId', {
    align: 'end',
    muted: true,
    sort: ({ orderId }) => numberIn(orderId),
  }),
  textColumn('account', 'Account', 108, 'account', { muted: true }),
]

const keyOf = ({ executionId }: Trade): string => executionId
const rowKeyOf = (row: ExecutionRow): string => (isTrade(row) ? keyOf(row) : `combo ${row.comboOrderId}`)
const orderIdOf = (row: ExecutionRow): string | undefined => (isTrade(row) ? row.orderId : row.comboOrderId)
const open = (row: ExecutionRow): void => {
  const orderId = orderIdOf(row)
  if (orderId !== undefined) openTimeline(orderId)
}

const spanOf = (row: ExecutionRow): RowSpan | undefined =>
  isTrade(row) ? undefined : { text: headerText(row), selectable: true }

const menu = (rows: readonly ExecutionRow[]): readonly ContextMenuItem[] => {
  const [row] = rows
  if (row === undefined || orderIdOf(row) === undefined || rows.length > 1) return []
  return [
    { id: 'timeline', title: 'Show order timeline', keys: 'Enter', run: () => open(row) },
    {
      id: 'export',
      title: 'Export all as CSV…',
      run: () => void import('./export-lists.ts').then(({ exportExecutions }) => exportExecutions()),
    },
  ]
}

const titleOf = (order: ConsoleOrder | undefined): string | undefined =>
  order && `${formatSide(order)} ${formatTrade(formatSize(order), order.contractName)}`

/** Returns the title of each combo among the executions, by order id. */
function useComboTitles(data: AccountRows<Trade>): ReadonlyMap<string, string | undefined> {
  const ids = useMemo(() => comboOrderIds(data.rows?.values() ?? []), [data.rows])
  const titles = useOrdersStore(useShallow(({ orders }) => ids.map((id) => titleOf(orders.get(id)))))
  return useMemo(() => new Map(ids.map((id, index) => [id, titles[index]])), [ids, titles])
}

/** Returns the executions of one order, or all executions. */
export function executionsOf(data: AccountRows<Trade>, orderId: string | undefined): AccountRows<Trade> {
  if (orderId === undefined || data.rows === undefined) return data
  return { ...data, rows: new Map([...data.rows].filter(([, trade]) => trade.orderId === orderId)) }
}

const showAll = (): void => useExecutionsFilter.setState({ orderId: undefined })

/** Executions of the current day in New York, including those of other programs, of all orders or of one. */
export function ExecutionsPane() {
  const all = useAccountFeed('executions.feed', 'Executions', keyOf)
  const orderId = useExecutionsFilter((data) => data.orderId)
  const data = useMemo(() => executionsOf(all, orderId), [all, orderId])
  const titles = useComboTitles(data)
  const collapsed = useCollapsedCombos()
  const arrange = useCallback(
    (sorted: readonly ExecutionRow[]) => arrangeExecutions(sorted, titles, collapsed),
    [titles, collapsed],
  )
  const ofOrder = orderId === undefined ? '' : ` of order ${orderId}`
  return (
    <AccountGrid<ExecutionRow>
      id="executions"
      label="Executions today (New York)"
      noun={[`execution${ofOrder}`, `executions${ofOrder}`]}
      data={data}
      // The columns apply only to executions, because the row of a combo is a single span.
      columns={COLUMNS as readonly GridColumn<unknown>[] as readonly GridColumn<ExecutionRow>[]}
      keyOf={rowKeyOf}
      arrange={arrange}
      spanOf={spanOf}
      onOpen={open}
      menu={menu}
      action={
        orderId !== undefined && (
          <Button look="quiet" onClick={showAll}>
            Show all
          </Button>
        )
      }
      empty="Executions since midnight (New York time) appear here, including those from other programs. Press Enter on a row to open the timeline of its order."
    />
  )
}

import type { Trade } from '../../../shared/domain/trade.ts'
import { hostLink } from '../../platform/host-link.ts'
import { formatNumber, groupDigits } from '../../ui/format-number.ts'
import { formatDateTime, formatRecent } from '../../ui/format-time.ts'
import { type GridColumn, numberIn } from '../../ui/grid/grid-column.ts'
import type { ContextMenuItem } from '../../ui/menu/context-menu.tsx'
import { openTimeline } from '../orders/index.ts'
import { AccountGrid } from './account-grid.tsx'
import { type OpenList, useAccountFeed } from './use-account-feed.ts'

const COLUMNS: readonly GridColumn<Trade>[] = [
  {
    id: 'time',
    title: 'Time',
    width: 96,
    muted: true,
    firstSort: 'descending',
    sort: ({ time }) => time,
    text: ({ time }) => (time === undefined ? '' : formatRecent(time, Date.now())),
    tooltip: ({ time }) => (time === undefined ? undefined : formatDateTime(time)),
  },
  {
    id: 'symbol',
    title: 'Symbol',
    width: 84,
    grow: 1,
    sticky: true,
    text: ({ symbol }) => symbol,
    cell: ({ symbol }) => <strong>{symbol}</strong>,
    tooltip: ({ symbol, description }) => [symbol, description].filter(Boolean).join(' '),
  },
  {
    id: 'side',
    title: 'Side',
    width: 64,
    text: ({ side }) => side,
    cell: ({ side }) => (
      <span className="side" data-side={side === 'BUY' ? 'buy' : side === 'SELL' ? 'sell' : undefined}>
        {side}
      </span>
    ),
  },
  {
    id: 'quantity',
    title: 'Quantity',
    width: 84,
    fit: true,
    align: 'end',
    sort: ({ quantity }) => quantity,
    text: ({ quantity }) => (quantity === undefined ? '' : formatNumber(quantity)),
  },
  {
    id: 'price',
    title: 'Price',
    width: 96,
    fit: true,
    align: 'end',
    sort: ({ price }) => numberIn(price),
    text: ({ price = '' }) => groupDigits(price),
  },
  {
    id: 'commission',
    title: 'Commission',
    width: 96,
    fit: true,
    align: 'end',
    muted: true,
    sort: ({ commission }) => numberIn(commission),
    // IBKR reports each execution twice, the second time with its commission.
    text: ({ commission }) => (commission === undefined ? 'pending' : groupDigits(commission)),
  },
  { id: 'exchange', title: 'Exchange', width: 88, muted: true, text: ({ exchange }) => exchange },
  {
    id: 'order',
    title: 'Order id',
    width: 96,
    align: 'end',
    muted: true,
    sort: ({ orderId }) => numberIn(orderId),
    text: ({ orderId }) => orderId,
  },
  { id: 'account', title: 'Account', width: 96, muted: true, text: ({ account }) => account },
]

const follow: OpenList<Trade> = (watch) => hostLink().open('executions.feed', {}, watch)
const keyOf = ({ executionId }: Trade): string => executionId
const open = ({ orderId }: Trade): void => {
  if (orderId !== undefined) openTimeline(orderId)
}

const menu = (rows: readonly Trade[]): readonly ContextMenuItem[] => {
  const [trade] = rows
  if (trade?.orderId === undefined || rows.length > 1) return []
  return [{ id: 'timeline', title: 'Show order timeline', keys: 'Enter', run: () => open(trade) }]
}

/** Executions of the calendar day in New York, from any program. */
export function ExecutionsPane() {
  const data = useAccountFeed(follow, keyOf)
  return (
    <AccountGrid
      id="executions"
      label="Executions today (New York)"
      noun={['execution', 'executions']}
      data={data}
      columns={COLUMNS}
      keyOf={keyOf}
      firstSort={{ key: 'time', direction: 'descending' }}
      onOpen={open}
      menu={menu}
      empty="Executions since midnight in New York appear here, from any program. Enter on a row opens the timeline of its order."
    />
  )
}

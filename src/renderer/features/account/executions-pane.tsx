import type { Trade } from '../../../shared/domain/trade.ts'
import { hostLink } from '../../platform/host-link.ts'
import { formatNumber, groupDigits } from '../../ui/format-number.ts'
import { formatDateTime, formatRecent } from '../../ui/format-time.ts'
import { openTimeline } from '../orders/orders-actions.ts'
import { type AccountColumn, AccountGrid } from './account-grid.tsx'
import { type OpenList, useAccountFeed } from './use-account-feed.ts'

const number = (text: string | undefined): number | undefined => {
  const value = Number.parseFloat(text?.replaceAll(',', '') ?? '')
  return Number.isNaN(value) ? undefined : value
}

const COLUMNS: readonly AccountColumn<Trade>[] = [
  {
    key: 'time',
    title: 'Time',
    track: '96px',
    muted: true,
    value: ({ time }) => time,
    cell: ({ time }) => (time === undefined ? '' : formatRecent(time, Date.now())),
    hint: ({ time }) => (time === undefined ? undefined : formatDateTime(time)),
  },
  {
    key: 'symbol',
    title: 'Symbol',
    track: 'minmax(84px, 1fr)',
    value: ({ symbol }) => symbol,
    cell: ({ symbol }) => <strong>{symbol}</strong>,
    hint: ({ symbol, description }) => [symbol, description].filter(Boolean).join(' '),
  },
  {
    key: 'side',
    title: 'Side',
    track: '64px',
    value: ({ side }) => side,
    cell: ({ side }) => (
      <span className="side" data-side={side === 'BUY' ? 'buy' : side === 'SELL' ? 'sell' : undefined}>
        {side}
      </span>
    ),
  },
  {
    key: 'quantity',
    title: 'Quantity',
    track: '84px',
    numeric: true,
    value: ({ quantity }) => quantity,
    cell: ({ quantity }) => (quantity === undefined ? '' : formatNumber(quantity)),
  },
  {
    key: 'price',
    title: 'Price',
    track: '96px',
    numeric: true,
    value: ({ price }) => number(price),
    cell: ({ price = '' }) => groupDigits(price),
  },
  {
    key: 'commission',
    title: 'Commission',
    track: '96px',
    numeric: true,
    muted: true,
    value: ({ commission }) => number(commission),
    // IBKR tells each execution twice, the second time with it.
    cell: ({ commission }) => (commission === undefined ? 'not yet' : groupDigits(commission)),
  },
  {
    key: 'exchange',
    title: 'Exchange',
    track: '88px',
    muted: true,
    value: ({ exchange }) => exchange,
    cell: ({ exchange }) => exchange,
  },
  {
    key: 'order',
    title: 'Order id',
    track: '96px',
    numeric: true,
    muted: true,
    value: ({ orderId }) => number(orderId),
    cell: ({ orderId }) => orderId,
  },
  {
    key: 'account',
    title: 'Account',
    track: '96px',
    muted: true,
    value: ({ account }) => account,
    cell: ({ account }) => account,
  },
]

const follow: OpenList<Trade> = (watch) => hostLink().open('executions.feed', {}, watch)
const keyOf = ({ executionId }: Trade): string => executionId
const open = ({ orderId }: Trade): void => {
  if (orderId !== undefined) openTimeline(orderId)
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
      empty="Executions since midnight in New York appear here, from any program. Enter on a row opens the timeline of its order."
    />
  )
}

import type { Position } from '../../../shared/domain/position.ts'
import { hostLink } from '../../platform/host-link.ts'
import { formatAmount, formatNumber, formatPrice } from '../../ui/format-number.ts'
import type { GridColumn } from '../../ui/grid/grid-column.ts'
import { AccountGrid } from './account-grid.tsx'
import { gainColumn } from './gain.tsx'
import { type OpenList, useAccountFeed } from './use-account-feed.ts'

const figure = (
  id: 'averagePrice' | 'marketPrice' | 'marketValue',
  title: string,
  width: number,
): GridColumn<Position> => ({
  id,
  title,
  width,
  fit: true,
  align: 'end',
  sort: (row) => row[id],
  text: ({ [id]: value }) =>
    value === undefined ? '' : id === 'marketValue' ? formatAmount(value) : formatPrice(value),
  tooltip: ({ [id]: value }) => (value === undefined ? undefined : formatNumber(value)),
})

const COLUMNS: readonly GridColumn<Position>[] = [
  {
    id: 'symbol',
    title: 'Symbol',
    width: 96,
    grow: 1,
    sticky: true,
    sort: ({ symbol }) => symbol,
    text: ({ symbol, conid }) => (symbol === '' ? String(conid) : symbol),
    cell: ({ symbol, conid }) => <strong>{symbol === '' ? conid : symbol}</strong>,
    tooltip: ({ symbol, conid }) => `${symbol}, conid ${conid}`,
  },
  {
    id: 'quantity',
    title: 'Quantity',
    width: 84,
    fit: true,
    align: 'end',
    sort: ({ quantity }) => quantity,
    text: ({ quantity }) => (quantity === 0 ? 'closed' : formatNumber(quantity)),
  },
  figure('averagePrice', 'Avg price', 96),
  figure('marketPrice', 'Price', 96),
  figure('marketValue', 'Value', 112),
  gainColumn('unrealized', 'Unrealized', (row) => row.unrealized),
  gainColumn('realized', 'Realized', (row) => row.realized),
  { id: 'currency', title: 'Currency', width: 84, muted: true, text: ({ currency }) => currency },
  { id: 'account', title: 'Account', width: 96, muted: true, text: ({ account }) => account },
]

const follow: OpenList<Position> = (watch) => hostLink().open('positions.feed', {}, watch)
const keyOf = ({ account, conid }: Position): string => `${account} ${conid}`

/** What the accounts hold, each in the currency of its contract. */
export function PositionsPane() {
  const data = useAccountFeed(follow, keyOf)
  return (
    <AccountGrid
      id="positions"
      label="Positions"
      noun={['position', 'positions']}
      data={data}
      columns={COLUMNS}
      keyOf={keyOf}
      firstSort={{ key: 'symbol', direction: 'ascending' }}
      empty="The account holds nothing. Positions appear here some seconds after an execution."
    />
  )
}

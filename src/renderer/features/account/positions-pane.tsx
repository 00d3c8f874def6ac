import type { Position } from '../../../shared/domain/position.ts'
import { hostLink } from '../../platform/host-link.ts'
import { formatAmount, formatNumber, formatPrice } from '../../ui/format-number.ts'
import { type AccountColumn, AccountGrid } from './account-grid.tsx'
import { Gain } from './amount.tsx'
import { type OpenList, useAccountFeed } from './use-account-feed.ts'

const figure = (
  key: 'averagePrice' | 'marketPrice' | 'marketValue',
  title: string,
  track: string,
): AccountColumn<Position> => ({
  key,
  title,
  track,
  numeric: true,
  value: (row) => row[key],
  cell: (row) => {
    const value = row[key]
    if (value === undefined) return ''
    return key === 'marketValue' ? formatAmount(value) : formatPrice(value)
  },
  hint: (row) => (row[key] === undefined ? undefined : formatNumber(row[key])),
})

const gain = (key: 'unrealized' | 'realized', title: string): AccountColumn<Position> => ({
  key,
  title,
  track: '104px',
  numeric: true,
  value: (row) => row[key],
  cell: (row) => <Gain value={row[key]} />,
})

const COLUMNS: readonly AccountColumn<Position>[] = [
  {
    key: 'symbol',
    title: 'Symbol',
    track: 'minmax(96px, 1fr)',
    value: ({ symbol }) => symbol,
    cell: ({ symbol, conid }) => <strong>{symbol === '' ? conid : symbol}</strong>,
    hint: ({ symbol, conid }) => `${symbol}, conid ${conid}`,
  },
  {
    key: 'quantity',
    title: 'Quantity',
    track: '84px',
    numeric: true,
    value: ({ quantity }) => quantity,
    cell: ({ quantity }) => (quantity === 0 ? 'closed' : formatNumber(quantity)),
  },
  figure('averagePrice', 'Avg price', '96px'),
  figure('marketPrice', 'Price', '96px'),
  figure('marketValue', 'Value', '112px'),
  gain('unrealized', 'Unrealized'),
  gain('realized', 'Realized'),
  {
    key: 'currency',
    title: 'Currency',
    track: '72px',
    muted: true,
    value: ({ currency }) => currency,
    cell: ({ currency }) => currency,
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

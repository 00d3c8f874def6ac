import { useEffect } from 'react'
import type { ProfitRow } from '../../../shared/domain/profit.ts'
import { hostLink } from '../../platform/host-link.ts'
import { formatAmount } from '../../ui/format-number.ts'
import { formatSpan } from '../../ui/format-time.ts'
import { Sparkline } from '../../ui/sparkline.tsx'
import { type AccountColumn, AccountGrid } from './account-grid.tsx'
import { Gain } from './amount.tsx'
import { useEquityStore } from './equity-store.ts'
import { noteEquity } from './note-equity.ts'
import { type OpenList, useAccountFeed } from './use-account-feed.ts'

const gain = (key: 'daily' | 'unrealized', title: string): AccountColumn<ProfitRow> => ({
  key,
  title,
  track: '120px',
  numeric: true,
  value: (row) => row[key],
  cell: (row) => <Gain value={row[key]} />,
})

const figure = (
  key: 'netLiquidation' | 'marketValue' | 'excessLiquidity',
  title: string,
): AccountColumn<ProfitRow> => ({
  key,
  title,
  track: '132px',
  numeric: true,
  value: (row) => row[key],
  cell: (row) => {
    const value = row[key]
    return value === undefined ? '' : formatAmount(value)
  },
})

const COLUMNS: readonly AccountColumn<ProfitRow>[] = [
  {
    key: 'account',
    title: 'Account',
    track: 'minmax(112px, 1fr)',
    value: ({ account }) => account,
    cell: ({ account }) => <strong>{account}</strong>,
  },
  {
    key: 'model',
    title: 'Model',
    track: '88px',
    muted: true,
    value: ({ model }) => model,
    cell: ({ model }) => model,
  },
  gain('daily', 'Today'),
  gain('unrealized', 'Unrealized'),
  figure('netLiquidation', 'Net liquidation'),
  figure('marketValue', 'Market value'),
  figure('excessLiquidity', 'Excess liquidity'),
]

const follow: OpenList<ProfitRow> = (watch) => hostLink().open('profit.feed', {}, watch)
const keyOf = ({ account, model }: ProfitRow): string => `${account}.${model}`

/** Profit and loss of each account, in its base currency, and how its worth went since it is looked at. */
export function ProfitPane() {
  const data = useAccountFeed(follow, keyOf)
  const at = data.status.lastUpdate?.at
  useEffect(() => {
    if (data.rows && at !== undefined) noteEquity([...data.rows.values()], at)
  }, [data.rows, at])
  return (
    <AccountGrid
      id="profit"
      label="Profit and loss"
      noun={['account', 'accounts']}
      data={data}
      columns={COLUMNS}
      keyOf={keyOf}
      firstSort={{ key: 'account', direction: 'ascending' }}
      empty="IBKR has told no profit and loss for this session yet."
    >
      <Equity />
    </AccountGrid>
  )
}

function Equity() {
  const curves = useEquityStore((data) => data.curves)
  return [...curves].map(([account, points]) => {
    const [first, last] = [points[0], points.at(-1)]
    if (!first || !last || points.length < 2) return null
    const words = `${formatAmount(last.value - first.value)} in ${formatSpan(last.at - first.at)}`
    return (
      <span key={account} className="equity" title={`Net liquidation of ${account} since it is looked at here`}>
        {curves.size > 1 && account}
        <Sparkline
          values={points.map(({ value }) => value)}
          from="lowest"
          label={`Net liquidation of ${account}: from ${formatAmount(first.value)} to ${formatAmount(last.value)}, ${words}`}
        />
        <span>{last.value >= first.value ? `+${words}` : words}</span>
      </span>
    )
  })
}

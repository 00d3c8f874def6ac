import { useEffect } from 'react'
import type { ProfitRow } from '../../../shared/domain/profit.ts'
import { hostLink } from '../../platform/host-link.ts'
import { formatAmount } from '../../ui/format-number.ts'
import { formatSpan } from '../../ui/format-time.ts'
import type { GridColumn } from '../../ui/grid/grid-column.ts'
import { Sparkline } from '../../ui/sparkline.tsx'
import { AccountGrid } from './account-grid.tsx'
import { recordEquity, useEquityStore } from './equity-store.ts'
import { gainColumn } from './gain.tsx'
import { type OpenList, useAccountFeed } from './use-account-feed.ts'

const figure = (id: 'netLiquidation' | 'marketValue' | 'excessLiquidity', title: string): GridColumn<ProfitRow> => ({
  id,
  title,
  width: 132,
  fit: true,
  align: 'end',
  sort: (row) => row[id],
  text: ({ [id]: value }) => (value === undefined ? '' : formatAmount(value)),
})

const COLUMNS: readonly GridColumn<ProfitRow>[] = [
  {
    id: 'account',
    title: 'Account',
    width: 112,
    grow: 1,
    sticky: true,
    text: ({ account }) => account,
    cell: ({ account }) => <strong>{account}</strong>,
  },
  { id: 'model', title: 'Model', width: 88, muted: true, text: ({ model }) => model },
  gainColumn('daily', 'Today', (row) => row.daily),
  gainColumn('unrealized', 'Unrealized', (row) => row.unrealized),
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
    if (data.rows && at !== undefined) recordEquity([...data.rows.values()], at)
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
      empty="IBKR has sent no P&L for this session yet."
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
    const change = `${formatAmount(last.value - first.value)} in ${formatSpan(last.at - first.at)}`
    return (
      <span key={account} className="row" title={`Net liquidation of ${account} since this window first showed it`}>
        {curves.size > 1 && account}
        <Sparkline
          values={points.map(({ value }) => value)}
          from="lowest"
          label={`Net liquidation of ${account}: from ${formatAmount(first.value)} to ${formatAmount(last.value)}, ${change}`}
        />
        <span>{last.value >= first.value ? `+${change}` : change}</span>
      </span>
    )
  })
}

import { useEffect } from 'react'
import type { ProfitRow } from '../../../shared/domain/profit.ts'
import { formatAmount } from '../../ui/format-number.ts'
import { formatSpan } from '../../ui/format-time.ts'
import { numberColumn, textColumn } from '../../ui/grid/column-kinds.tsx'
import type { GridColumn } from '../../ui/grid/grid-column.ts'
import { Sparkline } from '../../ui/sparkline.tsx'
import { AccountGrid } from './account-grid.tsx'
import { recordEquity, useEquityStore } from './equity-store.ts'
import { gainColumn } from './gain.tsx'
import { useAccountFeed } from './use-account-feed.ts'

const AMOUNT = { width: 132, format: formatAmount }

const COLUMNS: readonly GridColumn<ProfitRow>[] = [
  textColumn('account', 'Account', 112, ({ account }) => account, {
    grow: 1,
    sticky: true,
    cell: ({ account }) => <strong>{account}</strong>,
  }),
  textColumn('model', 'Model', 88, ({ model }) => model, { muted: true }),
  gainColumn('daily', 'Today', (row) => row.daily),
  gainColumn('unrealized', 'Unrealized', (row) => row.unrealized),
  numberColumn('netLiquidation', 'Net liquidation', (row) => row.netLiquidation, AMOUNT),
  numberColumn('marketValue', 'Market value', (row) => row.marketValue, AMOUNT),
  numberColumn('excessLiquidity', 'Excess liquidity', (row) => row.excessLiquidity, AMOUNT),
]

const keyOf = ({ account, model }: ProfitRow): string => `${account}.${model}`

/** Profit and loss of each account in its base currency, with a curve of its net liquidation value. */
export function ProfitPane() {
  const data = useAccountFeed('profit.feed', 'Profit and loss', keyOf)
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
      <span key={account} className="row" title={`Net liquidation of ${account} since the first update`}>
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

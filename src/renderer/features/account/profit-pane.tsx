import { useMemo } from 'react'
import type { ProfitRow } from '../../../shared/domain/profit.ts'
import { formatAmount } from '../../ui/format-number.ts'
import { numberColumn, textColumn } from '../../ui/grid/column-kinds.tsx'
import type { GridColumn } from '../../ui/grid/grid-column.ts'
import { AccountGrid } from './account-grid.tsx'
import { EquityChart } from './equity-chart.tsx'
import { gainColumn } from './gain.tsx'
import { useAccountFeed } from './use-account-feed.ts'
import './account.css'

const AMOUNT = { width: 132, format: formatAmount }

const COLUMNS: readonly GridColumn<ProfitRow>[] = [
  textColumn('account', 'Account', 112, 'account', {
    grow: 1,
    sticky: true,
    cell: ({ account }) => <strong>{account}</strong>,
  }),
  textColumn('model', 'Model', 88, 'model', { muted: true }),
  gainColumn('daily', 'Today', (row) => row.daily),
  gainColumn('unrealized', 'Unrealized', (row) => row.unrealized),
  numberColumn('netLiquidation', 'Net liquidation', 'netLiquidation', AMOUNT),
  numberColumn('marketValue', 'Market value', 'marketValue', AMOUNT),
  numberColumn('excessLiquidity', 'Excess liquidity', 'excessLiquidity', AMOUNT),
]

const keyOf = ({ account, model }: ProfitRow): string => `${account}.${model}`

/** Profit and loss of each account in its base currency, with a chart of the day. */
export function ProfitPane() {
  const data = useAccountFeed('profit.feed', 'Profit and loss', keyOf)
  const rows = useMemo(() => [...(data.rows?.values() ?? [])], [data.rows])
  return (
    <AccountGrid
      id="profit"
      label="Profit and loss"
      noun={['account', 'accounts']}
      data={data}
      columns={COLUMNS}
      keyOf={keyOf}
      empty="IBKR has sent no P&L for this session yet."
      beside={({ account }) => (
        <EquityChart key={account} account={account} rows={rows} at={data.status.lastUpdate?.at} />
      )}
    />
  )
}

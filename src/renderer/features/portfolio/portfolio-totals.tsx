import type { AccountTotals } from '../../../shared/domain/account-totals.ts'
import { formatMoney } from '../../../shared/domain/format-money.ts'
import { formatAmount } from '../../ui/format-number.ts'
import { Gain } from '../account/index.ts'
import type { ProfitSum } from './profit-sum.ts'

interface PortfolioTotalsProps {
  /** Undefined until they are read. */
  readonly totals: AccountTotals | undefined
  /** Profit and loss of the account, summed over its models. */
  readonly profit: ProfitSum
  /** Whether no update arrives at the moment. */
  readonly stale: boolean
}

/** Totals of an account in its base currency, and its cash by currency. */
export function PortfolioTotals({ totals, profit, stale }: PortfolioTotalsProps) {
  const { buyingPower, initialMargin, maintenanceMargin, cash = [] } = totals ?? {}
  const amounts = [
    // Profit and loss arrives about once a second, the totals once a minute.
    ['Net liquidation', profit.netLiquidation ?? totals?.netLiquidation],
    ['Buying power', buyingPower],
    ['Initial margin', initialMargin],
    ['Maintenance margin', maintenanceMargin],
    ['Excess liquidity', profit.excessLiquidity ?? totals?.excessLiquidity],
  ] as const
  return (
    <dl className="portfolio-totals" data-stale={stale || undefined}>
      <Total label="Day P&L">
        <Gain value={profit.daily} />
      </Total>
      <Total label="Open P&L">
        <Gain value={profit.unrealized} />
      </Total>
      {amounts.map(([label, amount]) => (
        <Total key={label} label={label}>
          {amount === undefined ? undefined : formatAmount(amount)}
        </Total>
      ))}
      <Total label="Cash">{cash.map((each) => formatMoney(each.cash, each.currency)).join(' · ') || undefined}</Total>
    </dl>
  )
}

function Total({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt className="hint tiny">{label}</dt>
      <dd>{children ?? '–'}</dd>
    </div>
  )
}

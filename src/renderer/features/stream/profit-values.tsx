import { memo } from 'react'
import type { ProfitRow } from '../../../shared/domain/profit.ts'
import { formatAmount } from '../../ui/format-number.ts'
import { Gain } from '../account/amount.tsx'

/** Profit and loss of each account, in its base currency. */
export const ProfitValues = memo(function ProfitValues({ rows }: { readonly rows: readonly ProfitRow[] }) {
  if (rows.length === 0) return <p className="stream-hint">No profit and loss yet.</p>
  return rows.map(({ account, model, daily, unrealized, netLiquidation }) => (
    <section key={`${account}.${model}`} aria-label={`Profit and loss of ${account}`}>
      <p className="stream-account">{model === 'Core' ? account : `${account} · ${model}`}</p>
      <dl className="quote-values figure-values">
        <div>
          <dt>Today</dt>
          <dd>
            <Gain value={daily} />
          </dd>
        </div>
        <div>
          <dt>Unrealized</dt>
          <dd>
            <Gain value={unrealized} />
          </dd>
        </div>
        {netLiquidation !== undefined && (
          <div>
            <dt>Net liquidation</dt>
            <dd>{formatAmount(netLiquidation)}</dd>
          </div>
        )}
      </dl>
    </section>
  ))
})

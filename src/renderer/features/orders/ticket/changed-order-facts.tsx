import { formatNumber } from '../../../ui/format-number.ts'
import { type ChangedOrder, useTicketStore } from './ticket-store.ts'

/** What a change of an order cannot change. */
export function ChangedOrderFacts({ changing }: { readonly changing: ChangedOrder }) {
  const contract = useTicketStore((data) => data.form.contract)
  const { side, accountId, quantity, allOrNone } = changing.before
  return (
    <div>
      <p className="order-summary-line">
        <span className="side" data-side={side === 'BUY' ? 'buy' : 'sell'}>
          {side}
        </span>{' '}
        {contract?.symbol}
      </p>
      <dl className="pane-facts">
        <div>
          <dt>Order id</dt>
          <dd>{changing.orderId}</dd>
        </div>
        <div>
          <dt>Account</dt>
          <dd>{accountId}</dd>
        </div>
        <div>
          <dt>Filled</dt>
          <dd>
            {formatNumber(changing.filled)} of {formatNumber(quantity)}
          </dd>
        </div>
        {allOrNone && (
          <div>
            <dt>All or none</dt>
            <dd>yes, unchanged</dd>
          </div>
        )}
      </dl>
    </div>
  )
}

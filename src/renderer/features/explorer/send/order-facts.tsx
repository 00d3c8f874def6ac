import type { Fact, OrderReading } from './read-order.ts'
import { useContractName } from './use-contract-name.ts'

/** One of several orders: all of its fields in as few lines as they need, so that the orders are seen together. */
export function OrderLeg({ order }: { readonly order: OrderReading }) {
  const { side, sideWords, quantity, conid, contract, more } = order
  const name = useContractName(conid)
  return (
    <li className="order-leg">
      <p className="order-leg-line">
        <strong>
          <span className="side" data-side={side === undefined ? undefined : side === 'BUY' ? 'buy' : 'sell'}>
            {sideWords}
          </span>{' '}
          {quantity} {name ?? (conid === undefined ? contract : `contract ${conid}`)}
        </strong>
        <span>{order.price}</span>
        <span className="order-leg-type">
          {order.type}, {order.timeInForce}
        </span>
      </p>
      {conid !== undefined && name === null && <p className="dialog-note">Unknown contract: check its conid.</p>}
      <p className="order-leg-more">
        {[...(name ? [['conid', contract] as const] : []), ...more].map(([term, value]) => (
          <span key={term}>
            {term} {value}
          </span>
        ))}
      </p>
    </li>
  )
}

/** One order of a body: in one line, and all of its fields. */
export function OrderFacts({ order, account }: { readonly order: OrderReading; readonly account: string }) {
  const { side, sideWords, quantity, conid, contract } = order
  const name = useContractName(conid)
  const facts: readonly Fact[] = [
    ['Account', account],
    ['Contract', conid !== undefined && name === undefined ? `${contract}, asking for its name…` : contract],
    ['Price', order.price],
    ['Type', `${order.type}, ${order.timeInForce}`],
    ...order.more,
  ]
  return (
    <>
      <p className="order-summary-line">
        <span className="side" data-side={side === undefined ? undefined : side === 'BUY' ? 'buy' : 'sell'}>
          {sideWords}
        </span>{' '}
        {quantity} {name ?? (conid === undefined ? contract : `contract ${conid}`)}
      </p>
      {conid !== undefined && name === null && <p className="dialog-note">Unknown contract: check its conid.</p>}
      <dl className="pane-facts">
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

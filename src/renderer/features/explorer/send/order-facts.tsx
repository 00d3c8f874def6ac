import type { Fact, OrderReading } from './read-order.ts'
import { useContractName } from './use-contract-name.ts'

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
      {conid !== undefined && name === null && (
        <p className="dialog-note">Its name is not known here: make sure that the number is right.</p>
      )}
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

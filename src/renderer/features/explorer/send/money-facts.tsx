import { isWorking } from '../../../../shared/domain/orders.ts'
import { useOrdersStore } from '../../../stores/orders-store.ts'
import { groupDigits } from '../../../ui/format-number.ts'
import { priceOf } from '../../orders/order-price.ts'
import { OrderFacts } from './order-facts.tsx'
import type { MoneyRequest } from './read-money-request.ts'
import type { OrderReading } from './read-order.ts'

/** What a request that moves money is about, as far as it can be read. */
export function MoneyFacts({ money }: { readonly money: MoneyRequest }) {
  switch (money.kind) {
    case 'place':
      return <Orders orders={money.orders} account={money.account} />
    case 'change':
      return (
        <>
          <OrderFacts order={money.order} account={money.account} />
          <KnownOrder orderId={money.orderId} before="It is now: " />
        </>
      )
    case 'cancel':
      return money.orderId === undefined ? (
        <CancelAll account={money.account} />
      ) : (
        <>
          <KnownOrder orderId={money.orderId} before="" />
          <p className="dialog-note">
            Account {money.account}. What was filled stays filled; what remains is withdrawn.
          </p>
        </>
      )
    case 'answer':
      return <p className="dialog-note">With yes, the order that IBKR asked about goes on its way.</p>
    case 'other':
      return money.doubt === undefined ? (
        <p className="dialog-note">It can place or change orders, move money or positions, or cost a fee.</p>
      ) : (
        <p className="dialog-note">{money.doubt}</p>
      )
  }
}

/** Fields of orders that a dialog shows without a scroll bar of their own. */
const MOST_FIELDS = 12

/** Several have to be walked through: they scroll by themselves, so that title and buttons stay in sight. */
function Orders({ orders, account }: { readonly orders: readonly OrderReading[]; readonly account: string }) {
  const facts = orders.map((order, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the orders of a body that does not change any more
    <OrderFacts key={at} order={order} account={account} />
  ))
  const fields = orders.reduce((sum, { more }) => sum + 5 + more.length, 0)
  if (fields <= MOST_FIELDS) return facts
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls
    <section className="long-orders" tabIndex={0} aria-label="Orders">
      {facts}
    </section>
  )
}

/** An order by its id, as the blotter knows it. */
function KnownOrder({ orderId, before }: { readonly orderId: string; readonly before: string }) {
  const order = useOrdersStore((data) => data.orders.get(orderId))
  if (!order) return <p className="dialog-note">Order {orderId} is not in the blotter.</p>
  return (
    <p className="dialog-note">
      {before}
      {order.side} {groupDigits(String(order.remaining))} {order.symbol}, {priceOf(order)}, {order.timeInForce},{' '}
      {order.status}
    </p>
  )
}

function CancelAll({ account }: { readonly account: string }) {
  const orders = useOrdersStore((data) => data.orders)
  const working = [...orders.values()].filter((order) => order.account === account && isWorking(order)).length
  return (
    <p className="dialog-note">
      Every order of account {account} that works is cancelled: {working === 1 ? '1 order' : `${working} orders`} by the
      blotter. What was filled stays filled.
    </p>
  )
}

import type { Ref } from 'react'
import { isWorking } from '../../../../shared/domain/orders.ts'
import { useOrdersStore } from '../../../stores/orders-store.ts'
import { groupDigits } from '../../../ui/format-number.ts'
import { priceOf } from '../../confirmation/order-price.ts'
import { OrderFacts, OrderLeg } from './order-facts.tsx'
import type { MoneyRequest } from './read-money-request.ts'
import type { OrderReading } from './read-order.ts'

interface MoneyFactsProps {
  readonly money: MoneyRequest
  /** Of several orders: the element that scrolls. */
  readonly list?: Ref<HTMLElement>
}

/** What a request that moves money is about, as far as it can be read. */
export function MoneyFacts({ money, list }: MoneyFactsProps) {
  switch (money.kind) {
    case 'place':
      return <Orders orders={money.orders} account={money.account} list={list} />
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

/** Further fields of one order that are always visible together. */
const MOST_FIELDS = 8

interface OrdersProps {
  readonly orders: readonly OrderReading[]
  readonly account: string
  readonly list: Ref<HTMLElement> | undefined
}

/** They scroll by themselves where there is too little room, so that the title and the buttons stay visible. */
function Orders({ orders, account, list }: OrdersProps) {
  const [only, ...others] = orders
  const isShort = others.length === 0 && (only?.more.length ?? 0) < MOST_FIELDS
  return (
    <section ref={list} className="long-orders" tabIndex={isShort ? undefined : 0} aria-label="Orders">
      {only && others.length === 0 ? (
        <OrderFacts order={only} account={account} />
      ) : (
        <>
          <p className="order-legs-account">Account {account}</p>
          <ol className="order-legs">
            {orders.map((order, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the orders of a body that does not change any more
              <OrderLeg key={at} order={order} />
            ))}
          </ol>
        </>
      )}
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

import { type Ref, useEffect, useState } from 'react'
import { isWorking } from '../../../../../shared/domain/orders.ts'
import { hostLink } from '../../../../platform/host-link.ts'
import { useOrdersStore } from '../../../../stores/orders-store.ts'
import { groupDigits } from '../../../../ui/format-number.ts'
import { priceOf } from '../../../confirmation/index.ts'
import { rememberContracts, seenSymbol } from '../../../contracts/index.ts'
import type { Fact, MoneyRequest, OrderReading } from './read-trading-request.ts'

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
            Account {money.account}. The remaining quantity is cancelled; earlier fills are unaffected.
          </p>
        </>
      )
    case 'answer':
      return <p className="dialog-note">Answering yes submits the order that IBKR asked about.</p>
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
          <p className="secondary">Account {account}</p>
          <ol>
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
      Cancels every working order of account {account}: {working === 1 ? '1 order' : `${working} orders`} in the
      blotter. Earlier fills are unaffected.
    </p>
  )
}

/** One of several orders: all of its fields in as few lines as they need, so that the orders are seen together. */
export function OrderLeg({ order }: { readonly order: OrderReading }) {
  const { side, sideWords, quantity, conid, contract, more } = order
  const name = useContractName(conid)
  return (
    <li className="order-leg line-row">
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
      <p className="order-leg-more row wrap small tertiary wrap-anywhere">
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

/** A contract by its name: undefined while it is asked for, null where nobody knows it. */
export function useContractName(conid: string | undefined): string | null | undefined {
  const [found, setFound] = useState<{ readonly conid: string; readonly name: string | null }>()
  const seen = conid === undefined ? null : seenSymbol(conid)
  const number = Number(conid)
  const asks = seen === undefined && Number.isSafeInteger(number)
  useEffect(() => {
    if (!asks || conid === undefined) return
    const controller = new AbortController()
    hostLink()
      .call('contracts.name', { conid: number }, controller.signal)
      .then(
        (match) => {
          if (match) rememberContracts([[conid, match.symbol]])
          setFound({ conid, name: match?.symbol ?? null })
        },
        () => !controller.signal.aborted && setFound({ conid, name: null }),
      )
    return () => controller.abort()
  }, [asks, conid, number])
  if (seen !== undefined) return seen
  if (!asks) return null
  return found?.conid === conid ? found?.name : undefined
}

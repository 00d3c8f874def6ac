import { type Ref, useEffect, useState } from 'react'
import type { GuardRailCheck } from '../../../../../shared/contract/guard-rail-views.ts'
import type { RequestDraft } from '../../../../../shared/contract/schemas.ts'
import { contractKindOf } from '../../../../../shared/domain/contract-kind.ts'
import { formatMoney } from '../../../../../shared/domain/format-money.ts'
import { formatNumber } from '../../../../../shared/domain/format-number.ts'
import { formatRemaining, formatTrade, pairCurrency } from '../../../../../shared/domain/order-size.ts'
import { formatSide, isWorking } from '../../../../../shared/domain/orders.ts'
import { hostLink } from '../../../../platform/host-link.ts'
import { useOrdersStore } from '../../../../stores/orders-store.ts'
import { profileIdInUse } from '../../../../stores/session-store.ts'
import { Facts } from '../../../../ui/facts.tsx'
import { orderTermsOf } from '../../../confirmation/index.ts'
import { rememberContracts, seenSymbol } from '../../../contracts/index.ts'
import type { Fact, OrderSummary, TradingRequest } from './read-trading-request.ts'

interface TradingFactsProps {
  readonly trading: TradingRequest
  /** Currency and multiplier of the contract of the first order, once the host has stated them. */
  readonly terms?: ValueTerms
  /** Element that scrolls if there are many orders. */
  readonly list?: Ref<HTMLElement>
}

/** Description of a trading request. */
export function TradingFacts({ trading, terms, list }: TradingFactsProps) {
  switch (trading.kind) {
    case 'place':
      return <Orders orders={trading.orders} account={trading.account} terms={terms} list={list} />
    case 'change':
      return (
        <>
          <SingleOrder order={trading.order} account={trading.account} terms={terms} />
          <KnownOrder orderId={trading.orderId} before="Current order: " />
        </>
      )
    case 'cancel':
      return trading.orderId === undefined ? (
        <CancelAll account={trading.account} />
      ) : (
        <>
          <KnownOrder orderId={trading.orderId} before="" />
          <p className="dialog-note">
            Account {trading.account}. The remaining quantity is cancelled; earlier fills are unaffected.
          </p>
        </>
      )
    case 'reply':
      return <p className="dialog-note">Answering yes submits the order that IBKR asked about.</p>
    case 'other':
      return (
        <p className="dialog-note">
          {trading.reason ?? 'This request can place or change orders, move money or positions, or incur a fee.'}
        </p>
      )
  }
}

type ValueTerms = GuardRailCheck['contract']

/**
 * Returns the approximate value of an order with its calculation; none if a part of it is unknown. That of a future is its
 * notional, because a future is not paid for. A combo may pay money.
 */
export function valueFacts({ amounts, side, contract }: ValuedOrder, terms: ValueTerms): readonly Fact[] {
  if (amounts === undefined || terms === undefined) return []
  const { currency, pointValue, assetClass } = terms
  const factors = ['quantity', ...(pointValue === 1 ? [] : [formatNumber(pointValue)]), 'price']
  const value = amounts.quantity * amounts.price * pointValue
  const isCombo = contract.includes(';;;')
  const text = `≈ ${formatMoney(isCombo ? Math.abs(value) : value, currency)} (${factors.join(' × ')})`
  if (contractKindOf(assetClass) === 'future') return [['Notional', text]]
  if (!isCombo || side === undefined || value === 0) return [['Value', text]]
  return [['Value', `You ${(side === 'BUY') === value > 0 ? 'pay' : 'receive'} ${text}`]]
}

type ValuedOrder = Pick<OrderSummary, 'amounts' | 'side' | 'contract'>

/** Number of additional fields above which a single order may not fit in the dialog. */
const MANY_FIELDS = 8

interface OrdersProps {
  readonly orders: readonly OrderSummary[]
  readonly account: string
  readonly terms: ValueTerms
  readonly list: Ref<HTMLElement> | undefined
}

/** Scrolls separately, so that the title and the buttons stay visible. */
function Orders({ orders, account, terms, list }: OrdersProps) {
  const only = orders.length === 1 ? orders[0] : undefined
  const isShort = only !== undefined && only.otherFields.length < MANY_FIELDS
  return (
    <section ref={list} className="long-orders scroll" tabIndex={isShort ? undefined : 0} aria-label="Orders">
      {only ? (
        <SingleOrder order={only} account={account} terms={terms} />
      ) : (
        <>
          <p className="secondary">Account {account}</p>
          <ol>
            {orders.map((order, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the body does not change while the dialog is open
              <OrderLeg key={at} order={order} />
            ))}
          </ol>
        </>
      )}
    </section>
  )
}

/** Facts about an existing order, if the order list contains it. */
function KnownOrder({ orderId, before }: { readonly orderId: string; readonly before: string }) {
  const order = useOrdersStore((data) => data.orders.get(orderId))
  if (!order) return <p className="dialog-note">Order {orderId} is not in the order list.</p>
  return (
    <p className="dialog-note">
      {before}
      {formatSide(order)} {formatTrade(formatRemaining(order), order.contractName)}, {orderTermsOf(order)},{' '}
      {order.timeInForce}, {order.status}
    </p>
  )
}

function CancelAll({ account }: { readonly account: string }) {
  const orders = useOrdersStore((data) => data.orders)
  const working = [...orders.values()].filter((order) => order.account === account && isWorking(order)).length
  return (
    <p className="dialog-note">
      Cancels every working order of account {account}: {working === 1 ? '1 order' : `${working} orders`} in the order
      list. Earlier fills are unaffected.
    </p>
  )
}

interface HeadlineProps {
  readonly order: OrderSummary
  readonly name: string | null | undefined
}

/** Side, quantity and contract of an order. */
function Headline({ order: { side, sideText, quantity, cash, conid, contract }, name }: HeadlineProps) {
  const currency = pairCurrency(name ?? '')
  const size = cash !== undefined && currency !== undefined ? `${cash} ${currency}` : quantity
  return (
    <>
      <span className="side" data-side={side && (side === 'BUY' ? 'buy' : 'sell')}>
        {sideText}
      </span>{' '}
      {formatTrade(size, name ?? (conid === undefined ? contract : `contract ${conid}`))}
    </>
  )
}

const UnknownContract = ({ order, name }: HeadlineProps) =>
  order.conid !== undefined && name === null && <p className="dialog-note">Unknown contract: check the conid.</p>

/** One of several orders in a request, with all its fields. */
function OrderLeg({ order }: { readonly order: OrderSummary }) {
  const name = useContractName(order.conid)
  const fields = [...(name ? [['conid', order.contract] as const] : []), ...order.otherFields]
  return (
    <li className="order-leg line-row padded-block">
      <p className="order-leg-line">
        <strong>
          <Headline order={order} name={name} />
        </strong>
        <span>{order.price}</span>
        <span className="align-end">
          {order.type}, {order.timeInForce}
        </span>
      </p>
      <UnknownContract order={order} name={name} />
      <p className="order-leg-more row wrap small tertiary wrap-anywhere">
        {fields.map(([term, value]) => (
          <span key={term}>
            {term} {value}
          </span>
        ))}
      </p>
    </li>
  )
}

interface SingleOrderProps {
  readonly order: OrderSummary
  readonly account: string
  readonly terms: ValueTerms
}

/** Single order in a request, with all its fields. */
function SingleOrder({ order, account, terms }: SingleOrderProps) {
  const { conid, contract } = order
  const name = useContractName(conid)
  const facts: readonly Fact[] = [
    ['Account', account],
    ['Contract', conid !== undefined && name === undefined ? `${contract}, looking up its name…` : contract],
    ['Price', order.price],
    ...valueFacts(order, terms),
    ['Type', `${order.type}, ${order.timeInForce}`],
    ...order.otherFields,
  ]
  return (
    <>
      <p className="order-summary-line part-small strong">
        <Headline order={order} name={name} />
      </p>
      <UnknownContract order={order} name={name} />
      <Facts facts={facts} />
    </>
  )
}

/** Returns the symbol of a contract: undefined during the lookup, null if unknown. */
function useContractName(conid: string | undefined): string | null | undefined {
  const [found, setFound] = useState<{ readonly conid: string; readonly name: string | null }>()
  const seen = conid === undefined ? null : seenSymbol(conid)
  const number = Number(conid)
  const isLookedUp = seen === undefined && Number.isSafeInteger(number)
  useEffect(() => {
    if (!isLookedUp || conid === undefined) return
    const controller = new AbortController()
    const profileId = profileIdInUse()
    hostLink()
      .call('contracts.name', { conid: number }, controller.signal)
      .then(
        (match) => {
          if (match) rememberContracts([[conid, match.symbol]], profileId)
          setFound({ conid, name: match?.symbol ?? null })
        },
        () => !controller.signal.aborted && setFound({ conid, name: null }),
      )
    return () => controller.abort()
  }, [isLookedUp, conid, number])
  if (seen !== undefined) return seen
  if (!isLookedUp) return null
  return found?.conid === conid ? found?.name : undefined
}

/** Maximum number of body characters in a confirmation. */
const MAX_SHOWN = 20_000

/** Request exactly as it will be sent. */
export function SentRequest({ request, open }: { readonly request: RequestDraft; readonly open: boolean }) {
  const { method, path, query } = request
  // The host sends an empty object as the body of a POST request without a body.
  const body = request.body ?? (method === 'POST' ? '{}' : undefined)
  const hidden = (body?.length ?? 0) - MAX_SHOWN
  const address = query.length === 0 ? path : `${path}?${new URLSearchParams(query.map(([...pair]) => pair))}`
  return (
    <details className="sent-request part" open={open}>
      <summary>Request as sent</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: an area that scrolls must be focusable */}
      <section className="inset tinted scroll" tabIndex={0} aria-label="Request as sent">
        <pre>
          {method} {address}
          {body !== undefined && `\n\n${body.slice(0, MAX_SHOWN)}`}
        </pre>
      </section>
      {hidden > 0 && <p className="dialog-note">And {formatNumber(hidden)} characters more.</p>}
    </details>
  )
}

import { memo } from 'react'
import type { KnownEnvironment } from '../../../shared/domain/environment.ts'
import { groupDigits } from '../../../shared/domain/format-number.ts'
import { formatRemaining, formatTrade } from '../../../shared/domain/order-size.ts'
import { orderTypeInfo, readOrderType } from '../../../shared/domain/order-types.ts'
import { formatSide, type Order, type StatedSide } from '../../../shared/domain/orders.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { Facts } from '../../ui/facts.tsx'
import { EnvironmentBadge, environmentMeaning } from '../session/index.ts'
import './confirmation.css'

interface OrderSummaryProps extends StatedSide {
  readonly account: string
  /** Quantity, or an amount to spend. */
  readonly size: string
  /** Name of the contract, such as `AAPL 20JAN27 250 C`. */
  readonly contractName: string
  readonly description: string
  readonly type: string
  /** Price as it will be sent, or "At market". */
  readonly price: string
  readonly timeInForce: string
  /** Approximate value of the order with its calculation. */
  readonly value?: string | undefined
  /** What else the confirmation says about the contract and the value of the order. */
  readonly facts?: readonly (readonly [name: string, text: string | undefined])[] | undefined
  /** Newest quote and its age. */
  readonly quote?: string | undefined
}

/** Order summary in every confirmation, with environment and account. */
export function OrderSummary(props: OrderSummaryProps) {
  const environment = useSessionStore((data) => data.view?.environment) ?? 'unknown'
  const { size, contractName, description, type, timeInForce } = props
  return (
    <div>
      <EnvironmentLine environment={environment} />
      <p className="order-summary-line part-small strong">
        <Side side={props.side} otherSide={props.otherSide} /> {formatTrade(size, contractName)}
      </p>
      <Facts
        facts={[
          ['Account', props.account],
          ['Instrument', description || contractName],
          ['Price', props.price],
          ['Value', props.value],
          ...(props.facts ?? []),
          ['Quote', props.quote],
          ['Type', `${type}, ${timeInForce}`],
        ]}
      />
    </div>
  )
}

/** Summary of an existing order with its remaining quantity. */
export function ExistingOrderSummary({ order }: { readonly order: Order }) {
  return (
    <OrderSummary
      {...order}
      size={formatRemaining(order)}
      type={typeOf(order)}
      price={pricesOf(order).join(', ') || 'At market'}
    />
  )
}

export function EnvironmentLine({ environment }: { readonly environment: KnownEnvironment }) {
  return (
    <p className="secondary">
      <EnvironmentBadge environment={environment} /> {environmentMeaning(environment)}
    </p>
  )
}

/** A side in its colour. An unknown side, and the exercise of an option, have none. */
export const Side = memo(({ side, otherSide }: StatedSide) => (
  <span className="side" data-side={side?.toLowerCase()}>
    {formatSide({ side, otherSide })}
  </span>
))

/** Returns the name of the order type; IBKR's text for a type that the console does not know. */
function typeOf({ orderType }: Order): string {
  const known = readOrderType(orderType)
  return known === undefined ? orderType : orderTypeInfo(known).label
}

/** Returns type and prices of an existing order for a sentence: "limit 240.55", "stop limit, stop 240, limit 239". */
export function orderTermsOf(order: Order): string {
  const known = readOrderType(order.orderType)
  const type = known === undefined ? order.orderType : orderTypeInfo(known).label.toLowerCase()
  const prices = pricesOf(order)
  const isClear = prices.length === 1 && prices[0]?.startsWith(`${type} `)
  return [...(isClear ? [] : [type]), ...prices].join(', ')
}

/** Returns the prices of an existing order with the digits from IBKR. */
const pricesOf = ({ limitPrice, stopPrice }: Order): readonly string[] => [
  ...(stopPrice ? [`stop ${groupDigits(stopPrice)}`] : []),
  ...(limitPrice ? [`limit ${groupDigits(limitPrice)}`] : []),
]

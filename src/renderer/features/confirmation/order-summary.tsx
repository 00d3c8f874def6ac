import { memo } from 'react'
import type { KnownEnvironment } from '../../../shared/domain/environment.ts'
import { formatNumber, groupDigits } from '../../../shared/domain/format-number.ts'
import type { Order, Side as OrderSide } from '../../../shared/domain/orders.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { Facts } from '../../ui/facts.tsx'
import { EnvironmentBadge, environmentMeaning } from '../session/index.ts'
import './confirmation.css'

interface OrderSummaryProps {
  readonly account: string
  readonly side: OrderSide
  /** Quantity, or an amount to spend. */
  readonly size: string
  readonly symbol: string
  readonly description: string
  readonly type: string
  /** Price as it will be sent, or "At market". */
  readonly price: string
  readonly timeInForce: string
  /** Approximate value of the order with its calculation. */
  readonly value?: string | undefined
  /** Newest quote and its age. */
  readonly quote?: string | undefined
}

/** Order summary in every confirmation, with environment and account. */
export function OrderSummary(props: OrderSummaryProps) {
  const environment = useSessionStore((data) => data.view?.environment) ?? 'unknown'
  const { side, size, symbol, description, type, timeInForce } = props
  return (
    <div>
      <EnvironmentLine environment={environment} />
      <p className="order-summary-line part-small strong">
        <Side side={side} /> {size} {symbol}
      </p>
      <Facts
        facts={[
          ['Account', props.account],
          ['Instrument', description || symbol],
          ['Price', props.price],
          ['Value', props.value],
          ['Quote', props.quote],
          ['Type', `${type}, ${timeInForce}`],
        ]}
      />
    </div>
  )
}

/** Summary of an existing order with its remaining quantity. */
export function ExistingOrderSummary({ order }: { readonly order: Order }) {
  return <OrderSummary {...order} size={formatNumber(order.remaining)} type={order.orderType} price={priceOf(order)} />
}

export function EnvironmentLine({ environment }: { readonly environment: KnownEnvironment }) {
  return (
    <p className="secondary">
      <EnvironmentBadge environment={environment} /> {environmentMeaning(environment)}
    </p>
  )
}

export const Side = memo(({ side }: { readonly side: OrderSide }) => (
  <span className="side" data-side={side === 'BUY' ? 'buy' : 'sell'}>
    {side}
  </span>
))

/** Returns the prices of an existing order with the digits from IBKR. */
export function priceOf({ limitPrice, stopPrice }: Order): string {
  const parts = [
    stopPrice && `stop ${groupDigits(stopPrice)}`,
    limitPrice && `limit ${groupDigits(limitPrice)}`,
  ].filter(Boolean)
  return parts.length > 0 ? parts.join(', ') : 'At market'
}

import type { ReactNode } from 'react'
import { formatNumber } from '../../../../shared/domain/format-number.ts'
import { midOf, type OrderQuote } from '../../../../shared/domain/order-quote.ts'
import type { Order } from '../../../../shared/domain/orders.ts'
import { Facts } from '../../../ui/facts.tsx'
import { formatAmount, formatPrice } from '../../../ui/format-number.ts'
import { formatRecentWithMilliseconds, formatSpan, formatTimeOfDay } from '../../../ui/format-time.ts'
import {
  type ArrivalPrice,
  averagePriceOf,
  commissionOf,
  costAgainst,
  costAgainstSpread,
  type Fill,
  type PriceCost,
} from './execution-quality.ts'

interface ExecutionFactsProps {
  readonly order: Order
  readonly fills: readonly Fill[]
  readonly arrival: ArrivalPrice
  readonly isLoading: boolean
  /** Reason why the recorded quotes are unknown. */
  readonly failure: string | undefined
}

/** Execution quality of an order: its prices against the arrival price and the spread, and its commission. */
export function ExecutionFacts({ order, fills, arrival, isLoading, failure }: ExecutionFactsProps) {
  const average = averagePriceOf(order, fills)
  const { side } = order
  const spread = side && costAgainstSpread(side, fills)
  const { sum, pending } = commissionOf(fills)
  const arrived = arrival.kind === 'unknown' ? undefined : arrival.price
  return (
    <section aria-label="Execution quality">
      {(order.filled ?? 0) > 0 && <h3 className="section-title">Execution</h3>}
      <Facts
        facts={[
          ['Arrival price', isLoading ? 'Loading…' : describeArrival(arrival)],
          [
            'Against arrival',
            side && average !== undefined && arrived !== undefined && !isLoading && (
              <Cost {...costAgainst(side, average, arrived)} />
            ),
          ],
          [
            'Against mid',
            side &&
              fills.length > 0 &&
              !isLoading &&
              (spread ? (
                <>
                  <Cost {...spread} />
                  {spread.count < fills.length && (
                    <span className="small tertiary block">
                      {spread.count} of {formatNumber(fills.length)} fills; the spread of the others is unknown
                    </span>
                  )}
                </>
              ) : (
                <Unknown>No live quote was recorded at the time of the fills.</Unknown>
              )),
          ],
          [
            'Commission',
            fills.length > 0 && (
              <>
                {`${formatAmount(sum)}${pending > 0 ? `, ${formatNumber(pending)} pending` : ''}`}
                <span className="small tertiary block">IBKR does not report its currency</span>
              </>
            ),
          ],
        ]}
      />
      {failure !== undefined && <p className="hint">{failure}</p>}
      {(order.filled ?? 0) > 0 && fills.length === 0 && (
        <p className="hint">IBKR lists only executions since midnight in New York; the average is the order’s own.</p>
      )}
      {fills.length > 0 && <FillTable order={order} fills={fills} isLoading={isLoading} />}
    </section>
  )
}

function Unknown({ children }: { readonly children: string }) {
  return (
    <>
      Unknown<span className="small tertiary block">{children}</span>
    </>
  )
}

function describeArrival(arrival: ArrivalPrice): ReactNode {
  if (arrival.kind === 'unknown') return <Unknown>{arrival.reason}</Unknown>
  const source =
    arrival.kind === 'quote'
      ? `${arrival.of === 'mid' ? 'Mid' : 'Last'} ${arrival.age === undefined ? 'when' : `${formatSpan(arrival.age)} before`} it was sent, ${formatTimeOfDay(arrival.at)}`
      : `From history: first price of the ${formatNumber(arrival.barMs / 60_000)}-minute bar at ${formatTimeOfDay(arrival.at)}`
  return (
    <>
      {formatPrice(arrival.price)}
      <span className="small tertiary block">{source}</span>
    </>
  )
}

/** Cost of a price. Positive values are worse. */
function Cost({ amount, basisPoints }: PriceCost) {
  const isWorse = amount > 0
  const text = `${formatPrice(Math.abs(amount))} ${amount === 0 ? '' : isWorse ? 'worse' : 'better'} (${formatNumber(Math.abs(Math.round(basisPoints * 10) / 10))} bp)`
  return (
    <span className="tone" data-tone={amount === 0 ? undefined : isWorse ? 'bad' : 'good'}>
      {text}
    </span>
  )
}

/** Maximum number of fills in the table. */
const MAX_FILLS = 100

function FillTable({ order, fills, isLoading }: Pick<ExecutionFactsProps, 'order' | 'fills' | 'isLoading'>) {
  const shown = fills.slice(-MAX_FILLS).toReversed()
  return (
    <table className="figures part-small">
      {fills.length > MAX_FILLS && (
        <caption className="hint">
          The newest {MAX_FILLS} of {formatNumber(fills.length)} fills
        </caption>
      )}
      <thead>
        <tr>
          <th scope="col">Fill</th>
          <th scope="col">Quantity</th>
          <th scope="col">Price</th>
          <th scope="col">Bid × ask</th>
        </tr>
      </thead>
      <tbody>
        {shown.map(({ id, at, quantity, price, quote }) => (
          <tr key={id}>
            <th scope="row">{formatRecentWithMilliseconds(at, Date.now())}</th>
            <td>{formatNumber(quantity)}</td>
            <td>{formatPrice(price)}</td>
            <td title={quote && spreadText(order, price, quote)}>
              {quote?.bid !== undefined && quote.ask !== undefined
                ? `${formatPrice(quote.bid)} × ${formatPrice(quote.ask)}`
                : isLoading
                  ? '…'
                  : 'unknown'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function spreadText({ side }: Order, price: number, quote: OrderQuote): string | undefined {
  const mid = midOf(quote)
  if (mid === undefined || side === undefined) return undefined
  const { amount } = costAgainst(side, price, mid)
  return `${formatPrice(Math.abs(amount))} ${amount > 0 ? 'worse' : 'better'} than mid`
}

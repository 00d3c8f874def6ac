import type { OrderTicket } from '../../../../shared/contract/schemas.ts'
import { formatNumber } from '../../../../shared/domain/format-number.ts'
import { formatAmount, formatFilled, placedAmount, sizeOf } from '../../../../shared/domain/order-size.ts'
import type { Order } from '../../../../shared/domain/orders.ts'
import { useOrdersStore } from '../../../stores/orders-store.ts'
import { Facts } from '../../../ui/facts.tsx'
import { Message } from '../../../ui/message.tsx'
import { Side } from '../../confirmation/index.ts'
import { algorithmText } from './algorithm/algorithm-form.ts'
import { formatChange, orderChanges } from './compare-orders.ts'
import { sizeText } from './order-text.ts'
import type { FormatPrice } from './review-prices.ts'
import type { ChangedOrder } from './ticket-machine.ts'
import { useTicketStore } from './ticket-store.ts'

/** Returns the filled part of the order and what remains with a size; undefined if their units differ. */
function partsOf(listed: Order, size: number | undefined) {
  const { filled = 0, total, currency } = sizeOf(listed)
  if (filled === 0 || size === undefined || total !== placedAmount(listed)) return undefined
  return { filled: formatAmount(filled, currency), remaining: formatAmount(Math.max(0, size - filled), currency) }
}

interface ChangeTableProps {
  readonly orderId: string
  /** The order in the order list. */
  readonly listed: Order | undefined
  readonly before: OrderTicket
  readonly after: OrderTicket
  /** Currency of cash amounts, if known. */
  readonly currency: string | undefined
  readonly format: FormatPrice
}

export function ChangeTable({ orderId, listed, before, after, currency, format }: ChangeTableProps) {
  const [current, next] = [before, after].map((order) => listed && partsOf(listed, placedAmount(order)))
  return (
    <table className="change-table wide">
      <caption>Changes to order {orderId}</caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Current</th>
          <th scope="col">New</th>
        </tr>
      </thead>
      <tbody>
        {orderChanges(before, after, currency)
          .map((change) => formatChange(change, format))
          .map(({ field, current, next }) => (
            <tr key={field}>
              <th scope="row">{field}</th>
              <td>{current}</td>
              <td>
                <strong>{next}</strong>
              </td>
            </tr>
          ))}
        {current && next && (
          <>
            <tr>
              <th scope="row">Filled</th>
              <td>{current.filled}</td>
              <td>{next.filled}</td>
            </tr>
            <tr>
              <th scope="row">Remaining</th>
              <td>{current.remaining}</td>
              <td>{next.remaining}</td>
            </tr>
          </>
        )}
      </tbody>
    </table>
  )
}

/** States how the order has changed at IBKR since the user began to change it. */
export function OrderUpdates({
  updates = [],
  format = (price) => String(price),
}: Pick<ChangedOrder, 'updates'> & { readonly format?: FormatPrice }) {
  if (updates.length === 0) return null
  const list = updates
    .map((update) => formatChange(update, format))
    .map(({ field, current, next }) => `${field} ${current} → ${next}`)
    .join(', ')
  return (
    <Message tone="warn" title="The order has changed at IBKR" role="alert">
      {list}. Your edits are kept.
    </Message>
  )
}

/** Read-only fields of the order that the user modifies. */
export function FixedFields({ changing }: { readonly changing: ChangedOrder }) {
  const contract = useTicketStore((data) => data.form.contract)
  const filled = useOrdersStore(({ orders }) => {
    const order = orders.get(changing.orderId)
    if (order !== undefined) return formatFilled(order)
    const { before, currency } = changing
    // The status of an order does not name the unit of its fills.
    const filled = before.cashQuantity === undefined ? formatNumber(changing.filled) : 'unknown part'
    return `${filled} of ${sizeText(before, currency)}`
  })
  const { side, accountId, allOrNone, algorithm } = changing.before
  return (
    <div>
      <OrderUpdates updates={changing.updates} />
      <p className="order-summary-line part-small strong">
        <Side side={side} /> {contract?.symbol}
      </p>
      <Facts
        facts={[
          ['Order ID', changing.orderId],
          ['Account', accountId],
          ['Filled', filled],
          ['All or none', allOrNone ? 'yes, unchanged' : undefined],
          ['Algorithm', algorithm && `${algorithmText(algorithm)}, unchanged`],
        ]}
      />
    </div>
  )
}

import type { OrderTicket } from '../../../../../shared/contract/schemas.ts'
import { type NamedOrder, ordersOfTicket } from '../../../../../shared/domain/attached-orders.ts'
import { orderTypeInfo } from '../../../../../shared/domain/order-types.ts'
import { Side } from '../../../confirmation/index.ts'
import { sizeText, trailingText } from '../order-text.ts'

interface AttachedSummaryProps {
  readonly ticket: OrderTicket
  /** What the exits of a bracket risk and earn, if known. */
  readonly outcome: string | undefined
  readonly format: (price: number) => string
}

/** List of all orders of a bracket or a group, exactly as they will be sent. */
export function AttachedSummary({ ticket, outcome, format }: AttachedSummaryProps) {
  const orders = ordersOfTicket(ticket)
  if (orders.length === 1) return null
  const isBracket = ticket.attached?.kind === 'bracket'
  return (
    <>
      <table className="change-table wide part">
        <caption>
          {isBracket
            ? `Bracket of ${orders.length} orders. The exits wait until the entry is filled, and cancel each other.`
            : `OCA group of ${orders.length} orders. A fill of one order reduces or cancels the others.`}
        </caption>
        <thead>
          <tr>
            <th scope="col">Order</th>
            <th scope="col">Quantity</th>
            <th scope="col">Price</th>
            <th scope="col">TIF</th>
          </tr>
        </thead>
        <tbody>
          {orders.map(({ name, order }, index) => (
            <tr key={name}>
              <th scope="row">{isBracket ? `${index + 1} ${name}` : name}</th>
              <td>
                <Side side={order.side} /> {sizeText(order)}
              </td>
              <td className="nowrap">{termsText(order, format)}</td>
              <td>{order.timeInForce}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {outcome !== undefined && <p className="dialog-text">{outcome}</p>}
    </>
  )
}

/** Returns the type of an order and its prices, such as "Stop limit, stop 180.00, limit 179.00". */
function termsText(order: NamedOrder['order'], format: (price: number) => string): string {
  const { label, prices } = orderTypeInfo(order.orderType)
  const { trailing } = order
  const parts = prices.flatMap(({ name, wire }) => {
    const price = order[wire]
    if (price === undefined) return []
    const text = format(price)
    // Avoids a repetition such as "Limit, limit 200.00".
    return [prices.length === 1 ? text : `${name.replace(/ price$/, '')} ${text}`]
  })
  const distance = trailing && `by ${trailingText(trailing, format)}`
  return [label, ...(distance ? [distance] : []), ...parts].join(prices.length > 1 ? ', ' : ' ')
}

import { type OrderRow, rowsOfOrders } from '../../client/index.ts'
import { matchRowsToOrders, type OrderReader } from '../../client/unpublished.ts'
import type { OrderPart } from '../../shared/contract/order-views.ts'
import type { OrderTicket } from '../../shared/contract/schemas.ts'
import { ordersOfTicket } from '../../shared/domain/attached-orders.ts'
import { createNewOrders } from '../order-requests/order-ticket.ts'

/** The orders of a ticket as they were sent. */
interface SentTicket {
  readonly order: OrderTicket
  readonly reference?: string
}

/**
 * Returns the outcome of each order of a ticket. Reads the orders if the response does not accept all of them, because
 * IBKR's rows have no fixed order.
 */
export async function readOrderParts(
  requireReader: () => OrderReader,
  { order, reference }: SentTicket,
  rows: readonly OrderRow[],
): Promise<readonly OrderPart[]> {
  const named = ordersOfTicket(order)
  if (named.length === 1) return []
  const orders = createNewOrders(order, reference)
  const accepted = rows.filter(({ refused }) => !refused)
  if (accepted.length >= named.length) {
    const known = rowsOfOrders(orders, rows)
    return named.map(({ name }, index) => ({ name, outcome: 'accepted', ...acceptedFields(known[index]) }))
  }
  // IBKR has accepted some orders: a session that has ended meanwhile must not make the result an error.
  const read = async () => matchRowsToOrders(requireReader(), order.accountId, orders, rows)
  const matched = await read().catch(() => rowsOfOrders(orders, rows))
  const left = rows.filter((row) => !matched.includes(row))
  // Text of rows that match no order is still shown.
  const text = left.flatMap((row) => (row.refused ? (row.text ?? []) : [])).join('\n')
  return named.map(({ name }, index) => {
    const row = matched[index]
    if (row === undefined) return { name, outcome: 'missing', ...(text !== '' && { text }) }
    if (!row.refused) return { name, outcome: 'accepted', ...acceptedFields(row) }
    return { name, outcome: 'rejected', ...(row.text !== undefined && { text: row.text }) }
  })
}

const acceptedFields = (row: OrderRow | undefined): Pick<OrderPart, 'orderId' | 'status' | 'text'> =>
  row === undefined
    ? {}
    : { orderId: row.orderId, status: row.status, ...(row.text !== undefined && { text: row.text }) }

/** Describes an order that was not accepted, as the end of a sentence. */
export function describePart({ name, outcome, text = '' }: OrderPart): string {
  const what = name.toLowerCase()
  return outcome === 'missing'
    ? `IBKR's response does not mention the ${what}. Check the order list before you place it again.`
    : `the ${what} was rejected. ${text.split('\n')[0]}`
}

/** Describes the attached orders of a ticket, as the end of its description. */
export function describeAttached(ticket: OrderTicket): string {
  const [, ...others] = ordersOfTicket(ticket)
  if (others.length === 0) return ''
  if (ticket.attached?.kind === 'oca') return ` in a group of ${others.length + 1} orders`
  return ` with ${others.map(({ name }) => name.toLowerCase()).join(' and ')}`
}

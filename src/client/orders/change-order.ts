import { IbkrOrderError } from '../errors/order-errors.ts'
import { checkOrder } from './check-order.ts'
import type { NewOrder } from './new-order-types.ts'
import type { OrderRow } from './order-response.ts'
import { modifyOrder } from './send-orders.ts'
import { type PlacementDeps, type PlaceOrdersSettings, sendPlacement } from './send-placement.ts'

const ADVICE =
  'IBKR has the order with or without this change. The next modify() of a placed order reads what it needs. Before ' +
  'session.modifyOrder(), read the order (GET iserver/account/order/status/{orderId}), or search for it with session.findOrders().'

/** The change of a working order. */
interface OrderChange extends PlaceOrdersSettings {
  readonly account: string
  readonly orderId: string
  /** The whole order with its changes. */
  readonly request: NewOrder
}

/**
 * Sends the change of an order. To be called in the queue of the session's placements: a change voids IBKR's question
 * about another order, and the other way round.
 * @throws IbkrOrderError as `placeOrders` does; IbkrError `config-invalid`
 */
export async function changeOrder(context: PlacementDeps, change: OrderChange): Promise<OrderRow> {
  const { account, orderId, policy, questionOptions, request } = change
  checkOrder(request, 'The changed order')
  // IBKR keeps the links of an order. A repeated client order id counts as a duplicate, at least in a new order.
  const { cOID: _, isSingleGroup: __, parentId: ___, ...sent } = request
  const { rows } = await sendPlacement(context, {
    verb: ['change', 'changed'],
    orders: [request],
    adviceIfUnknown: ADVICE,
    send: () => modifyOrder(context.session, account, orderId, sent, policy, questionOptions),
  })
  const row = rows.find((each) => each.orderId === orderId) ?? rows[0]
  if (row !== undefined && !row.refused) return row
  const message = row?.text ?? `The status is ${row?.status}.`
  const refused = [{ index: 0, order: request, message }]
  const failure = { orders: [request], refused, response: { kind: 'accepted', rows } as const }
  throw new IbkrOrderError('order-rejected', `IBKR did not change order ${orderId}: ${message}`, failure)
}

import { IbkrOrderError } from '../errors/order-errors.ts'
import { checkOrder } from './check-order.ts'
import type { NewOrder } from './new-order-types.ts'
import type { OrderRow } from './order-response.ts'
import type { PlaceOrdersOptions } from './placed-order.ts'
import { modifyOrder } from './send-orders.ts'
import { type PlacementDeps, readPlaceOrdersOptions, sendPlacement } from './send-placement.ts'

/** A working order to change. */
interface WorkingOrder {
  readonly account: string
  readonly orderId: string
  /** Returns the order with its changes. Called when all earlier calls of the session have settled. */
  changed(): NewOrder
}

/** An order whose change IBKR accepted. */
interface ChangedOrder {
  readonly request: NewOrder
  readonly row: OrderRow
}

/**
 * Changes an order in the queue of the session's placements: a change voids IBKR's question about another order, and
 * the other way round.
 * @throws IbkrOrderError as `placeOrders` does; IbkrError `config-invalid`
 */
export async function changeOrder(
  context: PlacementDeps,
  { account, changed, orderId }: WorkingOrder,
  options: PlaceOrdersOptions = {},
): Promise<ChangedOrder> {
  const { policy, questionOptions } = readPlaceOrdersOptions('modifying an order', options)
  const change = async (): Promise<ChangedOrder> => {
    const request = changed()
    checkOrder(request, 'The changed order')
    // IBKR keeps the links of an order. A repeated client order id counts as a duplicate, at least in a new order.
    const { cOID: _, isSingleGroup: __, parentId: ___, ...sent } = request
    const { rows } = await sendPlacement(context, {
      verb: ['change', 'changed'],
      orders: [request],
      send: () => modifyOrder(context.session, account, orderId, sent, policy, questionOptions),
    })
    const row = rows.find((each) => each.orderId === orderId) ?? rows[0]
    if (row === undefined || row.refused) {
      const message = row?.text ?? `The status is ${row?.status}.`
      const refused = [{ index: 0, order: request, message }]
      const failure = { orders: [request], refused, response: { kind: 'accepted', rows } as const }
      throw new IbkrOrderError('order-rejected', `IBKR did not change order ${orderId}: ${message}`, failure)
    }
    return { request, row }
  }
  return context.placements.run(change, questionOptions.signal)
}

import type { OrderRow } from '../../client/index.ts'
import type { OrderResponse } from '../../shared/contract/order-views.ts'

type Accepted = Extract<OrderResponse, { readonly kind: 'accepted' }>

/**
 * Returns what windows receive about the accepted orders of a request: the order of the ticket, not a child of its
 * bracket. Undefined if all were refused.
 */
export function toAcceptedOrder(rows: readonly OrderRow[]): Accepted | undefined {
  const accepted = rows.filter(({ refused }) => !refused)
  const row = accepted.find(({ parentLocalOrderId }) => parentLocalOrderId === undefined) ?? accepted[0]
  if (row === undefined) return undefined
  const { orderId, status, text } = row
  return { kind: 'accepted', orderId, status, ...(text !== undefined && { warning: text }) }
}

/**
 * Describes each order of a response, as the end of a sentence. A rejected order has no id, so its text is added to its
 * parent: the parent's timeline then shows why the order is not working. `orderId` is empty if there is no parent.
 */
export function describeOrderRows(
  rows: readonly OrderRow[],
): readonly { readonly orderId: string; readonly text: string }[] {
  return rows.map(({ orderId, status, refused, text, localOrderId, parentLocalOrderId }) => {
    const reason = text === undefined ? '' : `: ${text}`
    if (!refused) return { orderId, text: ` → ${status}${reason}` }
    const parent = rows.find(
      (row) => !row.refused && row.localOrderId !== undefined && row.localOrderId === parentLocalOrderId,
    )
    const attached = parentLocalOrderId === undefined ? '' : ` (attached to ${parentLocalOrderId})`
    const name = localOrderId === undefined ? attached : ` (client order id ${localOrderId})`
    return { orderId: parent?.orderId ?? '', text: `${name}, rejected${reason || `: ${status}`}` }
  })
}

import type { OrderResponse as LibraryResponse, OrderRow } from '../../client/index.ts'
import type { OrderResponse } from '../../shared/contract/order-views.ts'

/**
 * Converts a response about one order to the form that windows receive. A prompt becomes a rejection, because windows
 * have no dialog for it. Returns undefined if the outcome of the order is unknown.
 */
export function toOrderResponse(response: LibraryResponse | undefined): OrderResponse | undefined {
  switch (response?.kind) {
    case 'accepted': {
      const accepted = response.rows.filter(({ refused }) => !refused)
      // The order of the ticket, not a child of its bracket.
      const row = accepted.find(({ parentLocalOrderId }) => parentLocalOrderId === undefined) ?? accepted[0]
      if (row === undefined) return undefined
      const { orderId, status, text } = row
      return { kind: 'accepted', orderId, status, ...(text !== undefined && { warning: text }) }
    }
    case 'question': {
      const { options: _, ...question } = response
      return question
    }
    case 'prompt':
      return { kind: 'rejected', message: response.text }
    default:
      return response
  }
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

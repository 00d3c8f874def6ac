import type { OrderResponse as LibraryResponse, OrderRow } from '../../client/index.ts'
import type { OrderResponse } from '../../shared/contract/views.ts'

/**
 * A response about one order, as the window shows it. A prompt becomes a rejection: the window has no dialog for it. Undefined if the
 * outcome of the order is unknown.
 */
export function toOrderResponse(response: LibraryResponse | undefined): OrderResponse | undefined {
  switch (response?.kind) {
    case 'accepted': {
      const row = response.rows.find(({ refused }) => !refused)
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
 * What a response says about each of its orders, as the end of a sentence. A rejected order has no id: its row is noted at its parent, whose
 * timeline then shows why it does not work (empty `orderId`: there is none). Pure.
 */
export function rowNotes(rows: readonly OrderRow[]): readonly { readonly orderId: string; readonly text: string }[] {
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

import { changesOrders, isUnconfirmed, readCancelResponse, readOrderResponse } from '../../client/index.ts'
import { parseJson } from '../../shared/domain/read-value.ts'
import type { SentRequest } from '../history/sent-request.ts'
import { UNCONFIRMED_ADVICE } from '../upstream/upstream-error.ts'
import { describeOrderRows } from './order-response.ts'

/** A request that the explorer sent about an order, with its outcome. */
export interface ExplorerOrderRequest {
  /** The order id, empty if the order has no id. */
  readonly orderId: string
  readonly account: string
  readonly text: string
}

/** Matches the account and the order in a path. Orders of an FA group have neither, only the name of the group. */
const TARGET = /\/iserver\/account\/(?:orders\/[^/]+|([^/]+)\/orders?(?:\/([^/]+))?)$/

/**
 * Describes the effect of an explorer request on orders. Returns an empty array for a read, or while IBKR requires
 * confirmation.
 */
export function describeOrderRequests({ method, path, result }: SentRequest): readonly ExplorerOrderRequest[] {
  if (!changesOrders({ method, path })) return []
  const target = TARGET.exec(path)
  const [, account = '', orderId = ''] = target ?? []
  const sent = orderId === '' ? 'Order' : method === 'DELETE' ? 'Cancel' : 'Change'
  const what = target === null ? 'Answer' : sent
  const entry = (text: string, id = orderId): ExplorerOrderRequest => ({
    orderId: id,
    account: decodeURIComponent(account),
    text: `${what} sent from the explorer${text}`,
  })
  if (result.outcome !== 'answered') return [entry(`: ${result.message}`)]
  const { status } = result.head
  if (isUnconfirmed({ method, status, body: result.body }, path)) return [entry(`: ${UNCONFIRMED_ADVICE}`)]
  const body = parseJson(Buffer.from(result.body).toString())
  if (status !== 200) {
    const { error } = (body ?? {}) as { readonly error?: unknown }
    return [entry(`, rejected: ${typeof error === 'string' ? error.slice(0, 300) : status}`)]
  }
  if (method === 'DELETE') {
    const response = readCancelResponse(body)
    return response ? [entry(`${response.kind === 'rejected' ? ', rejected' : ''}: ${response.message}`)] : []
  }
  const response = readOrderResponse(body)
  switch (response?.kind) {
    case 'accepted':
      return describeOrderRows(response.rows).map(({ text, orderId: id }) => entry(text, id))
    case 'rejected':
      return [entry(`, rejected: ${response.message}`)]
    case 'prompt':
      return [entry(`, rejected until answered: ${response.text}`)]
    default:
      // IBKR raised a question, so no order has changed yet.
      return []
  }
}

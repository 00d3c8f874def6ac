import { normalisePath, ORDER_PATH } from '../api-path.ts'
import type { RequestInput } from '../rest/request-input.ts'

const PREVIEW = /\/whatif$/

/**
 * Reports whether requests other than reads on this path place, change, cancel or preview an order, or reply to a
 * question about one.
 */
function isOrderPath(path: string): boolean {
  return ORDER_PATH.test(normalisePath(path))
}

/** Reports whether a request places, changes or cancels an order, replies to a question about one, or previews one. */
export function isOrderRequest({ method = 'GET', path }: Pick<RequestInput, 'method' | 'path'>): boolean {
  return !/^(?:get|head)$/i.test(method) && isOrderPath(path)
}

/**
 * Reports whether a request places, changes or cancels an order, or replies to a question about one. A preview changes
 * nothing.
 * @param input the path with or without `/v1/api`
 * @example
 * ```ts run=alone
 * import { changesOrders } from 'ibkr-web-client'
 *
 * console.log(changesOrders({ method: 'POST', path: 'iserver/account/DU1234567/orders' })) // => true
 * ```
 */
export function changesOrders(input: Pick<RequestInput, 'method' | 'path'>): boolean {
  return isOrderRequest(input) && !PREVIEW.test(normalisePath(input.path))
}

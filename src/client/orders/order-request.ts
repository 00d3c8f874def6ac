import { normalPath } from '../pacing/limits.ts'
import type { RequestInput } from '../rest/request-input.ts'

/** Places, changes and cancels orders, or replies to a question about one. */
const ORDER_REQUEST = /^iserver\/(?:reply\/|account\/(?:[^/]+\/orders?(?:\/|$)|orders\/))/
const PREVIEW = /\/whatif$/

/** Whether a request places, changes or cancels an order, replies to a question about one, or previews one. */
export function isOrderRequest({ method = 'GET', path }: Pick<RequestInput, 'method' | 'path'>): boolean {
  return !/^(?:get|head)$/i.test(method) && ORDER_REQUEST.test(normalPath(path))
}

/** The same without previews, which change nothing. */
export function changesOrders(input: Pick<RequestInput, 'method' | 'path'>): boolean {
  return isOrderRequest(input) && !PREVIEW.test(normalPath(input.path))
}

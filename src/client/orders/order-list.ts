import { fieldsOf, type Unchecked } from '../../shared/domain/read-value.ts'
import type { RequestInput, UntypedJson } from '../rest/request-input.ts'
import { routeRequest } from '../routes/route-request.ts'
import type { RouteResponse } from '../routes/route-types.ts'
import { MAX_ORDERS_IN_RESPONSE } from './order-store.ts'

const ORDER_LIST = 'GET /iserver/account/orders'

/** A response to `GET /iserver/account/orders`. */
export interface OrderList {
  readonly rows: readonly unknown[]
  /** Whether IBKR has collected the orders (`snapshot: true`). Only then does an empty list mean that there are none. */
  readonly isCollected: boolean
  /** Whether the list has as many orders as IBKR lists at most: an order that it lacks may exist. */
  readonly isTruncated: boolean
}

/** Options of the request for an order list. */
interface OrderListOptions {
  /** The account; default: the selected one. */
  readonly accountId?: string | undefined
  /** Clears IBKR's cache, so that the next list is new. The response to this request is empty. */
  readonly force?: boolean
  readonly signal?: AbortSignal | undefined
}

/** Builds the request for an order list. IBKR allows one in five seconds. */
export function orderListRequest({ accountId, force, signal }: OrderListOptions = {}): RequestInput {
  return routeRequest(ORDER_LIST, {
    query: { ...(accountId !== undefined && { accountId }), ...(force === true && { force }) },
    ...(signal !== undefined && { signal }),
  })
}

/** Parses an order list; undefined if it is none. */
export function parseOrderList(body: UntypedJson): OrderList | undefined {
  const { orders, snapshot }: Unchecked<RouteResponse<typeof ORDER_LIST>> = fieldsOf(body)
  if (!Array.isArray(orders)) return undefined
  return { rows: orders, isCollected: snapshot === true, isTruncated: orders.length >= MAX_ORDERS_IN_RESPONSE }
}

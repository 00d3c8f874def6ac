import { randomUUID } from 'node:crypto'
import {
  type BracketOfThree,
  bracket,
  IbkrError,
  type RequestInput,
  type RouteInput,
  routeRequest,
} from '../../client/index.ts'
import type { OrderTicket } from '../../shared/contract/schemas.ts'
import { ordersOfTicket } from '../../shared/domain/attached-orders.ts'
import { hasAlgorithm, orderReference, referencesOf } from '../../shared/domain/order-reference.ts'
import { orderTypeInfo } from '../../shared/domain/order-types.ts'
import { needsManualIndicator, type Order } from '../../shared/domain/orders.ts'
import { HostError } from '../host-error.ts'

type OrdersBody = RouteInput<'POST /iserver/account/{accountId}/orders'>['body']
type OrderObject = OrdersBody['orders'][number]

/**
 * An order of the ticket, or a change of the order with `orderId`. IBKR returns `reference` as `order_ref`. A change does
 * not send it, because IBKR rejects a repeated client order id as a duplicate, at least of a new order.
 */
export interface TicketOrder {
  readonly order: OrderTicket
  readonly orderId?: string | undefined
  readonly reference?: string | undefined
}

/**
 * Creates the client order id of a new order. IBKR requires that no other order of the last 24 hours has it, so a
 * repeated request id cannot place a second order.
 */
export const createReference = ({ algorithm }: OrderTicket, requestId: string = randomUUID()): string =>
  orderReference(requestId, algorithm !== undefined)

/** Creates the request that places the orders of a ticket, or changes an order. */
export function createOrderRequest({ order, orderId, reference }: TicketOrder): RequestInput {
  const { accountId } = order
  if (orderId === undefined) {
    const orders = createOrderObjects(order, reference)
    return routeRequest('POST /iserver/account/{accountId}/orders', { path: { accountId }, body: { orders } })
  }
  reject(order.orderType, 'attached', order.attached !== undefined && 'that exists takes no attached orders')
  const losesAlgorithm = hasAlgorithm(reference) && order.algorithm === undefined
  reject(
    order.orderType,
    'algorithm',
    losesAlgorithm && 'with an algorithm loses it in a change that does not repeat it',
  )
  const body = createOrderObject(order, undefined)
  return routeRequest('POST /iserver/account/{accountId}/order/{orderId}', { path: { accountId, orderId }, body })
}

/** Creates the orders of a ticket, in the sequence of `ordersOfTicket`. */
export function createOrderObjects(ticket: OrderTicket, reference: string | undefined): OrdersBody['orders'] {
  const [first, ...others] = ordersOfTicket(ticket).map(({ order }, index) =>
    createOrderObject(order, index === 0 ? reference : undefined),
  )
  if (first === undefined) return []
  switch (ticket.attached?.kind) {
    case undefined:
      return [first]
    case 'oca': {
      const references = reference === undefined ? [] : referencesOf(reference, 'oca', others.length + 1)
      return [first, ...others].map((order, index) => {
        const cOID = references[index]
        return { ...order, ...(cOID !== undefined && { cOID }), isSingleGroup: true }
      })
    }
    case 'bracket':
      return createBracket(ticket, first, others)
  }
}

function createBracket(
  { orderType, quantity, attached }: OrderTicket,
  parent: OrderObject,
  exits: readonly OrderObject[],
): OrdersBody['orders'] {
  reject(orderType, 'quantity', quantity === undefined && 'of a bracket needs a quantity')
  const hasProfit = attached?.kind === 'bracket' && attached.takeProfit !== undefined
  const hasLoss = attached?.kind === 'bracket' && attached.stopLoss !== undefined
  try {
    // `checkFields` has checked the types of the bracket, but the compiler cannot infer this.
    return bracket({
      parent,
      ...(hasProfit && { takeProfit: exits[0] }),
      ...(hasLoss && { stopLoss: exits.at(-1) }),
    } as unknown as BracketOfThree) as unknown as OrdersBody['orders']
  } catch (error) {
    if (!(error instanceof IbkrError)) throw error
    throw new HostError('invalid-input', error.message, { detail: [{ path: 'attached', message: error.message }] })
  }
}

/** Creates the input of the preview (what-if) of an order. IBKR previews only the first order of a list. */
export function createPreviewInput(order: OrderTicket): RouteInput<'POST /iserver/account/{accountId}/orders/whatif'> {
  const { accountId } = order
  return { path: { accountId }, body: { orders: [createOrderObject(order, undefined)] } }
}

/** Creates the request that cancels an order. `known`: the order in IBKR's list. */
export function createCancelRequest(accountId: string, orderId: string, known: Order | undefined): RequestInput {
  return routeRequest('DELETE /iserver/account/{accountId}/order/{orderId}', {
    path: { accountId, orderId },
    ...(needsManualIndicator(known?.securityType) && { query: { manualIndicator: true } }),
  })
}

/** Creates one order in IBKR's format. A change must repeat all fields except the client order id. */
function createOrderObject(ticket: OrderTicket, reference: string | undefined): OrderObject {
  checkFields(ticket)
  const { accountId, conid, side, orderType, quantity, cashQuantity, price, auxPrice, trailing } = ticket
  const { timeInForce, outsideRegularHours, allOrNone, manualIndicator, algorithm } = ticket
  return {
    acctId: accountId,
    conid,
    ...(reference !== undefined && { cOID: reference }),
    orderType,
    side,
    ...(quantity !== undefined && { quantity }),
    ...(cashQuantity !== undefined && { cashQty: cashQuantity }),
    tif: timeInForce,
    ...(price !== undefined && { price }),
    ...(auxPrice !== undefined && { auxPrice }),
    ...(trailing && { trailingAmt: trailing.amount, trailingType: trailing.unit }),
    ...(outsideRegularHours && { outsideRTH: true }),
    ...(allOrNone && { allOrNone: true }),
    ...(manualIndicator && { manualIndicator }),
    // IBKR's document describes all parameters as text, including flags.
    ...(algorithm && { strategy: algorithm.id, strategyParameters: algorithm.parameters as Record<string, string> }),
  }
}

/** Rejects an order with a missing field, or with a field that its type does not use. */
function checkFields({ orderType, quantity, cashQuantity, trailing, ...ticket }: OrderTicket): void {
  const { prices, trails = false, takesCash, timesInForce } = orderTypeInfo(orderType)
  for (const path of ['price', 'auxPrice'] as const) {
    const own = prices.find(({ wire }) => wire === path)
    if (own === undefined) reject(orderType, path, ticket[path] !== undefined && `takes no ${path}`)
    else reject(orderType, path, ticket[path] === undefined && !own.isOptional && `needs a ${own.name}`)
  }
  reject(orderType, 'trailing', trails !== (trailing !== undefined) && `${trails ? 'needs a' : 'takes no'} distance`)
  reject(orderType, 'trailing', trailing?.unit === '%' && trailing.amount >= 100 && 'trails by less than 100 percent')
  const isSized = (quantity === undefined) !== (cashQuantity === undefined)
  reject(orderType, 'quantity', !isSized && 'needs a quantity or a cash amount, not both')
  reject(orderType, 'cashQuantity', cashQuantity !== undefined && !takesCash && 'takes no cash amount')
  reject(orderType, 'timeInForce', !timesInForce.includes(ticket.timeInForce) && `takes no ${ticket.timeInForce}`)
}

function reject(orderType: string, path: string, problem: string | false): void {
  if (problem === false) return
  throw new HostError('invalid-input', `A ${orderType} order ${problem}.`, { detail: [{ path, message: problem }] })
}

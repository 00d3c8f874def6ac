import {
  type BracketOfThree,
  bracket,
  type NewOrder,
  type RequestInput,
  type RouteInput,
  routeRequest,
} from '../../client/index.ts'
import { checkOrders, OrderRuleError } from '../../client/unpublished.ts'
import type { OrderTicket } from '../../shared/contract/schemas.ts'
import { orderFieldsOf, ordersOfTicket } from '../../shared/domain/attached-orders.ts'
import { hasAlgorithm, referencesOf } from '../../shared/domain/order-reference.ts'
import { CONSOLE_LIMITS } from '../../shared/domain/order-rules.ts'
import { needsManualIndicator, type Order } from '../../shared/domain/orders.ts'
import { HostError } from '../host-error.ts'

type OrderBody = RouteInput<'POST /iserver/account/{accountId}/orders'>['body']['orders'][number]

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
 * Creates the request that places the orders of a ticket, or changes an order.
 * @throws HostError `invalid-input`
 */
export function createOrderRequest({ order, orderId, reference }: TicketOrder): RequestInput {
  const { accountId } = order
  if (orderId === undefined) {
    const body = { orders: createNewOrders(order, reference).map(toRouteOrder) }
    return routeRequest('POST /iserver/account/{accountId}/orders', { path: { accountId }, body })
  }
  if (order.attached !== undefined) throw invalidChange('attached', 'An order that exists takes no attached orders.')
  if (hasAlgorithm(reference) && order.algorithm === undefined) {
    const problem = 'An order with an algorithm loses it in a change that does not repeat it.'
    throw invalidChange('algorithm', problem)
  }
  const body = toRouteOrder(createNewOrders(order, undefined)[0])
  return routeRequest('POST /iserver/account/{accountId}/order/{orderId}', { path: { accountId, orderId }, body })
}

const invalidChange = (path: string, message: string): HostError =>
  new HostError('invalid-input', message, { detail: [{ path, message }] })

/**
 * Creates the orders of a ticket, in the sequence of `ordersOfTicket`. `reference`: the client order id of the first.
 * @throws HostError `invalid-input` if they break a rule of the library
 */
export function createNewOrders(
  ticket: OrderTicket,
  reference: string | undefined,
): readonly [first: NewOrder, ...others: NewOrder[]] {
  const named = ordersOfTicket(ticket)
  const nameOf = (index: number): string => {
    const { name = '' } = named[index] ?? {}
    return ticket.attached?.kind === 'oca' ? name : `The ${name.toLowerCase()}`
  }
  try {
    const orders: readonly unknown[] = linkOrders(ticket, reference)
    checkOrders(orders, nameOf, CONSOLE_LIMITS)
    return orders
  } catch (error) {
    if (!(error instanceof OrderRuleError)) throw error
    const { hint, message, problems } = error
    const detail = problems.map(({ field, problem }) => ({ path: field, message: problem }))
    throw new HostError('invalid-input', hint === undefined ? message : `${message} ${hint}`, { cause: error, detail })
  }
}

/** Converts the orders of a ticket to IBKR's fields, and links them as a bracket or a group. */
function linkOrders(ticket: OrderTicket, reference: string | undefined): readonly object[] {
  const named = ordersOfTicket(ticket)
  const references = reference === undefined ? [] : referencesOf(reference, ticket.attached?.kind, named.length)
  const orders = named.map(({ order }, index) => {
    const cOID = references[index]
    return { ...orderFieldsOf(order), ...(cOID !== undefined && { cOID }) }
  })
  switch (ticket.attached?.kind) {
    case undefined:
      return orders
    case 'oca':
      return orders.map((order) => ({ ...order, isSingleGroup: true }))
    case 'bracket': {
      const { takeProfit, stopLoss } = ticket.attached
      const exits = {
        ...(takeProfit && { takeProfit: orderFieldsOf(takeProfit) }),
        ...(stopLoss && { stopLoss: orderFieldsOf(stopLoss) }),
      }
      // The cast is safe, because `bracket` compares the prices of any orders, and each order is checked afterwards.
      return bracket({ parent: orders[0], ...exits } as unknown as BracketOfThree)
    }
  }
}

/** IBKR's document describes all parameters of an algorithm as text, including flags. */
const toRouteOrder = (order: NewOrder): OrderBody => order as OrderBody

/** Creates the input of the preview (what-if) of an order. IBKR previews only the first order of a list. */
export function createPreviewInput(order: OrderTicket): RouteInput<'POST /iserver/account/{accountId}/orders/whatif'> {
  const { attached: _, ...first } = order
  return { path: { accountId: order.accountId }, body: { orders: createNewOrders(first, undefined).map(toRouteOrder) } }
}

/** Creates the request that cancels an order. `known`: the order in IBKR's list. */
export function createCancelRequest(accountId: string, orderId: string, known: Order | undefined): RequestInput {
  return routeRequest('DELETE /iserver/account/{accountId}/order/{orderId}', {
    path: { accountId, orderId },
    ...(needsManualIndicator(known?.securityType) && { query: { manualIndicator: true } }),
  })
}

import { createErrorWithoutStatus, createIserverError, type HttpResponse, json } from '../http/response.ts'
import { isDone, type Order, type OrderDraft } from './order.ts'
import type { OrderChecks, Question } from './order-checks.ts'
import type { OrderLifeCycle } from './order-life-cycle.ts'
import type { OrderStore } from './order-store.ts'
import type { PendingOrderReplies } from './pending-order-replies.ts'
import { type BracketFault, createAcceptedRow, type PlaceOrders } from './place-orders.ts'
import type { RejectionPrompts } from './rejection-prompts.ts'

/** Handles order calls: checks orders, returns order questions, and starts the life cycle. */
export interface OrderHandler {
  readonly place: PlaceOrders
  modify(accountId: string, orderId: string, draft: OrderDraft): HttpResponse
  /** Cancels an order. The order id −1 cancels every working order of the account. */
  cancel(accountId: string, orderId: string): HttpResponse
  reply(id: string, confirmed: boolean): HttpResponse
  /** Returns why an order of an account would be rejected at today's prices, undefined if it would be accepted. */
  rejectionReason(accountId: string, draft: OrderDraft): string | undefined
  /** Returns the questions that placing an order would raise. */
  questions(draft: OrderDraft): readonly Question[]
  /** Makes every open question stale, as another call or a restart does. */
  discardQuestions(): void
  readonly prompts: RejectionPrompts
  /** Sets the fault of the next bracket. */
  armBracketFault(fault: BracketFault): void
}

export function createOrderHandler(settings: {
  readonly orderStore: OrderStore
  readonly lifeCycle: OrderLifeCycle
  readonly checks: OrderChecks
  readonly replies: PendingOrderReplies
  readonly prompts: RejectionPrompts
  readonly bracketFaults: BracketFault[]
  readonly place: PlaceOrders
}): OrderHandler {
  const { orderStore, lifeCycle, checks, replies, prompts, place } = settings

  function changeable(accountId: string, orderId: string): Order | HttpResponse {
    const order = orderStore.get(Number(orderId))
    if (order === undefined || order.accountId !== accountId)
      return createErrorWithoutStatus(400, `OrderID ${orderId} doesn't exist`)
    return isDone(order) || order.status === 'PendingCancel' || order.isExercise ? inactive() : order
  }

  function modify(accountId: string, orderId: string, draft: OrderDraft): HttpResponse {
    replies.makeStale()
    const order = changeable(accountId, orderId)
    if ('body' in order) return order
    const bad =
      changeFault(order, draft) ??
      checks.rejectionReason(draft) ??
      (order.parentId === undefined ? checks.marginFault(accountId, draft, order.filled) : undefined) ??
      checks.duplicate(draft.clientOrderId, order.id)
    if (bad !== undefined) return createErrorWithoutStatus(200, bad)
    return replies.ask(checks.questions([draft]), () => {
      const current = changeable(accountId, orderId)
      if ('body' in current) return current
      const late = changeFault(current, draft)
      return late === undefined
        ? json([createAcceptedRow(lifeCycle.change(current.id, draft))])
        : createErrorWithoutStatus(200, late)
    })
  }

  function cancel(accountId: string, orderId: string): HttpResponse {
    replies.makeStale()
    const response = { msg: 'Request was submitted', order_id: Number(orderId) }
    if (Number(orderId) === -1) {
      for (const order of orderStore.working()) {
        if (order.accountId === accountId && order.status !== 'PendingCancel') lifeCycle.cancel(order.id)
      }
      return json({ ...response, conid: -1, account: accountId })
    }
    const order = changeable(accountId, orderId)
    if ('body' in order) return order
    // Reject the cancel: an inactive order is not working at IBKR.
    if (order.status === 'Inactive') return inactive()
    lifeCycle.cancel(order.id)
    return json({ ...response, conid: order.instrument.conid, account: accountId })
  }

  return {
    place,
    modify,
    cancel,
    reply: (id, confirmed) => replies.reply(id, confirmed),
    rejectionReason: (accountId, draft) => checks.rejectionReason(draft) ?? checks.marginFault(accountId, draft),
    questions: (draft) => checks.questions([draft]),
    discardQuestions: () => replies.makeStale(),
    prompts,
    armBracketFault: (fault) => {
      settings.bracketFaults.push(fault)
    },
  }
}

function inactive(): HttpResponse {
  return createErrorWithoutStatus(400, 'Order is inactive')
}

/** Returns the response to an account id that does not belong to the user. */
export function rejectInvalidAccount(accountId: string): HttpResponse {
  return createIserverError(400, `Bad Request: accountId is not valid: ${accountId}`)
}

function changeFault(order: Order, draft: OrderDraft): string | undefined {
  const same =
    order.instrument.conid === draft.instrument.conid && order.instrument.conidex === draft.instrument.conidex
  if (!same || order.side !== draft.side) {
    return 'Order cannot be modified: contract and side must stay the same'
  }
  return draft.quantity < order.filled ? 'Order cannot be modified: a larger quantity is already filled' : undefined
}

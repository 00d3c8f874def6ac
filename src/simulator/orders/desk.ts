import { type Answer, bareError, iserverError, json } from '../http/answer.ts'
import { acceptedRow } from './acceptance.ts'
import type { LifeCycle } from './life-cycle.ts'
import { isDone, type Order, type OrderDraft } from './order.ts'
import type { OrderBook } from './order-book.ts'
import type { OrderChecks } from './order-checks.ts'
import type { PendingReplies } from './pending-replies.ts'
import type { PlaceOrders } from './placing.ts'
import type { Prompts } from './prompts.ts'
import type { Question } from './questions.ts'

/** The order desk: checks, asks, and lets the life cycle do the rest. */
export interface Desk {
  readonly place: PlaceOrders
  modify(accountId: string, orderId: string, draft: OrderDraft): Answer
  /** An order id of −1 cancels every working order of the account. */
  cancel(accountId: string, orderId: string): Answer
  reply(id: string, confirmed: boolean): Answer
  /** Why an order would be refused at today's prices, or undefined. */
  objection(draft: OrderDraft): string | undefined
  /** What placing an order would ask. */
  questions(draft: OrderDraft): readonly Question[]
  /** Makes every open question stale, as another call or a restart of the server does. */
  forgetQuestions(): void
  readonly prompts: Prompts
}

/** Makes the desk. */
export function createDesk(settings: {
  readonly book: OrderBook
  readonly lifeCycle: LifeCycle
  readonly checks: OrderChecks
  readonly replies: PendingReplies
  readonly prompts: Prompts
  readonly place: PlaceOrders
}): Desk {
  const { book, lifeCycle, checks, replies, prompts, place } = settings

  function changeable(accountId: string, orderId: string): Order | Answer {
    const order = book.get(Number(orderId))
    if (order === undefined || order.accountId !== accountId) return bareError(400, `OrderID ${orderId} doesn't exist`)
    return isDone(order) || order.status === 'PendingCancel' ? inactive() : order
  }

  function modify(accountId: string, orderId: string, draft: OrderDraft): Answer {
    replies.makeStale()
    const order = changeable(accountId, orderId)
    if ('body' in order) return order
    const bad = changeFault(order, draft) ?? checks.objection(draft) ?? checks.duplicate(draft.clientOrderId, order.id)
    if (bad !== undefined) return bareError(200, bad)
    return replies.ask(checks.questions([draft]), () => {
      const current = changeable(accountId, orderId)
      if ('body' in current) return current
      const late = changeFault(current, draft)
      return late === undefined ? json([acceptedRow(lifeCycle.change(current.id, draft))]) : bareError(200, late)
    })
  }

  function cancel(accountId: string, orderId: string): Answer {
    replies.makeStale()
    const answer = { msg: 'Request was submitted', order_id: Number(orderId) }
    if (Number(orderId) === -1) {
      for (const order of book.working()) {
        if (order.accountId === accountId && order.status !== 'PendingCancel') lifeCycle.cancel(order.id)
      }
      return json({ ...answer, conid: -1, account: accountId })
    }
    const order = changeable(accountId, orderId)
    if ('body' in order) return order
    // Nothing of it is at IBKR that could be cancelled.
    if (order.status === 'Inactive') return inactive()
    lifeCycle.cancel(order.id)
    return json({ ...answer, conid: order.instrument.conid, account: accountId })
  }

  return {
    place,
    modify,
    cancel,
    reply: (id, confirmed) => replies.reply(id, confirmed),
    objection: (draft) => checks.objection(draft),
    questions: (draft) => checks.questions([draft]),
    forgetQuestions: () => replies.makeStale(),
    prompts,
  }
}

function inactive(): Answer {
  return bareError(400, 'Order is inactive')
}

/** Refusal of an account id that is not the user's. */
export function invalidAccount(accountId: string): Answer {
  return iserverError(400, `Bad Request: accountId is not valid: ${accountId}`)
}

function changeFault(order: Order, draft: OrderDraft): string | undefined {
  const same =
    order.instrument.conid === draft.instrument.conid && order.instrument.conidex === draft.instrument.conidex
  if (!same || order.side !== draft.side) {
    return 'Order cannot be modified: contract and side must stay the same'
  }
  return draft.quantity < order.filled ? 'Order cannot be modified: more than that is filled already' : undefined
}

import { type Answer, bareError, iserverError, json } from '../http/answer.ts'
import type { Market } from '../market/market.ts'
import type { SessionState } from '../session/session-state.ts'
import type { LifeCycle } from './life-cycle.ts'
import { isDone, type Order, type OrderDraft } from './order.ts'
import type { OrderBook } from './order-book.ts'
import type { PendingReplies } from './pending-replies.ts'
import { limitRefusal, questionsAbout } from './questions.ts'

/** The order desk: checks, asks, and lets the life cycle do the rest. */
export interface Desk {
  place(accountId: string, drafts: readonly OrderDraft[]): Answer
  modify(accountId: string, orderId: number, draft: OrderDraft): Answer
  /** An order id of −1 cancels every working order of the account. */
  cancel(accountId: string, orderId: number): Answer
  reply(id: string, confirmed: boolean): Answer
  /** Makes every open question stale, as a restart of the server does. */
  forgetQuestions(): void
}

/** Makes the desk. */
export function createDesk(settings: {
  readonly book: OrderBook
  readonly lifeCycle: LifeCycle
  readonly market: Market
  readonly session: SessionState
  readonly replies: PendingReplies
  readonly askQuestions: boolean
}): Desk {
  const { book, lifeCycle, market, session, replies } = settings

  function openQuestions(drafts: readonly OrderDraft[]) {
    if (!settings.askQuestions) return []
    const { suppressed } = session.warmUps()
    return drafts
      .flatMap((draft) => questionsAbout(draft, market.quote(draft.instrument)))
      .filter((question) => !suppressed.has(question.messageId))
  }

  function refusal(drafts: readonly OrderDraft[], except?: number): string | undefined {
    for (const draft of drafts) {
      const bad = limitRefusal(draft, market.quote(draft.instrument))
      if (bad !== undefined) return bad
      const { clientOrderId } = draft
      const taken = (order: Order) => order.clientOrderId === clientOrderId && order.id !== except
      if (clientOrderId !== undefined && book.all().some(taken)) {
        return `Order couldn't be submitted: Local order ID=${clientOrderId} is already registered`
      }
    }
    return undefined
  }

  function working(accountId: string, orderId: number): Order | Answer {
    const order = book.get(orderId)
    if (order === undefined || order.accountId !== accountId) return bareError(400, `OrderID ${orderId} doesn't exist`)
    return isDone(order) || order.status === 'PendingCancel' ? bareError(400, 'Order is inactive') : order
  }

  return {
    place: (accountId, drafts) => {
      replies.makeStale()
      const bad = refusal(drafts)
      if (bad !== undefined) return bareError(200, bad)
      return replies.ask(openQuestions(drafts), () => {
        // Asked again: the same cOID may have been taken while the question was open.
        const late = refusal(drafts)
        if (late !== undefined) return bareError(200, late)
        return json(drafts.map((draft) => accepted(lifeCycle.submit(accountId, draft))))
      })
    },
    modify: (accountId, orderId, draft) => {
      replies.makeStale()
      const order = working(accountId, orderId)
      if ('body' in order) return order
      if (order.instrument !== draft.instrument || order.side !== draft.side) {
        return bareError(200, 'Order cannot be modified: contract and side must stay the same')
      }
      const bad = refusal([draft], orderId)
      if (bad !== undefined) return bareError(200, bad)
      return replies.ask(openQuestions([draft]), () => {
        const current = working(accountId, orderId)
        return 'body' in current ? current : json([accepted(lifeCycle.change(orderId, draft))])
      })
    },
    cancel: (accountId, orderId) => {
      if (orderId === -1) {
        const open = book.all().filter((order) => order.accountId === accountId && !isDone(order))
        for (const order of open) if (order.status !== 'PendingCancel') lifeCycle.cancel(order.id)
        return json({ msg: 'Request was submitted', order_id: -1, conid: -1, account: accountId })
      }
      const order = working(accountId, orderId)
      if ('body' in order) return order
      lifeCycle.cancel(orderId)
      return json({
        msg: 'Request was submitted',
        order_id: orderId,
        conid: order.instrument.conid,
        account: accountId,
      })
    },
    reply: (id, confirmed) => replies.reply(id, confirmed),
    forgetQuestions: () => replies.makeStale(),
  }
}

/** Refusal of an account id that is not the user's. */
export function invalidAccount(accountId: string): Answer {
  return iserverError(400, `Bad Request: accountId is not valid: ${accountId}`)
}

function accepted(order: Order): object {
  return {
    order_id: String(order.id),
    order_status: order.status,
    encrypt_message: '1',
    ...(order.clientOrderId === undefined ? {} : { local_order_id: order.clientOrderId }),
  }
}

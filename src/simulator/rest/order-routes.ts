import { type Answer, bareError, iserverError, json, text } from '../http/answer.ts'
import { type Call, field, isRecord, type Route } from '../http/call.ts'
import { invalidAccount } from '../orders/desk.ts'
import type { OrderDraft } from '../orders/order.ts'
import { parseOrder, wrongTypeAnswer } from '../orders/order-input.ts'
import { previewOrder } from '../orders/preview.ts'
import type { World } from '../world.ts'

const maxSuppressedIds = 51

/** Placing, answering, changing, cancelling and previewing orders. */
export function orderRoutes(world: World): readonly Route[] {
  const { desk, accounts, session } = world

  /** Runs `then` with the path's account, or refuses an account that is not the user's. */
  function forAccount(call: Call, then: (accountId: string) => Answer): Answer {
    const accountId = call.parameters['accountId'] ?? ''
    return accounts.find(accountId) === undefined ? invalidAccount(accountId) : then(accountId)
  }

  function forDrafts(call: Call, then: (accountId: string, drafts: readonly [OrderDraft, ...OrderDraft[]]) => Answer) {
    return forAccount(call, (accountId) => {
      const values = readOrders(call)
      if (!Array.isArray(values)) return values as Answer
      const drafts: OrderDraft[] = []
      for (const value of values as readonly unknown[]) {
        const input = parseOrder(value)
        if (input.kind === 'refused') return input.answer
        drafts.push(input.draft)
      }
      const [first, ...rest] = drafts
      return first === undefined ? wrongTypeAnswer() : then(accountId, [first, ...rest])
    })
  }

  return [
    {
      methods: ['POST'],
      path: '/iserver/account/{accountId}/orders',
      needs: 'accounts',
      answer: (call) => forDrafts(call, (accountId, drafts) => desk.place(accountId, drafts)),
    },
    {
      methods: ['POST'],
      path: '/iserver/account/{accountId}/orders/whatif',
      needs: 'accounts',
      answer: (call) => forDrafts(call, (accountId, [draft]) => json(previewOrder(world, accountId, draft))),
    },
    {
      methods: ['POST'],
      path: '/iserver/reply/{replyId}',
      needs: 'accounts',
      answer: (call) => desk.reply(call.parameters['replyId'] ?? '', field(call, 'confirmed') === true),
    },
    {
      methods: ['POST'],
      path: '/iserver/account/{accountId}/order/{orderId}',
      needs: 'accounts',
      answer: (call) =>
        forAccount(call, (accountId) => {
          const problem = bodyProblem(call)
          if (problem !== undefined) return problem
          const input = parseOrder(call.body.kind === 'json' ? call.body.value : undefined)
          if (input.kind === 'refused') return input.answer
          return desk.modify(accountId, Number(call.parameters['orderId']), input.draft)
        }),
    },
    {
      methods: ['DELETE'],
      path: '/iserver/account/{accountId}/order/{orderId}',
      needs: 'accounts',
      answer: (call) => forAccount(call, (accountId) => desk.cancel(accountId, Number(call.parameters['orderId']))),
    },
    {
      methods: ['POST'],
      path: '/iserver/questions/suppress',
      needs: 'brokerage',
      answer: (call) => {
        const ids = field(call, 'messageIds')
        if (!Array.isArray(ids) || ids.length === 0) return bareError(500, 'messageIds must not be empty')
        if (ids.length > maxSuppressedIds) return iserverError(400, `Bad Request: at most ${maxSuppressedIds} ids`)
        for (const id of ids as readonly unknown[]) session.warmUps().suppressed.add(String(id))
        return json({ status: 'submitted' })
      },
    },
    {
      methods: ['POST'],
      path: '/iserver/questions/suppress/reset',
      needs: 'brokerage',
      answer: () => {
        session.warmUps().suppressed.clear()
        return json({ status: 'submitted' })
      },
    },
  ]
}

/** The orders of a body: `{"orders": […]}`, or the bare array of an older description. */
function readOrders(call: Call): readonly unknown[] | Answer {
  const problem = bodyProblem(call)
  if (problem !== undefined) return problem
  const value = call.body.kind === 'json' ? call.body.value : undefined
  if (Array.isArray(value)) return value as readonly unknown[]
  if (isRecord(value) && Array.isArray(value['orders'])) return value['orders'] as readonly unknown[]
  return wrongTypeAnswer()
}

function bodyProblem(call: Call): Answer | undefined {
  if (call.body.kind === 'none') return iserverError(400, "Bad Request: body can't be empty")
  if (call.body.kind === 'malformed') return text(`Failed to parse body as JSON. ${call.body.problem}`, 400)
  return undefined
}

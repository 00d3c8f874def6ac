import { type Answer, bareError, iserverError, json, text } from '../http/answer.ts'
import { type Call, field, isRecord, type Route } from '../http/call.ts'
import { invalidAccount } from '../orders/desk.ts'
import type { PlacedInput } from '../orders/order-batch.ts'
import { parseOrder, wrongTypeAnswer } from '../orders/order-input.ts'
import { previewOrder } from '../orders/preview.ts'
import type { World } from '../world.ts'
import { parameterMissing, parameterWrong } from './required.ts'

const maxSuppressedIds = 51

/** A bound against bodies that would keep the simulator busy; IBKR's is not known. */
const maxOrdersOfACall = 100

/** Placing, answering, changing, cancelling and previewing orders. */
export function orderRoutes(world: World): readonly Route[] {
  const { desk, accounts, session, market } = world
  const parse = (value: unknown) => parseOrder(value, (instrument) => market.quote(instrument))

  /** Runs `then` with the path's account, or refuses an account that is not the user's. */
  function forAccount(call: Call, then: (accountId: string) => Answer): Answer {
    const accountId = call.parameters['accountId'] ?? ''
    return accounts.find(accountId) === undefined ? invalidAccount(accountId) : then(accountId)
  }

  /** Runs `then` with the orders of the body, or with so many of them: those behind are not even looked at. */
  function forOrders(
    call: Call,
    then: (accountId: string, inputs: readonly PlacedInput[]) => Answer,
    most = maxOrdersOfACall,
  ) {
    return forAccount(call, (accountId) => {
      const read = readOrders(call, world.observedOnce.has('orders-in-object'))
      if (!Array.isArray(read)) return read as Answer
      if (read.length === 0 || read.length > maxOrdersOfACall) return wrongTypeAnswer()
      const values = (read as readonly unknown[]).slice(0, most)
      const inputs: PlacedInput[] = []
      for (const value of values) {
        const input = parse(value)
        if (input.kind === 'refused') return input.answer
        inputs.push(input)
      }
      const named = inputs.find(({ references }) => references.accountId !== undefined)?.references.accountId
      if (named !== undefined && accounts.find(named) === undefined) return invalidAccount(named)
      return then(named ?? accountId, inputs)
    })
  }

  function preview(accountId: string, inputs: readonly PlacedInput[]): Answer {
    desk.forgetQuestions()
    const [first] = inputs
    if (first?.kind === 'failed') return bareError(200, first.error)
    return first?.kind === 'order' ? json(previewOrder(world, accountId, first.draft)) : wrongTypeAnswer()
  }

  return [
    {
      methods: ['POST'],
      path: '/iserver/account/{accountId}/orders',
      needs: 'accounts',
      answer: (call) => forOrders(call, (accountId, inputs) => desk.place(accountId, inputs)),
    },
    {
      methods: ['POST'],
      path: '/iserver/account/{accountId}/orders/whatif',
      needs: 'accounts',
      // A preview is about the first order alone.
      answer: (call) => forOrders(call, preview, 1),
    },
    {
      methods: ['POST'],
      path: '/iserver/reply/{replyId}',
      needs: 'accounts',
      answer: (call) => {
        const problem = bodyProblem(call)
        if (problem !== undefined) return problem
        const confirmed = field(call, 'confirmed')
        // Neither a yes nor a no: the question stays open.
        if (confirmed === undefined) return parameterMissing('confirmed')
        if (typeof confirmed !== 'boolean') return parameterWrong('confirmed', confirmed)
        return desk.reply(call.parameters['replyId'] ?? '', confirmed)
      },
    },
    {
      methods: ['POST'],
      path: '/iserver/account/{accountId}/order/{orderId}',
      needs: 'accounts',
      answer: (call) =>
        forAccount(call, (accountId) => {
          const problem = bodyProblem(call)
          if (problem !== undefined) return problem
          const input = parse(call.body.kind === 'json' ? call.body.value : undefined)
          if (input.kind === 'refused') return input.answer
          if (input.kind === 'failed') return bareError(200, input.error)
          return desk.modify(accountId, call.parameters['orderId'] ?? '', input.draft)
        }),
    },
    {
      methods: ['DELETE'],
      path: '/iserver/account/{accountId}/order/{orderId}',
      needs: 'accounts',
      answer: (call) => forAccount(call, (accountId) => desk.cancel(accountId, call.parameters['orderId'] ?? '')),
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
function readOrders(call: Call, objectOnly: boolean): readonly unknown[] | Answer {
  const problem = bodyProblem(call)
  if (problem !== undefined) return problem
  const value = call.body.kind === 'json' ? call.body.value : undefined
  if (Array.isArray(value)) return objectOnly ? bareError(400, 'Missing orders') : (value as readonly unknown[])
  if (isRecord(value) && Array.isArray(value['orders'])) return value['orders'] as readonly unknown[]
  return wrongTypeAnswer()
}

function bodyProblem(call: Call): Answer | undefined {
  if (call.body.kind === 'none') return iserverError(400, "Bad Request: body can't be empty")
  if (call.body.kind === 'malformed') return text(`Failed to parse body as JSON. ${call.body.problem}`, 400)
  return undefined
}

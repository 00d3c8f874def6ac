import { describe, expect, it, vi } from 'vitest'
import {
  answerQuestions,
  confirmOnly,
  type IbkrClient,
  modifyOrder,
  type QuestionPolicy,
  sendOrders,
} from '../../../src/client/index.ts'
import type { Simulator } from '../../../src/simulator/start-simulator.ts'
import { clientOf, requestBodies, simulate, supervise } from './simulator-fixture.ts'

/** The limit price is far below the market, so that IBKR asks only the question o163. */
const small = { conid: 265598, orderType: 'LMT', side: 'BUY', price: 200, quantity: 5, tif: 'DAY' } as const
/** These orders cause the two questions o383 and o451. */
const large = { conid: 8314, orderType: 'LMT', side: 'BUY', price: 296, quantity: 650, tif: 'DAY' }

const ACCOUNT = 'DU1234567'

async function startTrading(): Promise<{ simulator: Simulator; client: IbkrClient; replies: () => readonly string[] }> {
  const simulator = await simulate({ mode: 'gateway' })
  simulator.controls.setPrice('IBM', 296)
  const client = clientOf(simulator)
  await client.request({ path: 'iserver/accounts' })
  const replies = (): readonly string[] =>
    simulator.record
      .requests({})
      .filter(({ path }) => path.startsWith('/v1/api/iserver/reply/'))
      .map(({ body }) => body)
  return { simulator, client, replies }
}

describe('placing an order about which IBKR asks questions', () => {
  it('places an order if the policy confirms every question', async () => {
    const { client, replies } = await startTrading()
    const response = await sendOrders(client, ACCOUNT, [large], confirmOnly(['o383', 'o451']))
    expect(response).toMatchObject({ kind: 'accepted', rows: [{ refused: false }] })
    expect(replies()).toEqual(['{"confirmed":true}', '{"confirmed":true}'])
  })

  it('returns the first question that the policy does not decide', async () => {
    const { client, replies } = await startTrading()
    expect(await sendOrders(client, ACCOUNT, [large], confirmOnly(['o383']))).toMatchObject({
      kind: 'question',
      messageIds: ['o451'],
    })
    expect(replies()).toEqual(['{"confirmed":true}'])
  })

  it('confirms no order without a policy', async () => {
    const { client, replies } = await startTrading()
    expect(await sendOrders(client, ACCOUNT, [small])).toMatchObject({ kind: 'question', messageIds: ['o163'] })
    expect(replies()).toEqual([])
  })

  it('confirms no order if the policy throws or returns no decision', async () => {
    const { client, replies } = await startTrading()
    const broken: QuestionPolicy = () => Promise.reject(new Error('policy'))
    await expect(sendOrders(client, ACCOUNT, [small], broken)).rejects.toThrow('policy')
    const odd = (() => true) as unknown as QuestionPolicy
    expect(await sendOrders(client, ACCOUNT, [small], odd)).toMatchObject({ kind: 'question' })
    expect(replies()).toEqual([])
  })

  it('declines the order question if the policy returns decline', async () => {
    const { client, replies } = await startTrading()
    const response = await sendOrders(client, ACCOUNT, [small], () => 'decline')
    expect(response).toEqual({ kind: 'rejected', message: 'Order not confirmed' })
    expect(replies()).toEqual(['{"confirmed":false}'])
  })

  it('allows the caller to reply to an order question later', async () => {
    const { client } = await startTrading()
    const question = await sendOrders(client, ACCOUNT, [small])
    expect(await answerQuestions(client, question, () => 'confirm')).toMatchObject({ kind: 'accepted' })
  })

  it("returns the question after the caller's maximum number of replies", async () => {
    const { client, replies } = await startTrading()
    const response = await sendOrders(client, ACCOUNT, [large], () => 'confirm', { maxReplies: 1 })
    expect(response).toMatchObject({ kind: 'question' })
    expect(replies()).toHaveLength(1)
  })

  it('answers questions about a modified order by the same policy as for a new order', async () => {
    const { client } = await startTrading()
    const placed = await sendOrders(client, ACCOUNT, [small], confirmOnly(['o163']))
    const orderId = placed.kind === 'accepted' ? (placed.rows[0]?.orderId ?? '') : ''
    const changed = await modifyOrder(client, ACCOUNT, orderId, { ...small, price: 201 }, confirmOnly(['o163']))
    expect(changed).toMatchObject({ kind: 'accepted', rows: [{ orderId }] })
  })

  it('places an order through a supervised session too', async () => {
    const { client } = await startTrading()
    const session = client.connect({ socket: false })
    await expect.poll(() => session.state.kind).toBe('ready')
    expect(await sendOrders(session, ACCOUNT, [small], confirmOnly(['o163']))).toMatchObject({ kind: 'accepted' })
  })

  it('places the orders of concurrent calls one after the other, each with its own questions', async () => {
    const { simulator, session } = await supervise({ mode: 'gateway' }, { socket: false })
    await session.ready()
    const confirm = ['o163']
    let answer = (_verdict: 'confirm'): void => undefined
    const decided = new Promise<'confirm'>((resolve) => {
      answer = resolve
    })
    const placing = [
      session.placeOrders(ACCOUNT, [small], { confirm: () => decided }),
      session.placeOrders(ACCOUNT, [small], { confirm }),
    ]
    const controller = new AbortController()
    const aborted = session.placeOrders(ACCOUNT, [small], { confirm, signal: controller.signal })
    await expect.poll(() => session.hasOpenQuestion, { interval: 5 }).toBe(true)
    controller.abort('late')
    await expect(aborted).rejects.toMatchObject({ code: 'aborted', cause: 'late' })
    expect(requestBodies(simulator, `iserver/account/${ACCOUNT}/orders`)).toHaveLength(1)
    answer('confirm')
    const placed = (await Promise.all(placing)).flatMap((orders) => orders.map(({ orderId }) => orderId))
    expect(new Set(placed).size).toBe(2)
    expect(requestBodies(simulator, `iserver/account/${ACCOUNT}/orders`)).toHaveLength(2)
  })
})

describe('placing an order that IBKR refuses', () => {
  it("reports IBKR's message for a refused order", async () => {
    const { client } = await startTrading()
    const response = await sendOrders(client, ACCOUNT, [{ ...small, price: 900 }], () => 'confirm')
    expect(response).toMatchObject({ kind: 'rejected', message: expect.stringContaining('We cannot accept an order') })
  })

  it('calls no policy and sends no reply for a rejection with a prompt', async () => {
    const { simulator, client, replies } = await startTrading()
    simulator.controls.promptNextOrder({ text: 'Use the algo?', options: ['Use it', 'Do not'] })
    const policy = vi.fn<QuestionPolicy>(() => 'confirm')
    const near = { ...small, conid: 8314, price: 296 }
    expect(await sendOrders(client, ACCOUNT, [near], policy)).toMatchObject({
      kind: 'prompt',
      text: 'Use the algo?',
      options: ['Use it', 'Do not'],
    })
    expect(policy).not.toHaveBeenCalled()
    expect(replies()).toEqual([])
  })

  it('returns one row per order for a bracket with an invalid child', async () => {
    const { client } = await startTrading()
    const child = { ...small, side: 'SELL', parentId: 'entry', price: 300.001 }
    const response = await sendOrders(client, ACCOUNT, [{ ...small, cOID: 'entry' }, child], () => 'confirm')
    if (response.kind !== 'accepted') throw new Error(`It was ${response.kind}`)
    expect(response.rows).toHaveLength(2)
    expect(response.rows.find(({ refused }) => refused)).toMatchObject({
      orderId: '-1',
      status: 'Failed',
      text: expect.any(String),
    })
    expect(response.rows.find(({ refused }) => !refused)).toMatchObject({ localOrderId: 'entry' })
  })
})

describe('placing an order with an unknown outcome', () => {
  it('reports an unknown outcome if the reply to a question gets a 503, and sends the reply only once', async () => {
    const { simulator, client, replies } = await startTrading()
    simulator.controls.faults.add('503@/iserver/reply/*')
    const failure = sendOrders(client, ACCOUNT, [small], () => 'confirm')
    await expect(failure).rejects.toMatchObject({ code: 'order-outcome-unknown', cause: { status: 503 } })
    await expect(failure).rejects.toThrow('check the orders')
    expect(replies()).toHaveLength(1)
  })

  it('reports an unknown outcome if placing the order gets no response', async () => {
    const { simulator } = await startTrading()
    const client = clientOf(simulator, { timeout: 300 })
    simulator.controls.faults.add('silence@/iserver/account/*')
    await expect(sendOrders(client, ACCOUNT, [small])).rejects.toMatchObject({
      code: 'order-outcome-unknown',
      cause: { code: 'timeout', mayHaveReachedServer: true },
    })
    expect(requestBodies(simulator, `iserver/account/${ACCOUNT}/orders`)).toHaveLength(1)
  })

  it('does not report an unknown outcome for an unsent order or a refusal with a reason', async () => {
    const { client } = await startTrading()
    await expect(sendOrders(client, ACCOUNT, [{ ...small, side: 'UP' }])).rejects.toMatchObject({ status: 400 })
    const signal = AbortSignal.abort()
    await expect(sendOrders(client, ACCOUNT, [small], undefined, { signal })).rejects.toMatchObject({
      code: 'aborted',
    })
    await expect(sendOrders(client, '..', [small])).rejects.toMatchObject({ code: 'config-invalid' })
  })

  it('reports an unknown outcome for a response in an unknown form, and for a repeated question', async () => {
    const question = [{ id: 'q', message: ['Sure?'], messageIds: [] }]
    const request = vi.fn().mockResolvedValueOnce(question).mockResolvedValueOnce(question)
    const failure = sendOrders({ request }, ACCOUNT, [small], () => 'confirm')
    await expect(failure).rejects.toMatchObject({ code: 'order-outcome-unknown' })
    expect(request).toHaveBeenCalledTimes(2)
    const strange = { request: vi.fn().mockResolvedValue('Success') }
    await expect(sendOrders(strange, ACCOUNT, [small])).rejects.toMatchObject({ code: 'order-outcome-unknown' })
  })
})

describe('request that IBKR refuses with status 200', () => {
  const call = { path: 'iserver/reply/nobody', method: 'POST', data: { confirmed: true } } as const

  it('rejects with a stable code if the option strict is set, and resolves otherwise', async () => {
    const { client } = await startTrading()
    await expect(client.request({ ...call, strict: true })).rejects.toMatchObject({
      code: 'reply-unknown',
      status: 200,
    })
    await expect(client.request(call)).resolves.toMatchObject({ error: expect.stringContaining('reply id not found') })
  })

  it('reports that another program took over the brokerage session', async () => {
    const { simulator, client } = await startTrading()
    simulator.controls.setCompeting(true)
    const init = { path: 'iserver/auth/ssodh/init', method: 'POST', data: { publish: true, compete: false } } as const
    await expect(client.request({ ...init, strict: true })).rejects.toMatchObject({
      status: 200,
      body: { authenticated: false },
    })
  })
})

import { describe, expect, it } from 'vitest'
import {
  answerQuestions,
  IbkrOrderError,
  mayHaveHappened,
  type OrderChanges,
  type QuestionVerdict,
} from '../../../src/client/index.ts'
import { requestBodies, supervise } from './simulator-fixture.ts'
import { skipUntil } from './skippable-clock.ts'

const ACCOUNT = 'DU1234567'
/** Limit order below the market, which is not filled. */
const waiting = {
  conid: 8314,
  side: 'BUY',
  quantity: 10,
  orderType: 'LMT',
  price: 290,
  tif: 'DAY',
  cOID: 'mine',
} as const
const { cOID: _, ...sent } = waiting
const confirm = ['o163', 'o10151']

async function setUp(options: Parameters<typeof supervise>[0] = {}) {
  const supervised = await supervise({ mode: 'gateway', fillSeconds: 0.05, ...options }, { socket: false })
  const { simulator, session, clock } = supervised
  simulator.controls.setPrice('IBM', 296)
  await session.ready()
  const changes = (orderId: string, account = ACCOUNT): readonly unknown[] =>
    requestBodies(simulator, `iserver/account/${account}/order/${orderId}`).map((body) => JSON.parse(body))
  return { simulator, session, clock, changes }
}

it('sends the whole order with each change, and merges the next change with the previous one', async () => {
  const { session, clock, changes } = await setUp()
  const [order] = await session.placeOrders(ACCOUNT, [waiting], { confirm })
  // IBKR's pacing delays changes and lists of orders.
  await skipUntil(clock, order.modify({ price: 289 }, { confirm }))
  await skipUntil(clock, order.modify({ quantity: 12, tif: 'GTC' }, { confirm }))
  expect(changes(order.orderId)).toEqual([
    { ...sent, price: 289 },
    { ...sent, price: 289, quantity: 12, tif: 'GTC' },
  ])
  expect(order).toMatchObject({ cOID: 'mine', request: { price: 289, quantity: 12, tif: 'GTC', cOID: 'mine' } })
  await skipUntil(clock, order.modify({ orderType: 'MKT', price: undefined }, { confirm }))
  expect(await skipUntil(clock, order.filled())).toMatchObject({
    orderId: order.orderId,
    quantity: 12,
    orderReference: 'mine',
  })
  await expect(skipUntil(clock, order.modify({ quantity: 13 }))).rejects.toMatchObject({ code: 'bad-request' })
  expect(order.request.quantity).toBe(12)
})

it('changes an order by its id, for example one of an earlier session', async () => {
  const { session, clock, changes } = await setUp()
  const [{ orderId }] = await session.placeOrders(ACCOUNT, [waiting], { confirm })
  const changed = await session.modifyOrder(ACCOUNT, orderId, { ...waiting, quantity: 11 }, { confirm })
  expect(changes(orderId)).toEqual([{ ...sent, quantity: 11 }])
  expect(changed).toMatchObject({ orderId, request: { quantity: 11 } })
  await changed.cancel()
  expect(await skipUntil(clock, changed.done())).toMatchObject({ status: 'Cancelled', quantity: 11 })
})

it('sends a change only after earlier orders of the session and their questions', async () => {
  const { session, changes } = await setUp()
  const [order] = await session.placeOrders(ACCOUNT, [waiting], { confirm })
  let answer: ((verdict: QuestionVerdict) => void) | undefined
  const second = session.placeOrders(ACCOUNT, [{ ...waiting, cOID: 'second', price: 150 }], {
    confirm: () =>
      new Promise((resolve) => {
        answer = resolve
      }),
  })
  await expect.poll(() => answer).toBeDefined()
  const changing = order.modify({ price: 289 }, { confirm })
  const aborted = order.modify({ price: 288 }, { confirm, signal: AbortSignal.timeout(1) })
  await expect(aborted).rejects.toMatchObject({ code: 'aborted' })
  expect(changes(order.orderId)).toEqual([])
  answer?.('confirm')
  await Promise.all([second, changing])
  expect(changes(order.orderId)).toEqual([{ ...sent, price: 289 }])
})

it.each<[string, OrderChanges, string, RegExp]>([
  [
    'a price that the new type lacks',
    { orderType: 'MKT' },
    'must not have price',
    /Omit price, or use an orderType that has it: LMT, STP, .* or REL/,
  ],
  ['a price that the new type needs', { orderType: 'STOP_LIMIT' }, 'must have auxPrice', /price, auxPrice/],
  ['a misspelled field', { Price: 1 } as OrderChanges, 'unknown field "Price"', /price/],
])('rejects a change with %s, and sends nothing', async (_, changes, message, hint) => {
  const { session, changes: sentChanges } = await setUp()
  const [order] = await session.placeOrders(ACCOUNT, [waiting], { confirm })
  await expect(order.modify(changes, { confirm })).rejects.toMatchObject({
    code: 'config-invalid',
    message: expect.stringContaining(message),
    hint: expect.stringMatching(hint),
  })
  expect(sentChanges(order.orderId)).toEqual([])
})

it('rejects with the question of a change that is not confirmed, and with the rejection of another contract', async () => {
  const { session } = await setUp()
  const [order] = await session.placeOrders(ACCOUNT, [waiting], { confirm })
  await expect(order.modify({ price: 150 })).rejects.toMatchObject({
    name: 'IbkrOrderError',
    code: 'order-not-confirmed',
    message: expect.stringContaining('changed nothing'),
    response: { kind: 'question', messageIds: ['o163'] },
  })
  await expect(
    session.modifyOrder(ACCOUNT, order.orderId, { ...waiting, conid: 265598 }, { confirm }),
  ).rejects.toMatchObject({ code: 'order-rejected', message: expect.stringContaining('did not change the order') })
  expect(order.request.price).toBe(290)
})

describe('changing an order after a change with an unknown outcome', () => {
  /** Protective stop order below the market. */
  const stop = { conid: 8314, side: 'SELL', quantity: 10, orderType: 'STP', price: 280, tif: 'DAY' } as const

  /** Starts a session without order questions, so that one lost response loses the outcome of a change. */
  async function setUpWithoutQuestions(...options: Parameters<typeof setUp>) {
    const context = await setUp(...options)
    const messageIds = ['o163', 'o10151', 'o10152', 'o10331']
    await context.session.request('POST /iserver/questions/suppress', { body: { messageIds } })
    return context
  }

  /** Loses the response to the next change, which the simulator makes or not. */
  const lose = ({ simulator }: Awaited<ReturnType<typeof setUp>>, isMade: boolean): void => {
    simulator.controls.faults.add(`reset@POST /iserver/account/*/order/*,times=1,processed=${isMade ? 'yes' : 'no'}`)
  }
  const reads = ({ simulator }: Awaited<ReturnType<typeof setUp>>): number =>
    simulator.record.requests({}).filter(({ path, method }) => method === 'GET' && path.includes('/order')).length

  it.each([
    ['keeps a stop raised that was raised by the lost change', true, 285],
    ['keeps the stop of an order that the lost change did not reach', false, 280],
  ])('%s', async (_, isMade, price) => {
    const context = await setUpWithoutQuestions()
    const { session, changes } = context
    const [order] = await session.placeOrders(ACCOUNT, [stop])
    lose(context, isMade)
    await expect(order.modify({ price: 285 })).rejects.toMatchObject({ code: 'order-outcome-unknown' })
    expect(order.request.price).toBe(280)
    lose(context, true)
    await expect(order.modify({ quantity: 8 })).rejects.toMatchObject({ code: 'order-outcome-unknown' })
    await order.modify({ tif: 'GTC' })
    expect(changes(order.orderId).slice(1)).toEqual([
      { ...stop, price, quantity: 8 },
      { ...stop, price, quantity: 8, tif: 'GTC' },
    ])
    expect(order.request).toMatchObject({ price, quantity: 8, tif: 'GTC' })
    const before = reads(context)
    await order.modify({ quantity: 7 })
    expect(reads(context)).toBe(before)
  })

  it('reads the order in the list of an account that is not selected, after it has cleared the cache', async () => {
    const other = 'DU7654321'
    const context = await setUpWithoutQuestions({ accounts: [ACCOUNT, other] })
    const { simulator, session, clock, changes } = context
    const [order] = await session.placeOrders(other, [stop])
    lose(context, true)
    await expect(order.modify({ price: 285 })).rejects.toMatchObject({ code: 'order-outcome-unknown' })
    await skipUntil(clock, order.modify({ tif: 'GTC' }))
    expect(changes(order.orderId, other)[1]).toEqual({ ...stop, price: 285, tif: 'GTC' })
    const lists = simulator.record.requests({ path: '/v1/api/iserver/account/orders' }).map(({ query }) => query)
    expect(lists).toEqual([`accountId=${other}&force=true`, `accountId=${other}`])
  })

  it('keeps the stop of a trailing order where the market has moved it', async () => {
    const { simulator, session, changes } = await setUpWithoutQuestions()
    const trailing = { conid: 8314, side: 'SELL', quantity: 10, orderType: 'TRAIL', tif: 'DAY' } as const
    const [order] = await session.placeOrders(ACCOUNT, [
      { ...trailing, trailingType: 'amt', trailingAmt: 5, price: 291 },
    ])
    const status = { path: `iserver/account/order/status/${order.orderId}` }
    await expect
      .poll(async () => {
        simulator.controls.setPrice('IBM', 310)
        return (await session.request(status)).stop_price
      })
      .toBe('305.00')
    await order.modify({ quantity: 8 })
    // The first stop would be 14 below the stop of now.
    expect(changes(order.orderId)[0]).toMatchObject({ quantity: 8, price: 305, trailingAmt: 5 })
    expect(order.request).toMatchObject({ price: 305 })
  })

  it('sends nothing if IBKR does not report a field, and needs no read once that field is given', async () => {
    const context = await setUpWithoutQuestions()
    const { session, changes } = context
    const trailing = {
      conid: 8314,
      side: 'SELL',
      quantity: 10,
      orderType: 'TRAIL',
      trailingType: 'amt',
      trailingAmt: 5,
      tif: 'DAY',
    } as const
    const [order] = await session.placeOrders(ACCOUNT, [trailing])
    lose(context, true)
    await expect(order.modify({ trailingAmt: 3 })).rejects.toMatchObject({ code: 'order-outcome-unknown' })
    await expect(order.modify({ quantity: 8 })).rejects.toMatchObject({
      code: 'order-state-unknown',
      message: expect.stringMatching(/nothing was sent.*IBKR does not report trailingAmt\.$/),
      hint: expect.stringContaining('Pass trailingAmt'),
    })
    expect(changes(order.orderId)).toHaveLength(1)
    const before = reads(context)
    await order.modify({ quantity: 8, trailingAmt: 3, price: 290 })
    expect(reads(context)).toBe(before)
    expect(changes(order.orderId)[1]).toEqual({ ...trailing, trailingAmt: 3, quantity: 8, price: 290 })
  })

  it('sends nothing if the order cannot be read, was not found, or the read was aborted', async () => {
    const context = await setUpWithoutQuestions()
    const { simulator, session, changes } = context
    const [order] = await session.placeOrders(ACCOUNT, [stop])
    lose(context, false)
    await expect(order.modify({ price: 285 })).rejects.toMatchObject({ code: 'order-outcome-unknown' })
    const { faults } = simulator.controls
    const status = 'GET /iserver/account/order/status/*'
    faults.add(`500@${status},times=1`)
    await expect(order.modify({ quantity: 8 })).rejects.toMatchObject({
      code: 'order-state-unknown',
      message: expect.stringMatching(
        /The outcome of an earlier change is unknown, and the order could not be read: .*[^.]\.$/,
      ),
      cause: { code: 'server-failed' },
    })
    const silent = faults.add(`silence@${status},times=1`)
    const aborting = new AbortController()
    const aborted = order.modify({ quantity: 8 }, { signal: aborting.signal })
    await expect.poll(() => silent.struck()).toBe(1)
    aborting.abort()
    const error: unknown = await aborted.catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'aborted' })
    expect(mayHaveHappened(error)).toBe(false)
    expect(changes(order.orderId)).toHaveLength(1)
    await order.modify({ quantity: 8 })
    expect(changes(order.orderId)[1]).toEqual({ ...stop, quantity: 8 })
  })

  it('reads the order after a question about its change was left open, because the caller may have confirmed it', async () => {
    const { session, changes } = await setUp()
    const [order] = await session.placeOrders(ACCOUNT, [waiting], { confirm })
    const left: unknown = await order.modify({ price: 250 }).catch((error: unknown) => error)
    if (!IbkrOrderError.is(left, 'order-not-confirmed') || !left.response) throw left
    await answerQuestions(session, left.response, () => 'confirm')
    await order.modify({ quantity: 12 }, { confirm })
    expect(changes(order.orderId)[1]).toEqual({ ...sent, price: 250, quantity: 12 })
  })
})

import { expect, it } from 'vitest'
import type { OrderChanges, QuestionVerdict } from '../../../src/client/index.ts'
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

async function setUp() {
  const { simulator, session, clock } = await supervise({ mode: 'gateway', fillSeconds: 0.05 }, { socket: false })
  simulator.controls.setPrice('IBM', 296)
  await session.ready()
  const changes = (orderId: string): readonly unknown[] =>
    requestBodies(simulator, `iserver/account/${ACCOUNT}/order/${orderId}`).map((body) => JSON.parse(body))
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

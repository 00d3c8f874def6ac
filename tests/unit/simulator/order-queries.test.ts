import { expect, test } from 'vitest'
import { createTimers } from '../../../src/simulator/clock.ts'
import type { OrderView } from '../../../src/simulator/orders/order-view.ts'
import { createLiveOrderRoutes } from '../../../src/simulator/rest/live-order-routes.ts'
import { calculateProfitAndLoss } from '../../../src/simulator/simulator-state.ts'
import { createOrdersTopic } from '../../../src/simulator/socket/orders-topic.ts'
import { amd, createTradingFixture } from './trading-fixture.ts'

const hour = 3_600_000

/** Creates a simulator state with the functions that read orders, after the warm-up. */
function reading(options: Parameters<typeof createTradingFixture>[0] = {}) {
  const market = createTradingFixture(options)
  const routes = createLiveOrderRoutes(market.state)
  const get = async (path: string, query = '', parameters = {}) => {
    const route = routes.find((each) => each.path === path)
    if (route === undefined) throw new Error(`No route ${path}`)
    const call = { method: 'GET', path, parameters, query: new URLSearchParams(query), body: { kind: 'none' } } as const
    const { status, body } = await route.handle(call)
    return { status, body: JSON.parse(body) as unknown }
  }
  const orders = async (query = '') => {
    await get('/iserver/account/orders', 'force=true')
    const { body } = await get('/iserver/account/orders', query)
    return (body as { orders: readonly { orderId: number; status: string }[] }).orders
  }
  const trades = async (days?: number) => {
    await get('/iserver/account/trades')
    const { body } = await get('/iserver/account/trades', days === undefined ? '' : `days=${days}`)
    return body as readonly { order_id: number }[]
  }
  return {
    ...market,
    get,
    orders,
    trades,
    statusOf: (orderId: number) => get('/iserver/account/order/status/{orderId}', '', { orderId: String(orderId) }),
  }
}

test('returns the live orders of the trading day, and working orders of earlier days', async () => {
  const { clock, state, place, orders, statusOf } = reading()
  const filled = place()
  const kept = place({ kind: 'LMT', price: 50, tif: 'GTC' })
  const dropped = place({ kind: 'LMT', price: 50, tif: 'GTC' })
  clock.advance(5_000)
  const ids = async () => (await orders()).map(({ orderId }) => orderId)
  expect(await ids()).toEqual(expect.arrayContaining([filled, kept, dropped]))
  clock.advance(24 * hour)
  state.lifeCycle.cancel(dropped)
  clock.advance(1_000)
  expect(await ids()).not.toContain(filled)
  expect(await ids()).toEqual(expect.arrayContaining([kept, dropped]))
  expect((await statusOf(filled)).status).toBe(503)
  expect((await statusOf(kept)).status).toBe(200)
})

test('returns at most the newest 1,000 orders', async () => {
  const { place, orders } = reading()
  const ids = Array.from({ length: 1_200 }, () => place({ kind: 'LMT', price: 50 }))
  const read = await orders()
  expect(read).toHaveLength(1_000)
  expect(read[0]?.orderId).toBe(ids.at(-1))
})

test('sorts the last execution first with sort_by_time, together with a filter', async () => {
  const { clock, place, orders, price } = reading()
  const early = place({ kind: 'LMT', price: 99 })
  clock.advance(1_000)
  const late = place()
  clock.advance(10_000)
  price(98)
  clock.advance(10_000)
  const [first, second] = await orders('filters=filled,sort_by_time')
  expect([first?.orderId, second?.orderId]).toEqual([early, late])
})

test('reads orders of another account of the user by its id, and rejects accounts of other users', async () => {
  const { state, get, orders, statusOf } = reading({ accounts: ['DU1234567', 'DU7654321'] })
  const [sample] = state.orderStore.all()
  if (sample === undefined) throw new Error('No orders')
  const { id } = state.lifeCycle.submit('DU7654321', sample)
  expect((await orders()).map(({ orderId }) => orderId)).not.toContain(id)
  expect((await orders('accountId=DU7654321')).map(({ orderId }) => orderId)).toEqual([id])
  expect((await statusOf(id)).status).toBe(503)
  expect(await get('/iserver/account/orders', 'accountId=U999')).toMatchObject({
    status: 400,
    body: { error: 'Bad Request: accountId is not valid: U999' },
  })
})

test('returns the trades of today, or of up to seven trading days', async () => {
  const { clock, place, trades } = reading()
  const longAgo = place({ quantity: 1 })
  clock.advance(7 * 24 * hour)
  const monday = place({ quantity: 1 })
  clock.advance(4 * 24 * hour)
  const friday = place({ quantity: 1 })
  clock.advance(3 * 24 * hour)
  const nextMonday = place({ quantity: 1 })
  clock.advance(10_000)
  const ids = async (days?: number) =>
    (await trades(days))
      .map((trade) => trade.order_id)
      .filter((id) => [longAgo, monday, friday, nextMonday].includes(id))
  expect(await ids()).toEqual([nextMonday])
  expect(await ids(2)).toEqual([nextMonday, friday])
  expect(await ids(7)).toEqual([nextMonday, friday, monday])
})

test('resets the daily profit at the start of the day', () => {
  const { clock, state, price, place } = reading()
  place()
  clock.advance(5_000)
  price(120)
  const daily = () => calculateProfitAndLoss(state, 'DU1234567').daily
  const earned = daily()
  clock.advance(24 * hour)
  expect(daily()).toBe(0)
  price(121)
  expect(earned).not.toBe(0)
  expect(daily()).toBeCloseTo(100, 2)
})

/** Returns the rows in the frames of a new subscription. */
function subscribed(
  state: ReturnType<typeof createTradingFixture>['state'],
  options: Readonly<Record<string, unknown>> = {},
) {
  const frames: (readonly OrderView[])[] = []
  state.session.warmUps().accountsRead = true
  const channel = {
    send: (value: object) => frames.push((value as { args: readonly OrderView[] }).args),
    sendText: (text: string) => frames.push((JSON.parse(text) as { args: readonly OrderView[] }).args),
    timers: createTimers({ now: () => 0, after: () => () => undefined }),
  }
  const topic = createOrdersTopic(state, channel, { silent: false, refusals: 0 })
  topic.open([], options)
  return { frames, close: () => topic.close([]) }
}

test('may send simultaneous changes in one frame, in order', async () => {
  const { clock, state, place } = createTradingFixture()
  const ids = Array.from({ length: 50 }, () => place({ kind: 'LMT', price: 50 }))
  clock.advance(1_000)
  const { frames } = subscribed(state)
  for (const id of ids) state.lifeCycle.cancel(id)
  await Promise.resolve()
  expect(frames.flat().map((row) => row['orderId'])).toEqual(ids)
  expect(frames.some((frame) => frame.length > 1)).toBe(true)
  expect(frames.some((frame) => frame.length === 1)).toBe(true)
})

test('discards pending order updates after an unsubscribe', async () => {
  const { state, place } = createTradingFixture()
  const { frames, close } = subscribed(state)
  place()
  close()
  await Promise.resolve()
  expect(frames).toEqual([])
})

test('sends only the order ids at the start of a subscription with days', () => {
  const { state } = createTradingFixture()
  const { frames } = subscribed(state, { days: 1 })
  expect(frames).toHaveLength(state.orderStore.all().length)
  for (const [row] of frames) {
    expect(Object.keys(row ?? {}).sort()).toEqual(['acct', 'conid', 'conidex', 'isEventTrading', 'orderId'])
  }
})

test('filters a subscription by status, and sends a complete order when it first matches the filter', async () => {
  const { clock, state, place } = createTradingFixture()
  const { frames } = subscribed(state, { filters: ['Submitted'] })
  const id = place({ instrument: amd })
  clock.advance(5_000)
  await Promise.resolve()
  const rows = frames.flat().filter((row) => row['orderId'] === id)
  expect(rows[0]).toMatchObject({ status: 'Submitted', ticker: 'AMD' })
  expect(rows.some((row) => row['status'] === 'Filled')).toBe(false)
})

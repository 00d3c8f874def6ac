import { describe, expect, test } from 'vitest'
import { GuardRailsService } from '../../../../src/host/guard-rails/guard-rails-service.ts'
import { NO_FACTS } from '../../../../src/host/guard-rails/order-facts.ts'
import type { OutgoingRequest } from '../../../../src/host/guard-rails/read-orders.ts'
import { RecentOrders } from '../../../../src/host/guard-rails/recent-orders.ts'
import { SentOrders } from '../../../../src/host/guard-rails/sent-orders.ts'
import { PendingQuestion } from '../../../../src/host/session/pending-question.ts'
import { NO_RAILS, STRICT_RAILS } from '../../../../src/shared/domain/guard-rails.ts'
import { manualClock } from '../../client/manual-clock.ts'

const order = { conid: 1, side: 'BUY', orderType: 'LMT', price: 100, quantity: 10, tif: 'DAY' }
const request = { method: 'POST', path: '/iserver/account/DU1/orders', body: JSON.stringify({ orders: [order] }) }

/** Creates the guard rails with limits and a daily loss that the test may change. */
function createRails() {
  const now = { rails: NO_RAILS, loss: 0, isJournaled: true, isCovered: true }
  const money = (currency: string) => ({
    rates: new Map([[currency, 1], ...(currency === 'JPY' ? ([['USD', 150]] as const) : [])]),
    dailyLoss: now.loss,
  })
  const contracts = new Map([[1, { symbol: 'A', assetClass: 'STK', currency: 'USD', pointValue: 1 }]])
  const prices = new Map([[1, { price: 100, isCurrent: true }]])
  const positions = new Map([['DU1', { rows: [], at: 0 }]])
  const question = new PendingQuestion()
  const service = new GuardRailsService({
    recent: new RecentOrders(manualClock()),
    sent: new SentOrders(manualClock()),
    orderList: { current: () => [], requestedAt: () => undefined, covers: () => now.isCovered },
    stored: { of: () => now.rails } as never,
    session: { profile: { id: 'p' } } as never,
    question,
    requireJournal: () => {
      if (!now.isJournaled) throw new Error('not journaled')
    },
    facts: {
      read: async () => ({ ...NO_FACTS, contracts, prices, positions, ...money(now.rails.currency) }),
      money,
    } as never,
  })
  const { signal } = new AbortController()
  const prepare = (each: OutgoingRequest, acknowledged?: string) => service.prepare(each, { acknowledged, signal })
  const check = (each: OutgoingRequest = request) => service.check(each, true, signal)
  return { now, prepare, check, service, question }
}

/** Prepares a request, and returns its last check with the values that change while it waits. */
async function prepared() {
  const { now, prepare } = createRails()
  now.rails = { ...NO_RAILS, value: { action: 'refuse', limit: 10_000 }, dailyLoss: { action: 'refuse', limit: 500 } }
  return { now, prepare: () => prepare(request), leave: await prepare(request) }
}

describe('request whose orders cannot be read', () => {
  const unreadable = { ...request, body: '{"orders":' }
  const exceeded = { action: 'warn', limit: 1 } as const

  test('is sent while every limit is off', async () => {
    const { prepare } = createRails()
    expect(await prepare(unreadable)).not.toThrow()
  })

  test('needs the strictest action of all limits', async () => {
    const { now, prepare } = createRails()
    now.rails = { ...NO_RAILS, collar: exceeded }
    await expect(prepare(unreadable)).rejects.toMatchObject({ code: 'guard-rail-warning' })
    now.rails = { ...now.rails, ordersPerMinute: { action: 'refuse', limit: 100 } }
    await expect(prepare(unreadable)).rejects.toMatchObject({ code: 'guard-rail-refused' })
  })

  test('is judged again with the limits at the time when it leaves', async () => {
    const { now, prepare } = createRails()
    const leave = await prepare(unreadable)
    now.rails = { ...NO_RAILS, quantity: exceeded }
    expect(leave).toThrow('This request cannot be checked')
  })
})

test('counts an order that IBKR does not list yet, until IBKR rejects it', async () => {
  const { now, prepare, service } = createRails()
  now.rails = { ...NO_RAILS, workingOrders: { action: 'refuse', limit: 1 } }
  const leave = await prepare(request)
  leave()
  await expect(prepare(request)).rejects.toThrow('2 working orders with this one exceed the limit of 1')
  service.noteResult(request, { kind: 'rejected' })
  expect(await prepare(request)).not.toThrow()
})

test.each([
  ['was declined', false, { kind: 'accepted' }, true],
  ['was confirmed, and IBKR rejected it', true, { kind: 'rejected' }, true],
  ['was confirmed', true, { kind: 'accepted' }, false],
  ['is still open because of the rate limit', false, { kind: 'rejected', response: { head: { status: 429 } } }, false],
  ['got a reply whose outcome is unknown', false, { kind: 'unknown' }, false],
] as const)('counts an order whose question %s as long as it may be placed', async (_, confirmed, result, isOver) => {
  const { now, prepare, service, question } = createRails()
  now.rails = { ...NO_RAILS, workingOrders: { action: 'refuse', limit: 1 } }
  const leave = await prepare(request)
  leave()
  const about = { kind: 'request', request: { ...request, method: 'POST', query: [] } } as const
  question.open({ question: { replyId: 'q' } as never, about })
  const reply = { method: 'POST', path: '/iserver/reply/q', body: JSON.stringify({ confirmed }) }
  const leaveReply = await prepare(reply)
  question.end()
  leaveReply()
  service.noteResult(reply, result, about)
  const again = prepare(request)
  await (isOver ? expect(again).resolves.toBeDefined() : expect(again).rejects.toThrow('2 working orders'))
})

test('compares the newest daily loss when the order leaves', async () => {
  const { now, leave } = await prepared()
  now.loss = 499
  leave()
  now.loss = 500
  expect(leave).toThrow('Daily loss USD 500.00 reaches the limit')
})

test('sends no order whose journal fails while it waits', async () => {
  const { now, prepare, leave } = await prepared()
  leave()
  now.isJournaled = false
  expect(leave).toThrow('not journaled')
  await expect(prepare()).rejects.toThrow('not journaled')
})

test('converts the order into the currency that the limits have when the order leaves', async () => {
  const { now, leave } = await prepared()
  now.rails = { ...now.rails, currency: 'JPY' }
  expect(leave).toThrow('Order value USD 1,000.00 (JPY 150,000) exceeds the limit of JPY 10,000')
})

test.each([
  ['off', NO_RAILS],
  ['on', STRICT_RAILS],
])('names currency and point value of the contract in a review while every limit is %s', async (_state, rails) => {
  const { now, check } = createRails()
  now.rails = rails
  expect(await check()).toMatchObject({ contract: { currency: 'USD', pointValue: 1 } })
})

describe('acknowledgement of a warning', () => {
  const warned = { ...NO_RAILS, quantity: { action: 'warn', limit: 9 } } as const
  const again = { code: 'guard-rail-warning' }

  test('sends the reviewed orders once, also with another client order id', async () => {
    const { now, prepare, check } = createRails()
    now.rails = warned
    const { acknowledgement } = await check()
    const renamed = { ...request, body: JSON.stringify({ orders: [{ ...order, cOID: 'another' }] }) }
    ;(await prepare(renamed, acknowledgement))()
    await expect(prepare(request, acknowledgement)).rejects.toMatchObject(again)
    await expect(prepare(request)).rejects.toMatchObject(again)
  })

  test('sends no other order, and none after a limit was changed', async () => {
    const { now, prepare, check } = createRails()
    now.rails = warned
    const larger = { ...request, body: JSON.stringify({ orders: [{ ...order, quantity: 11 }] }) }
    await expect(prepare(larger, (await check()).acknowledgement)).rejects.toMatchObject(again)
    const { acknowledgement } = await check()
    now.rails = { ...warned, quantity: { action: 'warn', limit: 8 } }
    await expect(prepare(request, acknowledgement)).rejects.toMatchObject(again)
  })

  test('is offered only if nothing refuses the order, and is forgotten after 200 newer reviews', async () => {
    const { now, prepare, check } = createRails()
    expect(await check()).not.toHaveProperty('acknowledgement')
    now.rails = { ...warned, value: { action: 'refuse', limit: 1 } }
    expect(await check()).not.toHaveProperty('acknowledgement')
    now.rails = warned
    const [oldest, next] = [await check(), await check()]
    for (let count = 0; count < 199; count += 1) await check()
    await expect(prepare(request, oldest.acknowledgement)).rejects.toMatchObject(again)
    expect(await prepare(request, next.acknowledgement)).not.toThrow()
  })
})

test('judges a request without an order neither in a review nor when it is sent', async () => {
  const { now, prepare, check } = createRails()
  now.rails = { ...NO_RAILS, dailyLoss: { action: 'refuse', limit: 1 } }
  now.loss = 5
  const cancel = { method: 'DELETE', path: '/iserver/account/DU1/order/1' }
  expect(await check(cancel)).toEqual({ findings: [] })
  expect(await prepare(cancel)).not.toThrow()
})

test('counts the orders of a request when it leaves, and a message of the socket as one that cannot be read', async () => {
  const { now, prepare, service } = createRails()
  now.rails = { ...NO_RAILS, ordersPerMinute: { action: 'refuse', limit: 2 } }
  const [first, second] = [await prepare(request), await prepare(request)]
  first()
  second()
  await expect(prepare(request)).rejects.toThrow('This would be order 3 within a minute')
  expect(() => service.checkSocketText('eac+1')).toThrow(expect.objectContaining({ code: 'guard-rail-refused' }))
  now.rails = NO_RAILS
  service.checkSocketText('eac+1')
  now.isJournaled = false
  expect(() => service.checkSocketText('eac+1')).toThrow('not journaled')
})

test('cannot check what depends on working orders of an account whose orders are not all listed', async () => {
  const { now, prepare } = createRails()
  now.rails = { ...NO_RAILS, position: { action: 'refuse', limit: 100 }, workingOrders: { action: 'warn', limit: 9 } }
  await prepare(request)
  now.isCovered = false
  await expect(prepare(request)).rejects.toThrow('not complete for the account')
  now.rails = { ...now.rails, position: NO_RAILS.position }
  await expect(prepare(request)).rejects.toMatchObject({ code: 'guard-rail-warning' })
})

describe('request after one that IBKR does not list yet', () => {
  const requestOf = (...orders: readonly object[]) => ({ ...request, body: JSON.stringify({ orders }) })
  const inGroup = requestOf({ ...order, isSingleGroup: true }, { ...order, price: 90, isSingleGroup: true })
  const parent = requestOf({ ...order, cOID: 'parent' })

  test.each([
    ['another OCA group', inGroup, requestOf({ ...order, price: 80, isSingleGroup: true })],
    ['an equal OCA group', inGroup, inGroup],
    ['an order that is attached to it', parent, requestOf({ ...order, parentId: 'parent' })],
  ])('adds up the positions of %s', async (_, first, second) => {
    const { now, prepare } = createRails()
    now.rails = { ...NO_RAILS, position: { action: 'refuse', limit: 20 } }
    ;(await prepare(first))()
    ;(await prepare(second))()
    now.rails = { ...NO_RAILS, position: { action: 'refuse', limit: 19 } }
    await expect(prepare(second)).rejects.toThrow('A position of 30 A after this order and working orders exceeds')
  })
})

test('counts the reply to a question that this console did not ask as an order', async () => {
  const { now, prepare } = createRails()
  const reply = { method: 'POST', path: '/iserver/reply/unknown', body: '{"confirmed":true}' }
  ;(await prepare(reply))()
  now.rails = { ...NO_RAILS, ordersPerMinute: { action: 'refuse', limit: 1 } }
  await expect(prepare(request)).rejects.toThrow('This would be order 2 within a minute')
  await expect(prepare(reply)).rejects.toThrow('did not send the order that IBKR’s question is about')
})

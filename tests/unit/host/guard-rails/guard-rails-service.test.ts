import { describe, expect, test } from 'vitest'
import { GuardRailsService } from '../../../../src/host/guard-rails/guard-rails-service.ts'
import { NO_FACTS } from '../../../../src/host/guard-rails/order-facts.ts'
import type { OutgoingRequest } from '../../../../src/host/guard-rails/read-orders.ts'
import { RecentOrders } from '../../../../src/host/guard-rails/recent-orders.ts'
import { PendingQuestion } from '../../../../src/host/order-requests/pending-question.ts'
import { NO_RAILS, STRICT_RAILS } from '../../../../src/shared/domain/guard-rails.ts'
import { manualClock } from '../../client/manual-clock.ts'

const order = { conid: 1, side: 'BUY', orderType: 'LMT', price: 100, quantity: 10, tif: 'DAY' }
const request = { method: 'POST', path: '/iserver/account/DU1/orders', body: JSON.stringify({ orders: [order] }) }

/** Creates the guard rails with limits and a daily loss that the test may change. */
function createRails() {
  const now = { rails: NO_RAILS, loss: 0, isJournaled: true }
  const money = (currency: string) => ({
    rates: new Map([[currency, 1], ...(currency === 'JPY' ? ([['USD', 150]] as const) : [])]),
    dailyLoss: now.loss,
  })
  const contracts = new Map([[1, { symbol: 'A', assetClass: 'STK', currency: 'USD', pointValue: 1 }]])
  const prices = new Map([[1, { price: 100, isCurrent: true }]])
  const service = new GuardRailsService({
    recent: new RecentOrders(manualClock()),
    stored: { of: () => now.rails } as never,
    session: { profile: { id: 'p' } } as never,
    question: new PendingQuestion(),
    requireJournal: () => {
      if (!now.isJournaled) throw new Error('not journaled')
    },
    facts: {
      read: async () => ({ ...NO_FACTS, contracts, prices, ...money(now.rails.currency) }),
      money,
    } as never,
  })
  const prepare = (each: OutgoingRequest) => service.prepare(each, { signal: new AbortController().signal })
  const check = () => service.check(request, true, new AbortController().signal)
  return { now, prepare, check }
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
    expect(leave).toThrow('cannot read this request')
  })
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

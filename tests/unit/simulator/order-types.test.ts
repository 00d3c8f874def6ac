import { expect, test } from 'vitest'
import { amd, createTradingFixture } from './trading-fixture.ts'

test('moves a trailing stop with the best price, never back, and sells when the price reaches it', () => {
  const { clock, place, order, status, price } = createTradingFixture()
  const id = place({ side: 'SELL', kind: 'TRAIL', price: 98, trailing: { amount: 2, unit: 'amt' } })
  clock.advance(200)
  price(105)
  expect(order(id)?.price).toBe(103)
  price(104)
  expect(order(id)?.price).toBe(103)
  expect(status(id)).toBe('PreSubmitted')
  price(103)
  clock.advance(5_000)
  expect(status(id)).toBe('Filled')
})

test("moves a buyer's percentage trailing stop down, starting at its distance", () => {
  const { clock, place, order, price } = createTradingFixture()
  const id = place({ kind: 'TRAIL', trailing: { amount: 5, unit: '%' } })
  expect(order(id)?.price).toBe(105)
  clock.advance(200)
  price(80)
  expect(order(id)?.price).toBe(84)
})

test('keeps the distance between limit and stop of a trailing stop limit', () => {
  const { clock, place, order, price, fills } = createTradingFixture()
  const trailing = { amount: 2, unit: 'amt' } as const
  const id = place({ side: 'SELL', kind: 'TRAILLMT', auxPrice: 98, price: 97.5, trailing })
  clock.advance(200)
  price(110)
  expect(order(id)).toMatchObject({ auxPrice: 108, price: 107.5 })
  price(100)
  clock.advance(10_000)
  expect(order(id)).toMatchObject({ status: 'Submitted', elected: true })
  expect(fills(id)).toEqual([])
})

test('trades a midprice order between bid and ask, within its price cap', () => {
  const { clock, state, place, order, status, price } = createTradingFixture()
  const capped = place({ kind: 'MIDPRICE', price: 90 })
  const free = place({ kind: 'MIDPRICE' })
  clock.advance(10_000)
  const { bid, ask } = state.market.quote(amd)
  expect(status(free)).toBe('Filled')
  expect(order(free)?.averagePrice).toBeGreaterThanOrEqual(bid)
  expect(order(free)?.averagePrice).toBeLessThan(ask)
  expect(status(capped)).toBe('Submitted')
  price(89.9)
  clock.advance(10_000)
  expect(status(capped)).toBe('Filled')
})

test('fills at most the displayed size of the quote', () => {
  const { clock, state, place, fills, status } = createTradingFixture()
  const shown: number[] = []
  state.orderStore.changed.on(({ order }) => {
    if (order.filled === 0 && order.status === 'Submitted') shown.push(state.market.quote(amd).askSize)
  })
  const id = place({ quantity: 20_000 })
  clock.advance(600_000)
  expect(status(id)).toBe('Filled')
  expect(Math.max(...fills(id))).toBeLessThanOrEqual(1400)
  expect(fills(id)[0]).toBeLessThanOrEqual(shown[0] ?? 0)
})

test('reduces the size of the quote by a fill, and reports the fill as the last trade', () => {
  const { clock, state, place } = createTradingFixture()
  const before = state.market.quote(amd)
  place({ quantity: 7, tif: 'IOC' })
  clock.advance(200)
  const after = state.market.quote(amd)
  expect(after).toMatchObject({ last: before.ask, lastSize: 7, volume: before.volume + 7 })
  expect(after.askSize).toBe(before.askSize - 7)
})

test('fills an all-or-none order only in one part, once the displayed size is sufficient', () => {
  const { clock, state, place, fills, price, status } = createTradingFixture()
  expect(state.market.quote(amd).askSize).toBeLessThan(1350)
  const id = place({ quantity: 1350, allOrNone: true })
  clock.advance(20_000)
  expect(fills(id)).toEqual([])
  for (let turn = 0; turn < 200 && status(id) !== 'Filled'; turn += 1) {
    expect(fills(id)).toEqual([])
    price(100)
    clock.advance(5_000)
  }
  expect(fills(id)).toEqual([1350])
})

test('fills an immediate-or-cancel order with the displayed size, and cancels the rest with a reason', () => {
  const { clock, state, place, order, fills } = createTradingFixture()
  const { askSize } = state.market.quote(amd)
  const id = place({ quantity: 5_000, tif: 'IOC' })
  clock.advance(200)
  expect(fills(id)).toEqual([askSize])
  expect(order(id)).toMatchObject({ status: 'Cancelled', cancelReason: expect.any(String) })
})

test('activates a stop immediately if it is changed to a limit, and waits again if a limit is changed to a stop', () => {
  const { clock, state, place, status } = createTradingFixture()
  const id = place({ side: 'SELL', kind: 'STP', price: 90 })
  clock.advance(200)
  const resting = { instrument: amd, side: 'SELL', quantity: 100, auxPrice: undefined, tif: 'DAY' } as const
  const rest = { outsideRth: false, clientOrderId: undefined }
  state.lifeCycle.change(id, { ...resting, ...rest, kind: 'LMT', price: 120 })
  expect(status(id)).toBe('Submitted')
  state.lifeCycle.change(id, { ...resting, ...rest, kind: 'STP', price: 90 })
  expect(status(id)).toBe('PreSubmitted')
})

test('keeps the filled quantity if an order is changed to a smaller quantity', () => {
  const { clock, state, place, order, fills } = createTradingFixture()
  const id = place({ quantity: 100 })
  clock.advance(1_200)
  const [filled = 0] = fills(id)
  expect(filled).toBeGreaterThan(1)
  const before = order(id)
  if (before === undefined) throw new Error('No order')
  state.lifeCycle.change(id, { ...before, quantity: 1 })
  expect(order(id)).toMatchObject({ status: 'Filled', quantity: filled, filled })
})

test('can fill an order before its cancellation is confirmed', () => {
  const { clock, state, place, status } = createTradingFixture()
  const id = place({ quantity: 1 })
  // One share is filled after four seconds. The cancel is confirmed after 150 ms.
  clock.advance(4_000)
  state.lifeCycle.cancel(id)
  expect(status(id)).toBe('PendingCancel')
  clock.advance(1_000)
  expect(status(id)).toBe('Filled')
})

test('keeps a saved order inactive, and transmits it when it is modified', () => {
  const { clock, state, place, order, status } = createTradingFixture()
  const saved = place({ deactivated: true })
  clock.advance(10_000)
  expect(status(saved)).toBe('Inactive')
  const before = order(saved)
  if (before === undefined) throw new Error('No order')
  state.lifeCycle.change(saved, { ...before, deactivated: false })
  clock.advance(5_000)
  expect(status(saved)).toBe('Filled')
})

test('triggers a market-if-touched order when the market reaches its trigger price', () => {
  const { clock, place, status, price } = createTradingFixture()
  const buy = place({ kind: 'MIT', price: 98 })
  const sell = place({ kind: 'MIT', side: 'SELL', price: 102 })
  clock.advance(5_000)
  expect([status(buy), status(sell)]).toEqual(['PreSubmitted', 'PreSubmitted'])
  price(98)
  clock.advance(5_000)
  expect([status(buy), status(sell)]).toEqual(['Filled', 'PreSubmitted'])
  price(102)
  clock.advance(5_000)
  expect(status(sell)).toBe('Filled')
})

test('keeps a triggered limit-if-touched order at its limit', () => {
  const { clock, place, order, price, fills } = createTradingFixture()
  const id = place({ kind: 'LIT', auxPrice: 98, price: 97 })
  clock.advance(200)
  price(98)
  clock.advance(5_000)
  expect(order(id)).toMatchObject({ status: 'Submitted', elected: true, filled: 0 })
  price(96.9)
  clock.advance(10_000)
  expect(order(id)?.status).toBe('Filled')
  expect(fills(id).length).toBeGreaterThan(1)
})

test('starts the trailing stop of a child at the price at which its parent was filled', () => {
  const { clock, place, order, status, price } = createTradingFixture()
  const parent = place({ kind: 'LMT', price: 90 })
  const trailing = { amount: 5, unit: 'amt' } as const
  const stop = place({ side: 'SELL', kind: 'TRAIL', tif: 'GTC', trailing }, { parentId: parent })
  const limit = { side: 'SELL', kind: 'TRAILLMT', tif: 'GTC', trailing, price: 94 } as const
  const stopLimit = place(limit, { parentId: parent })
  expect(order(stop)?.price).toBe(95)
  clock.advance(200)
  price(89)
  clock.advance(5_000)
  expect([status(parent), status(stop)]).toEqual(['Filled', 'PreSubmitted'])
  expect(order(stop)?.price).toBeLessThan(86)
  expect(order(stopLimit)).toMatchObject({ status: 'PreSubmitted', auxPrice: order(stop)?.price })
  expect((order(stopLimit)?.auxPrice ?? 0) - (order(stopLimit)?.price ?? 0)).toBeCloseTo(1)
})

test('fills an order with an algorithm in more parts, and more slowly', () => {
  const { clock, place, fills, status } = createTradingFixture()
  const plain = place({ kind: 'LMT', price: 101 })
  const algorithm = { id: 'Twap', parameters: {} }
  const split = place({ kind: 'LMT', price: 101, algorithm })
  clock.advance(6_000)
  expect([status(plain), status(split)]).toEqual(['Filled', 'Submitted'])
  clock.advance(20_000)
  expect(status(split)).toBe('Filled')
  expect(fills(split).length).toBeGreaterThan(2 * fills(plain).length)
})

import { expect, test } from 'vitest'
import { amd, trading } from './placed-orders.ts'

test('a trailing stop follows the best price, never back, and sells when the price falls to it', () => {
  const { clock, place, order, status, price } = trading()
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

test('a trailing stop in per cent of a buyer follows the price down and starts at its distance by itself', () => {
  const { clock, place, order, price } = trading()
  const id = place({ kind: 'TRAIL', trailing: { amount: 5, unit: '%' } })
  expect(order(id)?.price).toBe(105)
  clock.advance(200)
  price(80)
  expect(order(id)?.price).toBe(84)
})

test('the limit of a trailing stop limit keeps its distance from the stop, and holds', () => {
  const { clock, place, order, price, fills } = trading()
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

test('a mid-price order trades between bid and ask, and not beyond its cap', () => {
  const { clock, world, place, order, status, price } = trading()
  const capped = place({ kind: 'MIDPRICE', price: 90 })
  const free = place({ kind: 'MIDPRICE' })
  clock.advance(10_000)
  const { bid, ask } = world.market.quote(amd)
  expect(status(free)).toBe('Filled')
  expect(order(free)?.averagePrice).toBeGreaterThanOrEqual(bid)
  expect(order(free)?.averagePrice).toBeLessThan(ask)
  expect(status(capped)).toBe('Submitted')
  price(89.9)
  clock.advance(10_000)
  expect(status(capped)).toBe('Filled')
})

test('no fill is larger than the size that the market shows', () => {
  const { clock, world, place, fills, status } = trading()
  const shown: number[] = []
  world.orderStore.changed.on(({ order }) => {
    if (order.filled === 0 && order.status === 'Submitted') shown.push(world.market.quote(amd).askSize)
  })
  const id = place({ quantity: 20_000 })
  clock.advance(600_000)
  expect(status(id)).toBe('Filled')
  expect(Math.max(...fills(id))).toBeLessThanOrEqual(1400)
  expect(fills(id)[0]).toBeLessThanOrEqual(shown[0] ?? 0)
})

test('a fill takes its size from the quote and is printed as the last trade', () => {
  const { clock, world, place } = trading()
  const before = world.market.quote(amd)
  place({ quantity: 7, tif: 'IOC' })
  clock.advance(200)
  const after = world.market.quote(amd)
  expect(after).toMatchObject({ last: before.ask, lastSize: 7, volume: before.volume + 7 })
  expect(after.askSize).toBe(before.askSize - 7)
})

test('all or none waits until the market shows its whole size, and fills at once', () => {
  const { clock, world, place, fills, price, status } = trading()
  expect(world.market.quote(amd).askSize).toBeLessThan(1350)
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

test('immediate or cancel takes what is shown, and the rest is cancelled with a reason', () => {
  const { clock, world, place, order, fills } = trading()
  const { askSize } = world.market.quote(amd)
  const id = place({ quantity: 5_000, tif: 'IOC' })
  clock.advance(200)
  expect(fills(id)).toEqual([askSize])
  expect(order(id)).toMatchObject({ status: 'Cancelled', cancelReason: expect.any(String) })
})

test('a stop that becomes a limit works at once, and a limit that becomes a stop waits again', () => {
  const { clock, world, place, status } = trading()
  const id = place({ side: 'SELL', kind: 'STP', price: 90 })
  clock.advance(200)
  const resting = { instrument: amd, side: 'SELL', quantity: 100, auxPrice: undefined, tif: 'DAY' } as const
  const rest = { outsideRth: false, clientOrderId: undefined }
  world.lifeCycle.change(id, { ...resting, ...rest, kind: 'LMT', price: 120 })
  expect(status(id)).toBe('Submitted')
  world.lifeCycle.change(id, { ...resting, ...rest, kind: 'STP', price: 90 })
  expect(status(id)).toBe('PreSubmitted')
})

test('a change to less than is filled keeps what is filled', () => {
  const { clock, world, place, order, fills } = trading()
  const id = place({ quantity: 100 })
  clock.advance(1_200)
  const [filled = 0] = fills(id)
  expect(filled).toBeGreaterThan(1)
  const before = order(id)
  if (before === undefined) throw new Error('No order')
  world.lifeCycle.change(id, { ...before, quantity: 1 })
  expect(order(id)).toMatchObject({ status: 'Filled', quantity: filled, filled })
})

test('a cancel may lose the race against a fill', () => {
  const { clock, world, place, status } = trading()
  const id = place({ quantity: 1 })
  // One part of one share after four seconds; the cancel takes 150 ms to be confirmed.
  clock.advance(4_000)
  world.lifeCycle.cancel(id)
  expect(status(id)).toBe('PendingCancel')
  clock.advance(1_000)
  expect(status(id)).toBe('Filled')
})

test('an order that was only saved waits, and is transmitted by a change', () => {
  const { clock, world, place, order, status } = trading()
  const saved = place({ deactivated: true })
  clock.advance(10_000)
  expect(status(saved)).toBe('Inactive')
  const before = order(saved)
  if (before === undefined) throw new Error('No order')
  world.lifeCycle.change(saved, { ...before, deactivated: false })
  clock.advance(5_000)
  expect(status(saved)).toBe('Filled')
})

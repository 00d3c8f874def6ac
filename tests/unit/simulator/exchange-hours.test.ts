import { expect, test } from 'vitest'
import { readQuoteFieldValues } from '../../../src/simulator/market/quote-fields.ts'
import { createTestState } from './test-simulator-state.ts'
import { amd, createTradingFixture } from './trading-fixture.ts'

const hour = 3_600_000
const minute = 60_000

/** Monday, 14 September 2026. New York is four hours behind UTC. */
const monday = (hours: number, minutes = 0) => Date.UTC(2026, 8, 14, hours + 4, minutes)

function exchangeAt(start: number) {
  return createTradingFixture({ hours: 'exchange', start })
}

test('keeps orders PreSubmitted before the opening, and trades them at the opening', () => {
  const { clock, place, status } = exchangeAt(monday(9))
  const id = place()
  clock.advance(29 * minute)
  expect(status(id)).toBe('PreSubmitted')
  clock.advance(minute + 5_000)
  expect(status(id)).toBe('Filled')
})

test('marks the last price with C from midnight until the first trade of the day', () => {
  const { clock, state, price } = exchangeAt(monday(-1))
  const last = () => readQuoteFieldValues(['31'], amd, state.market.quote(amd))['31']
  price(160)
  expect(last()).toBe('160.00')
  clock.advance(2 * hour)
  expect(last()).toBe('C160.00')
  price(161)
  expect(last()).toBe('161.00')
})

test('trades orders with outsideRTH before the opening, but not at night', () => {
  const { clock, place, status } = exchangeAt(monday(3, 55))
  const id = place({ outsideRth: true })
  clock.advance(4 * minute)
  expect(status(id)).toBe('PreSubmitted')
  clock.advance(minute + 5_000)
  expect(status(id)).toBe('Filled')
})

test('cancels DAY orders at the close with a reason, and DAY orders with outsideRTH in the evening', () => {
  const { clock, place, order, status } = exchangeAt(monday(15, 59))
  const resting = { kind: 'LMT', price: 50 } as const
  const day = place(resting)
  const late = place({ ...resting, outsideRth: true })
  clock.advance(minute)
  expect(order(day)).toMatchObject({ status: 'Cancelled', cancelReason: expect.stringContaining('expired') })
  expect(status(late)).toBe('Submitted')
  clock.advance(4 * hour)
  expect(status(late)).toBe('Cancelled')
})

test('moves a DAY order that is placed after the close to the next day', () => {
  const { clock, place, status } = exchangeAt(monday(16, 30))
  const id = place({ kind: 'LMT', price: 50 })
  clock.advance(17 * hour + minute)
  expect(status(id)).toBe('Submitted')
  clock.advance(6.5 * hour)
  expect(status(id)).toBe('Cancelled')
})

test('keeps a good-till-cancelled order over the weekend without trading it', () => {
  const { clock, place, status, price, fills } = exchangeAt(monday(15) + 4 * 24 * hour)
  const id = place({ kind: 'LMT', price: 95, tif: 'GTC' })
  clock.advance(minute)
  expect(status(id)).toBe('Submitted')
  clock.advance(2 * hour)
  expect(status(id)).toBe('PreSubmitted')
  price(90)
  clock.advance(24 * hour)
  expect(fills(id)).toEqual([])
  clock.advance(41 * hour)
  expect(status(id)).toBe('Filled')
})

test('trades opening orders completely at the opening price, or cancels them', () => {
  const { clock, state, place, order, status, fills } = exchangeAt(monday(9))
  const market = place({ tif: 'OPG', quantity: 5_000 })
  const low = place({ tif: 'OPG', kind: 'LMT', price: 60 })
  clock.advance(30 * minute)
  expect(fills(market)).toEqual([5_000])
  expect(order(market)?.averagePrice).toBe(state.market.quote(amd).open)
  expect(status(low)).toBe('Cancelled')
  const late = place({ tif: 'OPG' })
  clock.advance(23 * hour)
  expect(status(late)).toBe('PreSubmitted')
  clock.advance(hour)
  expect(status(late)).toBe('Filled')
})

test('trades orders on close completely at the closing price, or cancels them', () => {
  const { clock, place, order, status, fills, price } = exchangeAt(monday(15, 50))
  const market = place({ kind: 'MOC', quantity: 5_000 })
  const high = place({ kind: 'LOC', price: 140 })
  const low = place({ kind: 'LOC', price: 60 })
  clock.advance(9 * minute)
  price(130)
  expect([status(market), status(high), status(low)]).toEqual(['PreSubmitted', 'PreSubmitted', 'PreSubmitted'])
  clock.advance(minute)
  expect(fills(market)).toEqual([5_000])
  expect([order(market)?.averagePrice, order(high)?.averagePrice]).toEqual([130, 130])
  expect(order(low)).toMatchObject({ status: 'Cancelled', cancelReason: expect.stringContaining('close') })
  const late = place({ kind: 'MOC' })
  clock.advance(23 * hour)
  expect(status(late)).toBe('PreSubmitted')
  clock.advance(hour)
  expect(status(late)).toBe('Filled')
})

test('trades orders on close at midnight if the market never closes', () => {
  const { clock, place, order, price } = createTradingFixture({ start: monday(23) })
  const id = place({ kind: 'MOC' })
  clock.advance(59 * minute)
  price(130)
  expect(order(id)?.status).toBe('PreSubmitted')
  clock.advance(minute)
  expect(order(id)).toMatchObject({ status: 'Filled', averagePrice: 130 })
})

test('keeps prices constant at night, and starts the day with yesterday’s last price as its close', () => {
  const { clock, state } = createTestState({ hours: 'exchange', marketMoves: true, start: monday(19, 59) })
  clock.advance(2 * minute)
  const { last, volume } = state.market.quote(amd)
  clock.advance(3.5 * hour)
  expect(state.market.quote(amd)).toMatchObject({ last, volume })
  clock.advance(hour)
  expect(state.market.quote(amd)).toMatchObject({ close: last, open: last, high: last, low: last, volume: 0 })
  clock.advance(9 * hour)
  const { open, high, low } = state.market.quote(amd)
  expect(open).not.toBe(last)
  expect(high).toBeGreaterThanOrEqual(open)
  expect(low).toBeLessThanOrEqual(open)
})

test('fills an order at night in a market that never closes, and cancels DAY orders at midnight', () => {
  const { clock, place, status } = createTradingFixture({ start: monday(23) })
  const id = place()
  const resting = place({ kind: 'LMT', price: 50 })
  const kept = place({ kind: 'LMT', price: 50, tif: 'GTC' })
  clock.advance(5_000)
  expect(status(id)).toBe('Filled')
  clock.advance(hour)
  expect([status(resting), status(kept)]).toEqual(['Cancelled', 'Submitted'])
})

test('processes the close after the machine slept through it', () => {
  const { clock, state } = createTestState({ hours: 'exchange', start: monday(15) })
  const phases: string[] = []
  state.market.day.phaseChanged.on(({ phase }) => phases.push(phase))
  clock.sleep(20 * hour)
  clock.advance(1)
  expect(phases).toEqual(['extended', 'closed', 'extended', 'open'])
})

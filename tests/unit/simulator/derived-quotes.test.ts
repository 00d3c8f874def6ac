import { expect, test } from 'vitest'
import { getTitle } from '../../../src/simulator/contracts/describe-contract.ts'
import { findInstrument } from '../../../src/simulator/contracts/find-instrument.ts'
import {
  createOption,
  listExpirations,
  listOptionFamilies,
  listStrikes,
} from '../../../src/simulator/contracts/options.ts'
import { derivePrice, usualVolatility } from '../../../src/simulator/market/derived-prices.ts'
import { type Instrument, stocks, type WalkingInstrument } from '../../../src/simulator/market/instruments.ts'
import { readQuoteFieldValues } from '../../../src/simulator/market/quote-fields.ts'
import { derivativesStart, namedInstrument } from './named-instrument.ts'
import { requireCombo } from './require-combo.ts'
import { requireInstrument } from './require-instrument.ts'
import { createTestState } from './test-simulator-state.ts'

const apple = requireInstrument('AAPL')
const [december, march] = ['ESZ6', 'ESH7'].map(namedInstrument) as [Instrument, Instrument]
const [call, put] = ['AAPL  261016C00245000', 'AAPL  261016P00245000'].map(namedInstrument) as [Instrument, Instrument]
const audCad = namedInstrument('AUD.CAD')

const setUp = (options: Parameters<typeof createTestState>[0] = {}) => {
  const { clock, state } = createTestState({ start: derivativesStart, ...options })
  return { clock, state, market: state.market }
}

test('finds instruments by symbol, pair, symbol at the exchange, or conid', () => {
  expect(namedInstrument('ES')).toMatchObject({ secType: 'FUT', localSymbol: 'ESU6' })
  expect(namedInstrument('AAPL260918C00245000')).toMatchObject({ strike: 245, right: 'C', expiry: '20260918' })
  expect(namedInstrument('BP.')).toMatchObject({ currency: 'GBP', priceMagnifier: 100 })
  expect(namedInstrument(String(december.conid))).toBe(findInstrument(december.conid))
  for (const name of ['CAD.AUD', 'AUD.AUD', 'ESZ9', 'AAPL  261016C00245500', '1', 'NOPE'])
    expect(() => namedInstrument(name), name).toThrow('The market has no')
  expect([december, march].map(getTitle)).toEqual(['ES DEC26', 'ES MAR27'])
})

test('returns the same quote while nothing changes', () => {
  const { clock, market } = setUp()
  const combo = requireCombo('265598/1,8314/-1')
  const instruments = [apple, december, call, audCad, namedInstrument('BP.'), combo]
  const before = instruments.map(market.quote)
  // Quotes of options are calculated again in each minute, but their prices are still the same.
  clock.advance(61_000)
  for (const [at, instrument] of instruments.entries()) expect(market.quote(instrument)).toBe(before[at])
  market.setPrice(apple, market.quote(apple).last + 5)
  expect(market.quote(call)).not.toBe(before[2])
  expect(market.quote(combo)).not.toBe(before[5])
  expect(market.quote(december)).toBe(before[1])
})

test('moves every month of a future with its index, at different prices', () => {
  const { market } = setUp()
  market.setPrice(december, 6700)
  expect(market.quote(december)).toMatchObject({ last: 6700, bid: 6699.75, ask: 6700.25 })
  const later = market.quote(march).last
  expect(later).toBeGreaterThan(6700)
  market.setPrice(december, 6710)
  expect(market.quote(march).last).toBe(later + 10)
})

test('prices options from the price of their underlying, on their ticks', () => {
  const { clock, market } = setUp()
  market.setPrice(apple, 245)
  const [at, below] = [market.quote(call), market.quote(put)]
  // Without interest a call and a put at the money cost the same: 0.4 times the deviation.
  expect(at.last).toBeCloseTo(245 * 0.4 * 0.016 * Math.sqrt(252) * Math.sqrt(32.25 / 365), 0)
  expect(below.last).toBe(at.last)
  for (const { bid, last, ask } of [at, below]) {
    expect(bid).toBeLessThan(last)
    expect(ask).toBeGreaterThan(last)
    for (const price of [bid, last, ask]) expect((price * 20) % 1).toBeCloseTo(0, 9)
  }
  market.setPrice(apple, 255)
  expect(market.quote(call).last).toBeGreaterThan(at.last + 5)
  expect(market.quote(put).last).toBeLessThan(at.last - 3)
  clock.advance(30 * 86_400_000)
  expect(market.quote(call).last).toBeGreaterThanOrEqual(10)
  clock.advance(10 * 86_400_000)
  expect(market.quote(call).last).toBe(10)
  expect(market.quote(put)).toMatchObject({ last: 0.01, bid: 0.01 })
})

test('prices options on a future from the price of this future', () => {
  const { market } = setUp()
  const [call, put] = ['ESV6 C6700', 'ESV6 P6700'].map(namedInstrument) as [Instrument, Instrument]
  market.setPrice(december, 6700)
  const { last: index } = market.quote(namedInstrument('11004968'))
  // The future is above its index, and the options of October follow the future of December.
  expect(index).toBeLessThan(6700)
  const price = (option: Instrument, at = index) =>
    derivePrice(option, { price: at, volatility: 0.2 }, derivativesStart)
  expect(price(call) - price(put)).toBeCloseTo(0, 9)
  expect(price(call, index + 10) - price(put, index + 10)).toBeCloseTo(10, 9)
  expect(market.quote(call).measures?.delta).toBeCloseTo(0.51, 1)
  for (const each of [market.quote(call).bid, market.quote(call).ask]) expect(each % 0.25).toBe(0)
})

test('makes low strikes and near expirations more volatile than high and far ones', () => {
  const { market } = setUp()
  market.setPrice(apple, 245)
  const volatility = (name: string) => market.quote(namedInstrument(name)).measures?.impliedVolatility ?? 0
  const [low, middle, high] = ['00220000', '00245000', '00270000'].map((strike) => volatility(`AAPL261016C${strike}`))
  expect(middle).toBeCloseTo(usualVolatility(apple as WalkingInstrument), 9)
  expect(low).toBeGreaterThan((middle ?? 0) * 1.1)
  expect(high).toBeLessThan((middle ?? 0) * 1.02)
  expect(volatility('AAPL280121C00220000')).toBeLessThan((low ?? 0) * 0.95)
})

test('offers no riskless profit across the strikes of a chain', () => {
  const [family] = listOptionFamilies(apple.conid)
  if (family === undefined) throw new Error('No options')
  for (const expiration of listExpirations(family, derivativesStart)) {
    const prices = listStrikes(family).map((strike) =>
      derivePrice(
        createOption(family, expiration, strike, 'C'),
        { price: 245, volatility: usualVolatility(apple as WalkingInstrument) },
        derivativesStart,
      ),
    )
    for (const [at, price] of prices.entries()) {
      const [lower, higher] = [prices[at - 1], prices[at + 1]]
      if (lower === undefined || higher === undefined) continue
      // Far from the price, both sides are equal but for rounding errors.
      expect(price).toBeLessThan(lower + 1e-9)
      expect(price).toBeLessThan((lower + higher) / 2 + 1e-9)
    }
  }
})

test('prints a trade until the underlying moves, and counts it in the volume of the day', () => {
  const { market } = setUp()
  market.setPrice(apple, 245)
  const before = market.quote(call)
  market.take(call, 'BUY', 1, before.ask)
  const after = market.quote(call)
  expect(after).toMatchObject({ last: before.ask, lastSize: 1, volume: before.volume + 1 })
  expect(market.quote(call)).toBe(after)
  market.setPrice(apple, 245.01)
  expect(market.quote(call)).toMatchObject({ volume: before.volume + 1 })
  expect(market.quote(call).last).toBeCloseTo(before.last, 1)
})

test('shows greeks, volatility and open interest of options in the fields of IBKR', () => {
  const { clock, market } = setUp()
  const ids = ['7308', '7309', '7310', '7311', '7633', '7638']
  const fields = (instrument: Instrument) => readQuoteFieldValues(ids, instrument, market.quote(instrument))
  market.setPrice(apple, 245)
  const before = fields(call)
  expect(before).toMatchObject({ '7308': '0.515', '7633': '25.4%', '7638': expect.stringMatching(/^[\d,]+$/) })
  expect(fields(put)).toMatchObject({ '7308': '-0.485', '7309': before['7309'], '7633': '25.4%' })
  expect(Number(before['7310'])).toBeLessThan(0)
  market.setVolatility(apple as WalkingInstrument, 0.5)
  expect(fields(call)).toMatchObject({ '7633': '50.0%', '7638': before['7638'] })
  expect(market.quote(call).last).toBeGreaterThan(10)
  expect(fields(apple)).toEqual({})
  clock.advance(60 * 86_400_000)
  expect(fields(call)).toEqual({ '7638': before['7638'] })
})

test('withholds the market data of a derivative', () => {
  const { market } = setUp()
  market.withhold(december)
  expect(market.quote(december).isWithheld).toBe(true)
  market.setPrice(december, 6700)
  expect(market.quote(december)).toMatchObject({ isWithheld: true, last: 6700 })
  expect(market.quote(march).isWithheld).toBeUndefined()
})

test('does not influence the prices of stocks when other instruments are quoted', () => {
  const run = (quoted: readonly Instrument[]) => {
    const { clock, market } = setUp({ marketMoves: true })
    for (const instrument of quoted) market.quote(instrument)
    clock.advance(5_000)
    return stocks.map((stock) => market.quote(stock))
  }
  expect(run([december, call, audCad, namedInstrument('BP.')])).toEqual(run([]))
})

test('moves prices of pairs, pence shares and futures on their ticks', () => {
  const { clock, market } = setUp({ marketMoves: true })
  for (const instrument of [audCad, namedInstrument('BP.'), december]) {
    const first = market.quote(instrument).last
    const prices = Array.from({ length: 20 }, () => {
      clock.advance(3_000)
      return market.quote(instrument)
    })
    expect(new Set(prices.map(({ last }) => last)).size).toBeGreaterThan(5)
    for (const { last, bid, ask } of prices) {
      expect(last / first).toBeCloseTo(1, 1)
      expect(last / instrument.increment).toBeCloseTo(Math.round(last / instrument.increment), 6)
      expect(bid).toBeLessThan(last)
      expect(ask).toBeGreaterThan(last)
    }
  }
})

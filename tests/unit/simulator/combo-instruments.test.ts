import { expect, test } from 'vitest'
import { parseCombo } from '../../../src/simulator/market/combo-instruments.ts'
import { derivativesStart, namedInstrument } from './named-instrument.ts'
import { requireCombo } from './require-combo.ts'
import { requireInstrument } from './require-instrument.ts'
import { createTradingFixture } from './trading-fixture.ts'

const apple = requireInstrument('AAPL')
const ibm = requireInstrument('IBM')
const spread = (list = '265598/1,8314/-2') => requireCombo(list)
const conidOf = (name: string) => namedInstrument(name).conid
/** The calls of October at 245 and 255, the first one of SPX at 6700, and the puts of AAPL at 225 and 235. */
const [low, high, ofIndex] = ['AAPL  261016C00245000', 'AAPL  261016C00255000', 'SPX   261016C06700000'].map(conidOf)
const puts = ['AAPL  261016P00225000', 'AAPL  261016P00235000'].map(conidOf)
const london = [712_000_001, 712_000_002]
const seven = [265598, 8314, 272093, 76792991, 756733, 320227571, 4815747].map((conid) => `${conid}/1`)

test.each([
  [
    'a ratio of 0',
    '28812380;;;265598/1,8314/0',
    'The ratio of leg 8314 must be a whole number from 1 to 100, or from -100 to -1 to sell: 0',
  ],
  ['a ratio beyond 100', '28812380;;;265598/1,8314/-1000', /^The ratio of leg 8314 .*: -1000$/],
  ['a fraction as ratio', '28812380;;;265598/1,8314/0.5', /^The ratio of leg 8314 .*: 0.5$/],
  ['the same leg twice', '28812380;;;265598/1,265598/-1', 'Leg 265598 is in the combo twice'],
  ['one leg', '28812380;;;265598/1', 'A combo has at least two legs'],
  ['seven legs', `28812380;;;${seven}`, 'A combo has at most 6 legs in the simulator, not 7'],
  [
    'legs in two currencies',
    '28812380;;;265598/1,712000001/-1',
    'The legs of a combo need the same currency, not USD and GBP',
  ],
  [
    'the spread id of another currency',
    '61227069;;;265598/1,8314/-1',
    '61227069 is the spread id of JPY; that of USD is 28812380',
  ],
  ['a currency without a spread id', `0;;;730000010/1,730000011/1`, / cannot be a leg of a combo$/],
  ['an index as leg', '28812380;;;265598/1,416904/-1', 'SPX (IND) cannot be a leg of a combo'],
  [
    'no exchange outside the US',
    `58666491;;;${london[0]}/1,${london[1]}/-1`,
    /needs its exchange .*: 58666491@EXCHANGE$/,
  ],
  ['another exchange', '28812380@LSE;;;265598/1,8314/-1', 'A leg of the combo is not traded on LSE'],
  ['a leg without a ratio', '28812380;;;265598,8314', 'A leg of a combo is CONID/RATIO, not 265598'],
  ['no legs', '28812380;;;', 'A leg of a combo is CONID/RATIO, not '],
])('refuses %s as a combo', (_, text, reason) => {
  expect(parseCombo(text, true)).toEqual({
    kind: 'refused',
    reason: typeof reason === 'string' ? reason : expect.stringMatching(reason),
  })
})

test('does not know combos with an unknown leg or spread id, and parses no other contract', () => {
  for (const text of ['28812380;;;265598/1,1/-1', '12345;;;265598/1,8314/-1', '0;;;265598/1,8314/-1'])
    expect(parseCombo(text)).toEqual({ kind: 'unknown' })
  for (const text of ['28812380', '265598@NYSE', '']) expect(parseCombo(text)).toBeUndefined()
})

test.each([
  ['USD', 28812380],
  ['GBP', 58666491],
])('creates combos in %s with its spread id, which a stream may omit', (currency, spreadId) => {
  const legs = currency === 'USD' ? '265598/1,8314/-2' : `${london[0]}/1,${london[1]}/-6`
  const venue = currency === 'USD' ? '' : '@LSE'
  const expected = { conid: spreadId, currency, conidex: `${spreadId}${venue};;;${legs}`, secType: 'BAG' }
  expect(parseCombo(`${spreadId}${venue};;;${legs}`)).toMatchObject({ kind: 'combo', instrument: expected })
  expect(parseCombo(`0${venue};;;${legs}`, true)).toMatchObject({ kind: 'combo', instrument: expected })
})

test('has the spread ids of 13 currencies', () => {
  const ids = [28812380, 61227077, 61227082, 61227087, 136000441, 58666491, 61227072]
  const others = [136000444, 61227069, 136000424, 136000449, 136000429, 426116555]
  for (const id of [...ids, ...others]) expect(parseCombo(`${id};;;1/1,2/1`), String(id)).toEqual({ kind: 'unknown' })
  const reasons = [...ids, ...others].map((id) => parseCombo(`${id};;;265598/1,8314/1`))
  const currencies = reasons.flatMap((each) =>
    each?.kind === 'refused' ? (/ of ([A-Z]{3});/.exec(each.reason)?.[1] ?? []) : [],
  )
  expect(currencies.sort().join(' ')).toBe('AUD CAD CHF CNH GBP HKD INR JPY KRW MXN SEK SGD')
})

/** Creates a fixture at the time of the options, with AAPL at 245. */
function optionFixture() {
  const fixture = createTradingFixture({ start: derivativesStart })
  fixture.state.market.setPrice(apple, 245)
  return { ...fixture, ledger: fixture.state.accounts.get('DU1234567') }
}

test('prices a debit spread and a credit spread of options per unit of their multiplier', () => {
  const { state } = optionFixture()
  const { market } = state
  const [debit, credit] = [spread(`${low}/1,${high}/-1`), spread(`${puts[0]}/1,${puts[1]}/-1`)]
  const [bought, sold] = [namedInstrument('AAPL  261016C00245000'), namedInstrument('AAPL  261016C00255000')].map(
    market.quote,
  )
  expect(debit.multiplier).toBe(100)
  expect(market.quote(debit).ask).toBeCloseTo((bought?.ask ?? 0) - (sold?.bid ?? 0), 6)
  expect(market.quote(debit).bid).toBeGreaterThan(0)
  // The lower put costs less than the higher one: the buyer receives money.
  expect(market.quote(credit).ask).toBeLessThan(0)
  market.setPrice(apple, 255)
  expect(market.quote(debit).last).toBeGreaterThan((bought?.last ?? 0) - (sold?.last ?? 0))
})

test('prices shares with an option per share, with the multiplier of the option', () => {
  const { state, ledger, clock, place, status } = optionFixture()
  const covered = spread(`265598/100,${low}/-1`)
  const quote = state.market.quote(covered)
  const call = state.market.quote(namedInstrument('AAPL  261016C00245000'))
  expect(quote.ask).toBeCloseTo(state.market.quote(apple).ask - call.bid, 6)
  const [cash, shares] = [ledger.cash('USD'), ledger.position(apple).quantity]
  const id = place({ instrument: covered, quantity: 1, kind: 'LMT', price: quote.ask })
  clock.advance(60_000)
  expect(status(id)).toBe('Filled')
  expect(ledger.position(apple).quantity - shares).toBe(100)
  // 1 for the shares and 1 for the option.
  expect(cash - ledger.cash('USD')).toBeCloseTo(100 * quote.ask + 2, 6)
})

test.each([
  ['a debit', () => `${low}/1,${high}/-1`, 1],
  ['a credit', () => `${puts[0]}/1,${puts[1]}/-1`, -1],
])('fills a combo for %s as trades of all legs, and moves the cash by its price', (_, legs, sign) => {
  const { state, ledger, clock, place, order } = optionFixture()
  const combo = spread(legs())
  const { ask } = state.market.quote(combo)
  expect(Math.sign(ask)).toBe(sign)
  const cash = ledger.cash('USD')
  const id = place({ instrument: combo, quantity: 3, kind: 'LMT', price: ask })
  clock.advance(60_000)
  expect(order(id)).toMatchObject({ status: 'Filled', filled: 3, averagePrice: expect.closeTo(ask, 6) })
  const trades = state.orderStore.executions().filter((execution) => execution.order.id === id)
  const commissions = trades.reduce((sum, { commission }) => sum + commission, 0)
  expect(cash - ledger.cash('USD')).toBeCloseTo(300 * ask + commissions, 6)
  const held = (combo.pricing.kind === 'combo' ? combo.pricing.legs : []).map(
    ({ instrument }) => ledger.position(instrument).quantity,
  )
  expect(held).toEqual([3, -3])
})

test('fills every leg in proportion or none, also in a partial fill', () => {
  const { state, ledger, clock, place, order } = optionFixture()
  const combo = spread(`${low}/1,${high}/-2`)
  const legs = combo.pricing.kind === 'combo' ? combo.pricing.legs : []
  let fills = 0
  state.orderStore.executed.on(() => {
    fills += 1
  })
  const id = place({ instrument: combo, quantity: 20 })
  for (let step = 0; step < 60 && order(id)?.status !== 'Filled'; step += 1) {
    clock.advance(500)
    const filled = order(id)?.filled ?? 0
    expect(legs.map(({ instrument, ratio }) => Math.abs(ledger.position(instrument).quantity / ratio))).toEqual([
      filled,
      filled,
    ])
  }
  expect(fills).toBeGreaterThan(2)
})

test('fills a combo order only after the halt of a leg has ended', () => {
  const { state, ledger, clock, place, order } = optionFixture()
  const combo = spread(`${low}/1,${ofIndex}/-1`)
  const id = place({ instrument: combo, quantity: 1 })
  state.market.setHalted(apple, true)
  clock.advance(60_000)
  expect(order(id)).toMatchObject({ status: 'Submitted', filled: 0 })
  expect(ledger.position(namedInstrument('SPX   261016C06700000')).quantity).toBe(0)
  state.market.setHalted(apple, false)
  clock.advance(60_000)
  expect(order(id)).toMatchObject({ status: 'Filled' })
})

test('prices a combo as the sum of leg price times ratio, which can be negative', () => {
  const { state } = createTradingFixture()
  state.market.setPrice(apple, 200)
  state.market.setPrice(ibm, 300)
  const [first, second] = [state.market.quote(apple), state.market.quote(ibm)]
  const quote = state.market.quote(spread())
  expect(quote.last).toBe(-400)
  expect(quote.ask).toBeCloseTo(first.ask - 2 * second.bid, 6)
  expect(quote.bid).toBeCloseTo(first.bid - 2 * second.ask, 6)
  expect(quote.askSize).toBe(Math.floor(Math.min(first.askSize, second.bidSize / 2)))
})

test('records a filled combo as two trades, without a position in the combo', () => {
  const { clock, state, place, order } = createTradingFixture()
  const ledger = state.accounts.find('DU1234567')
  const held = () => [apple, ibm].map((instrument) => ledger?.position(instrument).quantity ?? 0)
  const before = held()
  const combo = spread()
  const id = place({ instrument: combo, quantity: 10 })
  clock.advance(60_000)
  expect(order(id)).toMatchObject({ status: 'Filled', filled: 10 })
  expect(held()).toEqual([(before[0] ?? 0) + 10, (before[1] ?? 0) - 20])
  expect(ledger?.positions().some(({ instrument }) => instrument.conid === combo.conid)).toBe(false)
  const trades = state.orderStore.executions().filter((execution) => execution.order.id === id)
  expect(new Set(trades.map((trade) => `${trade.order.side} ${trade.order.instrument.symbol}`))).toEqual(
    new Set(['BUY AAPL', 'SELL IBM']),
  )
})

test('keeps a limit order on a combo until the price reaches the limit', () => {
  const { clock, state, place, status } = createTradingFixture()
  state.market.setPrice(apple, 200)
  state.market.setPrice(ibm, 300)
  const id = place({ instrument: spread(), kind: 'LMT', price: -410, quantity: 1 })
  clock.advance(60_000)
  expect(status(id)).toBe('Submitted')
  state.market.setPrice(ibm, 306)
  clock.advance(60_000)
  expect(status(id)).toBe('Filled')
})

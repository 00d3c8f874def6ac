import { expect, test } from 'vitest'
import { parseCombo } from '../../../src/simulator/market/combo-instruments.ts'
import { requireInstrument } from './require-instrument.ts'
import { createTradingFixture } from './trading-fixture.ts'

const apple = requireInstrument('AAPL')
const ibm = requireInstrument('IBM')

function spread(list = '265598/1,8314/-2') {
  const combo = parseCombo(`28812380;;;${list}`)
  if (combo === undefined) throw new Error(`No combo ${list}`)
  return combo
}

test.each([
  ['an unknown leg', '28812380;;;265598/1,1/-1'],
  ['one leg', '28812380;;;265598/1'],
  ['the same leg twice', '28812380;;;265598/1,265598/-1'],
  ['a ratio of nothing', '28812380;;;265598/1,8314/0'],
  ['a ratio beyond reason', '28812380;;;265598/1,8314/-1000'],
  ['a fraction as ratio', '28812380;;;265598/1,8314/0.5'],
  ['another currency', '61227069;;;265598/1,8314/-1'],
  ['no ratio', '28812380;;;265598,8314'],
])('rejects %s as a combo', (_, text) => {
  expect(parseCombo(text)).toBeUndefined()
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

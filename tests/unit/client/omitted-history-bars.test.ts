import { expect, it } from 'vitest'
import { mergeHistory } from '../../../src/client/streams/price-history.ts'

const bar = { t: 1_700_000_000_000, o: 1, c: 2, h: 2, l: 1, v: 5 }
const barsOf = (data: readonly object[], hasAllPrices = true) =>
  mergeHistory(undefined, { contract: '265598', hasAllPrices }, { serverId: '1', points: 0, data }, 1)?.bars

it('omits the bar without a time that IBKR sends for an empty period', () => {
  expect(barsOf([{ o: 0, c: 0 }])).toEqual([])
  expect(barsOf([{ o: 0, c: 0 }, bar])).toEqual([{ time: bar.t, open: 1, close: 2, high: 2, low: 1, volume: 5 }])
})

it('omits a bar without a price, unless the format of the query selects the values', () => {
  const closes = [{ t: 1, c: 5 }]
  expect(barsOf([...closes, bar])).toHaveLength(1)
  expect(barsOf(closes, false)).toEqual([{ time: 1, close: 5 }])
})

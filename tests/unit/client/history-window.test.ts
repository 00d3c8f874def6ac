import { expect, it } from 'vitest'
import { mergeHistory } from '../../../src/client/streams/history.ts'

it('omits the bar without a time that IBKR sends for an empty period', () => {
  const empty = { serverId: '1', points: 0, data: [{ o: 0, c: 0 }] }
  expect(mergeHistory(undefined, '265598', empty, 1)?.bars).toEqual([])
  const bar = { t: 1_700_000_000_000, o: 1, c: 2, h: 2, l: 1, v: 5 }
  const merged = mergeHistory(undefined, '265598', { ...empty, data: [{ o: 0, c: 0 }, bar] }, 1)
  expect(merged?.bars).toEqual([{ time: bar.t, open: 1, close: 2, high: 2, low: 1, volume: 5 }])
})

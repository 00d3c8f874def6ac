import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { draftOfSent } from '../../../src/renderer/features/explorer/request/restore-draft.ts'
import { prettyText } from '../../../src/renderer/features/explorer/response/pretty-text.ts'
import { isReversed, timeQuery } from '../../../src/renderer/features/history/history-query.ts'
import { hasNewOutcome, historyKey, withMark } from '../../../src/renderer/features/history/history-store.ts'
import { noMatchText, outcomeText } from '../../../src/renderer/features/history/history-text.ts'
import { pagedSource } from '../../../src/renderer/platform/paged-list.ts'
import type { HistoryRow } from '../../../src/shared/contract/history-views.ts'

describe('time filter', () => {
  const now = new Date(2026, 10, 25, 14, 2, 11).getTime()
  const none = { from: '', to: '' }

  test('converts named ranges to timestamps', () => {
    expect(timeQuery('always', none, now)).toEqual({})
    expect(timeQuery('hour', none, now)).toEqual({ since: now - 3_600_000 })
    expect(timeQuery('yesterday', none, now)).toEqual({
      since: new Date(2026, 10, 24).getTime(),
      until: new Date(2026, 10, 25).getTime(),
    })
  })

  test('accepts a custom range without a start or an end', () => {
    const between = (from: string, to: string) => timeQuery('between', { from, to }, now)
    expect(between('2026-11-25T13:00', '2026-11-25T14:30')).toEqual({
      since: new Date(2026, 10, 25, 13).getTime(),
      until: new Date(2026, 10, 25, 14, 30).getTime(),
    })
    expect(between('', '2026-11-25T14:30')).toEqual({ until: new Date(2026, 10, 25, 14, 30).getTime() })
    expect(between('never', '')).toEqual({})
    expect(isReversed('2026-11-25T14:30', '2026-11-25T13:00')).toBe(true)
    expect(isReversed('2026-11-25T14:30', '')).toBe(false)
  })
})

describe('form for a sent request', () => {
  test('shows the operation with the sent values', () => {
    const draft = draftOfSent({
      method: 'GET',
      path: '/v1/api/iserver/contract/265598/info',
      parameters: [['own', 'a&b']],
    })
    expect(draft.operation?.path).toBe('/v1/api/iserver/contract/{conid}/info')
    expect(draft.rows.filter((row) => row.enabled).map(({ place, name, value }) => [place, name, value])).toEqual([
      ['path', 'conid', '265598'],
      ['query', 'own', 'a&b'],
    ])
    const orders = draftOfSent({
      method: 'GET',
      path: '/v1/api/iserver/account/orders',
      parameters: [['force', 'true']],
    })
    expect(orders.rows.filter((row) => row.enabled).map((row) => row.name)).toEqual(['force'])
    expect(new Set(orders.rows.map((row) => row.id)).size).toBe(orders.rows.length)
  })

  test('decodes the values in a path', () => {
    const [row] = draftOfSent({
      method: 'GET',
      path: '/v1/api/iserver/account/order/status/a%2Fb',
      parameters: [],
    }).rows
    expect(row?.value).toBe('a/b')
    const unknown = draftOfSent({ method: 'POST', path: '/v1/api/no/such', parameters: [], body: '{"a":1}' })
    expect(unknown).toMatchObject({ method: 'POST', path: '/no/such', body: '{"a":1}' })
    expect(unknown.operation).toBeUndefined()
  })
})

describe('formatted body', () => {
  test('formats JSON like JSON.stringify', () =>
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(JSON.parse(prettyText(text))).toEqual(JSON.parse(text))
        expect(prettyText(text)).toBe(JSON.stringify(JSON.parse(text), null, 2))
      }),
      { examples: [['{"a":[],"b":{},"c":[1,{"d":"x\\"y"}]}']] },
    ))

  test('keeps every digit of a number', () => {
    expect(prettyText('{"id":12345678901234567890,"p":1.10}')).toBe('{\n  "id": 12345678901234567890,\n  "p": 1.10\n}')
  })

  test('does not change text that is not JSON', () => {
    expect(prettyText('<html>{"a":1}</html>')).toBe('<html>{"a":1}</html>')
    expect(prettyText('{"a":1')).toBe('{"a":1')
  })

  test('does not change JSON that is nested too deeply', () => {
    const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`
    expect(prettyText(deep)).toBe(deep)
  })
})

describe('paged list', () => {
  const row = (id: number): HistoryRow => ({ id }) as HistoryRow
  const list = {
    newestId: 250,
    total: 250,
    more: false,
    pages: new Map([
      [0, Array.from({ length: 100 }, (_, index) => row(250 - index))],
      [2, Array.from({ length: 50 }, (_, index) => row(50 - index))],
    ]),
  }

  test('finds entries in the loaded pages by index and vice versa', () => {
    const rows = pagedSource(list, historyKey)
    expect([0, 249, 150].map((index) => rows.at(index)?.id)).toEqual([250, 1, undefined])
    expect([rows.find('50'), rows.find('140')]).toEqual([200, -1])
  })

  test('marks at most two entries for comparison', () => {
    expect([1, 2, 3].reduce<readonly number[]>(withMark, [])).toEqual([2, 3])
    expect(withMark([2, 3], 2)).toEqual([3])
  })
})

test.each([
  ['AAPL', 'always', /^Every word must occur .* incomplete\.$/],
  ['', 'hour', /^Only requests in the selected time range are shown\.$/],
  ['AAPL', 'today', /^Every word .* incomplete\. Only requests in the selected time/],
  [' ', 'always', /^No request matches the filter\.$/],
] as const)('names only the active filters if the list is empty: “%s”, %s', (text, times, expected) => {
  expect(noMatchText({ text, times })).toMatch(expected)
})

test('reads the list again if a request in flight may have got its outcome, and only then', () => {
  const row = (outcome: HistoryRow['outcome']): HistoryRow => ({
    ...{ id: 1, at: 0, profileId: 'practice', environment: 'practice', source: 'orders', method: 'POST' },
    ...{ path: '/v1/api/iserver/account/DU1/orders', query: '', effect: 'trading', outcome, pinned: false },
  })
  const list = (outcome: HistoryRow['outcome']) => ({
    ...{ newestId: 1, total: 1, more: false, changes: 4 },
    pages: new Map([[0, [row(outcome)]]]),
  })
  const pulse = (changes: number) => ({ newestId: 1, changes })
  expect(hasNewOutcome(list('pending'), pulse(5))).toBe(true)
  expect(hasNewOutcome(list('pending'), pulse(4))).toBe(false)
  expect(hasNewOutcome(list('unknown'), pulse(5))).toBe(false)
  expect(outcomeText(row('pending')).text).toBe('In flight')
})

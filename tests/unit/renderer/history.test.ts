import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { draftOfSent } from '../../../src/renderer/features/explorer/request/restore-draft.ts'
import { prettyText } from '../../../src/renderer/features/explorer/response/pretty-text.ts'
import { isTurnedRound, timesOf } from '../../../src/renderer/features/history/history-query.ts'
import { indexOf, withMark } from '../../../src/renderer/features/history/history-store.ts'
import { nothingMatchesWords } from '../../../src/renderer/features/history/history-text.ts'
import { pagedRow } from '../../../src/renderer/platform/paged-list.ts'
import type { HistoryRow } from '../../../src/shared/contract/history-views.ts'

describe('the times that are asked for', () => {
  const now = new Date(2026, 10, 25, 14, 2, 11).getTime()
  const none = { from: '', to: '' }

  test('are a stretch by its name', () => {
    expect(timesOf('always', none, now)).toEqual({})
    expect(timesOf('hour', none, now)).toEqual({ since: now - 3_600_000 })
    expect(timesOf('yesterday', none, now)).toEqual({
      since: new Date(2026, 10, 24).getTime(),
      until: new Date(2026, 10, 25).getTime(),
    })
  })

  test('are from one local moment to another, where either may be open', () => {
    const between = (from: string, to: string) => timesOf('between', { from, to }, now)
    expect(between('2026-11-25T13:00', '2026-11-25T14:30')).toEqual({
      since: new Date(2026, 10, 25, 13).getTime(),
      until: new Date(2026, 10, 25, 14, 30).getTime(),
    })
    expect(between('', '2026-11-25T14:30')).toEqual({ until: new Date(2026, 10, 25, 14, 30).getTime() })
    expect(between('never', '')).toEqual({})
    expect(isTurnedRound('2026-11-25T14:30', '2026-11-25T13:00')).toBe(true)
    expect(isTurnedRound('2026-11-25T14:30', '')).toBe(false)
  })
})

describe('the form of a request that was sent', () => {
  test('is the operation with what was sent filled in, and what was only offered switched off', () => {
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

  test('decodes a value of the path, and takes an address that nobody catalogued as it is', () => {
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

describe('a body laid out for reading', () => {
  test('has the lines of JSON.stringify, and means the same', () =>
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

  test('stays as it came where it is no JSON', () => {
    expect(prettyText('<html>{"a":1}</html>')).toBe('<html>{"a":1}</html>')
    expect(prettyText('{"a":1')).toBe('{"a":1')
  })

  test('stays as it came where its lines would be little but blanks', () => {
    const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`
    expect(prettyText(deep)).toBe(deep)
  })
})

describe('the list in pages', () => {
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

  test('finds rows by their place and places by their entry, where the page is there', () => {
    expect(pagedRow(list, 0)?.id).toBe(250)
    expect(pagedRow(list, 249)?.id).toBe(1)
    expect(pagedRow(list, 150)).toBeUndefined()
    expect(indexOf(list, 50)).toBe(200)
    expect(indexOf(list, 140)).toBe(-1)
  })

  test('holds two marks at most: the oldest gives way', () => {
    expect([1, 2, 3].reduce<readonly number[]>(withMark, [])).toEqual([2, 3])
    expect(withMark([2, 3], 2)).toEqual([3])
  })
})

test.each([
  ['AAPL', 'always', /^Every word has to stand .* begun\.$/],
  ['', 'hour', /^Nothing is shown of other times than the chosen one\.$/],
  ['AAPL', 'today', /^Every word .* begun\. Nothing is shown of other times/],
  [' ', 'always', /^No request is of the chosen kind\.$/],
] as const)('an empty list says what narrows it and nothing else: “%s”, %s', (text, times, words) => {
  expect(nothingMatchesWords({ text, times })).toMatch(words)
})

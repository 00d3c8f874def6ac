import { describe, expect, test } from 'vitest'
import { JsonPathError, pathOf } from '../../../../src/renderer/features/explorer/response/reader/json-path.ts'
import { parseJsonPath } from '../../../../src/renderer/features/explorer/response/reader/parse-json-path.ts'
import { runJsonPath } from '../../../../src/renderer/features/explorer/response/reader/run-json-path.ts'
import { readDocument, runAll } from './read-document.ts'

const STORE = {
  orders: [
    { conid: 265598, ticker: 'AAPL', size: 10, price: '101.5', fills: [1, 2, 3] },
    { conid: 272093, ticker: 'MSFT', size: 25, price: null },
    { conid: 756733, ticker: 'SPY', size: 5, 'time in force': 'DAY', fills: [] },
  ],
  snapshot: true,
  id: 9007199254740993n,
}
const TEXT = JSON.stringify(STORE, (_, value: unknown) => (typeof value === 'bigint' ? 'BIG' : value)).replace(
  '"BIG"',
  '9007199254740993',
)

function found(path: string, text = TEXT): readonly string[] {
  const { document } = readDocument(text)
  const { values } = runAll(runJsonPath(document, parseJsonPath(path), () => 0))
  return Array.from(values, (value) =>
    document.index.isContainer(value) ? pathOf(document, value) : document.source(value),
  )
}

describe('JSONPath', () => {
  test.each([
    ['$', ['$']],
    ['$.snapshot', ['true']],
    ['snapshot', ['true']],
    ['orders[0].ticker', ['"AAPL"']],
    ["$['orders'][1]['conid']", ['272093']],
    ['$.orders[-1].ticker', ['"SPY"']],
    ['$.orders[*].size', ['10', '25', '5']],
    ['$.orders[0,2].size', ['10', '5']],
    ['$.orders[1:].size', ['25', '5']],
    ['$.orders[::-1].size', ['5', '25', '10']],
    ['$.orders[:-1].size', ['10', '25']],
    ['$..fills[0]', ['1']],
    ['$..conid', ['265598', '272093', '756733']],
    ["$..['time in force']", ['"DAY"']],
    ['$.orders[?@.size > 6].ticker', ['"AAPL"', '"MSFT"']],
    ["$.orders[?@.ticker == 'SPY' || @.size >= 25].conid", ['272093', '756733']],
    ['$.orders[?@.price == null].ticker', ['"MSFT"']],
    ['$.orders[?!@.price].ticker', ['"SPY"']],
    ['$.orders[?@.fills && @.size < 10].ticker', ['"SPY"']],
    ['$.orders[?count(@.fills[*]) == 3].ticker', ['"AAPL"']],
    ['$.orders[?length(@.ticker) == 3].ticker', ['"SPY"']],
    ['$.orders[?@.size == $.orders[2].size].ticker', ['"SPY"']],
    ['$[?@ == 9007199254740993]', ['9007199254740993']],
    ['$[?@ == 9007199254740992]', []],
    ['$.nothing', []],
    ['$.orders.length', []],
  ])('finds the values that RFC 9535 defines for %s', (path, expected) => {
    expect(found(path)).toEqual(expected)
  })

  test.each([
    ['$.', 2],
    ['$[', 2],
    ['$[abc]', 2],
    ['$.a[?@.b ==]', 11],
    ["$['a]", 2],
    ['$.a b', 4],
    ['$[?search(@.a, "(a+)+$")]', 9],
    ['$[?1]', 4],
    [`$${'[?('.repeat(100)}`, undefined],
    ['__proto__(constructor)', undefined],
    [`$.${'a'.repeat(3_000)}`, 0],
  ])('rejects %s with the position of the error', (path, at) => {
    expect(() => parseJsonPath(path)).toThrow(JsonPathError)
    try {
      parseJsonPath(path)
    } catch (error) {
      if (at !== undefined) expect((error as JsonPathError).at).toBe(at)
    }
  })

  test('visits each value once in paths with several “..”', () => {
    const { document } = readDocument(`${'[1,'.repeat(300)}0${']'.repeat(300)}`)
    let clockReads = 0
    const clock = (): number => {
      clockReads += 1
      return 0
    }
    const { values } = runAll(runJsonPath(document, parseJsonPath('$..*..*..*..*..*..*'), clock))
    expect(values.length).toBeLessThan(700)
    expect(clockReads).toBeLessThan(50)
  })

  test('stops a slow filter at the time limit', () => {
    let now = 0
    // Each time the clock is read, it advances by 250 ms.
    const clock = (): number => (now += 250)
    const { document } = readDocument(`[${Array.from({ length: 5_000 }, () => '[1,[2,[3]]]').join()}]`)
    const finding = runAll(runJsonPath(document, parseJsonPath('$..[?count($..[?@..*]) > 1]'), clock))
    expect(finding.stopped).toBe(true)
  })

  test.each([
    '$.list[?@ == $.text]',
    '$.list[?length($.text) == 3]',
    '$.list[?$.many == $.others]',
    '$.list[?$.many[::2] == 1]',
    '$.list[?$.many[-1] == 1]',
    '$.list[?length($.many) == 1]',
  ])('stops at the time limit even if each step is slow: %s', (path) => {
    let now = 0
    const clock = (): number => (now += 250)
    const many = Array.from({ length: 40_000 }, (_, index) => index)
    const { document } = readDocument(
      JSON.stringify({ text: 'x'.repeat(300_000), many, others: [...many, 1], list: many.slice(0, 600) }),
    )
    expect(runAll(runJsonPath(document, parseJsonPath(path), clock)).stopped).toBe(true)
  })
})

import { describe, expect, test } from 'vitest'
import { textFinder } from '../../../../src/renderer/features/explorer/response/reader/find-text.ts'
import { filterRows, sortRows } from '../../../../src/renderer/features/explorer/response/reader/sort-table.ts'
import { type Table, tableOf } from '../../../../src/renderer/features/explorer/response/reader/table-model.ts'
import { tableQueries } from '../../../../src/renderer/features/explorer/response/reader/table-queries.ts'
import { TreeRows } from '../../../../src/renderer/features/explorer/response/reader/tree-rows.ts'
import { readDocument, runAll } from './read-document.ts'

const now = (): number => 0

describe('response tree lines', () => {
  const linesOf = (text: string): readonly string[] => {
    const rows = new TreeRows(readDocument(text).document)
    return rows.lines(0, rows.state.count).map(({ depth, label, text: scalar, children, preview }) => {
      return `${' '.repeat(depth)}${label?.text ?? ''}:${scalar}${children > 0 ? `(${children})${preview}` : ''}`
    })
  }

  test('shows a small document expanded', () => {
    expect(linesOf('{"a":[1,"x"],"b":{},"c":9007199254740993}')).toEqual([
      ':(3)',
      ' a:(2)',
      '  0:1',
      '  1:"x"',
      ' b:',
      ' c:9007199254740993',
    ])
  })

  test('shows a large document collapsed, with previews', () => {
    const lines = linesOf(
      JSON.stringify(Array.from({ length: 6_000 }, (_, conid) => ({ ticker: 'A', conid, more: [1] }))),
    )
    expect(lines.length).toBe(6_001)
    expect(lines[6_000]).toBe(' 5999:(3)ticker: "A", conid: 5999, …')
  })

  test('collapses and expands all values', () => {
    const { document } = readDocument('[{"a":{"b":1}},{"a":{"b":2}}]')
    const rows = new TreeRows(document)
    rows.foldAll()
    expect(rows.state.count).toBe(3)
    const hidden = document.index.count - 1
    const row = rows.reveal(hidden) as number
    expect([row, rows.state.count]).toEqual([4, 5])
    expect(document.source(rows.lines(row, row + 1)[0]?.value as number)).toBe('2')
    expect(rows.unfoldAll().all).toBe(true)
    expect(rows.state.count).toBe(7)
  })

  test('escapes misleading characters and truncates long strings', () => {
    const [, hostile, long] = linesOf(JSON.stringify(['a\u202eb\u0000<img src=x>', 'y'.repeat(5_000)]))
    expect(hostile).toBe(' 0:"a\\u202eb\\u0000<img src=x>"')
    expect(long?.length).toBeLessThan(700)
    expect(long?.endsWith('…')).toBe(true)
  })
})

describe('response table', () => {
  const TEXT = JSON.stringify([
    { symbol: 'b', price: '1,200.5', n: 3 },
    { symbol: 'A', price: '99', n: 20, 'extra "x"': true },
    { n: null, symbol: '=cmd()', price: 'none' },
    'no row',
    { symbol: 'é,x', n: 100 },
  ])
  const { document } = readDocument(TEXT)
  const table: Table = runAll(tableOf(document, document.children(0), now))
  const columns = table.columns.map((name, guess) => ({ name, guess }))
  const column = (rows: Uint32Array, name: string): readonly (string | undefined)[] =>
    Array.from(rows, (row) => {
      const cell = document.member(row, name)
      return cell === undefined ? undefined : document.scalar(cell)
    })

  test('shows a column for each member that occurs in any row', () => {
    expect(table.columns).toEqual(['symbol', 'price', 'n', 'extra "x"'])
    expect(table.rows.length).toBe(4)
  })

  test('sorts numbers by value, then strings ignoring case', () => {
    const sorted = (name: string, down: boolean): readonly (string | undefined)[] =>
      column(
        runAll(
          sortRows(
            document,
            table.rows,
            { column: name, down },
            columns.findIndex((each) => each.name === name),
            now,
          ),
        ),
        name,
      )
    expect(sorted('n', false)).toEqual(['3', '20', '100', 'null'])
    expect(sorted('n', true)).toEqual(['100', '20', '3', 'null'])
    expect(sorted('price', false)).toEqual(['99', '1,200.5', 'none', undefined])
    expect(sorted('symbol', false)).toEqual(['=cmd()', 'A', 'b', 'é,x'])
  })

  test('sorts integers beyond 2^53 exactly', () => {
    const { document: large } = readDocument('[{"n":9007199254740993},{"n":9007199254740992},{"n":9007199254740994}]')
    const rows = runAll(tableOf(large, large.children(0), now)).rows
    const sorted = runAll(sortRows(large, rows, { column: 'n', down: false }, 0, now))
    expect(Array.from(sorted, (row) => large.source(row))).toEqual([
      '{"n":9007199254740992}',
      '{"n":9007199254740993}',
      '{"n":9007199254740994}',
    ])
  })

  test('filters rows by the text of any cell or one column', () => {
    const filtered = (text: string, name?: string): readonly (string | undefined)[] =>
      column(
        runAll(
          filterRows(document, table.rows, textFinder(text), name === undefined ? undefined : { name, guess: 0 }, now),
        ),
        'symbol',
      )
    expect(filtered('É')).toEqual(['é,x'])
    expect(filtered('20')).toEqual(['b', 'A'])
    expect(filtered('20', 'n')).toEqual(['A'])
    expect(filtered('symbol')).toEqual([])
  })

  test('escapes formulas in a CSV file', () => {
    const queries = tableQueries(document, () => undefined, now)
    runAll(queries.table({ source: 0, sort: undefined, text: '', column: undefined }))
    expect(runAll(queries.tableText({ columns: table.columns, format: 'csv' })).join('')).toBe(
      '\ufeffsymbol,price,n,"extra ""x"""\r\nb,"1,200.5",3,\r\nA,99,20,true\r\n\'=cmd(),none,null,\r\n"é,x",,100,\r\n',
    )
  })

  test('opens, sorts and filters a table of the response or of the filter results', () => {
    let results: Uint32Array | undefined
    const queries = tableQueries(document, () => results, now)
    const open = (source: number | undefined, text: string) =>
      runAll(queries.table({ source, sort: { column: 'n', down: true }, text, column: undefined }))
    expect(open(0, '')).toMatchObject({
      rows: 4,
      leftOut: 0,
      columns: [{ name: 'symbol', width: 8, isNumeric: false }, {}, { name: 'n', isNumeric: true }, {}],
    })
    expect(open(0, 'none').rows).toBe(1)
    results = table.rows.subarray(1, 3)
    expect(open(undefined, '').rows).toBe(2)
    expect(queries.tableRows({ from: 0, to: 9, columns: ['n', 'price'] }).map(({ cells }) => cells[0]?.text)).toEqual([
      '20',
      'null',
    ])
  })
})

import { describe, expect, test } from 'vitest'
import { textFinder } from '../../../../src/renderer/features/explorer/response/reader/find-text.ts'
import { filterRows, sortRows } from '../../../../src/renderer/features/explorer/response/reader/sort-table.ts'
import { type Table, tableOf } from '../../../../src/renderer/features/explorer/response/reader/table-model.ts'
import { tableText } from '../../../../src/renderer/features/explorer/response/reader/table-queries.ts'
import { treeLine } from '../../../../src/renderer/features/explorer/response/reader/tree-line.ts'
import { TreeRows } from '../../../../src/renderer/features/explorer/response/reader/tree-rows.ts'
import { atOnce, readDocument } from './read-document.ts'

const now = (): number => 0

describe('the lines of a tree', () => {
  const linesOf = (text: string): readonly string[] => {
    const { document } = readDocument(text)
    const rows = new TreeRows(document)
    return Array.from({ length: rows.count }, (_, row) => {
      const value = rows.at(row) as number
      const {
        depth,
        label,
        text: scalar,
        children,
        preview,
      } = treeLine(document, value, { found: false, depth: document.depth(value) })
      return `${' '.repeat(depth)}${label?.text ?? ''}:${scalar}${children > 0 ? `(${children})${preview}` : ''}`
    })
  }

  test('show a small document open, scalars as they stand there', () => {
    expect(linesOf('{"a":[1,"x"],"b":{},"c":9007199254740993}')).toEqual([
      ':(3)',
      ' a:(2)',
      '  0:1',
      '  1:"x"',
      ' b:',
      ' c:9007199254740993',
    ])
  })

  test('show a large one as an outline with what it begins with', () => {
    const lines = linesOf(
      JSON.stringify(Array.from({ length: 6_000 }, (_, conid) => ({ ticker: 'A', conid, more: [1] }))),
    )
    expect(lines.length).toBe(6_001)
    expect(lines[6_000]).toBe(' 5999:(3)ticker: "A", conid: 5999, …')
  })

  test('fold and unfold, and open what hides a value that is looked for', () => {
    const { document } = readDocument('[{"a":{"b":1}},{"a":{"b":2}}]')
    const rows = new TreeRows(document)
    rows.foldAll()
    expect(rows.count).toBe(3)
    const hidden = document.index.count - 1
    const row = rows.reveal(hidden) as number
    expect([row, rows.count]).toEqual([4, 5])
    expect(document.source(rows.at(row) as number)).toBe('2')
    expect(rows.unfoldAll()).toBe(true)
    expect(rows.count).toBe(7)
  })

  test('write what would mislead the eye as an escape, and cut what is long', () => {
    const [, hostile, long] = linesOf(JSON.stringify(['a\u202eb\u0000<img src=x>', 'y'.repeat(5_000)]))
    expect(hostile).toBe(' 0:"a\\u202eb\\u0000<img src=x>"')
    expect(long?.length).toBeLessThan(700)
    expect(long?.endsWith('…')).toBe(true)
  })
})

describe('a table', () => {
  const TEXT = JSON.stringify([
    { symbol: 'b', price: '1,200.5', n: 3 },
    { symbol: 'A', price: '99', n: 20, 'extra "x"': true },
    { n: null, symbol: '=cmd()', price: 'none' },
    'no row',
    { symbol: 'é,x', n: 100 },
  ])
  const { document } = readDocument(TEXT)
  const table: Table = atOnce(tableOf(document, document.children(0), now))
  const columns = table.columns.map((name, guess) => ({ name, guess }))
  const column = (rows: Uint32Array, name: string): readonly (string | undefined)[] =>
    Array.from(rows, (row) => {
      const cell = document.member(row, name)
      return cell === undefined ? undefined : document.scalar(cell)
    })

  test('has the members of all its rows as columns', () => {
    expect(table.columns).toEqual(['symbol', 'price', 'n', 'extra "x"'])
    expect(table.rows.length).toBe(4)
  })

  test('sorts numbers by size, also those in quotes, texts whatever their case, and puts at the end what has none', () => {
    const sorted = (name: string, down: boolean): readonly (string | undefined)[] =>
      column(
        atOnce(
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

  test('sorts whole numbers beyond 2^53 exactly', () => {
    const { document: large } = readDocument('[{"n":9007199254740993},{"n":9007199254740992},{"n":9007199254740994}]')
    const rows = atOnce(tableOf(large, large.children(0), now)).rows
    const sorted = atOnce(sortRows(large, rows, { column: 'n', down: false }, 0, now))
    expect(Array.from(sorted, (row) => large.source(row))).toEqual([
      '{"n":9007199254740992}',
      '{"n":9007199254740993}',
      '{"n":9007199254740994}',
    ])
  })

  test('keeps the rows with a text in any cell or in one column, and never for a name', () => {
    const kept = (text: string, name?: string): readonly (string | undefined)[] =>
      column(
        atOnce(
          filterRows(document, table.rows, textFinder(text), name === undefined ? undefined : { name, guess: 0 }, now),
        ),
        'symbol',
      )
    expect(kept('É')).toEqual(['é,x'])
    expect(kept('20')).toEqual(['b', 'A'])
    expect(kept('20', 'n')).toEqual(['A'])
    expect(kept('symbol')).toEqual([])
  })

  test('is saved as CSV that a spreadsheet reads and does not run', () => {
    expect(atOnce(tableText(document, table.rows, columns, 'csv', now)).join('')).toBe(
      '\ufeffsymbol,price,n,"extra ""x"""\r\nb,"1,200.5",3,\r\nA,99,20,true\r\n\'=cmd(),none,null,\r\n"é,x",,100,\r\n',
    )
  })
})

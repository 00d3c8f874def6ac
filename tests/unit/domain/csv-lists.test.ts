import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EXECUTION_CSV, POSITION_CSV } from '../../../src/renderer/features/account/export-lists.ts'
import { ORDER_CSV } from '../../../src/renderer/features/orders/export-orders.ts'
import { type CsvColumn, formatCsvHeader, formatCsvRows } from '../../../src/shared/domain/csv-field.ts'

type Row = readonly (string | number | undefined)[]
const columns: readonly CsvColumn<Row>[] = [
  ['a', (row) => row[0]],
  ['b', (row) => row[1]],
]

/** Parses CSV by RFC 4180. */
function parseCsv(text: string): readonly (readonly string[])[] {
  const fields = [...text.matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/g)]
  const rows: string[][] = [[]]
  for (const [, field = '', end] of fields) {
    rows.at(-1)?.push(field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field)
    if (end === '\r\n') rows.push([])
  }
  return rows.slice(0, -1)
}

test('reads back every text and number that it writes', () => {
  const value = fc.oneof(fc.string({ unit: 'grapheme' }), fc.double({ noNaN: true, noDefaultInfinity: true }))
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value), { maxLength: 20 }), (rows) => {
      const read = parseCsv(formatCsvRows(columns, rows))
      expect(read).toHaveLength(rows.length)
      for (const [index, row] of rows.entries()) {
        for (const [at, given] of row.entries()) {
          const field = read[index]?.[at] ?? ''
          if (typeof given === 'number') expect(Number(field)).toBe(Number(given.toPrecision(12)))
          else expect([given, `'${given}`]).toContain(field)
        }
      }
    }),
  )
})

test.each([
  ['=1+1', "'=1+1"],
  [' =1+1', "' =1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['+1 call', "'+1 call"],
  ['-cmd', "'-cmd"],
  ['\t=1', "'\t=1"],
  ['-12.5', '-12.5'],
  ['+3', '+3'],
])('never lets a spreadsheet run %j', (text, expected) => {
  expect(parseCsv(formatCsvRows(columns, [[text, undefined]]))).toEqual([[expected, '']])
})

test('writes prices without binary noise, separators or exponents of money', () => {
  expect(formatCsvRows(columns, [[253.01999999999998, 1_234_567.5]])).toBe('253.02,1234567.5\r\n')
})

test('names every column of orders, executions and positions once, in plain names', () => {
  for (const list of [ORDER_CSV, EXECUTION_CSV, POSITION_CSV] as readonly (readonly CsvColumn<never>[])[]) {
    const names = list.map(([name]) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(formatCsvHeader(list)).toMatch(/^\ufeff[a-z_]+(,[a-z_]+)*\r\n$/)
  }
})

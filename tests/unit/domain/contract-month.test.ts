import { expect, test } from 'vitest'
import { formatExpiry, parseSearchMonth } from '../../../src/shared/domain/contract-month.ts'

test('formats days and months as the names of contracts do, and nothing else', () => {
  expect(['20270120', '202612', '202613', '2027', ''].map((date) => formatExpiry(date))).toEqual([
    '20JAN27',
    'DEC26',
    undefined,
    undefined,
    undefined,
  ])
})

test('parses the months of IBKR’s search, and nothing else', () => {
  expect(['JAN27', 'DEC26', 'XXX26', 'JAN2027', ''].map(parseSearchMonth)).toEqual([
    '202701',
    '202612',
    undefined,
    undefined,
    undefined,
  ])
})

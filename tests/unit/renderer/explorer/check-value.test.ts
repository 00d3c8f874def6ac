import { describe, expect, test } from 'vitest'
import { checkValue } from '../../../../src/renderer/features/explorer/request/body/check-value.ts'
import {
  describeTimestamp,
  formatPicked,
  pickerValue,
} from '../../../../src/renderer/features/explorer/request/body/date-time-text.ts'
import {
  matchingSuggestions,
  suggestionsFor,
} from '../../../../src/renderer/features/explorer/request/body/suggestions.ts'
import type { ValueSpec } from '../../../../src/renderer/features/explorer/request/body/value-spec.ts'

describe('value validation', () => {
  test.each<[ValueSpec, string, RegExp | undefined]>([
    [{ kind: 'integer' }, '12', undefined],
    [{ kind: 'integer' }, '1.5', /whole number/],
    [{ kind: 'number', maximum: 10 }, '11', /at most 10/],
    [{ kind: 'number' }, '007', /a number/],
    [{ kind: 'boolean' }, 'yes', /true or false/],
    [{ kind: 'string', values: ['A', 'B'] }, 'C', /Enter one of A, B/],
    [{ kind: 'string', values: ['A', 'B'], open: true }, 'C', undefined],
    [{ kind: 'string', pattern: '[A-Z]{2}' }, 'ABC', /Use the format/],
    [{ kind: 'string', maximumLength: 2 }, 'ABC', /currently 3/],
    [{ kind: 'integer', format: 'fieldId', list: true }, '31,84', undefined],
    [{ kind: 'integer', format: 'fieldId', list: true }, '31,,84', /each comma/],
    [{ kind: 'integer', format: 'fieldId', list: true, maximumItems: 1 }, '31,84', /at most 1/],
    [{ kind: 'string', format: 'date', day: 'YYYYMMDD' }, '20261301', /YYYYMMDD/],
    [{ kind: 'string', format: 'date', day: 'YYYY-MM-DD' }, '2026-02-31', /Enter a valid date/],
    [{ kind: 'string', format: 'date', day: 'YYYY-MM-DD' }, '2028-02-29', undefined],
    [
      { kind: 'string', format: 'date-time', time: 'YYYYMMDD-HH:mm:ss' },
      '20261125-25:00:00',
      /Enter a valid date and time/,
    ],
    [{ kind: 'string', format: 'date-time', time: 'YYYYMMDD-HH:mm:ss' }, '20261125-14:30:00', undefined],
    [{ kind: 'string', format: 'date-time', time: 'ISO' }, '2026-02-30T10:00:00Z', /Enter a valid date and time/],
    [{ kind: 'string', format: 'date-time', time: 'ISO' }, '2026-11-25T14:30:00+01:00', undefined],
    [{ kind: 'string', format: 'period' }, '2 weeks', /m means month/],
    [{ kind: 'string', format: 'period', pattern: '[1-9]d' }, '90min', /m means month/],
    [{ kind: 'string', format: 'period' }, '1W', undefined],
    [{ kind: 'string', format: 'bar' }, '5min', undefined],
    [{ kind: 'string', format: 'month' }, '2027-01', /JAN27/],
    [{ kind: 'integer', format: 'conid' }, '{{conid:AAPL}}', undefined],
  ])('checks values by the specification %j: %s', (spec, text, message) => {
    const problem = checkValue(spec, text)
    if (message) expect(problem).toMatch(message)
    else expect(problem).toBeUndefined()
  })
})

describe('suggestions for a field', () => {
  test('suggests market data fields by name', () => {
    const offered = matchingSuggestions(suggestionsFor({ kind: 'integer', format: 'fieldId' }, []), 'last')
    expect(offered[0]).toEqual({ value: '31', label: 'last price' })
  })

  test('describes each suggested period with its unit written out', () => {
    const offered = suggestionsFor({ kind: 'string', format: 'bar' }, [])
    expect(offered.find(({ value }) => value === '1m')?.label).toBe('1 month')
    expect(offered.find(({ value }) => value === '15min')?.label).toBe('15 minutes')
  })

  test('suggests the accounts of the session', () => {
    const offered = suggestionsFor({ kind: 'string', format: 'accountId' }, ['DU1', 'DU2'])
    expect(offered.map(({ value }) => value)).toEqual(['{{accountId}}', 'DU1', 'DU2'])
  })
})

describe('calendar dates and date-times', () => {
  test.each<[ValueSpec, string, string]>([
    [{ kind: 'string', format: 'date', day: 'YYYY/MM/DD' }, '2026-11-25', '2026/11/25'],
    [{ kind: 'string', format: 'date-time', time: 'YYYYMMDD-HH:mm:ss' }, '2026-11-25T14:30', '20261125-14:30:00'],
    [{ kind: 'integer', format: 'date-time', time: 'milliseconds' }, '2026-11-25T14:30', '1795617000000'],
  ])('formats a date as %j and parses the text again', (spec, picked, text) => {
    expect(formatPicked(spec, picked)).toBe(text)
    expect(pickerValue(spec, text)).toBe(picked)
    expect(checkValue(spec, text)).toBeUndefined()
  })

  test('describes a timestamp in milliseconds as a date-time', () => {
    const spec = { kind: 'integer', format: 'date-time', time: 'milliseconds' } as const
    expect(describeTimestamp(spec, '1795617000000')).toBe('2026-11-25 14:30:00 UTC')
  })
})

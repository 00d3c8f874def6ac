import { describe, expect, test } from 'vitest'
import { explainValue } from '../../../../src/renderer/features/explorer/response/explain-value.ts'

const NOW = Date.UTC(2026, 10, 25, 12)
const symbolOf = (conid: string): string | undefined => (conid === '265598' ? 'AAPL' : undefined)
const explain = (name: string | undefined, text: string): string | undefined =>
  explainValue({ name, text, kind: /^\d+$/.test(text) ? 'number' : 'string' }, symbolOf, NOW)

describe('value explanation', () => {
  test.each([
    ['_updated', '1712596911593', 'Monday 2024-04-08 17:21:51 UTC, 960 days ago'],
    ['opening', '1766068200', 'Thursday 2025-12-18 14:30:00 UTC, 341 days ago'],
    ['maturityDate', '20261218', 'Friday 2026-12-18 (day)'],
    ['startTime', '20230818-08:00:00', 'Friday 2023-08-18 08:00:00 UTC, 1,195 days ago'],
    ['lastExecutionTime', '231211180049', 'Monday 2023-12-11 18:00:49 UTC, 1,079 days ago'],
    ['in', '20261125-13:00:00', 'Wednesday 2026-11-25 13:00:00 UTC, in 1 hour'],
    ['conid', '265598', 'contract 265598: AAPL'],
    ['31', 'C168.42', 'field 31: last price'],
  ])('explains the value of %s: %s', (name, text, expected) => {
    expect(explain(name, text)).toBe(expected)
  })

  test.each([
    ['conid', '1712596911'],
    ['order_id', '1712596911'],
    ['size', '20261399'],
    ['price', '168.42'],
    ['x', '12345678'],
    ['x', '231211180049'],
    ['constructor', 'x'],
    [undefined, '99999999999999999'],
  ])('does not explain the value of %s: %s', (name, text) => {
    expect(explain(name, text)).toBeUndefined()
  })
})

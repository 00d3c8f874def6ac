import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assignLines, type LineDemand } from '../../../src/host/contracts/market-data-lines.ts'

const PURPOSES = ['stream', 'alert', 'order', 'position'] as const
const rankOf = ({ purposes }: LineDemand): number =>
  Math.min(PURPOSES.length, ...purposes.map((purpose) => PURPOSES.indexOf(purpose)))

const demands = fc
  .uniqueArray(
    fc.record({ purposes: fc.array(fc.constantFrom(...PURPOSES), { maxLength: 3 }), hasLine: fc.boolean() }),
    {
      maxLength: 30,
      comparator: () => false,
    },
  )
  .map((rows) => rows.map((row, index): LineDemand => ({ ...row, conid: index + 1 })))

test('uses every line, and no contract without one is more important than a contract with one', () => {
  fc.assert(
    fc.property(demands, fc.integer({ min: -3, max: 20 }), (all, limit) => {
      const assigned = assignLines(all, limit)
      expect(assigned.size).toBe(Math.min(all.length, Math.max(0, limit)))
      const [having, lacking] = [true, false].map((has) => all.filter(({ conid }) => assigned.has(conid) === has))
      for (const one of having ?? []) {
        for (const other of lacking ?? []) {
          expect(rankOf(one)).toBeLessThanOrEqual(rankOf(other))
          // Among equals, a contract keeps its line.
          if (rankOf(one) === rankOf(other)) expect(one.hasLine || !other.hasLine).toBe(true)
        }
      }
    }),
  )
})

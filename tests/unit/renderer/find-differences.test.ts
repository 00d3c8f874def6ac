import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ChangedRange, changedRanges } from '../../../src/renderer/features/history/compare/find-differences.ts'
import { propertyRuns } from '../../process/property-runs.ts'

/** Builds the newer text from the older text and the changed ranges. */
function changed(older: string, newer: string, ranges: readonly ChangedRange[]): string {
  let at = 0
  let text = ''
  for (const [fromOlder, toOlder, fromNewer, toNewer] of ranges) {
    text += older.slice(at, fromOlder) + newer.slice(fromNewer, toNewer)
    at = toOlder
  }
  return text + older.slice(at)
}

const text = fc
  .array(fc.constantFrom('a', 'b', '"id": 1', '\n', '\n', '😀', ' '), { maxLength: 60 })
  .map((parts) => parts.join(''))

test('excludes equal text from the changed ranges', () =>
  fc.assert(
    fc.property(text, text, (older, newer) => {
      expect(changed(older, newer, changedRanges(older, newer))).toBe(newer)
    }),
    { numRuns: propertyRuns(2_000) },
  ))

test('finds no changes between equal strings', () =>
  fc.assert(
    fc.property(text, (same) => {
      expect(changedRanges(same, same)).toEqual([])
    }),
  ))

test('finds a thousand changes in a large response, each at its position', () => {
  const line = (at: number, mark = ''): string => `  "conid": ${100_000 + at}${mark},\n`
  const older = Array.from({ length: 9_000 }, (_, at) => line(at)).join('')
  const newer = Array.from({ length: 9_000 }, (_, at) => line(at, at % 9 === 4 ? '7' : '')).join('')
  const ranges = changedRanges(older, newer)
  expect(ranges).toHaveLength(1_000)
  for (const [fromOlder, toOlder, fromNewer, toNewer] of ranges) {
    expect(older.slice(fromOlder, toOlder).length).toBeLessThan(10)
    expect(newer.slice(fromNewer, toNewer)).toMatch(/7$/)
  }
  expect(changed(older, newer, ranges)).toBe(newer)
})

test('compares strings with more than 65,536 lines', () => {
  const lines = (mark: string, count: number): string =>
    Array.from({ length: count }, (_, at) => `${mark}${at}\n`).join('')
  expect(changedRanges(lines('a', 9_000), lines('b', 9_000)).length).toBeLessThan(10)
  const [older, newer] = [lines('', 70_000), `${lines('', 70_000)}end`]
  expect(changed(older, newer, changedRanges(older, newer))).toBe(newer)
})

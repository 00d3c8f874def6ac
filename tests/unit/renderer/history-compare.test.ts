import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatInWorker, prettyText } from '../../../src/renderer/features/explorer/response/pretty-text.ts'
import { comparedParts, MOST_COMPARED } from '../../../src/renderer/features/history/compare/compared-parts.ts'
import { savedText } from '../../../src/renderer/features/history/compare/saved-text.ts'
import { partText, sameText, sizeText } from '../../../src/renderer/features/history/history-text.ts'
import type { HistoryEntry } from '../../../src/shared/contract/history-views.ts'
import { propertyRuns } from '../../process/property-runs.ts'
import { openDocument } from './response/reader-in-process.ts'

const lines = (count: number, mark = ''): string => Array.from({ length: count }, (_, at) => `${mark}${at}\n`).join('')

describe('compared parts of two strings', () => {
  test('compares short strings completely', () => {
    expect(comparedParts('a\nb', 'a\nc')).toMatchObject({ older: 'a\nb', newer: 'a\nc', same: false, olderLeft: 0 })
  })

  test('compares only the differing lines of long strings', () => {
    const before = lines(100_000)
    const after = lines(50_000, 'z')
    const parts = comparedParts(`${before}old\n${after}`, `${before}new\nmore\n${after}`)
    expect(parts).toEqual({
      older: '99997\n99998\n99999\nold\nz0\nz1\nz2\n',
      newer: '99997\n99998\n99999\nnew\nmore\nz0\nz1\nz2\n',
      same: false,
      sameBefore: 99_997,
      sameAfter: 49_997,
      olderLeft: 0,
      newerLeft: 0,
    })
    expect(partText(parts, before.length)).toBe(
      'Identical lines hidden at the start: 99,997. Identical lines hidden at the end: 49,997.',
    )
  })

  test('limits the size of the compared parts', () => {
    const [older, newer] = [lines(200_000, 'a'), lines(300_000, 'b')]
    const parts = comparedParts(older, newer)
    expect(parts.older.length).toBeLessThanOrEqual(MOST_COMPARED)
    expect(parts.newer.length).toBeLessThanOrEqual(MOST_COMPARED)
    expect(parts.older.endsWith('\n')).toBe(true)
    expect(parts.olderLeft).toBeGreaterThan(1_000_000)
    expect(partText(parts, older.length)).toMatch(/^(The last line is .*)?Not compared: 1,\d{3},\d{3} further/)
  })

  test('does not split a surrogate pair', () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', '\n', '😀')),
        fc.array(fc.constantFrom('a', 'b', '\n', '😀')),
        (a, b) => {
          const [older, newer] = [a.join(''), b.join('')]
          const parts = comparedParts(older, newer, 8)
          expect(parts.same).toBe(older === newer)
          expect(parts.older.length).toBeLessThanOrEqual(8)
          expect(older).toContain(parts.older)
          expect(newer).toContain(parts.newer)
          // A lone surrogate has no UTF-8 encoding.
          expect(() => encodeURIComponent(`${parts.older}\n${parts.newer}`)).not.toThrow()
          if (!parts.same) expect(parts.older === parts.newer && parts.olderLeft + parts.newerLeft === 0).toBe(false)
        },
      ),
      { numRuns: propertyRuns(2_000) },
    ))
})

test('does not report responses as identical if only their saved prefixes match', () => {
  expect(sameText(['whole', 'whole'])).toBe('Both responses are identical')
  expect(sameText(['beginning', 'beginning'])).toBe('The saved parts are identical')
  expect(sizeText({ saved: 'beginning', size: 2_280_000 }, 1_000_000)).toBe('first 1.00 MB of 2.28 MB')
  expect(sizeText({ saved: 'whole', size: 2_000 }, 2_000)).toBe('2.0 kB')
})

describe('text for a saved response', () => {
  const entry = (saved: HistoryEntry['saved']) => ({ saved, size: 99 }) as HistoryEntry

  test('keeps every digit in a formatted response', async () => {
    expect(await read('{"id":12345678901234567890,"p":1.10}', entry('whole'))).toEqual({
      text: '{\n  "id": 12345678901234567890,\n  "p": 1.10\n}',
      size: 36,
    })
  })

  test('keeps the last character in a truncated response', async () => {
    expect((await read('[{"a":1},{"b":"x, y', entry('beginning'))).text).toBe(
      '[\n  {\n    "a": 1\n  },\n  {\n    "b": "x, y',
    )
    const [older, newer] = [await read('[1,{"a":"x', entry('beginning')), await read('[1,{"a":"y', entry('beginning'))]
    expect(comparedParts(older.text, newer.text).same).toBe(false)
    expect((await read('[1,{"a":"x\\', entry('beginning'))).text.endsWith('"x\\')).toBe(true)
  })

  test('does not format JSON that is followed by other text', async () => {
    expect((await read('[1]  and ] more', entry('whole'))).text).toBe('[1]  and ] more')
  })
})

describe('long text formatting in a worker', () => {
  test('returns the same formatted text from the worker as in the page', () =>
    fc.assert(
      fc.asyncProperty(fc.oneof(fc.json(), fc.string()), async (text) => {
        expect(await formatInWorker(text, openDocument())).toBe(prettyText(text))
      }),
    ))

  test('does not format JSON that is truncated or followed by other text', async () => {
    for (const text of ['[1,{"a":"x', '[1]  and ] more', '']) {
      expect(await formatInWorker(text, openDocument())).toBe(text)
    }
  })
})

/** Sends text through the reader as its worker does. */
async function read(text: string, entry: HistoryEntry) {
  const document = openDocument()
  document.begin(undefined)
  document.take(new TextEncoder().encode(text))
  document.end()
  return savedText(entry, document)
}

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  findMatches,
  type Matches,
  textFinder,
} from '../../../../src/renderer/features/explorer/response/reader/find-text.ts'
import { RawLines } from '../../../../src/renderer/features/explorer/response/reader/raw-lines.ts'
import { escapeLines } from '../../../../src/renderer/features/explorer/response/reader/text-of-bytes.ts'
import { readDocument, runAll } from './read-document.ts'

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

function places(text: string, wanted: string): readonly number[] {
  const bytes = encode(text)
  const finder = textFinder(wanted)
  const found: number[] = []
  for (let at = finder.next(bytes, 0, bytes.length); at >= 0; at = finder.next(bytes, at + 1, bytes.length))
    found.push(at)
  return found
}

describe('response search', () => {
  test.each([
    ['{"a":"Tesla"}', 'TESLA', [6]],
    ['"caf\\u00e9"', 'CAFÉ', [1]],
    ['"CAFÉ"', 'café', [1]],
    ['"a\\/b"', 'a/b', [1]],
    ['"\\ud83d\\ude00!"', '😀', [1]],
    ['"😀!"', '😀!', [1]],
    ['aaa', 'aa', [0, 1]],
    ['plain \\d text', '\\d', [6]],
    ['abc', 'abcd', []],
  ])('searches %j for the string %j, ignoring case and escapes', (text, wanted, expected) => {
    expect(places(text, wanted)).toEqual(expected)
  })

  test('finds an ASCII string at any position', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'B', 'c', '1', ' '), maxLength: 60 })
    fc.assert(
      fc.property(
        letters,
        fc.string({ unit: fc.constantFrom('A', 'b', 'c', '1'), minLength: 1, maxLength: 3 }),
        (text, wanted) => {
          expect(places(text, wanted).length > 0).toBe(text.toLowerCase().includes(wanted.toLowerCase()))
        },
      ),
    )
  })

  test('counts each name and each value once', () => {
    const { document } = readDocument('{"aa":"a a a","b":["xay",{"a":"none"}],"c":1}')
    const matches: Matches = { offsets: [], more: false }
    const reported: number[] = []
    const search = {
      text: 'a',
      contains: () => true,
      progress: (count: number) => reported.push(count),
      now: () => 0,
    }
    runAll(findMatches(document, search, matches))
    expect(matches.offsets.length).toBe(4)
    expect(reported[0]).toBe(1)
    const at = matches.offsets.map((offset) => document.index.at(offset))
    expect(at.map((value) => document.source(value))).toEqual(['"a a a"', '"a a a"', '"xay"', '"none"'])
  })
})

describe('raw lines', () => {
  test('splits the text into lines within the width limit', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'é', '€', '😀', '\n', ' ', '{'), maxLength: 400 })
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 20 }), (content, width) => {
        const bytes = encode(content)
        const raw = new RawLines(bytes, width)
        const lines = raw.lines(0, raw.count)
        expect(lines.length).toBe(raw.count)
        expect(lines.join('')).toBe(content.replaceAll('\n', ''))
        expect(lines.every((line) => [...line].length <= width)).toBe(true)
        for (const number of [0, Math.floor(raw.count / 2), raw.count - 1]) {
          expect(raw.lines(number, number + 1)).toEqual([lines[number]])
        }
      }),
    )
  })

  test('shows bidi control characters as escape sequences', () => {
    expect(escapeLines('{"a":"\u202ecod.exe\u0000"}\r\n\t<b>')).toBe('{"a":"\\u202ecod.exe\\u0000"}\r\n\t<b>')
  })

  test('finds the line that contains a byte', () => {
    const raw = new RawLines(encode(`${'x'.repeat(250)}\n`.repeat(100)), 100)
    expect(raw.count).toBe(300)
    expect(raw.lineOf(251 * 50 + 120)).toBe(151)
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAX_VALUES } from '../../../../src/renderer/features/explorer/response/reader/json-index.ts'
import { pathOf } from '../../../../src/renderer/features/explorer/response/reader/json-path.ts'
import { longTest } from '../../../process/long-run-tests.ts'
import { propertyRuns } from '../../../process/property-runs.ts'
import { composeJson, readDocument } from './read-document.ts'

const parses = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('JSON scanner', () => {
  test('finds the values that JSON.parse finds, in chunks of any size', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 1, max: 40 }), fc.constantFrom(0, 2), (value, chunk, indent) => {
        const text = JSON.stringify(value, null, indent)
        const { document, problem } = readDocument(text, chunk)
        expect(problem).toBeUndefined()
        expect(composeJson(document, 0)).toBe(JSON.stringify(value))
        expect(document.source(0)).toBe(text)
      }),
    )
  })

  test('rejects the same invalid JSON as JSON.parse', () => {
    const damaged = fc.tuple(
      fc.jsonValue(),
      fc.nat(),
      fc.constantFrom('', '"', '{', ']', ',', ':', '1', '\\', '.', 'e', '-', 'n', ' ', '\n', '\u0001'),
    )
    fc.assert(
      fc.property(damaged, fc.integer({ min: 1, max: 9 }), ([value, position, piece], chunk) => {
        const text = JSON.stringify(value)
        const at = position % (text.length + 1)
        const broken = text.slice(0, at) + piece + text.slice(at + 1)
        // A lone surrogate cannot be encoded as UTF-8.
        fc.pre(!/\p{Surrogate}/u.test(broken))
        expect(readDocument(broken, chunk).problem === undefined).toBe(parses(broken))
      }),
      { numRuns: propertyRuns(1_000) },
    )
  })

  test('keeps the digits of every number', () => {
    const text = '[9007199254740993,-0,1.10,1e400,123456789012345678901234567890,0.1E+5]'
    const { document } = readDocument(text, 3)
    expect([...document.children(0)].map((child) => document.source(child))).toEqual(
      JSON.parse(text.replaceAll(/[^,[\]]+/g, '"$&"')),
    )
  })

  test('scans JSON of any depth without recursion', () => {
    const deep = 100_000
    const { document, problem } = readDocument(`${'[{"a":'.repeat(deep)}1${'}]'.repeat(deep)}`, 4_096)
    expect(problem).toBeUndefined()
    expect(document.index.count).toBe(2 * deep + 1)
    expect(document.depth(2 * deep)).toBe(2 * deep)
    expect(document.valueEnd(0)).toBe(document.bytes.length)
    expect(pathOf(document, 2 * deep, 60)).toMatch(/^\$…(\[0\]|\.a)+$/)
  })

  longTest('stops at the maximum number of values and reports the limit', () => {
    const { document, problem } = readDocument(`[${'0,'.repeat(MAX_VALUES)}0]`)
    expect(problem?.reason).toBe('too-many-values')
    expect(document.index.count).toBe(MAX_VALUES)
  })

  test.each([
    ['{"a":[1,2', 'ends-early', 9, 4],
    ['{"a":"half', 'ends-early', 10, 1],
    ['{"a":1,}', 'unexpected', 7, 2],
    ['[1 2]', 'unexpected', 3, 2],
    ['{"error":,{"a":1}', 'unexpected', 9, 1],
    ['{"a":1} {"b":2}', 'text-after', 8, 2],
    ['', 'ends-early', 0, 0],
    ['Unauthorized', 'unexpected', 0, 0],
    ['<html>', 'unexpected', 0, 0],
    ['[tru', 'ends-early', 1, 1],
    ['"\\x"', 'unexpected', 1, 0],
    ['[01]', 'unexpected', 2, 2],
  ] as const)('scans %j and reports the error %s at offset %i', (text, reason, offset, values) => {
    for (const chunk of [1, 4, 100]) {
      const { document, problem } = readDocument(text, chunk)
      expect(problem).toEqual({ reason, offset })
      expect(document.index.count).toBe(values)
    }
  })

  test('closes open containers in truncated input', () => {
    const { document } = readDocument('{"a":[1,{"b":"x"')
    expect(document.source(0)).toBe('{"a":[1,{"b":"x"')
    expect(composeJson(document, 0)).toBe('{"a":[1,{"b":"x"}]}')
  })

  test('finds members by name, with or without escapes', () => {
    const { document } = readDocument('{"\\u0061":1,"é":2,"a b":3,"a":4,"":5}')
    const found = (name: string): string | undefined => {
      const value = document.member(0, name)
      return value === undefined ? undefined : document.source(value)
    }
    expect(['a', 'é', 'a b', '', 'b'].map(found)).toEqual(['4', '2', '3', '5', undefined])
  })

  test('skips a byte order mark', () => {
    expect(readDocument('\ufeff[1]').problem).toBeUndefined()
  })
})

import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { isBoundedJson } from '../../../src/shared/rpc/json-bounds.ts'
import { parseWindowMessage } from '../../../src/shared/rpc/parse-window-frame.ts'

afterEach(() => vi.restoreAllMocks())

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(depthOf))
}

test('ignores brackets and quotes inside strings when it measures the nesting depth of JSON', () => {
  const text = fc.string({ unit: fc.constantFrom('[', ']', '{', '}', '"', '\\', ',', ':', 'a', '\u00e4') })
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 5 }, text, fc.integer(), fc.array(tie('value')), fc.dictionary(text, tie('value'))),
  }))
  fc.assert(
    fc.property(value, fc.boolean(), (json, isPretty) => {
      const written = JSON.stringify(json, undefined, isPretty ? 2 : undefined)
      const depth = depthOf(json)
      expect(isBoundedJson(written, { depth, values: 10_000 })).toBe(true)
      if (depth > 0) expect(isBoundedJson(written, { depth: depth - 1, values: 10_000 })).toBe(false)
    }),
  )
})

test.each([
  ['1', 0],
  ['[]', 0],
  ['[1,2,3]', 2],
  ['{"a":1,"b":[1,2]}', 4],
  ['"a,b:c"', 0],
  [String.raw`["\",\\",":"]`, 1],
])('counts the separators of the JSON text %s: %i', (text, count) => {
  expect(isBoundedJson(text, { depth: 9, values: count })).toBe(true)
  if (count > 0) expect(isBoundedJson(text, { depth: 9, values: count - 1 })).toBe(false)
})

test.each(['"', '"\\', '"a\\"', '[', ']]', '', '"\\\\'])(
  'accepts the invalid JSON %j, which the parser rejects later',
  (text) => {
    expect(isBoundedJson(text, { depth: 1, values: 1 })).toBe(true)
  },
)

const call = (input: string): string => `{"t":"call","id":1,"name":"app.info","input":${input}}`

test.each([
  ['nested 32 deep', call('['.repeat(32) + ']'.repeat(32))],
  ['of a million brackets', call('['.repeat(1_000_000))],
  ['of 20,000 values', call(`[${'1,'.repeat(20_000)}1]`)],
  ['of 20,000 members', call(`{${'"a":1,'.repeat(10_000)}"a":1}`)],
])('rejects a message %s before parsing it', (_what, text) => {
  const parse = vi.spyOn(JSON, 'parse')
  expect(parseWindowMessage(text)).toBeUndefined()
  expect(parse).not.toHaveBeenCalled()
})

test.each([
  ['nested 31 deep', '['.repeat(31) + ']'.repeat(31)],
  ['with 2,000 ids', JSON.stringify({ ids: Array.from({ length: 2_000 }, () => '0-0') })],
  ['with a file in one string', JSON.stringify('QUFB'.repeat(500_000))],
])('accepts a JSON message %s', (_what, input) => {
  expect(parseWindowMessage(call(input))).toMatchObject({ t: 'call', input: JSON.parse(input) })
})

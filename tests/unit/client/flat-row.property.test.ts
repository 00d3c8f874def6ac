import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FlatKey, FlatRow } from '../../../src/client/socket/flat-row.ts'
import { quoteKind, quoteMerge, quoteMergeRow } from '../../../src/client/streams/quotes.ts'

const row = new FlatRow()
const read = (text: string): boolean => row.read(Buffer.from(text))

const plainText = fc.string({ unit: fc.constantFrom(...'abcxyzAZ019 +-.,:{}[]@_~!'), maxLength: 12 })
const plainNumber = fc.oneof(
  fc.integer(),
  fc.constantFrom(0, -0, 0.5, -12.25, 1789394400000, Number.MAX_SAFE_INTEGER),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }).filter((one) => !/e/.test(String(one))),
)
const key = fc.oneof(fc.constantFrom('31', '84', '6509', 'topic', 'error', '_updated', '__proto__', ''), plainText)
const flat = fc.array(fc.tuple(key, fc.oneof(plainText, plainNumber)), { minLength: 1, maxLength: 20 })

/** As a server may write it: a name may be there twice. */
const written = (fields: readonly (readonly [string, string | number])[]): string =>
  `{${fields.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join()}}`

/** Each field of an object as JSON.parse gives it, and none that it does not have. */
function expectSame(text: string): void {
  const parsed = JSON.parse(text) as Record<string, unknown>
  const names = Object.keys(parsed)
  for (const name of names) expect([name, row.value(new FlatKey(name))]).toEqual([name, parsed[name]])
  for (const name of ['31', '84x', 'topics', 'toString', 'constructor'].filter((one) => !names.includes(one)))
    expect([row.has(new FlatKey(name)), row.value(new FlatKey(name))]).toEqual([false, undefined])
}

describe('a row means what JSON.parse would say', () => {
  it('of flat objects of plain texts and numbers, each of which is read', () => {
    fc.assert(
      fc.property(flat, (fields) => {
        const text = written(fields)
        expect(read(text)).toBe(true)
        expectSame(text)
      }),
    )
  })

  it('of whatever is JSON: it is left alone, or each field is the same', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        if (read(text)) expectSame(text)
      }),
    )
  })

  it('of rows with some bytes broken: what is no JSON is not read', () => {
    const damage = fc.array(fc.tuple(fc.nat(400), fc.constantFrom(...'"\\,:{}[]-.0e9 \n\u0001t')), {
      minLength: 1,
      maxLength: 3,
    })
    fc.assert(
      fc.property(flat, damage, (fields, changes) => {
        const letters = [...written(fields)]
        for (const [at, letter] of changes) letters[at % letters.length] = letter
        const text = letters.join('')
        if (read(text)) expectSame(text)
      }),
      { numRuns: 2_000 },
    )
  })

  it('of names that are alike to the eye of its index', () => {
    // The same number is made of both.
    expect(new FlatKey('Aa').hash).toBe(new FlatKey('BB').hash)
    expect(read('{"Aa":1,"c":2}')).toBe(true)
    expectSame('{"Aa":1,"c":2}')
    expect(row.has(new FlatKey('BB'))).toBe(false)
  })

  it.each([
    '',
    '{',
    '{}',
    '{"a":1',
    '{"a":1}x',
    '{"a":1}}',
    '{"a":1,}',
    '{"a" :1}',
    '{"a": 1}',
    '{"a":01}',
    '{"a":-}',
    '{"a":1.}',
    '{"a":.5}',
    '{"a":1e3}',
    '{"a":true}',
    '{"a":null}',
    '{"a":[1]}',
    '{"a":{"b":1}}',
    '{"a":"\\u0041"}',
    '{"a":"é"}',
    '{"é":"a"}',
    '{"a":"\u007f"}',
    '{"a":"tab\t"}',
    '{"a":"open}',
    '[1]',
    'tic',
    `{${Array.from({ length: 65 }, (_, index) => `"${index}":1`).join()}}`,
  ])('leaves %j alone', (text) => {
    expect(read(text)).toBe(false)
    expect(row.has(new FlatKey('a'))).toBe(false)
  })
})

it.each([
  ['few', 0],
  ['more than a frame has', 40],
])('a quote of %s fields is the same, whichever way its frames are read', (_name, more) => {
  const others = Array.from({ length: more }, (_, index) => String(7_600 + index))
  const fields = ['31', '84', '86', '6509', ...others]
  const names = fc.constantFrom(...fields, '87', '_updated', 'conid')
  const frame = fc.array(fc.tuple(names, fc.oneof(plainText, plainNumber)), { minLength: 1 })
  const [mergeRow, merge] = [quoteMergeRow(fields), quoteMerge(fields)]
  fc.assert(
    fc.property(fc.array(frame), (frames) => {
      let [byRow, byFrame] = [quoteKind('1', fields).empty(), quoteKind('1', fields).empty()]
      for (const [at, one] of frames.entries()) {
        const text = written(one)
        expect(read(text)).toBe(true)
        byRow = mergeRow(byRow, row, at) ?? byRow
        byFrame = merge(byFrame, JSON.parse(text), at) ?? byFrame
        expect(byRow).toEqual(byFrame)
      }
    }),
  )
})

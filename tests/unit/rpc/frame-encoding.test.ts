import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeHostFrame, encodeFrame } from '../../../src/shared/rpc/frame-encoding.ts'
import { parseWindowMessage } from '../../../src/shared/rpc/parse-window-frame.ts'

test('encodes and decodes a chunk of bytes', () => {
  const chunk = fc.record({
    t: fc.constant('bytes' as const),
    id: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    seq: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    data: fc.uint8Array({ maxLength: 200 }),
  })
  fc.assert(
    fc.property(chunk, (frame) => {
      expect(decodeHostFrame(encodeFrame(frame))).toEqual(frame)
      // The chunk is a view into a larger buffer, with other bytes before and after it.
      const part = new Uint8Array(frame.data.length + 20).subarray(8, 8 + frame.data.length)
      part.set(frame.data)
      expect(decodeHostFrame(encodeFrame({ ...frame, data: part }))).toEqual(frame)
    }),
  )
})

test('does not change the bytes around an encoded chunk', () => {
  const buffer = new Uint8Array(108).fill(7)
  encodeFrame({ t: 'bytes', id: 1, seq: 2, data: buffer.subarray(8) })
  expect(buffer.every((byte) => byte === 7)).toBe(true)
})

test('parses every message of a window to a frame or to undefined, and never throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
      const frame = parseWindowMessage(text)
      if (frame) expect(['call', 'cancel', 'open', 'credit', 'close']).toContain(frame.t)
    }),
  )
})

test.each([
  null,
  'call',
  {},
  { t: 'call', id: -1, name: 'x' },
  { t: 'call', id: 1.5, name: 'x' },
  { t: 'call', id: 2 ** 32, name: 'x' },
  { t: 'cancel', id: 2 ** 32 },
  { t: 'call', id: 1, name: 3 },
  { t: 'open', id: 1, name: 'x', credit: 1e9 },
  { t: 'credit', id: 1, credit: Number.POSITIVE_INFINITY },
  { t: 'result', id: 1, output: 1 },
])('rejects %j as a frame of a window', (value) => {
  expect(parseWindowMessage(JSON.stringify(value))).toBeUndefined()
})

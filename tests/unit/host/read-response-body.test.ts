import { expect, test } from 'vitest'
import type { StreamedResponse } from '../../../src/client/index.ts'
import { MAX_WINDOW_BODY_BYTES, readResponseBody } from '../../../src/host/requests/read-response-body.ts'

const TICKLE = '/v1/api/tickle'
const LIST = '/v1/api/trsrv/all-conids'

/**
 * Reads chunks as the body of a response. `seen` is the text sent to the window; `early` is the part sent before the
 * body was complete.
 */
async function read(path: string, pieces: Iterable<Uint8Array>, headers: Record<string, string> = {}) {
  const given: Uint8Array[] = []
  let early = 0
  async function* body(): AsyncGenerator<Uint8Array> {
    yield* pieces
    early = given.reduce((sum, { byteLength }) => sum + byteLength, 0)
  }
  const timing = () => ({ queueMs: 0, connectMs: undefined, firstByteMs: 0, bodyMs: 0, totalMs: 0 })
  const response: StreamedResponse = {
    ...{ status: 200, statusText: 'OK', headers, method: 'GET', url: 'https://localhost/' },
    ...{ body: body(), cancel: () => undefined, timing },
  }
  const writer = {
    length: undefined as number | undefined,
    write: async (bytes: Uint8Array) => {
      given.push(bytes)
    },
  }
  const result = await readResponseBody(response, path, writer, async () => undefined)
  return {
    result,
    get text() {
      return Buffer.concat(result.body.pieces).toString()
    },
    get seen() {
      return Buffer.concat(given).toString()
    },
    early,
    length: writer.length,
  }
}

const bytes = (text: string): Uint8Array => Buffer.from(text)

test('sends a list to the window in chunks before it is complete', async () => {
  const { text, seen, early, result } = await read(LIST, [bytes('[1,'), bytes('2]')])
  expect([text, seen, early, result.size]).toEqual(['[1,2]', '[1,2]', 5, 5])
})

test('delays a response that may contain the session id until its secrets are masked, for every split into chunks', async () => {
  const whole = '{"session":"abcdef0123","ssoExpires":1}'
  for (let at = 1; at < whole.length; at += 1) {
    const { text, seen, early, result } = await read(TICKLE, [bytes(whole.slice(0, at)), bytes(whole.slice(at))])
    expect(seen).toBe('{"session":"•••","ssoExpires":1}')
    expect([text, early, result.size]).toEqual([seen, 0, whole.length])
  }
})

test('sends the response of a login path once it is too long to be a login response', async () => {
  const secret = '{"session":"abcdef0123"}'
  const longest = await read(TICKLE, [bytes(secret), Buffer.alloc(1_000_000 - secret.length, ' ')])
  expect([longest.early, longest.seen.trimEnd()]).toEqual([0, '{"session":"•••"}'])
  expect(longest.text).toBe(longest.seen)
  const piece = Buffer.alloc(300_000, ' ')
  const { early, seen, result } = await read(TICKLE, [piece, piece, piece, piece, piece])
  expect([early, seen.length, result.body.byteLength]).toEqual([1_500_000, 1_500_000, 1_500_000])
})

test('reports the body length to the window if the server states the uncompressed length', async () => {
  const length = { 'content-length': '3' }
  expect((await read(LIST, [bytes('[1]')], length)).length).toBe(3)
  expect((await read(LIST, [bytes('[1]')], { ...length, 'content-encoding': 'gzip' })).length).toBeUndefined()
})

test('reports the length of a body whose secrets are masked, not that of the response', async () => {
  const sent = bytes('{"session":"0123456789abcdef0123456789abcdef"}')
  const { length, seen } = await read(TICKLE, [sent], { 'content-length': String(sent.byteLength) })
  expect(seen).not.toContain('0123456789abcdef')
  expect(length).toBe(Buffer.byteLength(seen))
  expect(length).not.toBe(sent.byteLength)
})

test('saves a body that is too large for a window, and stops sending it to the window', async () => {
  const piece = Buffer.alloc(2 ** 20)
  const pieces = Array.from({ length: 66 }, () => piece)
  const known = await read(LIST, pieces, { 'content-length': String(66 * 2 ** 20) })
  expect([known.seen.length, known.result.body.byteLength]).toEqual([0, 66 * 2 ** 20])
  const unknown = await read(LIST, pieces)
  expect([unknown.seen.length, unknown.result.body.byteLength]).toEqual([MAX_WINDOW_BODY_BYTES, 66 * 2 ** 20])
})

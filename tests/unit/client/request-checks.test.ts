import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { IbkrClient, IbkrTransportError } from '../../../src/client/index.ts'
import { startTestServer, type TestServer } from './test-server.ts'

let server: TestServer
let client: IbkrClient

beforeAll(async () => {
  server = await startTestServer((_seen, response) => response.end('{"ok":true}'))
  client = new IbkrClient(server.baseUrl)
})
afterAll(async () => {
  await client.close()
  await server.close()
})

/** Sends a request without type checks, like a plain JavaScript program. */
function send(input: unknown, of = client): Promise<unknown> {
  return Reflect.apply(of.request, of, [input])
}

/** Expects the client to reject `input` before it sends a request, with a message that contains `parts`. */
async function expectRejected(input: unknown, ...parts: readonly string[]): Promise<void> {
  const before = server.seen.length
  const error: unknown = await send(input).catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code: 'config-invalid' })
  for (const part of parts) expect((error as Error).message).toContain(part)
  expect(server.seen).toHaveLength(before)
}

describe('request headers', () => {
  it.each<[string, unknown]>([
    ['X-Broken', 'one\r\ntwo'],
    ['X-Broken', 'a\u0000b'],
    ['X-Euro', '5 €'],
    ['X-Object', { secret: 1 }],
    ['X-List', ['a', 'b']],
    ['X-Function', () => 'a'],
    ['X-Symbol', Symbol('a')],
    ['with blank', 'a'],
    ['', 'a'],
    ['a\r\nb', 'c'],
    ['Transfer-Encoding', 'chunked'],
    ['Expect', '100-continue'],
    ['Upgrade', 'websocket'],
    ['Keep-Alive', '5'],
  ])('names an invalid header without quoting its value: %j = %s', async (name, value) => {
    await expectRejected({ path: 'x', headers: { [name]: value } }, JSON.stringify(name), 'cannot be sent')
    const error = await send({ path: 'x', headers: { 'X-Token': 'secret value\n' } }).catch((reason: Error) => reason)
    expect(String(error)).not.toContain('secret value')
  })

  it.each([['a'], [new Map([['a', 'b']])], [new Headers({ a: 'b' })], [[['a', 'b']]], [5]])(
    'rejects headers that are not a plain object, because they would be lost: %s',
    async (headers) => expectRejected({ path: 'x', headers }, 'headers', 'plain object'),
  )

  it('rejects headers with config-invalid if Content-Length does not match the body', async () => {
    await expect(
      send({ path: 'x', method: 'POST', data: {}, headers: { 'content-length': '99' } }),
    ).rejects.toMatchObject({ code: 'config-invalid', mayHaveReachedServer: false })
    await expect(send({ path: 'x', headers: { 'content-length': 'many' } })).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringContaining('content-length'),
    })
  })

  it('sends numbers and Latin-1 characters in headers, and omits null and undefined', async () => {
    await send({
      path: 'x',
      headers: { 'x-number': 5, 'x-truth': true, 'x-null': null, 'x-none': undefined, 'x-e': 'é' },
    })
    const { headers } = server.seen.at(-1) ?? {}
    expect(headers).toMatchObject({ 'x-number': '5', 'x-truth': 'true', 'x-e': 'é' })
    expect(Object.keys(headers ?? {})).not.toEqual(expect.arrayContaining(['x-null', 'x-none']))
  })
})

describe('arguments of a request', () => {
  it.each(['', 'G T', 'GET\r\n', 'CONNECT', 5, {}, Symbol('GET')])(
    'rejects a request with the method %s',
    async (method) => {
      await expectRejected({ path: 'x', method }, 'is not an HTTP method')
    },
  )

  it.each(['https://localhost:5000/v1/api/tickle', 'WSS://host/x'])(
    'rejects a request with a host in its path: %s',
    async (path) => {
      await expectRejected({ path }, 'must not contain a host')
    },
  )

  it.each([[{ a: 1 }], [() => 1], [Symbol('a')], [[{ a: 1 }]], [Object.create(null)]])(
    'rejects a parameter that has no string form: %s',
    async (conids) => expectRejected({ path: 'x', params: { conids } }, '"conids"'),
  )

  it.each([[new URLSearchParams('a=b')], ['a=b'], [['a']], [new Map()], [5]])(
    'rejects params that are not a plain object, because they would be lost: %s',
    async (params) => expectRejected({ path: 'x', params }, 'params', 'plain object'),
  )

  it.each([[5], [{}], [new ArrayBuffer(2)], [null]])(
    'rejects a body that is neither a string nor bytes: %s',
    async (body) => {
      await expectRejected({ path: 'x', method: 'POST', body }, 'body', 'neither text nor bytes')
    },
  )

  it.each([[() => 1], [Symbol('a')], [{ n: 1n }]])('rejects data that cannot be written as JSON: %s', async (data) => {
    await expectRejected({ path: 'x', method: 'POST', data }, 'cannot be written as JSON')
  })

  it.each(['high', 'normal', 'low'] as const)('accepts the priority %s, and no other', async (priority) => {
    await send({ path: 'x', priority })
    expect(server.seen.at(-1)?.url).toBe('/v1/api/x')
    await expectRejected({ path: 'x', priority: `${priority}er` }, 'priority')
  })

  it('sends a parameter with a toString() method as the string that it returns', async () => {
    await send({ path: 'x', params: { at: { toString: () => '1.50' }, n: 5n, none: null } })
    expect(server.seen.at(-1)?.url).toBe('/v1/api/x?at=1.50&n=5')
  })
})

describe('use of a closed client', () => {
  it('rejects every request with client-closed and sends nothing', async () => {
    const closed = new IbkrClient(server.baseUrl)
    await closed.close()
    const before = server.seen.length
    for (const attempt of [
      () => closed.request({ path: 'x?key=1', method: 'post' }),
      () => closed.request({ path: 'x', raw: true }),
      () => closed.stream({ path: 'x' }),
    ]) {
      const error: unknown = await attempt().catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(IbkrTransportError)
      expect(error).toMatchObject({ code: 'client-closed', path: 'x', mayHaveReachedServer: false })
      expect(String(error)).toContain('is closed')
    }
    expect(server.seen).toHaveLength(before)
  })

  it('treats a client as closed after its signal was aborted', async () => {
    const aborted = new IbkrClient(server.baseUrl, { signal: AbortSignal.abort() })
    await expect(aborted.request({ path: 'x' })).rejects.toMatchObject({ code: 'client-closed' })
    await aborted.close()
  })
})

it.each([
  'iserver/../../../x',
  'account/%2e%2e/orders',
  'account/.%2E/orders',
  'iserver/./accounts',
  'iserver\\..\\x',
  'iserver/.\t./x',
  '/v1/api/..',
])('rejects a path with a dot segment, which would point to another path: %s', async (path) =>
  expectRejected({ path }, 'dot segment'),
)

it('accepts dots in other places of a path and in a query', async () => {
  for (const path of ['a/...', 'a/x.y', 'a/..b', 'a?b=/../c'])
    await expect(send({ path })).resolves.toEqual({ ok: true })
})

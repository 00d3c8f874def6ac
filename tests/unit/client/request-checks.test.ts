import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { IbkrClient, IbkrTransportError } from '../../../src/client/index.ts'
import { startTinyServer, type TinyServer } from './tiny-server.ts'

let server: TinyServer
let client: IbkrClient

beforeAll(async () => {
  server = await startTinyServer((_seen, response) => response.end('{"ok":true}'))
  client = new IbkrClient(server.baseUrl)
})
afterAll(async () => {
  await client.close()
  await server.close()
})

/** As a program in plain JavaScript does: with whatever it has. */
function ask(input: unknown, of = client): Promise<unknown> {
  return Reflect.apply(of.request, of, [input])
}

/** Refused in words that hold these, before anything is sent. */
async function expectRefused(input: unknown, ...words: readonly string[]): Promise<void> {
  const before = server.seen.length
  const error: unknown = await ask(input).catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code: 'config-invalid' })
  for (const word of words) expect((error as Error).message).toContain(word)
  expect(server.seen).toHaveLength(before)
}

describe('invalid headers are named without their value', () => {
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
  ])('%j: %s', async (name, value) => {
    await expectRefused({ path: 'x', headers: { [name]: value } }, JSON.stringify(name), 'cannot be sent')
    const error = await ask({ path: 'x', headers: { 'X-Token': 'secret value\n' } }).catch((reason: Error) => reason)
    expect(String(error)).not.toContain('secret value')
  })

  it.each([['a'], [new Map([['a', 'b']])], [new Headers({ a: 'b' })], [[['a', 'b']]], [5]])(
    'refuses headers that are not a plain object: %s',
    async (headers) => expectRefused({ path: 'x', headers }, 'headers', 'plain object'),
  )

  it('reports a wrong Content-Length as such, not as a network failure', async () => {
    await expect(
      ask({ path: 'x', method: 'POST', data: {}, headers: { 'content-length': '99' } }),
    ).rejects.toMatchObject({ code: 'config-invalid', mayHaveReachedServer: false })
    await expect(ask({ path: 'x', headers: { 'content-length': 'many' } })).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringContaining('content-length'),
    })
  })

  it('sends numbers as text and Latin-1, and omits null and undefined', async () => {
    await ask({
      path: 'x',
      headers: { 'x-number': 5, 'x-truth': true, 'x-null': null, 'x-none': undefined, 'x-e': 'é' },
    })
    const { headers } = server.seen.at(-1) ?? {}
    expect(headers).toMatchObject({ 'x-number': '5', 'x-truth': 'true', 'x-e': 'é' })
    expect(Object.keys(headers ?? {})).not.toEqual(expect.arrayContaining(['x-null', 'x-none']))
  })
})

describe('an invalid request is refused', () => {
  it.each(['', 'G T', 'GET\r\n', 'CONNECT', 5, {}, Symbol('GET')])('the method %s', async (method) => {
    await expectRefused({ path: 'x', method }, 'is not an HTTP method')
  })

  it.each(['https://localhost:5000/v1/api/tickle', 'WSS://host/x'])('a path with a host: %s', async (path) => {
    await expectRefused({ path }, 'no host')
  })

  it.each([[{ a: 1 }], [() => 1], [Symbol('a')], [[{ a: 1 }]], [Object.create(null)]])(
    'a parameter without a text: %s',
    async (conids) => expectRefused({ path: 'x', params: { conids } }, '"conids"'),
  )

  it.each([[new URLSearchParams('a=b')], ['a=b'], [['a']], [new Map()], [5]])(
    'params that are not a plain object: %s',
    async (params) => expectRefused({ path: 'x', params }, 'params', 'plain object'),
  )

  it.each([[5], [{}], [new ArrayBuffer(2)], [null]])('a body that is neither text nor bytes: %s', async (body) => {
    await expectRefused({ path: 'x', method: 'POST', body }, 'body', 'neither text nor bytes')
  })

  it.each([[() => 1], [Symbol('a')], [{ n: 1n }]])('data without a JSON form: %s', async (data) => {
    await expectRefused({ path: 'x', method: 'POST', data }, 'cannot be written as JSON')
  })

  it('accepts a date or a decimal, which have a text of their own', async () => {
    await ask({ path: 'x', params: { at: { toString: () => '1.50' }, n: 5n, none: null } })
    expect(server.seen.at(-1)?.url).toBe('/v1/api/x?at=1.50&n=5')
  })
})

describe('a closed client', () => {
  it('sends nothing and reports that it is closed', async () => {
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

  it('includes a client whose signal aborted', async () => {
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
])('refuses a path with a dot segment, which would resolve to another path: %s', async (path) =>
  expectRefused({ path }, 'dot segment'),
)

it('accepts dots elsewhere in a path and in a query', async () => {
  for (const path of ['a/...', 'a/x.y', 'a/..b', 'a?b=/../c'])
    await expect(ask({ path })).resolves.toEqual({ ok: true })
})

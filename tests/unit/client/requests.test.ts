import type { ServerResponse } from 'node:http'
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import type { Dispatcher } from 'undici'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { IbkrClient, type IbkrClientOptions, IbkrTransportError } from '../../../src/client/index.ts'
import { buildRequest } from '../../../src/client/rest/build-request.ts'
import { ConnectionTimingLog } from '../../../src/client/rest/client-connections.ts'
import { createFetchDispatcher } from '../../../src/client/rest/fetch-dispatcher.ts'
import { sendHttpRequest } from '../../../src/client/rest/send-http-request.ts'
import { parseServerAddress } from '../../../src/client/server-address.ts'
import { manualClock } from './manual-clock.ts'
import { type Responder, startTestServer, type TestServer } from './test-server.ts'

const releases: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const release of releases.splice(0).reverse()) await release()
})

async function setUp(
  respond: Responder,
  options?: IbkrClientOptions,
): Promise<{ client: IbkrClient; server: TestServer }> {
  const server = await startTestServer(respond)
  const client = new IbkrClient(server.baseUrl, options)
  releases.push(server.close, () => client.close())
  return { client, server }
}

const json: Responder = (_seen, response) => response.end('{"ok":true}')

describe('sending a request', () => {
  it('sends the request unchanged, with a User-Agent and a Content-Length', async () => {
    const { client, server } = await setUp(json)
    await client.request({
      path: 'x',
      method: 'POST',
      data: { a: 1 },
      params: { c: 'd e' },
      headers: { 'X-Mine': '1' },
    })
    expect(server.seen[0]).toMatchObject({ method: 'POST', url: '/v1/api/x?c=d+e', body: '{"a":1}' })
    expect(server.seen[0]?.headers).toMatchObject({
      'user-agent': 'ClientPortalGW/1',
      'content-type': 'application/json',
      'content-length': '7',
      'accept-encoding': 'gzip,deflate',
      'x-mine': '1',
    })
  })

  it('sends Content-Length: 0 for a POST without a body, as IBKR requires', async () => {
    const { client, server } = await setUp(json)
    await client.request({ path: 'tickle', method: 'POST' })
    expect(server.seen[0]?.headers['content-length']).toBe('0')
  })

  it('reuses connections for later requests', async () => {
    const { client, server } = await setUp(json)
    for (let i = 0; i < 20; i++) await client.request({ path: 'x' })
    // undici releases a connection one event loop iteration after its response, so two connections alternate.
    expect(server.connections()).toBeLessThanOrEqual(2)
  })

  it.each([
    [{}, 64],
    [{ maxConnections: 3 }, 3],
  ])('completes 200 concurrent requests over a limited number of connections: %j', async (options, most) => {
    const { client, server } = await setUp(json, options)
    const all = await Promise.all(Array.from({ length: 200 }, () => client.request({ path: 'x' })))
    expect(all).toHaveLength(200)
    expect(server.connections()).toBeLessThanOrEqual(most)
  })

  it.each([
    ['gzip', gzipSync('{"ok":true}')],
    ['deflate', deflateSync('{"ok":true}')],
    ['deflate', deflateRawSync('{"ok":true}')],
  ])('decompresses a %s response', async (encoding, body) => {
    const { client } = await setUp((_seen, response) => response.setHeader('content-encoding', encoding).end(body))
    await expect(client.request({ path: 'x' })).resolves.toEqual({ ok: true })
  })

  it('resolves to undefined for 204 and an empty body, and to a string for plain text', async () => {
    const { client } = await setUp((seen, response) => {
      if (seen.url.endsWith('none')) response.writeHead(204).end()
      else response.end(seen.url.endsWith('text') ? 'Success' : '')
    })
    await expect(client.request({ path: 'none' })).resolves.toBeUndefined()
    await expect(client.request({ path: 'empty' })).resolves.toBeUndefined()
    await expect(client.request({ path: 'text' })).resolves.toBe('Success')
  })
})

describe('request with the option `raw`', () => {
  it('resolves to status, headers, bytes and timing for every status', async () => {
    const { client, server } = await setUp((_seen, response) => {
      response.writeHead(503, 'Gone Fishing', { 'X-Response-Time': '9ms', 'content-encoding': 'gzip' })
      response.end(gzipSync('{"n":1.0}'))
    })
    const first = await client.request({ path: 'x', raw: true })
    expect(first).toMatchObject({
      status: 503,
      statusText: 'Gone Fishing',
      method: 'GET',
      url: `${server.baseUrl}/v1/api/x`,
    })
    expect(first.headers['x-response-time']).toBe('9ms')
    expect(new TextDecoder().decode(first.body)).toBe('{"n":1.0}')
    expect(first.wireBytes).toBe(gzipSync('{"n":1.0}').length)
    expect(first.timing.connectMs).toBeGreaterThan(0)
    const { queueMs, connectMs = 0, firstByteMs, bodyMs, totalMs } = first.timing
    expect(Math.abs(queueMs + connectMs + firstByteMs + bodyMs - totalMs)).toBeLessThan(1)
    const second = await client.request({ path: 'x', raw: true })
    expect(second.timing.connectMs).toBeUndefined()
  })

  it('reports the wait for an open connection as time in the queue', async () => {
    const clock = manualClock()
    const responses: ServerResponse[] = []
    const { client } = await setUp((_seen, response) => void responses.push(response), { clock, maxConnections: 1 })
    const first = client.request({ path: 'x', raw: true })
    await vi.waitUntil(() => responses.length === 1)
    const second = client.request({ path: 'y', raw: true })
    await new Promise(setImmediate)
    clock.advance(30)
    responses[0]?.end('1')
    await first
    await vi.waitUntil(() => responses.length === 2)
    responses[1]?.end('2')
    expect((await second).timing).toEqual({ queueMs: 30, connectMs: undefined, firstByteMs: 0, bodyMs: 0, totalMs: 30 })
  })

  it('does not follow a redirect', async () => {
    const { client, server } = await setUp((_seen, response) =>
      response.writeHead(302, { location: '/sso/Login' }).end(),
    )
    expect((await client.request({ path: 'x', raw: true })).status).toBe(302)
    await expect(client.request({ path: 'x' })).rejects.toMatchObject({
      code: 'redirected',
      message: 'Response status 302: ',
    })
    expect(server.seen).toHaveLength(2)
  })
})

describe('request that fails without a response', () => {
  const hang: Responder = () => undefined

  it('times out with an error that states whether the request may have reached the server', async () => {
    const clock = manualClock()
    const { client, server } = await setUp(hang, { clock })
    const failure = client.request({ path: 'iserver/x', method: 'POST', timeout: 30 })
    failure.catch(() => undefined)
    await expect.poll(() => server.seen.length, { interval: 5 }).toBe(1)
    clock.advance(30)
    await expect(failure).rejects.toBeInstanceOf(IbkrTransportError)
    await expect(failure).rejects.toMatchObject({
      code: 'timeout',
      method: 'POST',
      path: 'iserver/x',
      mayHaveReachedServer: true,
    })
    await expect(failure).rejects.toThrow('got no response within 30 ms. The server may have acted on it')
  })

  it('times out in the middle of a response body', async () => {
    const { client } = await setUp((_seen, response) => response.write('{"half":'))
    await expect(client.request({ path: 'x', timeout: 50 })).rejects.toMatchObject({ code: 'timeout' })
  })

  it("aborts the request with the caller's signal, and sets its reason as the cause of the error", async () => {
    const { client, server } = await setUp(hang)
    const abort = new AbortController()
    const failure = client.request({ path: 'x', signal: abort.signal })
    await expect.poll(() => server.seen.length).toBe(1)
    abort.abort(new Error('enough'))
    await expect(failure).rejects.toMatchObject({
      code: 'aborted',
      cause: expect.objectContaining({ message: 'enough' }),
    })
    await expect(client.request({ path: 'y', signal: abort.signal })).rejects.toMatchObject({
      code: 'aborted',
      mayHaveReachedServer: false,
    })
    expect(server.seen).toHaveLength(1)
  })

  it('reports a refused connection with the transport error as cause, and the request as not sent', async () => {
    const { client, server } = await setUp(hang)
    await server.close()
    await expect(client.request({ path: 'x', method: 'POST' })).rejects.toMatchObject({
      code: 'network-failed',
      mayHaveReachedServer: false,
      cause: expect.objectContaining({ code: 'ECONNREFUSED' }),
    })
  })

  it('rejects with network-failed if the connection is reset during the response body', async () => {
    const { client } = await setUp((_seen, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('{"half":', () => response.socket?.resetAndDestroy())
    })
    await expect(client.request({ path: 'x' })).rejects.toMatchObject({
      code: 'network-failed',
      mayHaveReachedServer: true,
    })
  })

  it('does not send a request twice when the connection breaks', async () => {
    const { client, server } = await setUp((_seen, response) => {
      response.socket?.destroy()
    })
    await expect(client.request({ path: 'x' })).rejects.toMatchObject({ code: 'network-failed' })
    expect(server.seen).toHaveLength(1)
  })

  it('closing the client aborts its requests and rejects later requests', async () => {
    const { client, server } = await setUp(hang)
    const running = client.request({ path: 'x' })
    await expect.poll(() => server.seen.length).toBe(1)
    const refused = expect(running).rejects.toMatchObject({ code: 'aborted' })
    await client.close()
    await refused
    await expect(client.request({ path: 'x' })).rejects.toBeInstanceOf(IbkrTransportError)
  })
})

describe('size limit of a response body', () => {
  it('rejects a response body above the size limit', async () => {
    const { client } = await setUp((_seen, response) => response.end('x'.repeat(2_000)), { maxBodyBytes: 1_000 })
    await expect(client.request({ path: 'x' })).rejects.toMatchObject({ code: 'body-too-large' })
  })

  it('rejects a response with a decompressed size above the limit', async () => {
    const bomb = gzipSync(Buffer.alloc(100_000))
    const { client } = await setUp((_seen, response) => response.setHeader('content-encoding', 'gzip').end(bomb), {
      maxBodyBytes: 10_000,
    })
    await expect(client.request({ path: 'x' })).rejects.toMatchObject({ code: 'body-too-large' })
  })

  it('rejects with body-undecodable if the compression is damaged', async () => {
    const { client } = await setUp((_seen, response) => response.setHeader('content-encoding', 'gzip').end('nonsense'))
    await expect(client.request({ path: 'x' })).rejects.toMatchObject({ code: 'body-undecodable' })
  })
})

describe('option `signal` of the client', () => {
  it('aborting the signal aborts the requests of the client', async () => {
    const abort = new AbortController()
    const { client, server } = await setUp(() => undefined, { signal: abort.signal })
    const running = client.request({ path: 'x' })
    await expect.poll(() => server.seen.length).toBe(1)
    abort.abort()
    await expect(running).rejects.toMatchObject({ code: 'aborted' })
  })
})

describe('option `fetch` of the client', () => {
  it('sends every request with the custom fetch, with the same results and errors', async () => {
    const urls: string[] = []
    const spied: typeof fetch = (input, init) => {
      urls.push(String(input))
      return fetch(input, init)
    }
    const packed: Responder = (seen, response) =>
      response
        .writeHead(seen.url.includes('bad') ? 400 : 200, { 'content-encoding': 'gzip' })
        .end(gzipSync('{"ok":true}'))
    const { client, server } = await setUp(packed, { fetch: spied })
    await expect(client.request({ path: 'x', method: 'POST', data: { a: 1 } })).resolves.toEqual({ ok: true })
    expect(server.seen[0]).toMatchObject({ method: 'POST', body: '{"a":1}' })
    expect(server.seen[0]?.headers).toMatchObject({ 'user-agent': 'ClientPortalGW/1', 'content-length': '7' })
    await expect(client.request({ path: 'bad' })).rejects.toMatchObject({ code: 'bad-request', body: { ok: true } })
    const streamed = await client.stream({ path: 'y' })
    const chunks: Uint8Array[] = []
    for await (const chunk of streamed.body) chunks.push(chunk)
    expect(Buffer.concat(chunks).toString()).toBe('{"ok":true}')
    expect(urls).toEqual(['x', 'bad', 'y'].map((path) => `${server.baseUrl}/v1/api/${path}`))
  })

  it('aborts the custom fetch with the request, and reports its failures as network-failed', async () => {
    const { client } = await setUp(() => undefined, { fetch })
    const controller = new AbortController()
    const hanging = client.request({ path: 'x', signal: controller.signal })
    controller.abort()
    await expect(hanging).rejects.toMatchObject({ code: 'aborted' })
    await expect(client.request({ path: 'x', timeout: 20 })).rejects.toMatchObject({ code: 'timeout' })
    const refused: typeof fetch = () => Promise.reject(new TypeError('fetch failed'))
    const { client: offline } = await setUp(json, { fetch: refused })
    await expect(offline.request({ path: 'x' })).rejects.toMatchObject({ code: 'network-failed' })
  })

  it('reports a request as not sent only if fetch failed to connect to the server', async () => {
    const { client, server } = await setUp(json, { fetch })
    await server.close()
    const order = { path: 'iserver/account/DU1/orders', method: 'POST', data: { orders: [] } }
    await expect(client.request(order)).rejects.toMatchObject({ code: 'network-failed', mayHaveReachedServer: false })
    for (const [code, mayHaveReachedServer] of [
      ['ENOTFOUND', false],
      ['DEPTH_ZERO_SELF_SIGNED_CERT', false],
      ['UND_ERR_CONNECT_TIMEOUT', false],
      ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', true],
      ['ECONNRESET', true],
      ['UND_ERR_SOCKET', true],
    ] as const) {
      const cause = Object.assign(new Error('x'), { code })
      const failing: typeof fetch = () => Promise.reject(new TypeError('fetch failed', { cause }))
      const { client: failed } = await setUp(json, { fetch: failing })
      await expect(failed.request(order)).rejects.toMatchObject({ mayHaveReachedServer })
    }
  })

  it('reports an aborted request as possibly sent, whatever the reason for the abort', async () => {
    const { client } = await setUp(() => undefined, { fetch })
    const controller = new AbortController()
    const hanging = client.request({ path: 'x', method: 'POST', signal: controller.signal })
    controller.abort(Object.assign(new Error('another one failed'), { code: 'ECONNREFUSED' }))
    await expect(hanging).rejects.toMatchObject({ code: 'aborted', mayHaveReachedServer: true })
  })

  it('gives a handler the reason of an abort, and null before', () => {
    const dispatcher = createFetchDispatcher(() => Promise.reject(new Error('not aborted in time')))
    const reasons: (Error | null)[] = []
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(controller) {
        reasons.push(controller.reason)
        controller.abort(new Error('no longer needed'))
        reasons.push(controller.reason)
      },
    }
    dispatcher.dispatch({ origin: 'http://localhost', path: '/', method: 'GET' }, handler)
    expect(reasons).toEqual([null, new Error('no longer needed')])
  })

  it('reads no more of a response while its reader is slow, and ends a paused one when it is aborted', async () => {
    let controller: Dispatcher.DispatchController | undefined
    const received: string[] = []
    const body = ['a', 'b', 'c']
    const response = {
      status: 200,
      statusText: '',
      headers: new Headers(),
      body: body.map((text) => Buffer.from(text)),
    }
    const dispatcher = createFetchDispatcher(async () => response as never)
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart: (started) => {
        controller = started
      },
      onResponseData: (current, chunk) => {
        received.push(String(chunk))
        if (String(chunk) !== 'c') current.pause()
      },
      onResponseEnd: () => received.push('end'),
    }
    dispatcher.dispatch({ origin: 'http://localhost', path: '/', method: 'GET' }, handler)
    await expect.poll(() => received).toEqual(['a'])
    expect([controller?.paused, controller?.aborted]).toEqual([true, false])
    controller?.resume()
    expect(controller?.paused).toBe(false)
    await expect.poll(() => received).toEqual(['a', 'b'])
    controller?.abort(new Error('no longer needed'))
    expect([controller?.paused, controller?.aborted]).toEqual([false, true])
    await expect.poll(() => received).toEqual(['a', 'b', 'c', 'end'])
  })

  it('reports an error for a rejection that is no error', async () => {
    const { client } = await setUp(json, { fetch: () => Promise.reject('just a text') })
    const cause = expect.objectContaining({ message: 'just a text' })
    await expect(client.request({ path: 'x' })).rejects.toMatchObject({ code: 'network-failed', cause })
  })

  it('rejects the option fetch together with the option dispatcher', () => {
    const dispatcher = { dispatch: () => true }
    expect(() => Reflect.construct(IbkrClient, ['localhost:5000', { fetch, dispatcher }])).toThrow('cannot be combined')
  })
})

it('does not pass a request to the dispatcher after its signal was aborted', async () => {
  const reason = new Error('no longer wanted')
  const sending = sendHttpRequest(
    buildRequest(parseServerAddress('localhost:5000'), { path: 'x', method: 'POST' }, ''),
    {
      dispatcher: { dispatch: () => expect.unreachable('dispatched') } as unknown as Dispatcher,
      ...{ log: new ConnectionTimingLog(), clock: manualClock(), timeout: 1_000, queuedMs: 0, streamed: false },
      ...{ maxWholeBytes: 1_000, maxStreamedBytes: 1_000, beforeSend: undefined },
      ...{ onSent: () => undefined, onHead: () => undefined },
    },
    AbortSignal.abort(reason),
  )
  await expect(sending).rejects.toMatchObject({ code: 'aborted', cause: reason, mayHaveReachedServer: false })
})

describe('dispatcher that does not keep its contract', () => {
  const dispatching = (dispatch: (handler: Dispatcher.DispatchHandler) => boolean) =>
    new IbkrClient('localhost:5000', {
      dispatcher: {
        dispatch: (_options: unknown, handler: Dispatcher.DispatchHandler) => dispatch(handler),
      } as Dispatcher,
    })
  const controller = { abort: () => undefined, resume: () => undefined, pause: () => undefined } as never

  it('rejects a request whose dispatcher throws, as not sent', async () => {
    const client = dispatching(() => {
      throw new TypeError('invalid header')
    })
    await expect(client.request({ path: 'x' })).rejects.toMatchObject({ mayHaveReachedServer: false })
    await client.close()
  })

  it('rejects a response that ends without a status, as possibly sent', async () => {
    const client = dispatching((handler) => {
      handler.onRequestStart?.(controller, undefined)
      handler.onResponseEnd?.(controller, {})
      return true
    })
    await expect(client.request({ path: 'x' })).rejects.toMatchObject({
      mayHaveReachedServer: true,
      cause: expect.objectContaining({ message: 'the response had no status' }),
    })
    await client.close()
  })

  it('waits for the final status after an informational one, and joins repeated headers', async () => {
    const client = dispatching((handler) => {
      handler.onRequestStart?.(controller, undefined)
      handler.onResponseStart?.(controller, 103, { link: 'early' }, '')
      const headers = { 'set-cookie': ['a=1', 'b=2'], 'X-Two': ['1', '2'], missing: undefined }
      handler.onResponseStart?.(controller, 200, headers, 'OK')
      handler.onResponseData?.(controller, Buffer.from('1'))
      handler.onResponseEnd?.(controller, {})
      return true
    })
    const response = await client.request({ path: 'x', raw: true })
    expect(response).toMatchObject({ status: 200, headers: { 'set-cookie': 'a=1\nb=2', 'x-two': '1, 2' } })
    expect(Object.keys(response.headers)).toEqual(['set-cookie', 'x-two'])
    await client.close()
  })
})

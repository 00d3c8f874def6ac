import { getEventListeners } from 'node:events'
import type { ServerResponse } from 'node:http'
import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { IbkrClient, type IbkrClientOptions, IbkrError, type StreamedResponse } from '../../../src/client/index.ts'
import { BodyStream, type BodyStreamOptions } from '../../../src/client/rest/body-stream.ts'
import { manualClock } from './manual-clock.ts'
import { startScriptedGateway } from './scripted-gateway.ts'
import { startTestServer, type TestServer } from './test-server.ts'

const releases: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const release of releases.splice(0).reverse()) await release()
})

const WHOLE = Buffer.from(Array.from({ length: 200_000 }, (_, at) => `${at}`).join(','))

/** Starts a server with this response, and creates a client for it. */
async function serve(
  respond: (response: ServerResponse) => void,
  options: IbkrClientOptions = {},
): Promise<{ client: IbkrClient; server: TestServer; responses: ServerResponse[] }> {
  const responses: ServerResponse[] = []
  const server = await startTestServer((_seen, response) => {
    responses.push(response)
    respond(response)
  })
  const client = new IbkrClient(server.baseUrl, options)
  releases.push(server.close, () => client.close())
  return { client, server, responses }
}

async function read({ body }: StreamedResponse): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks)
}

describe('streamed response', () => {
  it.each([
    ['uncompressed', undefined, (all: Buffer) => all],
    ['gzip', 'gzip', gzipSync],
    ['deflate', 'deflate', deflateSync],
    ['raw deflate', 'deflate', deflateRawSync],
    ['br', 'br', (all: Buffer) => brotliCompressSync(all, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
  ])('delivers the complete, decompressed body: %s', async (_, encoding, pack) => {
    const { client } = await serve((response) => {
      response.writeHead(200, encoding === undefined ? {} : { 'content-encoding': encoding }).end(pack(WHOLE))
    })
    const response = await client.stream({ path: 'big' })
    expect(response).toMatchObject({ status: 200, method: 'GET' })
    expect((await read(response)).equals(WHOLE)).toBe(true)
  })

  it('resolves after the head, and delivers each chunk when it arrives', async () => {
    const { client, responses } = await serve((response) => response.writeHead(200).write('one'))
    const { body } = await client.stream({ path: 'big' })
    const pieces = body[Symbol.asyncIterator]()
    expect(String((await pieces.next()).value)).toBe('one')
    responses[0]?.end('two')
    expect(String((await pieces.next()).value)).toBe('two')
    expect((await pieces.next()).done).toBe(true)
  })

  it('reports its timing so far, and the final timing after the stream ends', async () => {
    const clock = manualClock()
    const { client, responses } = await serve((response) => response.writeHead(200).write('one'), { clock })
    const { body, timing } = await client.stream({ path: 'big', raw: true })
    const pieces = body[Symbol.asyncIterator]()
    await pieces.next()
    clock.advance(40)
    expect(timing()).toMatchObject({ bodyMs: 40, totalMs: 40 })
    responses[0]?.end()
    expect((await pieces.next()).done).toBe(true)
    clock.advance(1_000)
    expect(timing()).toMatchObject({ queueMs: 0, firstByteMs: 0, bodyMs: 40, totalMs: 40 })
  })

  it('resolves with the option raw for every status', async () => {
    const { client } = await serve((response) => response.writeHead(503).end('away'))
    const response = await client.stream({ path: 'x', raw: true })
    expect([response.status, String(await read(response))]).toEqual([503, 'away'])
    await expect(client.stream({ path: 'x' })).rejects.toMatchObject({ code: 'service-unavailable' })
  })

  it('reuses the connection of an empty stream', async () => {
    const { client, server } = await serve((response) => response.writeHead(200).end())
    for (let count = 0; count < 5; count++) expect(await read(await client.stream({ path: 'x' }))).toHaveLength(0)
    expect(server.connections()).toBeLessThanOrEqual(2)
  })

  it('yields no chunks when a stream is read a second time', async () => {
    const { client } = await serve((response) => response.end('x'))
    const response = await client.stream({ path: 'x' })
    await read(response)
    expect(await read(response)).toHaveLength(0)
  })

  it('applies back pressure while the reader is slow, so that memory use stays limited', async () => {
    const mebibyte = Buffer.alloc(2 ** 20)
    let written = 0
    const { client } = await serve((response) => {
      response.writeHead(200)
      const more = (): void => {
        written += 1
        if (written === 64) response.end(mebibyte)
        else if (response.write(mebibyte)) more()
        else response.once('drain', more)
      }
      more()
    })
    const response = await client.stream({ path: 'x' })
    // Waits until the server can write no more data.
    const seen: number[] = []
    const isBlocked = (): boolean => seen.push(written) > 3 && seen.at(-1) === seen.at(-3)
    await expect.poll(isBlocked, { interval: 50, timeout: 20_000 }).toBe(true)
    expect(written).toBeLessThan(32)
    expect(await read(response)).toHaveLength(64 * 2 ** 20)
  })
})

describe('streamed response that fails or is cancelled', () => {
  it('times out while the reader waits for a chunk, but not while the reader pauses', async () => {
    const clock = manualClock()
    const { client, responses } = await serve((response) => response.writeHead(200).write('one'), { clock })
    const { body } = await client.stream({ path: 'x', timeout: 80_000 })
    const pieces = body[Symbol.asyncIterator]()
    await pieces.next()
    clock.advance(3_600_000)
    responses[0]?.write('two')
    expect(String((await pieces.next()).value)).toBe('two')
    const waiting = clock.pending
    const third = expect(pieces.next()).rejects.toMatchObject({ code: 'timeout', mayHaveReachedServer: true })
    await expect.poll(() => clock.pending).toBe(waiting + 1)
    clock.advance(80_000)
    await third
  })

  it.each<[string, (response: StreamedResponse, abort: AbortController) => Promise<void>]>([
    ['cancelled', async (response) => response.cancel()],
    [
      'abandoned by break',
      async ({ body }) => {
        for await (const _piece of body) break
      },
    ],
    ['aborted by its signal', async (_, abort) => abort.abort()],
  ])('closes the connection if the stream is %s', async (_, leave) => {
    const { client, responses } = await serve((response) => response.writeHead(200).write('one'))
    const abort = new AbortController()
    const response = await client.stream({ path: 'x', signal: abort.signal })
    await leave(response, abort)
    await expect.poll(() => responses[0]?.destroyed).toBe(true)
  })

  it('rejects the pending read if the request is aborted', async () => {
    const { client } = await serve((response) => response.writeHead(200).write('one'))
    const abort = new AbortController()
    const pieces = (await client.stream({ path: 'x', signal: abort.signal })).body[Symbol.asyncIterator]()
    await pieces.next()
    const next = pieces.next()
    abort.abort()
    await expect(next).rejects.toMatchObject({ code: 'aborted' })
  })

  it('closing the client aborts the stream', async () => {
    const { client } = await serve((response) => response.writeHead(200).write('one'))
    const pieces = (await client.stream({ path: 'x' })).body[Symbol.asyncIterator]()
    await pieces.next()
    const ended = expect(pieces.next()).rejects.toMatchObject({ code: 'aborted' })
    await client.close()
    await ended
  })

  it.each<[string, string, (response: ServerResponse) => void, { maxBytes?: number }]>([
    ['is cut off', 'network-failed', (response) => response.writeHead(200).write('x', () => response.destroy()), {}],
    ['is longer than allowed', 'body-too-large', (response) => response.end(WHOLE), { maxBytes: 1_000 }],
    [
      'is longer than allowed once decompressed',
      'body-too-large',
      (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(10_000_000))),
      { maxBytes: 100_000 },
    ],
    [
      'is damaged',
      'body-undecodable',
      (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip at all'),
      {},
    ],
    [
      'is compressed and truncated',
      'body-undecodable',
      (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(WHOLE).subarray(0, 5_000)),
      {},
    ],
  ])('rejects with a stable code when the stream %s', async (_, code, respond, input) => {
    const { client } = await serve(respond)
    await expect(client.stream({ path: 'x', ...input }).then(read)).rejects.toMatchObject({ code })
  })
})

describe('streamed response with an error status', () => {
  it('rejects a response outside 2xx above maxBodyBytes with body-too-large, because error bodies are buffered', async () => {
    const { client } = await serve((response) => response.writeHead(500).end(WHOLE), { maxBodyBytes: 1_000 })
    await expect(client.stream({ path: 'x', raw: true })).rejects.toMatchObject({
      code: 'body-too-large',
      message: expect.stringContaining('more than the 1000 bytes'),
    })
  })

  it('rejects with the same error as a request, including the body', async () => {
    const { client } = await serve((response) => response.writeHead(400).end('{"error":"Init session first"}'))
    await expect(client.stream({ path: 'x' })).rejects.toMatchObject({
      code: 'brokerage-session-missing',
      body: { error: 'Init session first' },
    })
  })

  it('logs in and retries once after a 401 in a supervised session', async () => {
    const { client, script, count } = await startScriptedGateway()
    let refused = false
    script['big'] = () => {
      const entry = refused ? ([200, { big: true }] as const) : ([401, ''] as const)
      refused = true
      return entry
    }
    const session = client.connect({ socket: false })
    await expect.poll(() => session.state.kind).toBe('ready')
    expect(String(await read(await session.stream({ path: 'big' })))).toBe('{"big":true}')
    expect(count('big')).toBe(2)
    await session.close()
  })
})

/** Creates a body that a test fills itself. `calls` are those of its connection. */
function openBody(own: Partial<BodyStreamOptions> = {}) {
  const calls: string[] = []
  const controller = {
    pause: () => calls.push('pause'),
    resume: () => calls.push('resume'),
    abort: () => calls.push('abort'),
  }
  const body = new BodyStream({
    controller: controller as never,
    clock: manualClock(),
    chunkTimeout: undefined,
    maxBytes: 2 ** 20,
    encoding: undefined,
    signal: new AbortController().signal,
    failure: (_cause, code = 'network-failed') => new IbkrError(code, 'failed'),
    ...own,
  })
  return { body, calls }
}

it('ignores what arrives after the end of a body, and reports the end also to a later listener', async () => {
  const { body, calls } = openBody({ maxBytes: 4 })
  const ends: unknown[] = []
  body.onEnd((error) => ends.push(error?.code))
  body.push(Buffer.from('12345'))
  body.push(Buffer.from('6'))
  body.end()
  body.fail(new IbkrError('timeout', 'late'))
  body.onEnd((error) => ends.push(error?.code))
  expect([ends, calls, body.wireBytes]).toEqual([['body-too-large', 'body-too-large'], ['abort'], 5])
  await expect(body.readAll()).rejects.toMatchObject({ code: 'body-too-large' })

  const { body: complete } = openBody()
  complete.push(Buffer.from('all'))
  complete.end()
  complete.cancel()
  complete.onEnd((error) => ends.push(error))
  expect(ends.at(-1)).toBeUndefined()
  expect(String(await complete.readAll())).toBe('all')
})

it('fails at once if its signal was aborted before the body began', async () => {
  const { body, calls } = openBody({ signal: AbortSignal.abort() })
  await expect(body.readAll()).rejects.toMatchObject({ code: 'aborted' })
  expect(calls).toEqual(['abort'])
})

it('limits the wait for the next bytes only while a reader waits', async () => {
  const clock = manualClock()
  const { body } = openBody({ clock, chunkTimeout: 1_000 })
  const reader = body.decoded()
  const first = reader.next()
  clock.advance(999)
  body.push(Buffer.from('a'))
  expect(String((await first).value)).toBe('a')
  clock.advance(5_000)
  body.push(Buffer.from('b'))
  expect(String((await reader.next()).value)).toBe('b')
  const third = reader.next()
  await Promise.resolve()
  clock.advance(1_000)
  await expect(third).rejects.toMatchObject({ code: 'timeout' })
})

it('returns the whole body of an error status to a reader that accepts any status', async () => {
  const { client } = await serve((response) => response.writeHead(500).end('no'))
  const response = await client.stream({ path: 'x', raw: true })
  response.cancel()
  expect(response.timing().totalMs).toBeGreaterThanOrEqual(0)
  expect([response.status, String(await read(response))]).toEqual([500, 'no'])
  const { client: silent } = await serve((empty) => empty.writeHead(404).end())
  expect(String(await read(await silent.stream({ path: 'x', raw: true })))).toBe('')
})

it('pauses the server while 256 KiB wait for the reader, and leaves no listener at the end', async () => {
  const { signal } = new AbortController()
  const { body, calls } = openBody({ signal })
  body.push(Buffer.alloc(2 ** 18 - 1))
  expect(calls).toEqual([])
  body.push(Buffer.alloc(1))
  expect(calls).toEqual(['pause'])
  const reader = body.decoded()
  await reader.next()
  expect(calls).toEqual(['pause', 'resume'])
  body.end()
  // The signal may outlive many bodies.
  expect(getEventListeners(signal, 'abort')).toEqual([])
})

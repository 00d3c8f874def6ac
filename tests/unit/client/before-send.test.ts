import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { Agent } from 'undici'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { IbkrClient, type IbkrClientOptions } from '../../../src/client/index.ts'
import { manualClock } from './manual-clock.ts'
import { type Responder, startTestServer, type TestServer } from './test-server.ts'

const releases: (() => Promise<unknown>)[] = []
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

const ok: Responder = (_seen, response) => response.end('{"ok":true}')
const order = { path: 'iserver/account/DU1/orders', method: 'POST', data: { orders: [] } } as const
const refuse = (): never => {
  throw new Error('not wanted any more')
}

describe('beforeSend', () => {
  it('sends no byte if beforeSend throws, and rejects the request with that error', async () => {
    const { client, server } = await setUp(ok)
    await expect(client.request({ ...order, beforeSend: refuse })).rejects.toThrow('not wanted any more')
    await expect(client.stream({ ...order, beforeSend: refuse })).rejects.toThrow('not wanted any more')
    expect(await client.request(order)).toEqual({ ok: true })
    expect(server.seen).toHaveLength(1)
  })

  it.each<[string, () => unknown]>([
    ['an async function that rejects', async () => refuse()],
    ['an async function that resolves', async () => undefined],
    // biome-ignore lint/suspicious/noThenProperty: promises of other libraries are such objects
    ['a thenable', () => ({ then: (_: unknown, reject: (error: Error) => void) => reject(new Error('no')) })],
  ])('sends no byte if beforeSend is %s, and ignores what becomes of its promise', async (_, later) => {
    const { client, server } = await setUp(ok)
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    releases.push(async () => process.off('unhandledRejection', unhandled))
    const beforeSend = later as () => undefined
    const refused = { code: 'config-invalid', message: expect.stringContaining('Nothing was sent') }
    await expect(client.request({ ...order, beforeSend })).rejects.toMatchObject(refused)
    await expect(client.stream({ ...order, beforeSend })).rejects.toMatchObject(refused)
    expect(await client.request(order)).toEqual({ ok: true })
    expect(server.seen).toHaveLength(1)
    expect(unhandled).not.toHaveBeenCalled()
  })

  it('counts a request that was sent against the rate limit, also if no response arrives', async () => {
    const { client } = await setUp((_seen, response) => response.destroy(), { pacing: true, clock: manualClock() })
    const orders = { path: 'iserver/account/orders' } as const
    await expect(client.request(orders)).rejects.toThrow()
    const onWait = vi.fn()
    const gone = new AbortController()
    const second = client.request({ ...orders, onWait, signal: gone.signal })
    await vi.waitFor(() => expect(onWait).toHaveBeenCalled())
    gone.abort()
    await expect(second).rejects.toMatchObject({ code: 'aborted' })
  })

  it('calls beforeSend after the pacing wait, not when the request is created', async () => {
    const clock = manualClock()
    const { client, server } = await setUp(ok, { pacing: true, clock })
    const path = 'iserver/account/orders'
    await client.request({ path })
    const beforeSend = vi.fn()
    const waiting = client.request({ path, beforeSend })
    await vi.waitUntil(() => clock.pending > 0)
    expect(beforeSend).not.toHaveBeenCalled()
    clock.advance(6_000)
    await waiting
    expect(beforeSend).toHaveBeenCalledOnce()
    expect(server.seen).toHaveLength(2)
  })

  it('calls beforeSend after the wait for a free connection', async () => {
    let finish = (): void => undefined
    const { client, server } = await setUp(
      (seen, response) => {
        if (seen.method === 'GET') finish = () => response.end('{}')
        else response.end('{}')
      },
      { maxConnections: 1 },
    )
    const slow = client.request({ path: 'slow' })
    await vi.waitUntil(() => server.seen.length === 1)
    let wanted = true
    const queued = client.request({
      ...order,
      beforeSend: () => {
        if (!wanted) refuse()
      },
    })
    wanted = false
    finish()
    await slow
    await expect(queued).rejects.toThrow('not wanted any more')
    expect(server.seen).toHaveLength(1)
  })

  it('does not call beforeSend for a request that was aborted while it waited for a connection', async () => {
    let finish = (): void => undefined
    const { client, server } = await setUp(
      (seen, response) => {
        if (seen.url.endsWith('slow')) finish = () => response.end('{}')
        else response.end('{}')
      },
      { maxConnections: 1 },
    )
    const slow = client.request({ path: 'slow' })
    await vi.waitUntil(() => server.seen.length === 1)
    const [beforeSend, call] = [vi.fn(), new AbortController()]
    const queued = client.request({ ...order, beforeSend, signal: call.signal })
    const ended = expect(queued).rejects.toMatchObject({ code: 'aborted', mayHaveReachedServer: false })
    call.abort()
    await ended
    finish()
    await slow
    // A request that was still queued would be sent before this second request.
    await client.request({ path: 'next' })
    expect(server.seen.map(({ url }) => url)).toEqual(['/v1/api/slow', '/v1/api/next'])
    expect(beforeSend).not.toHaveBeenCalled()
  })

  it('frees the pacing slot of a request that beforeSend rejected', async () => {
    const clock = manualClock()
    const { client } = await setUp(ok, { pacing: true, clock })
    const path = 'iserver/account/orders'
    await expect(client.request({ path, beforeSend: refuse })).rejects.toThrow('not wanted any more')
    expect(await client.request({ path })).toEqual({ ok: true })
  })
})

describe('dispatching a POST request', () => {
  it('marks a POST as not idempotent for every dispatcher, so that no dispatcher repeats it', async () => {
    const dispatcher = new Agent()
    const dispatch = vi.spyOn(dispatcher, 'dispatch')
    const { client } = await setUp(ok, { dispatcher })
    releases.push(() => dispatcher.destroy())
    await client.request(order)
    expect(dispatch.mock.calls.map(([options]) => options.idempotent)).toEqual([false])
  })

  it.each(['POST', 'HEAD'])(
    'sends a POST only once when its keep-alive connection breaks, also after a %s',
    async (method) => {
      const sockets: Socket[] = []
      let posts = 0
      const server = createServer((socket) => {
        sockets.push(socket)
        socket.on('error', () => undefined)
        socket.on('data', (chunk) => {
          const text = chunk.toString('latin1')
          posts += text.match(/^POST /gm)?.length ?? 0
          // Responds to the GET. Closes the connection after any other request, without a response.
          if (text.startsWith('GET ')) socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}')
          else setTimeout(() => socket.destroy(), 20)
        })
      })
      await once(server.listen(0, '127.0.0.1'), 'listening')
      // With pipelining, a written request may be queued behind another request when the connection breaks.
      const dispatcher = new Agent({ connections: 1, pipelining: 4 })
      const client = new IbkrClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { dispatcher })
      releases.push(
        () => once(server.close(), 'close'),
        async () => {
          for (const socket of sockets) socket.destroy()
        },
        () => dispatcher.destroy(),
        () => client.close(),
      )
      await client.request({ path: 'first' })
      const sent = await Promise.allSettled([{ ...order, method }, order, order].map((each) => client.request(each)))
      expect(sent.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
      expect(posts).toBe(method === 'POST' ? 3 : 2)
    },
  )
})

import dns from 'node:dns'
import { isIP } from 'node:net'
import { firstValueFrom, map, Observable, skip, take } from 'rxjs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { IbkrClient, type IbkrClientOptions } from '../../../src/client/index.ts'
import { manualClock } from './manual-clock.ts'
import { SESSION_MESSAGE, type SocketPeer, startSocketPeer } from './socket-peer.ts'

const releases: (() => Promise<void>)[] = []
afterEach(async () => {
  vi.restoreAllMocks()
  for (const release of releases.splice(0).reverse()) await release()
})

async function setUp(
  options: IbkrClientOptions = {},
  sendsSessionMessage = true,
): Promise<{ peer: SocketPeer; client: IbkrClient }> {
  const peer = await startSocketPeer(sendsSessionMessage)
  const client = new IbkrClient(peer.baseUrl, options)
  releases.push(peer.close, () => client.close())
  return { peer, client }
}

const orders = [() => 'sor+{}', () => 'uor+{}', (frame: { topic?: string }) => frame.topic === 'sor'] as const
const polled = { timeout: 20_000, interval: 5 }

describe('drop-in socket, the replacement for the socket of ibkr-client', () => {
  it('socket() returns a new RxJS Observable per call, and connects on the first subscription', async () => {
    const { peer, client } = await setUp()
    const socket = client.socket()
    expect(socket).toBeInstanceOf(Observable)
    expect(client.socket()).not.toBe(socket)
    expect(socket.state$.value).toBe('DISCONNECTED')
    const topic = await firstValueFrom(socket.pipe(map((frame: { topic: string }) => frame.topic)))
    expect(topic).toBe('system')
    expect(peer.connections).toHaveLength(1)
    expect(socket.state$.value).toBe('DISCONNECTED')
  })

  it('sends the current session and the User-Agent on each connection', async () => {
    const { peer, client } = await setUp()
    client.session = 'first'
    const socket = client.socket()
    socket.subscribe()
    await expect.poll(() => peer.connections.length, polled).toBe(1)
    expect(peer.connections[0]?.request.headers).toMatchObject({
      cookie: 'api=first',
      'user-agent': 'ClientPortalGW/1',
    })
    client.session = 'second'
    peer.connections[0]?.socket.terminate()
    await expect.poll(() => peer.connections[1]?.request.headers.cookie, polled).toBe('api=second')
  })

  it('adds the access token to the address for OAuth logins', async () => {
    const { peer } = await setUp()
    const settings = {
      accessToken: 'to ken',
      accessTokenSecret: '',
      consumerKey: '',
      encryption: '',
      signature: '',
      dhPrime: '',
      realm: '',
    }
    const client = new IbkrClient(settings, { baseUrl: peer.baseUrl })
    releases.push(() => client.close())
    client.socket().subscribe()
    await expect.poll(() => peer.connections[0]?.request.url, polled).toBe('/v1/api/ws?oauth_token=to%20ken')
  })

  it('sends messages unchanged, including messages that were queued before it connected', async () => {
    const { peer, client } = await setUp()
    const socket = client.socket()
    socket.next('one')
    socket.subscribe()
    socket.next('two')
    await expect.poll(() => peer.frames, polled).toEqual(['one', 'two'])
    socket.next('three')
    await expect.poll(() => peer.frames, polled).toEqual(['one', 'two', 'three'])
  })

  it('sends messages to a server that never sends a session message', async () => {
    const clock = manualClock()
    const { peer, client } = await setUp({ clock }, false)
    const socket = client.socket()
    socket.subscribe()
    socket.next('one')
    await expect.poll(() => socket.state$.value, polled).toBe('CONNECTED')
    clock.advance(15_000)
    await expect.poll(() => peer.frames, polled).toEqual(['one'])
  })

  it('queues messages while the socket is disconnected, in order and up to a limit', async () => {
    const { peer, client } = await setUp({ maxQueuedFrames: 2 })
    const socket = client.socket()
    socket.subscribe()
    await expect.poll(() => socket.state$.value, polled).toBe('CONNECTED')
    await expect.poll(() => peer.connections.length, polled).toBe(1)
    const refused = new Promise((resolve) => {
      socket.state$.pipe(skip(1), take(1)).subscribe(() => {
        socket.next('one')
        socket.next('two')
        try {
          socket.next('three')
        } catch (error) {
          resolve(error)
        }
      })
    })
    peer.connections[0]?.socket.terminate()
    await expect(refused).resolves.toMatchObject({ code: 'socket-queue-full' })
    await expect.poll(() => peer.connections[1]?.frames, polled).toEqual(['one', 'two'])
  })

  it('rejects messages while the server does not read', async () => {
    const { peer, client } = await setUp()
    const socket = client.socket()
    socket.subscribe()
    await expect.poll(() => socket.state$.value, polled).toBe('CONNECTED')
    await expect.poll(() => peer.connections.length, polled).toBe(1)
    socket.next('marker')
    await expect.poll(() => peer.frames, polled).toEqual(['marker'])
    peer.connections[0]?.socket.pause()
    const long = 'x'.repeat(100_000)
    let refusal: unknown
    for (let sent = 0; sent < 1_000 && refusal === undefined; sent += 1) {
      try {
        socket.next(long)
      } catch (error) {
        refusal = error
      }
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(refusal).toMatchObject({ code: 'socket-queue-full' })
    expect(socket.state$.value).toBe('CONNECTED')
  })

  it('sends the rest of its queue in order once the server reads again', async () => {
    const { peer, client } = await setUp({ maxQueuedFrames: 100 }, false)
    const socket = client.socket()
    const texts = Array.from({ length: 100 }, (_, index) => `${index} ${'x'.repeat(150_000)}`)
    for (const text of texts) socket.next(text)
    socket.subscribe()
    await expect.poll(() => peer.connections.length, polled).toBe(1)
    const [connection] = peer.connections
    connection?.socket.pause()
    for (const text of SESSION_MESSAGE) connection?.socket.send(text)
    await expect.poll(() => socket.counts.textsWaiting, polled).toBeLessThan(100)
    expect(socket.counts.textsWaiting).toBeGreaterThan(0)
    // Later subscriptions must not be sent before this one, and must not be lost.
    const stream = socket.multiplex(...orders).subscribe()
    connection?.socket.resume()
    await expect.poll(() => peer.frames.length, polled).toBe(101)
    expect(peer.frames.map((text) => text.slice(0, 7).trim())).toEqual([
      ...texts.map((text) => text.slice(0, 7).trim()),
      'sor+{}',
    ])
    expect(socket.counts).toEqual({ textsWaiting: 0, textsDropped: 0 })
    stream.unsubscribe()
  })

  it('subscribes to each stream only once even if the server reads late', async () => {
    const { peer, client } = await setUp({}, false)
    const socket = client.socket()
    const long = 'x'.repeat(200_000)
    for (let conid = 1; conid <= 40; conid += 1) {
      socket
        .multiplex(
          () => `smd+${conid}+${long}`,
          () => `umd+${conid}`,
          () => false,
        )
        .subscribe()
    }
    await expect.poll(() => peer.connections.length, polled).toBe(1)
    const [connection] = peer.connections
    connection?.socket.pause()
    for (const text of SESSION_MESSAGE) connection?.socket.send(text)
    await expect.poll(() => socket.counts.textsWaiting, polled).toBeGreaterThan(0)
    connection?.socket.resume()
    await expect.poll(() => peer.frames.length, polled).toBe(40)
    expect(peer.frames.map((text) => text.split('+')[1])).toEqual(
      Array.from({ length: 40 }, (_, index) => `${index + 1}`),
    )
  })

  it('counts the messages that it accepted but never sent', async () => {
    const { client } = await setUp()
    const socket = client.socket()
    socket.next('one')
    socket.next('two')
    expect(socket.counts).toEqual({ textsWaiting: 2, textsDropped: 0 })
    socket.complete()
    expect(socket.counts).toEqual({ textsWaiting: 0, textsDropped: 2 })
  })

  it("queues messages until IBKR's session message, and subscribes to streams in the meantime", async () => {
    const clock = manualClock()
    const { peer, client } = await setUp({ clock }, false)
    const socket = client.socket()
    socket.next('one')
    socket.multiplex(...orders).subscribe()
    await expect.poll(() => socket.state$.value, polled).toBe('CONNECTED')
    clock.advance(600)
    socket.next('two')
    await expect.poll(() => peer.frames, polled).toEqual(['sor+{}'])
    clock.advance(10_000)
    for (const text of SESSION_MESSAGE) peer.connections[0]?.socket.send(text)
    await expect.poll(() => peer.frames, polled).toEqual(['sor+{}', 'sor+{}', 'one', 'two'])
  })

  it('queues messages while IBKR reports no authenticated session, and resubscribes to its streams afterwards', async () => {
    const clock = manualClock()
    const { peer, client } = await setUp({ clock }, false)
    const socket = client.socket()
    const status: unknown[] = []
    socket.subscribe(({ topic, args }) => topic === 'sts' && status.push(args.authenticated))
    socket.next('one')
    socket.multiplex(...orders).subscribe()
    await expect.poll(() => socket.state$.value, polled).toBe('CONNECTED')
    const report = async (authenticated: boolean): Promise<void> => {
      const before = status.length
      peer.connections[0]?.socket.send(JSON.stringify({ topic: 'sts', args: { authenticated } }))
      await expect.poll(() => status.length, polled).toBe(before + 1)
    }
    peer.connections[0]?.socket.send(SESSION_MESSAGE[0] ?? '')
    await report(false)
    clock.advance(20_000)
    await expect.poll(() => peer.frames, polled).toEqual(['sor+{}'])
    await report(true)
    await expect.poll(() => peer.frames, polled).toEqual(['sor+{}', 'sor+{}', 'one'])
    await report(false)
    socket.next('two')
    await report(true)
    await expect.poll(() => peer.frames, polled).toEqual(['sor+{}', 'sor+{}', 'one', 'sor+{}', 'two'])
  })

  it.each([
    { from: 'a session message without a status', firstFrames: SESSION_MESSAGE.slice(0, 1), wait: 3_000 },
    { from: 'no session message at all', firstFrames: [], wait: 15_000 },
  ])('queues messages after a lost session that started with $from', async ({ firstFrames, wait }) => {
    const clock = manualClock()
    const { peer, client } = await setUp({ clock }, false)
    const socket = client.socket()
    const topics: string[] = []
    socket.subscribe(({ topic }) => topics.push(topic))
    const send = async (text: string): Promise<void> => {
      const before = topics.length
      peer.connections[0]?.socket.send(text)
      await expect.poll(() => topics.length, polled).toBe(before + 1)
    }
    await expect.poll(() => socket.state$.value, polled).toBe('CONNECTED')
    for (const text of firstFrames) await send(text)
    clock.advance(wait)
    socket.next('one')
    await expect.poll(() => peer.frames, polled).toEqual(['one'])
    await send('{"topic":"sts","args":{"authenticated":false}}')
    socket.next('two')
    expect(socket.counts.textsWaiting).toBe(1)
    await send('{"topic":"sts","args":{"authenticated":true}}')
    await expect.poll(() => peer.frames, polled).toEqual(['one', 'two'])
  })

  it('sends the session as a message to a server that ignores the cookie', async () => {
    const { peer, client } = await setUp({}, false)
    client.session = 'a'.repeat(32)
    client.socket().subscribe()
    await expect.poll(() => peer.connections.length, polled).toBe(1)
    peer.connections[0]?.socket.send('{"message":"waiting for session"}')
    await expect.poll(() => peer.frames, polled).toEqual([`{"session":"${client.session}"}`])
  })

  it('logs only the events in the debug list', async () => {
    const debug = vi.spyOn(console, 'debug').mockImplementation(() => undefined)
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
    const { client } = await setUp()
    await firstValueFrom(client.socket())
    expect(debug).not.toHaveBeenCalled()
    await firstValueFrom(client.socket(['open', 'receive']))
    const logged = new Set(debug.mock.calls.map(([text]) => text))
    expect(logged).toEqual(new Set(['[IBKR WebSocket] open', '[IBKR WebSocket] receive']))
    expect(log).not.toHaveBeenCalled()
  })

  it('emits frames that are not JSON as text, parses binary frames, and replaces invalid UTF-8', async () => {
    const { peer, client } = await setUp()
    const seen: unknown[] = []
    client.socket().subscribe((frame) => seen.push(frame))
    await expect.poll(() => seen.length, polled).toBe(2)
    const socket = peer.connections[0]?.socket
    socket?.send('ech+hb')
    socket?.send(Buffer.from('{"topic":"binary"}'))
    socket?.send(Buffer.of(0xff, 0xfe))
    socket?.send('{"topic":"after"}')
    await expect
      .poll(() => seen.slice(2), polled)
      .toEqual(['ech+hb', { topic: 'binary' }, '\ufffd\ufffd', { topic: 'after' }])
    expect(peer.connections).toHaveLength(1)
  })

  it('sends tic once a minute on its current connection', async () => {
    const clock = manualClock()
    const { peer, client } = await setUp({ clock })
    const socket = client.socket()
    socket.subscribe()
    await expect.poll(() => socket.state$.value, polled).toBe('CONNECTED')
    peer.connections[0]?.socket.terminate()
    await expect.poll(() => socket.state$.value, polled).toBe('DISCONNECTED')
    clock.advance(0)
    await expect.poll(() => socket.state$.value, polled).toBe('CONNECTED')
    await expect.poll(() => peer.connections.length, polled).toBe(2)
    clock.advance(59_000)
    expect(peer.frames).toEqual([])
    clock.advance(1_000)
    await expect.poll(() => peer.frames, polled).toEqual(['tic'])
    socket.complete()
    clock.advance(1_000)
    expect(clock.pending).toBe(0)
  })

  it('drops a connection without data, and keeps a connection that responds to pings', async () => {
    const clock = manualClock()
    const { peer, client } = await setUp({ clock, socketSilenceTimeout: 90_000 })
    const socket = client.socket()
    socket.subscribe()
    await expect.poll(() => peer.connections.length, polled).toBe(1)
    await expect.poll(() => socket.state$.value, polled).toBe('CONNECTED')
    const first = peer.connections[0]?.socket
    let pings = 0
    first?.on('ping', () => {
      pings += 1
    })
    for (let minute = 1; minute <= 4; minute++) {
      clock.advance(30_000)
      await expect.poll(() => pings, polled).toBe(minute)
      await new Promise((resolve) => first?.ping(resolve))
      await new Promise((resolve) => first?.once('pong', resolve))
    }
    expect(socket.state$.value).toBe('CONNECTED')
    first?.pause()
    clock.advance(120_000)
    expect(socket.state$.value).not.toBe('CONNECTED')
    await expect.poll(() => peer.connections.length, polled).toBe(2)
  })
})

describe('drop-in socket after a lost connection', () => {
  it('reconnects immediately, then after growing delays, and resubscribes to its streams', async () => {
    const clock = manualClock()
    const random = { bytes: (length: number) => new Uint8Array(length), fraction: () => 0.5 }
    const { peer, client } = await setUp({ clock, random })
    const seen: unknown[] = []
    client
      .socket()
      .multiplex(...orders)
      .subscribe((frame) => seen.push(frame))
    for (const [index, delay] of [0, 500, 1_000, 2_000].entries()) {
      await expect.poll(() => peer.connections[index]?.frames, polled).toEqual(['sor+{}'])
      const before = clock.pending
      peer.connections[index]?.socket.terminate()
      await expect.poll(() => clock.pending, polled).not.toBe(before)
      if (delay > 0) clock.advance(delay - 1)
      expect(peer.connections).toHaveLength(index + 1)
      clock.advance(delay > 0 ? 1 : 0)
    }
    await expect.poll(() => peer.connections[4]?.frames, polled).toEqual(['sor+{}'])
    peer.connections[4]?.socket.send('{"topic":"sor","args":[]}')
    await expect.poll(() => seen.length, polled).toBe(1)
  })

  it('reconnects once after a regular close', async () => {
    const { peer, client } = await setUp()
    client.socket().subscribe()
    await expect.poll(() => peer.connections.length, polled).toBe(1)
    peer.connections[0]?.socket.close(1001)
    await expect.poll(() => peer.connections.length, polled).toBe(2)
    expect(peer.connections[1]?.socket.readyState).toBe(1)
  })

  it('ends every stream with an error and its cause after the last attempt', async () => {
    const { peer, client } = await setUp({
      maxSocketAttempts: 2,
      random: { bytes: (n) => new Uint8Array(n), fraction: () => 0 },
    })
    const socket = client.socket()
    const ends: unknown[] = []
    socket.subscribe({ error: (error) => ends.push(error) })
    socket.multiplex(...orders).subscribe({ error: (error) => ends.push(error) })
    await expect.poll(() => peer.connections.length, polled).toBe(1)
    await peer.close()
    await expect.poll(() => ends, polled).toHaveLength(2)
    const cause = expect.objectContaining({ code: 'ECONNREFUSED' })
    expect(ends).toEqual(Array(2).fill(expect.objectContaining({ code: 'socket-attempts-exhausted', cause })))
    expect(socket.state$.value).toBe('DISCONNECTED')
  })

  it('includes the code of an error without a message, such as for a host with two addresses', async () => {
    const addresses = ['127.0.0.1', '::1'].map((address) => ({ address, family: isIP(address) }))
    const lookup = (_host: unknown, _options: unknown, done: (error: null, found: object) => void) =>
      done(null, addresses)
    vi.spyOn(dns, 'lookup').mockImplementation(lookup as unknown as typeof dns.lookup)
    const client = new IbkrClient('http://localhost:1', { maxSocketAttempts: 0 })
    const failure = new Promise((resolve) => client.socket().subscribe({ error: resolve }))
    await expect(failure).resolves.toMatchObject({ message: expect.stringContaining('ECONNREFUSED') })
    await client.close()
    vi.restoreAllMocks()
  })
})

describe('streams of multiplex()', () => {
  it('sends a subscription and later its cancellation for each subscriber', async () => {
    const { peer, client } = await setUp()
    const socket = client.socket()
    const stream = socket.multiplex(...orders)
    await expect.poll(() => socket.state$.value, polled).toBe('CONNECTED')
    socket.next('marker')
    await expect.poll(() => peer.frames, polled).toEqual(['marker'])
    const seen: unknown[] = []
    const first = stream.subscribe((frame) => seen.push(frame))
    const second = stream.subscribe((frame) => seen.push(frame))
    await expect.poll(() => peer.frames.slice(1), polled).toEqual(['sor+{}', 'sor+{}'])
    peer.connections[0]?.socket.send('{"topic":"sor"}')
    peer.connections[0]?.socket.send('{"topic":"str"}')
    await expect.poll(() => seen, polled).toEqual([{ topic: 'sor' }, { topic: 'sor' }])
    first.unsubscribe()
    await expect.poll(() => peer.frames.slice(3), polled).toEqual(['uor+{}'])
    expect(socket.state$.value).toBe('CONNECTED')
    second.unsubscribe()
    expect(socket.state$.value).toBe('DISCONNECTED')
    await expect.poll(() => peer.connections[0]?.socket.readyState, polled).toBe(3)
  })

  it('ends only the stream with the filter that throws', async () => {
    const { peer, client } = await setUp()
    const socket = client.socket()
    const [seen, errors]: [unknown[], unknown[]] = [[], []]
    const broken = (): boolean => {
      throw new Error('broken filter')
    }
    socket
      .multiplex(
        () => 'a',
        () => 'b',
        broken,
      )
      .subscribe({ error: (error) => errors.push(error) })
    socket.multiplex(...orders).subscribe((frame) => seen.push(frame))
    await expect.poll(() => errors.length, polled).toBe(1)
    await expect.poll(() => peer.frames, polled).toContain('sor+{}')
    peer.connections[0]?.socket.send('{"topic":"sor"}')
    await expect.poll(() => seen.length, polled).toBe(1)
  })

  it('resubscribes after a late session message, because IBKR dropped the earlier messages', async () => {
    const { peer, client } = await setUp({}, false)
    client
      .socket()
      .multiplex(...orders)
      .subscribe()
    await expect.poll(() => peer.frames, polled).toEqual(['sor+{}'])
    for (const text of SESSION_MESSAGE) peer.connections[0]?.socket.send(text)
    await expect.poll(() => peer.frames, polled).toEqual(['sor+{}', 'sor+{}'])
  })
})

describe('closing a drop-in socket', () => {
  it('error() notifies every subscriber, closes the connection, and does not crash the process', async () => {
    const { peer, client } = await setUp()
    const socket = client.socket()
    const errors: unknown[] = []
    socket.subscribe()
    socket.multiplex(...orders).subscribe()
    socket.subscribe({ error: (error) => errors.push(error) })
    await expect.poll(() => peer.connections.length, polled).toBe(1)
    const fatal = vi.fn()
    process.on('uncaughtException', fatal)
    socket.error(new Error('enough'))
    await new Promise((resolve) => setImmediate(() => setTimeout(resolve, 0)))
    process.off('uncaughtException', fatal)
    expect(fatal).not.toHaveBeenCalled()
    expect(errors).toEqual([new Error('enough')])
    expect(socket.state$.value).toBe('DISCONNECTED')
    await expect.poll(() => peer.connections[0]?.socket.readyState, polled).toBe(3)
  })

  it('error({ code, reason }) closes the connection with that code', async () => {
    const { peer, client } = await setUp()
    const socket = client.socket()
    socket.subscribe({ error: () => undefined })
    await expect.poll(() => socket.state$.value, polled).toBe('CONNECTED')
    await expect.poll(() => peer.connections.length, polled).toBe(1)
    const code = new Promise((resolve) => peer.connections[0]?.socket.on('close', resolve))
    socket.error({ code: 4001, reason: 'mine' })
    await expect(code).resolves.toBe(4001)
  })

  it('complete() completes current subscribers and streams, and completes later ones immediately', async () => {
    const { client } = await setUp()
    const socket = client.socket()
    const completed: string[] = []
    socket.subscribe({ complete: () => completed.push('subscriber') })
    socket.multiplex(...orders).subscribe({ complete: () => completed.push('stream') })
    socket.complete()
    socket.subscribe({ complete: () => completed.push('later') })
    expect(completed.sort()).toEqual(['later', 'stream', 'subscriber'])
    expect(socket.state$.value).toBe('DISCONNECTED')
  })

  it('closing the client completes its sockets', async () => {
    const { client } = await setUp()
    const socket = client.socket()
    const completed = vi.fn()
    socket.subscribe({ complete: completed })
    await client.close()
    expect(completed).toHaveBeenCalledOnce()
  })
})

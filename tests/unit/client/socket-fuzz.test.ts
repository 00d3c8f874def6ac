import fc from 'fast-check'
import type { Observable } from 'rxjs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { removeListenerLimit } from '../../../src/client/abort-signals.ts'
import { systemClock } from '../../../src/client/clock.ts'
import { IbkrClient } from '../../../src/client/index.ts'
import { systemRandom } from '../../../src/client/random-source.ts'
import { SupervisedSocket } from '../../../src/client/socket/supervised-socket.ts'
import { TypedStreams } from '../../../src/client/streams/typed-streams.ts'
import { propertyRuns } from '../../process/property-runs.ts'
import { startSocketPeer } from './socket-peer.ts'

const polled = { timeout: 20_000, interval: 5 }
const releases: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const release of releases.splice(0).reverse()) await release()
})

const TOPICS = [
  'sor',
  'str',
  'spl',
  'smd+1',
  'smh+1',
  'sbd+U1+1',
  'ssd+U1',
  'sld+U1',
  'shs',
  'inp',
  'ntf',
  'blt',
  'sts',
  'act',
  'system',
  'tic',
  'error',
]

/** Generates text and bytes that a server or proxy may send: random frames and nearly valid frames. */
const oddFrame = fc.oneof(
  fc.string(),
  fc.uint8Array({ maxLength: 40 }),
  fc.json(),
  fc
    .record(
      {
        topic: fc.oneof(fc.constantFrom(...TOPICS), fc.jsonValue({ maxDepth: 1 })),
        args: fc.jsonValue(),
        data: fc.jsonValue(),
        result: fc.jsonValue(),
        error: fc.oneof(fc.string(), fc.jsonValue({ maxDepth: 1 })),
        serverId: fc.jsonValue({ maxDepth: 0 }),
        '31': fc.jsonValue({ maxDepth: 1 }),
      },
      { requiredKeys: ['topic'] },
    )
    .map((value) => JSON.stringify(value)),
)

const FRAMES = propertyRuns(2_000)
const frames = (seed: number): readonly (string | Uint8Array)[] => fc.sample(oddFrame, { numRuns: FRAMES, seed })

/** Bytes are also sent as text frames, although they are not UTF-8. */
const isBinary = (frame: string | Uint8Array): boolean => typeof frame !== 'string' && frame.length % 2 === 0

/** Fails the test after an error that would otherwise have ended the process. */
function watchProcess(): () => void {
  const fatal = vi.fn()
  process.on('uncaughtException', fatal)
  process.on('unhandledRejection', fatal)
  return () => {
    process.off('uncaughtException', fatal)
    process.off('unhandledRejection', fatal)
    expect(fatal.mock.calls).toEqual([])
  }
}

describe.each([1, 2, 3])('invalid WebSocket frames, seed %i', (seed) => {
  it('invalid frames do not end the connection of a supervised socket or break a stream', async () => {
    const calm = watchProcess()
    const peer = await startSocketPeer()
    const closing = new AbortController()
    const signal = removeListenerLimit(closing.signal)
    const socket = new SupervisedSocket({
      clock: systemClock,
      random: systemRandom,
      silenceMs: 60_000,
      queryAccounts: () => Promise.resolve(),
      note: () => undefined,
      closing: signal,
      target: () =>
        Promise.resolve({
          url: peer.baseUrl.replace('http', 'ws'),
          session: 's',
          sessionCookie: 'plain' as const,
          userAgent: 'test',
          route: { policy: { kind: 'any' }, proxy: undefined } as const,
          maxFrameBytes: 2 ** 20,
          handshakeTimeout: 5_000,
          clock: systemClock,
        }),
    })
    releases.push(
      () => peer.close(),
      async () => {
        closing.abort()
        await socket.close()
      },
    )
    const session = {
      state: { kind: 'signed-out' },
      request: () => Promise.reject(new Error('no')),
      onState: () => () => undefined,
    }
    const streams = new TypedStreams(socket, session as never)
    socket.open()
    await expect.poll(() => socket.state, polled).toBe('connected')
    const errors: unknown[] = []
    const all: readonly Observable<unknown>[] = [
      streams.orders(),
      streams.trades(),
      streams.quotes(1, ['last']),
      streams.profitAndLoss(),
      streams.depth('U1', 1),
      streams.accountSummary('U1'),
      streams.ledger('U1'),
      streams.history(1, {}, { live: true }),
      streams.announcements(),
      streams.exercise(1).steps,
    ]
    for (const stream of all) {
      stream.subscribe({ error: (error: unknown) => errors.push(error) })
    }
    const connection = peer.connections[0]?.socket
    for (const frame of frames(seed)) connection?.send(frame, { binary: isBinary(frame) })
    let last: unknown
    streams.quotes(2, ['last']).subscribe((quote) => {
      last = quote.values.last
    })
    connection?.send('{"topic":"smd+2","31":"9"}')
    await expect.poll(() => last, polled).toBe('9')
    expect(peer.connections).toHaveLength(1)
    expect(socket.counts.frames).toBeGreaterThan(FRAMES)
    for (const error of errors) expect(error).toMatchObject({ name: 'IbkrError', code: 'subscription-refused' })
    calm()
  })

  it('invalid frames do not end the connection of a drop-in socket or its streams', async () => {
    const calm = watchProcess()
    const peer = await startSocketPeer()
    const client = new IbkrClient(peer.baseUrl)
    releases.push(peer.close, () => client.close())
    let last: unknown
    let count = 0
    client.socket().subscribe((frame: { last?: unknown }) => {
      count += 1
      last = frame?.last ?? last
    })
    await expect.poll(() => peer.connections.length, polled).toBe(1)
    const connection = peer.connections[0]?.socket
    for (const frame of frames(seed)) connection?.send(frame, { binary: isBinary(frame) })
    connection?.send('{"last":"9"}')
    await expect.poll(() => last, polled).toBe('9')
    expect(count).toBe(FRAMES + 3)
    expect(peer.connections).toHaveLength(1)
    calm()
  })
})

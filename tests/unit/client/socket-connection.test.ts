import { expect, it } from 'vitest'
import { type ConnectionEvents, SocketConnection } from '../../../src/client/socket/socket-connection.ts'
import { releaseAfterTest } from '../../process/release-after-test.ts'
import { manualClock } from './manual-clock.ts'
import { startSocketPeer } from './socket-peer.ts'

it.each(['onOpen', 'onFrame', 'onReady', 'onResumed'] as const)(
  'emits no event and leaks no timer after the connection was closed by the handler of %s',
  async (fatal) => {
    const peer = await startSocketPeer()
    releaseAfterTest(() => peer.close())
    const clock = manualClock()
    const events: string[] = []
    let gone: Promise<unknown> | undefined
    const listen = (name: keyof ConnectionEvents) => (): void => {
      events.push(name)
      if (name === fatal) gone = connection.end()
    }
    const connection = new SocketConnection(
      {
        url: peer.baseUrl.replace('http', 'ws'),
        session: 's',
        sessionCookie: 'plain',
        userAgent: 'test',
        route: { policy: { kind: 'any' }, proxy: undefined },
        maxFrameBytes: 2 ** 20,
        handshakeTimeout: 5_000,
        clock,
      },
      { silenceMs: 60_000, supervised: true },
      {
        onOpen: listen('onOpen'),
        onReady: listen('onReady'),
        onFrame: listen('onFrame'),
        onSent: listen('onSent'),
        onSilent: () => peer.connections[0]?.socket.send('{}'),
        onResumed: listen('onResumed'),
        onEnd: listen('onEnd'),
      },
    )
    await expect.poll(() => events.includes(fatal) || events.includes('onReady'), { timeout: 20_000 }).toBe(true)
    // Advances beyond the delay of `onSilent`, in which the peer sends a frame.
    clock.advance(40_000)
    await expect.poll(() => events.includes(fatal), { timeout: 20_000 }).toBe(true)
    await gone
    expect(events.at(-1)).toBe(fatal)
    expect(clock.pending).toBe(0)
  },
)

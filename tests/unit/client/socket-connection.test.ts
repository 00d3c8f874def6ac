import { expect, it } from 'vitest'
import { type ConnectionNews, SocketConnection } from '../../../src/client/socket/socket-connection.ts'
import { releaseAfterTest } from '../../process/release-after-test.ts'
import { manualClock } from './manual-clock.ts'
import { startSocketPeer } from './socket-peer.ts'

it.each(['onOpen', 'onFrame', 'onGreeted', 'onHeardAgain'] as const)(
  'a connection that is ended in %s tells nothing more, and leaves no timer',
  async (fatal) => {
    const peer = await startSocketPeer()
    releaseAfterTest(() => peer.close())
    const clock = manualClock()
    const told: string[] = []
    let gone: Promise<void> | undefined
    const hear = (name: keyof ConnectionNews) => (): boolean => {
      told.push(name)
      if (name === fatal) gone = connection.end()
      return false
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
      clock,
      60_000,
      {
        onOpen: hear('onOpen'),
        onGreeted: hear('onGreeted'),
        onFrame: hear('onFrame'),
        onBytes: hear('onBytes'),
        onText: hear('onText'),
        onSilent: () => peer.connections[0]?.socket.send('{}'),
        onHeardAgain: hear('onHeardAgain'),
        onEnd: hear('onEnd'),
      },
    )
    await expect.poll(() => told.includes(fatal) || told.includes('onGreeted'), { timeout: 20_000 }).toBe(true)
    // Silent for long enough to be told; what breaks the silence comes then.
    clock.advance(40_000)
    await expect.poll(() => told.includes(fatal), { timeout: 20_000 }).toBe(true)
    await gone
    expect(told.at(-1)).toBe(fatal)
    expect(clock.pending).toBe(0)
  },
)

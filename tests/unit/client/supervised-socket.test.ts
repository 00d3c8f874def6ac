import { expect, it } from 'vitest'
import { systemClock } from '../../../src/client/clock.ts'
import { systemRandom } from '../../../src/client/random-source.ts'
import { SupervisedSocket } from '../../../src/client/socket/supervised-socket.ts'
import { releaseAfterTest } from '../../process/release-after-test.ts'
import { startSocketPeer } from './socket-peer.ts'

const polled = { timeout: 20_000, interval: 5 }

it('sends subscriptions only after the session is back, if it is lost during the account query', async () => {
  const peer = await startSocketPeer()
  releaseAfterTest(() => peer.close())
  const accounts: (() => void)[] = []
  const socket = new SupervisedSocket({
    clock: systemClock,
    random: systemRandom,
    silenceMs: 60_000,
    queryAccounts: () => new Promise((resolve) => accounts.push(resolve)),
    note: () => undefined,
    closing: new AbortController().signal,
    target: () =>
      Promise.resolve({
        url: peer.baseUrl.replace('http', 'ws'),
        session: 's',
        sessionCookie: 'plain',
        userAgent: 'test',
        route: { policy: { kind: 'any' }, proxy: undefined },
        maxFrameBytes: 2 ** 20,
        handshakeTimeout: 5_000,
        clock: systemClock,
      }),
  })
  releaseAfterTest(() => socket.close())
  const gaps: unknown[] = []
  socket.events.on('gap', (gap) => gaps.push(gap))
  socket.subscribe('sor+{}', 'uor+{}')
  socket.open()
  await expect.poll(() => socket.state, polled).toBe('connected')
  socket.reconnect('for the test.')
  await expect.poll(() => accounts.length, polled).toBe(1)

  socket.lose()
  expect(socket.lostForMs).toEqual(expect.any(Number))
  accounts[0]?.()
  await new Promise((resolve) => setImmediate(resolve))
  expect(socket.state).toBe('awaiting-session')
  expect(peer.connections[1]?.frames).toEqual([])

  socket.restore()
  expect(socket.lostForMs).toBeUndefined()
  accounts[1]?.()
  await expect.poll(() => peer.connections[1]?.frames, polled).toEqual(['sor+{}'])
  expect(socket.state).toBe('connected')
  expect(gaps).toHaveLength(1)
})

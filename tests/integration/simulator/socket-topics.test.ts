import { expect, test, vi } from 'vitest'
import { longTest } from '../../process/long-run-tests.ts'
import { releaseAfterTest } from '../../process/release-after-test.ts'
import { runningGateway } from './running-gateway.ts'
import { openSocket } from './socket-client.ts'

test.each([
  ['text', false],
  ['binary', true],
])('delivers %s frames of every length encoding', async (_kind, binaryFrames) => {
  const { readySocket } = await runningGateway({ binaryFrames })
  const socket = await readySocket()
  // The lengths are below 126 bytes, below 64 kB and above 64 kB, which cover the three encodings of a frame's length.
  socket.send('smh+265598+{"period":"1h","bar":"5min"}')
  socket.send('smh+8314+{"period":"1w","bar":"1min"}')
  await socket.settle()
  const [short, long] = socket.about('smh')
  expect(short?.['data']).toHaveLength(12)
  expect(long?.['data']).toHaveLength(1000)
  const lengths = socket.texts().map((text) => Buffer.byteLength(text))
  expect(Math.min(...lengths)).toBeLessThan(126)
  expect(Math.max(...lengths)).toBeGreaterThan(65_535)
  expect(socket.binaryCount()).toBe(binaryFrames ? socket.texts().length : 0)
})

test('sends notices, prompts and bulletins to every open socket', async () => {
  const { simulator, readySocket } = await runningGateway()
  const sockets = [await readySocket(), await readySocket()]
  simulator.controls.notify(
    { id: '1', text: 'Äußerst wichtig', title: '通知' },
    { orderId: 7, reqId: '12', text: 'Send it?' },
  )
  simulator.controls.bulletin({ id: 3, message: 'Halted' })
  for (const socket of sockets) {
    await socket.settle()
    expect(socket.about('ntf')).toMatchObject([
      { args: [{ title: '通知', text: 'Äußerst wichtig' }, { prompt: true }] },
    ])
    expect(socket.about('blt')).toEqual([{ topic: 'blt', args: [{ id: 3, message: 'Halted' }] }])
  }
})

test('reports on the socket when another account is selected over REST', async () => {
  const { client, readySocket, warmUp } = await runningGateway({ accounts: ['DU1', 'DU2'] })
  await warmUp()
  const socket = await readySocket()
  await client.post('iserver/account', { acctId: 'DU2' })
  await socket.until(
    ({ topic, args }) => topic === 'act' && (args as { selectedAccount: string }).selectedAccount === 'DU2',
  )
})

test('rejects order streams on request of the test', async () => {
  const { simulator, readySocket, warmUp } = await runningGateway()
  await warmUp()
  const socket = await readySocket()
  simulator.controls.refuseOrderStreams(1)
  socket.send('sor+{}')
  socket.send('sor+{}')
  await socket.settle()
  expect(socket.frames().filter((frame) => 'error' in frame)).toEqual([
    { error: 'unable to subscribe', code: 500, topic: 'sor' },
  ])
})

test('delivers earlier frames before a close', async () => {
  const { simulator, readySocket } = await runningGateway()
  const socket = await readySocket()
  simulator.controls.bulletin({ id: 1, message: 'the last words' })
  simulator.controls.dropSockets(1001)
  expect(await socket.untilClosed()).toBe(1001)
  expect(socket.about('blt')).toHaveLength(1)
})

test('closes a socket with 1009 after an oversized frame, and serves other clients', async () => {
  const { simulator, readySocket } = await runningGateway()
  const [large, other] = [await readySocket(), await readySocket()]
  large.send('x'.repeat(65_537))
  expect(await large.untilClosed()).toBe(1009)
  await other.settle()
  expect(simulator.controls.socketCount()).toBe(1)
})

longTest('serves other clients during five hundred silent sockets', async () => {
  const { simulator, client, readySocket } = await runningGateway()
  const idle = await Promise.all(Array.from({ length: 500 }, () => openSocket(simulator)))
  releaseAfterTest(() => {
    for (const socket of idle) socket.close()
  })
  const socket = await readySocket()
  await socket.settle()
  expect(simulator.controls.socketCount()).toBe(501)
  expect((await client.get('iserver/accounts')).status).toBe(200)
  for (const each of idle) each.close()
  await vi.waitUntil(() => simulator.controls.socketCount() === 1, { timeout: 20_000, interval: 5 })
})

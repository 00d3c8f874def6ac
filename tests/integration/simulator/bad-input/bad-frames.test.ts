import { once } from 'node:events'
import { expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { longTest } from '../../../process/long-run-tests.ts'
import { releaseAfterTest } from '../../../process/release-after-test.ts'
import { formatUpgradeRequest, openRawConnection } from '../faults/raw-http.ts'
import { runningGateway } from '../running-gateway.ts'

async function upgraded() {
  const { simulator, client, warmUp } = await runningGateway()
  await warmUp()
  const { session } = (await client.post('tickle')).body as { session: string }
  const before = simulator.controls.stateDigest()
  const connection = await openRawConnection(simulator)
  connection.send(formatUpgradeRequest(session))
  await connection.until('"hb"')
  const seen = connection.bytes().length
  const stands = async () => {
    expect(await client.get('tickle')).toMatchObject({ status: 200 })
    expect(simulator.controls.stateDigest()).toBe(before)
    await vi.waitUntil(() => simulator.controls.socketCount() === 0, { timeout: 20_000, interval: 5 })
  }
  /** Returns the code of the received close frame, or undefined without a close frame. */
  const closeCode = () => {
    const rest = connection.bytes().subarray(seen)
    const at = rest.indexOf(Buffer.from([0x88, 0x02]))
    return at === -1 ? undefined : rest.readUInt16BE(at + 2)
  }
  return { simulator, client, session, connection, stands, closeCode }
}

/** Returns a masked frame, as clients send it. */
function frame(firstByte: number, payload: Buffer): Buffer {
  const length =
    payload.length < 126
      ? Buffer.from([0x80 | payload.length])
      : Buffer.from([0x80 | 126, payload.length >> 8, payload.length & 0xff])
  return Buffer.concat([Buffer.from([firstByte]), length, Buffer.alloc(4), payload])
}

test.each([
  ['reserved bits', frame(0xf1, Buffer.from('tic')), 1002],
  ['an unknown opcode', frame(0x83, Buffer.from('tic')), 1002],
  ['no mask', Buffer.from([0x81, 0x03, 0x74, 0x69, 0x63]), 1002],
  ['a continuation frame without a first frame', frame(0x80, Buffer.from('tic')), 1002],
  ['a control frame that is too long', frame(0x89, Buffer.alloc(126)), 1002],
  ['invalid UTF-8', frame(0x81, Buffer.from([0x80, 0xff])), 1007],
  [
    'a frame over the limit',
    Buffer.concat([Buffer.from([0x81, 0xff]), Buffer.from([0, 0, 0, 0, 0, 1, 0, 1]), Buffer.alloc(4)]),
    1009,
  ],
  ['a length above the maximum', Buffer.from([0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]), 1009],
  ['a close frame with one byte', frame(0x88, Buffer.from([3])), 1002],
  ['a close frame with a code that must not be sent', frame(0x88, Buffer.from([0x03, 0xee])), 1002],
] as const)('closes the socket with the right code after an invalid frame: %s', async (_, bytes, code) => {
  const { connection, stands, closeCode } = await upgraded()
  connection.send(bytes)
  await connection.ended
  expect(closeCode()).toBe(code)
  await stands()
})

test.each([
  '',
  '{',
  '{"session":',
  'smd',
  'smd+',
  'smd+++{}',
  'smd+265598+{"fields":',
  'smd+265598+{"fields":{"a":1}}',
  'smd+265598+{"fields":[{}]}',
  'sor+{"filters":"all"}',
  'str+{"days":"many"}',
  'umd+nothing+{}',
  'xyz+{}',
  '\u0000\u0001',
  `smd+${'9'.repeat(30_000)}+{}`,
])('ignores the invalid frame "%.30s" and keeps the socket open', async (text) => {
  const { simulator, client, warmUp } = await runningGateway()
  await warmUp()
  const { session } = (await client.post('tickle')).body as { session: string }
  const socket = new WebSocket(simulator.wsUrl, { headers: { cookie: `api=${session}` } })
  releaseAfterTest(() => socket.terminate())
  // The wait begins before the connection: the first frame can be sent in the same turn as `open` is emitted.
  await Promise.all([once(socket, 'open'), simulator.record.nextFrame({ topic: 'system' })])
  const before = simulator.controls.stateDigest()
  const echoed = simulator.record.nextFrame({ direction: 'out', topic: 'tic' })
  socket.send(text)
  socket.send('tic')
  await echoed
  expect(simulator.controls.stateDigest()).toBe(before)
  expect(socket.readyState).toBe(WebSocket.OPEN)
})

longTest('keeps a thousand idle sockets open, and serves other clients in the meantime', async () => {
  const { simulator, client } = await runningGateway()
  const { session } = (await client.post('tickle')).body as { session: string }
  const sockets = Array.from(
    { length: 1000 },
    () => new WebSocket(simulator.wsUrl, { headers: { cookie: `api=${session}` } }),
  )
  releaseAfterTest(() => {
    for (const socket of sockets) socket.terminate()
  })
  await Promise.all(sockets.map((socket) => once(socket, 'open')))
  expect(simulator.controls.socketCount()).toBe(1000)
  expect(await client.get('tickle')).toMatchObject({ status: 200 })
  simulator.controls.dropSockets(1001)
  await Promise.all(
    sockets.map((socket) => (socket.readyState === WebSocket.CLOSED ? undefined : once(socket, 'close'))),
  )
  await vi.waitUntil(() => simulator.controls.socketCount() === 0, { timeout: 20_000, interval: 5 })
})

test('rejects an invalid upgrade, and an upgrade to another protocol', async () => {
  const { simulator, client } = await runningGateway()
  for (const [from, to, status] of [
    ['sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==', 'sec-websocket-key: short', 400],
    ['sec-websocket-version: 13', 'sec-websocket-version: 99', 400],
    ['upgrade: websocket', 'upgrade: h2c', 400],
    ['GET /v1/api/ws', 'GET /v1/api/nowhere', 404],
    ['GET /v1/api/ws', 'POST /v1/api/ws', 405],
  ] as const) {
    const connection = await openRawConnection(simulator)
    connection.send(formatUpgradeRequest('none').replace(from, to))
    await connection.until('\r\n\r\n')
    expect(connection.bytes().toString(), to).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
  }
  expect(await client.get('tickle')).toMatchObject({ status: 200 })
})

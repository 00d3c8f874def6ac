import { connect } from 'node:net'
import { expect, test, vi } from 'vitest'
import { releaseAfterTest } from '../../process/release-after-test.ts'
import { runningGateway } from './running-gateway.ts'

test('closes a client that does not read before its frames fill the memory, and serves other clients', async () => {
  const { simulator, client, readySocket, warmUp } = await runningGateway({ socketBufferBytes: 200_000 })
  await warmUp()
  const { session } = (await client.post('tickle')).body as { session: string }
  const deaf = connect(simulator.port, '127.0.0.1')
  releaseAfterTest(() => deaf.destroy())
  // This client never reads from the connection.
  deaf.on('error', () => undefined)
  const key = Buffer.alloc(16).toString('base64')
  deaf.write(
    `GET /v1/api/ws HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: ${key}\r\ncookie: api=${session}\r\n\r\n`,
  )
  const other = await readySocket()
  await vi.waitUntil(() => simulator.controls.socketCount() === 2, { timeout: 20_000, interval: 5 })
  await vi.waitUntil(() => simulator.record.frames({ text: /"hb"/ }).length >= 2, { timeout: 20_000, interval: 5 })
  const echo = Buffer.from([0x81, 0x80 + 'tic'.length, 0, 0, 0, 0, ...Buffer.from('tic')])
  const flood = Buffer.concat(Array.from({ length: 5000 }, () => echo))
  let wrote = 0
  while (simulator.controls.socketCount() === 2 && wrote < 2000) {
    deaf.write(flood)
    wrote += 1
    await new Promise((resolve) => setImmediate(resolve))
  }
  await vi.waitUntil(() => simulator.controls.socketCount() === 1, { timeout: 20_000, interval: 5 })
  await other.settle()
  expect(other.about('tic')).toHaveLength(1)
})

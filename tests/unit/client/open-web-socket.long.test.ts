import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { onMessage } from '../../../src/client/socket/open-web-socket.ts'

const FRAMES = 10_000
/** Size of a frame in bytes. About sixty frames arrive in one chunk. */
const BYTES = 1_000

/** The server runs in its own thread, so that it keeps sending while the client reads. */
const SERVER = `
const { parentPort } = require('node:worker_threads')
const { WebSocketServer } = require('ws')
const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
server.on('listening', () => parentPort.postMessage(server.address().port))
server.on('connection', (socket) => {
  for (let index = 0; index < ${FRAMES}; index += 1) socket.send(String(index).padEnd(${BYTES}))
})
`

test('reads in portions, in order and without loss, if the server sends faster than the client reads', async () => {
  const server = new Worker(SERVER, { eval: true })
  const [port] = (await once(server, 'message')) as [number]
  const socket = new WebSocket(`ws://127.0.0.1:${port}`)
  const seen: number[] = []
  onMessage(socket, (data) => {
    seen.push(Number.parseInt(String(data), 10))
    // Reads more slowly than the server sends, so that unread frames stay in the operating system.
    for (const until = performance.now() + 0.05; performance.now() < until; );
  })
  let most = 0
  while (seen.length < FRAMES) {
    const before = seen.length
    await new Promise(setImmediate)
    most = Math.max(most, seen.length - before)
  }
  expect(most).toBeLessThanOrEqual(300)
  expect(seen).toEqual(Array.from({ length: FRAMES }, (_, index) => index))
  socket.terminate()
  await server.terminate()
})

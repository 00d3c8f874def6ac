import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ClientOptions, WebSocket } from 'ws'
import type { HostFrame, WindowFrame } from '../../../src/shared/rpc/frames.ts'
import type { Transport } from '../../../src/shared/rpc/transport.ts'
import { createServerTimeouts } from '../../../src/web/connection-limits.ts'
import { startWeb, type WebServer } from '../../../src/web/start-web.ts'
import { longCases } from '../../process/long-run-tests.ts'
import { createRpcSocket, obtainSessionSecret } from '../../process/open-window.ts'

let folder: string
let web: WebServer
let transports: Transport<HostFrame, WindowFrame>[]
let open: Socket[]

const PING_MS = 60

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-peers-'))
  writeFileSync(join(folder, 'index.html'), '')
  transports = []
  open = []
  web = await start(PING_MS)
})
afterEach(async () => {
  for (const socket of open) socket.destroy()
  await web.close()
  rmSync(folder, { recursive: true, force: true })
})

function start(pingMs: number, requestMs = 5_000): Promise<WebServer> {
  const onWindow = (transport: Transport<HostFrame, WindowFrame>): void => void transports.push(transport)
  return startWeb({ port: 0, rendererFolder: folder, now: () => 0, onWindow, pingMs, requestMs })
}

const descriptors = (): number => readdirSync('/proc/self/fd').length

function sendRaw(text: string): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect({ port: web.port, host: '127.0.0.1', allowHalfOpen: true })
    open.push(socket)
    socket.on('error', () => undefined)
    socket.on('connect', () => {
      socket.write(text)
      socket.once('data', () => resolve(socket))
    })
  })
}

async function window(options: ClientOptions = {}): Promise<WebSocket> {
  const url = new URL(web.freshUrl('printed'))
  const socket = createRpcSocket(url, await obtainSessionSecret(url), options)
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  return socket
}

test('closes a refused upgrade even if the peer keeps its side open, and can close without waiting for these peers', async () => {
  const before = descriptors()
  const upgrade = `GET /rpc HTTP/1.1\r\nHost: 127.0.0.1:${web.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`
  for (let count = 0; count < 30; count += 1) await sendRaw(upgrade)
  // The 30 client sockets of this test stay open, so all server sockets must be closed.
  await expect.poll(() => descriptors() - before).toBeLessThanOrEqual(32)
  await web.close()
})

/** Opens connections that send only this string. */
async function connectMany(count: number, text: string): Promise<void> {
  await Promise.all(
    Array.from({ length: count }, () => {
      const socket = connect({ port: web.port, host: '127.0.0.1', allowHalfOpen: true })
      open.push(socket)
      return new Promise<void>((resolve) => {
        socket.on('connect', () => {
          if (text) socket.write(text)
          resolve()
        })
        socket.on('error', () => resolve())
      })
    }),
  )
}

const halfRequests = [
  ['begin a session request', 'POST /session HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 90\r\n\r\n{'],
  ['send nothing', ''],
  ['begin a request', 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n'],
] as const
test.each(longCases(1, halfRequests))(
  'limits unauthenticated connections that %s, and still accepts a window of the user',
  async (_what, text) => {
    await web.close()
    // The time limits are far beyond the duration of the test, so that they close no connection.
    web = await start(60_000, 60_000)
    const before = descriptors()
    await connectMany(300, text)
    const socket = await window()
    expect(socket.readyState).toBe(socket.OPEN)
    // The window connected last, so all other connections were accepted before. The test itself uses 300 descriptors.
    await expect.poll(() => descriptors() - before).toBeLessThanOrEqual(300 + 64 + 6)
    socket.terminate()
  },
)

test('closes a connection without a complete request within seconds', async () => {
  await web.close()
  web = await start(PING_MS, 100)
  const closed = ['', 'GET / HTTP/1.1\r\n', 'POST /session HTTP/1.1\r\nHost: a\r\nContent-Length: 90\r\n\r\n{'].map(
    (text) =>
      new Promise((resolve) => {
        const socket = connect(web.port, '127.0.0.1')
        open.push(socket)
        socket.on('error', () => undefined).on('close', resolve)
        socket.resume().write(text)
      }),
  )
  await Promise.all(closed)
})

test('checks for incomplete requests every second, or more often if they have less time', () => {
  expect(createServerTimeouts(10_000).connectionsCheckingInterval).toBe(1_000)
  expect(createServerTimeouts(200).connectionsCheckingInterval).toBe(200)
})

test('immediately closes a connection that does not send HTTP, without a response', async () => {
  const socket = connect(web.port, '127.0.0.1')
  open.push(socket)
  let received = ''
  socket
    .on('error', () => undefined)
    .on('data', (data) => {
      received += data
    })
  socket.write('hello\r\n\r\n')
  await new Promise((resolve) => socket.on('close', resolve))
  expect(received).toBe('')
})

test('reads a session request only up to its size limit', async () => {
  const socket = connect(web.port, '127.0.0.1')
  open.push(socket)
  const head = `POST /session HTTP/1.1\r\nHost: 127.0.0.1:${web.port}\r\nOrigin: http://127.0.0.1:${web.port}\r\n`
  socket.on('error', () => undefined)
  socket.write(`${head}Content-Length: 1000000\r\n\r\n{"token":"${'x'.repeat(2_000)}`)
  // The connection closes before the rest of the body arrives and before the request timeout.
  const begun = performance.now()
  await new Promise((resolve) => socket.resume().on('close', resolve))
  expect(performance.now() - begun).toBeLessThan(4_000)
})

test('rejects a window above the limit, and accepts it after another window has closed', async () => {
  const url = new URL(web.freshUrl('printed'))
  const secret = await obtainSessionSecret(url)
  const status = (socket: WebSocket): Promise<number> =>
    new Promise((resolve) => {
      socket.on('open', () => resolve(101)).on('error', () => undefined)
      socket.on('unexpected-response', (_request, { statusCode }) => resolve(statusCode ?? 0))
    })
  const windows = Array.from({ length: 64 }, () => createRpcSocket(url, secret))
  expect(new Set(await Promise.all(windows.map(status)))).toEqual(new Set([101]))
  expect(await status(createRpcSocket(url, secret))).toBe(503)
  windows[0]?.terminate()
  await expect
    .poll(async () => {
      const socket = createRpcSocket(url, secret)
      windows.push(socket)
      return status(socket)
    })
    .toBe(101)
  for (const socket of windows) socket.terminate()
})

test('closes even if an idle peer and a window are connected', async () => {
  const socket = await window()
  const idle = connect(web.port, '127.0.0.1')
  open.push(idle)
  await new Promise((resolve) => idle.once('connect', resolve))
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  await web.close()
  expect([1001, 1006]).toContain(await closed)
})

test('closes a window that does not respond to pings, so that its calls end', async () => {
  const socket = await window({ autoPong: false })
  const reason = new Promise<string>((resolve) => transports[0]?.onClose(resolve))
  expect(await reason).toContain('closed')
  socket.terminate()
})

test('keeps a window that responds to pings', async () => {
  const socket = await window()
  let pings = 0
  socket.on('ping', () => {
    pings += 1
  })
  await expect.poll(() => pings).toBeGreaterThan(3)
  expect(socket.readyState).toBe(socket.OPEN)
  socket.terminate()
})

test('keeps a window that responded late to a ping because the computer was blocked', async () => {
  const socket = await window({ autoPong: false })
  let pings = 0
  socket.on('ping', () => {
    pings += 1
    for (const end = performance.now() + 3 * PING_MS; pings === 1 && performance.now() < end; );
    socket.pong()
  })
  await expect.poll(() => pings).toBeGreaterThan(3)
  expect(socket.readyState).toBe(socket.OPEN)
  socket.terminate()
})

test('closes a window that sends anything but a frame, with the reason', async () => {
  for (const data of ['hello', '{"t":"unknown"}', Buffer.from('{"t":"cancel","id":1}')]) {
    const socket = await window()
    const received: WindowFrame[] = []
    transports.at(-1)?.onMessage((frame) => received.push(frame))
    const closed = new Promise((resolve) => socket.once('close', (code, reason) => resolve([code, String(reason)])))
    socket.send(data)
    expect(await closed).toEqual([1008, 'not a frame of the console'])
    expect(received).toEqual([])
  }
})

test('closes a window with a reason when the console closes its transport, and sends nothing to it afterwards', async () => {
  const socket = await window()
  let received = 0
  socket.on('message', () => {
    received += 1
  })
  const closed = new Promise((resolve) => socket.once('close', (code, reason) => resolve([code, String(reason)])))
  const ended = new Promise((resolve) => transports.at(-1)?.onClose(resolve))
  transports.at(-1)?.close()
  transports.at(-1)?.send({ t: 'end', id: 1 } as never)
  expect(await closed).toEqual([1001, 'The console stopped.'])
  expect([await ended, received]).toEqual(['closed with 1001', 0])
})

// Compression would let a small message of a window grow to the limit, and keep memory for each window.
test('compresses no message, although windows offer it', async () => {
  const socket = await window({ perMessageDeflate: true })
  expect(socket.extensions).toBe('')
  socket.terminate()
})

test('closes the socket of a rejected window that sends no close frame', async () => {
  const url = new URL(web.freshUrl('printed'))
  const protocols = `Sec-WebSocket-Protocol: ibkr-console, secret.${await obtainSessionSecret(url)}`
  const upgrade = `GET /rpc HTTP/1.1\r\nHost: ${url.host}\r\nOrigin: ${url.origin}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n${protocols}\r\n\r\n`
  const socket = await sendRaw(upgrade)
  let isClosed = false
  socket.resume().once('close', () => {
    isClosed = true
  })
  socket.once('end', () => socket.end())
  // Sends a text message of five letters and then nothing, not even a close frame.
  socket.write(Buffer.from([0x81, 0x85, 0, 0, 0, 0, ...Buffer.from('hello')]))
  await expect.poll(() => isClosed).toBe(true)
})

test('handles each of several concurrent messages in a separate turn of the event loop', async () => {
  const socket = await window()
  let turn = 0
  const turns: number[] = []
  const all = new Promise<void>((resolve) =>
    transports[0]?.onMessage(() => {
      turns.push(turn)
      if (turns.length === 20) resolve()
    }),
  )
  const count = (): void => {
    turn += 1
    if (turns.length < 20) setImmediate(count)
  }
  count()
  for (let id = 0; id < 20; id += 1) socket.send(JSON.stringify({ t: 'cancel', id }))
  await all
  expect(new Set(turns).size).toBe(20)
  socket.terminate()
})

test('disconnects only the window that sends too many messages', async () => {
  await web.close()
  // The ping interval is long, because the response to a ping would be queued behind all messages.
  web = await start(60_000)
  const [other, flooding] = [await window(), await window()]
  let received = 0
  transports[1]?.onMessage(() => {
    received += 1
  })
  const gone = new Promise<string>((resolve) => transports[1]?.onClose(resolve))
  const closed = new Promise<number>((resolve) => flooding.once('close', resolve))
  for (let id = 0; id < 50_000; id += 1) flooding.send(JSON.stringify({ t: 'cancel', id }))
  expect(await gone).toBe('The window sent more than the console accepts.')
  expect(received).toBeGreaterThanOrEqual(5_000)
  expect(received).toBeLessThan(25_000)
  // The code is 1006 if the socket closed before the window read the close frame.
  expect([1008, 1006]).toContain(await closed)
  expect(other.readyState).toBe(other.OPEN)
  other.terminate()
})

test.each([
  ['of 8 MB is accepted', 8 * 1024 * 1024, undefined],
  ['beyond 8 MB closes its connection', 8 * 1024 * 1024 + 1, 1009],
] as const)('limits the size of messages: a message %s', async (_what, length, code) => {
  await web.close()
  web = await start(60_000)
  const socket = await window()
  const ended = new Promise<unknown>((resolve) => {
    socket.once('close', resolve)
    transports[0]?.onMessage(() => resolve(undefined))
  })
  const frame = JSON.stringify({ t: 'call', id: 1, name: 'app.info', input: {} })
  socket.send(frame + ' '.repeat(length - frame.length))
  expect(await ended).toBe(code)
  socket.terminate()
})

test('disconnects a window that does not read before its backlog fills the memory', async () => {
  await web.close()
  // The ping interval is long, so that a missed ping does not close the window first.
  web = await start(60_000)
  const socket = await window()
  socket.pause()
  const gone = new Promise<string>((resolve) => transports[0]?.onClose(resolve))
  const data = new Uint8Array(4 * 1024 * 1024)
  for (let seq = 0; seq < 40; seq += 1) transports[0]?.send({ t: 'bytes', id: 1, seq, data })
  expect(await gone).toContain('closed')
  socket.terminate()
})

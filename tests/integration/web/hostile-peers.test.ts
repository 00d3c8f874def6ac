import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { HostFrame, WindowFrame } from '../../../src/shared/rpc/frames.ts'
import type { Transport } from '../../../src/shared/rpc/transport.ts'
import { startWeb, type Web } from '../../../src/web/start-web.ts'

let folder: string
let web: Web
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

function start(pingMs: number): Promise<Web> {
  const onWindow = (transport: Transport<HostFrame, WindowFrame>): void => void transports.push(transport)
  return startWeb({ port: 0, rendererFolder: folder, now: () => 0, onWindow, pingMs })
}

const descriptors = (): number => readdirSync('/proc/self/fd').length

function knock(text: string): Promise<Socket> {
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

async function window(options: { readonly autoPong?: boolean } = {}): Promise<WebSocket> {
  const url = new URL(web.freshUrl())
  const cookie = (await fetch(url, { redirect: 'manual' })).headers.get('set-cookie')?.split(';')[0] ?? ''
  const socket = new WebSocket(`ws://${url.host}/rpc`, { headers: { Cookie: cookie, Origin: url.origin }, ...options })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  return socket
}

test('refused upgrades whose peer keeps its half open hold nothing, and do not keep the console from closing', async () => {
  const before = descriptors()
  const upgrade = `GET /rpc HTTP/1.1\r\nHost: 127.0.0.1:${web.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`
  for (let count = 0; count < 30; count += 1) await knock(upgrade)
  // Our own ends stay open on purpose: 30 of them. The other ends are gone.
  await expect.poll(() => descriptors() - before).toBeLessThanOrEqual(32)
  await web.close()
})

test('an idle peer and an open window do not keep the console from closing', async () => {
  const socket = await window()
  const idle = connect(web.port, '127.0.0.1')
  open.push(idle)
  await new Promise((resolve) => idle.once('connect', resolve))
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  await web.close()
  expect([1001, 1006]).toContain(await closed)
})

test('a window that stopped answering is let go, so that its calls end', async () => {
  const socket = await window({ autoPong: false })
  const reason = new Promise<string>((resolve) => transports[0]?.onClose(resolve))
  expect(await reason).toContain('closed')
  socket.terminate()
})

test('a window that answers stays', async () => {
  const socket = await window()
  let pings = 0
  socket.on('ping', () => {
    pings += 1
  })
  await expect.poll(() => pings).toBeGreaterThan(3)
  expect(socket.readyState).toBe(socket.OPEN)
  socket.terminate()
})

test('a window that was pinged while everything on this computer stood still stays', async () => {
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

test('a window that does not read is cut off before its backlog fills the memory', async () => {
  await web.close()
  // Long before a ping would notice it.
  web = await start(60_000)
  const socket = await window()
  socket.pause()
  const gone = new Promise<string>((resolve) => transports[0]?.onClose(resolve))
  const data = new Uint8Array(4 * 1024 * 1024)
  for (let seq = 0; seq < 40; seq += 1) transports[0]?.send({ t: 'bytes', id: 1, seq, data })
  expect(await gone).toContain('closed')
  socket.terminate()
})

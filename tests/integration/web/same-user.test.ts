import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createAuthentication, isSameUser } from '../../../src/web/authentication.ts'

let server: Server
beforeEach(async () => {
  server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterEach(() => new Promise((resolve) => server.close(resolve)))

const CONNECT = 'require("net").connect(+process.argv[1], "127.0.0.1").on("connect", () => console.log("connected"))'

/** Returns the server's socket of a connection that a process with this user id opened. */
async function connectionOf(uid: number): Promise<{ readonly socket: Socket; end(): Promise<void> }> {
  const { port } = server.address() as { port: number }
  const accepted = once(server, 'connection') as Promise<[Socket]>
  // The process runs in the root folder, because the other user may have no access to the current folder.
  const child = spawn(process.execPath, ['-e', CONNECT, String(port)], {
    uid,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(createInterface({ input: child.stdout }), 'line')
  const [socket] = await accepted
  socket.on('error', () => undefined)
  return {
    socket,
    async end() {
      child.kill('SIGKILL')
      socket.destroy()
      await once(child, 'close')
    },
  }
}

/**
 * Matches the row of the kernel's table for a connection that its process has closed: its state is not 01, and its user
 * is 0.
 */
function closedEnd({ remotePort = 0, localPort = 0 }: Socket): RegExp {
  const port = (each: number): string => each.toString(16).padStart(4, '0').toUpperCase()
  return new RegExp(` 0100007F:${port(remotePort)} 0100007F:${port(localPort)} (?!01)..( \\S+){3} +0 `)
}

const uid = process.getuid?.() ?? 0
const needsRoot = uid === 0 ? undefined : 'needs root to start a process as another user'
const needsLsof = spawnSync('lsof', ['-v']).error ? 'lsof is not installed' : undefined

describe.each([
  ['linux', process.platform === 'linux' ? undefined : 'reads the tables of Linux'],
  ['darwin', needsLsof],
] as const)('check that the connecting user owns the console, on %s', (platform, missing) => {
  test('recognizes a connection of this user', async (context) => {
    context.skip(missing !== undefined, missing)
    const { socket, end } = await connectionOf(uid)
    expect(await isSameUser(socket, platform)).toBe(true)
    await end()
    expect(await isSameUser(socket, platform)).toBe(false)
  })

  test('refuses a connection of another user', async (context) => {
    context.skip((missing ?? needsRoot) !== undefined, missing ?? needsRoot)
    const { socket, end } = await connectionOf(65_534)
    expect(await isSameUser(socket, platform)).toBe(false)
    await end()
  })
})

test('accepts a connection on Windows, which shows a command line only to its user, unless an address is unknown', async () => {
  const ends = { remoteAddress: '127.0.0.1', remotePort: 50_000, localAddress: '127.0.0.1', localPort: 5_000 }
  expect(await isSameUser(ends as Socket, 'win32')).toBe(true)
  for (const name of Object.keys(ends))
    expect(await isSameUser({ ...ends, [name]: undefined } as unknown as Socket, 'win32')).toBe(false)
})

test('refuses a connection if the peer closed its end right after writing', async (context) => {
  context.skip(process.platform !== 'linux', 'reads the tables of Linux')
  const { port } = server.address() as { port: number }
  const accepted = once(server, 'connection') as Promise<[Socket]>
  const peer = connect(port, '127.0.0.1').end('POST /session')
  const [socket] = await accepted
  const data = once(socket, 'data')
  // `close` is emitted after the process has closed its end, while the server socket is still open.
  const ended = once(socket, 'end')
  await Promise.all([data, ended])
  peer.destroy()
  await once(peer, 'close')
  const [line, table] = [closedEnd(socket), readFileSync('/proc/net/tcp', 'latin1')]
  const same = await isSameUser(socket, 'linux')
  socket.destroy()
  expect(table).toMatch(line)
  expect(same).toBe(false)
})

test('refuses a start token to another user, and keeps it valid for this user', async () => {
  const admission = createAuthentication(() => 0)
  const token = admission.issueToken('opened')
  expect(await admission.redeem(token, async () => false)).toBeUndefined()
  expect(await admission.redeem(token, async () => true)).toMatch(/^[0-9a-f]{64}$/)
  expect(await admission.redeem(token, async () => true)).toBeUndefined()
})

test('accepts a start token only once if two requests use it at the same time', async () => {
  const admission = createAuthentication(() => 0)
  const token = admission.issueToken('opened')
  const secrets = await Promise.all([1, 2, 3].map(() => admission.redeem(token, async () => true)))
  expect(secrets.filter((secret) => secret !== undefined)).toHaveLength(1)
})

test('accepts a printed start token without a check of the user, as through an SSH tunnel', async () => {
  const admission = createAuthentication(() => 0)
  expect(await admission.redeem(admission.issueToken('printed'), async () => false)).toMatch(/^[0-9a-f]{64}$/)
})

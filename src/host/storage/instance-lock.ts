import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'

/* One console per user data folder. The lock is a listening socket, because the system itself closes it however the
   process ends; a file with a process id in it would outlive a kill. */

/** Longest path of a Unix socket that every system takes. */
const SOCKET_PATH_LIMIT = 100

export type LockResult =
  | { readonly kind: 'held'; release(): Promise<void> }
  /** `greeting` is what the other instance says of itself: one line of JSON. */
  | { readonly kind: 'taken'; readonly greeting: string }

/** Ms that a start waits for another one that is just taking the lock. */
const PATIENCE_MS = 5_000

/** Ms within which either side of a knock must speak. */
const KNOCK_MS = 2_000

/** Connections at once; a knock takes some milliseconds. */
const MOST_KNOCKS = 16

/* Who may read the folder may knock. The holder writes `instance.key` anew at each start: its first half is the knock, its
   second half begins the reply. On Windows every user can connect to a named pipe and list the names, so the name is of the
   key too, and neither side trusts the other without its half. */
const KEY_FILE = 'instance.key'
const HALF = 32

/** Takes the lock of a folder, or returns what its holder says of itself. `greet` is called for each knock. */
export async function takeInstanceLock(folder: string, greet: () => string): Promise<LockResult> {
  const key = randomBytes(HALF).toString('hex')
  const server = createServer((socket) => receiveKnock(socket, key, greet))
  server.maxConnections = MOST_KNOCKS
  // One at a time: else two starts find the same dead socket, and the slower one removes what the faster one just bound.
  const leave = await enterDoorway(join(folder, 'instance.starting'))
  try {
    const greeting = await knock(folder)
    if (greeting !== undefined) return { kind: 'taken', greeting }
    // Nobody answers: what is there was left behind by a process that is gone.
    const keyFile = join(folder, KEY_FILE)
    rmSync(keyFile, { force: true })
    writeFileSync(keyFile, key, { flag: 'wx', mode: 0o600 })
    await bind(server, lockAddress(folder, key))
  } finally {
    leave()
  }
  return {
    kind: 'held',
    release: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** Lets one process at a time pass; a mark whose process is gone counts for nothing. Returns the way out. */
async function enterDoorway(mark: string): Promise<() => void> {
  const deadline = performance.now() + PATIENCE_MS
  for (;;) {
    try {
      writeFileSync(mark, String(process.pid), { flag: 'wx', mode: 0o600 })
      return () => rmSync(mark, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    if (isAbandoned(mark) || performance.now() > deadline) rmSync(mark, { force: true })
    else await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

function isAbandoned(mark: string): boolean {
  try {
    const pid = Number(readFileSync(mark, 'utf8'))
    // Empty while its owner is between creating and writing it.
    if (pid > 0 && pid !== process.pid) process.kill(pid, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

/** Where the holder listens. */
export function lockAddress(folder: string, key: string, platform: NodeJS.Platform = process.platform): string {
  if (platform === 'win32') return `\\\\.\\pipe\\ibkr-console-${nameOf(key)}`
  const own = join(folder, 'instance.sock')
  if (Buffer.byteLength(own) <= SOCKET_PATH_LIMIT) return own
  const { uid } = userInfo()
  const shelter = join(tmpdir(), `ibkr-console-${uid}`)
  mkdirSync(shelter, { recursive: true, mode: 0o700 })
  const { uid: owner, mode } = lstatSync(shelter)
  if (owner !== uid || (mode & 0o077) !== 0) throw new Error(`${shelter} must belong to you alone (mode 0700).`)
  return join(shelter, `${nameOf(folder)}.sock`)
}

const nameOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 24)

function bind(server: Server, address: string): Promise<void> {
  if (process.platform !== 'win32') rmSync(address, { force: true })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(address, () => {
      server.off('error', reject)
      // A umask of 000 would leave it open to everybody who may enter the folder.
      if (process.platform !== 'win32') chmodSync(address, 0o600)
      resolve()
    })
  })
}

/** Greets a program that sends the right part of the key, and no other. */
function receiveKnock(socket: Socket, key: string, greet: () => string): void {
  let text = ''
  socket.setTimeout(KNOCK_MS, () => socket.destroy())
  socket.on('error', () => socket.destroy())
  socket.setEncoding('latin1')
  socket.on('data', (data: string) => {
    text += data
    if (text.length < HALF) return
    if (text === key.slice(0, HALF)) socket.end(`${key.slice(HALF)}${greet()}\n`)
    else socket.destroy()
  })
}

/** What the holder says of itself: `{}` where it cannot be trusted, undefined where there is no holder. */
function knock(folder: string): Promise<string | undefined> {
  const key = readKey(folder)
  return new Promise((resolve) => {
    let text = ''
    const end = (): void => {
      socket.destroy()
      const reply = key.slice(HALF)
      resolve(reply && text.startsWith(reply) ? text.slice(reply.length).trim() || '{}' : '{}')
    }
    const socket = connect(lockAddress(folder, key))
    // It holds the socket but does not answer: busy or stopped, not gone.
    socket.setTimeout(KNOCK_MS, end)
    socket.setEncoding('utf8')
    socket.on('connect', () => socket.write(key.slice(0, HALF)))
    socket.on('data', (data: string) => {
      text = `${text}${data}`.slice(0, 4_096)
    })
    socket.once('end', end)
    socket.once('error', ({ code }: NodeJS.ErrnoException) => {
      // Somebody was there and hung up.
      if (code === 'ECONNRESET' || code === 'EPIPE') end()
      else resolve(undefined)
    })
  })
}

function readKey(folder: string): string {
  try {
    return readFileSync(join(folder, KEY_FILE), 'latin1')
  } catch {
    return ''
  }
}

import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'

/* One console per user data folder. The lock is a listening socket, because the system itself lets go of it however the
   process ends; a file with a process id in it would outlive a kill. */

/** Longest path of a Unix socket that every system takes. */
const SOCKET_PATH_LIMIT = 100

export type LockResult =
  | { readonly kind: 'held'; release(): Promise<void> }
  /** `greeting` is what the other instance says of itself: one line of JSON. */
  | { readonly kind: 'taken'; readonly greeting: string }

/** Ms that a start waits for another one that is just taking the lock. */
const PATIENCE_MS = 5_000

/** Takes the lock of a folder, or tells what its holder answers to a knock. `greet` is asked at each knock. */
export async function takeInstanceLock(folder: string, greet: () => string): Promise<LockResult> {
  const address = lockAddress(folder)
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.end(`${greet()}\n`)
  })
  // One at a time: else two starts find the same dead socket, and the slower one removes what the faster one just bound.
  const leave = await enterDoorway(join(folder, 'instance.starting'))
  try {
    if (!(await listen(server, address))) {
      const greeting = await knock(address)
      if (greeting !== undefined) return { kind: 'taken', greeting }
      // Nobody answers: the file was left behind by a process that is gone.
      rmSync(address, { force: true })
      if (!(await listen(server, address))) throw new Error(`${address} cannot be bound.`)
    }
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

function lockAddress(folder: string): string {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 24)
  if (process.platform === 'win32') return `\\\\.\\pipe\\ibkr-console-${name}`
  const own = join(folder, 'instance.sock')
  if (Buffer.byteLength(own) <= SOCKET_PATH_LIMIT) return own
  const { uid } = userInfo()
  const shelter = join(tmpdir(), `ibkr-console-${uid}`)
  mkdirSync(shelter, { recursive: true, mode: 0o700 })
  const { uid: owner, mode } = statSync(shelter)
  if (owner !== uid || (mode & 0o077) !== 0) throw new Error(`${shelter} must belong to you alone (mode 0700).`)
  return join(shelter, `${name}.sock`)
}

function listen(server: Server, address: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      if (error.code === 'EADDRINUSE') resolve(false)
      else reject(error)
    }
    server.once('error', onError)
    server.listen(address, () => {
      server.off('error', onError)
      resolve(true)
    })
  })
}

function knock(address: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    let text = ''
    const socket = connect(address)
    socket.setTimeout(2_000, () => {
      socket.destroy()
      // It holds the socket but does not answer: busy or stopped, not gone.
      resolve(text || '{}')
    })
    socket.setEncoding('utf8')
    socket.on('data', (data: string) => {
      text = `${text}${data}`.slice(0, 4_096)
    })
    socket.once('error', () => resolve(undefined))
    socket.once('end', () => {
      socket.destroy()
      resolve(text.trim() || '{}')
    })
  })
}

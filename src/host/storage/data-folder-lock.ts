import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, closeSync, lstatSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { createFolder, DataFolderError, describeReadOnly, explainUnusableFolder, isUnwritable } from './data-folder.ts'

/*
 * Allows one console per user data folder. The lock is a listening socket, because the system closes it whenever the
 * process ends; a file with a process id would remain after a kill. The owner writes a new `instance.key` at each
 * start. A second program sends the first part of the key, which shows that it can read the folder. The owner's reply
 * starts with the second part. On Windows every user can connect to a named pipe and list the names, so the name is
 * also derived from the key.
 */

const KEY_FILE = 'instance.key'
/** Length of each part of the key, in characters. */
const KEY_PART = 32
/** Maximum length of a Unix socket path that every system accepts. */
const SOCKET_PATH_LIMIT = 100
/** Time in ms that a start waits for another start that is acquiring the lock. */
const START_WAIT_MS = 5_000
/** Time in ms in which each side of a connection must send its part of the key. */
const CONNECTION_MS = 2_000
/** Maximum number of simultaneous connections from other starts to the instance lock. Each takes some milliseconds. */
const MAX_CONNECTIONS = 16

export type FolderLockResult =
  | { readonly kind: 'locked'; release(): Promise<void> }
  /** `owner` describes the other console, as one line of JSON. */
  | { readonly kind: 'in-use'; readonly owner: string }

/** The folder cannot be written, and no other console uses it. `notice` says why, and what works. */
interface ReadOnlyFolder {
  readonly kind: 'read-only'
  readonly notice: string
}

/**
 * Locks a user data folder. `describeOwner` is called for each program that later tries to lock the same folder. On a
 * full or read-only disk there is no lock, and the console must not write to the folder: `read-only`.
 * @throws DataFolderError if the file system does not allow the lock for another reason
 */
export async function lockDataFolder(
  home: string,
  describeOwner: () => string,
): Promise<FolderLockResult | ReadOnlyFolder> {
  try {
    return await acquireInstanceLock(home, describeOwner)
  } catch (error) {
    if (error instanceof DataFolderError) throw error
    if (isUnwritable(error)) {
      // Another console may have started before the disk was full.
      const owner = await requestDescription(home).catch(() => undefined)
      return owner === undefined
        ? { kind: 'read-only', notice: describeReadOnly(home, error) }
        : { kind: 'in-use', owner }
    }
    throw new DataFolderError(`Cannot lock the user data folder ${home}: ${explainUnusableFolder(error)}`, {
      cause: error,
    })
  }
}

/** Locks like `lockDataFolder`, but rejects with the system's error if the folder cannot be written. */
export async function acquireInstanceLock(folder: string, describeOwner: () => string): Promise<FolderLockResult> {
  const key = randomBytes(KEY_PART).toString('hex')
  const server = createServer((socket) => replyToSecondStart(socket, key, describeOwner))
  server.maxConnections = MAX_CONNECTIONS
  // Run one start at a time. Two starts could find the same dead socket, and the slower start would remove the new
  // socket of the faster start.
  const leave = await waitForTurn(join(folder, 'instance.starting'))
  try {
    const owner = await requestDescription(folder)
    if (owner !== undefined) return { kind: 'in-use', owner }
    // Without a reply from the socket, the files belong to a process that has ended.
    const keyFile = join(folder, KEY_FILE)
    rmSync(keyFile, { force: true })
    createFile(keyFile, key)
    await listen(server, createLockAddress(folder, key))
  } finally {
    leave()
  }
  return { kind: 'locked', release: () => new Promise((resolve) => server.close(() => resolve())) }
}

/** Waits until no other start has the marker file, then creates the file. Returns a function that removes it. */
async function waitForTurn(marker: string): Promise<() => void> {
  const deadline = performance.now() + START_WAIT_MS
  for (;;) {
    try {
      createFile(marker, String(process.pid))
      return () => rmSync(marker, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    if (isAbandoned(marker) || performance.now() > deadline) rmSync(marker, { force: true })
    else await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Creates a file that does not exist. On a full disk no empty file remains. */
function createFile(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600)
  try {
    writeFileSync(file, text)
  } catch (error) {
    rmSync(path, { force: true })
    throw error
  } finally {
    closeSync(file)
  }
}

function isAbandoned(marker: string): boolean {
  try {
    const pid = Number(readFileSync(marker, 'utf8'))
    // Read the process id, which is missing between the creation of the file and the write.
    if (pid > 0 && pid !== process.pid) process.kill(pid, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

/** Returns the path of the socket or named pipe that the owner listens on. */
export function createLockAddress(folder: string, key: string, platform: NodeJS.Platform = process.platform): string {
  if (platform === 'win32') return `\\\\.\\pipe\\ibkr-console-${shortHash(key)}`
  const socket = join(folder, 'instance.sock')
  if (Buffer.byteLength(socket) <= SOCKET_PATH_LIMIT) return socket
  const { uid } = userInfo()
  const socketFolder = join(tmpdir(), `ibkr-console-${uid}`)
  createFolder(socketFolder)
  const { uid: owner, mode } = lstatSync(socketFolder)
  if (owner !== uid || (mode & 0o077) !== 0) throw new Error(`${socketFolder} must belong to you alone (mode 0700).`)
  return join(socketFolder, `${shortHash(folder)}.sock`)
}

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 24)

function listen(server: Server, address: string): Promise<void> {
  if (process.platform !== 'win32') rmSync(address, { force: true })
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(explainSocketError(error, address)))
    server.listen(address, () => {
      server.removeAllListeners('error')
      // Restrict the socket: with a umask of 000, everyone who can enter the folder could connect.
      if (process.platform !== 'win32') chmodSync(address, 0o600)
      resolve()
    })
  })
}

/** Explains that a socket cannot be created although files can: on vfat and exFAT, or by a rule of the system. */
function explainSocketError(error: NodeJS.ErrnoException, address: string): Error {
  if (error.code !== 'EPERM' && error.code !== 'EACCES') return error
  return new DataFolderError(
    `Cannot lock the user data folder: the socket ${address} cannot be created (${error.code}), although files can be written. Its file system may have no sockets, such as vfat and exFAT. Choose another folder with --home DIR or IBKR_CONSOLE_HOME.`,
  )
}

/** Replies only to a program that sends the first part of the key. */
function replyToSecondStart(socket: Socket, key: string, describeOwner: () => string): void {
  let text = ''
  socket.setTimeout(CONNECTION_MS, () => socket.destroy())
  socket.on('error', () => socket.destroy())
  socket.setEncoding('latin1')
  socket.on('data', (data: string) => {
    text += data
    if (text.length < KEY_PART) return
    if (text === key.slice(0, KEY_PART)) socket.end(`${key.slice(KEY_PART)}${describeOwner()}\n`)
    else socket.destroy()
  })
}

/** Reads the description of the owner: `{}` if its key is wrong, undefined if no process listens. */
function requestDescription(folder: string): Promise<string | undefined> {
  const key = readKey(folder)
  return new Promise((resolve) => {
    let text = ''
    const end = (): void => {
      socket.destroy()
      const start = key.slice(KEY_PART)
      resolve(start && text.startsWith(start) ? text.slice(start.length).trim() || '{}' : '{}')
    }
    const socket = connect(createLockAddress(folder, key))
    // On a timeout the owner has the socket but does not reply: it is busy or stopped, but still running.
    socket.setTimeout(CONNECTION_MS, end)
    socket.setEncoding('utf8')
    socket.on('connect', () => socket.write(key.slice(0, KEY_PART)))
    socket.on('data', (data: string) => {
      text = `${text}${data}`.slice(0, 4_096)
    })
    socket.once('end', end)
    socket.once('error', ({ code }: NodeJS.ErrnoException) => {
      // The owner closed the connection, so it is still running.
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

/** Description that a running console sends to another start with the same user data folder. */
export interface LockOwner {
  readonly pid: number
  /** Start address of browser mode, which can be used once. */
  readonly url?: string
  /** Whether the desktop window was brought to the front. */
  readonly window?: true
}

/** Describes that another console uses the folder, and how to open the other console. */
export function describeFolderInUse(
  home: string,
  description: string,
): { readonly text: string; readonly raised: boolean } {
  const { pid, url, window } = parseLockOwner(description)
  const owner = `another console${pid === undefined ? '' : ` (process ${pid})`} uses ${home} already.`
  if (window) return { text: `${owner} Its window was brought to the front.`, raised: true }
  const address = url ? `\nA new start address: ${url}` : ''
  return { text: `${owner} Use it, or start with another --home DIR.${address}`, raised: false }
}

const START_URL = /^http:\/\/127\.0\.0\.1:\d{1,5}\/start\?token=[\w-]{1,100}$/

/**
 * Parses the description of the other console. All parts are optional: the other console may have another version, or be
 * busy.
 */
function parseLockOwner(text: string): Partial<LockOwner> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return {}
    const { pid, url, window } = value as Record<string, unknown>
    return {
      ...(typeof pid === 'number' && { pid }),
      // Accept only a valid URL: the address is printed in a terminal, which interprets escape sequences.
      ...(typeof url === 'string' && START_URL.test(url) && { url }),
      ...(window === true && { window }),
    }
  } catch {
    return {}
  }
}

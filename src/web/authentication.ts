import { execFile } from 'node:child_process'
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { SECRET_SUBPROTOCOL_PREFIX } from '../shared/rpc/browser-session.ts'

/*
 * The loopback server accepts only a page of its own origin that exchanged a start token for the session secret. Any
 * web page can make a browser send requests to localhost, and with DNS rebinding even under its own name. So Host and
 * Origin are checked on every request, and the secret on every upgrade. Cookies are not used: a browser would send them
 * to every other port of this machine. See docs/decisions/0013-session-secret.md.
 */

const LOOPBACK = /^(?:localhost|127\.0\.0\.1)(?::\d{1,5})?$/i
const TOKEN_LIFE_MS = 15 * 60_000
/**
 * Lifetime in ms of a secret without a window. A browser stores the secret longer than an SSH tunnel exists; later the
 * tunnel's local port may lead to another server.
 */
const UNUSED_SECRET_LIFE_MS = 12 * 3_600_000
const MAX_TOKENS = 20

export type AuthenticationRefusal = {
  readonly status: 400 | 401 | 403
  readonly code: 'host-not-loopback' | 'foreign-origin' | 'no-session'
}

/**
 * How the start URL reaches the browser. `opened`: the address is in the process list, which other users of this
 * machine can read.
 */
export type StartTokenOrigin = 'printed' | 'opened'

export interface Authentication {
  /** Creates a token for one start URL. The token works once, within 15 minutes. */
  issueToken(use: StartTokenOrigin): string
  /**
   * Exchanges a token for the session secret. Undefined if the token is unknown, used or expired, or if another user
   * opened it.
   */
  redeem(token: string, isSameUser: () => Promise<boolean>): Promise<string | undefined>
  /**
   * Reports whether the value is the session secret. After 12 hours without a window, a new secret replaces the old
   * one.
   */
  isSecret(value: string): boolean
  /**
   * Keeps the secret valid while a window is connected. Returns a function that must be called when the window
   * disconnects.
   */
  windowConnected(): () => void
  /** Returns why a request is refused; undefined if it is allowed. */
  refuse(request: IncomingMessage, kind: 'page' | 'session' | 'upgrade'): AuthenticationRefusal | undefined
}

export function createAuthentication(now: () => number): Authentication {
  let secret = randomBytes(32)
  let windows = 0
  /** Time of the last use in ms since epoch. */
  let lastUsed = now()
  const tokens = new Map<string, { readonly until: number; readonly use: StartTokenOrigin }>()

  const currentSecret = (): Buffer => {
    if (windows === 0 && now() - lastUsed > UNUSED_SECRET_LIFE_MS) secret = randomBytes(32)
    return secret
  }
  const isSecret = (value: string): boolean => {
    const [given, current] = [Buffer.from(value, 'hex'), currentSecret()]
    return given.length === current.length && timingSafeEqual(given, current)
  }
  const offersSecret = (protocols: string | undefined): boolean =>
    (protocols ?? '')
      .split(',')
      .map((protocol) => protocol.trim())
      .some(
        (protocol) =>
          protocol.startsWith(SECRET_SUBPROTOCOL_PREFIX) && isSecret(protocol.slice(SECRET_SUBPROTOCOL_PREFIX.length)),
      )

  return {
    isSecret,
    issueToken(use) {
      const token = randomBytes(24).toString('base64url')
      tokens.set(token, { until: now() + TOKEN_LIFE_MS, use })
      const [oldest] = tokens.keys()
      if (tokens.size > MAX_TOKENS && oldest !== undefined) tokens.delete(oldest)
      return token
    },
    async redeem(token, isSameUser) {
      const issued = tokens.get(token)
      if (!issued || now() > issued.until) return undefined
      // A failed attempt by another user must not use up the token.
      if (issued.use === 'opened' && !(await isSameUser())) return undefined
      if (!tokens.delete(token)) return undefined
      const granted = currentSecret().toString('hex')
      lastUsed = now()
      return granted
    },
    windowConnected() {
      windows += 1
      return () => {
        windows -= 1
        lastUsed = now()
      }
    },
    refuse(request, kind) {
      const { host, origin } = request.headers
      if (!host || !LOOPBACK.test(host)) return { status: 400, code: 'host-not-loopback' }
      const foreign = origin === undefined ? kind !== 'page' : origin !== `http://${host}`
      if (foreign) return { status: 403, code: 'foreign-origin' }
      if (kind === 'upgrade' && !offersSecret(request.headers['sec-websocket-protocol'])) {
        return { status: 401, code: 'no-session' }
      }
      return undefined
    },
  }
}

/*
 * A start URL that is passed to the browser is in the process list, which every user can read on Linux and macOS. So
 * its token is accepted only over a connection from a process of the same user. Root is trusted: root can read this
 * process's memory, and the relay between Windows and WSL runs as root. Linux reports root as the owner of a socket
 * that its process has closed, so only an open socket counts.
 */

/**
 * Reports whether the other end of a loopback connection belongs to the same user. False if that cannot be determined.
 */
export async function isSameUser(socket: Socket, platform: NodeJS.Platform = process.platform): Promise<boolean> {
  const { remoteAddress, remotePort, localAddress, localPort } = socket
  if (!remoteAddress || !remotePort || !localAddress || !localPort) return false
  // Windows shows the command line of a process only to its user and to administrators.
  if (platform === 'win32') return true
  const uid = process.getuid?.()
  if (uid === undefined) return false
  const near = { address: remoteAddress, port: remotePort }
  const far = { address: localAddress, port: localPort }
  if (platform === 'darwin') return listedByLsof(uid, near, far)
  const owner = await ownerInProc(near, far)
  return owner === uid || owner === 0
}

interface End {
  readonly address: string
  readonly port: number
}

/** State of a socket that is open at both ends, from include/net/tcp_states.h. */
const ESTABLISHED = '01'

/** Returns the user id of an open socket, from the kernel's table of IPv4 connections. */
async function ownerInProc(near: End, far: End): Promise<number | undefined> {
  const table = await readFile('/proc/net/tcp', 'latin1').catch(() => '')
  const ends = `${procAddress(near)} ${procAddress(far)}`
  for (const line of table.split('\n')) {
    const [, local, remote, state, , , , uid] = line.trim().split(/\s+/)
    if (`${local} ${remote}` === ends) return state === ESTABLISHED ? Number(uid) : undefined
  }
  return undefined
}

/** Formats an address in the byte order of the machine: `127.0.0.1`, 4000 → `0100007F:0FA0`. */
function procAddress({ address, port }: End): string {
  const bytes = address.split('.').map((part) => Number(part).toString(16).padStart(2, '0').toUpperCase())
  return `${bytes.reverse().join('')}:${port.toString(16).padStart(4, '0').toUpperCase()}`
}

/**
 * Reports whether `lsof` lists the other end of a connection: without privileges, it lists only the sockets of this
 * user.
 */
function listedByLsof(uid: number, near: End, far: End): Promise<boolean> {
  const name = `n${near.address}:${near.port}->${far.address}:${far.port}`
  return new Promise((resolve) => {
    execFile(
      'lsof',
      ['-nP', '-a', '-u', String(uid), `-iTCP:${near.port}`, '-Fn'],
      { timeout: 5_000, env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } },
      (_error, stdout) => resolve(stdout.split('\n').includes(name)),
    )
  })
}

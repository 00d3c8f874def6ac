import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import type { Socket } from 'node:net'

/* A start URL that is handed to the browser stands in the process list, where Linux and macOS let every user read it.
   So its token may only be redeemed over a connection that a process of our own user opened. Root is trusted: it can read
   our memory, and the relay between Windows and WSL runs as root. Linux shows root as the owner of a socket that its
   process has closed, so only an open socket counts. */

/** Whether the other end of a loopback connection belongs to this user. False where that cannot be determined. */
export async function isSameUser(socket: Socket, platform: NodeJS.Platform = process.platform): Promise<boolean> {
  const { remoteAddress, remotePort, localAddress, localPort } = socket
  if (!remoteAddress || !remotePort || !localAddress || !localPort) return false
  // Windows shows the command line of a process to its own user and to administrators only.
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

/** State of a socket that is open at both ends: include/net/tcp_states.h. */
const ESTABLISHED = '01'

/** The user id of an open socket, from the kernel's table of IPv4 connections. */
async function ownerInProc(near: End, far: End): Promise<number | undefined> {
  const table = await readFile('/proc/net/tcp', 'latin1').catch(() => '')
  const ends = `${procAddress(near)} ${procAddress(far)}`
  for (const line of table.split('\n')) {
    const [, local, remote, state, , , , uid] = line.trim().split(/\s+/)
    if (`${local} ${remote}` === ends) return state === ESTABLISHED ? Number(uid) : undefined
  }
  return undefined
}

/** `127.0.0.1`, 4000 → `0100007F:0FA0`: the address in the byte order of the machine. */
function procAddress({ address, port }: End): string {
  const bytes = address.split('.').map((part) => Number(part).toString(16).padStart(2, '0').toUpperCase())
  return `${bytes.reverse().join('')}:${port.toString(16).padStart(4, '0').toUpperCase()}`
}

/** `lsof` without privileges lists the sockets of this user only. */
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

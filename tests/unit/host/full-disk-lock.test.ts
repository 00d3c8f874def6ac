import type * as Fs from 'node:fs'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import type * as Net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { prepareDataFolder } from '../../../src/host/storage/data-folder.ts'
import { lockDataFolder } from '../../../src/host/storage/data-folder-lock.ts'

const disk = vi.hoisted(() => ({ left: 0, code: 'ENOSPC', socketError: '' }))
vi.mock('node:net', async (original) => {
  const net = await original<typeof Net>()
  return {
    ...net,
    createServer(onConnection: (socket: Net.Socket) => void) {
      const server = net.createServer(onConnection)
      const { socketError: code } = disk
      const fail = () => {
        queueMicrotask(() => server.emit('error', Object.assign(new Error('no socket'), { code })))
        return server
      }
      return code === '' ? server : Object.assign(server, { listen: fail })
    },
  }
})
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof Fs>()
  return {
    ...fs,
    writeFileSync(file: Fs.PathOrFileDescriptor, text: string) {
      if (disk.left <= 0) throw Object.assign(new Error('no space'), { code: disk.code })
      disk.left -= 1
      fs.writeFileSync(file, text)
    },
    chmodSync() {
      throw Object.assign(new Error('read-only'), { code: disk.code })
    },
  }
})

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-full-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test.each([
  ['the disk is full', 'ENOSPC', 'free some space'],
  ['the disk is full', 'EDQUOT', 'free some space'],
  ['the disk is read-only', 'EROFS', 'make the disk writable'],
  ['the system does not allow it', 'EACCES', 'change its permissions'],
])(
  'a folder that cannot be locked because %s (%s) is read-only, and no empty file remains',
  async (reason, code, remedy) => {
    // The marker of a start, then the key of the lock.
    for (const left of [0, 1]) {
      Object.assign(disk, { left, code })
      expect(await lockDataFolder(folder, () => '')).toEqual({
        kind: 'read-only',
        notice: `Read-only: nothing can be stored in the user data folder ${folder}, because ${reason} (${code}). LIVE profiles send no orders, because they cannot be journaled, only cancels. To end this, ${remedy} and start the console again.`,
      })
      expect(readdirSync(folder)).toEqual([])
    }
  },
)

test('a folder on a read-only disk is accepted although its mode cannot be changed, and other users can enter it', async () => {
  const open = join(folder, 'open')
  mkdirSync(open)
  await chmod(open, 0o755)
  disk.code = 'EROFS'
  expect(prepareDataFolder(open)).toMatch(/^Other users could enter .*\(mode 0755\)\. Its mode cannot be changed\.$/)
  disk.code = 'EPERM'
  expect(() => prepareDataFolder(open)).toThrow('Cannot write to the user data folder')
})

test.each(['EPERM', 'EACCES'])(
  'a folder in which files can be written but no socket can be created (%s) is refused with this reason',
  async (code) => {
    Object.assign(disk, { left: 2, socketError: code })
    const reason = `instance.sock cannot be created (${code}), although files can be written. Its file system may have no sockets`
    await expect(lockDataFolder(folder, () => '')).rejects.toThrow(reason)
    disk.socketError = ''
  },
)

test('a folder that cannot be locked for another reason is refused', async () => {
  Object.assign(disk, { left: 0, code: 'EIO' })
  await expect(lockDataFolder(folder, () => '')).rejects.toThrow('Cannot lock the user data folder')
})

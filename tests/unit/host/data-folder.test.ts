import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  DataFolderError,
  explainUnusableFolder,
  locateDataFolder,
  prepareDataFolder,
} from '../../../src/host/storage/data-folder.ts'
import {
  acquireInstanceLock,
  createLockAddress,
  describeFolderInUse,
} from '../../../src/host/storage/data-folder-lock.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-test-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('choosing the user data folder', () => {
  test('chooses the user data folder from the flag, then the variable, then the platform default', () => {
    const env = { IBKR_CONSOLE_HOME: '/from/env', XDG_CONFIG_HOME: '/xdg' }
    expect(locateDataFolder('/from/flag', env, 'linux')).toBe('/from/flag')
    expect(locateDataFolder(undefined, env, 'linux')).toBe('/from/env')
    expect(locateDataFolder(undefined, { XDG_CONFIG_HOME: '/xdg' }, 'linux')).toBe('/xdg/ibkr-console')
    expect(locateDataFolder(undefined, {}, 'darwin')).toMatch(/Application Support\/IBKR Console$/)
  })

  test('creates the user data folder for its owner only', () => {
    const home = join(folder, 'new', 'home')
    prepareDataFolder(home)
    expect(statSync(home).mode & 0o777).toBe(0o700)
  })

  test('reports an unusable user data folder with a remedy', () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    expect(() => prepareDataFolder(join(file, 'home'))).toThrow(DataFolderError)
    expect(() => prepareDataFolder(join(file, 'home'))).toThrow(
      `Cannot write to the user data folder ${join(file, 'home')}: a file is in place of a folder (ENOTDIR). Choose another with --home DIR or IBKR_CONSOLE_HOME, or move that file.`,
    )
  })

  test.each([
    ['EROFS', 'the disk is read-only (EROFS). ', 'make the disk writable'],
    ['ENOSPC', 'the disk is full (ENOSPC). ', 'free some space'],
    ['EACCES', 'the system does not allow it (EACCES). ', 'change its permissions'],
    ['EIO', 'EIO: i/o error. ', 'correct this one'],
  ])('explains the error %s of a user data folder, and states what to do', (code, reason, remedy) => {
    const error = Object.assign(new Error('EIO: i/o error'), { code })
    expect(explainUnusableFolder(error)).toBe(
      `${reason}Choose another with --home DIR or IBKR_CONSOLE_HOME, or ${remedy}.`,
    )
  })
})

describe('user data folder of a newer version', () => {
  test.each([
    ['settings.json', ['settings.json', 'settings.json.last-good']],
    ['key-sets.json', ['key-sets.json']],
    ['guard-rails.json', ['guard-rails.json']],
    ['guard-rails.json.checksum', ['guard-rails.json.checksum']],
    ['settings.json', ['settings.json.last-good']],
  ])(
    'is refused with both versions and what to do if %s has a newer format, and nothing is changed: %j',
    (name, files) => {
      chmodSync(folder, 0o755)
      for (const file of files) writeFileSync(join(folder, file), '{"schemaVersion":3,"others":"none"}')
      writeFileSync(join(folder, 'layouts.json'), '{"schemaVersion":3}')
      writeFileSync(join(folder, '.ibkr-console-0.tmp'), '')
      const content = (): readonly unknown[] =>
        readdirSync(folder).map((each) => [each, readFileSync(join(folder, each), 'utf8'), statSync(folder).mode])
      const before = content()
      const known = name === 'guard-rails.json' ? 2 : 1
      expect(() => prepareDataFolder(folder)).toThrow(
        new DataFolderError(
          `A newer version of IBKR Console has used the user data folder ${folder}: ${name} has format 3, and this version reads format ${known}. Nothing was changed. Start the newer version, or choose another folder with --home DIR or IBKR_CONSOLE_HOME. If there was none, the file is damaged: move ${join(folder, files[0] ?? '')} to another folder and start again.`,
        ),
      )
      expect(content()).toEqual(before)
    },
  )

  test('is accepted if only other files, or an outdated copy, have a newer format', () => {
    writeFileSync(join(folder, 'settings.json'), '{"schemaVersion":1}')
    writeFileSync(join(folder, 'settings.json.last-good'), '{"schemaVersion":2}')
    writeFileSync(join(folder, 'layouts.json'), '{"schemaVersion":2}')
    writeFileSync(join(folder, 'guard-rails.json'), 'no JSON')
    expect(() => prepareDataFolder(folder)).not.toThrow()
  })
})

describe('user data folder that other users can access', () => {
  const mode = (path: string): number => statSync(path).mode & 0o777

  test.each([0o755, 0o777, 0o750])('changes the mode of a folder from %o to 0700, with a notice', (before) => {
    chmodSync(folder, before)
    expect(prepareDataFolder(folder)).toBe(
      `Other users could enter the user data folder ${folder} (mode 0${before.toString(8)}). Its mode was changed to 0700.`,
    )
    expect(mode(folder)).toBe(0o700)
    expect(prepareDataFolder(folder)).toBeUndefined()
  })

  test.each(['logs', 'settings.json', 'logs/console.log', 'exports/keys.json'])(
    'rejects a folder in which %s is a symbolic link',
    (name) => {
      const elsewhere = join(folder, 'elsewhere')
      const home = join(folder, 'home')
      mkdirSync(dirname(join(home, name)), { recursive: true, mode: 0o700 })
      mkdirSync(elsewhere)
      symlinkSync(elsewhere, join(home, name))
      expect(() => prepareDataFolder(home)).toThrow(DataFolderError)
      expect(() => prepareDataFolder(home)).toThrow(`${join(home, name)} is a link`)
      expect(() => prepareDataFolder(home)).toThrow(/then start again/)
    },
  )

  // With settings.json, the start of the program would hang instead: see start.test.ts.
  test.each(['keys.vault', 'console.db', 'logs/console.log', 'instance.key'])(
    'rejects a folder in which %s is a named pipe',
    (name) => {
      const home = join(folder, 'home')
      mkdirSync(dirname(join(home, name)), { recursive: true, mode: 0o700 })
      execFileSync('mkfifo', [join(home, name)])
      expect(() => prepareDataFolder(home)).toThrow(DataFolderError)
      expect(() => prepareDataFolder(home)).toThrow(`${join(home, name)} is a named pipe`)
    },
  )

  test('rejects a folder in which a file is a device', (context) => {
    context.skip(process.getuid?.() !== 0 || process.platform !== 'linux', 'needs root to make a device')
    try {
      execFileSync('mknod', [join(folder, 'settings.json'), 'c', '1', '5'], { stdio: 'pipe' })
    } catch {
      context.skip(true, 'the system allows no devices')
    }
    expect(() => prepareDataFolder(folder)).toThrow('is a named pipe or a device')
  })

  test('rejects a folder that contains a file of another user', (context) => {
    context.skip(process.getuid?.() !== 0, 'needs root to make a file of another user')
    writeFileSync(join(folder, 'settings.json'), '{}')
    chownSync(join(folder, 'settings.json'), 65_534, 65_534)
    expect(() => prepareDataFolder(folder)).toThrow(/settings\.json belongs to another user/)
  })

  test('accepts a user data folder that is a symbolic link created by its owner', () => {
    const home = join(folder, 'home')
    mkdirSync(home, { mode: 0o700 })
    symlinkSync(home, join(folder, 'link'))
    expect(prepareDataFolder(join(folder, 'link'))).toBeUndefined()
  })
})

describe('instance lock of a folder', () => {
  test('the instance lock is acquired once; a second start receives the description of the running console', async () => {
    const first = await acquireInstanceLock(folder, () => '{"pid":7}')
    expect(await acquireInstanceLock(folder, () => 'x')).toEqual({ kind: 'in-use', owner: '{"pid":7}' })
    if (first.kind === 'locked') await first.release()
    const third = await acquireInstanceLock(folder, () => '')
    expect(third.kind).toBe('locked')
    if (third.kind === 'locked') await third.release()
  })

  test('the instance lock uses its own folder if the path is too long, but no shared folder and no link', () => {
    const long = join(folder, 'x'.repeat(120))
    vi.stubEnv('TMPDIR', folder)
    const shelter = dirname(createLockAddress(long, 'key'))
    expect([dirname(shelter), statSync(shelter).mode & 0o777]).toEqual([folder, 0o700])
    chmodSync(shelter, 0o755)
    expect(() => createLockAddress(long, 'key')).toThrow(/must belong to you alone/)
    chmodSync(shelter, 0o700)
    if (process.getuid?.() === 0) {
      chownSync(shelter, 65_534, 65_534)
      expect(() => createLockAddress(long, 'key')).toThrow(/must belong to you alone/)
      chownSync(shelter, 0, 0)
    }
    rmSync(shelter, { recursive: true })
    mkdirSync(join(folder, 'elsewhere'), { mode: 0o700 })
    symlinkSync(join(folder, 'elsewhere'), shelter)
    expect(() => createLockAddress(long, 'key')).toThrow(/must belong to you alone/)
    vi.unstubAllEnvs()
  })

  test('the instance lock sends nothing to a program that does not send its key', async () => {
    const lock = await acquireInstanceLock(folder, () => 'secret')
    for (const text of ['', '\n', 'x'.repeat(32), 'x'.repeat(10_000)]) {
      const socket = connect(join(folder, 'instance.sock')).on('error', () => undefined)
      let received = ''
      socket.on('data', (data) => {
        received += data
      })
      socket.end(text)
      await new Promise((resolve) => socket.on('close', resolve))
      expect(received).toBe('')
    }
    if (lock.kind === 'locked') await lock.release()
  })

  test('the instance lock is accessible only to its owner, for any umask', async () => {
    const before = process.umask(0)
    const lock = await acquireInstanceLock(folder, () => '')
    process.umask(before)
    for (const name of ['instance.sock', 'instance.key']) {
      expect(statSync(join(folder, name)).mode & 0o777, name).toBe(0o600)
    }
    if (lock.kind === 'locked') await lock.release()
  })

  test('rejects the description of a program without the key', async () => {
    writeFileSync(join(folder, 'instance.key'), 'a'.repeat(64))
    const impostor = createServer((socket) =>
      socket.resume().end('{"pid":7,"url":"http://127.0.0.1:1/start?token=x"}\n'),
    )
    await new Promise<void>((resolve) => impostor.listen(join(folder, 'instance.sock'), resolve))
    expect(await acquireInstanceLock(folder, () => '')).toEqual({ kind: 'in-use', owner: '{}' })
    await new Promise((resolve) => impostor.close(resolve))
  })

  test('the instance lock uses a new key at each start, and on Windows a name derived from it', async () => {
    const keys: string[] = []
    for (let start = 0; start < 2; start += 1) {
      const lock = await acquireInstanceLock(folder, () => '')
      keys.push(readFileSync(join(folder, 'instance.key'), 'utf8'))
      if (lock.kind === 'locked') await lock.release()
    }
    const names = keys.map((key) => createLockAddress(folder, key, 'win32'))
    expect(new Set([...keys, ...names]).size).toBe(4)
    for (const name of names) expect(name).toMatch(/^\\\\\.\\pipe\\ibkr-console-[0-9a-f]{24}$/)
  })

  test('takes over the instance lock of a process that has exited', async () => {
    writeFileSync(join(folder, 'instance.sock'), '')
    const lock = await acquireInstanceLock(folder, () => '')
    expect(lock.kind).toBe('locked')
    if (lock.kind === 'locked') await lock.release()
  })

  test('exactly one of several concurrent starts acquires the instance lock of a killed process', async () => {
    for (let round = 0; round < 10; round += 1) {
      writeFileSync(join(folder, 'instance.sock'), '')
      const locks = await Promise.all([1, 2, 3, 4].map(() => acquireInstanceLock(folder, () => 'me')))
      expect(locks.filter((lock) => lock.kind === 'locked')).toHaveLength(1)
      for (const lock of locks) if (lock.kind === 'locked') await lock.release()
      rmSync(join(folder, 'instance.sock'), { force: true })
    }
  })

  test('the instance lock does not wait for a start that has exited', async () => {
    writeFileSync(join(folder, 'instance.starting'), '999999999')
    const lock = await acquireInstanceLock(folder, () => '')
    expect(lock.kind).toBe('locked')
    if (lock.kind === 'locked') await lock.release()
  })

  test('the instance lock works in a folder with a path that is too long for a socket', async () => {
    const deep = join(folder, 'd'.repeat(120))
    mkdirSync(deep)
    const lock = await acquireInstanceLock(deep, () => 'hello')
    expect(await acquireInstanceLock(deep, () => '')).toEqual({ kind: 'in-use', owner: 'hello' })
    if (lock.kind === 'locked') await lock.release()
  })

  test.each([
    ['open to others', (shelter: string) => chmodSync(shelter, 0o755)],
    ['a link', (shelter: string) => symlinkSync(folder, shelter)],
  ])('rejects a folder with a long path if the folder for its socket is %s', async (_what, spoil) => {
    vi.stubEnv('TMPDIR', folder)
    const shelter = join(folder, `ibkr-console-${process.getuid?.()}`)
    const deep = join(folder, 'd'.repeat(120))
    mkdirSync(deep)
    if (_what === 'open to others') mkdirSync(shelter)
    spoil(shelter)
    await expect(acquireInstanceLock(deep, () => '')).rejects.toThrow('must belong to you alone')
  })
})

describe('message about a folder that another console uses', () => {
  const describeOwner = (url: string): string => JSON.stringify({ pid: 7, url })

  test('the message for a folder in use contains the start address', () => {
    const url = 'http://127.0.0.1:4000/start?token=Ab_-9'
    expect(describeFolderInUse('/home', describeOwner(url)).text).toContain(`A new start address: ${url}`)
  })

  test.each([
    'http://127.0.0.1:4000/start?token=a\u001b]0;title\u0007',
    'http://evil.example/start?token=a',
    'http://127.0.0.1:4000/start?token=a\nfake line',
    '\u001b[2J',
  ])('the message for a folder in use does not contain an invalid start address: %j', (url) => {
    const { text } = describeFolderInUse('/home', describeOwner(url))
    expect(text).toContain('another console (process 7) uses /home already')
    expect(text).not.toContain('start address')
    expect(JSON.stringify(text)).not.toContain('\\u001b')
  })
})

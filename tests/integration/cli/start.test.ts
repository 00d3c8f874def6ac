import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { VaultStore } from '../../../src/host/keys/vault-store.ts'
import {
  type ConsoleProcess,
  runConsoleCommand,
  type StartOptions,
  startConsole,
} from '../../process/console-process.ts'
import { firstSnapshot } from '../../process/first-snapshot.ts'
import { longCases, longTest } from '../../process/long-run-tests.ts'
import { openWindow } from '../../process/open-window.ts'

const NPM_START = ['npm', 'start', '--silent', '--'] as const

let folder: string
let running: ConsoleProcess[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-cli-'))
  running = []
})
afterEach(async () => {
  for (const console of running) await console.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function start(home = join(folder, 'home'), options: Partial<StartOptions> = {}): Promise<ConsoleProcess> {
  const console = await startConsole({ home, ...options })
  running.push(console)
  return console
}

// tests/unit/cli/usage-errors.test.ts tests both without starting a program.
longTest('prints a usage error and the version with the right exit codes', async () => {
  const { code, stdout, stderr } = await runConsoleCommand(['start', '--colour'])
  expect(stderr).toContain("Unknown option '--colour'")
  expect([code, stdout]).toEqual([2, ''])
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
  expect(await runConsoleCommand(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n` })
})

/** Returns the processes of this machine with the folder in their command line. */
function left(): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [`${pid} ${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')}`]
      } catch {
        return []
      }
    })
    .filter((line) => line.includes(folder))
}

async function expectCleanEnd(console: ConsoleProcess, signal: NodeJS.Signals): Promise<void> {
  expect(await console.stop(signal)).toBe(0)
  expect(left()).toEqual([])
}

/** Returns a command that runs `command` in a shell and then starts the console. */
const after = (command: string) =>
  ['sh', '-c', `${command}; exec "$0" bin/ibkr-console.mjs start "$@"`, process.execPath] as const

describe('start of the console in browser mode', () => {
  test.each(
    longCases(3, [
      [
        'a named pipe in place of the settings',
        () => {
          mkdirSync(join(folder, 'home'), { mode: 0o700 })
          execFileSync('mkfifo', [join(folder, 'home', 'settings.json')])
        },
        /home\/settings\.json is a named pipe or a device, not a file\. Remove it, then start again/,
      ],
      [
        'a home of a newer version',
        () => {
          mkdirSync(join(folder, 'home'))
          writeFileSync(join(folder, 'home', 'key-sets.json'), '{"schemaVersion":2}')
        },
        /key-sets\.json has format 2, and this version reads format 1\. Nothing was changed\. Start the newer version/,
      ],
      // The system reports /proc as missing, which made the start spin.
      ['a home in a folder that takes no folders', () => ({ flags: ['--home', '/proc/x'] }), /Cannot write.*\/proc\/x/],
      [
        'a port in use',
        async () => {
          const server = createServer()
          await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
          onTestFinished(() => void server.close())
          const { port } = server.address() as AddressInfo
          return { flags: ['--port', String(port)], names: `Port ${port} is` }
        },
        /Port \d+ is in use\. Choose another port with --port N/,
      ],
      [
        'a home that cannot be written',
        () => {
          writeFileSync(join(folder, 'file'), '')
          return { flags: ['--home', join(folder, 'file', 'home')] }
        },
        /Cannot write to the user data folder.*--home DIR/s,
      ],
      [
        'a folder in place of a temporary file, which the host cannot remove',
        () => void mkdirSync(join(folder, 'home', 'a.json.1.tmp'), { recursive: true }),
        /Cannot start with the user data folder.*a\.json\.1\.tmp/s,
      ],
      [
        'a home that cannot be locked',
        () => void mkdirSync(join(folder, 'home', 'instance.sock'), { recursive: true }),
        /Cannot lock the user data folder/,
      ],
      [
        'a home whose log folder is a link',
        () => {
          mkdirSync(join(folder, 'home'))
          symlinkSync(folder, join(folder, 'home', 'logs'))
        },
        /home\/logs is a link/,
      ],
      [
        'a missing passphrase file',
        () => ({ flags: ['--browser', '--passphrase-file', join(folder, 'none')], names: join(folder, 'none') }),
        /\/none/,
      ],
    ]),
  )('exits with the reason and a remedy, without a stack trace: %s', async (_what, prepare, reason) => {
    const { flags = [], names = '' }: { flags?: string[]; names?: string } = (await prepare()) ?? {}
    const { code, stderr } = await runConsoleCommand(['start', '--no-open', '--home', join(folder, 'home'), ...flags])
    expect(stderr).toMatch(reason)
    expect(stderr).toContain(names)
    expect(stderr).not.toMatch(/^\s+at /m)
    expect(code).toBe(1)
    if (existsSync(join(folder, 'home', 'instance.sock'))) expect(stderr).toMatch(/Cannot (lock|start)/)
    if (existsSync(join(folder, 'home', 'key-sets.json')))
      expect(readdirSync(join(folder, 'home'))).toEqual(['key-sets.json'])
  })

  test('starts without display, vault or copy of the settings, with the reasons, restricts access to its folder, and opens no inspector on SIGUSR1', async () => {
    const home = join(folder, 'home')
    for (const name of ['settings.json.last-good', 'keys.vault']) mkdirSync(join(home, name), { recursive: true })
    const practice = { kind: 'practice', id: 'practice', name: 'Practice' }
    const settings = { schemaVersion: 1, selectedProfileId: 'practice', profiles: [practice] }
    writeFileSync(join(home, 'settings.json'), JSON.stringify(settings))
    chmodSync(home, 0o755)
    const env = { DISPLAY: '', WAYLAND_DISPLAY: '' }
    const console = await start(home, { command: after('umask 000'), anyHost: process.platform === 'linux', env })
    const reason = process.platform === 'linux' ? ': there is no display for the desktop window.' : ', as requested.'
    expect(console.output()).toContain(`Browser mode${reason}`)
    expect(console.output()).toMatch(/The settings are saved, but their copy .*last-good cannot be written \(EISDIR\)/)
    expect(console.output()).toContain('(mode 0755). Its mode was changed to 0700.')
    expect(statSync(home).mode & 0o777).toBe(0o700)
    expect(statSync(join(home, 'instance.sock')).mode & 0o777).toBe(0o600)
    process.kill(console.pid, 'SIGUSR1')
    const window = await openWindow(console.url)
    expect(await window.client.call('app.info', {})).toMatchObject({ version: expect.any(String) })
    window.close()
    await expectCleanEnd(console, 'SIGTERM')
    expect(console.output()).not.toMatch(/debugger|inspector/i)
  })

  test('prints a new start address if its folder is in use, quarantines invalid settings and reports a wrong passphrase file on stderr, and exits on SIGINT', async () => {
    const first = await start()
    expect(first.output().trim().split('\n')).toEqual(['Browser mode, as requested.'])
    const { code, stdout, stderr } = await runConsoleCommand(['start', '--no-open', '--home', join(folder, 'home')])
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain(`another console (process ${first.pid}) uses ${join(folder, 'home')} already`)
    const window = await openWindow(/http:\S+/.exec(stderr)?.[0] ?? '')
    expect(await window.client.call('app.info', {})).toMatchObject({ version: expect.any(String) })
    window.close()
    // kill -9 leaves the lock of the folder behind, and here half a settings file without a copy.
    await first.stop('SIGKILL')
    const home = join(folder, 'home')
    writeFileSync(join(home, 'settings.json'), '{"schemaVersion":')
    rmSync(join(home, 'settings.json.last-good'), { force: true })
    await new VaultStore({ home, cost: { logN: 10, r: 8, p: 1 } }).create('the right passphrase')
    const passphraseFile = join(folder, 'passphrase')
    writeFileSync(passphraseFile, 'a wrong passphrase\n', { mode: 0o600 })
    const second = await start(home, { flags: ['--passphrase-file', passphraseFile] })
    await expect.poll(second.output).toContain('not opened with the given passphrase: This is not the passphrase')
    expect(second.pid).not.toBe(first.pid)
    expect(second.output()).toContain('could not be read (it is not JSON)')
    const kept = readdirSync(home).find((name) => name.startsWith('settings.json.broken-'))
    expect(readFileSync(join(home, String(kept)), 'utf8')).toBe('{"schemaVersion":')
    const another = await openWindow(second.url)
    const notices = await firstSnapshot(another.client, 'app.notices', {})
    expect(notices[0]).toContain('the defaults are used')
    another.close()
    await expectCleanEnd(second, 'SIGINT')
  })
})

test('finds the console that uses its folder on a full disk, and otherwise starts read-only and changes nothing', async () => {
  const home = join(folder, 'home')
  const first = await start()
  const env = { NODE_OPTIONS: `--import=${pathToFileURL('tests/process/full-disk.mjs').href}`, FULL_DISK: home }
  const { code, stderr } = await runConsoleCommand(['start', '--browser', '--no-open', '--home', home], env)
  expect([code, stderr]).toEqual([1, expect.stringContaining(`another console (process ${first.pid}) uses ${home}`)])
  await first.stop()

  const files = (): readonly unknown[] =>
    readdirSync(home)
      .filter((name) => statSync(join(home, name)).isFile())
      .map((name) => [name, readFileSync(join(home, name), 'latin1')])
  const before = files()
  const console = await start(home, { env })
  const notice = `Read-only: nothing can be stored in the user data folder ${home}, because the disk is full (ENOSPC).`
  expect(console.output()).toContain(notice)
  const window = await openWindow(console.url)
  expect(await firstSnapshot(window.client, 'app.notices', {})).toEqual([expect.stringContaining(notice)])
  const session = async () => (await firstSnapshot(window.client, 'session.feed', {})).view.state.kind
  await expect.poll(session).toBe('ready')
  window.close()
  await expectCleanEnd(console, 'SIGTERM')
  expect(files()).toEqual(before)
})

longTest(
  'continues after invalid messages and a flood of connections, and exits on SIGHUP despite silent sockets',
  async () => {
    const console = await start(join(folder, 'home'), { command: after('ulimit -n 1024') })
    const other = await openWindow(console.url)
    for (const [what, message] of [
      ['text that is not JSON', 'hello'],
      ['JSON that is not a frame', '{"t":"result","id":1}'],
      ['an array', '[]'],
      ['a binary message', Buffer.from([0, 0, 0, 1, 0, 0, 0, 0, 1])],
      ['a message over the limit', 'x'.repeat(9 * 1024 * 1024)],
    ] as const) {
      const window = await other.another()
      const closed = new Promise<number>((resolve) => window.socket.once('close', resolve))
      window.socket.send(message)
      // Code 1006 means that the host closed the connection while the window still sent megabytes.
      expect([1008, 1009, 1006], what).toContain(await closed)
      expect(await other.client.call('app.info', {}), what).toMatchObject({ version: expect.any(String) })
    }
    await expect(other.client.call('nothing.here' as 'app.info', {})).rejects.toMatchObject({ code: 'unknown-call' })
    await expect(other.client.call('contracts.quote', { conid: -1 })).rejects.toMatchObject({ code: 'invalid-input' })

    // Connections without the session secret must not use up the file descriptors.
    const { hostname: host, port } = new URL(console.url)
    const flood = Array.from({ length: 1_100 }, () => connect({ host, port: Number(port), allowHalfOpen: true }))
    await Promise.all(
      flood.map((socket) =>
        once(
          socket.on('error', () => undefined),
          'connect',
        ),
      ),
    )
    const late = await other.another()
    expect(await late.client.call('keys.createVault', { passphrase: 'correct horse battery staple' })).toBeNull()
    late.close()
    for (const socket of flood) socket.destroy()

    const silent = new WebSocket(`ws://${host}:${port}/rpc`)
    silent.on('error', () => undefined)
    await expectCleanEnd(console, 'SIGHUP')
    silent.terminate()
    other.close()
  },
)

longTest('npm start exits on Ctrl-C without leaving a process', async () => {
  const console = await startConsole({ home: join(folder, 'home'), command: NPM_START, group: true })
  expect(left().length).toBeGreaterThan(0)
  await console.stop('SIGINT')
  await expect.poll(left).toEqual([])
})

longTest.each(['SIGTERM', 'SIGKILL'] as const)(
  'npm start exits without leaving a process if only npm receives %s',
  async (signal) => {
    const console = await start(join(folder, 'home'), { command: NPM_START })
    expect(left().length).toBeGreaterThan(0)
    await console.stop(signal)
    await expect.poll(left).toEqual([])
  },
)

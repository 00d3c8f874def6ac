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
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { type ConsoleProcess, runBin, startConsole } from '../../process/console-process.ts'
import { firstSnapshot } from '../../process/first-snapshot.ts'
import { openWindow } from '../../process/window-link.ts'

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

async function start(home = join(folder, 'home'), command?: readonly [string, ...string[]]): Promise<ConsoleProcess> {
  const console = await startConsole({ home, ...(command && { command }) })
  running.push(console)
  return console
}

describe('the command line', () => {
  test.each([
    [['start', '--colour'], "Unknown option '--colour'"],
    [['start', '--port', 'x'], '--port takes a number from 0 to 65535, not "x"'],
    [['start', '--port', '70000'], 'not "70000"'],
    [['start', '--port'], "'--port <value>' argument missing"],
    [['start', 'extra'], "Unexpected argument 'extra'"],
    [['start', '--browser', '--electron'], 'Choose one of --browser and --electron'],
    [['start', '--home='], '--home takes a folder'],
    [['begin'], 'There is no command "begin"'],
    [['--colour'], 'Unknown flag --colour'],
    [['simulator', '--mode', 'tws'], 'tws'],
    [['simulator', '--colour'], '--colour'],
  ])('%j is refused with exit code 2 and the reason', async (args, words) => {
    const { code, stdout, stderr } = await runBin(args)
    expect(stderr).toContain(words)
    expect(stderr).toContain('Try: ibkr-console')
    expect(stdout).toBe('')
    expect(code).toBe(2)
  })

  test('says what it can do, and its version', async () => {
    expect((await runBin(['--help'])).stdout).toContain('ibkr-console start')
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
    expect(await runBin(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n` })
  })
})

describe('a start', () => {
  test('prints its address on a line of its own, and says in one line which mode and why', async () => {
    const console = await start()
    expect(console.words().trim().split('\n')).toEqual(['Browser mode, as asked.'])
  })

  test('on a port that is in use ends with the reason and a remedy', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const { code, stderr } = await runBin([
      'start',
      '--no-open',
      '--port',
      String(port),
      '--home',
      join(folder, 'home'),
    ])
    expect(stderr).toContain(`Port ${port} is in use. Choose another with --port N`)
    expect(code).toBe(1)
    await new Promise((resolve) => server.close(resolve))
  })

  test('in a home that cannot be written ends with the reason and a remedy', async () => {
    writeFileSync(join(folder, 'file'), '')
    const { code, stderr } = await runBin(['start', '--no-open', '--home', join(folder, 'file', 'home')])
    expect(stderr).toContain('Cannot write to the user data folder')
    expect(stderr).toContain('--home DIR')
    expect(code).toBe(1)
  })

  test('in a home that cannot be locked ends with the reason and a remedy, not with a stack', async () => {
    mkdirSync(join(folder, 'home', 'instance.sock'), { recursive: true })
    const { code, stderr } = await runBin(['start', '--no-open', '--home', join(folder, 'home')])
    expect(stderr).toContain('Cannot lock the user data folder')
    expect(stderr).not.toMatch(/^\s+at /m)
    expect(code).toBe(1)
  })

  test('with a passphrase file that is not there ends with the reason, and holds no home', async () => {
    const home = join(folder, 'home')
    const flags = ['--browser', '--no-open', '--home', home, '--passphrase-file', join(folder, 'none')]
    const { code, stderr } = await runBin(['start', ...flags])
    expect(stderr).toContain(join(folder, 'none'))
    expect(code).toBe(1)
    expect(existsSync(join(home, 'instance.sock'))).toBe(false)
  })

  test('whose settings have no copy goes on, and says so', async () => {
    mkdirSync(join(folder, 'home', 'settings.json.last-good'), { recursive: true })
    const console = await start()
    expect(console.words()).toMatch(/The settings are saved, and their copy .*last-good cannot be \(EISDIR\)/)
  })

  test('with a vault that cannot be read goes on: only what needs it does not', async () => {
    mkdirSync(join(folder, 'home', 'keys.vault'), { recursive: true })
    const console = await start()
    expect(console.words()).toContain('Browser mode')
  })

  test('on a home that another console uses ends, names it, and hands on a fresh address that works', async () => {
    const first = await start()
    const { code, stdout, stderr } = await runBin(['start', '--no-open', '--home', join(folder, 'home')])
    expect(code).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toContain(`another console (process ${first.pid}) uses ${join(folder, 'home')} already`)
    const address = /http:\S+/.exec(stderr)?.[0] ?? ''
    const window = await openWindow(address)
    expect(await window.client.call('app.info', {})).toMatchObject({ version: expect.any(String) })
    window.close()
  })

  test('after a kill -9 finds its home free', async () => {
    const first = await start()
    await first.stop('SIGKILL')
    const second = await start()
    expect(second.pid).not.toBe(first.pid)
  })

  test('with a broken settings file keeps it aside, uses the defaults, and says so in the terminal and the window', async () => {
    const home = join(folder, 'home')
    mkdirSync(home)
    writeFileSync(join(home, 'settings.json'), '{"schemaVersion":')
    const console = await start(home)
    expect(console.words()).toContain('could not be read (it is not JSON)')
    const kept = readdirSync(home).find((name) => name.startsWith('settings.json.broken-'))
    expect(readFileSync(join(home, String(kept)), 'utf8')).toBe('{"schemaVersion":')
    const window = await openWindow(console.url)
    const notices = await firstSnapshot(window.client, 'app.notices', {})
    expect(notices[0]).toContain('the defaults are used')
    window.close()
  })

  test('restricts its home to its owner, and reports it', async () => {
    const home = join(folder, 'home')
    mkdirSync(home)
    chmodSync(home, 0o755)
    const console = await start(home, [
      'sh',
      '-c',
      'umask 000; exec "$0" bin/ibkr-console.mjs start "$@"',
      process.execPath,
    ])
    expect(console.words()).toContain('(mode 0755). Its mode is 0700 now.')
    expect(statSync(home).mode & 0o777).toBe(0o700)
    expect(statSync(join(home, 'instance.sock')).mode & 0o777).toBe(0o600)
  })

  test('in a home whose log folder is a link ends with the remedy', async () => {
    const home = join(folder, 'home')
    mkdirSync(home)
    symlinkSync(folder, join(home, 'logs'))
    const { code, stderr } = await runBin(['start', '--no-open', '--home', home])
    expect(stderr).toContain(`${join(home, 'logs')} is a link`)
    expect(code).toBe(1)
  })
})

describe('a window that sends what no window would', () => {
  test('ends its connection and no other', async () => {
    const console = await start()
    const other = await openWindow(console.url)
    for (const [what, message] of [
      ['text that is not JSON', 'hello'],
      ['JSON that is no frame', '{"t":"result","id":1}'],
      ['an array', '[]'],
      ['a binary message', Buffer.from([0, 0, 0, 1, 0, 0, 0, 0, 1])],
      ['a message over the limit', 'x'.repeat(9 * 1024 * 1024)],
    ] as const) {
      const window = await other.another()
      const closed = new Promise<number>((resolve) => window.socket.once('close', resolve))
      window.socket.send(message)
      // 1006: the host was gone before a sender of megabytes read why.
      expect([1008, 1009, 1006], what).toContain(await closed)
      expect(await other.client.call('app.info', {}), what).toMatchObject({ version: expect.any(String) })
    }
    other.close()
  })

  test('invalid and unknown calls are refused one by one, and the connection lives', async () => {
    const console = await start()
    const { client, close } = await openWindow(console.url)
    await expect(client.call('nothing.here' as 'app.info', {})).rejects.toMatchObject({ code: 'unknown-call' })
    await expect(client.call('contracts.quote', { conid: -1 })).rejects.toMatchObject({ code: 'invalid-input' })
    expect(await client.call('app.info', {})).toMatchObject({ version: expect.any(String) })
    close()
  })

  test('a flood of connections without the session secret leaves descriptors for files', async () => {
    const limited = ['sh', '-c', 'ulimit -n 1024; exec "$0" bin/ibkr-console.mjs start "$@"', process.execPath] as const
    const console = await start(join(folder, 'home'), limited)
    const flood = Array.from({ length: 1_100 }, () =>
      connect({ host: '127.0.0.1', port: Number(new URL(console.url).port), allowHalfOpen: true }),
    )
    await Promise.all(
      flood.map((socket) =>
        once(
          socket.on('error', () => undefined),
          'connect',
        ),
      ),
    )
    const { client, close } = await openWindow(console.url)
    expect(await client.call('keys.createVault', { passphrase: 'correct horse battery staple' })).toBeNull()
    close()
    for (const socket of flood) socket.destroy()
  })

  test('a socket that stays silent or half-open does not keep the console from stopping', async () => {
    const console = await start()
    const { host } = new URL(console.url)
    const silent = new WebSocket(`ws://${host}/rpc`)
    silent.on('error', () => undefined)
    expect(await console.stop()).toBe(0)
    silent.terminate()
  })
})

/** Processes of this machine whose command line names the folder. */
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

describe('stopping', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('by %s ends cleanly', async (signal) => {
    const console = await start()
    expect(await console.stop(signal)).toBe(0)
    expect(left()).toEqual([])
  })

  test('npm start by Ctrl-C leaves nothing running', async () => {
    const console = await startConsole({ home: join(folder, 'home'), command: NPM_START, group: true })
    expect(left().length).toBeGreaterThan(0)
    await console.stop('SIGINT')
    await expect.poll(left).toEqual([])
  })

  test.each(['SIGTERM', 'SIGKILL'] as const)(
    'npm start by a %s to npm alone leaves nothing running',
    async (signal) => {
      const console = await start(join(folder, 'home'), NPM_START)
      expect(left().length).toBeGreaterThan(0)
      await console.stop(signal)
      await expect.poll(left).toEqual([])
    },
  )
})

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ConsoleProcess, runConsoleCommand, startConsole } from '../../process/console-process.ts'
import { longCases, longTest } from '../../process/long-run-tests.ts'
import { openWindow } from '../../process/open-window.ts'

const NO_DISPLAY = { DISPLAY: '', WAYLAND_DISPLAY: '' }
/** Sets a display that does not exist and that no test opens, and a browser command without effect. */
const DISPLAY = { DISPLAY: ':77', WAYLAND_DISPLAY: '', BROWSER: '/bin/true' }

let folder: string
let running: ConsoleProcess[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-desktop-'))
  running = []
})
afterEach(async () => {
  for (const console of running) await console.stop()
  rmSync(folder, { recursive: true, force: true })
})

const home = (): string => join(folder, 'home')

/** Creates a folder with a shell script instead of Electron. */
function runtimeThat(script: string): NodeJS.ProcessEnv {
  const dist = join(folder, 'dist')
  mkdirSync(dist)
  writeFileSync(join(dist, 'electron'), `#!/bin/sh\necho "$@" >> ${folder}/arguments\n${script}\n`)
  chmodSync(join(dist, 'electron'), 0o755)
  return { ...DISPLAY, ELECTRON_OVERRIDE_DIST_PATH: dist }
}

async function start(env: NodeJS.ProcessEnv): Promise<ConsoleProcess> {
  const console = await startConsole({ home: home(), anyHost: true, env })
  running.push(console)
  return console
}

describe.skipIf(process.platform !== 'linux')('start of the desktop program', () => {
  // start.test.ts tests a start without a display, tests/unit/cli/explain-launch-failure.test.ts other reasons.
  longTest('falls back to browser mode with the reason and a remedy if the sandbox is forbidden', async () => {
    const error =
      'FATAL:setuid_sandbox_host.cc The SUID sandbox helper binary was found, but is not configured correctly.'
    const console = await start(runtimeThat(`echo "${error}" >&2; kill -TRAP $$`))
    expect(console.output()).toContain(
      "Browser mode: this system does not allow Electron's sandbox. Allow unprivileged user namespaces",
    )
    const window = await openWindow(console.url)
    expect(await window.client.call('app.info', {})).toMatchObject({ version: expect.any(String) })
    window.close()
    expect(readFileSync(join(folder, 'arguments'), 'utf8')).not.toContain('no-sandbox')
  })

  longTest('falls back to browser mode, read-only, on a full disk', async () => {
    mkdirSync(home())
    const standin = { ...DISPLAY, ELECTRON_OVERRIDE_DIST_PATH: resolve('tests/electron-standin') }
    const full = { NODE_OPTIONS: `--import=${pathToFileURL('tests/process/full-disk.mjs').href}`, FULL_DISK: home() }
    const console = await start({ ...standin, ...full })
    expect(console.output()).toMatch(
      /Browser mode: Cannot write to .*the disk is full \(ENOSPC\).* browser mode runs read-only/,
    )
    expect(console.output()).toContain('Read-only: nothing can be stored')
    expect(readdirSync(home())).toEqual([])
  })

  longTest('does not start a second console after the desktop program exited normally', async () => {
    const env = runtimeThat('exit 0')
    expect(await runConsoleCommand(['start', '--home', home()], env)).toEqual({ code: 0, stdout: '', stderr: '' })
  })

  longTest('opens the desktop window, and exits with it without leaving a process', async () => {
    const env = { ...DISPLAY, ELECTRON_OVERRIDE_DIST_PATH: resolve('tests/electron-standin') }
    const ended = runConsoleCommand(['start', '--home', home()], env)
    await expect.poll(() => existsSync(join(home(), 'instance.sock'))).toBe(true)
    const second = await runConsoleCommand(['start', '--no-open', '--home', home()])
    expect(second.stderr).toContain('Its window was brought to the front.')
    const [parent = 0] = left().map((line) => Number(line.split(' ')[0]))
    process.kill(parent, 'SIGTERM')
    expect(await ended).toMatchObject({ code: 0, stdout: '' })
    await expect.poll(left).toEqual([])
  })

  test('with --electron, opens the window or prints the reason, but never starts browser mode', async () => {
    const { code, stdout, stderr } = await runConsoleCommand(['start', '--electron', '--home', home()], NO_DISPLAY)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain('ibkr-console: there is no display')
  })
})

/** Throws as soon as the program handles such errors. */
const THROW_WHEN_HANDLED = `const check = () => {
  if (process.listenerCount('uncaughtException') > 0) throw new Error('thrown by the test')
  setImmediate(check)
}
setImmediate(check)`

/** Starts the desktop program as a click does, without a terminal that reads reports. Resolves when it ends. */
async function click(
  args: readonly string[] = [],
): Promise<{ readonly code: number | null; readonly dialogs: readonly string[] }> {
  const child = spawn(resolve('tests/electron-standin/electron'), [...args, '.', `--home=${home()}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 30_000,
    killSignal: 'SIGKILL',
  })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, dialogs: Array.from(errors.matchAll(/^stand-in dialog: (.*)$/gm), ([, text = '']) => text) }
}

/** What makes a start fail: it prepares the folder, and returns arguments of the program. */
type Failure = readonly [what: string, prepare: () => readonly string[], reason: RegExp]

const FAILURES: readonly Failure[] = [
  [
    'a home of a newer version, which it does not change',
    () => {
      mkdirSync(home())
      writeFileSync(join(home(), 'settings.json'), '{"schemaVersion":2}')
      return []
    },
    /settings\.json has format 2, and this version reads format 1\. Nothing was changed\. Start the newer version/,
  ],
  [
    'a file in place of the folder of Chromium',
    () => {
      mkdirSync(home())
      writeFileSync(join(home(), 'window'), '')
      return []
    },
    /Cannot write to .*home\/window: a file is in place of a folder \(EEXIST\)/,
  ],
  [
    'a folder in place of a temporary file, which the host cannot remove',
    () => {
      mkdirSync(join(home(), 'a.json.1.tmp'), { recursive: true })
      return []
    },
    /^IBKR Console: The console could not start: /,
  ],
  [
    'a file in place of its home',
    () => {
      writeFileSync(home(), '')
      return []
    },
    /Cannot write to .*home: a file is in place/,
  ],
  [
    'an error that nothing catches',
    () => {
      const file = join(folder, 'throw.cjs')
      writeFileSync(file, THROW_WHEN_HANDLED)
      return ['--require', file]
    },
    /The console could not start: an unexpected error\. See the log/,
  ],
]

test.each(longCases(3, FAILURES))(
  'shows one dialog and exits with an error after %s',
  async (_what, prepare, reason) => {
    const args = prepare()
    const isPrepared = existsSync(join(home(), 'settings.json'))
    const { code, dialogs } = await click(args)
    expect(dialogs).toEqual([expect.stringMatching(reason)])
    expect(code).toBe(1)
    if (isPrepared) expect(readdirSync(home())).toEqual(['settings.json'])
  },
)

/** Returns the processes of this machine with the folder in their command line, oldest first. */
function left(): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .toSorted((a, b) => Number(a) - Number(b))
    .flatMap((pid) => {
      try {
        return [`${pid} ${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')}`]
      } catch {
        return []
      }
    })
    .filter((line) => line.includes(folder))
}

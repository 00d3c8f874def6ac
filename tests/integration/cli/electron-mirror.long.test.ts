import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  chownSync,
  cpSync,
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
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { type Zippable, zipSync } from 'fflate'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startConsole } from '../../process/console-process.ts'

/* A local mirror serves the stand-in as Electron's zip file. "npm start" downloads and unpacks it with the installer of the
   package `electron`. */

/** A user other than root. */
const USER = 1_000

let folder: string
let mirror: Server
let requested: string[]
let served: { zip: Uint8Array; checksum: string | undefined }
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-mirror-'))
  requested = []
  served = { zip: zipStandin(), checksum: undefined }
  // A checkout after "npm ci": its package `electron` has no executable yet. The program finds the others beside its own
  // files, so these are copied.
  for (const name of ['bin', 'out']) cpSync(name, join(folder, name), { recursive: true })
  for (const name of ['resources', 'package.json']) symlinkSync(resolve(name), join(folder, name))
  mkdirSync(join(folder, 'node_modules'))
  for (const name of readdirSync('node_modules')) {
    if (name !== 'electron') symlinkSync(resolve('node_modules', name), join(folder, 'node_modules', name))
  }
  cpSync('node_modules/electron', join(folder, 'node_modules/electron'), {
    recursive: true,
    filter: (path) => !/[/\\](dist|path\.txt)$/.test(path),
  })
  mirror = createServer((request, response) => {
    const name = request.url?.split('/').at(-1) ?? ''
    requested.push(name)
    const { zip, checksum = createHash('sha256').update(served.zip).digest('hex') } = served
    response.end(name.endsWith('.zip') ? zip : `${checksum} *${zipName}\n`)
  }).listen(0, '127.0.0.1')
  await once(mirror, 'listening')
  writeFileSync(join(folder, 'preload.cjs'), PRELOAD)
})
afterEach(() => {
  mirror.closeAllConnections()
  mirror.close()
  rmSync(folder, { recursive: true, force: true })
})

/**
 * Runs first in each process of "npm start". The console never runs Electron as root, so that the command line runs as
 * another user, or believes so. The desktop program creates a file when it reports its window to the command line.
 */
const PRELOAD = `
if (process.argv[1]?.endsWith('ibkr-console.mjs') && process.getuid?.() === 0) process.getuid = () => ${USER}
const { send } = process
if (send) process.send = (message, ...others) => {
  if (message?.kind === 'window') require('node:fs').writeFileSync(__dirname + '/window-shown', '')
  return send.call(process, message, ...others)
}
`

const version = (JSON.parse(readFileSync('node_modules/electron/package.json', 'utf8')) as { version: string }).version
const zipName = `electron-v${version}-${process.platform}-${process.arch}.zip`

/** Packs the stand-in like Electron's release: the executable and a file with the version. */
function zipStandin(replaced: Zippable = {}): Uint8Array {
  const root = 'tests/electron-standin'
  const entries: Zippable = { version: Buffer.from(version) }
  for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    const path = join(root, name)
    const { mode } = statSync(path)
    if (statSync(path).isFile()) entries[relative(root, path)] = [readFileSync(path), { os: 3, attrs: mode << 16 }]
  }
  return zipSync({ ...entries, ...replaced })
}

const environment = (): NodeJS.ProcessEnv => ({
  NODE_OPTIONS: `--require ${join(folder, 'preload.cjs')}`,
  DISPLAY: ':77',
  WAYLAND_DISPLAY: '',
  BROWSER: '/bin/true',
  ELECTRON_MIRROR: `http://127.0.0.1:${(mirror.address() as AddressInfo | null)?.port ?? 1}/`,
  electron_use_remote_checksums: '1',
  electron_config_cache: join(folder, 'cache'),
})

const NPM_START = ['npm', 'start', '--silent', '--'] as const

/** Creates a user data folder that belongs to the user. */
function makeHome(): string {
  const home = join(folder, 'home')
  mkdirSync(home, { mode: 0o700 })
  if (process.getuid?.() === 0) chownSync(home, USER, USER)
  return home
}

test('"npm start" downloads Electron from a mirror, opens the window, and downloads nothing again', async () => {
  for (const files of [['SHASUMS256.txt', zipName], []]) {
    requested = []
    const home = makeHome()
    const [command, ...args] = NPM_START
    const child = spawn(command, [...args, '--home', home], {
      cwd: folder,
      env: { ...process.env, ...environment() },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    await expect.poll(() => existsSync(join(folder, 'window-shown')), { timeout: 60_000 }).toBe(true)
    rmSync(join(folder, 'window-shown'))
    child.kill('SIGTERM')
    // The last process closes stderr.
    await once(child, 'close')
    // Written when a window closes.
    expect(existsSync(join(home, 'window.json'))).toBe(true)
    expect(existsSync(join(home, 'instance.sock'))).toBe(false)
    expect(requested.toSorted()).toEqual(files.toSorted())
    expect(stderr).toMatch(files.length > 0 ? /^Downloading Electron/ : /^$/)
    rmSync(home, { recursive: true })
  }
})

const FORBIDDEN = `#!/bin/sh
echo "FATAL:setuid_sandbox_host.cc The SUID sandbox helper binary was found, but is not configured." >&2
exit 1
`
const executable = (script: string): Zippable => ({ electron: [Buffer.from(script), { os: 3, attrs: 0o755 << 16 }] })

/** Changes what the mirror serves, and returns changes of the environment. */
type Fault = () => NodeJS.ProcessEnv | undefined
const serves = (change: Partial<typeof served>): Fault => {
  return () => void Object.assign(served, change)
}

test.each<[what: string, fault: Fault, reason: RegExp]>([
  ['a wrong checksum', serves({ checksum: '0'.repeat(64) }), /could not be downloaded \(.*checksum/i],
  ['half a file', serves({ zip: zipStandin().slice(0, 10_000) }), /could not be downloaded \(/],
  [
    'an unreachable mirror',
    () => void mirror.close(),
    /could not be downloaded \(no connection\).*from the server in ELECTRON_MIRROR/,
  ],
  ['no display', () => ({ DISPLAY: '' }), /there is no display/],
  ['no sandbox', serves({ zip: zipStandin(executable(FORBIDDEN)) }), /does not allow Electron's sandbox/],
])('"npm start" opens browser mode and states the reason and a remedy: %s', async (what, fault, reason) => {
  const env = { ...environment(), ...fault() }
  const started = await startConsole({
    home: makeHome(),
    anyHost: true,
    env,
    command: [...NPM_START],
    cwd: folder,
  })
  expect(started.output()).toMatch(new RegExp(`Browser mode: .*${reason.source}`, reason.flags))
  expect(existsSync(join(folder, 'node_modules/electron/path.txt'))).toBe(what === 'no sandbox')
  await started.stop()
})

import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { type Zippable, zipSync } from 'fflate'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startDesktop } from '../../../src/cli/desktop/start-desktop.ts'

/* A local mirror serves the stand-in as Electron's zip file. The installer of the package `electron` downloads and
   unpacks it. */

let folder: string
let mirror: Server
let requested: string[]
let checksum: (zip: Uint8Array) => string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-mirror-'))
  requested = []
  checksum = (zip) => createHash('sha256').update(zip).digest('hex')
  // A checkout whose package `electron` has no executable yet.
  for (const name of ['out', 'resources', 'package.json']) symlinkSync(resolve(name), join(folder, name))
  mkdirSync(join(folder, 'node_modules'))
  for (const name of readdirSync('node_modules')) {
    if (name !== 'electron') symlinkSync(resolve('node_modules', name), join(folder, 'node_modules', name))
  }
  cpSync('node_modules/electron', join(folder, 'node_modules/electron'), {
    recursive: true,
    filter: (path) => !/[/\\](dist|path\.txt)$/.test(path),
  })
  const zip = zipStandin()
  mirror = createServer((request, response) => {
    const name = request.url?.split('/').at(-1) ?? ''
    requested.push(name)
    response.end(name.endsWith('.zip') ? zip : `${checksum(zip)} *${zipName}\n`)
  }).listen(0, '127.0.0.1')
  await once(mirror, 'listening')
  // The console never runs Electron as root, so the test simulates another user.
  vi.spyOn(process, 'getuid').mockReturnValue(1_000)
})
afterEach(async () => {
  vi.restoreAllMocks()
  mirror.closeAllConnections()
  mirror.close()
  rmSync(folder, { recursive: true, force: true })
})

const version = (JSON.parse(readFileSync('node_modules/electron/package.json', 'utf8')) as { version: string }).version
const zipName = `electron-v${version}-${process.platform}-${process.arch}.zip`

/** Packs the stand-in like Electron's release: the executable and a file with the version. */
function zipStandin(): Uint8Array {
  const root = 'tests/electron-standin'
  const entries: Zippable = { version: Buffer.from(version) }
  for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    const path = join(root, name)
    const { mode } = statSync(path)
    if (statSync(path).isFile()) entries[relative(root, path)] = [readFileSync(path), { os: 3, attrs: mode << 16 }]
  }
  return zipSync(entries)
}

function start(signal: AbortSignal, output: string[]) {
  const address = `http://127.0.0.1:${(mirror.address() as AddressInfo).port}/`
  return startDesktop(
    {
      packageFolder: folder,
      home: join(folder, 'home'),
      print: (text) => output.push(text),
      env: {
        ...process.env,
        DISPLAY: ':77',
        ELECTRON_MIRROR: address,
        electron_use_remote_checksums: '1',
        electron_config_cache: join(folder, 'cache'),
      },
    },
    signal,
  )
}

test('downloads Electron from a mirror at the first start, opens the window, and downloads nothing again', async () => {
  for (const files of [['SHASUMS256.txt', zipName], []]) {
    requested = []
    const output: string[] = []
    const stop = new AbortController()
    const ended = start(stop.signal, output)
    await expect.poll(() => existsSync(join(folder, 'home/instance.sock')), { timeout: 60_000 }).toBe(true)
    await expect.poll(() => existsSync(join(folder, 'home/console.db')), { timeout: 60_000 }).toBe(true)
    stop.abort()
    expect(await ended).toEqual({ kind: 'exited', code: 0 })
    // Written when a window closes.
    expect(existsSync(join(folder, 'home/window.json'))).toBe(true)
    rmSync(join(folder, 'home'), { recursive: true })
    expect(requested.toSorted()).toEqual(files.toSorted())
    expect(output.filter((line) => line.startsWith('Downloading'))).toHaveLength(files.length > 0 ? 1 : 0)
  }
})

test('reports a download with a wrong checksum, and does not run it', async () => {
  checksum = () => '0'.repeat(64)
  const result = await start(new AbortController().signal, [])
  expect(result).toMatchObject({ kind: 'failed', reason: expect.stringMatching(/could not be downloaded.*checksum/i) })
  expect(existsSync(join(folder, 'node_modules/electron/path.txt'))).toBe(false)
})

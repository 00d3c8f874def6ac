import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fetchElectron } from '../../../src/cli/desktop/fetch-electron.ts'
import { longCases, longTest } from '../../process/long-run-tests.ts'

let folder: string
let output: string[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-fetch-'))
  output = []
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Runs `script` instead of Electron's installer. */
function fetchWith(script: string, signal = new AbortController().signal, idleMs = 5_000) {
  const installer = join(folder, 'install.cjs')
  writeFileSync(installer, script)
  return fetchElectron(
    {
      installer,
      version: '1.2.3',
      env: { ...process.env, TMPDIR: folder },
      print: (text) => output.push(text),
      limits: { idleMs, totalMs: 10_000 },
    },
    signal,
  )
}

/** Lists the files that a download leaves in the system's temporary folder. */
const listTemporaryFiles = (): readonly string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith('ibkr-console-electron-'))

test('reports the download and its progress', async () => {
  const script = `
    const fs = require('node:fs'), os = require('node:os'), path = require('node:path')
    fs.writeFileSync(path.join(os.tmpdir(), 'electron.zip'), Buffer.alloc(25e6))
    setTimeout(() => {}, 1_000)`
  expect(await fetchWith(script)).toBeUndefined()
  expect(output[0]).toContain('Downloading Electron 1.2.3')
  expect(output).toContain('  20 MB …')
  expect(listTemporaryFiles()).toEqual([])
})

test('cancels the download after a time without data, and reports that time', async () => {
  expect(await fetchWith('setInterval(() => {}, 1_000)', undefined, 1_000)).toBe('no progress for 1 s')
  expect(listTemporaryFiles()).toEqual([])
})

longTest('counts unpacking as progress, so that a slow disk does not cancel the download', async () => {
  const script = `
    const fs = require('node:fs'), path = require('node:path')
    const dist = path.join(__dirname, 'dist')
    fs.mkdirSync(dist)
    let count = 0
    const timer = setInterval(() => {
      fs.appendFileSync(path.join(dist, 'electron'), 'part')
      if (++count === 10) clearInterval(timer)
    }, 500)`
  // The time limit includes the start of the program, which takes seconds on a busy machine.
  expect(await fetchWith(script, undefined, 4_000)).toBeUndefined()
})

const causes = [
  ['throw Object.assign(new Error("fetch failed"), { cause: { code: "ENOTFOUND" } })', /^ENOTFOUND$/],
  ['console.error("HTTPError: Response code 404 (Not Found) for https://x"); process.exit(1)', /Response code 404/],
  ['throw Object.assign(new Error("fetch failed"), { cause: { code: "EAI_AGAIN" } })', /^EAI_AGAIN$/],
  ['console.error("TypeError: fetch failed\\n    at node:internal"); process.exit(1)', /^no connection$/],
  ['process.exit(1)', /^$|no reason given/],
] as const
test.each(longCases(2, causes))('reports the cause of a failed download: %s', async (script, cause) => {
  expect(await fetchWith(script)).toMatch(cause)
})

test('uses the configured proxy to download from github.com', async () => {
  const asked: string[] = []
  const proxy = createServer().on('connect', ({ url = '' }, socket) => {
    asked.push(url)
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
  })
  await once(proxy.listen(0, '127.0.0.1'), 'listening')
  const { port } = proxy.address() as AddressInfo
  // The installer runs in its own folder, so that it neither unpacks into this checkout nor uses a cache.
  const installer = join(folder, 'install.mjs')
  const getter = import.meta.resolve('@electron/get')
  writeFileSync(
    installer,
    `import { downloadArtifact } from ${JSON.stringify(getter)}
    const cacheRoot = ${JSON.stringify(join(folder, 'cache'))}
    await downloadArtifact({ version: '45.4.1', artifactName: 'electron', platform: 'linux', arch: 'x64', cacheRoot })`,
  )
  const env = { ...process.env, HTTPS_PROXY: `http://127.0.0.1:${port}`, NO_PROXY: '' }
  const signal = new AbortController().signal
  expect(await fetchElectron({ installer, version: '45.4.1', env, print: () => undefined }, signal)).toBeDefined()
  proxy.close()
  expect(asked).toContain('github.com:443')
})

test('cancels the download immediately when its signal aborts', async () => {
  const stop = new AbortController()
  const fetching = fetchWith('setInterval(() => {}, 1_000)', stop.signal)
  stop.abort()
  expect(await fetching).toBe('stopped')
})

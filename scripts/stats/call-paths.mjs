import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'
import { build } from 'vite'
import { WebSocket } from 'ws'
import { requireBrowser } from '../find-browser.mjs'

const GET_PATH = '/iserver/accounts'
/** Number of recordings of the idle console, and of each action. It is odd, so that a median exists. */
const RECORDINGS = 11
/**
 * Length of one recording in ms. The last effect of an action, its row in the history, occurs within half of this time.
 */
const RECORDING_MS = 1_200
/** Time in ms without requests or frames at the simulator after which the console counts as idle. */
const QUIET_MS = 4_000
const MAX_ATTEMPTS = 60

/**
 * Returns the functions of src, in page and host, that one GET from the explorer and one order update call, using V8's
 * precise call counts. Workers and threads are not counted.
 *
 * After a warm-up that loads modules used once, the idle console is recorded eleven times, then the action as often.
 * The simulator's log shows whether a recording is clean: nothing, exactly one request, or exactly one frame. Other
 * recordings (with a keep-alive, or a fill instead of a new price) are repeated. A function is on the path if the
 * median of its calls is higher with the action than without. This excludes timers, and includes a function that a
 * timer and the action share. Functions are identified by their position in the source, so anonymous functions count
 * too.
 */
export async function findCallPaths(root) {
  const folder = mkdtempSync(join(tmpdir(), 'ibkr-console-stats-'))
  const started = []
  try {
    await buildReadable(root, folder)
    // A session always has the profit and loss stream. Its frames, one per second, would leave no clean recording.
    const simulator = await startProgram(folder, [
      ...['simulator', '--mode', 'gateway', '--http', '--scenario', 'quiet', '--fault', 'drop@ws:spl'],
      ...['--control-port', '0', '--quiet'],
    ])
    started.push(simulator)
    const { api, control } = JSON.parse(simulator.line)
    const home = join(folder, 'home')
    mkdirSync(home, { mode: 0o700 })
    const profile = { kind: 'gateway', id: 'stats', name: 'Stats', url: api }
    writeFileSync(
      join(home, 'settings.json'),
      JSON.stringify({ schemaVersion: 1, selectedProfileId: 'stats', profiles: [profile] }),
    )
    const host = await startProgram(folder, ['start', '--browser', '--no-open', '--home', home])
    started.push(host)
    const browser = await chromium.launch({ executablePath: requireBrowser(), args: ['--no-sandbox'] })
    started.push({ stop: () => browser.close() })
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(host.line)
    await page.getByText('Authenticated').first().waitFor()

    const hostProfiler = await connectInspector(host.inspector)
    started.push({ stop: () => hostProfiler.close() })
    const pageSession = await page.context().newCDPSession(page)
    const profilers = [hostProfiler, { send: (method, params) => pageSession.send(method, params) }]
    const record = await recorder(profilers, sourceLocator(root, folder), trafficReader(control))

    await runCommand(page, GET_PATH)
    const get = await record(
      () => page.keyboard.press('Control+Enter'),
      ({ requests, frames }) => requests.length === 1 && requests[0].path.endsWith(GET_PATH) && frames.length === 0,
    )

    await runCommand(page, 'Orders')
    const order = await record(
      () =>
        fetch(`${control}controls`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ verb: 'shakeOrders', count: 1, working: 1 }),
        }),
      ({ requests, frames }) =>
        requests.length === 0 && frames.length === 1 && /"topic":"sor".*"price":/.test(frames[0].text),
    )
    return [
      { title: `One GET ${GET_PATH} from the explorer`, functions: get },
      { title: 'One order update (sor frame)', functions: order },
    ]
  } finally {
    for (const one of started.reverse()) await one.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function runCommand(page, text) {
  await page.keyboard.press('Control+k')
  await page.locator('input[role=combobox]:focus').waitFor()
  await page.keyboard.insertText(text)
  await page.getByRole('listbox', { name: 'Results' }).getByRole('option').first().waitFor()
  await page.keyboard.press('Enter')
}

/** Builds the program with source maps and without minification in a separate folder. */
async function buildReadable(root, folder) {
  const before = process.cwd()
  process.chdir(root)
  process.env.NODE_ENV = 'production'
  const options = { emptyOutDir: true, minify: false, sourcemap: true }
  const output = { minify: false }
  for (const [configFile, outDir, extra] of [
    ['vite.renderer.config.ts', join(folder, 'out/renderer'), {}],
    ['vite.node.config.ts', join(folder, 'out/node'), { rollupOptions: { output } }],
  ]) {
    await build({
      root: configFile.includes('renderer') ? 'src/renderer' : '.',
      configFile,
      logLevel: 'error',
      build: { ...options, outDir, ...extra },
    })
  }
  process.chdir(before)
  for (const name of ['bin', 'resources', 'package.json'])
    cpSync(join(root, name), join(folder, name), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
}

/** Starts a program with an inspector and waits for its first line on standard output. */
async function startProgram(folder, args) {
  const child = spawn(process.execPath, ['--inspect=127.0.0.1:0', 'bin/ibkr-console.mjs', ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Without npm's variable, the console does not check twice a second whether npm still runs.
    env: { ...process.env, IBKR_CONSOLE_BUILT: '1', npm_lifecycle_event: undefined },
  })
  const stop = () => new Promise((resolve) => child.once('close', resolve).kill())
  let errors = ''
  let inspector
  child.stderr.setEncoding('utf8').on('data', (text) => {
    errors += text
    inspector ??= /ws:\/\/\S+/.exec(errors)?.[0]
  })
  for await (const line of createInterface({ input: child.stdout })) {
    child.stdout.resume()
    if (/^\{|^http/.test(line)) return { line, inspector, stop }
  }
  throw new Error(`${args[0]} ended: ${errors}`)
}

async function connectInspector(url) {
  const socket = new WebSocket(url)
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  const waiting = new Map()
  let last = 0
  socket.on('message', (text) => {
    const { id, result } = JSON.parse(text)
    waiting.get(id)?.(result)
    waiting.delete(id)
  })
  return {
    send: (method, params = {}) =>
      new Promise((resolve) => {
        last += 1
        waiting.set(last, resolve)
        socket.send(JSON.stringify({ id: last, method, params }))
      }),
    close: () => socket.close(),
  }
}

/** Returns a function that returns the requests and frames which the simulator has received since the previous call. */
function trafficReader(control) {
  const seen = { requests: new Set(), frames: new Set() }
  return async () => {
    const fresh = {}
    for (const of of ['requests', 'frames']) {
      const entries = (await (await fetch(`${control}record?of=${of}&limit=1000`)).json())[of]
      const key = (entry) => JSON.stringify(entry)
      fresh[of] = entries.filter((entry) => !seen[of].has(key(entry)))
      seen[of] = new Set(entries.map(key))
    }
    return fresh
  }
}

/** Returns a function that records which functions an action calls: see `findCallPaths`. */
async function recorder(profilers, locate, readTraffic) {
  for (const profiler of profilers) {
    await profiler.send('Profiler.enable')
    await profiler.send('Profiler.startPreciseCoverage', { callCount: true, detailed: false })
  }
  const isEmpty = ({ requests, frames }) => requests.length + frames.length === 0

  async function takeCalls() {
    const calls = new Map()
    for (const profiler of profilers) {
      const { result } = await profiler.send('Profiler.takePreciseCoverage')
      for (const { url, functions } of result) {
        for (const { functionName, ranges } of functions) {
          const [{ startOffset, count }] = ranges
          // A function at offset 0 is the module itself.
          const place = count > 0 && startOffset > 0 && locate(url, startOffset, functionName)
          if (place) calls.set(place, (calls.get(place) ?? 0) + count)
        }
      }
    }
    return calls
  }

  async function recordTimes(act, isClean) {
    const recordings = []
    for (let attempt = 0; recordings.length < RECORDINGS; attempt += 1) {
      if (attempt > MAX_ATTEMPTS)
        throw new Error('The console is never idle during a recording, or the action does not work')
      await takeCalls()
      // The action counts as part of the recording. Otherwise a slow one would let a timer run once more.
      const end = performance.now() + RECORDING_MS
      await readTraffic()
      await act()
      await pause(end - performance.now())
      const calls = await takeCalls()
      if (isClean(await readTraffic())) recordings.push(calls)
    }
    return recordings
  }

  return async (act, isClean) => {
    for (let times = 0; times < RECORDINGS; times += 1) {
      await act()
      await pause(RECORDING_MS / 4)
    }
    await readTraffic()
    for (let attempt = 0; ; attempt += 1) {
      await pause(QUIET_MS)
      if (isEmpty(await readTraffic())) break
      if (attempt > MAX_ATTEMPTS) throw new Error('The console is never idle')
    }
    // The idle console is recorded first, because rate limits send reports for seconds after a request.
    const idle = await recordTimes(() => undefined, isEmpty)
    const acting = await recordTimes(act, isClean)
    const names = new Set(acting.flatMap((calls) => [...calls.keys()]))
    const isCaused = (name) => median(acting, name) > median(idle, name)
    return [...names].filter(isCaused).sort()
  }
}

function median(recordings, name) {
  const counts = recordings.map((calls) => calls.get(name) ?? 0).sort((a, b) => a - b)
  return counts[counts.length >> 1]
}

/**
 * Returns a function that finds the file, line and column below src for an offset in a built script; undefined for
 * packages.
 */
function sourceLocator(root, folder) {
  const scripts = new Map()
  return (url, offset, name) => {
    const path = url.startsWith('file:')
      ? fileURLToPath(url)
      : url.startsWith('http')
        ? join(folder, 'out/renderer', new URL(url).pathname)
        : undefined
    if (!path?.endsWith('.js')) return undefined
    if (!scripts.has(path)) scripts.set(path, readScript(path))
    const script = scripts.get(path)
    if (!script) return undefined
    const { line, column } = script.position(offset)
    const entry = script.map.findEntry(line, column)
    if (!entry.originalSource) return undefined
    const source = relative(root, join(dirname(path), entry.originalSource))
    if (!source.startsWith('src/')) return undefined
    return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1} ${name || '(callback)'}`
  }
}

function readScript(path) {
  try {
    const text = readFileSync(path, 'utf8')
    const starts = [0]
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
    const map = new SourceMap(JSON.parse(readFileSync(`${path}.map`, 'utf8')))
    return {
      map,
      position(offset) {
        let low = 0
        let high = starts.length - 1
        while (low < high) {
          const middle = (low + high + 1) >> 1
          if (starts[middle] <= offset) low = middle
          else high = middle - 1
        }
        return { line: low, column: offset - starts[low] }
      },
    }
  } catch {
    return undefined
  }
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

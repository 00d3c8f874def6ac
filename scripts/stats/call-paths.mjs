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

const IDLE_MS = 3_000
/** Time limit for the page to send the request. */
const SEND_MS = 20_000
const GET_PATH = '/iserver/accounts'

/**
 * Lists the functions of src, in page and host, that one GET from the explorer and one order update call: V8's precise
 * coverage of the action, minus functions that also run without it. Workers and threads are not counted.
 */
export async function callPaths(root) {
  const folder = mkdtempSync(join(tmpdir(), 'ibkr-console-stats-'))
  const started = []
  try {
    await buildReadable(root, folder)
    const simulator = await startProgram(root, join(root, 'bin/ibkr-console.mjs'), [
      ...['simulator', '--mode', 'gateway', '--http', '--scenario', 'quiet', '--control-port', '0', '--quiet'],
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
    const host = await startProgram(folder, join(folder, 'bin/ibkr-console.mjs'), [
      ...['start', '--browser', '--no-open', '--home', home],
    ])
    started.push(host)
    const browser = await chromium.launch({ executablePath: requireBrowser(), args: ['--no-sandbox'] })
    started.push({ stop: () => browser.close() })
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(host.line)
    await page.getByText('Authenticated').first().waitFor()

    const hostProfiler = await connectInspector(host.inspector)
    started.push({ stop: () => hostProfiler.close() })
    const pageSession = await page.context().newCDPSession(page)
    const record = recorder(root, folder, [
      hostProfiler,
      { send: (method, params) => pageSession.send(method, params) },
    ])
    await record.start()

    await runCommand(page, GET_PATH)
    const requests = `${control}record?of=requests&path=*${GET_PATH}&limit=1000`
    const sent = async () => (await (await fetch(requests)).json()).requests.length
    const send = async () => {
      const before = await sent()
      await page.keyboard.press('Control+Enter')
      for (const end = Date.now() + SEND_MS; (await sent()) === before; await pause(50))
        if (Date.now() > end) throw new Error(`${GET_PATH} was not sent`)
    }
    const get = await record.functionsOf(send)

    await runCommand(page, 'Orders')
    const update = () =>
      fetch(`${control}controls`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ verb: 'shakeOrders', count: 1, working: 1 }),
      })
    await update()
    const order = await record.functionsOf(update)
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

/** Builds the program with source maps and without minification, in its own folder. */
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
async function startProgram(cwd, script, args) {
  const child = spawn(process.execPath, ['--inspect=127.0.0.1:0', script, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, IBKR_CONSOLE_BUILT: '1' },
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

function recorder(root, folder, profilers) {
  const locate = sourceLocator(root, folder)
  const takeFunctions = async () => {
    const names = new Set()
    for (const profiler of profilers) {
      const { result } = await profiler.send('Profiler.takePreciseCoverage')
      for (const { url, functions } of result) {
        for (const { functionName, ranges } of functions) {
          const [{ startOffset, count }] = ranges
          const place = count > 0 && functionName !== '' && locate(url, startOffset)
          if (place) names.add(`${place} ${functionName}`)
        }
      }
    }
    return names
  }
  return {
    async start() {
      for (const profiler of profilers) {
        await profiler.send('Profiler.enable')
        await profiler.send('Profiler.startPreciseCoverage', { callCount: true, detailed: false })
      }
    },
    /** The action runs twice, because the first run also loads code. */
    async functionsOf(act) {
      await act()
      await pause(IDLE_MS)
      await takeFunctions()
      await pause(IDLE_MS)
      const idle = await takeFunctions()
      await act()
      await pause(IDLE_MS)
      const acting = await takeFunctions()
      return [...acting].filter((name) => !idle.has(name)).sort()
    },
  }
}

/** Finds the file and line below src for an offset in a built script; undefined for packages. */
function sourceLocator(root, folder) {
  const scripts = new Map()
  return (url, offset) => {
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
    return /(^|\/)src\//.test(source) ? `${source.replace(/^.*?(src\/)/, '$1')}:${entry.originalLine + 1}` : undefined
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

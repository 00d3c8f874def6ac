import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Browser, chromium, type Page } from 'playwright'
import { startConsole } from '../../process/console-process.ts'
import type { BenchmarkFigure } from '../benchmark-figure.ts'
import { prepareHostMeasurement } from '../measure-host.ts'
import { installProbes } from './page-probes.ts'

export interface ConsoleInBrowser {
  readonly page: Page
  /** User data folder of the console. */
  readonly home: string
  /** Returns the size of all scripts fetched so far in bytes, with each file gzipped. */
  scriptBytes(): Promise<number>
  /** Returns the resident memory of the page's process after a garbage collection, in MB. */
  rendererMegabytes(): Promise<number>
  /** Returns the resident memory of the host in MB. */
  hostMegabytes(): number
  /** Starts to measure the host's event loop. */
  watchHost(): void
  /** Stops everything. Resolves to the figures of the host's event loop. */
  stop(): Promise<readonly BenchmarkFigure[]>
}

/**
 * Starts the built console in Chromium, with measurements in page and host. `what` completes the names of the host's
 * figures.
 */
export async function openConsoleInBrowser(what: string): Promise<ConsoleInBrowser> {
  const home = mkdtempSync(join(tmpdir(), 'ibkr-console-bench-'))
  const host = prepareHostMeasurement()
  const program = await startConsole({ home, env: host.env })
  const browser = await chromium.launch({
    ...(process.env['CHROMIUM_PATH'] && { executablePath: process.env['CHROMIUM_PATH'] }),
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
  })
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  const scripts: Promise<number>[] = []
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) scripts.push(response.body().then((body) => gzipSync(body).length))
  })
  await installProbes(page)
  await page.goto(program.url)
  const cdp = await page.context().newCDPSession(page)
  return {
    page,
    home,
    scriptBytes: async () => (await Promise.all(scripts)).reduce((sum, bytes) => sum + bytes, 0),
    async rendererMegabytes() {
      for (let round = 0; round < 3; round += 1) await cdp.send('HeapProfiler.collectGarbage')
      return residentMegabytes(await rendererPid(browser))
    },
    hostMegabytes: () => residentMegabytes(program.pid),
    watchHost: () => host.begin(program.pid),
    async stop() {
      await browser.close()
      await program.stop()
      rmSync(home, { recursive: true, force: true })
      return host.figures(what)
    },
  }
}

/** Returns the id of the renderer process with the most memory, which belongs to the only page. */
async function rendererPid(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  const renderers = processInfo.filter(({ type }) => type === 'renderer')
  const largest = renderers.toSorted((a, b) => residentMegabytes(b.id) - residentMegabytes(a.id))[0]
  if (!largest) throw new Error('The browser has no renderer.')
  return largest.id
}

function residentMegabytes(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes ?? 0) / 1_024
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { PRACTICE } from '../../src/host/profiles/profile.ts'
import { saveSettings } from '../../src/host/profiles/settings.ts'
import type { BrowserWindow, TestedBrowser } from '../browsers/browser-window.ts'
import { clickOn, openView, waitForAuthentication, waitForText } from '../browsers/page-user.ts'
import { testedBrowsers } from '../browsers/tested-browsers.ts'
import { startConsole } from '../process/console-process.ts'
import { type BenchmarkFigure, boundedFigure, median } from './benchmark-figure.ts'
import { startStormGateway } from './orders/storm-gateway.ts'

const ORDERS = 300
/** Orders that the simulator has at the start. */
const STARTING_ORDERS = 5
const RATE = 500
const STORM_MS = 20_000
/** Least number of visible rows that must change per second, so that a list that stands still has no good figure. */
const DRAWN_ROWS = 20
const FIRST_REQUESTS = 3
/** Number of stocks in a list of 25 MB. */
const STOCKS = '480000'
const LARGE_PATH = '/trsrv/all-conids?exchange=NASDAQ'
const SIZE = { width: 1280, height: 800 }

/** Measures browser mode in each browser of `testedBrowsers` that is installed. */
export async function runBenchmark(): Promise<readonly BenchmarkFigure[]> {
  const figures: BenchmarkFigure[] = []
  for (const browser of testedBrowsers()) {
    const reason = browser.findUnavailableReason()
    if (reason === undefined) figures.push(...(await measureBrowser(browser)))
    else process.stderr.write(`${reason}\n`)
  }
  return figures
}

async function measureBrowser(browser: TestedBrowser): Promise<readonly BenchmarkFigure[]> {
  const { name } = browser
  const first: number[] = []
  for (let run = 0; run < FIRST_REQUESTS; run += 1) first.push(await timeFirstRequest(browser))
  const { frames, updates, response } = await measureLoad(browser)
  const perSecond = { figure: `${name}: frames with ${ORDERS} orders and ${RATE} updates/s`, unit: '1/s' }
  return [
    boundedFigure(`${name}: from the start address to the first response`, 'ms', median(first), 3_000),
    { ...perSecond, ours: frames, peer: null, ratio: null, bound: '>= 30 1/s', holds: frames >= 30 },
    {
      ...{
        figure: `${name}: rows that were drawn again meanwhile`,
        unit: '1/s',
        ours: updates,
        peer: null,
        ratio: null,
      },
      ...{ bound: `>= ${DRAWN_ROWS} 1/s`, holds: updates >= DRAWN_ROWS },
    },
    boundedFigure(`${name}: from Send to the first rows of a response of 25 MB`, 'ms', response, 5_000),
  ]
}

/** Returns the time in ms from the start address to the first response, with the clicks of a user who does not wait. */
async function timeFirstRequest(browser: TestedBrowser): Promise<number> {
  return withWindow(browser, async (window, address) => {
    const started = performance.now()
    await window.open(address)
    await clickOn(window, { selector: '.starter', text: '/iserver/accounts' })
    await waitForText(window, '200 OK', '.response')
    return performance.now() - started
  })
}

interface Load {
  /** Frames a second. */
  readonly frames: number
  /** Rows a second that were drawn with another content. */
  readonly updates: number
  /** Time until the first rows of a response of 25 MB, in ms. */
  readonly response: number
}

async function measureLoad(browser: TestedBrowser): Promise<Load> {
  const gateway = await startStormGateway(['--listed-stocks', STOCKS])
  try {
    const profile = { kind: 'gateway', id: 'lab', name: 'Lab', url: gateway.url } as const
    const prepare = (home: string): void =>
      saveSettings(home, { schemaVersion: 1, selectedProfileId: profile.id, profiles: [PRACTICE, profile] })
    return await withWindow(
      browser,
      async (window, address) => {
        await window.open(address)
        await window.resize(SIZE)
        await waitForAuthentication(window)
        const response = await timeLargeResponse(window)
        await openView(window, 'orders')
        await gateway.storm(RATE, ORDERS)
        await waitForText(window, `${ORDERS + STARTING_ORDERS} orders`, '.blotter-foot')
        return { ...(await countFrames(window)), response }
      },
      prepare,
    )
  } finally {
    await gateway.close()
  }
}

/** Returns the frames a second, and the rows a second that these drew with another content. */
async function countFrames(window: BrowserWindow): Promise<Pick<Load, 'frames' | 'updates'>> {
  await window.evaluate(() => {
    const counts = { frames: 0, updates: 0 }
    Object.assign(globalThis, { counts })
    let texts = new Set<string | null>()
    const count = (): void => {
      counts.frames += 1
      const now = new Set([...document.querySelectorAll('#blotter .grid-row')].map(({ textContent }) => textContent))
      for (const text of now) counts.updates += texts.has(text) ? 0 : 1
      texts = now
      requestAnimationFrame(count)
    }
    requestAnimationFrame(count)
  })
  const started = performance.now()
  await wait(STORM_MS)
  const { frames, updates } = await window.evaluate(
    () => (globalThis as unknown as { readonly counts: Pick<Load, 'frames' | 'updates'> }).counts,
  )
  const seconds = (performance.now() - started) / 1_000
  return { frames: frames / seconds, updates: updates / seconds }
}

/** Returns the time in ms until the second response of 25 MB is drawn. The first one builds the list in the gateway. */
async function timeLargeResponse(window: BrowserWindow): Promise<number> {
  const send = async (path: string, expected: string): Promise<number> => {
    await window.evaluate((text) => {
      const field = document.querySelector<HTMLInputElement>('#request-path')
      field?.focus()
      field?.select()
      document.execCommand('insertText', false, text)
    }, path)
    const started = performance.now()
    await window.press('Control+Enter')
    await waitForText(window, expected, '.response .json-line')
    return performance.now() - started
  }
  await send(LARGE_PATH, '480,')
  await send('/iserver/accounts', 'acctProps')
  return send(LARGE_PATH, '480,')
}

/** Starts the console and a browser, and ends both after the work. */
async function withWindow<Result>(
  browser: TestedBrowser,
  work: (window: BrowserWindow, address: string) => Promise<Result>,
  prepare?: (home: string) => void,
): Promise<Result> {
  const home = mkdtempSync(join(tmpdir(), 'ibkr-console-bench-'))
  const folder = mkdtempSync(join(tmpdir(), 'ibkr-console-bench-'))
  prepare?.(home)
  const program = await startConsole({ home })
  try {
    const window = await browser.open({ folder })
    try {
      return await work(window, program.url)
    } finally {
      await window.close()
    }
  } finally {
    await program.stop()
    for (const each of [home, folder]) rmSync(each, { recursive: true, force: true })
  }
}

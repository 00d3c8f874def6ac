import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright'
import { type ConsoleProcess, startConsole } from '../process/console-process.ts'
import { openWindow } from '../process/open-window.ts'
import { type BenchmarkFigure, boundedFigure, median } from './benchmark-figure.ts'
import { watchMainThread } from './explorer/main-thread-tasks.ts'
import { installProbes } from './explorer/page-probes.ts'
import { fillHistory } from './history/fill-history.ts'
import { prepareHostMeasurement } from './measure-host.ts'

const ENTRIES = 100_000
const ROUNDS = 40
/** The queries are a frequent word, a rare word, two words, a prefix, digits, and a word without a match. */
const QUERIES = ['word17', 'rareword', 'word17 word23', 'wor', '265', 'iserver/account', 'nowhere'] as const

/**
 * Measures a history of one year: duration of queries, scrolling through the list, and comparison of two large
 * responses.
 */
export async function runBenchmark(): Promise<readonly BenchmarkFigure[]> {
  const home = mkdtempSync(join(tmpdir(), 'ibkr-console-bench-'))
  try {
    await fillHistory(home, ENTRIES)
    return [
      ...(await withConsole(home, 'with full-text queries', queryFigures)),
      ...(await withConsole(home, 'with a scrolled list', scrollFigures)),
      ...(await withConsole(home, 'with two responses compared', compareFigures)),
    ]
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

/** Starts a console for each measurement, because its address is valid for only one window. */
async function withConsole(
  home: string,
  what: string,
  measure: (console: ConsoleProcess, begin: () => void) => Promise<readonly BenchmarkFigure[]>,
): Promise<readonly BenchmarkFigure[]> {
  const host = prepareHostMeasurement()
  const console = await startConsole({ home, env: host.env })
  let figures: readonly BenchmarkFigure[] = []
  try {
    figures = await measure(console, () => host.begin(console.pid))
  } finally {
    await console.stop()
  }
  return [...figures, ...host.figures(what)]
}

/** Measures the time from query to result in a window, which includes more than the time in the host. */
async function queryFigures({ url }: ConsoleProcess, begin: () => void): Promise<readonly BenchmarkFigure[]> {
  const { client, close } = await openWindow(url)
  const query = async (text: string): Promise<number> => {
    const began = performance.now()
    const { total } = await client.call('history.page', { query: { text }, offset: 0, limit: 100 })
    if (text !== 'nowhere' && total === 0) throw new Error(`nothing was found for ${text}`)
    return performance.now() - began
  }
  for (const text of QUERIES) await query(text)
  begin()
  const times = new Map<string, number[]>(QUERIES.map((text) => [text, []]))
  for (let round = 0; round < ROUNDS; round += 1) for (const text of QUERIES) times.get(text)?.push(await query(text))
  close()
  const slowest = Math.max(...[...times.values()].map(median))
  return [
    boundedFigure(
      `history of ${ENTRIES} requests: the slowest of ${QUERIES.length} full-text queries`,
      'ms',
      slowest,
      50,
    ),
  ]
}

const scrollFigures = ({ url }: ConsoleProcess, begin: () => void): Promise<readonly BenchmarkFigure[]> =>
  withHistory(url, async (page) => {
    begin()
    const frames = await page.evaluate(scrollThrough, 5_000)
    return [boundedFigure('scrolling through it: time of a frame (median)', 'ms', median(frames), 1_000 / 60 + 0.5)]
  })

/** Compares the two newest responses, which are large and differ in several hundred places. */
const compareFigures = ({ url }: ConsoleProcess, begin: () => void): Promise<readonly BenchmarkFigure[]> =>
  withHistory(url, async (page) => {
    begin()
    await page.locator('#history-list').focus()
    return watchMainThread(page, 'two large responses compared', async () => {
      for (const key of ['ArrowDown', 'Space', 'ArrowDown', 'Space', 'c']) await page.keyboard.press(key)
      await page.locator('.history-difference .cm-changedText').first().waitFor()
      await page.mouse.move(1_200, 600)
      for (let turn = 0; turn < 30; turn += 1) await page.mouse.wheel(0, 2_000)
      await page.getByRole('button', { name: 'Close' }).click()
      await page.locator('.history-difference').waitFor({ state: 'detached' })
    })
  })

async function withHistory(
  url: string,
  measure: (page: Page) => Promise<readonly BenchmarkFigure[]>,
): Promise<readonly BenchmarkFigure[]> {
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await installProbes(page)
    await page.goto(url)
    await page.getByRole('link', { name: 'History' }).click()
    await page.locator('#history-list [role="row"]').first().waitFor()
    return await measure(page)
  } finally {
    await browser.close()
  }
}

/** Runs in the page: scrolls by one screen in each frame, and measures the duration of each frame. */
function scrollThrough(ms: number): Promise<number[]> {
  const list = document.querySelector('#history-list')
  if (!list) throw new Error('no list')
  return new Promise((resolve) => {
    const frames: number[] = []
    const began = performance.now()
    let before = began
    const step = (): void => {
      const now = performance.now()
      frames.push(now - before)
      before = now
      list.scrollTop += 700
      if (now - began < ms) requestAnimationFrame(step)
      else resolve(frames)
    }
    requestAnimationFrame(step)
  })
}

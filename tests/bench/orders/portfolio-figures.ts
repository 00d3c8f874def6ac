import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from 'playwright'
import {
  createOption,
  listExpirations,
  listOptionFamilies,
  listStrikes,
} from '../../../src/simulator/contracts/options.ts'
import { stocks } from '../../../src/simulator/market/instruments.ts'
import { type BenchmarkFigure, boundedFigure, median } from '../benchmark-figure.ts'
import type { ConsoleInBrowser } from '../explorer/console-in-browser.ts'
import { traceMainThread } from '../explorer/main-thread-tasks.ts'
import { openJournal } from './read-journal.ts'
import type { StormGateway } from './storm-gateway.ts'

/** Number of positions with a live price: all market data lines of the console. */
const LINES = 90
/** Number of strikes for each stock and expiration. */
const STRIKES = 4
const RATE = 500
const ORDERS = 300
const WARM_UP_MS = 15_000
const MEASURED_MS = 60_000
/** All positions are visible. */
const TALL = { width: 1440, height: 3_000 }

/** Measures the portfolio with 90 streaming positions beside many orders that change. */
export async function measurePortfolio(
  { page, home }: ConsoleInBrowser,
  gateway: StormGateway,
): Promise<readonly BenchmarkFigure[]> {
  await page.setViewportSize(TALL)
  // The orders of the storm fill, so that each of their contracts becomes a position.
  await gateway.storm(RATE, ORDERS)
  await page.getByRole('link', { name: 'Portfolio' }).click()
  const rows = page.locator('#portfolio .quote-cell')
  await wait(WARM_UP_MS)
  const options = listCheapOptions()
  for (const option of options.slice(0, LINES - (await rows.count()))) await gateway.buy(option, 1)
  await rows.nth(LINES - 1).waitFor({ timeout: 60_000 })
  // IBKR sends delayed data for some contracts; the console marks them.
  const delayed = stocks.filter(({ availability }) => availability.startsWith('D')).length
  for (let tries = 0; (await countLive(page)) < LINES - delayed && tries < 60; tries += 1) await wait(1_000)
  let frames: readonly number[] = []
  const tasks = await traceMainThread(page, async () => {
    frames = await page.evaluate(measureFrames, MEASURED_MS)
  })
  const live = await countLive(page)
  await gateway.calm()
  const journal = openJournal(home)
  const sent = await gateway.sent()
  await journal.whileItGrows(sent.reduce((sum, { count }) => sum + count, 0))
  const differing = journal.differing(sent)
  journal.close()
  await page.getByRole('link', { name: 'Orders' }).click()
  const name = `${LINES} streaming positions beside ${RATE} updates/s of ${ORDERS} orders`
  return [
    boundedFigure(`${name}: time of a frame (median)`, 'ms', median(frames), 17.2),
    boundedFigure(
      'in it: tasks of the main thread with more than 50 ms of work',
      'a minute',
      tasks.filter(({ own }) => own > 50).length,
      3,
    ),
    boundedFigure('in it: positions with neither live nor delayed data', 'positions', LINES - delayed - live, 0),
    boundedFigure('in it: orders that differ in the journal from what was sent', 'orders', differing, 0),
  ]
}

/** Returns calls above the price of each stock, as symbols at the exchange. */
function listCheapOptions(): readonly string[] {
  const families = stocks.flatMap(({ conid }) => listOptionFamilies(conid))
  return families.flatMap((family) => {
    const expirations = listExpirations(family, Date.now()).slice(1, 3)
    const strikes = listStrikes(family).filter((strike) => strike > family.middle)
    return expirations.flatMap((expiration) =>
      strikes.slice(0, STRIKES).map((strike) => createOption(family, expiration, strike, 'C').localSymbol),
    )
  })
}

/** Returns the number of visible positions with a live price. */
const countLive = (page: Page): Promise<number> =>
  page.evaluate(() => document.querySelectorAll('#portfolio .quote-cell:not([data-old])').length)

/** Runs in the page: returns the time of each frame in ms. */
function measureFrames(ms: number): Promise<number[]> {
  return new Promise((resolve) => {
    const frames: number[] = []
    const began = performance.now()
    let before = began
    const step = (now: number): void => {
      frames.push(now - before)
      before = now
      if (now - began < ms) requestAnimationFrame(step)
      else resolve(frames.slice(1))
    }
    requestAnimationFrame(step)
  })
}

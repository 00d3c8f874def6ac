import { once } from 'node:events'
import type { Page } from 'playwright'
import { type BenchmarkFigure, boundedFigure } from './benchmark-figure.ts'
import { enterGateway } from './explorer/add-gateway-profile.ts'
import { openConsoleInBrowser } from './explorer/console-in-browser.ts'
import { watchMainThread } from './explorer/main-thread-tasks.ts'
import { startListedStocks } from './explorer/start-listed-stocks.ts'

/** A list of 96,000 stocks has a size of 5 MB. */
const STOCKS = 96_000
const TABS = 20
const PATH = '/trsrv/all-conids?exchange=NASDAQ'

/** Measures 20 tabs with responses of 5 MB each, in the built console in Chromium. */
export async function runBenchmark(): Promise<readonly BenchmarkFigure[]> {
  const gateway = await startListedStocks(STOCKS)
  const console = await openConsoleInBrowser('with 20 tabs')
  const { page } = console
  const figures: BenchmarkFigure[] = []
  try {
    await page.getByRole('button', { name: 'Session: Authenticated' }).waitFor()
    await enterGateway(page, `http://127.0.0.1:${gateway.port}`)
    for (let count = 0; count < TABS; count += 1) {
      if (count > 0) await page.getByRole('button', { name: 'New request' }).click()
      await page.getByRole('textbox', { name: 'Path', exact: true }).fill(PATH)
      await page.keyboard.press('Control+Enter')
      await page.waitForFunction(() =>
        [...document.querySelectorAll('.json-line')].some((line) => line.checkVisibility()),
      )
    }
    const times: number[] = []
    const tasks = await watchMainThread(page, `switching between ${TABS} tabs`, async () => {
      for (let round = 0; round < 2; round += 1)
        for (let at = 0; at < TABS; at += 1) times.push(await switchTo(page, at))
    })
    const sorted = times.sort((one, other) => one - other)
    const p95 = sorted[Math.floor(0.95 * (sorted.length - 1))] as number
    figures.push(
      boundedFigure(`switching between ${TABS} tabs with 5 MB responses, p95 until drawn`, 'ms', p95, 100),
      boundedFigure(`page with ${TABS} tabs of 5 MB (resident)`, 'MB', await console.rendererMegabytes(), 350),
      ...tasks,
    )
  } finally {
    figures.push(...(await console.stop()))
    gateway.child.kill()
    await once(gateway.child, 'close')
  }
  return figures
}

/** Shows a tab. Returns the time in ms from the click to the frame after its response is visible. */
const switchTo = (page: Page, at: number): Promise<number> =>
  page.evaluate(async (index) => {
    const tab = document.querySelectorAll<HTMLElement>('.open-tab-name')[index]
    const started = performance.now()
    tab?.click()
    const isShown = (): boolean =>
      tab?.ariaSelected === 'true' &&
      [...document.querySelectorAll('.json-line')].some((line) => line.checkVisibility())
    return (await frameAfter(isShown, `tab ${index}`)) - started
  }, at)

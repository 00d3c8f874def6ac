import { once } from 'node:events'
import type { Page } from 'playwright'
import { type BenchmarkFigure, boundedFigure, median } from './benchmark-figure.ts'
import { enterGateway } from './explorer/add-gateway-profile.ts'
import { type ConsoleInBrowser, openConsoleInBrowser } from './explorer/console-in-browser.ts'
import { type LastByteProxy, startLastByteProxy } from './explorer/last-byte-proxy.ts'
import { watchMainThread } from './explorer/main-thread-tasks.ts'
import { waitUntilDrawn } from './explorer/page-probes.ts'
import { measurePalette } from './explorer/palette-figures.ts'
import { startListedStocks } from './explorer/start-listed-stocks.ts'

/** A list of 480,000 stocks has a size of 25 MB. */
const STOCKS = 480_000
const RUNS = 5
const OPENED = 10
const LARGE_PATH = '/trsrv/all-conids?exchange=NASDAQ'

/** Measures responses of 25 MB from a local gateway, in the built console in Chromium. */
export async function runBenchmark(): Promise<readonly BenchmarkFigure[]> {
  const gateway = await startListedStocks(STOCKS)
  const proxy = await startLastByteProxy(gateway.port)
  const console = await openConsoleInBrowser('with responses')
  const { page } = console
  const figures: BenchmarkFigure[] = []
  try {
    await page.getByRole('button', { name: 'Session: Authenticated' }).waitFor()
    await page.getByRole('textbox', { name: 'Path', exact: true }).waitFor()
    figures.push(
      boundedFigure(
        'script until the first screen is interactive, gzip',
        'kB',
        (await console.scriptBytes()) / 1_000,
        350,
      ),
    )
    await enterGateway(page, `http://127.0.0.1:${proxy.port}`)
    console.watchHost()
    figures.push(...(await measurePalette(page)))
    await closeResponse(page)
    const before = await console.rendererMegabytes()
    // The first response also builds the list in the gateway and starts the worker that parses responses.
    await openResponse(page, proxy)
    await closeResponse(page)
    figures.push(...(await firstRows(page, proxy)))
    figures.push(...(await searches(page)))
    figures.push(...(await tableWork(page)))
    figures.push(await memory(console, proxy, before))
  } finally {
    figures.push(...(await console.stop()))
    proxy.close()
    gateway.child.kill()
    await once(gateway.child, 'close')
  }
  return figures
}

async function firstRows(page: Page, proxy: LastByteProxy): Promise<readonly BenchmarkFigure[]> {
  const times: number[] = []
  const tasks = await watchMainThread(page, '25 MB response', async () => {
    for (let count = 0; count < RUNS; count += 1) {
      times.push(await openResponse(page, proxy))
      await closeResponse(page)
    }
    times.push(await openResponse(page, proxy))
  })
  return [
    boundedFigure('25 MB response: first rows drawn after the last byte reached the host', 'ms', median(times), 700),
    ...tasks,
  ]
}

/** Measures searches with matches near the end of the response, which read almost the whole response. */
async function searches(page: Page): Promise<readonly BenchmarkFigure[]> {
  const times: number[] = []
  const tasks = await watchMainThread(page, 'search in it', async () => {
    for (const text of ['900479990', '900479991', '900479992', 'zzzz-nowhere', '900479993', '900479994']) {
      await page.keyboard.press('Control+f')
      const started = performance.timeOrigin + performance.now()
      await page.keyboard.insertText(text)
      const nothing = text.startsWith('zzzz')
      const drawn = await waitUntilDrawn(
        page,
        nothing ? '.find-count:not(:empty)' : '.json-line[aria-selected="true"] mark',
      )
      if (!nothing) times.push(drawn - started)
      await page.getByText(nothing ? 'No matches' : '1 of 1', { exact: true }).waitFor()
      await page.keyboard.press('Escape')
      await page.waitForFunction(() => !document.querySelector('.response mark'))
    }
  })
  return [boundedFigure('search in it, first hit at its end drawn', 'ms', median(times), 500), ...tasks]
}

async function tableWork(page: Page): Promise<readonly BenchmarkFigure[]> {
  const tasks = await watchMainThread(page, 'table, sort, text, unfold all and scrolling', async () => {
    await page.getByRole('tab', { name: 'Table' }).click()
    await page.getByText(/480,\d+ rows/).waitFor()
    await page.getByRole('button', { name: 'ticker' }).click()
    await page.locator('[aria-sort="ascending"]').waitFor()
    await page.getByText(/480,\d+ rows/).waitFor()
    await page.mouse.move(900, 600)
    for (let turn = 0; turn < 30; turn += 1) await page.mouse.wheel(0, 20_000)
    await page.getByRole('tab', { name: 'Raw' }).click()
    await page.locator('.raw-lines .virtual-line').first().waitFor()
    await page.getByRole('tab', { name: 'Tree' }).click()
    await page.getByRole('button', { name: 'Expand all' }).click()
    await page.getByText(/first million lines/).waitFor()
    for (let turn = 0; turn < 30; turn += 1) await page.mouse.wheel(0, 20_000)
  })
  await closeResponse(page)
  return tasks
}

/** Measures the memory in excess of the memory before the first response. */
async function memory(console: ConsoleInBrowser, proxy: LastByteProxy, before: number): Promise<BenchmarkFigure> {
  for (let count = 0; count < OPENED; count += 1) {
    await openResponse(console.page, proxy)
    await closeResponse(console.page)
  }
  const after = await console.rendererMegabytes()
  return boundedFigure(
    `renderer memory after ${OPENED} such responses, above the start (resident)`,
    'MB',
    after - before,
    50,
  )
}

/** Returns the time in ms from the last byte at the host to the rows on the screen. */
async function openResponse(page: Page, proxy: LastByteProxy): Promise<number> {
  await page.getByRole('textbox', { name: 'Path', exact: true }).fill(LARGE_PATH)
  const drawn = waitUntilDrawn(page, '.json-line:nth-child(8)')
  await page.keyboard.press('Control+Enter')
  const at = await drawn
  return at - proxy.lastByteAt()
}

/** Closes the request, which also removes its worker. */
async function closeResponse(page: Page): Promise<void> {
  await page.locator('.open-tab[data-active] > .open-tab-close').click()
  await page.waitForFunction(() => !document.querySelector('.json-line'))
}

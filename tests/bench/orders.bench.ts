import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from 'playwright'
import { stocks } from '../../src/simulator/market/instruments.ts'
import { type BenchmarkFigure, boundedFigure } from './benchmark-figure.ts'
import { enterGateway } from './explorer/add-gateway-profile.ts'
import { type ConsoleInBrowser, openConsoleInBrowser } from './explorer/console-in-browser.ts'
import { traceMainThread } from './explorer/main-thread-tasks.ts'
import { measureLongJournal } from './orders/long-journal-figures.ts'
import { measurePortfolio } from './orders/portfolio-figures.ts'
import { openJournal } from './orders/read-journal.ts'
import { measureReconnect } from './orders/reconnect-figures.ts'
import { framesOf } from './orders/recording-proxy.ts'
import { beginSampling, endSampling } from './orders/row-samples.ts'
import { type StormGateway, startStormGateway } from './orders/storm-gateway.ts'
import {
  listLastPrices,
  listOrderStates,
  measureUpdateDelays,
  measureViewAges,
  percentile,
  type RowSample,
} from './orders/view-age.ts'

const RATE = 2_000
const ORDERS = 1_000
const STORM_MS = 60_000
const WARM_UP_MS = 10_000
/** Number of orders that are all visible at the same time. */
const FEW = 20
const BURST = 20_000
/**
 * Number of rows with quotes, all visible in a window of `TALL`. Each quote changes twice per second, as IBKR sends it;
 * the simulated market has 13 contracts, so several rows share one.
 */
const QUOTED = 40
const TALL = { width: 1440, height: 1360 }
/** Number of journal entries for the measurements with a long journal, and rate of the updates that create them. */
const ENTRIES = 100_000
const FILLING_RATE = 3_000

/** Parts in the order of measurement. The updates fill the journal for the later parts. */
const PARTS = ['row', 'quote', 'portfolio', 'storm', 'burst', 'journal', 'stalled', 'reconnect'] as const

type Part = (typeof PARTS)[number]

/**
 * Measures live orders under load in the built console in Chromium: loss, delay and memory growth. `only` selects
 * parts.
 */
export async function runBenchmark(only: readonly string[] = []): Promise<readonly BenchmarkFigure[]> {
  const unknown = only.filter((name) => !(PARTS as readonly string[]).includes(name))
  if (unknown.length > 0) throw new Error(`Unknown part ${unknown.join(', ')}: ${PARTS.join(', ')}.`)
  const has = (part: Part): boolean => only.length === 0 || only.includes(part)
  const gateway = await startStormGateway()
  const console = await openConsoleInBrowser('with live orders').catch(async (error: unknown) => {
    // The process would otherwise wait for the gateway forever.
    await gateway.close()
    throw error
  })
  const figures: BenchmarkFigure[] = []
  try {
    const { page } = console
    await page.getByRole('button', { name: 'Session: Authenticated' }).waitFor()
    await enterGateway(page, gateway.url)
    await page.getByRole('link', { name: 'Orders' }).click()
    await page.locator('#blotter .grid-row').first().waitFor()
    if (has('row')) figures.push(await rowFigure(page, gateway))
    if (has('quote')) figures.push(await quoteFigure(page, gateway))
    if (has('portfolio')) figures.push(...(await measurePortfolio(console, gateway)))
    await gateway.storm(RATE, ORDERS)
    await wait(WARM_UP_MS)
    console.watchHost()
    if (has('storm')) figures.push(...(await stormFigures(console, gateway)))
    if (has('burst')) figures.push(...(await burstFigures(console, gateway)))
    if (has('journal')) {
      await fillJournal(console, gateway)
      figures.push(...(await measureLongJournal(page)))
    }
    if (has('stalled')) figures.push(...(await stalledFigures(console, gateway)))
    if (has('reconnect')) figures.push(...(await measureReconnect(page, gateway)))
  } finally {
    figures.push(...(await console.stop()))
    await gateway.close()
  }
  return figures
}

/** Records what the visible rows show and what the server sends while the work runs. */
async function watched(
  { page, gateway, every }: { readonly page: Page; readonly gateway: StormGateway; readonly every: number | 'frame' },
  work: () => Promise<void>,
): Promise<{ readonly samples: readonly RowSample[]; readonly states: ReturnType<typeof listOrderStates> }> {
  const serverOrders = await gateway.serverOrders()
  gateway.wire.begin()
  await beginSampling(page, every)
  await work()
  const samples = await endSampling(page)
  return { samples, states: listOrderStates(framesOf(await gateway.wire.pieces()), serverOrders) }
}

async function rowFigure(page: Page, gateway: StormGateway): Promise<BenchmarkFigure> {
  await gateway.storm(10, FEW)
  await wait(5_000)
  await gateway.calm()
  await wait(1_000)
  const { samples, states } = await watched({ page, gateway, every: 'frame' }, async () => {
    await gateway.storm(10, FEW)
    await wait(30_000)
    await gateway.calm()
    await wait(500)
  })
  const delays = measureUpdateDelays(samples, states)
  if (delays.length < 100) throw new Error(`only ${delays.length} updates were seen`)
  return boundedFigure(
    '10 updates a second: from the frame on the wire to the row, p95',
    'ms',
    percentile(delays, 0.95),
    50,
  )
}

/** Measures the delay of quotes while few orders change, and while many do. */
async function quoteFigure(page: Page, gateway: StormGateway): Promise<BenchmarkFigure> {
  await page.setViewportSize(TALL)
  await gateway.storm(10, QUOTED)
  await wait(3_000)
  const symbols = new Map(stocks.map(({ conid, symbol }) => [conid, symbol]))
  gateway.wire.begin()
  await beginSampling(page, 'frame', 'quotes')
  await wait(30_000)
  await gateway.calm()
  await wait(500)
  const samples = await endSampling(page)
  const rows = await page.locator('#blotter .grid-row [data-column="last"]').count()
  const delays = measureUpdateDelays(samples, listLastPrices(framesOf(await gateway.wire.pieces()), symbols))
  if (delays.length < 400 || rows < QUOTED) throw new Error(`only ${delays.length} quotes in ${rows} rows were seen`)
  return boundedFigure(
    `quotes in ${QUOTED} rows: from the frame on the wire to the cell, p95`,
    'ms',
    percentile(delays, 0.95),
    50,
  )
}

async function stormFigures(console: ConsoleInBrowser, gateway: StormGateway): Promise<readonly BenchmarkFigure[]> {
  const { page } = console
  await page.setViewportSize(TALL)
  // The recording starts while no frame is in transit.
  await gateway.calm()
  await wait(2_000)
  const [host, renderer] = [console.hostMegabytes(), await console.rendererMegabytes()]
  let tasks: Awaited<ReturnType<typeof traceMainThread>> = []
  let most = 0
  const { samples, states } = await watched({ page, gateway, every: 100 }, async () => {
    await gateway.storm(RATE, ORDERS)
    most = await maximumDuring(console.hostMegabytes, async () => {
      tasks = await traceMainThread(page, () => wait(STORM_MS))
    })
    await gateway.calm()
    await wait(2_000)
  })
  const ages = measureViewAges(samples, states)
  const over = (ms: number): number => tasks.filter(({ own }) => own > ms).length
  process.stderr.write(
    `Storm: ${ages.length} samples of rows; tasks over 50 ms by the clock: ${tasks.filter(({ task }) => task > 50).length}, longest ${Math.max(...tasks.map(({ task }) => task)).toFixed(0)} ms\n`,
  )
  const after = await console.rendererMegabytes()
  return [
    boundedFigure(
      `${RATE} updates/s and quotes in ${QUOTED} rows for a minute: the view behind the wire, p95`,
      'ms',
      percentile(ages, 0.95),
      250,
    ),
    boundedFigure('in it: tasks of the main thread with more than 50 ms of work', 'a minute', over(50), 3),
    boundedFigure('in it: most work in a task of the main thread', 'ms', Math.max(...tasks.map(({ own }) => own)), 100),
    boundedFigure('after it: memory of the host above before (resident)', 'MB', console.hostMegabytes() - host, 60),
    boundedFigure('in it: most memory of the host above before (resident)', 'MB', most - host, 60),
    boundedFigure('after it: memory of the renderer above before (resident)', 'MB', after - renderer, 60),
  ]
}

async function burstFigures(
  { page, home }: ConsoleInBrowser,
  gateway: StormGateway,
): Promise<readonly BenchmarkFigure[]> {
  const journal = openJournal(home)
  const sentBefore = await updatesOf(gateway)
  const { samples, states } = await watched({ page, gateway, every: 50 }, async () => {
    const begun = performance.now()
    await gateway.storm(20_000, ORDERS)
    // Under other load, the server needs more time for the same number of updates.
    do await wait(1_000)
    while ((await updatesOf(gateway)) - sentBefore < BURST)
    process.stderr.write(`Burst of ${BURST} in ${(performance.now() - begun).toFixed(0)} ms\n`)
    await gateway.calm()
    await wait(5_000)
  })
  const last = Math.max(...[...states.values()].map((known) => known.at(-1)?.at ?? 0))
  const ages = samples.map((sample) => [sample[0], measureViewAges([sample], states)[0] ?? 0] as const)
  const settled = Math.max(last, ...ages.filter(([, age]) => age > 0).map(([at]) => at))
  const sent = await gateway.sent()
  const total = await updatesOf(gateway)
  await journal.whileItGrows(total)
  const missing = total - journal.count()
  const differing = journal.differing(sent)
  journal.close()
  return [
    boundedFigure('burst of 20,000 updates in a second: the view settled after the last', 'ms', settled - last, 2_000),
    boundedFigure(`updates missing in the journal, of ${total}`, 'updates', missing, 0),
    boundedFigure('orders whose checksum in the journal differs from what was sent', 'orders', differing, 0),
  ]
}

/** Fills the journal with a shorter burst if the long burst was not measured. */
async function fillJournal({ home }: ConsoleInBrowser, gateway: StormGateway): Promise<void> {
  const journal = openJournal(home)
  if (journal.count() < ENTRIES) await gateway.storm(FILLING_RATE, ORDERS)
  while (journal.count() < ENTRIES) await wait(500)
  await gateway.calm()
  await wait(2_000)
  journal.close()
}

async function updatesOf(gateway: StormGateway): Promise<number> {
  return (await gateway.sent()).reduce((sum, { count }) => sum + count, 0)
}

/** Blocks the page for a minute while many updates arrive. */
async function stalledFigures(console: ConsoleInBrowser, gateway: StormGateway): Promise<readonly BenchmarkFigure[]> {
  const { page } = console
  const [host, renderer] = [console.hostMegabytes(), await console.rendererMegabytes()]
  await gateway.storm(RATE, ORDERS)
  const most = await maximumDuring(console.hostMegabytes, () =>
    page.evaluate((ms) => {
      const end = performance.now() + ms
      while (performance.now() < end);
    }, STORM_MS),
  )
  await gateway.calm()
  await wait(3_000)
  return [
    boundedFigure(
      'a minute of it with the page stalled: most memory of the host above before (resident)',
      'MB',
      most - host,
      60,
    ),
    boundedFigure(
      'after that: memory of the renderer above before (resident)',
      'MB',
      (await console.rendererMegabytes()) - renderer,
      60,
    ),
  ]
}

/** Returns the highest value during the work, sampled once a second. */
async function maximumDuring(read: () => number, work: () => Promise<void>): Promise<number> {
  let most = read()
  const sampler = setInterval(() => {
    most = Math.max(most, read())
  }, 1_000)
  try {
    await work()
  } finally {
    clearInterval(sampler)
  }
  return Math.max(most, read())
}

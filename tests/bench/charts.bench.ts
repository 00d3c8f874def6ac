import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium } from 'playwright'
import { build, preview } from 'vite'
import { type BenchmarkFigure, boundedFigure, median } from './benchmark-figure.ts'
import { traceMainThread } from './explorer/main-thread-tasks.ts'
import { percentile } from './orders/view-age.ts'

const POINTS = 5_000
const LIVE_POINTS = 2_000
const ROUNDS = 10
const FRAMES = 300

/** Functions of `charts/chart-page.ts`. */
interface ChartPage {
  drawChart(count: number): Promise<number>
  updateChart(count: number, frames: number): Promise<readonly number[]>
}

/** Measures the console's chart in Chromium, built as for a release. */
export async function runBenchmark(): Promise<readonly BenchmarkFigure[]> {
  const root = mkdtempSync(join(tmpdir(), 'ibkr-console-bench-'))
  const script = resolve('tests/bench/charts/chart-page.ts')
  const sheet = resolve('src/renderer/styles/styles.css')
  const head = `<link rel="stylesheet" href="${sheet}">`
  const body = `<script type="module" src="${script}"></script>`
  writeFileSync(join(root, 'index.html'), `<!doctype html><head>${head}</head><body>${body}</body>`)
  const config = { root, configFile: false, logLevel: 'error', build: { outDir: 'out', target: 'es2023' } } as const
  await build({ ...config, resolve: { preserveSymlinks: true } })
  const server = await preview({ ...config, preview: { port: 0, host: '127.0.0.1' } })
  const browser = await chromium.launch({
    ...(process.env['CHROMIUM_PATH'] && { executablePath: process.env['CHROMIUM_PATH'] }),
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--disable-gpu'],
  })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(server.resolvedUrls?.local[0] ?? '')
    await page.waitForFunction(() => 'drawChart' in globalThis)
    const draw = (count: number): Promise<number> =>
      page.evaluate((points) => (globalThis as unknown as ChartPage).drawChart(points), count)
    // The first chart loads the drawing code.
    await draw(10)
    const drawn: number[] = []
    for (let round = 0; round < ROUNDS; round += 1) drawn.push(await draw(POINTS))
    let frames: readonly number[] = []
    // Uses processor time, because other load extends the wall-clock time.
    const tasks = await traceMainThread(page, async () => {
      frames = await page.evaluate(
        ([points = 0, count = 0]) => (globalThis as unknown as ChartPage).updateChart(points, count),
        [LIVE_POINTS, FRAMES],
      )
    })
    const work = tasks.map(({ own }) => own).filter((own) => own > 1)
    return [
      boundedFigure(`a chart of ${POINTS} points: drawn after its first render, median`, 'ms', median(drawn), 100),
      boundedFigure(`a live chart of ${LIVE_POINTS} points: work of a frame, median`, 'ms', median(frames), 10),
      boundedFigure(
        `a live chart of ${LIVE_POINTS} points: processor time of a task, p95`,
        'ms',
        percentile(work, 0.95),
        10,
      ),
    ]
  } finally {
    await browser.close()
    await server.close()
    rmSync(root, { recursive: true, force: true })
  }
}

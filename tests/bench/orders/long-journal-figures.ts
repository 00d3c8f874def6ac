import type { Page } from 'playwright'
import { type BenchmarkFigure, boundedFigure, median } from '../benchmark-figure.ts'
import { traceMainThread } from '../explorer/main-thread-tasks.ts'
import { percentile } from './view-age.ts'

const RUNS = 10

/** Opens a timeline, filters the orders and scrolls them, with more than 100,000 journal entries from the burst. */
export async function measureLongJournal(page: Page): Promise<readonly BenchmarkFigure[]> {
  const opened: number[] = []
  const filtered: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    opened.push(await openTimeline(page, run + 2))
    await page.keyboard.press('Escape')
    await page.locator('.side-pane').waitFor({ state: 'detached' })
  }
  for (const text of ['AAPL', 'sell', 'nvda', 'tsla', 'buy']) filtered.push(await filter(page, text))
  await filter(page, '')
  let frames: readonly number[] = []
  const tasks = await traceMainThread(page, async () => {
    frames = await page.evaluate(scrollThrough, 5_000)
  })
  const work = percentile(
    tasks.filter(({ own }) => own > 1).map(({ own }) => own),
    0.95,
  )
  return [
    boundedFigure(
      '100,000 entries: the timeline of an order drawn after the click, the slowest',
      'ms',
      Math.max(...opened),
      100,
    ),
    boundedFigure('100,000 entries: the orders filtered after a key, the slowest', 'ms', Math.max(...filtered), 100),
    boundedFigure('scrolling through the orders: time of a frame (median)', 'ms', median(frames), 1_000 / 60 + 0.5),
    boundedFigure('scrolling through the orders: work in a task of the main thread, p95', 'ms', work, 1_000 / 60),
  ]
}

/** Returns the time in ms from the click to the frame after the order's transitions were visible. */
function openTimeline(page: Page, index: number): Promise<number> {
  return page.evaluate(async (at) => {
    const row = document.querySelectorAll<HTMLElement>('#blotter .grid-row')[at]
    const began = performance.now()
    row?.click()
    return (await frameAfter(() => !!document.querySelector('.side-pane .transition'), 'the timeline')) - began
  }, index)
}

async function filter(page: Page, text: string): Promise<number> {
  await page.locator('#order-filter').fill('')
  await page.waitForTimeout(200)
  return page.evaluate(async (wanted) => {
    const field = document.querySelector<HTMLInputElement>('#order-filter')
    if (!field) throw new Error('no filter')
    const count = (): string | null | undefined => document.querySelector('#blotter')?.getAttribute('aria-rowcount')
    const before = count()
    const began = performance.now()
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, wanted)
    field.dispatchEvent(new Event('input', { bubbles: true }))
    return (await frameAfter(() => wanted === '' || count() !== before, `orders filtered by ${wanted}`)) - began
  }, text)
}

/**
 * Runs in the page: scrolls by more than two wheel turns in each frame (500 rows a second), and measures each frame.
 */
function scrollThrough(ms: number): Promise<number[]> {
  const list = document.querySelector('#blotter')
  if (!list) throw new Error('no list')
  return new Promise((resolve) => {
    const frames: number[] = []
    const began = performance.now()
    let before = began
    const step = (): void => {
      const now = performance.now()
      frames.push(now - before)
      before = now
      list.scrollTop = (list.scrollTop + 240) % (list.scrollHeight - list.clientHeight)
      if (now - began < ms) requestAnimationFrame(step)
      else {
        list.scrollTop = 0
        resolve(frames)
      }
    }
    requestAnimationFrame(step)
  })
}

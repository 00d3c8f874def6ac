import type { Page } from 'playwright'

interface Probes {
  longestTask: number
  longestGap: number
}

declare global {
  var probes: Probes
}

/** What the main thread of the page did: its longest task (as the browser reports them, from 50 ms on), and its longest pause between two frames. */
export async function installProbes(page: Page): Promise<void> {
  await page.addInitScript(() => {
    globalThis.probes = { longestTask: 0, longestGap: 0 }
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) probes.longestTask = Math.max(probes.longestTask, duration)
    }).observe({ type: 'longtask', buffered: true })
    let before = performance.now()
    const frame = (): void => {
      const now = performance.now()
      probes.longestGap = Math.max(probes.longestGap, now - before)
      before = now
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })
}

export const resetProbes = (page: Page): Promise<void> =>
  page.evaluate(() => {
    probes.longestTask = 0
    probes.longestGap = 0
  })

export const readProbes = (page: Page): Promise<Probes> => page.evaluate(() => ({ ...probes }))

/** When a thing that fits the selector was drawn, in ms since epoch: the frame after the one in which it was there. */
export function whenDrawn(page: Page, selector: string): Promise<number> {
  return page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          if (!document.querySelector(wanted)) requestAnimationFrame(look)
          else requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()))
        }
        look()
      }),
    selector,
  )
}

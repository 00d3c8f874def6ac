import type { Page } from 'playwright'

interface Probes {
  longestGap: number
}

declare global {
  var probes: Probes
  /**
   * Waits in the page for the frame after the frame in which the condition is true. Resolves to its
   * `performance.now()`.
   */
  var frameAfter: (holds: () => boolean, what: string) => Promise<number>
}

/** Maximum wait for a frame in ms. It ends a benchmark with outdated selectors. */
const LONGEST_WAIT_MS = 60_000

/**
 * Installs `frameAfter`, and measures the longest pause of the page between two frames, which a user notices as a
 * freeze.
 */
export async function installProbes(page: Page): Promise<void> {
  await page.addInitScript((longest) => {
    globalThis.frameAfter = (holds, what) =>
      new Promise((resolve, reject) => {
        const deadline = performance.now() + longest
        const look = (): void => {
          if (holds()) requestAnimationFrame(() => resolve(performance.now()))
          else if (performance.now() < deadline) requestAnimationFrame(look)
          else reject(new Error(`Not seen within ${longest / 1_000} s: ${what}`))
        }
        look()
      })
    globalThis.probes = { longestGap: 0 }
    let before = performance.now()
    const frame = (): void => {
      const now = performance.now()
      probes.longestGap = Math.max(probes.longestGap, now - before)
      before = now
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  }, LONGEST_WAIT_MS)
}

export const resetProbes = (page: Page): Promise<void> =>
  page.evaluate(() => {
    probes.longestGap = 0
  })

export const readProbes = (page: Page): Promise<Probes> => page.evaluate(() => ({ ...probes }))

/** Returns the time at which a matching element was drawn, in ms since the epoch: the frame after its insertion. */
export function waitUntilDrawn(page: Page, selector: string): Promise<number> {
  return page.evaluate(
    async (wanted) => performance.timeOrigin + (await frameAfter(() => !!document.querySelector(wanted), wanted)),
    selector,
  )
}

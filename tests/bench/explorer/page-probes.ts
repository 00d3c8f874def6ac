import type { Page } from 'playwright'

interface Probes {
  longestGap: number
}

declare global {
  var probes: Probes
}

/** The longest pause of the page between two frames, which a user sees as a freeze. */
export async function installProbes(page: Page): Promise<void> {
  await page.addInitScript(() => {
    globalThis.probes = { longestGap: 0 }
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
    probes.longestGap = 0
  })

export const readProbes = (page: Page): Promise<Probes> => page.evaluate(() => ({ ...probes }))

/** Time at which an element matching the selector was drawn, in ms since epoch: the frame after its insertion. */
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

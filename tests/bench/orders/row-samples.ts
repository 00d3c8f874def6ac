import type { Page } from 'playwright'
import type { RowSample } from './view-age.ts'

declare global {
  var rowSamples: RowSample[]
  var stopSampling: () => void
}

/** Content of a sample: an order with its limit and fills, or a symbol with its last price. */
export type Sampled = 'orders' | 'quotes'

/** Starts to sample the visible rows at an interval in ms, or at each frame with a change. */
export async function beginSampling(page: Page, every: number | 'frame', what: Sampled = 'orders'): Promise<void> {
  await page.evaluate(
    ([pace, kind]) => {
      globalThis.stopSampling?.()
      globalThis.rowSamples = []
      const last = new Map<string, string>()
      const look = (): void => {
        const at = performance.timeOrigin + performance.now()
        for (const row of document.querySelectorAll('#blotter .grid-row')) {
          const cell = (key: string): string => row.querySelector(`[data-column="${key}"]`)?.textContent ?? ''
          const [id, shown] =
            kind === 'quotes'
              ? [row.querySelector('[data-column="symbol"] strong')?.textContent ?? '', cell('last')]
              : [row.id.slice('blotter-'.length), `${cell('limit')} ${cell('filled')}`]
          if (pace === 'frame' && last.get(id) === shown) continue
          last.set(id, shown)
          rowSamples.push([at, id, shown])
        }
      }
      let running = true
      globalThis.stopSampling = () => {
        running = false
      }
      const again = (): void => {
        if (!running) return
        look()
        if (pace === 'frame') requestAnimationFrame(again)
        else setTimeout(again, pace)
      }
      again()
    },
    [every, what] as const,
  )
}

export const endSampling = (page: Page): Promise<readonly RowSample[]> =>
  page.evaluate(() => {
    stopSampling()
    return rowSamples
  })

/** Returns the current content of the visible rows by order id. */
export const shownRows = async (page: Page): Promise<ReadonlyMap<string, string>> => {
  await beginSampling(page, 1_000_000)
  return new Map((await endSampling(page)).map(([, id, shown]) => [id, shown.replaceAll(',', '')]))
}

import type { Page } from 'playwright'
import { shortPath } from '../../../src/renderer/features/catalogue/find-operation.ts'
import { operations } from '../../../src/shared/catalogue/operations.ts'
import { type BenchmarkFigure, boundedFigure, median } from '../benchmark-figure.ts'

/** Number of operations per area of the catalogue. Each is opened for the first time. */
const OF_AN_AREA = 3

/** The first operation has a body. Its time includes all one-time work of a window. */
const FIRST = { method: 'POST', path: '/iserver/account/{accountId}/orders/whatif' } as const

/** Measures the time from the Enter key in the palette to the drawn form of the operation, including its body. */
export async function measurePalette(page: Page): Promise<readonly BenchmarkFigure[]> {
  const times: number[] = []
  for (const { method, path } of [FIRST, ...wanted()]) {
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Search commands and operations' }).fill(`${method} ${path} `)
    await page.getByRole('listbox', { name: 'Results' }).getByRole('option').first().waitFor()
    await watchForm(page, method, path)
    await page.keyboard.press('Enter')
    times.push(await page.evaluate(() => formDrawn))
  }
  const slowest = Math.max(...times)
  process.stderr.write(
    `From the palette: ${times.length} operations, the slowest form after ${slowest.toFixed(0)} ms\n`,
  )
  return [
    boundedFigure('open an operation from the palette: its form drawn after Enter', 'ms', median(times), 50),
    boundedFigure('the very first form of a window, of an order: drawn after Enter', 'ms', times[0] ?? Number.NaN, 50),
  ]
}

function wanted(): readonly { readonly method: string; readonly path: string }[] {
  const chosen = new Map<string, number>()
  return operations
    .filter(({ area }) => {
      const count = (chosen.get(area) ?? 0) + 1
      chosen.set(area, count)
      return count <= OF_AN_AREA
    })
    .map(({ method, path }) => ({ method, path: shortPath(path) }))
}

declare global {
  var formDrawn: Promise<number>
}

/** Measures the time in ms from the next key to the frame after the form was visible. */
async function watchForm(page: Page, method: string, path: string): Promise<void> {
  await page.evaluate(
    ([wantedMethod, wantedPath]) => {
      let pressed: number | undefined
      const note = ({ timeStamp }: KeyboardEvent): void => {
        pressed = timeStamp
      }
      addEventListener('keydown', note, { capture: true, once: true })
      const isThere = (): boolean => {
        const shown = document.querySelector<HTMLInputElement>('#request-path')?.value
        const opened = document.querySelector('.request-method')?.textContent === wantedMethod
        const waits = document.querySelector('.dialog, .request-form .loading-line')
        return pressed !== undefined && opened && shown === wantedPath && !waits
      }
      globalThis.formDrawn = frameAfter(isThere, `the form of ${wantedMethod} ${wantedPath}`).then(
        (drawn) => drawn - (pressed ?? 0),
      )
    },
    [method, path] as const,
  )
}

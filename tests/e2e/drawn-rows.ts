import type { Page } from '@playwright/test'

/** The rows of the form, by their place in the body, that were drawn again while something was done. */
export async function rowsDrawnAgain(window: Page, act: () => Promise<void>): Promise<readonly string[]> {
  // React keeps the properties that an element was last drawn with at the element: other ones, drawn again.
  const before = await window.evaluateHandle(() => {
    const drawnWith = (row: Element): unknown =>
      Object.entries(row).find(([name]) => name.startsWith('__reactProps$'))?.[1]
    const rows = [...document.querySelectorAll('.body-form [data-row]')].filter((row) => drawnWith(row) !== undefined)
    return { drawnWith, rows: new Map(rows.map((row) => [row, drawnWith(row)])) }
  })
  await act()
  const names = await before.evaluate(({ drawnWith, rows }) =>
    [...rows]
      .filter(([row, properties]) => drawnWith(row) !== properties)
      .map(([row]) => row.getAttribute('data-row') ?? ''),
  )
  await before.dispose()
  return names
}

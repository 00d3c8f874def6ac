import type { Page } from '@playwright/test'

/** Returns the paths of the form rows that React rendered during an action. */
export async function findRerenderedRows(window: Page, act: () => Promise<void>): Promise<readonly string[]> {
  // React stores the last props on the DOM element, so a changed object means a new render.
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

import { mkdirSync } from 'node:fs'
import type { BrowserWindow } from './browser-window.ts'
import { pollUntil } from './poll-until.ts'

/** Key of most shortcuts. */
export const MOD = process.platform === 'darwin' ? 'Meta' : 'Control'

/** Folder of the windows of failed tests. */
const SCREENSHOTS = 'test-results/browsers'

/** Waits until a function returns a value other than false, undefined or an empty string in the page. Returns it. */
export async function waitIn<Args extends readonly unknown[], Result>(
  window: BrowserWindow,
  what: string,
  run: (...args: Args) => Result,
  ...args: Args
): Promise<NonNullable<Result>> {
  try {
    return await pollUntil(() => window.evaluate(run, ...args))
  } catch (error) {
    mkdirSync(SCREENSHOTS, { recursive: true })
    const path = `${SCREENSHOTS}/${what.replaceAll(/\W+/g, '-').slice(0, 60)}.png`
    await window.screenshot(path)
    throw new Error(`Not seen: ${what}. The window is in ${path}.`, { cause: error })
  }
}

interface Target {
  /** CSS selector. */
  readonly selector: string
  /** Text that the element or its label contains. */
  readonly text?: string
}

/** Waits until an element is visible, still and not covered, and clicks its middle. */
export async function clickOn(window: BrowserWindow, target: Target): Promise<void> {
  const { x, y } = await waitIn(window, JSON.stringify(target), findPoint, target.selector, target.text ?? '')
  await window.click(x, y)
}

/** Clicks an element if it can be clicked now. */
export async function clickIfVisible(window: BrowserWindow, { selector, text = '' }: Target): Promise<void> {
  const point = await window.evaluate(findPoint, selector, text)
  if (point) await window.click(point.x, point.y)
}

/** Runs in the page. */
function findPoint(selector: string, text: string): { readonly x: number; readonly y: number } | undefined {
  for (const element of document.querySelectorAll<HTMLElement>(selector)) {
    const name = `${element.getAttribute('aria-label') ?? ''} ${element.textContent ?? ''}`
    if (!name.replaceAll(/\s+/g, ' ').includes(text) || element.matches(':disabled')) continue
    // At the edge of a list, its scrollbar may cover the element.
    element.scrollIntoView({ block: 'center' })
    const { left, top, width, height } = element.getBoundingClientRect()
    const [x, y] = [left + width / 2, top + height / 2]
    const hit = document.elementFromPoint(x, y)
    const isMoving = document.getAnimations().some(({ playState }) => playState === 'running')
    if (width > 0 && !isMoving && element.contains(hit)) return { x, y }
  }
  return undefined
}

export const waitForText = async (window: BrowserWindow, text: string, selector = 'body'): Promise<void> =>
  void (await waitIn(
    window,
    `“${text}” in ${selector}`,
    (wanted, within) =>
      [...document.querySelectorAll(within)].some(({ textContent }) =>
        textContent?.replaceAll(/\s+/g, ' ').includes(wanted),
      ),
    text,
    selector,
  ))

export const waitForAuthentication = (window: BrowserWindow): Promise<void> =>
  waitForText(window, 'Authenticated', '.session-pill-text')

/** Opens a view by its address, as a bookmark does. */
export const openView = (window: BrowserWindow, view: string): Promise<void> =>
  window.evaluate((name) => {
    location.hash = `#/${name}`
  }, view)

/** Types a text into the focused field, after it has the focus. */
export async function typeInto(window: BrowserWindow, selector: string, text: string): Promise<void> {
  await clickOn(window, { selector })
  await waitIn(window, `focus in ${selector}`, (field) => document.activeElement?.matches(field), selector)
  await window.type(text)
  await waitIn(
    window,
    `“${text}” in ${selector}`,
    (field, wanted) => document.querySelector<HTMLInputElement>(field)?.value === wanted,
    selector,
    text,
  )
}

/** Runs a command from the palette. */
export async function runCommand(window: BrowserWindow, title: string): Promise<void> {
  await window.press(`${MOD}+k`)
  await waitIn(window, 'the palette', () => document.activeElement?.matches('.picker-input'))
  await window.type(title)
  await clickOn(window, { selector: '[role="option"]', text: title })
}

/**
 * Returns where headings and cells of the visible lists have different edges, numbers or headings that are cut off, and
 * charts that are missing or empty. `lists`: ids of the lists that must have cells to compare.
 */
export async function findLayoutProblems(
  window: BrowserWindow,
  lists: readonly string[] = [],
): Promise<readonly string[]> {
  const { problems, compared } = await window.evaluate(readLayout)
  return [...problems, ...lists.flatMap((list) => (compared[list] ? [] : [`${list}: no cells`]))]
}

interface LayoutReport {
  readonly problems: readonly string[]
  /** Number of cells that were compared, by the id of their list. */
  readonly compared: Readonly<Record<string, number>>
}

/** Runs in the page. */
function readLayout(): LayoutReport {
  /** Smallest difference in px that counts. Browsers report fractions with rounding errors. */
  const epsilon = 0.1
  const problems = new Set<string>()
  const compared: Record<string, number> = {}
  const textBox = (element: Element): DOMRect => {
    const range = document.createRange()
    range.selectNodeContents(element)
    return range.getBoundingClientRect()
  }
  const isCut = (element: Element, box: DOMRect): boolean => {
    const { left, right } = element.getBoundingClientRect()
    const { paddingLeft, paddingRight } = getComputedStyle(element)
    return (
      box.left < left + Number.parseFloat(paddingLeft) - epsilon ||
      box.right > right - Number.parseFloat(paddingRight) + epsilon
    )
  }
  for (const list of document.querySelectorAll<HTMLElement>('.grid')) {
    if (list.clientWidth === 0) continue
    const visible = list.getBoundingClientRect()
    const headings = [...list.querySelectorAll<HTMLElement>('.grid-heading')]
    for (const heading of headings) {
      const title = heading.querySelector('.ellipsis')
      if (title && isCut(title, textBox(title))) problems.add(`${list.id}: heading ${title.textContent} is cut`)
    }
    for (const row of list.querySelectorAll('.grid-row')) {
      const { top } = row.getBoundingClientRect()
      const cells = [...row.querySelectorAll<HTMLElement>('.grid-cell')]
      if (cells.length > 0 && cells.length !== headings.length)
        problems.add(`${list.id}: ${cells.length} cells, ${headings.length} headings`)
      if (top < visible.bottom) compared[list.id] = (compared[list.id] ?? 0) + cells.length
      for (const [at, cell] of cells.entries()) {
        const [own, above] = [cell.getBoundingClientRect(), headings[at]?.getBoundingClientRect()]
        if (above && Math.abs(own.left - above.left) + Math.abs(own.right - above.right) > epsilon)
          problems.add(`${list.id}: ${cell.dataset['column']} from ${own.left}, its heading from ${above.left}`)
        // Numbers, times and IDs. Other texts with digits, such as frames and paths, may end with an ellipsis.
        if (/^[A-Z]{0,2}[^\p{L}\s{"/]*\d/u.test(cell.textContent ?? '') && isCut(cell, textBox(cell)))
          problems.add(`${list.id}: ${cell.dataset['column']} ${cell.textContent} is cut`)
      }
    }
  }
  for (const chart of document.querySelectorAll('.chart')) {
    const canvas = chart.querySelector('canvas')
    const empty = document.createElement('canvas')
    Object.assign(empty, { width: canvas?.width ?? 0, height: canvas?.height ?? 0 })
    const isEmpty = canvas === null || canvas.toDataURL() === empty.toDataURL()
    if (chart.checkVisibility() && isEmpty) problems.add(`empty chart: ${chart.textContent}`)
  }
  return { problems: [...problems], compared }
}

/** Waits until the page has laid itself out after a change. */
export const waitForFrames = (window: BrowserWindow): Promise<void> =>
  window.evaluate(async () => {
    for (let frame = 0; frame < 10; frame += 1) await new Promise(requestAnimationFrame)
  })

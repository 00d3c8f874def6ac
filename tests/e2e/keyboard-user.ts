import { expect, type Locator, type Page } from '@playwright/test'

declare global {
  var dialogOpenedAt: number | undefined
}

/** Records when the newest dialog received the focus. Runs in each page before its own code. */
export function noteOpenDialogs(): void {
  const known = new WeakSet<Element>()
  addEventListener(
    'focusin',
    ({ target }) => {
      const content = target instanceof Element ? target.closest('.dialog-content') : null
      if (!content || known.has(content)) return
      known.add(content)
      globalThis.dialogOpenedAt = performance.now()
    },
    true,
  )
}

/** Waits until the focused dialog accepts keys. A dialog ignores keys for 400 ms after it opens. */
export async function waitForDialogKeys(window: Page): Promise<void> {
  await window.evaluate(() => {
    const openFor = performance.now() - (globalThis.dialogOpenedAt ?? performance.now())
    return new Promise((resolve) => setTimeout(resolve, 500 - openFor))
  })
}

/** Waits until the review of an order accepts keys, which is from its first paint. */
export async function waitForPaint(window: Page): Promise<void> {
  await window.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)))),
  )
}

/** Maximum number of tab stops to try. The page of a profile has more than 60, most of them limits. */
const MOST_STOPS = 100

/** Moves the focus to a control with Tab. Fails if the control cannot be reached by keyboard. */
export async function tabTo(window: Page, control: Locator): Promise<void> {
  await expect(control).toBeVisible()
  // Finding an element by its role costs more than a key press, so it is found again only if it was replaced.
  let found = await control.elementHandle()
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    const state = await found?.evaluate((element) =>
      element.isConnected ? element === document.activeElement : 'replaced',
    )
    if (state === true) return
    if (state === 'replaced') found = await control.elementHandle()
    else await window.keyboard.press('Tab')
  }
  throw new Error(`The keyboard does not get to ${String(control)}.`)
}

/** Moves the focus to a control with Tab and presses Enter. */
export async function pressEnterOn(window: Page, control: Locator): Promise<void> {
  await tabTo(window, control)
  await window.keyboard.press('Enter')
}

/** Moves the focus to a control of a new dialog with Tab and presses Enter. */
export async function pressEnterInDialog(window: Page, control: Locator): Promise<void> {
  await tabTo(window, control)
  await waitForDialogKeys(window)
  await window.keyboard.press('Enter')
}

/** Moves the focus to a field with Tab and inserts text in one step, like a paste. */
export async function insertAt(window: Page, field: Locator, text: string): Promise<void> {
  await tabTo(window, field)
  await window.keyboard.press('Control+a')
  await window.keyboard.insertText(text)
}

/** Runs the command with the given title from the palette. */
export async function runCommand(window: Page, title: string): Promise<void> {
  await window.keyboard.press('Control+k')
  await expect(window.getByRole('combobox', { name: 'Search commands and operations' })).toBeFocused()
  await window.keyboard.insertText(title)
  await expect(window.getByRole('listbox', { name: 'Results' }).getByRole('option').first()).toContainText(title)
  await window.keyboard.press('Enter')
}

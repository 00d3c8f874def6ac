import { expect, type Locator, type Page } from '@playwright/test'

/** More than any view has stops. */
const MOST_STOPS = 60

/** Tabs to a control, as a person without a mouse does; fails where the keyboard does not get there. */
export async function tabTo(window: Page, control: Locator): Promise<void> {
  await expect(control).toBeVisible()
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    if (await control.evaluate((element) => element === document.activeElement)) return
    await window.keyboard.press('Tab')
  }
  throw new Error(`The keyboard does not get to ${String(control)}.`)
}

/** Tabs to a control and presses Enter. */
export async function enterAt(window: Page, control: Locator): Promise<void> {
  await tabTo(window, control)
  await window.keyboard.press('Enter')
}

/** The same in a dialog that has just opened: a key that comes sooner was meant for what was there before. */
export async function enterInDialog(window: Page, control: Locator): Promise<void> {
  await tabTo(window, control)
  await window.waitForTimeout(450)
  await window.keyboard.press('Enter')
}

/** Tabs to a field and puts a text there in one piece, as pasting does. */
export async function insertAt(window: Page, field: Locator, text: string): Promise<void> {
  await tabTo(window, field)
  await window.keyboard.press('Control+a')
  await window.keyboard.insertText(text)
}

/** A command by its title, through the palette. */
export async function command(window: Page, title: string): Promise<void> {
  await window.keyboard.press('Control+k')
  await expect(window.getByRole('combobox', { name: 'Search commands and operations' })).toBeFocused()
  await window.keyboard.insertText(title)
  await expect(window.getByRole('listbox', { name: 'Results' }).getByRole('option').first()).toContainText(title)
  await window.keyboard.press('Enter')
}

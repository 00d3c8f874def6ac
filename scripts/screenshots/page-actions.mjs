// Steps that several chapters use.

const [width, height] = (process.env.SIZE ?? '1280x800').split('x').map(Number)

export const WIDE = { width, height }
export const MEDIUM = { width: 900, height: 800 }
export const NARROW = { width: 480, height: 800 }

/** Time in ms during which a new dialog ignores key presses. */
export const DIALOG_GUARD_MS = 450

export async function goTo(page, view) {
  await page
    .getByRole('navigation', { name: 'Views' })
    .getByRole('link', { name: new RegExp(view) })
    .click()
}

/** Chooses an option of a select. */
export async function selectOption(box, option) {
  await box.click()
  await box.page().getByRole('option', { name: option, exact: true }).click()
}

/** Runs a command from the palette by its title. */
export async function runCommand(page, text) {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Search commands and operations' }).fill(text)
  await page.keyboard.press('Enter')
}

/** Sends a read request with the explorer. */
export async function sendReadRequest(page, path) {
  await selectOption(page.getByRole('combobox', { name: 'Method' }), 'GET')
  await page.getByRole('textbox', { name: 'Path' }).fill(path)
  await page.keyboard.press('Control+Enter')
  const response = page.getByRole('region', { name: 'Response', exact: true })
  await response
    .locator('.response-url')
    .filter({ hasText: path.split('?')[0] })
    // The element is hidden in a narrow response pane.
    .waitFor({ state: 'attached' })
}

/** Closes notifications, because they would cover parts of the screenshot. */
export async function dismissNotifications(page) {
  const dismissButtons = page.getByRole('status', { name: 'Notifications' }).getByRole('button', { name: 'Dismiss' })
  while ((await dismissButtons.count()) > 0) await dismissButtons.first().click()
}

/** Adds a gateway profile with the form, which then selects the profile. */
export async function addGateway(page, name, url) {
  await page.keyboard.press('Control+p')
  await page.getByRole('button', { name: 'Add profile…' }).click()
  await page.getByRole('button', { name: /^Gateway/ }).waitFor()
  await page.waitForTimeout(DIALOG_GUARD_MS)
  await page.getByRole('button', { name: /^Gateway/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a gateway' })
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('Address').fill(url)
  await page.waitForTimeout(DIALOG_GUARD_MS)
  await dialog.getByRole('button', { name: 'Add and connect' }).click()
  await page.getByRole('region', { name: 'Status' }).getByText('PAPER').waitFor()
  await page.getByRole('button', { name: 'Session: Authenticated' }).waitFor()
}

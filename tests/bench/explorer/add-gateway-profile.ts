import type { Page } from 'playwright'

/** Adds a gateway through the user interface, and waits until its session is authenticated. */
export async function enterGateway(page: Page, url: string): Promise<void> {
  await page.keyboard.press('Control+p')
  await page.getByRole('button', { name: 'Add profile…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a profile' })
  // The dialog ignores input immediately after it opens.
  await page.waitForTimeout(500)
  await dialog.getByRole('button', { name: /Gateway/ }).click()
  await page.getByRole('dialog', { name: 'Add a gateway' }).getByLabel('Name').fill('Bench')
  await page.getByRole('dialog', { name: 'Add a gateway' }).getByLabel('Address').fill(url)
  await page.waitForTimeout(500)
  await page.keyboard.press('Enter')
  const status = page.getByRole('region', { name: 'Status' })
  await status.getByRole('button', { name: 'Profile: Bench PAPER' }).waitFor()
  await page.getByRole('button', { name: 'Session: Authenticated' }).waitFor()
}

import type { Locator } from '@playwright/test'

/** Opens a select and chooses the option with the given text. */
export async function choose(select: Locator, option: string | RegExp): Promise<void> {
  await select.click()
  await select.page().getByRole('option', { name: option, exact: true }).click()
}

import type { Page } from '@playwright/test'
import { expect } from './console-fixture.ts'
import { profileSwitcher, statusButton } from './gateways-fixture.ts'

/**
 * Expects that snippets of the selected OAuth profile send to its server, `server`, and that those of Practice start a
 * simulator. Ends with Practice selected.
 */
export async function expectSnippetServers(window: Page, server: string): Promise<void> {
  await window.getByRole('link', { name: /^Explorer/ }).click()
  await window.getByRole('textbox', { name: 'Path' }).fill('/iserver/accounts')
  await window.keyboard.press('Control+e')
  const pane = window.getByRole('complementary', { name: 'Snippet' })
  const code = pane.getByRole('region', { name: 'Code' })
  await expect(code).toContainText(server)
  await pane.getByText('ibkr-client', { exact: true }).click()
  await expect(pane).toContainText(`to https://api.ibkr.com, but this profile uses ${server}`)

  await window.keyboard.press('Control+p')
  await profileSwitcher(window)
    .getByRole('option', { name: /Practice/ })
    .click()
  await expect(statusButton(window, 'Profile: Practice PRACTICE')).toBeVisible()
  await pane.getByText('curl', { exact: true }).click()
  await expect(code).toContainText('--url https://127.0.0.1:15000/v1/api/iserver/accounts')
  await expect(pane).toContainText(
    /node \S+ibkr-console\.mjs simulator --mode gateway --port 15000 --used-session -- bash request\.sh/,
  )
}

import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, longStep, waitForAuthentication } from '../console-fixture.ts'
import { expectSnippetServers } from '../expect-snippet-servers.ts'
import { test } from '../keys-fixture.ts'
import { type ExtraLaunchOptions, launchDesktop, runDesktop } from '../start-console.ts'
import { PASSPHRASE } from '../wizard-user.ts'

test.use({ sealed: 'Sealed' })

test('opens the vault with a passphrase file or a systemd credential', async ({ host, home, server }) => {
  const folder = join(home, 'credentials')
  mkdirSync(folder)
  const file = join(folder, 'ibkr-console-passphrase')
  writeFileSync(file, `${PASSPHRASE}\n`, { mode: 0o600 })
  const open = async (start: ExtraLaunchOptions, use?: (window: Page) => Promise<void>): Promise<void> => {
    const desktop = await launchDesktop(host, home, start)
    const window = await desktop.firstWindow()
    await waitForAuthentication(window)
    await expect(window.getByRole('banner').getByRole('button', { name: 'Profile: Sealed PAPER' })).toBeVisible()
    await use?.(window)
    await desktop.close()
  }
  await longStep('opens the vault with a systemd credential', () => open({ env: { CREDENTIALS_DIRECTORY: folder } }))
  // Last, because it leaves Practice selected.
  await open({ args: [`--passphrase-file=${file}`] }, (window) =>
    test.step('shows snippets for the server of the profile, and for a simulator on Practice', () =>
      expectSnippetServers(window, new URL(server.apiUrl).origin)),
  )
  chmodSync(file, 0o644)
  const refused = await runDesktop(host, home, [`--passphrase-file=${file}`])
  expect(refused).toEqual({ code: 1, words: expect.stringContaining(`chmod 600 ${file}`) })
})

import { expect, type Locator, type Page } from '@playwright/test'
import type { Oauth1Credentials } from '../../src/simulator/oauth1/credentials.ts'
import type { FileUser, TestFile } from './file-dialog-user.ts'
import { insertAt, pressEnterInDialog, pressEnterOn, runCommand } from './keyboard-user.ts'

export const PASSPHRASE = 'correct horse battery staple'

export const wizardStep = (window: Page, title: string): Locator =>
  window.getByRole('region', { name: title, exact: true })

/** Opens the key wizard and starts an import by keyboard. */
export async function beginWizard(window: Page, kind: 'OAuth 1.0a' | 'OAuth 2.0' = 'OAuth 1.0a'): Promise<void> {
  await runCommand(window, 'Set up OAuth keys')
  await pressEnterOn(window, window.getByRole('button', { name: `Start ${kind}` }))
  await expect(
    wizardStep(window, kind === 'OAuth 1.0a' ? 'Provide the keys' : 'Provide the key')
      .getByRole('heading')
      .first(),
  ).toBeFocused()
}

/** Adds files and waits for the result of each file. */
export async function addFiles(window: Page, files: FileUser, offered: readonly TestFile[]): Promise<void> {
  const results = window.getByRole('log', { name: 'Files' }).getByRole('listitem')
  const before = await results.count()
  await files.loadAll(offered, () => pressEnterOn(window, window.getByRole('button', { name: 'Choose files…' })))
  await expect.poll(() => results.count()).toBeGreaterThanOrEqual(before + offered.length)
}

export async function continueWizard(window: Page): Promise<void> {
  await pressEnterOn(window, window.getByRole('button', { name: 'Continue' }))
}

/** Opens a wizard step from the list of steps. */
export async function openStep(window: Page, title: string): Promise<void> {
  const rail = window.getByRole('navigation', { name: 'Steps' })
  await pressEnterOn(window, rail.getByRole('button', { name: new RegExp(title) }))
}

export interface OauthStrings extends Pick<Oauth1Credentials, 'consumerKey' | 'accessToken' | 'accessTokenSecret'> {
  readonly server: string
}

/** Fills in the fields of the third wizard step. */
export async function enterStrings(window: Page, strings: OauthStrings): Promise<void> {
  await insertAt(window, window.getByRole('textbox', { name: 'Consumer key' }), strings.consumerKey)
  await enterTokens(window, strings)
  await enterServer(window, strings.server)
}

/** Enters the two strings that IBKR's page shows. */
export async function enterTokens(
  window: Page,
  strings: Pick<Oauth1Credentials, 'accessToken' | 'accessTokenSecret'>,
): Promise<void> {
  const held = (name: string) => window.getByRole('button', { name: `Replace the ${name}` })
  await insertAt(window, window.getByRole('textbox', { name: 'Access token', exact: true }), ` ${strings.accessToken}`)
  await window.keyboard.press('Tab')
  await expect(held('access token')).toHaveCount(1)
  const wrapped = strings.accessTokenSecret.replace(/.{64}/g, '$&\n')
  await insertAt(window, window.getByRole('textbox', { name: 'Access token secret' }), wrapped)
  await window.keyboard.press('Tab')
  await expect(held('access token secret')).toBeVisible()
}

export async function enterServer(window: Page, server: string): Promise<void> {
  const field = window.getByRole('textbox', { name: 'Server' })
  if (!(await field.isVisible())) await pressEnterOn(window, window.getByText('Custom server'))
  await insertAt(window, field, server)
  await expect(field).toHaveAccessibleDescription(/Valid\./)
}

/** Continues from the completed third wizard step to the end of the login test. */
export async function verifyKeys(window: Page): Promise<void> {
  await continueWizard(window)
  await expect(window.getByRole('list', { name: 'Checks' }).getByRole('listitem')).toHaveCount(9)
  await continueAfterVerification(window, 'offline')
  await pressEnterOn(window, window.getByRole('button', { name: 'Test login', exact: true }))
  await expect(wizardStep(window, 'Test the login')).toContainText('DU1234567 (paper money)')
  await continueAfterVerification(window, 'online')
}

export async function continueAfterVerification(window: Page, kind: 'offline' | 'online'): Promise<void> {
  const rail = window.getByRole('navigation', { name: 'Steps' })
  await expect(
    rail.getByRole('button', { name: new RegExp(`${kind === 'offline' ? 'Verify locally' : 'Test login'}.*done`) }),
  ).toBeVisible()
  await continueWizard(window)
}

/** Stores the keys in a new vault. */
export async function storeInVault(window: Page, name: string): Promise<void> {
  await expect(window.getByRole('button', { name: 'Store keys' })).toBeEnabled()
  await insertAt(window, window.getByRole('textbox', { name: 'Profile name' }), name)
  const vault = window.getByRole('radio', { name: 'Console vault' })
  if (!(await vault.isChecked())) await vault.press('Space')
  await insertAt(window, window.getByRole('textbox', { name: 'New passphrase' }), PASSPHRASE)
  await insertAt(window, window.getByRole('textbox', { name: 'Repeat passphrase' }), PASSPHRASE)
  await pressEnterOn(window, window.getByRole('button', { name: 'Store keys' }))
  await expect(wizardStep(window, 'Stored')).toContainText(`“${name}” is stored`)
}

export async function storeAndSelectProfile(window: Page, name: string): Promise<void> {
  await pressEnterOn(window, window.getByRole('button', { name: 'Use now' }))
  await sendFirstRequest(window, name)
}

/** Sends the first authenticated request of the selected profile. */
export async function sendFirstRequest(window: Page, name: string): Promise<void> {
  const inUse = window.getByRole('region', { name: 'Status' }).getByRole('button', { name: `Profile: ${name} PAPER` })
  await expect(inUse).toBeVisible()
  await expect(window.getByRole('button', { name: 'Session: Authenticated' })).toBeVisible()
  await runCommand(window, 'GET /portfolio/accounts')
  await expect(window.getByRole('textbox', { name: 'Path' })).toHaveValue('/portfolio/accounts')
  await window.keyboard.press('Control+Enter')
  const response = window.getByRole('region', { name: 'Response', exact: true })
  await expect(response).toContainText('200')
  await expect(response).toContainText('DU1234567')
}

export async function unlockVault(window: Page): Promise<void> {
  const dialog = window.getByRole('dialog', { name: 'Unlock vault' })
  await expect(dialog).toBeVisible()
  await window.keyboard.insertText(PASSPHRASE)
  await pressEnterInDialog(window, dialog.getByRole('button', { name: 'Unlock' }))
  // The session may continue before the dialog closes.
  await expect(dialog).toBeHidden()
}

/** Generates keys and stops during the prime search. Starts again if the search ends too early. */
export async function generateAndStop(window: Page): Promise<void> {
  const making = window.getByRole('region', { name: 'New keys' })
  const stop = making.getByRole('button', { name: 'Stop' })
  await pressEnterOn(window, making.getByRole('button', { name: 'Generate keys' }))
  for (;;) {
    await expect(stop.or(making.getByText('Generated in'))).toBeVisible()
    await expect(making.getByRole('button')).toBeFocused()
    await expect(making).toContainText(
      /Searching for a 2048-bit safe prime.*\d+ s elapsed; typically 10 s to 1 min|Generated in/,
    )
    await stop.press('Enter', { timeout: 10_000 }).catch(() => undefined)
    await expect(making.getByRole('button', { name: 'Generate new keys…' })).toBeVisible()
    if ((await making.getByText('Generated in').count()) === 0) return
    await pressEnterOn(window, making.getByRole('button', { name: 'Generate new keys…' }))
    await pressEnterOn(window, making.getByRole('button', { name: 'Replace' }))
  }
}

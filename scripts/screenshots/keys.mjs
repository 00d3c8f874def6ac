import { createPrivateKey } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { MEDIUM, runCommand, WIDE } from './page-actions.mjs'
import { startSimulator } from './simulator.mjs'

/** The screens, each with the steps that lead to it from the previous screen. */
export const screens = {
  'keys-choose': async (page) => {
    await runCommand(page, 'set up oauth keys')
    await page.getByRole('button', { name: 'Start OAuth 1.0a' }).waitFor()
  },
  'keys-start': async (page) => {
    await page.getByRole('button', { name: 'Start OAuth 1.0a' }).click()
    await page.getByRole('region', { name: 'Provide the keys' }).waitFor()
  },
  'keys-dragging': async (page) => {
    const transfer = await page.evaluateHandle(() => new DataTransfer())
    await page.locator('.drop-area').dispatchEvent('dragover', { dataTransfer: transfer })
    await page.getByText('Drop files here').waitFor()
  },
  'keys-files': async (page, { files }) => {
    await page.locator('.drop-area').dispatchEvent('dragleave')
    await chooseFiles(page, files.slice(0, 3))
    await page.getByLabel(/Passphrase for/).waitFor()
  },
  'keys-files-medium': async (page) => page.setViewportSize(MEDIUM),
  'keys-making': async (page) => {
    await page.setViewportSize(WIDE)
    await page.getByRole('button', { name: 'Generate new keys…' }).click()
    await page.getByRole('button', { name: 'Replace', exact: true }).click()
    await page.getByText('Searching for a 2048-bit safe prime').waitFor()
  },
  'keys-register': async (page, { files }) => {
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByRole('button', { name: 'Generate new keys…' }).waitFor()
    for (const key of ['signature key', 'encryption key']) {
      await page.getByRole('button', { name: `Remove the ${key}` }).click()
      await page.getByRole('button', { name: 'Remove', exact: true }).click()
      await page.getByRole('button', { name: `Choose the ${key}…` }).waitFor()
    }
    await chooseFiles(page, files.slice(3))
    await page
      .getByText(/oauth1.json/)
      .first()
      .waitFor()
    await enterStep(page, 'Register')
    await page.getByRole('button', { name: 'Save dhparam.pem' }).waitFor()
  },
  'keys-strings': async (page) => {
    await enterStep(page, 'Credentials')
    await page.getByRole('button', { name: 'Replace the access token secret' }).click()
    await page.keyboard.insertText('c2VjcmV0LWZyb20tYW5vdGhlci1rZXk')
    await page.getByText(/a character is missing/).waitFor()
  },
  'keys-offline-failed': async (page) => {
    await enterStep(page, 'Verify locally')
    await page.getByRole('button', { name: 'Run again' }).waitFor()
  },
  'keys-offline': async (page, { files, server }) => {
    await enterStep(page, 'Keys')
    await chooseFiles(page, files.slice(3))
    await enterStep(page, 'Credentials')
    const address = page.getByRole('textbox', { name: 'Server' })
    // The address field is already open if the key file names a server.
    if (!(await address.isVisible())) await page.getByText('Custom server').click()
    await address.fill(server.api)
    await page
      .getByText(/Valid\.$/)
      .last()
      .waitFor()
    await enterStep(page, 'Verify locally')
    await page.getByRole('button', { name: /Verify locally.*done/ }).waitFor()
  },
  'keys-online-first': async (page) => page.getByRole('button', { name: 'Continue' }).click(),
  'keys-online': async (page) => {
    await page.getByRole('button', { name: 'Test login', exact: true }).click()
    await page.getByRole('button', { name: /Test login.*done/ }).waitFor()
  },
  'keys-store': async (page) => {
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('radio', { name: 'Console vault' }).check()
    await page.getByText('Checking…').waitFor({ state: 'hidden' })
  },
  'keys-stored': async (page) => {
    await page.getByLabel('New passphrase').fill('a passphrase of the pictures')
    await page.getByLabel('Repeat passphrase').fill('a passphrase of the pictures')
    await page.getByRole('button', { name: 'Store keys' }).click()
    await page.getByRole('region', { name: 'Stored' }).waitFor()
  },
  'keys-profile': async (page) => {
    await page.getByRole('button', { name: 'Open profile' }).click()
    await page.getByRole('button', { name: 'Export oauth1.json…' }).waitFor()
  },
  'keys-export': async (page) => {
    await page.getByRole('button', { name: 'Export oauth1.json…' }).click()
    await page.getByRole('alertdialog', { name: 'Export oauth1.json?' }).waitFor()
  },
  'vault-unlock': async (page) => {
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Lock now' }).click()
    await page.getByRole('button', { name: 'Switch to this profile' }).click()
    await page.getByRole('dialog', { name: 'Unlock vault' }).waitFor()
  },
  'host-gone': async (page, { program }) => {
    await page.keyboard.press('Escape')
    await program.stop()
    await page.getByRole('button', { name: /Retry/ }).waitFor()
  },
}

async function chooseFiles(page, paths) {
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choose files…' }).click()
  await (await choosing).setFiles(paths)
}

async function enterStep(page, title) {
  await page
    .getByRole('navigation', { name: 'Steps' })
    .getByRole('button', { name: new RegExp(`^${title}`) })
    .click()
}

/** Starts the servers of OAuth logins and writes key files of every kind. */
export async function startServers(home) {
  const path = (name) => join(home, name)
  const server = await startSimulator('--http', '--write-oauth1', path('oauth1.json'))
  const { signature, encryption } = JSON.parse(readFileSync(path('oauth1.json'), 'utf8'))
  const locked = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open sesame' }
  writeFileSync(path('private_signature.pem'), signature)
  writeFileSync(path('private_encryption.pem'), createPrivateKey(encryption).export(locked))
  writeFileSync(path('notes.txt'), 'The consumer key is in the safe.')
  return {
    server,
    files: ['private_signature.pem', 'private_encryption.pem', 'notes.txt', 'oauth1.json'].map(path),
    stop: () => server.stop(),
  }
}

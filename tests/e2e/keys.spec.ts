import { accessible, authenticated, expect } from './console-test.ts'
import { enterAt, insertAt } from './keyboard-user.ts'
import { KEY_PASSPHRASE, settingsFile, test, threeFiles } from './keys-test.ts'
import { foundInHeap } from './renderer-heap.ts'
import {
  beginWizard,
  enterStep,
  giveServer,
  giveStrings,
  goOn,
  offerFiles,
  PASSPHRASE,
  prove,
  step,
  storeInVault,
  takeIntoUse,
} from './wizard-user.ts'

test.beforeEach(async ({ window }) => authenticated(window))

test('three files and three strings become a login that works, by keyboard alone; nothing secret stays alive in the page', async ({
  window,
  files,
  server,
  oauth1,
}) => {
  // The longest of all walks.
  test.setTimeout(120_000)
  await beginWizard(window)
  await accessible(window)
  await offerFiles(window, files, threeFiles(oauth1))
  const keys = window.getByRole('list', { name: 'Keys' })
  const passphrase = keys.getByRole('textbox', { name: 'Passphrase of two.pem' })
  await insertAt(window, passphrase, 'wrong')
  await window.keyboard.press('Enter')
  await expect(passphrase).toHaveAccessibleDescription(/passphrase/i)
  await expect(passphrase).toHaveValue('')
  await accessible(window)
  await insertAt(window, passphrase, KEY_PASSPHRASE)
  await window.keyboard.press('Enter')
  await expect(keys.getByRole('listitem')).toHaveText([
    /Signature key.*2048 bits/,
    /Encryption key.*2048 bits/,
    /Diffie-Hellman prime.*2048 bits/,
  ])
  await enterStep(window, 'Register')
  await expect(window.getByRole('button', { name: 'Save dhparam.pem' })).toBeVisible()
  await accessible(window)
  await goOn(window)
  await accessible(window)
  await giveStrings(window, { ...oauth1, server: server.apiUrl })
  await accessible(window)
  await prove(window)
  await expect(step(window, 'Store the keys')).toBeVisible()
  await accessible(window)
  await storeInVault(window, 'My own keys')
  await accessible(window)
  await takeIntoUse(window, 'My own keys')
  expect(server.record.requests({ path: /portfolio\/accounts$/ }).length).toBeGreaterThan(0)

  const file = threeFiles(oauth1)[0]?.bytes ?? Buffer.alloc(0)
  const linesOf = (what: string, pem: string) =>
    Object.fromEntries(
      pem
        .split('\n')
        .slice(1, -2)
        .map((line, index) => [`line ${index + 1} of the ${what}`, line]),
    )
  const secrets: Record<string, string> = {
    'access token': oauth1.accessToken,
    'access token secret': oauth1.accessTokenSecret,
    'passphrase of the vault': PASSPHRASE,
    'passphrase of the key': KEY_PASSPHRASE,
    'file as it was sent': file.toString('base64'),
    ...linesOf('signature key', oauth1.signature),
    ...linesOf('encryption key', oauth1.encryption),
  }
  expect(await foundInHeap(window, secrets)).toEqual([])
  await window.evaluate((planted) => Object.assign(globalThis, { planted: { kept: planted } }), Object.values(secrets))
  expect(await foundInHeap(window, secrets)).toEqual(Object.keys(secrets))
})

test('an oauth1.json fills everything at once; the wizard is left, comes back where it was, and after a reload too', async ({
  window,
  files,
  server,
  oauth1,
}) => {
  await beginWizard(window)
  await offerFiles(window, files, [settingsFile(oauth1)])
  // A dialog of the system answers when it likes.
  await expect(window.getByRole('list', { name: 'Keys' }).getByRole('listitem')).toHaveText(Array(3).fill(/2048 bits/))
  await goOn(window)
  await expect(window.getByRole('textbox', { name: 'Consumer key' })).toHaveValue(oauth1.consumerKey)
  await expect(window.getByText('Held by the console, 344 characters')).toBeVisible()
  await enterAt(window, window.getByText('Another server'))
  await insertAt(window, window.getByRole('textbox', { name: 'Server' }), 'foo bar')
  await window.keyboard.press('Tab')
  await expect(window.getByText(/"foo bar"/)).toBeVisible()
  await giveServer(window, server.apiUrl)
  await window.reload()
  await expect(step(window, 'The three strings of IBKR’s page')).toBeVisible()
  await expect(window.getByText('Held by the console, 344 characters')).toBeVisible()
  await enterAt(window, window.getByRole('button', { name: 'Leave for now' }))
  await expect(window.getByText('OAuth 1.0a keys are being set up.')).toBeVisible()
  await accessible(window)
  await enterAt(window, window.getByRole('button', { name: 'Resume' }))
  await expect(step(window, 'The three strings of IBKR’s page')).toBeVisible()
  await prove(window)
  await storeInVault(window, 'From a file')
  await takeIntoUse(window, 'From a file')
})

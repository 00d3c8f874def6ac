import { readFileSync } from 'node:fs'
import { type Simulator, startSimulator } from '../../src/simulator/start-simulator.ts'
import { confirmOutsidePage } from './confirm-outside-page.ts'
import { expect, expectAccessible, waitForAuthentication } from './console-fixture.ts'
import { pressEnterInDialog, pressEnterOn } from './keyboard-user.ts'
import { test } from './keys-fixture.ts'
import { scriptDialogs } from './scripted-dialogs.ts'
import {
  beginWizard,
  continueAfterVerification,
  continueWizard,
  enterStrings,
  sendFirstRequest,
  storeInVault,
  wizardStep,
} from './wizard-user.ts'

/** Time limit for finding a 2048-bit safe prime, in ms. */
const PRIME_MS = 600_000

let server: Simulator | undefined

test.afterEach(() => server?.close())

test('generates, registers and stores keys for a login', async ({ window, console, files, home }) => {
  test.setTimeout(PRIME_MS + 120_000)
  await waitForAuthentication(window)
  await beginWizard(window)
  await pressEnterOn(window, window.getByRole('button', { name: 'Generate keys' }))
  await expectAccessible(window)
  const keys = window.getByRole('list', { name: 'Keys' })
  await expect(keys.getByRole('listitem')).toHaveText([/generated here/, /generated here/, /generated here/], {
    timeout: PRIME_MS,
  })
  await continueWizard(window)
  await expect(wizardStep(window, 'Register the public keys with IBKR')).toContainText('These keys are in memory only')
  const save = (name: string) =>
    files.save(() => pressEnterOn(window, window.getByRole('button', { name: `Save ${name}` })))
  const saved: string[] = []
  for (const name of ['public_signature.pem', 'public_encryption.pem', 'dhparam.pem']) {
    const file = await save(name)
    expect(file.name).toBe(name)
    saved.push(String(file.bytes))
  }
  await continueWizard(window)

  // The simulator encrypts a secret with the generated key, like IBKR's page.
  const [signature = '', encryption = '', dhParameters = ''] = saved
  server = await startSimulator({ mode: 'oauth1', tls: false, register: { signature, encryption, dhParameters } })
  const { consumerKey = '', accessToken = '', accessTokenSecret = '' } = server.oauth1 ?? {}
  const strings = { consumerKey, accessToken, accessTokenSecret }
  await enterStrings(window, { ...strings, server: `http://127.0.0.1:${server.port}/v1/api/` })
  await continueWizard(window)
  await continueAfterVerification(window, 'offline')
  await pressEnterOn(window, window.getByRole('button', { name: 'Test login', exact: true }))
  await continueAfterVerification(window, 'online')
  await storeInVault(window, 'Made here')

  await pressEnterOn(window, window.getByRole('button', { name: 'Open profile' }))
  await pressEnterOn(window, window.getByRole('button', { name: 'Export oauth1.json…' }))
  const warning = window.getByRole('alertdialog', { name: 'Export oauth1.json?' })
  const exportKeys = () => pressEnterInDialog(window, warning.getByRole('button', { name: 'Export' }))
  if (console.desktop) {
    const dialogs = await scriptDialogs(console.desktop)
    await dialogs.answer({ kind: 'press', button: 1 })
    await dialogs.answer({ kind: 'save-in', folder: home })
    await exportKeys()
  } else {
    const confirmation = window.getByRole('alertdialog', { name: 'Export the keys in plain text?' })
    await confirmOutsidePage(console, confirmation, exportKeys)
  }
  const done = window.getByRole('dialog', { name: 'Exported' })
  await expect(done).toBeVisible()
  // In browser mode, the host chooses the folder and the dialog shows the path.
  const place = /\/\S+\.json/.exec((await done.textContent()) ?? '')?.[0]
  const exported = JSON.parse(readFileSync(place ?? `${home}/oauth1.json`, 'utf8'))
  expect(exported).toMatchObject(strings)
  await pressEnterInDialog(window, done.getByRole('button', { name: 'Done' }))

  await pressEnterOn(window, window.getByRole('button', { name: 'Switch to this profile' }))
  await sendFirstRequest(window, 'Made here')
})

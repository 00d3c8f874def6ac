import { generateKeyPairSync } from 'node:crypto'
import { expect, expectAccessible, waitForAuthentication } from './console-fixture.ts'
import { pressEnterOn } from './keyboard-user.ts'
import { settingsFile, test } from './keys-fixture.ts'
import {
  addFiles,
  beginWizard,
  continueAfterVerification,
  continueWizard,
  enterServer,
  openStep,
  wizardStep,
} from './wizard-user.ts'

test.use({ serverOptions: { consumer: 'not-active-yet' } })

test('explains each IBKR login rejection and shows a remedy', async ({ window, files, server, oauth1 }) => {
  await waitForAuthentication(window)
  await beginWizard(window)
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const stranger = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
  await addFiles(window, files, [settingsFile({ ...oauth1, signature: stranger })])
  await continueWizard(window)
  await enterServer(window, server.apiUrl)
  await continueWizard(window)
  await continueAfterVerification(window, 'offline')
  await expectAccessible(window)

  const online = wizardStep(window, 'Test the login')
  const lines = window.getByRole('list', { name: 'Checks' }).getByRole('listitem')
  await pressEnterOn(window, window.getByRole('button', { name: 'Test login', exact: true }))
  await expect(lines).toHaveText([
    /new keys work after the nightly reset.*IBKR responded:.*invalid consumer/,
    /skipped/,
    /skipped/,
  ])
  await expect(window.getByRole('status').getByText('1 check failed.')).toBeAttached()
  await expect(online).toContainText('Expected for a new consumer key')
  await expect(window.getByRole('button', { name: 'Store now, test later' })).toBeFocused()
  await expect(window.getByRole('navigation', { name: 'Steps' })).toContainText(/Test login/)
  await expectAccessible(window)

  server.controls.activateConsumer()
  await pressEnterOn(window, window.getByRole('button', { name: 'Test again' }))
  await expect(lines).toHaveText([
    /the signature key is a different one.*Create a new token.*IBKR responded:.*LST Failed/,
    /skipped/,
    /skipped/,
  ])
  await expect(online).toContainText('You can still store the keys.')
  await expect(window.getByRole('button', { name: 'Test again' })).toBeFocused()
  await pressEnterOn(window, lines.first().getByRole('button', { name: 'Fix in Credentials' }))
  await expect(wizardStep(window, 'Enter the strings from IBKR’s page')).toBeVisible()

  await openStep(window, 'Keys')
  await addFiles(window, files, [settingsFile(oauth1)])
  server.controls.setCompeting(true)
  await openStep(window, 'Verify locally')
  await continueAfterVerification(window, 'offline')
  await pressEnterOn(window, window.getByRole('button', { name: 'Test login', exact: true }))
  await expect(lines).toHaveText([
    /passed/,
    /Another program .* has the brokerage session now; it was not ended/,
    /Not requested, because another program has the brokerage session/,
  ])
  await expectAccessible(window)
  const logins = server.record.requests({ path: /ssodh\/init$/ }).map(({ body }) => body)
  expect(logins.filter((body) => body.includes('"compete":true'))).toEqual([])
})

import { generateKeyPairSync } from 'node:crypto'
import { expect, expectAccessible, waitForAuthentication } from './console-test.ts'
import { pressEnterOn } from './keyboard-user.ts'
import { settingsFile, test } from './keys-test.ts'
import {
  addFiles,
  beginWizard,
  enterServer,
  enterStep,
  nextStep,
  nextStepAfterVerification,
  wizardStep,
} from './wizard-user.ts'

test.use({ serverOptions: { consumer: 'not-active-yet' } })

test('explains IBKR’s rejections with a remedy: inactive consumer key, wrong signature key, competing login', async ({
  window,
  files,
  server,
  oauth1,
}) => {
  await waitForAuthentication(window)
  await beginWizard(window)
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const stranger = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
  await addFiles(window, files, [settingsFile({ ...oauth1, signature: stranger })])
  await nextStep(window)
  await enterServer(window, server.apiUrl)
  await nextStep(window)
  await nextStepAfterVerification(window, 'offline')
  await expectAccessible(window)

  const online = wizardStep(window, 'Does IBKR let you in?')
  const lines = window.getByRole('list', { name: 'Proof' }).getByRole('listitem')
  await pressEnterOn(window, window.getByRole('button', { name: 'Log in once' }))
  await expect(lines).toHaveText([
    /new keys work after the nightly reset.*IBKR said:.*invalid consumer/,
    /not asked/,
    /not asked/,
  ])
  await expect(window.getByRole('status').getByText('One line does not hold.')).toBeAttached()
  await expect(online).toContainText('With a new consumer key this is the answer to expect')
  await expect(window.getByRole('button', { name: 'Store now, prove later' })).toBeFocused()
  await expect(window.getByRole('navigation', { name: 'Steps' })).toContainText(/Proof, online/)
  await expectAccessible(window)

  server.controls.activateConsumer()
  await pressEnterOn(window, window.getByRole('button', { name: 'Ask again' }))
  await expect(lines).toHaveText([
    /the signature key is another one.*Create a new token.*IBKR said:.*LST Failed/,
    /not asked/,
    /not asked/,
  ])
  await expect(online).toContainText('The keys can be stored all the same.')
  await expect(window.getByRole('button', { name: 'Ask again' })).toBeFocused()
  await pressEnterOn(window, lines.first().getByRole('button', { name: 'Strings: mend it there' }))
  await expect(wizardStep(window, 'The three strings of IBKR’s page')).toBeVisible()

  await enterStep(window, 'Start from')
  await addFiles(window, files, [settingsFile(oauth1)])
  server.controls.setCompeting(true)
  await enterStep(window, 'Proof, offline')
  await nextStepAfterVerification(window, 'offline')
  await pressEnterOn(window, window.getByRole('button', { name: 'Log in once' }))
  await expect(lines).toHaveText([
    /holds/,
    /Another program .* holds it now, and was left alone/,
    /Not requested, because another program holds the brokerage session/,
  ])
  await expectAccessible(window)
  const logins = server.record.requests({ path: /ssodh\/init$/ }).map(({ body }) => body)
  expect(logins.filter((body) => body.includes('"compete":true'))).toEqual([])
})

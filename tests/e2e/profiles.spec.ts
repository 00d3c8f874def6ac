import { choose } from './choose-option.ts'
import { expect, expectAccessible, longStep, waitForAuthentication } from './console-fixture.ts'
import {
  addGateway,
  profileSwitcher,
  statusButton,
  submitGateway,
  switchToNewGateway,
  test,
  titleButton,
} from './gateways-fixture.ts'
import { runCommand, waitForDialogKeys } from './keyboard-user.ts'

test('adds gateways, shows no data of the previous profile, and trusts only the pinned certificate', async ({
  window,
  gateways,
}) => {
  await waitForAuthentication(window)

  await test.step('adds a gateway by keyboard', async () => {
    const gateway = await gateways.start()
    await switchToNewGateway(window, 'On this machine', gateway.apiUrl)
    await expect(statusButton(window, 'Profile: On this machine PAPER')).toBeVisible()
    await expect(window.locator('.frame')).toHaveAttribute('data-environment', 'paper')
    await expect(window.getByRole('switch', { name: 'Armed' })).not.toBeChecked()

    await choose(window.getByRole('combobox', { name: 'Method' }), 'POST')
    await window.getByRole('textbox', { name: 'Path' }).fill('/iserver/questions/suppress/reset')
    await window.keyboard.press('Control+p')
    const options = profileSwitcher(window).getByRole('option')
    await expect(options).toHaveText([/Practice.*PRACTICE/, /On this machine, in use.*PAPER/])
    await expect(options.nth(1)).toHaveAttribute('aria-selected', 'true')
    await window.keyboard.press('ArrowUp')
    await expect(options.nth(0)).toHaveAttribute('aria-selected', 'true')
    await window.keyboard.press('Enter')
    await expect(statusButton(window, 'Profile: Practice PRACTICE')).toBeVisible()
    await expect(window.locator('.frame')).toHaveAttribute('data-environment', 'practice')
    await waitForAuthentication(window)

    // A draft that was entered for another profile is sent only after a confirmation.
    await window.keyboard.press('Control+Enter')
    const question = window.getByRole('alertdialog')
    await expect(question).toContainText('Written for “On this machine”. It would now be sent to “Practice”.')
    await expectAccessible(window)
    await window.keyboard.press('Escape')
    await expect(question).toBeHidden()
    expect(gateway.record.requests({ path: /suppress/ })).toEqual([])

    await window.keyboard.press('Control+k')
    await window.keyboard.type('switch to profile on this')
    await expect(window.getByRole('option', { name: /Switch to profile On this machine/ })).toBeVisible()
    await window.keyboard.press('Enter')
    await expect(statusButton(window, 'Profile: On this machine PAPER')).toBeVisible()
    await waitForAuthentication(window)
    await runCommand(window, 'Disconnect')
    await window.getByRole('alertdialog', { name: 'Disconnect?' }).getByRole('button', { name: 'Disconnect' }).click()
    await expect(window.getByRole('button', { name: 'Session: Disconnected' })).toBeVisible()
    await expect(titleButton(window, 'Profile: On this machine PAPER')).toBeVisible()
  })

  await test.step('does not show the response of the previous profile after a switch', async () => {
    const gateway = await gateways.start()
    await addGateway(window, 'Other', gateway.apiUrl)
    await expect(statusButton(window, 'Profile: Other PAPER')).toBeVisible()
    const response = window.getByRole('region', { name: 'Response', exact: true })
    await choose(window.getByRole('combobox', { name: 'Method' }), 'GET')
    await window.getByRole('textbox', { name: 'Path' }).fill('/iserver/accounts')
    await window.keyboard.press('Control+Enter')
    await expect(response).toContainText('DU1234567')
    await window.keyboard.press('Control+p')
    await profileSwitcher(window)
      .getByRole('option', { name: /Practice/ })
      .click()
    await expect(statusButton(window, 'Profile: Practice PRACTICE')).toBeVisible()
    await expect(response).not.toContainText('DU1234567')
    await expect(window.getByRole('textbox', { name: 'Path' })).toHaveValue('/iserver/accounts')
  })

  await test.step('keeps a separate order ticket for each profile', async () => {
    const quantity = window.getByRole('form', { name: 'Order ticket' }).getByLabel('Quantity')
    const use = async (profile: RegExp) => {
      await window.keyboard.press('Control+p')
      await profileSwitcher(window).getByRole('option', { name: profile }).click()
    }
    await window.getByRole('link', { name: /^Orders/ }).click()
    await window.keyboard.press('n')
    await quantity.fill('10')
    await use(/Other/)
    await expect(statusButton(window, 'Profile: Other PAPER')).toBeVisible()
    await expect(quantity).toHaveValue('')
    await use(/Practice/)
    await expect(statusButton(window, 'Profile: Practice PRACTICE')).toBeVisible()
    await expect(quantity).toHaveValue('10')
  })

  await test.step('opens profiles for the profile in use, not the one viewed last', async () => {
    const region = (name: string) => window.getByRole('region', { name: `Profile ${name}` })
    await window.getByRole('link', { name: /^Profiles/ }).click()
    await expect(region('Practice')).toBeVisible()
    await window.getByRole('listbox', { name: 'Profiles' }).getByRole('option', { name: /Other/ }).click()
    await expect(region('Other')).toBeVisible()
    await window.getByRole('link', { name: /^Orders/ }).click()
    await window.getByRole('link', { name: /^Profiles/ }).click()
    await expect(region('Practice')).toBeVisible()
    await expect(region('Other')).toBeHidden()
  })

  await test.step('shows a link to the gateway login in every view', async () => {
    const gateway = await gateways.start({ loggedIn: false })
    await addGateway(window, 'Logged out', gateway.apiUrl)
    await expect(window.getByText('Logged out needs a login.')).toBeVisible()
    await expect(window.getByRole('link', { name: 'Open login page' })).toHaveAttribute(
      'href',
      `${new URL(gateway.apiUrl).origin}/`,
    )
    await expectAccessible(window)
    gateway.controls.setLoggedIn(true)
    await waitForAuthentication(window)
    await expect(window.getByText('needs a login')).toBeHidden()
  })

  await test.step('closes the connection when the certificate changes', async () => {
    const before = await gateways.start()
    await addGateway(window, 'Replaced', before.apiUrl)
    await expect(statusButton(window, 'Profile: Replaced PAPER')).toBeVisible()
    await window.keyboard.press('Control+p')
    await profileSwitcher(window)
      .getByRole('option', { name: /Practice/ })
      .click()
    await expect(statusButton(window, 'Profile: Practice PRACTICE')).toBeVisible()
    await before.close()
    const after = await gateways.start({ port: before.port })
    await window.keyboard.press('Control+p')
    await profileSwitcher(window)
      .getByRole('option', { name: /Replaced/ })
      .click()

    const question = window.getByRole('alertdialog', { name: 'The gateway’s certificate changed' })
    const fingerprint = async (which: string): Promise<string> =>
      (await question.getByRole('region', { name: which }).locator('.fingerprint').textContent()) ?? ''
    await expect(question).toBeVisible()
    const pinned = await fingerprint('Pinned certificate')
    const presented = await fingerprint('Presented certificate')
    expect(pinned).toMatch(/^[0-9A-F:]{92}$/)
    expect(presented).not.toBe(pinned)
    await expect(question.getByRole('button', { name: 'Stay disconnected' })).toBeFocused()
    await expectAccessible(window)
    expect(after.record.requests()).toEqual([])

    await window.keyboard.press('Escape')
    await expect(window.getByRole('button', { name: 'Session: Disconnected' })).toBeVisible()
    await window.keyboard.press('Control+k')
    await window.keyboard.type('connect')
    await expect(window.getByRole('option', { name: /^Connect/ }).first()).toHaveAttribute('aria-selected', 'true')
    await window.keyboard.press('Enter')
    await expect(question).toBeVisible()
    await waitForDialogKeys(window)
    await window.keyboard.press('Tab')
    await expect(question.getByRole('button', { name: 'Trust new certificate' })).toBeFocused()
    await window.keyboard.press('Enter')
    await expect(question).toBeHidden()
    await waitForAuthentication(window)
    await window.getByRole('link', { name: /^Session/ }).click()
    await expect(window.locator('.session-facts .fingerprint')).toHaveText(presented)
  })

  await longStep('reports an invalid gateway address', async () => {
    await submitGateway(window, 'Practice', 'ftp://localhost')
    const dialog = window.getByRole('dialog', { name: 'Add a gateway' })
    const name = dialog.getByLabel('Name')
    const address = dialog.getByLabel('Address')
    await expect(name).toHaveAccessibleDescription(/A profile "Practice" already exists/)
    await name.fill('Nobody there')
    await window.keyboard.press('Enter')
    await expect(address).toHaveAccessibleDescription(/neither http nor https/)
    await expectAccessible(window)
    await address.fill('')
    await window.keyboard.press('Enter')
    await expect(address).toHaveAccessibleDescription('Enter the gateway’s address.')
    await address.fill('https://127.0.0.1:9')
    await window.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
    await expect(statusButton(window, 'Profile: Nobody there UNKNOWN')).toBeVisible()
    await window.getByRole('switch', { name: 'Armed' }).press('Space')
    await expect(window.getByText(/Connect before you arm/)).toBeVisible()
    await expect(window.getByRole('switch', { name: 'Armed' })).not.toBeChecked()
    await window.keyboard.press('g')
    await window.keyboard.press('p')
    await expect(window.getByRole('region', { name: 'Profile Nobody there' })).toContainText('UNKNOWN')
  })
})

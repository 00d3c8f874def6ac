import { hostname } from 'node:os'
import { choose } from './choose-option.ts'
import { expect, expectAccessible, waitForAuthentication } from './console-fixture.ts'
import {
  addGateway,
  profileSwitcher,
  statusButton,
  submitGateway,
  switchToNewGateway,
  test,
  titleButton,
} from './gateways-fixture.ts'
import { pressEnterInDialog, runCommand, waitForDialogKeys } from './keyboard-user.ts'

test('shows no data of the previous profile', async ({ window, gateways }) => {
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

  await test.step('reports an invalid gateway address', async () => {
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

test('manages profiles and gateway logins by keyboard', async ({ window, gateways }) => {
  await waitForAuthentication(window)

  await test.step('renames, duplicates and deletes profiles', async () => {
    const gateway = await gateways.start()
    await addGateway(window, 'First', gateway.apiUrl)
    await expect(statusButton(window, 'Profile: First PAPER')).toBeVisible()
    await window.keyboard.press('g')
    await window.keyboard.press('p')
    const list = window.getByRole('listbox', { name: 'Profiles' })
    const first = window.getByRole('region', { name: 'Profile First' })
    await expect(first).toContainText(/[0-9A-F]{2}(:[0-9A-F]{2}){7}/)
    await expectAccessible(window)
    await first.getByRole('button', { name: 'Duplicate' }).press('Enter')
    await expect(list.getByRole('option')).toHaveText([/Practice/, /First/, /First copy/])
    const copy = window.getByRole('region', { name: 'Profile First copy' })
    await copy.getByRole('textbox', { name: 'Name' }).fill('First')
    await window.keyboard.press('Enter')
    await expect(copy.getByRole('textbox', { name: 'Name' })).toHaveAccessibleDescription(
      /A profile "First" already exists/,
    )
    await copy.getByRole('textbox', { name: 'Name' }).fill('Second')
    await copy.getByRole('textbox', { name: 'Address' }).fill('https://127.0.0.1:9')
    await expect(copy.getByRole('textbox', { name: 'Address' })).toHaveAccessibleDescription(
      /clears the pinned certificate/,
    )
    await window.keyboard.press('Enter')
    const second = window.getByRole('region', { name: 'Profile Second' })
    await expect(second).toContainText('UNKNOWN')
    await expect(second).toContainText('No certificate pinned yet')

    await list.focus()
    await window.keyboard.press('ArrowUp')
    await expect(first).toBeVisible()
    await first.getByRole('button', { name: 'Delete…' }).press('Enter')
    const question = window.getByRole('alertdialog', { name: 'Delete profile “First”?' })
    for (const words of ['pinned certificate', 'switches to Practice']) await expect(question).toContainText(words)
    await expectAccessible(window)
    await window.keyboard.press('Escape')
    await expect(question).toBeHidden()
    await expect(list.getByRole('option')).toHaveCount(3)
    await first.getByRole('button', { name: 'Delete…' }).press('Enter')
    await question.getByRole('button', { name: 'Delete' }).click({ delay: 20 })
    await expect(list.getByRole('option')).toHaveText([/Practice/, /Second/])
    await expect(statusButton(window, 'Profile: Practice PRACTICE')).toBeVisible()
    await expect(window.getByRole('heading', { name: 'Practice' })).toBeFocused()
    await waitForAuthentication(window)
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
})

test('trusts only the pinned certificate of a gateway', async ({ window, gateways }) => {
  await waitForAuthentication(window)

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
    await window.keyboard.press('g')
    await window.keyboard.press('s')
    await expect(window.locator('.session-facts .fingerprint')).toHaveText(presented)
  })

  await test.step('asks the user before it trusts a remote gateway with an unknown certificate', async () => {
    // The network name of this machine counts as a remote machine.
    const before = await gateways.start({ host: '0.0.0.0' })
    await addGateway(window, 'Elsewhere', `https://${hostname()}:${before.port}`)
    const unknown = window.getByRole('alertdialog', { name: 'Trust this certificate?' })
    await expect(unknown).toContainText(
      'The gateway runs on another computer, and its certificate is not signed by a trusted authority',
    )
    const presented = unknown.getByRole('region', { name: 'Presented certificate' }).locator('.fingerprint')
    await expect(presented).toHaveText(/^[0-9A-F:]{92}$/)
    const first = (await presented.textContent()) ?? ''
    await expect(unknown.getByRole('button', { name: 'Stay disconnected' })).toBeFocused()
    await expectAccessible(window)
    expect(before.record.requests()).toEqual([])
    await pressEnterInDialog(window, unknown.getByRole('button', { name: 'Trust certificate' }))
    await expect(unknown).toBeHidden()
    await waitForAuthentication(window)

    await before.close()
    const after = await gateways.start({ host: '0.0.0.0', port: before.port })
    await runCommand(window, 'Reconnect')
    const changed = window.getByRole('alertdialog', { name: 'The gateway’s certificate changed' })
    await expect(changed.getByRole('region', { name: 'Pinned certificate' }).locator('.fingerprint')).toHaveText(first)
    await expect(changed.getByRole('region', { name: 'Presented certificate' }).locator('.fingerprint')).not.toHaveText(
      first,
    )
    expect(after.record.requests()).toEqual([])
  })
})

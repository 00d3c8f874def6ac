import { hostname } from 'node:os'
import { expect, expectAccessible, waitForAuthentication } from './console-fixture.ts'
import { addGateway, statusButton, test } from './gateways-fixture.ts'
import { pressEnterInDialog, runCommand } from './keyboard-user.ts'

test('manages profiles by keyboard, and trusts a remote gateway only after a question', async ({
  window,
  gateways,
}) => {
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

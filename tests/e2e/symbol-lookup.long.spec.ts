import { expect, waitForAuthentication } from './console-fixture.ts'
import { testOnGateway as test } from './gateways-fixture.ts'

test('accepts a quantity during a symbol lookup', async ({ window, gateway }) => {
  await waitForAuthentication(window)
  // Contracts are remembered for a day, so that each slow lookup needs another symbol.
  const slow = () => gateway.controls.faults.add('latency=1500@/iserver/secdef/*,times=1')
  const { keyboard } = window
  for (const key of ['g', 'o', 'n']) await keyboard.press(key)
  const ticket = window.getByRole('form', { name: 'Order ticket' })
  const symbol = ticket.getByRole('combobox', { name: 'Symbol' })
  const quantity = ticket.getByLabel('Quantity')
  await expect(symbol).toBeFocused()

  await test.step('moves the focus to the quantity on Enter before the symbol is found', async () => {
    slow()
    await keyboard.type('AAPL')
    await keyboard.press('Enter')
    await keyboard.type('10')
    await expect(quantity).toHaveValue('10')
    await expect(symbol).toHaveValue('AAPL')
    await expect(ticket).toContainText('Looking up “AAPL”…')
    await expect(ticket).toContainText('APPLE INC')
    // When the contract arrives, the text entered in the meantime is not selected.
    await keyboard.type('0')
    await expect(quantity).toHaveValue('100')
  })

  await test.step('replaces the previous quantity after the contract changes', async () => {
    await keyboard.press('Shift+Tab')
    await expect(symbol).toBeFocused()
    await keyboard.type('IBM')
    await expect(window.getByRole('option', { name: /IBM/ }).first()).toBeVisible()
    // Scrolling does not close the list of contracts while its field is visible.
    await window.getByRole('grid', { name: 'Orders' }).evaluate((grid) => grid.dispatchEvent(new Event('scroll')))
    await ticket.evaluate((form) => form.dispatchEvent(new Event('scroll')))
    await window.evaluate(() => new Promise(requestAnimationFrame))
    await expect(window.getByRole('option', { name: /IBM/ }).first()).toBeVisible()
    await keyboard.press('Enter')
    await expect(quantity).toBeFocused()
    await keyboard.type('50')
    await expect(quantity).toHaveValue('50')
  })

  await test.step('accepts the exact match on Tab', async () => {
    await symbol.fill('MSFT')
    await expect(window.getByRole('option', { name: /MSFT/ }).first()).toBeVisible()
    await keyboard.press('Tab')
    await expect(ticket).toContainText('MICROSOFT')
    slow()
    await symbol.fill('NVDA')
    await keyboard.press('Tab')
    await expect(quantity).toBeFocused()
    await expect(ticket).toContainText('NVIDIA')
    await expect(quantity).toBeFocused()
  })

  await test.step('replaces the symbol with a contract from the palette while the lookup is pending', async () => {
    slow()
    const lookup = gateway.record.nextRequest({ fault: 'latency' })
    await symbol.fill('TSLA')
    await keyboard.press('Enter')
    await expect(ticket).toContainText('Looking up “TSLA”…')
    await lookup
    const sentAt = Date.now()
    await keyboard.press('Control+k')
    await expect(window.getByRole('combobox', { name: 'Search commands and operations' })).toBeFocused()
    await keyboard.insertText('IBM')
    await window.getByRole('option', { name: 'New order for IBM' }).click()
    await expect(symbol).toHaveValue('IBM')
    // The page does not show when the delayed response arrives, so the test waits for a fixed time.
    await window.waitForTimeout(Math.max(0, sentAt + 1_800 - Date.now()))
    await expect(symbol).toHaveValue('IBM')
    await expect(ticket).not.toContainText('TESLA')
  })

  await test.step('marks a symbol without an exact match on Tab', async () => {
    await symbol.fill('QQXZ')
    await keyboard.press('Tab')
    await expect(symbol).toHaveValue('QQXZ')
    await expect(symbol).toHaveAttribute('aria-invalid', 'true')
    await expect(ticket).toContainText('No contract for “QQXZ”.')
    await expect(symbol).not.toBeFocused()
  })

  await test.step('after Enter, focuses an unmatched symbol again unless the user types in the next field', async () => {
    slow()
    await symbol.fill('QQXY')
    await keyboard.press('Enter')
    await expect(symbol).toHaveAttribute('aria-invalid', 'true')
    await expect(symbol).toBeFocused()
    slow()
    await keyboard.type('QQXW')
    await keyboard.press('Enter')
    await keyboard.type('7')
    await expect(symbol).toHaveAttribute('aria-invalid', 'true')
    await expect(quantity).toBeFocused()
    await expect(quantity).toHaveValue('7')
  })
})

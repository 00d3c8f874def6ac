import { expect, waitForAuthentication } from './console-fixture.ts'
import { testOnGateway as test } from './gateways-fixture.ts'
import { runCommand, waitForPaint } from './keyboard-user.ts'
import { reviewOrder } from './order-ticket.ts'

test('handles fast, repeated and held keys correctly', async ({ window }) => {
  await waitForAuthentication(window)

  await test.step('handles two consecutive two-key shortcuts', async () => {
    const current = window.getByRole('navigation', { name: 'Views' }).locator('[aria-current="page"]')
    // After Escape has closed the options of the method, letters are shortcuts again.
    await window.getByRole('combobox', { name: 'Method' }).click()
    await expect(window.getByRole('option', { name: 'GET', exact: true })).toBeVisible()
    await window.keyboard.press('Escape')
    for (const [key, view] of [
      ['o', 'Orders'],
      ['p', 'Profiles'],
      ['s', 'Session'],
    ] as const) {
      await window.keyboard.press('g')
      await window.keyboard.press(key)
      await expect(current).toHaveText(new RegExp(view))
    }
    await window.keyboard.press('p')
    await expect(current).toHaveText(/Session/)
  })

  await test.step('does not place an order if Enter is held down before the review opens', async () => {
    const review = window.getByRole('dialog', { name: 'Review order' })
    const question = window.getByRole('alertdialog', { name: 'IBKR requires confirmation' })
    const placed = window.getByRole('grid', { name: 'Orders' }).getByRole('row').filter({ hasText: '7.77' })
    const quantity = window.getByRole('form', { name: 'Order ticket' }).getByLabel('Quantity')

    await window.getByRole('switch', { name: 'Armed' }).press('Space')
    await reviewOrder(window, '3', '7.77')
    await window.keyboard.press('Escape')
    await expect(review).toBeHidden()

    await quantity.focus()
    await window.keyboard.down('Enter')
    await expect(review).toBeVisible()
    // The dialog ignores all keys for a short time after it opens.
    for (let repeat = 0; repeat < 20; repeat += 1) {
      await window.keyboard.down('Enter')
      await window.waitForTimeout(40)
    }
    await window.keyboard.up('Enter')
    await expect(review.getByRole('button', { name: 'Place order' })).toBeEnabled()
    await expect(question).toBeHidden()

    await window.keyboard.press('Escape')
    await expect(review).toBeHidden()
    await quantity.focus()
    // Without animation frames, nothing is painted: the second Enter comes before the review is visible.
    await window.evaluate(() => {
      const original = globalThis.requestAnimationFrame
      const waiting: FrameRequestCallback[] = []
      globalThis.requestAnimationFrame = (run) => waiting.push(run)
      Object.assign(globalThis, {
        paint() {
          globalThis.requestAnimationFrame = original
          for (const run of waiting) original(run)
        },
      })
    })
    await window.keyboard.press('Enter')
    await expect(review.getByRole('button', { name: 'Place order' })).toBeEnabled()
    await window.keyboard.press('Enter')
    await window.evaluate(() => (globalThis as unknown as { paint(): void }).paint())
    await expect(review.getByRole('button', { name: 'Place order' })).toBeEnabled()
    await expect(question).toBeHidden()
    await expect(placed).toHaveCount(0)

    await waitForPaint(window)
    await window.keyboard.press('Enter')
    await expect(question).toBeVisible()
    await question.getByRole('button', { name: "Don't place" }).click()
    await expect(question).toBeHidden()
  })

  await test.step('sends the request chosen in the palette, even if the window renders slowly', async () => {
    await runCommand(window, 'GET /portfolio/accounts')
    await expect(window.getByRole('textbox', { name: 'Path' })).toHaveValue('/portfolio/accounts')
    // Delays animation frames, as on a busy machine or in a hidden window.
    await window.evaluate(() => {
      globalThis.requestAnimationFrame = (run) => Number(setTimeout(() => run(performance.now()), 1_500))
    })
    await runCommand(window, 'GET /iserver/accounts')
    await window.keyboard.press('Control+Enter')
    const response = window.getByRole('region', { name: 'Response', exact: true })
    await expect(response).toContainText('/iserver/accounts')
    await expect(window.getByRole('textbox', { name: 'Path' })).toHaveValue('/iserver/accounts')
  })

  await test.step('accepts a symbol before the lookup ends', async () => {
    await window.getByRole('link', { name: 'Explorer' }).focus()
    for (const key of ['g', 'o', 'n', 'Control+a']) await window.keyboard.press(key)
    await window.keyboard.type('MSFT')
    await window.keyboard.press('Enter')
    const ticket = window.getByRole('form', { name: 'Order ticket' })
    await expect(ticket).toContainText('MICROSOFT')
    await expect(ticket.getByRole('combobox', { name: 'Symbol' })).toHaveValue('MSFT')
    await expect(ticket.locator('[aria-invalid="true"]')).toHaveCount(0)

    // The quote that arrives must not add a tab stop before the price.
    const quantity = ticket.getByLabel('Quantity')
    await expect(quantity).toBeFocused()
    await quantity.fill('10')
    await expect(ticket.getByRole('group', { name: 'Quote' })).toBeVisible()
    await window.keyboard.press('Tab')
    await window.keyboard.type('24')
    await expect(ticket.getByLabel('Limit price')).toHaveValue('24')
    await window.keyboard.press('Tab')
    await expect(ticket.getByLabel('Unit')).toBeFocused()
    // A letter that matches no option is not a shortcut in a form field.
    await window.keyboard.press('p')
    await expect(window.getByText(/^Paused at/)).toBeHidden()
    await quantity.focus()
    await window.keyboard.press('Shift+Tab')
    const symbol = ticket.getByRole('combobox', { name: 'Symbol' })
    await expect(symbol).toBeFocused()

    // The entered price belongs to one contract, so the next contract starts without a price.
    await symbol.fill('IBM')
    await window.keyboard.press('Enter')
    await expect(quantity).toBeFocused()
    await expect(quantity).toHaveValue('10')
    await expect(ticket.getByLabel('Limit price')).toHaveValue('')

    // A symbol from the palette replaces the contract and its prices.
    await expect(ticket).toContainText('INTL BUSINESS MACHINES')
    await ticket.getByLabel('Limit price').fill('250')
    await window.keyboard.press('Control+k')
    await expect(window.getByRole('combobox', { name: 'Search commands and operations' })).toBeFocused()
    await window.keyboard.insertText('AAPL')
    await window.keyboard.press('ArrowDown')
    await expect(window.getByRole('option', { name: 'New order for AAPL', selected: true })).toBeVisible()
    await window.keyboard.press('Enter')
    await expect(symbol).toHaveValue('AAPL')
    await expect(ticket).not.toContainText('INTL BUSINESS MACHINES')
    await expect(ticket.getByLabel('Limit price')).toHaveValue('')
    await expect(window.getByRole('option', { name: /APPLE INC/ })).toBeVisible()
    await window.keyboard.press('Enter')
    await expect(quantity).toBeFocused()
    await expect(ticket).toContainText('APPLE INC')
  })
})

test('accepts a quantity during a symbol lookup', async ({ window, gateway }) => {
  await waitForAuthentication(window)
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
    await symbol.fill('AAPL')
    await keyboard.press('Tab')
    await expect(quantity).toBeFocused()
    await expect(ticket).toContainText('APPLE INC')
    await expect(quantity).toBeFocused()
  })

  await test.step('replaces a symbol during its lookup with a contract from the palette', async () => {
    slow()
    const lookup = gateway.record.nextRequest({ fault: 'latency' })
    await symbol.fill('MSFT')
    await keyboard.press('Enter')
    await expect(ticket).toContainText('Looking up “MSFT”…')
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
    await expect(ticket).not.toContainText('MICROSOFT')
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

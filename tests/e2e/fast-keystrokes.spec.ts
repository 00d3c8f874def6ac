import { expect, waitForAuthentication } from './console-fixture.ts'
import { testOnGateway as test } from './gateways-fixture.ts'
import { runCommand, waitForPaint } from './keyboard-user.ts'
import { reviewOrder } from './order-ticket.ts'

test('handles fast, repeated and held keys correctly', async ({ window, gateway }) => {
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
    // Escape leaves a text field, so that a shortcut typed next is not lost in its text.
    await window.keyboard.press('g')
    await window.keyboard.press('e')
    const path = window.getByRole('textbox', { name: 'Path' })
    await path.fill('/iserver/accounts')
    await window.keyboard.press('Escape')
    await window.keyboard.press('g')
    await window.keyboard.press('s')
    await expect(current).toHaveText(/Session/)
    await window.keyboard.press('g')
    await window.keyboard.press('e')
    await expect(path).toHaveValue('/iserver/accounts')
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

  await test.step('does not confirm a question that a double click or a second click has not seen', async () => {
    const review = window.getByRole('dialog', { name: 'Review order' })
    const question = window.getByRole('alertdialog', { name: 'IBKR requires confirmation' })
    await window.getByRole('form', { name: 'Order ticket' }).getByRole('button', { name: 'Review order' }).click()
    const place = review.getByRole('button', { name: 'Place order' })
    await expect(place).toBeEnabled()
    await place.dblclick()
    const confirm = question.getByRole('button', { name: 'Place order' })
    await expect(confirm).toBeVisible()
    // A second click that is no double click.
    await confirm.click({ force: true })
    await expect(confirm).toBeEnabled()
    expect(gateway.record.requests({ path: /\/iserver\/reply\// }).filter(({ body }) => body.includes('true'))).toEqual(
      [],
    )
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

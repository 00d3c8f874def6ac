import { choose } from './choose-option.ts'
import { expect, expectAccessible, test, waitForAuthentication } from './console-fixture.ts'
import { findRerenderedRows } from './rerendered-rows.ts'

test('keeps the order form in sync with the JSON body', async ({ window }) => {
  await waitForAuthentication(window)

  await test.step('loads the form code before the user opens the first form', async () => {
    await window.waitForFunction(() => {
      const fetched = performance.getEntriesByType('resource').map(({ name }) => name)
      // Waits until the form and its order fields are loaded.
      return ['/body-form-', '/orders-', '/body-editor-'].every((part) => fetched.some((name) => name.includes(part)))
    })
    const waits = await window.evaluateHandle(() => {
      const seen: string[] = []
      new MutationObserver(() => {
        for (const line of document.querySelectorAll('.loading-line')) seen.push(line.textContent)
      }).observe(document.body, { childList: true, subtree: true })
      return seen
    })
    await window.keyboard.press('Control+k')
    await window.getByRole('combobox', { name: 'Search commands and operations' }).fill('preview an order')
    await window.keyboard.press('Enter')
    await expect(window.getByRole('combobox', { name: 'orders[0].side' })).toBeVisible()
    expect(await waits.jsonValue()).toEqual([])
  })

  await test.step('applies changes in the form to the JSON and vice versa', async () => {
    await window.keyboard.press('Control+k')
    await window.getByRole('combobox', { name: 'Search commands and operations' }).fill('preview an order')
    await window.keyboard.press('Enter')

    const conid = window.getByRole('combobox', { name: 'orders[0].conid' })
    await conid.fill('TSLA')
    await expect(window.getByRole('option', { name: /TESLA/ })).toBeVisible()
    await window.keyboard.press('Enter')
    await expect(conid).toHaveValue('76792991')

    const quantity = window.getByRole('textbox', { name: 'orders[0].quantity' })
    await quantity.fill('many')
    await expectAccessible(window)
    await window.getByRole('textbox', { name: 'Path' }).focus()
    await window.keyboard.press('Control+Enter')
    await expect(quantity).toBeFocused()
    await expect(quantity).toHaveAccessibleDescription(/Enter a number/)
    await quantity.fill('1.50')

    const view = window.getByRole('radiogroup', { name: 'Edit the body as' })
    await view.getByText('JSON').click()
    const json = window.getByRole('textbox', { name: 'JSON body' })
    await expect(json).toContainText('"conid": 76792991')
    await expect(json).toContainText('"quantity": 1.50')
    // The JSON view lists all errors.
    await json.fill('{"orders": [{"conid": 265598, "side": "HOLD", "quantity": -1, "orderType": "MKT", "tif": "DAY"}]}')
    await window.keyboard.press('Control+Enter')
    await expect(json).toHaveAccessibleDescription(
      /\/orders\/0\/side Enter one of BUY, SELL.*\/orders\/0\/quantity Enter at least 0/,
    )
    await expectAccessible(window)
    // Replaced text leaves no inline style with its colour behind, which the page's policy would block.
    await json.fill('"x')
    await expect(window.locator('.json-error')).toHaveText('"')
    await window.keyboard.press('ControlOrMeta+a')
    await window.keyboard.type('y')
    await expect(json).toHaveText('y')
    await json.fill('{"orders": [{"conid": 265598, "side": "BUY", "quantity": 2.00, "new": [1')
    // The text ends too early, so the last character is underlined.
    await expect(window.locator('.json-error')).toHaveText('1')
    await view.getByText('Form').click()
    await expect(window.getByText(/Form unavailable: Line 1/)).toBeVisible()
    await json.fill(
      '{"orders": [{"conid": 265598, "side": "BUY", "quantity": 2.00, "orderType": "MKT", "tif": "DAY", "new": [1.0]}]}',
    )
    await expect(quantity).toHaveValue('2.00')
    await choose(window.getByRole('combobox', { name: 'orders[0].side' }), 'SELL')
    await window.keyboard.press('Control+Enter')
    await expect(window.getByRole('region', { name: 'Response', exact: true })).toContainText('200')
    await view.getByText('JSON').click()
    for (const kept of ['"SELL"', '2.00', '1.0']) await expect(json).toContainText(kept)
  })

  await test.step('renders only the edited row of a form with hundreds of rows', async () => {
    await window.keyboard.press('Control+k')
    await window.getByRole('combobox', { name: 'Search commands and operations' }).fill('preview an order')
    await window.keyboard.press('Enter')
    const view = window.getByRole('radiogroup', { name: 'Edit the body as' })
    await view.getByText('JSON').click()
    const orders = Array.from({ length: 40 }, (_, at) => ({ conid: at, side: 'BUY', quantity: 1, orderType: 'MKT' }))
    await window.getByRole('textbox', { name: 'JSON body' }).fill(JSON.stringify({ orders }))
    await view.getByText('Form').click()
    await expect.poll(() => window.locator('.body-form [data-row]').count()).toBeGreaterThan(230)

    const quantity = window.getByRole('textbox', { name: 'orders[30].quantity' })
    const drawn = await findRerenderedRows(window, async () => {
      await quantity.press('End')
      await window.keyboard.type('50x')
      await expect(quantity).toHaveAccessibleDescription(/Enter a number/)
    })
    expect(drawn.filter((row) => row !== 'body')).toEqual(['/orders', '/orders/30', '/orders/30/quantity'])
    await expect(quantity).toHaveValue('150x')
  })
})

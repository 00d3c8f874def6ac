import { expect, expectAccessible, longStep, test, waitForAuthentication } from './console-fixture.ts'
import { pressEnterInDialog, pressEnterOn, runCommand, tabTo, waitForDialogKeys } from './keyboard-user.ts'

test('places an order by keyboard, and withdraws a request that waits', async ({ window, console, complaints }) => {
  test.slow()
  await waitForAuthentication(window)
  const response = window.getByRole('region', { name: 'Response', exact: true })
  await runCommand(window, 'Place orders')
  await runCommand(window, 'Disarm: reads only')
  const note = window.getByRole('note').filter({ hasText: 'Not armed: arm the profile to send this request.' })
  await expect(note).toContainText('can place, change or confirm orders')
  await expect(window.getByRole('button', { name: 'Send', exact: true })).toHaveAccessibleDescription(/Not armed/)

  await window.keyboard.press('Control+Enter')
  const confirm = window.getByRole('alertdialog', { name: 'Place this order?' })
  await expect(confirm.getByRole('button', { name: 'Place order' })).toBeDisabled()
  await expect(confirm.getByRole('button', { name: 'Back' })).toBeFocused()
  await expectAccessible(window)
  await pressEnterInDialog(window, confirm.getByRole('button', { name: 'Arm' }))
  await expect(confirm.getByRole('button', { name: 'Place order' })).toBeEnabled()
  for (const words of ['PRACTICE', 'Simulator', 'DU1234567', 'BUY', '1 AAPL', 'Limit 1', 'DAY'])
    await expect(confirm).toContainText(words)
  await window.keyboard.press('Escape')
  await expect(confirm).toBeHidden()
  await expect(response).toContainText('No response yet')

  await window.keyboard.press('Control+Enter')
  await pressEnterInDialog(window, confirm.getByRole('button', { name: 'Place order' }))
  const question = window.getByRole('alertdialog', { name: 'IBKR requires confirmation' })
  await expect(question).toContainText('exceeds')
  await expect(question.getByRole('button', { name: "Don't place" })).toBeFocused()
  await expectAccessible(window)

  await test.step('declines an order question whose dialog cannot be loaded', async () => {
    // The files of the desktop window cannot be intercepted.
    if (console.desktop) {
      await window.keyboard.press('Escape')
      await expect(question).toBeHidden()
      return
    }
    const chunk = /\/request-question-.*\.js$/
    await window.route(chunk, (route) => route.abort())
    await window.reload()
    const failure = window.getByRole('alertdialog', { name: 'Could not load this part of the window' })
    await expect(failure).toContainText('Closing this dialog declines IBKR’s question.')
    await expect(failure).toContainText('Retrying. If this continues, reload the window.')
    await expect(failure.getByRole('button', { name: 'Close' })).toBeFocused()
    // Shortcuts do not reach the view below.
    for (const key of ['g', 'o']) await window.keyboard.press(key)
    await expect(window.locator('[aria-current="page"]')).toHaveText(/Explorer/)
    await window.keyboard.press('Escape')
    await expect(failure).toBeHidden()
    await window.unroute(chunk)
    expect(new Set(complaints.splice(0))).toEqual(new Set(['Failed to load resource: net::ERR_FAILED']))
  })
  // IBKR takes the next order, because the question was declined.
  await runCommand(window, 'Place orders')
  await window.keyboard.press('Control+Enter')
  await pressEnterInDialog(window, confirm.getByRole('button', { name: 'Place order' }))
  await expect(question).toContainText('exceeds')
  await window.reload()
  for (const words of ['exceeds', 'DU1234567', 'BUY', '1 AAPL', 'Limit 1']) await expect(question).toContainText(words)
  const stopAsking = question.getByRole('checkbox', { name: /Don't ask again/ })
  await tabTo(window, stopAsking)
  await waitForDialogKeys(window)
  await window.keyboard.press('Space')
  await expect(stopAsking).toBeChecked()
  await pressEnterInDialog(window, question.getByRole('button', { name: 'Place order' }))
  await expect(response).toContainText('order_id')
  await expect(window.getByText('IBKR will not ask about o163 again')).toBeVisible()
  await expect(question).toBeHidden()

  await runCommand(window, 'Scanner parameters')
  await window.keyboard.press('Control+Enter')
  await expect(response).toContainText('scan_type_list')
  const send = window.getByRole('note').filter({ hasText: 'Send waits' })
  await expect(send).toContainText(/waits 1\d min( \d+ s)?: IBKR allows one call per 15 min for this endpoint/)
  await window.keyboard.press('Control+Enter')
  await expect(response).toContainText(/waits 1\d min( \d+ s)?: IBKR allows one call per 15 min for this endpoint/)
  await expectAccessible(window)
  await window.keyboard.press('Escape')
  await expect(response).toContainText('Withdrawn')
  await expect(response).toContainText('Nothing was sent.')
  await expect(send).toBeVisible()

  await longStep('warms up market data and repeats the request', async () => {
    await window.getByRole('textbox', { name: 'Path' }).fill('/iserver/marketdata/snapshot?conids=8314&fields=31,84')
    // The note about the previous request is no longer shown.
    expect(await send.count()).toBe(0)
    await window.keyboard.press('Control+Enter')
    await expect(response).toContainText('The first call for a contract only opens its stream')
    await pressEnterOn(window, response.getByRole('button', { name: 'Warm up and repeat' }))
    await expect(response).toContainText(/Warmed up: sent this request (once|twice|\d times) more\./)
    await expect(response.getByRole('tree')).toContainText(/31 · last price: "\d+\.\d+"/)

    await runCommand(window, 'Preview an order')
    // The review has requested market data for the contract.
    await window.getByRole('combobox', { name: 'orders[0].conid' }).fill('272093')
    // The shortcut also works while a tab has the focus.
    await window.getByRole('tab', { name: /^Body/ }).focus()
    await window.keyboard.press('Control+Enter')
    await expect(response).toContainText('The preview has no market data of the contract')
    await pressEnterOn(window, response.getByRole('button', { name: 'Warm up and repeat' }))
    await expect(response).toContainText(
      'Warmed up: sent GET /iserver/accounts, GET /iserver/marketdata/snapshot?conids=272093&fields=31, then this request once more.',
    )
    await expect(response.getByRole('tree')).toContainText('commission: "1 USD"')
  })
})

import { choose } from './choose-option.ts'
import { expect, expectAccessible, waitForAuthentication } from './console-fixture.ts'
import { testOnGateway as test } from './gateways-fixture.ts'
import { pressEnterInDialog } from './keyboard-user.ts'
import { reviewOrder } from './order-ticket.ts'

test.use({ gatewayOptions: { askQuestions: false, tls: false } })

test('never sends an order that the user cancels while it is queued', async ({ window, gateway }) => {
  await waitForAuthentication(window)
  await window.getByRole('switch', { name: 'Armed' }).press('Space')
  const sent = () => gateway.record.requests({ method: 'POST', path: /\/orders$/ }).length
  // Not for the preview, whose path ends with whatif.
  gateway.controls.faults.add('429@POST /iserver/account/DU1234567/orders,times=1')
  await reviewOrder(window, '7', '1.00')
  const review = window.getByRole('dialog', { name: 'Review order' })
  await pressEnterInDialog(window, review.getByRole('button', { name: 'Place order' }))
  await expect(window.getByText('Not placed', { exact: true })).toBeVisible()
  await expect(window.getByRole('form', { name: 'Order ticket' })).toContainText(/Rate limited\. Retry in (60|59) s\./)
  expect(sent()).toBe(1)

  await window.getByRole('button', { name: 'Review order' }).click()
  await pressEnterInDialog(window, review.getByRole('button', { name: 'Place order' }))
  await expect(review.getByRole('status')).toContainText('Queued: IBKR reported too many requests.')
  await expect(review).toContainText(/Sent in (5\d\.\d s|1 min)/)
  await expect(review).toContainText(/Withdrawn in \d\.\d s unless you keep it waiting/)
  const withdraw = review.getByRole('button', { name: 'Withdraw' })
  await expect(withdraw).toBeFocused()
  await expectAccessible(window)
  await review.getByRole('button', { name: 'Keep waiting' }).click()
  await expect(review).not.toContainText('Withdrawn in')
  await withdraw.click()
  await expect(window.getByRole('alert').filter({ hasText: 'Withdrawn' })).toContainText('Nothing was sent.')
  await expect(window.getByRole('form', { name: 'Order ticket' }).getByLabel('Quantity')).toHaveValue('7')

  await window.getByRole('link', { name: 'Explorer' }).click()
  await choose(window.getByRole('combobox', { name: 'Method' }), 'POST')
  await window.getByRole('textbox', { name: 'Path' }).fill('/iserver/account/DU1234567/orders')
  await window.getByRole('tab', { name: /Body/ }).click()
  await window.getByRole('radiogroup', { name: 'Edit the body as' }).getByText('JSON').click()
  const order = { conid: 265598, orderType: 'LMT', side: 'BUY', price: 1, quantity: 7, tif: 'DAY' }
  await window.getByRole('textbox', { name: 'JSON body' }).fill(JSON.stringify({ orders: [order] }))
  await window.keyboard.press('Control+Enter')
  const response = window.getByRole('region', { name: 'Response', exact: true })
  await pressEnterInDialog(window, window.getByRole('alertdialog').getByRole('button', { name: 'Place order' }))
  await expect(response).toContainText(/orders waits .*IBKR reported too many requests/)
  await expect(response).toContainText(/Withdrawn in \d\.\d s/)
  await expect(response.getByRole('button', { name: 'Keep waiting' })).toBeVisible()
  await expectAccessible(window)
  await response.getByRole('button', { name: 'Withdraw' }).click()
  await expect(response).toContainText('Nothing was sent.')
  expect(sent()).toBe(1)
})

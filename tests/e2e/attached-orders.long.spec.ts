import { expect, waitForAuthentication } from './console-fixture.ts'
import { profileSwitcher, switchToNewGateway, testOnGateway as test } from './gateways-fixture.ts'
import { confirmReview, enterBracket, orderList, placements, reviewOf, ticketOf } from './place-brackets.ts'

test.use({ gatewayOptions: { askQuestions: false, marketMoves: false, fillSeconds: 1 } })

/** Orders of another program: ten times those of the short scenario. */
const MANY = 640

test('places a bracket among many orders, over a reconnect and beside a second profile', async ({
  window,
  gateway,
  gateways,
}) => {
  await waitForAuthentication(window)
  await window.keyboard.press('g')
  await window.keyboard.press('o')
  gateway.controls.shakeOrders(1, MANY)
  gateway.controls.setPrice('AAPL', 240)
  await expect(window.getByText(/^6\d\d orders/)).toBeVisible()
  await window.getByRole('switch', { name: 'Armed' }).press('Space')

  // The stream reconnects while the review is open.
  await enterBracket(window, { quantity: '400', limit: '230', profit: '10', loss: '5' })
  await expect(reviewOf(window, 'Review bracket')).toBeVisible()
  gateway.controls.dropSockets()
  await confirmReview(window, 'Review bracket', 3)
  await expect.poll(() => placements(gateway)).toBe(1)
  await window.getByRole('searchbox', { name: 'Filter orders' }).fill('AAPL')
  const rows = orderList(window)
    .getByRole('row')
    .filter({ has: window.getByRole('gridcell', { name: '400', exact: true }) })
  await expect(rows).toHaveCount(3)
  await expect(rows.filter({ hasText: 'PreSubmitted' })).toHaveCount(2)

  // The entry fills, then the take profit: it reduces the stop loss with each part, and ends it.
  gateway.controls.setPrice('AAPL', 229)
  await expect(rows.filter({ hasText: 'Filled' })).toHaveCount(1)
  gateway.controls.setPrice('AAPL', 254)
  const all = orderList(window)
  await expect(all.getByRole('row').filter({ hasText: 'Filled' }).filter({ hasText: 'SELL' }).first()).toBeVisible()
  await expect(all.getByRole('row').filter({ hasText: 'Cancelled' }).filter({ hasText: 'SELL' }).first()).toBeVisible()

  // Each profile keeps its own bracket.
  await orderList(window).focus()
  await enterBracket(window, { quantity: '3', limit: '230', profit: '12', loss: '6' })
  await reviewOf(window, 'Review bracket').getByRole('button', { name: 'Back' }).click()
  const second = await gateways.start()
  await switchToNewGateway(window, 'Second', second.apiUrl)
  await window.keyboard.press('g')
  await window.keyboard.press('o')
  await window.keyboard.press('n')
  await expect(ticketOf(window).getByRole('combobox', { name: 'Symbol' })).toHaveValue('')
  await expect(ticketOf(window).getByLabel('Take profit')).toHaveCount(0)

  // A question in the middle of a bracket: "no" discards all its orders, and the ticket keeps its content.
  await window.getByRole('switch', { name: 'Armed' }).press('Space')
  await orderList(window).focus()
  await enterBracket(window, { quantity: '3', limit: '200', profit: '14', loss: '7' })
  await confirmReview(window, 'Review bracket', 3)
  const question = window.getByRole('alertdialog', { name: 'IBKR requires confirmation' })
  await expect(question.locator('.question')).toContainText('BUY 3 AAPL')
  await expect(question).toContainText('Take profit')
  await question.getByRole('button', { name: 'Place 3 orders' }).click()
  await expect(question.locator('.question')).toContainText('SELL 3 AAPL')
  await question.getByRole('button', { name: "Don't place" }).click()
  await expect(window.getByText('Not placed. The ticket is unchanged.')).toBeVisible()
  await expect(ticketOf(window).getByLabel('Take profit')).toHaveValue('14')
  await expect(orderList(window).getByRole('row').filter({ hasText: 'Inactive' })).toHaveCount(3)
  expect(placements(second)).toBe(1)
  await window.keyboard.press('Control+p')
  await profileSwitcher(window).getByRole('option', { name: /Lab/ }).click()
  await waitForAuthentication(window)
  await expect(ticketOf(window).getByLabel('Take profit')).toHaveValue('12')
  expect(placements(gateway)).toBe(1)
  expect(placements(second)).toBe(1)
})

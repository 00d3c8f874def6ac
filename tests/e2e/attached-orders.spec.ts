import type { Simulator } from '../../src/simulator/start-simulator.ts'
import { choose } from './choose-option.ts'
import { expect, expectAccessible, longStep, waitForAuthentication } from './console-fixture.ts'
import { testOnGateway as test } from './gateways-fixture.ts'
import { confirmReview, enterBracket, orderList, placements, reviewOf, ticketOf } from './place-brackets.ts'

test.use({ gatewayOptions: { askQuestions: false, marketMoves: false, fillSeconds: 1 } })

test('places brackets, groups and algorithms, and reports what IBKR does not accept', async ({ window, gateway }) => {
  await waitForAuthentication(window)
  await window.keyboard.press('g')
  await window.keyboard.press('o')
  await window.getByRole('switch', { name: 'Armed' }).press('Space')
  const ticket = ticketOf(window)
  const rows = orderList(window).getByRole('row').filter({ hasText: 'AAPL' })
  const sized = (quantity: string) =>
    rows.filter({ has: window.getByRole('gridcell', { name: quantity, exact: true }) })
  const before = await rows.count()

  // A bracket by keyboard: two keys more than a plain order, and one request.
  const keys = await enterBracket(window, { quantity: '5', limit: '230', profit: '10', loss: '5' })
  expect(keys).toBeLessThanOrEqual(4)
  const review = reviewOf(window, 'Review bracket')
  await expect(review.getByRole('row', { name: '1 Entry BUY 5 Limit 230.00 DAY' })).toBeVisible()
  await expect(review.getByRole('row', { name: '2 Take profit SELL 5 Limit 253.00 GTC' })).toBeVisible()
  await expect(review.getByRole('row', { name: '3 Stop loss SELL 5 Stop 218.50 GTC' })).toBeVisible()
  await expect(review.getByText('Risk ≈ USD 57.50, reward ≈ USD 115.00 (1 : 2), without commissions')).toBeVisible()
  await expectAccessible(window)
  await confirmReview(window, 'Review bracket', 3)
  await expect(rows).toHaveCount(before + 3)
  await expect(orderList(window).locator('.grid-branch[data-toggle]').first()).toBeVisible()
  expect(placements(gateway)).toBe(1)

  // A stop on the wrong side is marked at its field, and nothing is sent.
  await enterBracket(window, { quantity: '5', limit: '230', profit: '10', loss: '' })
  await reviewOf(window, 'Review bracket').getByRole('button', { name: 'Back' }).click()
  await choose(ticket.getByLabel('Exits in'), 'Price')
  await expect(ticket.getByLabel('Take profit')).toHaveValue('')
  await ticket.getByLabel('Stop loss', { exact: true }).fill('231')
  await window.keyboard.press('Enter')
  await expect(ticket.getByText(/stop loss .*230/i)).toBeVisible()
  await expect(ticket.getByLabel('Stop loss', { exact: true })).toBeFocused()
  await expect(ticket.getByLabel('Stop loss', { exact: true })).toHaveAttribute('aria-invalid', 'true')
  await expectAccessible(window)
  expect(placements(gateway)).toBe(1)

  // IBKR rejects an exit: the report names it, and the emptied ticket cannot place the bracket again.
  await choose(ticket.getByLabel('Stop loss type'), 'Stop limit')
  await ticket.getByLabel('Stop loss', { exact: true }).fill('220')
  await ticket.getByLabel('Stop loss limit').fill('219')
  await ticket.getByLabel('Take profit').fill('250')
  gateway.controls.breakNextBracket('reject-child')
  await window.keyboard.press('Enter')
  await confirmReview(window, 'Review bracket', 3)
  const report = window.getByRole('alert').filter({ hasText: 'IBKR accepted 2 of 3 orders of the bracket' })
  await expect(report).toContainText('Stop loss: rejected')
  await expect(report).toContainText('Nothing of it is working')
  await expect(ticket.getByRole('combobox', { name: 'Symbol' })).toHaveValue('')
  await expectAccessible(window)
  expect(placements(gateway)).toBe(2)

  await longStep('reports a drop between entry and exits, places groups and algorithms, and changes them', async () => {
    // The connection drops between entry and exits: reported, and not repeated.
    await enterBracket(window, { quantity: '6', limit: '230', profit: '10', loss: '5' })
    gateway.controls.breakNextBracket('lose-children')
    gateway.controls.faults.add('reset@POST /iserver/account/DU1234567/orders,times=1,processed=yes')
    await confirmReview(window, 'Review bracket', 3)
    const unconfirmed = window.getByRole('alert').filter({ hasText: 'Delivery unconfirmed' })
    await expect(unconfirmed).toContainText('the entry may be working without them')
    await expect(sized('6')).toHaveCount(1)
    expect(placements(gateway)).toBe(3)
    // The ticket is cleared once the order list contains the entry.
    await expect(unconfirmed).toContainText('1 of 3 orders are in the order list')
    await expect(ticket.getByLabel('Limit price')).toHaveValue('')

    // An OCA group: a limit and a stop, of which one fill cancels the other.
    await enterBracket(window, { quantity: '6', limit: '230', profit: '10', loss: '5' })
    await reviewOf(window, 'Review bracket').getByRole('button', { name: 'Back' }).click()
    await ticket.getByRole('radiogroup', { name: 'Attached orders' }).getByText('OCA group').click()
    await ticket.getByRole('group', { name: 'Order 2' }).getByLabel('Stop price').fill('260')
    await ticket.getByLabel('Quantity', { exact: true }).first().fill('7')
    await ticket.getByRole('group', { name: 'Order 2' }).getByLabel('Quantity').fill('7')
    await expectAccessible(window)
    await ticket.getByRole('button', { name: 'Review order' }).click()
    await expect(reviewOf(window, 'Review OCA group')).toContainText('OCA group of 2 orders')
    await confirmReview(window, 'Review OCA group', 2)
    await expect(sized('7')).toHaveCount(2)
    expect(placements(gateway)).toBe(4)

    // The parameters of an algorithm are a form, whose required fields are checked.
    await enterBracket(window, { quantity: '8', limit: '230', profit: '10', loss: '5' })
    await reviewOf(window, 'Review bracket').getByRole('button', { name: 'Back' }).click()
    await ticket.getByRole('radiogroup', { name: 'Attached orders' }).getByText('None').click()
    await ticket.getByRole('checkbox', { name: 'Execute with an algorithm' }).check()
    await choose(ticket.getByLabel('Algorithm', { exact: true }), 'VWAP')
    await ticket.getByRole('button', { name: 'Review order' }).click()
    await expect(ticket.getByLabel('Maximum share of the volume')).toBeFocused()
    await ticket.getByLabel('Maximum share of the volume').fill('10')
    await expectAccessible(window)
    await window.keyboard.press('Enter')
    await expect(reviewOf(window, 'Review order')).toContainText('algorithm Vwap (maxPctVol 10)')
    await reviewOf(window, 'Review order').getByRole('button', { name: 'Place order' }).click()
    await expect(sized('8')).toHaveCount(1)
    expect(placements(gateway)).toBe(5)

    // A change repeats the algorithm unchanged.
    const changes = reviewOf(window, 'Review changes')
    await sized('8').click()
    await window.keyboard.press('m')
    await expect(ticket).toContainText('AlgorithmVwap (maxPctVol 10), unchanged')
    await ticket.getByLabel('Quantity', { exact: true }).fill('9')
    await window.keyboard.press('Enter')
    await expect(changes).toContainText('algorithm Vwap (maxPctVol 10)')
    await changes.getByRole('button', { name: 'Submit changes' }).click()
    await expect(sized('9')).toHaveCount(1)
    expect(lastChange(gateway)).toMatchObject({
      quantity: 9,
      strategy: 'Vwap',
      strategyParameters: { maxPctVol: '10' },
    })

    // A change of a trailing stop starts with the distance that was sent.
    await window.keyboard.press('n')
    await window.keyboard.type('AAPL')
    await window.keyboard.press('Enter')
    await ticket.getByText('Sell', { exact: true }).click()
    await choose(ticket.getByLabel('Order type'), 'Trailing stop')
    await choose(ticket.getByLabel('Trailing unit'), 'Percent')
    await ticket.getByLabel('Quantity', { exact: true }).fill('4')
    await ticket.getByLabel('Trailing percent').fill('2')
    await window.keyboard.press('Enter')
    await reviewOf(window, 'Review order').getByRole('button', { name: 'Place order' }).click()
    await sized('4').click()
    await window.keyboard.press('m')
    await expect(ticket.getByLabel('Trailing percent')).toHaveValue('2')
    await expect(ticket.getByLabel('Trailing percent')).toHaveAccessibleDescription('As last sent from this console.')
    await expect(ticket.getByLabel('First stop price')).toHaveValue(/^\d+(\.\d+)?$/)
    await ticket.getByLabel('Trailing percent').fill('3')
    await window.keyboard.press('Enter')
    await expect(changes.getByRole('row', { name: 'Trailing by 2% 3%' })).toBeVisible()
    await expectAccessible(window)
    await changes.getByRole('button', { name: 'Submit changes' }).click()
    await expect
      .poll(() => lastChange(gateway))
      .toMatchObject({ orderType: 'TRAIL', trailingAmt: 3, trailingType: '%' })
  })
})

/** Returns the fields of the newest change that the gateway received. */
function lastChange(gateway: Simulator): unknown {
  const { body } = gateway.record.requests({ method: 'POST', path: /\/order\/\d+$/ }).at(-1) ?? {}
  return JSON.parse(String(body))
}

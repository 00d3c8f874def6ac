import { expect, test, waitForAuthentication } from './console-fixture.ts'
import { waitForPaint } from './keyboard-user.ts'
import { answerQuestions, reviewOrder } from './order-ticket.ts'

test('lets a new user place and cancel orders in Practice', async ({ window }) => {
  await waitForAuthentication(window)

  await test.step('logs in to Practice and shows the fill of an order', async () => {
    await expect(window.getByRole('banner').getByText('PRACTICE', { exact: true })).toBeVisible()

    await window
      .getByRole('list', { name: 'Suggested requests' })
      .getByRole('button', { name: /\/iserver\/accounts/ })
      .click()
    const response = window.getByRole('region', { name: 'Response', exact: true })
    await expect(response).toContainText('200')
    await expect(response).toContainText('DU1234567')

    await reviewOrder(window, '7')
    const review = window.getByRole('dialog', { name: 'Review order' })
    for (const word of ['PRACTICE', 'DU1234567', 'BUY', '7', 'AAPL', 'Market'])
      await expect(review).toContainText(word, { ignoreCase: true })
    await review.getByRole('button', { name: 'Place order' }).click()
    expect(await answerQuestions(window)).toBeGreaterThan(0)

    const row = window
      .getByRole('grid', { name: 'Orders' })
      .getByRole('row')
      .filter({ hasText: 'AAPL' })
      .filter({ hasText: 'Market' })
    await expect(row).toContainText('Filled')
    await row.dblclick()
    const steps = window.getByRole('list', { name: 'Changes to this order' })
    await expect(steps).toContainText('Filled 7 of 7')

    await window.reload()
    await expect(row).toContainText('Filled')
  })

  await test.step('places the first order with N, Enter, Tab, Enter, Enter and the typed values', async () => {
    const { keyboard } = window
    await keyboard.press('n')
    await keyboard.type('AAPL')
    await keyboard.press('Enter')
    await keyboard.type('4')
    await keyboard.press('Tab')
    // The price is below the market, but within the limits of Practice.
    const ticket = window.getByRole('form', { name: 'Order ticket' })
    const bid = await ticket.getByRole('button', { name: /^Bid \d/ }).textContent()
    const limit = (Number(/[\d.]+/.exec(bid ?? '')?.[0]) - 2).toFixed(2)
    await keyboard.type(limit)
    await keyboard.press('Enter')
    await expect(window.getByRole('dialog', { name: 'Review order' })).toBeVisible()
    await waitForPaint(window)
    await keyboard.press('Enter')
    const row = window.getByRole('grid', { name: 'Orders' }).getByRole('row').filter({ hasText: limit })
    await expect(row).toContainText('Submitted')
    // The response may be later than the row, and would be taken for that of the next order.
    expect(await answerQuestions(window)).toBe(0)
  })

  await test.step('cancels a working order from the blotter after a confirmation', async () => {
    await reviewOrder(window, '3', '1.00')
    await window.getByRole('dialog', { name: 'Review order' }).getByRole('button', { name: 'Place order' }).click()
    await answerQuestions(window)
    const row = window
      .getByRole('grid', { name: 'Orders' })
      .getByRole('row')
      .filter({ hasText: 'AAPL' })
      .filter({ has: window.getByRole('gridcell', { name: '1.00', exact: true }) })
    await expect(row).toContainText('Submitted')
    await row.click()
    await window.keyboard.press('Enter')
    await window
      .getByRole('complementary', { name: 'Order timeline' })
      .getByRole('button', { name: /Cancel order/ })
      .click()
    const confirm = window.getByRole('alertdialog', { name: 'Cancel this order?' })
    for (const word of ['DU1234567', 'BUY', '3', 'AAPL', '1.00', 'PRACTICE'])
      await expect(confirm).toContainText(word, { ignoreCase: true })
    await confirm.getByRole('button', { name: 'Cancel order' }).click()
    await expect(row).toContainText('Cancelled')
  })
})

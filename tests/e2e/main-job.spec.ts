import { authenticated, expect, test } from './console-test.ts'
import { answerQuestions, reviewOrder } from './order-ticket.ts'

test('a newcomer is logged in to Practice, sends a request, places an order and watches it fill; a reload keeps it', async ({
  window,
}) => {
  await authenticated(window)
  await expect(window.getByRole('banner').getByText('PRACTICE', { exact: true })).toBeVisible()

  await window
    .getByRole('list', { name: 'Reads to begin with' })
    .getByRole('button', { name: /\/iserver\/accounts/ })
    .click()
  const answer = window.getByRole('region', { name: 'Answer', exact: true })
  await expect(answer).toContainText('200')
  await expect(answer).toContainText('DU1234567')

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
  const steps = window.getByRole('list', { name: 'Changes of this order' })
  await expect(steps).toContainText('Filled 7 of 7')

  await window.reload()
  await authenticated(window)
  await expect(row).toContainText('Filled')
})

test('a resting order is cancelled from the blotter after a confirmation that shows what it is', async ({ window }) => {
  await authenticated(window)
  await reviewOrder(window, '3', '1.00')
  await window.getByRole('dialog', { name: 'Review order' }).getByRole('button', { name: 'Place order' }).click()
  await answerQuestions(window)
  const row = window
    .getByRole('grid', { name: 'Orders' })
    .getByRole('row')
    .filter({ hasText: 'AAPL' })
    .filter({ hasText: '1.00' })
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

test('any method and path with parameters and a body can be sent, and a body that is not JSON is caught before', async ({
  window,
}) => {
  await authenticated(window)
  await window.getByRole('textbox', { name: 'Path' }).fill('/iserver/secdef/search?symbol=MSFT')
  await window.keyboard.press('Control+Enter')
  const answer = window.getByRole('region', { name: 'Answer', exact: true })
  await expect(answer).toContainText('MICROSOFT')

  await window.getByRole('combobox', { name: 'Method' }).selectOption('POST')
  await window.getByRole('textbox', { name: 'Path' }).fill('/iserver/secdef/search')
  await window.getByRole('tab', { name: /Body/ }).click()
  await window.getByRole('radiogroup', { name: 'Write the body as' }).getByText('JSON').click()
  const body = window.getByRole('textbox', { name: 'JSON body' })
  await body.fill('{"symbol": "TSLA"')
  await window.keyboard.press('Control+Enter')
  await expect(window.getByText(/not JSON|Expected|JSON/).first()).toBeVisible()
  await body.fill('{"symbol": "TSLA"}')
  await window.keyboard.press('Control+Enter')
  await expect(answer).toContainText('TESLA')
})

test('an unarmed profile refuses what is more than a read, and the refusal leads to arming', async ({ window }) => {
  await authenticated(window)
  await window.getByRole('switch', { name: 'Armed' }).click()
  await expect(window.getByRole('switch', { name: 'Armed' })).not.toBeChecked()
  await window.getByRole('combobox', { name: 'Method' }).selectOption('POST')
  await window.getByRole('textbox', { name: 'Path' }).fill('/iserver/questions/suppress/reset')
  await window.getByRole('button', { name: 'Send', exact: true }).click()
  const answer = window.getByRole('region', { name: 'Answer', exact: true })
  await expect(answer).toContainText(/not armed/i)
  await answer.getByRole('button', { name: /Arm/ }).click()
  await expect(window.getByRole('switch', { name: 'Armed' })).toBeChecked()
  await window.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(answer).toContainText('200')
})

test('an order cannot be placed while the profile is not armed, and can once it is', async ({ window }) => {
  await authenticated(window)
  await window.getByRole('switch', { name: 'Armed' }).click()
  await expect(window.getByRole('switch', { name: 'Armed' })).not.toBeChecked()
  await reviewOrder(window, '3', '1.13')
  const review = window.getByRole('dialog', { name: 'Review order' })
  await expect(review.getByRole('button', { name: 'Place order' })).toBeDisabled()
  await expect(review.getByRole('button', { name: 'Back' })).toBeFocused()
  await review.getByRole('button', { name: 'Arm' }).click()
  await expect(review.getByRole('button', { name: 'Place order' })).toBeEnabled()
})

test('the palette leads to every operation and command by keyboard alone', async ({ window }) => {
  await authenticated(window)
  await window.keyboard.press('Control+k')
  await window.getByRole('combobox', { name: 'Search commands and operations' }).fill('portfolio accounts')
  await window.keyboard.press('Enter')
  await expect(window.getByRole('textbox', { name: 'Path' })).toHaveValue(/portfolio\/accounts/)
  await window.keyboard.press('Control+Enter')
  await expect(window.getByRole('region', { name: 'Answer', exact: true })).toContainText('DU1234567')
  await window.keyboard.press('Control+k')
  await window.getByRole('combobox', { name: 'Search commands and operations' }).fill('dark')
  await window.keyboard.press('Enter')
  await expect(window.locator('html')).toHaveAttribute('data-theme', 'dark')
})

import type { Page } from '@playwright/test'
import { expect, expectAccessible, longStep, waitForAuthentication } from './console-fixture.ts'
import { switchToNewGateway, test } from './gateways-fixture.ts'
import { pressEnterInDialog, runCommand } from './keyboard-user.ts'
import { answerQuestions, reviewOrder } from './order-ticket.ts'

test.use({ guardRails: true })

const review = (window: Page) => window.getByRole('dialog', { name: 'Review order' })
const place = (window: Page) => review(window).getByRole('button', { name: 'Place order' })
const back = (window: Page) => review(window).getByRole('button', { name: 'Back' }).click()
/** Changes the ticket and opens the review again. */
async function reviewAgain(window: Page, quantity: string, limit: string): Promise<void> {
  const ticket = window.getByRole('form', { name: 'Order ticket' })
  await ticket.getByLabel('Quantity').fill(quantity)
  await ticket.getByLabel('Limit price').fill(limit)
  await ticket.getByRole('button', { name: 'Review order' }).click()
}

const rails = (window: Page) => window.getByRole('form', { name: 'Guard rails' })
const armed = (window: Page) => window.getByRole('switch', { name: 'Armed' })

test.beforeEach(async ({ window }) => {
  await waitForAuthentication(window)
})

test('blocks an order that exceeds a guard rail of the profile', async ({ window, gateways }) => {
  // Practice starts with guard rails. The review names the limit and the value.
  await reviewOrder(window, '1000000000', '240')
  const refusal = review(window).getByRole('alert').filter({ hasText: 'Refused by a guard rail' })
  await expect(refusal).toContainText('Order value USD 240,000,000,000.00 exceeds the limit of USD 100,000.00.')
  await expect(place(window)).toBeDisabled()
  await expectAccessible(window)
  // Place order has lost the focus: Enter goes back.
  await expect(review(window).getByRole('button', { name: 'Back' })).toBeFocused()
  await window.keyboard.press('Enter')
  await expect(review(window)).toBeHidden()
  const quantity = window.getByRole('form', { name: 'Order ticket' }).getByLabel('Quantity')
  await expect(quantity).toHaveAttribute('aria-invalid', 'true')

  // A warning requires a separate confirmation.
  await reviewAgain(window, '3', '90')
  await expect(review(window).getByRole('alert')).toContainText('below the last price')
  await expect(place(window)).toBeDisabled()
  // Enter alone places nothing. After the warning is ticked, Tab and Enter place the order.
  const despite = review(window).getByRole('checkbox', { name: 'Send it despite this warning' })
  await expect(despite).toBeFocused()
  await window.keyboard.press('Enter')
  await expect(review(window)).toBeVisible()
  await despite.press('Space')
  await window.keyboard.press('Tab')
  await expect(place(window)).toBeFocused()
  await window.keyboard.press('Enter')
  await answerQuestions(window)
  await expect(window.getByRole('grid', { name: 'Orders' }).getByRole('row').filter({ hasText: '90.00' })).toBeVisible()

  await window.keyboard.press('g')
  await window.keyboard.press('p')
  await expect(rails(window)).toBeVisible()
  await rails(window).getByLabel('Order quantity', { exact: true }).fill('0')
  await rails(window).getByLabel('Minimum days to expiry', { exact: true }).fill('0')
  const save = window.getByRole('button', { name: 'Save guard rails' })
  await expect(window.getByText('Unsaved changes: not in force')).toBeInViewport({ ratio: 1 })
  await expect(save).toBeInViewport({ ratio: 1 })
  await save.click()
  await expect(rails(window).getByText('Enter a number above 0')).toBeVisible()
  await expect(rails(window).getByText('Enter a number from 1 to 3,650.')).toBeVisible()
  await rails(window).getByLabel('Minimum days to expiry', { exact: true }).fill('1')
  const profile = window.getByRole('form', { name: 'Name and address' })
  await profile.getByLabel('Name').fill('Training')
  await rails(window).getByLabel('Order quantity', { exact: true }).fill('3')
  await rails(window).getByRole('radiogroup', { name: 'Order quantity: action' }).getByText('Refuse').click()
  await rails(window).getByLabel('Position', { exact: true }).fill('304')
  await rails(window).getByRole('radiogroup', { name: 'Position: action' }).getByText('Refuse').click()
  await expectAccessible(window)
  // Edits that are not saved are kept, and every other view says that they are not in force.
  await window.keyboard.press('g')
  await window.keyboard.press('o')
  await expect(window.getByText('Guard rails of “Practice” are not saved.')).toBeVisible()
  await expect(window.getByText('Changes of “Practice” are not saved.')).toBeVisible()
  await expectAccessible(window)
  await window.getByRole('button', { name: 'Open guard rails' }).click()
  await expect(rails(window).getByLabel('Order quantity', { exact: true })).toHaveValue('3')
  await expect(profile.getByLabel('Name')).toHaveValue('Training')
  await profile.getByRole('button', { name: 'Discard changes' }).click()
  await expect(profile.getByLabel('Name')).toHaveValue('Practice')
  await rails(window).getByLabel('Position', { exact: true }).focus()
  await save.click()
  await expect(save).toBeHidden()
  // The user is still in the row, and the next shortcut is not typed into its limit.
  const action = rails(window).getByRole('radiogroup', { name: 'Position: action' })
  await expect(action.getByRole('radio', { name: 'Refuse' })).toBeFocused()

  // The limit is kept after a reload and also applies to the explorer.
  await window.reload()
  await waitForAuthentication(window)
  await reviewOrder(window, '4', '240')
  await expect(review(window).getByRole('alert')).toContainText('Quantity 4 exceeds the limit of 3.')
  // Practice holds 300 shares, and the order of 3 works.
  await expect(review(window).getByRole('alert')).toContainText(
    'A position of 307 AAPL after this order and working orders exceeds the limit of 304.',
  )
  await back(window)
  await runCommand(window, 'Place orders')
  await window.keyboard.press('Control+Enter')
  const confirm = window.getByRole('alertdialog', { name: 'Place this order?' })
  await expect(confirm.getByRole('alert')).toContainText('below the last price')
  await expect(confirm.getByRole('button', { name: 'Place order' })).toBeDisabled()
  await expectAccessible(window)
  await confirm.getByRole('button', { name: 'Back' }).click()

  await longStep('has other limits for another profile', async () => {
    const gateway = await gateways.start({ askQuestions: false })
    await switchToNewGateway(window, 'Lab', gateway.apiUrl)
    await armed(window).press('Space')
    await reviewOrder(window, '1000000000', '90')
    const unusual = review(window).getByRole('alert').filter({ hasText: 'Unusual order without a guard rail' })
    await expect(unusual).toContainText('Quantity 1,000,000,000')
    await expect(unusual).toContainText('below the last price')
    await expect(place(window)).toBeEnabled()
    await back(window)
  })
})

test('disarms the profile and cancels all orders with one shortcut', async ({ window, console }) => {
  await reviewOrder(window, '3', '200')
  await place(window).click()
  await answerQuestions(window)
  const row = window.getByRole('grid', { name: 'Orders' }).getByRole('row').filter({ hasText: '200.00' })
  await expect(row).toContainText('Submitted')
  await expect(window.getByText('Streaming', { exact: true })).toBeVisible()
  await window.keyboard.press('Control+k')
  await expect(window.getByRole('combobox', { name: 'Search commands and operations' })).toBeFocused()
  await window.keyboard.press('Control+Shift+F12')
  const report = window.getByRole('alertdialog', { name: 'Kill switch: no working orders remain' })
  await expect(report).toContainText(/\d orders? cancelled; no working orders remain/)
  await expectAccessible(window)
  await report.getByRole('button', { name: 'Close' }).click()
  await window.keyboard.press('Escape')
  await expect(armed(window)).not.toBeChecked()
  await expect(row).toContainText('Cancelled')

  // Without arming, the kill switch works as well. Nothing on the page says that the profile is armed.
  await armed(window).press('Space')
  await expect(window.getByText('Armed: write and trading requests are allowed.')).toBeVisible()
  await reviewOrder(window, '3', '201')
  await place(window).click()
  await answerQuestions(window)
  const second = window.getByRole('grid', { name: 'Orders' }).getByRole('row').filter({ hasText: '201.00' })
  await expect(second).toContainText('Submitted')
  await armed(window).press('Space')
  await expect(armed(window)).not.toBeChecked()
  await expect(window.getByText('Armed: write and trading requests are allowed.')).toBeHidden()
  await window.getByRole('button', { name: 'Kill switch' }).click()
  await expect(report).toContainText('1 order cancelled; no working orders remain')
  await report.getByRole('button', { name: 'Close' }).click()
  if (!console.desktop) expect(console.terminal()).toMatch(/Sent while not armed: [\d:]{8} kill switch/)

  // The single cancel too: its confirmation says what that means.
  await armed(window).press('Space')
  await reviewOrder(window, '3', '202')
  await place(window).click()
  await answerQuestions(window)
  const third = window.getByRole('grid', { name: 'Orders' }).getByRole('row').filter({ hasText: '202.00' })
  await expect(third).toContainText('Submitted')
  await armed(window).press('Space')
  await third.click()
  await window.keyboard.press('Delete')
  const question = window.getByRole('alertdialog', { name: 'Cancel this order?' })
  await expect(question.getByRole('note')).toContainText('Not armed. Cancels need no arming')
  await expectAccessible(window)

  await longStep('requires arming if the profile says so', async () => {
    await question.getByRole('button', { name: 'Keep order' }).click()
    await window.keyboard.press('g')
    await window.keyboard.press('p')
    await window.getByRole('checkbox', { name: 'Require arming to cancel orders and for the kill switch' }).check()
    await expect(window.getByText('Cancels and the kill switch now require arming')).toBeVisible()
    await window.getByRole('button', { name: 'Kill switch' }).click()
    const unarmed = window.getByRole('alertdialog', {
      name: 'Kill switch: nothing was cancelled, because the profile was not armed',
    })
    await expect(unarmed).toContainText('1 order may still be working.')
    await expectAccessible(window)
    const again = unarmed.getByRole('button', { name: 'Arm and run again' })
    await expect(again).toBeFocused()
    await pressEnterInDialog(window, again)
    await expect(report).toContainText('1 order cancelled; no working orders remain')
    await expect(armed(window)).not.toBeChecked()
  })
})

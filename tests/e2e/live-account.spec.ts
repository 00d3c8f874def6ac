import { confirmOutsidePage, declineOutsidePage } from './confirm-outside-page.ts'
import { expect, expectAccessible, waitForAuthentication } from './console-fixture.ts'
import { statusButton, testOnGateway as test, titleButton } from './gateways-fixture.ts'
import { pressEnterInDialog, runCommand } from './keyboard-user.ts'
import { reviewOrder } from './order-ticket.ts'

test.use({ gatewayOptions: { accounts: ['U1234567'], askQuestions: false } })

test.beforeEach(async ({ window }) => waitForAuthentication(window))

test('requires a confirmation outside the page to trade in a live account', async ({ window, console, gateway }) => {
  await expect(titleButton(window, 'Profile: Lab LIVE')).toBeVisible()
  await expect(statusButton(window, 'Profile: Lab LIVE')).toBeVisible()
  await expect(window.locator('.frame')).toHaveAttribute('data-environment', 'live')
  await expectAccessible(window)

  // Cancels and the kill switch need neither arming nor a code, also in a LIVE account.
  await window.keyboard.press('Control+Shift+F12')
  const report = window.getByRole('alertdialog', { name: 'Kill switch: no working orders remain' })
  await expect(report).toContainText(/orders? cancelled/)
  await report.getByRole('button', { name: 'Close' }).click()
  expect(gateway.record.requests({ method: 'DELETE', path: /order\/-1$/ })).toHaveLength(1)

  const armed = window.getByRole('switch', { name: 'Armed' })
  const question = window.getByRole('alertdialog', { name: 'Arm this LIVE profile?' })
  const pressSwitch = (): Promise<void> => armed.press('Space')
  await declineOutsidePage(console, window, question, async () => {
    await pressSwitch()
    for (const words of ['LIVE', 'U1234567', 'Real money', 'Lab']) await expect(question).toContainText(words)
  })
  await expect(question).toBeHidden()
  await expect(armed).not.toBeChecked()

  await test.step('arms in the review of a request, and then focuses Back', async () => {
    await runCommand(window, 'Place orders')
    await window.keyboard.press('Control+Enter')
    const confirm = window.getByRole('alertdialog', { name: 'Place this order?' })
    for (const words of ['LIVE', 'Real money', 'U1234567', 'BUY', 'Limit 1']) await expect(confirm).toContainText(words)
    await confirmOutsidePage(console, question, () =>
      pressEnterInDialog(window, confirm.getByRole('button', { name: 'Arm' })),
    )
    // The review is shown again, with the focus on Back, so that a key press does not place the order.
    await expect(confirm.getByRole('button', { name: 'Back' })).toBeFocused()
    const send = confirm.getByRole('button', { name: 'Place order' })
    await expect(send).toBeEnabled()
    await expect(send).toHaveClass(/button-danger/)
    await window.keyboard.press('Escape')
    await expect(confirm).toBeHidden()
    await expect(armed).toBeChecked()
    expect(gateway.record.requests({ method: 'POST', path: /\/orders$/ })).toEqual([])
  })

  await reviewOrder(window, '3', '1.00')
  const review = window.getByRole('dialog', { name: 'Review order' })
  for (const words of ['LIVE', 'Real money', 'U1234567']) await expect(review).toContainText(words)
  // Enter on the default button does not place the order.
  const place = review.getByRole('button', { name: 'Place order' })
  await expect(place).toHaveClass(/button-danger/)
  await expect(place).not.toBeFocused()
  await expect(review.getByRole('button', { name: 'Back' })).toBeFocused()
  await expect(review).toContainText(/last .* ago/)
  const quotes = (): number => gateway.record.requests({ path: /marketdata\/snapshot/ }).length
  const before = quotes()
  await expectAccessible(window)
  // The quote is refreshed while the review is open.
  await expect.poll(quotes).toBeGreaterThan(before)
  await window.keyboard.press('Escape')
})

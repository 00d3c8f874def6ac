import type { Page } from '@playwright/test'
import { choose } from './choose-option.ts'
import { expectAccessible as accessibleIn, expect, isLongRun, test, waitForAuthentication } from './console-fixture.ts'
import { answerQuestions, reviewOrder } from './order-ticket.ts'

const expectAccessible = (window: Page) => accessibleIn(window, ['light', 'dark'])

/** Checks a variant of a state that the short run checks too. */
const expectVariantAccessible = async (window: Page): Promise<void> => {
  if (isLongRun) await expectAccessible(window)
}

test('has no accessibility violations in the orders, session and explorer views', async ({ window }) => {
  await waitForAuthentication(window)

  await test.step('has no accessibility violations in the empty explorer', async () => {
    await expectAccessible(window)
  })

  await test.step('has no accessibility violations in code snippets', async () => {
    const pane = window.getByRole('complementary', { name: 'Snippet' })
    await window.getByRole('button', { name: 'Snippet', exact: true }).click()
    await expect(pane).toContainText('Request incomplete')
    await expectVariantAccessible(window)
    await choose(window.getByRole('combobox', { name: 'Method' }), 'DELETE')
    await window.getByRole('textbox', { name: 'Path' }).fill('/iserver/account/{{accountId}}/order/1')
    await expect(pane.getByRole('region', { name: 'Code' })).toContainText('DU1234567')
    await expect(pane.getByRole('list', { name: 'Before you run the code' })).toContainText('starts a simulator')
    await expectAccessible(window)
    await window.setViewportSize({ width: 480, height: 800 })
    await expectVariantAccessible(window)
    await window.getByRole('textbox', { name: 'Path' }).fill('/gw/api/v1/accounts')
    await expect(pane).toContainText('Not available in this language')
    await expectVariantAccessible(window)
    await pane.getByRole('button', { name: 'Close' }).click()
    await window.setViewportSize({ width: 1440, height: 900 })
  })

  await test.step('has no accessibility violations in the explorer with a response', async () => {
    await choose(window.getByRole('combobox', { name: 'Method' }), 'GET')
    await window.getByRole('textbox', { name: 'Path' }).fill('/iserver/accounts')
    await window.keyboard.press('Control+Enter')
    await expect(window.getByRole('region', { name: 'Response', exact: true })).toContainText('200')
    await expectAccessible(window)
  })

  await test.step('has no accessibility violations in the palette and the help sheet', async () => {
    await window.keyboard.press('Control+k')
    const palette = window.getByRole('dialog', { name: 'Command palette' })
    await expect(palette).toBeVisible()
    await expectAccessible(window)
    await window.keyboard.press('Escape')
    await expect(palette).toBeHidden()
    await window.getByRole('button', { name: 'Keyboard shortcuts' }).press('Enter')
    const sheet = window.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await expect(sheet).toBeVisible()
    // The list of shortcuts is taller than the window and scrolls.
    await window.setViewportSize({ width: 1024, height: 700 })
    await expect(sheet.getByRole('heading', { name: 'Go to' })).toBeInViewport({ ratio: 1 })
    await expect(sheet.getByRole('button', { name: 'Close' })).toBeInViewport({ ratio: 1 })
    await window.setViewportSize({ width: 1440, height: 900 })
    await expectAccessible(window)
    await window.keyboard.press('Escape')
    await expect(sheet).toBeHidden()
  })

  await test.step('has no accessibility violations after a failed request', async () => {
    const path = window.getByRole('textbox', { name: 'Path' })
    const response = window.getByRole('region', { name: 'Response', exact: true })
    await path.fill('/portfolio/{conid}/x')
    await window.getByRole('combobox', { name: 'Value of conid' }).fill('')
    await window.keyboard.press('Control+Enter')
    await expect(window.getByText('Part of the path: fill in conid.')).toBeVisible()
    await expectVariantAccessible(window)

    await path.fill('/iserver/nothing/here')
    await window.keyboard.press('Control+Enter')
    await expect(response).toContainText('404')
    await expectVariantAccessible(window)

    await window.getByRole('switch', { name: 'Armed' }).click()
    await expect(window.getByRole('switch', { name: 'Armed' })).not.toBeChecked()
    await choose(window.getByRole('combobox', { name: 'Method' }), 'POST')
    await path.fill('/iserver/questions/suppress/reset')
    await window.keyboard.press('Control+Enter')
    await expect(response).toContainText(/not armed/i)
    await expectAccessible(window)
    await response.getByRole('button', { name: /Arm/ }).click()
    await expect(window.getByRole('switch', { name: 'Armed' })).toBeChecked()
  })

  await test.step('has no accessibility violations in an order ticket with missing fields', async () => {
    await window.keyboard.press('g')
    await window.keyboard.press('o')
    await expect(window.getByRole('grid', { name: 'Orders' }).getByRole('row').nth(2)).toBeVisible()
    await expectAccessible(window)
    await window.keyboard.press('n')
    const ticket = window.getByRole('form', { name: 'Order ticket' })
    await expect(ticket).toBeVisible()
    await expectVariantAccessible(window)
    await ticket.getByRole('button', { name: 'Review order' }).click()
    await expect(ticket.locator('[aria-invalid="true"]').first()).toBeVisible()
    await expectAccessible(window)
    await window.keyboard.press('Escape')
    await expect(ticket).toBeHidden()
  })

  await test.step('has no accessibility violations while an order is placed and cancelled', async () => {
    await reviewOrder(window, '3', '1.00')
    const review = window.getByRole('dialog', { name: 'Review order' })
    await expect(review).toBeVisible()
    await expectAccessible(window)
    await review.getByRole('button', { name: 'Place order' }).click()
    await expect(window.getByRole('alertdialog', { name: 'IBKR requires confirmation' })).toBeVisible()
    await expectAccessible(window)
    await answerQuestions(window)

    const row = window
      .getByRole('grid', { name: 'Orders' })
      .getByRole('row')
      .filter({ hasText: 'AAPL' })
      .filter({ hasText: '1.00' })
    await expect(row).toContainText('Submitted')
    await row.dblclick()
    const timeline = window.getByRole('complementary', { name: 'Order timeline' })
    await expect(timeline.getByRole('list', { name: 'Changes to this order' })).toBeVisible()
    await expectAccessible(window)
    await timeline.getByRole('button', { name: /Cancel order/ }).click()
    const question = window.getByRole('alertdialog', { name: 'Cancel this order?' })
    await expect(question).toBeVisible()
    await expectVariantAccessible(window)
    await window.keyboard.press('Escape')
    await expect(question).toBeHidden()
  })

  await test.step('has no accessibility violations in the session view', async () => {
    await window.keyboard.press('g')
    await window.keyboard.press('s')
    await expect(window.getByRole('list', { name: 'Session timeline' })).toBeVisible()
    await expectAccessible(window)
    await window.getByRole('button', { name: 'Disconnect' }).click()
    await expect(window.getByRole('button', { name: 'Session: Disconnected' })).toBeVisible()
    await expect(window.getByRole('button', { name: 'Connect', exact: true })).toBeVisible()
    await expectVariantAccessible(window)
  })
})

import type { Page } from '@playwright/test'
import { expect } from './console-test.ts'

/** Says yes to whatever IBKR asks, until it asks no more. */
export async function answerQuestions(window: Page): Promise<number> {
  const question = window.getByRole('alertdialog', { name: 'IBKR asks before it takes the order' })
  const taken = window.getByRole('status', { name: 'Notifications' }).getByText(/accepted|placed|submitted/i)
  let asked = 0
  for (;;) {
    await expect(question.or(taken).first()).toBeVisible()
    if (!(await question.isVisible())) return asked
    const text = await question.locator('.question').textContent()
    await question.getByRole('button', { name: 'Yes, place it' }).click()
    asked += 1
    // The next question is another one, or there is none.
    await expect(question.locator('.question').filter({ hasText: text ?? '' })).toHaveCount(0)
  }
}

/** Writes an order for AAPL, at market without a limit, and asks for its review. */
export async function reviewOrder(window: Page, quantity: string, limit?: string): Promise<void> {
  await window.keyboard.press('g')
  await window.keyboard.press('o')
  await window.keyboard.press('n')
  const ticket = window.getByRole('form', { name: 'Order ticket' })
  await ticket.getByRole('combobox', { name: 'Symbol' }).fill('AAPL')
  await window.getByRole('option', { name: /AAPL/ }).first().click()
  await ticket.getByLabel('Quantity').fill(quantity)
  if (limit === undefined) await ticket.getByLabel('Order type').selectOption('MKT')
  else await ticket.getByLabel('Limit price').fill(limit)
  await ticket.getByRole('button', { name: 'Review order' }).click()
}

import type { Page } from '@playwright/test'
import { choose } from './choose-option.ts'
import { expect } from './console-fixture.ts'

/** Confirms IBKR's order questions until no more follow. Returns the number of questions. */
export async function answerQuestions(window: Page): Promise<number> {
  const question = window.getByRole('alertdialog', { name: 'IBKR requires confirmation' })
  const taken = window.getByRole('status', { name: 'Notifications' }).getByText(/accepted|placed|submitted/i)
  let asked = 0
  for (;;) {
    await expect(question.or(taken).first()).toBeVisible()
    if (!(await question.isVisible())) return asked
    const text = await question.locator('.question').textContent()
    await question.getByRole('button', { name: 'Place order' }).click()
    asked += 1
    // Waits until the question closes or the next question replaces it.
    await expect(question.locator('.question').filter({ hasText: text ?? '' })).toHaveCount(0)
  }
}

/** Fills in the ticket for AAPL and opens the review. Default: a market order. */
export async function reviewOrder(window: Page, quantity: string, limit?: string): Promise<void> {
  await window.keyboard.press('g')
  await window.keyboard.press('o')
  await window.keyboard.press('n')
  const ticket = window.getByRole('form', { name: 'Order ticket' })
  await ticket.getByRole('combobox', { name: 'Symbol' }).fill('AAPL')
  await window.getByRole('option', { name: /AAPL/ }).first().click()
  await ticket.getByLabel('Quantity').fill(quantity)
  if (limit === undefined) await choose(ticket.getByLabel('Order type'), 'Market')
  else await ticket.getByLabel('Limit price').fill(limit)
  await ticket.getByRole('button', { name: 'Review order' }).click()
}

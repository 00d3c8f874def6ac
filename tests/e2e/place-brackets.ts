import type { Page } from '@playwright/test'
import type { Simulator } from '../../src/simulator/start-simulator.ts'
import { expect } from './console-fixture.ts'
import { pressEnterInDialog, waitForDialogKeys } from './keyboard-user.ts'

export const ticketOf = (window: Page) => window.getByRole('form', { name: 'Order ticket' })
export const reviewOf = (window: Page, title: string) => window.getByRole('dialog', { name: title })

/** The order list, which is a tree as soon as it has groups. */
export const orderList = (window: Page) =>
  window.getByRole('grid', { name: 'Orders' }).or(window.getByRole('treegrid', { name: 'Orders' }))

/** Returns the number of requests that placed orders. */
export const placements = (gateway: Simulator): number =>
  gateway.record.requests({ method: 'POST', path: /\/account\/[^/]+\/orders$/ }).length

/** Enters a bracket for AAPL with the keyboard only. Returns the number of keys beyond those of a plain order. */
export async function enterBracket(
  window: Page,
  { quantity, limit, profit, loss }: Readonly<Record<'quantity' | 'limit' | 'profit' | 'loss', string>>,
): Promise<number> {
  const { keyboard } = window
  const ticket = ticketOf(window)
  await keyboard.press('n')
  await expect(ticket.getByRole('combobox', { name: 'Symbol' })).toBeFocused()
  await keyboard.type('AAPL')
  await expect(window.getByRole('option', { name: /AAPL/ }).first()).toBeVisible()
  await keyboard.press('Enter')
  await expect(ticket.getByLabel('Quantity', { exact: true })).toBeFocused()
  await keyboard.type(quantity)
  await keyboard.press('Tab')
  await expect(ticket.getByLabel('Limit price')).toBeFocused()
  await keyboard.type(limit)
  let keys = 1
  await keyboard.press('Control+Shift+b')
  await expect(ticket.getByLabel('Take profit')).toBeFocused()
  await keyboard.type(profit)
  keys += 1
  await keyboard.press('Tab')
  await expect(ticket.getByLabel('Stop loss', { exact: true })).toBeFocused()
  await keyboard.type(loss)
  // An exit in percent is rounded to the tick, which may still be loading.
  await expect(ticket.getByLabel('Take profit')).toHaveAccessibleDescription(/%/)
  await keyboard.press('Enter')
  return keys
}

/** Confirms the review of a bracket or a group. */
export async function confirmReview(window: Page, title: string, count: number): Promise<void> {
  const place = reviewOf(window, title).getByRole('button', { name: `Place ${count} orders` })
  await expect(place).toBeEnabled()
  await expect(place).toBeFocused()
  await waitForDialogKeys(window)
  await pressEnterInDialog(window, place)
}

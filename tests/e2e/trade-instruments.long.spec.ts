import type { Locator, Page } from '@playwright/test'
import { expect, expectAccessible, test, waitForAuthentication } from './console-fixture.ts'
import { runCommand } from './keyboard-user.ts'
import { answerQuestions } from './order-ticket.ts'

/*
 * Follows the walks of docs/guide/options.md, futures.md and currencies.md as written, on Practice.
 */

const ticketOf = (window: Page): Locator => window.getByRole('form', { name: 'Order ticket' })
const ordersOf = (window: Page): Locator =>
  window.getByRole('grid', { name: 'Orders' }).or(window.getByRole('treegrid', { name: 'Orders' }))
const kind = (window: Page, name: string): Locator =>
  window.getByRole('listbox', { name: 'Contracts' }).getByRole('group', { name }).getByRole('option')

/** Opens the ticket and enters the text of a contract. */
async function search(window: Page, text: string): Promise<Locator> {
  await window.getByRole('main').press('Escape')
  for (const key of ['g', 'o', 'n']) await window.keyboard.press(key)
  const symbol = ticketOf(window).getByRole('combobox', { name: 'Symbol' })
  await symbol.fill(text)
  return symbol
}

/** Copies a price of the quote, improves it by some ticks, reviews the order and places it. */
async function placeAt(window: Page, side: 'Bid' | 'Ask'): Promise<void> {
  const price = ticketOf(window)
    .getByRole('group', { name: 'Quote' })
    .getByRole('button', { name: new RegExp(`^${side}`) })
  await expect(price).toContainText(/\d/)
  await price.click()
  const limit = ticketOf(window).getByLabel('Limit price', { exact: true })
  await expect(limit).not.toHaveValue('')
  for (let step = 0; step < 10; step += 1) await limit.press(side === 'Ask' ? 'ArrowUp' : 'ArrowDown')
  await limit.press('Enter')
  await window.getByRole('dialog', { name: 'Review order' }).getByRole('button', { name: 'Place order' }).click()
  await answerQuestions(window)
}

/** Closes a position from the list of positions, and waits until it is closed. */
async function closePosition(window: Page, name: string): Promise<void> {
  await runCommand(window, 'Show positions')
  const row = window.getByRole('grid', { name: 'Positions' }).getByRole('row').filter({ hasText: name })
  await row.click({ button: 'right' })
  await window.getByRole('menuitem', { name: 'Close position…' }).click()
  await expect(ticketOf(window).getByRole('radio', { name: 'SELL' })).toBeChecked()
  await expect(ticketOf(window).getByLabel('Quantity')).toHaveValue('1')
  await placeAt(window, 'Bid')
  await expect(row).toContainText('closed', { timeout: 60_000 })
}

test('trades an option, a future and a pair as the guide describes', async ({ window }) => {
  await waitForAuthentication(window)

  await test.step('Trade options', async () => {
    const symbol = await search(window, 'AAPL')
    const hint = window.getByText(
      /^Options \([A-Z]{3}\d\d to [A-Z]{3}\d\d\): type AAPL [A-Z]{3}\d\d, a strike, and C or P\.$/,
    )
    const [, month = ''] = /type AAPL (\w+)/.exec((await hint.textContent()) ?? '') ?? []
    await symbol.fill(`AAPL ${month} 240 C`)
    const option = kind(window, 'Options').last()
    const name = (await option.locator('strong').textContent()) ?? ''
    await option.click()
    await expect(symbol).toHaveValue(name)
    await ticketOf(window).getByLabel('Quantity').fill('1')
    await placeAt(window, 'Ask')
    await expect(ordersOf(window).getByRole('row').filter({ hasText: name }).first()).toContainText('Filled', {
      timeout: 60_000,
    })
    await runCommand(window, 'Show positions')
    await expect(
      window.getByRole('grid', { name: 'Positions' }).getByRole('row').filter({ hasText: name }),
    ).toBeVisible()
    await expectAccessible(window)
    await closePosition(window, name)
  })

  await test.step('Trade futures', async () => {
    const symbol = await search(window, 'CL')
    const future = kind(window, 'Futures').first()
    const name = (await future.locator('strong').textContent()) ?? ''
    await future.click()
    await expect(symbol).toHaveValue(name)
    await ticketOf(window).getByLabel('Quantity').fill('1')
    await placeAt(window, 'Ask')
    await expect(ordersOf(window).getByRole('row').filter({ hasText: name }).first()).toContainText('Filled', {
      timeout: 60_000,
    })
    await closePosition(window, name)
  })

  await test.step('Trade currencies', async () => {
    await search(window, 'EUR.USD')
    await expect(kind(window, 'Currency pairs')).toHaveCount(1)
    await window.keyboard.press('Enter')
    await ticketOf(window).getByLabel('Quantity').fill('2000')
    await placeAt(window, 'Ask')
    const row = ordersOf(window).getByRole('row').filter({ hasText: 'EUR.USD' }).filter({ hasText: 'BUY' })
    await expect(row).toContainText('Filled', { timeout: 60_000 })
    await row.click({ button: 'right' })
    await window.getByRole('menuitem', { name: 'Reverse order…' }).click()
    await expect(ticketOf(window).getByRole('radio', { name: 'SELL' })).toBeChecked()
    await expect(ticketOf(window).getByLabel('Quantity')).toHaveValue('2000')
    await placeAt(window, 'Bid')
    await expect(
      ordersOf(window).getByRole('row').filter({ hasText: 'EUR.USD' }).filter({ hasText: 'SELL' }),
    ).toContainText('Filled', { timeout: 60_000 })
  })
})

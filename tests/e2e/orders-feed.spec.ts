import type { Page } from '@playwright/test'
import { accessible, authenticated, expect } from './console-test.ts'
import { addGateway, test } from './gateways-test.ts'

const grid = (window: Page) => window.getByRole('grid', { name: 'Orders' })
const orders = (window: Page) =>
  grid(window)
    .getByRole('row')
    .filter({ has: window.getByRole('gridcell') })

test.beforeEach(async ({ window }) => {
  await authenticated(window)
})

/** Below the head; the elements of rows stand in any order. */
const uppermost = (window: Page) => grid(window).locator('[role="row"][aria-rowindex="2"]')

test('a stretch without news is marked between the rows, above them and in the timeline, and says when it was repaired', async ({
  window,
  gateways,
}) => {
  const gateway = await gateways.start()
  await addGateway(window, 'Lab', gateway.apiUrl)
  await authenticated(window)
  await window.keyboard.press('g')
  await window.keyboard.press('o')
  await expect(window.getByText('Live', { exact: true })).toBeVisible()
  const placed = gateway.controls.addOrder({ symbol: 'IBM', side: 'BUY', quantity: 11, price: 1 })
  const row = orders(window).filter({ hasText: String(placed) })
  await expect(row).toContainText('Submitted')

  gateway.controls.dropSockets(1006)
  await expect(window.getByText(/may be stale since \d\d:\d\d:\d\d/)).toBeVisible()
  // Nothing is told of this one while the socket is down.
  const missed = gateway.controls.addOrder({ symbol: 'MSFT', side: 'SELL', quantity: 12, price: 9000 })
  await expect(window.getByText(/^repaired \d\d:\d\d:\d\d–\d\d:\d\d:\d\d/)).toBeVisible({ timeout: 40_000 })
  await expect(window.getByText('Live', { exact: true })).toBeVisible()
  await expect(orders(window).filter({ hasText: String(missed) })).toContainText('Submitted')
  const marker = grid(window).getByRole('row', { name: /Nothing was heard from .* repaired from IBKR's list at/ })
  await expect(marker).toBeVisible()

  await row.dblclick()
  const timeline = window.getByRole('list', { name: 'Changes of this order' })
  await expect(timeline.getByText(/Nothing was heard from .* repaired from/)).toBeVisible()
  await accessible(window)
})

test('rows stand still while paused, with a count of what waits, and news above are counted when scrolled away', async ({
  window,
  gateways,
}) => {
  const gateway = await gateways.start()
  for (let index = 0; index < 60; index += 1) {
    gateway.controls.addOrder({ symbol: 'AAPL', side: 'BUY', quantity: 100 + index, price: 1 })
  }
  await addGateway(window, 'Lab', gateway.apiUrl)
  await authenticated(window)
  await window.keyboard.press('g')
  await window.keyboard.press('o')
  await expect(window.getByText('Live', { exact: true })).toBeVisible()
  await expect(uppermost(window)).toContainText('159')

  await grid(window).focus()
  await window.keyboard.press('p')
  await expect(window.getByText(/Paused at .*nothing new/)).toBeVisible()
  gateway.controls.addOrder({ symbol: 'NVDA', side: 'BUY', quantity: 777, price: 1 })
  await expect(window.getByText(/changes of 1 order wait/)).toBeVisible()
  await expect(uppermost(window)).toContainText('159')
  await accessible(window)
  await window.keyboard.press('p')
  await expect(uppermost(window)).toContainText('777')

  await window.keyboard.press('End')
  await expect(orders(window).filter({ hasText: '777' })).toHaveCount(0)
  gateway.controls.addOrder({ symbol: 'TSLA', side: 'BUY', quantity: 888, price: 1 })
  const news = window.getByRole('button', { name: /^1 new or changed above/ })
  await expect(news).toBeVisible()
  await news.click()
  await expect(uppermost(window)).toContainText('888')
  await expect(news).toBeHidden()
})

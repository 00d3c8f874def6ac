import type { Page } from '@playwright/test'
import { blockDatabase } from './block-database.ts'
import { expect, expectAccessible, longStep, waitForAuthentication } from './console-fixture.ts'
import { testOnGateway as test } from './gateways-fixture.ts'

const grid = (window: Page) => window.getByRole('grid', { name: 'Orders' })
const orders = (window: Page) =>
  grid(window)
    .getByRole('row')
    .filter({ has: window.getByRole('gridcell') })

/** Finds the order with the given quantity. */
const orderOf = (window: Page, quantity: string) =>
  grid(window)
    .getByRole('row')
    .filter({ has: window.getByRole('gridcell', { name: quantity, exact: true }) })

/** Finds the first row by its row index, because row elements have no fixed order. */
const uppermost = (window: Page) => grid(window).locator('[role="row"][aria-rowindex="2"]')

test('shows whether the order feed is paused or interrupted', async ({ window, gateway, home }) => {
  const timeline = window.getByRole('complementary', { name: 'Order timeline' })
  const changes = window.getByRole('list', { name: 'Changes to this order' })
  await waitForAuthentication(window)
  await window.getByRole('link', { name: /^Orders/ }).click()
  await expect(window.getByText('Streaming', { exact: true })).toBeVisible()

  await longStep('marks orders that are not journaled yet', async () => {
    const release = blockDatabase(home)
    try {
      gateway.controls.addOrder({ symbol: 'NVDA', side: 'BUY', quantity: 321, price: 1 })
      const row = orderOf(window, '321')
      await expect(row).toContainText('Submitted')
      await expect(window.getByText(/Not journaled since/)).toBeVisible()
      const status = row.locator('[data-column="status"]')
      await expect(status).toHaveAttribute('aria-description', /Not journaled/)
      await row.click()
      await expect(changes.getByText(/Not journaled/).first()).toBeVisible()
      await expect(window.getByText(/Working at the exchange\. Not journaled/)).toBeVisible()
      await expectAccessible(window)
      await window.getByRole('link', { name: /^Session/ }).click()
      const banner = window.getByRole('alert').filter({ hasText: 'Orders have not been journaled since' })
      await expect(banner).toContainText('The database')
      await window.getByRole('link', { name: /^Orders/ }).click()

      release()
      await expect(banner).toBeHidden()
      await expect(window.getByText(/Not journaled since/)).toBeHidden()
      await expect(status).not.toHaveAttribute('aria-description', /Not journaled/)
      await expect(row).toContainText('Submitted')
    } finally {
      release()
    }
    await window.keyboard.press('Escape')
    await expect(timeline).toBeHidden()
  })

  await test.step('freezes the rows while the feed is paused', async () => {
    for (let index = 0; index < 60; index += 1) {
      gateway.controls.addOrder({ symbol: 'AAPL', side: 'BUY', quantity: 100 + index, price: 1 })
    }
    await expect(uppermost(window)).toContainText('159')
    // Each order is PreSubmitted first. Later updates would count as pending.
    await expect(uppermost(window)).toContainText(/(?<!Pre)Submitted/)

    await grid(window).focus()
    await window.keyboard.press('p')
    await expect(window.getByText(/Paused at .*no updates pending/)).toBeVisible()
    gateway.controls.addOrder({ symbol: 'NVDA', side: 'BUY', quantity: 777, price: 1 })
    await expect(window.getByText(/updates pending \(1 order\)/)).toBeVisible()
    await expect(uppermost(window)).toContainText('159')
    await expectAccessible(window)
    await window.keyboard.press('p')
    await expect(uppermost(window)).toContainText('777')
  })

  await test.step('counts changes above the visible rows', async () => {
    await window.keyboard.press('End')
    await expect(orders(window).filter({ hasText: '777' })).toHaveCount(0)
    gateway.controls.addOrder({ symbol: 'TSLA', side: 'BUY', quantity: 888, price: 1 })
    const button = window.getByRole('button', { name: /^1 new or changed above/ })
    await expect(button).toBeVisible()
    await button.click()
    await expect(uppermost(window)).toContainText('888')
    await expect(button).toBeHidden()
  })

  await test.step('does not open an order that moved under the pointer during a click', async () => {
    for (const symbol of ['MSFT', 'AAPL']) {
      gateway.controls.addOrder({ symbol, side: 'BUY', quantity: 700, price: 1 })
    }
    await expect(uppermost(window)).toContainText('AAPL')

    await uppermost(window).hover()
    await window.mouse.down()
    await window.keyboard.press('/')
    await window.keyboard.type('msft')
    await expect(uppermost(window)).toContainText('MSFT')
    await window.mouse.up()
    await expect(grid(window).locator('[aria-selected="true"]')).toHaveCount(0)
    await expect(timeline).toHaveCount(0)

    await uppermost(window).click()
    await expect(timeline).toContainText('MSFT')
    await window.keyboard.press('Escape')
    await window.getByRole('searchbox', { name: 'Filter orders' }).fill('')
  })

  await test.step('marks a gap in the list and the timeline', async () => {
    gateway.controls.addOrder({ symbol: 'IBM', side: 'BUY', quantity: 11, price: 1 })
    const row = orderOf(window, '11')
    await expect(row).toContainText('Submitted')

    gateway.controls.faults.add('latency=1500@GET /iserver/account/orders,times=1')
    gateway.controls.dropSockets(1012)
    await expect(window.getByText(/Gap since \d\d:\d\d:\d\d/)).toBeVisible()
    // No update of this order arrives while the WebSocket is down.
    gateway.controls.addOrder({ symbol: 'MSFT', side: 'SELL', quantity: 12, price: 9000 })
    await expect(window.getByText(/^Gap \d\d:\d\d:\d\d–\d\d:\d\d:\d\d reconciled/)).toBeVisible()
    await expect(window.getByText('Streaming', { exact: true })).toBeVisible()
    await expect(orderOf(window, '12')).toContainText('Submitted')
    const marker = grid(window).getByRole('row', { name: /No updates from .* Reconciled with IBKR at/ })
    await expect(marker).toBeVisible()

    await row.dblclick()
    await expect(changes.getByText(/No updates from .* Reconciled with/)).toBeVisible()
    await expectAccessible(window)
  })

  await longStep('shows why the WebSocket connection dropped, even after a reload', async () => {
    await window.getByRole('link', { name: /^Session/ }).click()
    const steps = window.getByRole('list', { name: 'Connection timeline' }).getByRole('listitem')
    await expect(steps.first()).toContainText(/Orders reconciled with IBKR: gap since [\d:]+ closed/)
    await expect(window.getByText(/^Round trip: .*tickle/)).toBeVisible()
    const readTimeline = async (): Promise<string[]> =>
      (await steps.allTextContents()).map((text) =>
        text.replace(/^[\d:.]+(\+[\d.]+ m?s)?/, '').replace(/ \((after |open for )?[\d.]+ m?s\)/, ''),
      )
    const entries = await readTimeline()
    // The view lists the newest event first.
    const kinds = entries.map((text) => text.split(/[:;]| to | in /)[0])
    expect(kinds.slice(0, 7)).toEqual([
      'Orders reconciled with IBKR',
      'Subscribed',
      'Session message received',
      'Connected',
      'Opening WebSocket',
      expect.stringMatching(/^Retrying/),
      'Connection dropped (server restart) code 1012',
    ])
    await expectAccessible(window)
    await window.reload()
    await waitForAuthentication(window)
    await expect.poll(readTimeline).toEqual(entries)
  })
})

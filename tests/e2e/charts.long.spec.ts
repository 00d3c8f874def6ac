import type { Page } from '@playwright/test'
import { expect, expectAccessible, waitForAuthentication } from './console-fixture.ts'
import { profileSwitcher, statusButton, switchToNewGateway, testOnGateway as test } from './gateways-fixture.ts'
import { runCommand } from './keyboard-user.ts'
import { openConsole } from './start-console.ts'

const BOTH = ['light', 'dark'] as const
const orders = (window: Page) => window.getByRole('grid', { name: 'Orders' })
const profit = (window: Page) => window.getByRole('slider', { name: /^P&L of DU1234567 on / })
const price = (window: Page) => window.getByRole('slider', { name: /^Price of AAPL since/ })

/** Returns the number of points and the first point of a chart. */
async function readChart(chart: ReturnType<typeof profit>) {
  await chart.focus()
  await chart.press('Home')
  const [count, first] = [await chart.getAttribute('aria-valuemax'), await chart.getAttribute('aria-valuetext')]
  return { count: Number(count), first: first ?? '' }
}

/** Moves the cursor back from the end of a chart to a fill. Up to two bars after the end of an order may follow it. */
async function findFill(chart: ReturnType<typeof price>): Promise<void> {
  await chart.focus()
  await chart.press('End')
  await expect(async () => {
    if (!/Filled/.test((await chart.getAttribute('aria-valuetext')) ?? '')) await chart.press('ArrowLeft')
    await expect(chart).toHaveAttribute('aria-valuetext', /Filled/, { timeout: 200 })
  }).toPass()
}

async function openOrders(window: Page): Promise<void> {
  await waitForAuthentication(window)
  await window.keyboard.press('g')
  await window.keyboard.press('o')
  await expect(window.getByText('Streaming', { exact: true }).first()).toBeVisible()
}

test('keeps charts through a reconnect, another profile and a restart', async ({
  window,
  gateway,
  gateways,
  console,
  host,
  home,
  browser,
}) => {
  await openOrders(window)
  await test.step('shows an order among ten times the usual number, with its fills', async () => {
    gateway.controls.setPrice('AAPL', 200)
    for (let index = 0; index < 200; index += 1)
      gateway.controls.addOrder({ symbol: 'IBM', side: 'BUY', quantity: 100 + index, price: 1 })
    gateway.controls.addOrder({ symbol: 'AAPL', side: 'BUY', quantity: 4_321, price: 190 })
    await orders(window).getByRole('row').filter({ hasText: '4,321' }).click()
    await expect(price(window)).toBeVisible()
    for (let step = 0; step < 60; step += 1) {
      gateway.controls.setPrice('AAPL', 200 - step / 10)
      await window.waitForTimeout(50)
    }
    gateway.controls.setPrice('AAPL', 189)
    const pane = window.getByRole('complementary', { name: 'Order timeline' })
    await expect(pane.getByRole('list', { name: 'Changes to this order' })).toContainText('Filled 4,321 of 4,321')
    await expect(pane.getByRole('region', { name: 'Execution quality' })).toContainText(/Commission\d/)
    await findFill(price(window))
    await expectAccessible(window, BOTH)
    // The console lists the executions of this order, then those of all orders.
    await pane.getByRole('button', { name: 'Show executions' }).click()
    await expect(window.getByText(/^\d+ executions? of order \d+$/)).toBeVisible()
    const executions = window.getByRole('grid', { name: 'Executions today (New York)' })
    await expect(executions.getByRole('row').filter({ hasText: 'AAPL' }).first()).toBeVisible()
    await window.getByRole('button', { name: 'Show all' }).click()
    await expect(window.getByText(/^\d+ executions?$/)).toBeVisible()
  })

  await test.step('continues after a reconnect', async () => {
    gateway.controls.dropSockets(1012)
    await expect(window.getByText(/^Gap [\d:]+–[\d:]+ reconciled/)).toBeVisible()
    await runCommand(window, 'Show profit and loss')
    await expect(profit(window)).toBeVisible()
    const before = (await readChart(profit(window))).count
    await expect.poll(async () => Number(await profit(window).getAttribute('aria-valuemax'))).toBeGreaterThan(before)
    await expectAccessible(window, BOTH)
  })

  await test.step('shows latencies and the use of the rate limit', async () => {
    await window.keyboard.press('g')
    await window.keyboard.press('s')
    const latency = window.getByRole('slider', { name: 'Latency histogram in ms: point' })
    await latency.focus()
    await window.keyboard.press('Home')
    await expect(latency).toHaveAttribute('aria-valuetext', /^0–5 ms · Other requests \d+/)
    const pacing = window.getByRole('slider', { name: 'Use of the rate limit: point' })
    await expect.poll(async () => Number(await pacing.getAttribute('aria-valuemax'))).toBeGreaterThan(5)
    await expectAccessible(window, BOTH)
  })

  await test.step('shows no values of another profile, and those of the first one again', async () => {
    const other = await gateways.start()
    await switchToNewGateway(window, 'Other', other.apiUrl)
    await expect(statusButton(window, 'Profile: Other PAPER')).toBeVisible()
    await openOrders(window)
    await runCommand(window, 'Show profit and loss')
    await expect(window.getByRole('slider', { name: /^P&L of / }).first()).toBeVisible()
    const { first } = await readChart(window.getByRole('slider', { name: /^P&L of / }).first())
    await window.keyboard.press('Control+p')
    await profileSwitcher(window).getByRole('option', { name: /Lab/ }).click()
    await expect(statusButton(window, 'Profile: Lab PAPER')).toBeVisible()
    await openOrders(window)
    await runCommand(window, 'Show profit and loss')
    const again = await readChart(profit(window))
    // The first point of this profile is older than every point of the other one.
    expect(again.first.slice(0, 8) < first.slice(0, 8)).toBe(true)
  })

  const { first } = await readChart(profit(window))
  if (!console.desktop) await window.close()
  await console.stop()
  const next = await openConsole(host, { home, watch: () => undefined, browser: () => browser.newPage() })
  await openOrders(next.page)
  await runCommand(next.page, 'Show profit and loss')
  await expect(profit(next.page)).toBeVisible()
  // A stored point is at most 15 s from a live one.
  expect((await readChart(profit(next.page))).first.slice(0, 5)).toBe(first.slice(0, 5))
  await orders(next.page).getByRole('row').filter({ hasText: '4,321' }).click()
  await findFill(price(next.page))
  await next.stop()
})

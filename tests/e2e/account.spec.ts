import type { Locator, Page } from '@playwright/test'
import { expect, expectAccessible, longStep, test, waitForAuthentication } from './console-fixture.ts'
import { runCommand } from './keyboard-user.ts'
import { answerQuestions, reviewOrder } from './order-ticket.ts'

/** Returns how many rows fit into a grid. */
const rowsThatFit = (grid: Locator): Promise<number> =>
  grid.evaluate((element) => (element.clientHeight - (element.querySelector('.grid-head')?.clientHeight ?? 0)) / 28)

/** Returns the widths of the ten digits in the number cells. With equal widths, the decimal points are aligned. */
const digitWidths = (window: Page): Promise<readonly number[]> =>
  window.evaluate(() => {
    const widths = new Set<number>()
    for (const cell of document.querySelectorAll('.grid-cell[data-align="end"]')) {
      for (const digit of '0123456789') {
        const probe = document.createElement('span')
        probe.textContent = digit.repeat(20)
        cell.append(probe)
        widths.add(Math.round(probe.getBoundingClientRect().width))
        probe.remove()
      }
    }
    return [...widths]
  })

test('shows up-to-date executions, positions and P&L below the orders', async ({ window }) => {
  await waitForAuthentication(window)
  await reviewOrder(window, '7')
  await window.getByRole('dialog', { name: 'Review order' }).getByRole('button', { name: 'Place order' }).click()
  await answerQuestions(window)
  await window.getByRole('grid', { name: 'Orders' }).focus()
  await window.keyboard.press('Escape')

  await window.keyboard.press('b')
  const executions = window.getByRole('grid', { name: 'Executions today (New York)' })
  const mine = executions.getByRole('row').filter({ hasText: 'AAPL' }).filter({ hasText: 'BUY' }).first()
  await expect(mine).toBeVisible()
  await expectAccessible(window)
  await executions.focus()
  await window.keyboard.press('Home')
  await window.keyboard.press('Enter')
  await expect(window.getByRole('list', { name: 'Changes to this order' })).toBeVisible()
  await window.keyboard.press('Escape')

  await runCommand(window, 'Show positions')
  const positions = window.getByRole('grid', { name: 'Positions' })
  await expect(positions.getByRole('row').filter({ hasText: 'AAPL' })).toBeVisible()
  const value = positions.getByRole('columnheader', { name: 'Value' })
  await value.getByRole('button').click()
  await expect(value).toHaveAttribute('aria-sort', 'ascending')
  await expectAccessible(window)

  await test.step('trades from the portfolio, and marks its values after a disconnect', async () => {
    await window.keyboard.press('Escape')
    await window.keyboard.press('g')
    await window.keyboard.press('b')
    const portfolio = window.getByRole('region', { name: 'Portfolio' })
    const list = portfolio.getByRole('treegrid', { name: 'Portfolio positions' })
    const nvidia = list.getByRole('row').filter({ hasText: 'NVDA' })
    await expect(list.getByRole('row').filter({ hasText: 'Shares' })).toContainText('%')
    await expect(nvidia).toContainText('400')
    await expect(nvidia.locator('.quote-cell:not([data-old])')).toHaveText(/\d/)
    await expect(portfolio.getByText('Net liquidation', { exact: true })).toBeVisible()
    await expect(window.getByRole('region', { name: 'Status' })).toContainText(/Rate limit \d+\/10/)
    await window.setViewportSize({ width: 1024, height: 700 })
    const tops = portfolio
      .locator('.portfolio-totals dt')
      .evaluateAll((names) => names.map((name) => name.getBoundingClientRect().top))
    expect(new Set(await tops).size).toBe(1)
    await window.setViewportSize({ width: 1280, height: 800 })
    await expect(portfolio.getByText(/^USD [\d,.]+$/)).toBeVisible()
    await expectAccessible(window)
    const parts = portfolio.getByRole('region', { name: 'Allocation values' })
    await expect(parts.getByRole('row').filter({ hasText: 'Stocks and funds' })).toContainText('%')
    await portfolio.getByText('Sector', { exact: true }).click()
    await expect(parts.getByRole('row').filter({ hasText: 'Technology' })).toContainText(/[\d,]+\.\d\d/)
    await expectAccessible(window)
    await portfolio.getByText('Performance', { exact: true }).click()
    const performance = portfolio.getByRole('region', { name: 'Performance' })
    await expect(performance.getByText(/^As of \d\d:\d\d \(.* ago\); next update possible \d\d:\d\d$/)).toBeVisible()
    await performance.getByRole('combobox', { name: 'Benchmark' }).fill('SPY')
    await window.keyboard.press('Enter')
    await expect(performance.getByText(/^SPY [+-]?[\d.]+%$/)).toBeVisible()
    await expect(performance.getByText('Benchmark: closes in USD, without dividends.')).toBeVisible()
    await performance.getByText('1D', { exact: true }).click()
    await expect(performance.getByRole('slider', { name: /^Return of DU1234567, 1D/ })).toHaveAttribute(
      'aria-valuemax',
      '1',
    )
    await expectAccessible(window)
    await nvidia.click({ button: 'right' })
    await window.getByRole('menuitem', { name: 'Reduce by 50%…' }).click()
    const ticket = window.getByRole('form', { name: 'Order ticket' })
    await expect(ticket.getByRole('combobox', { name: 'Symbol' })).toHaveValue('NVDA')
    await expect(ticket.getByLabel('Quantity')).toHaveValue('200')
    await expect(ticket.getByRole('radio', { name: 'Sell' })).toBeChecked()
    await window.keyboard.press('Escape')
    await runCommand(window, 'JPM: attach stop')
    await expect(ticket.getByRole('combobox', { name: 'Symbol' })).toHaveValue('JPM')
    await expect(ticket.getByLabel('Order type')).toHaveText('Stop')
    await expect(ticket.getByRole('radio', { name: 'Buy' })).toBeChecked()
    await window.keyboard.press('Escape')
    await window.keyboard.press('g')
    await window.keyboard.press('b')
    await expect(nvidia).toBeVisible()
    await runCommand(window, 'Disconnect')
    await window.getByRole('alertdialog', { name: 'Disconnect?' }).getByRole('button', { name: 'Disconnect' }).click()
    await expect(nvidia.locator('.quote-cell[data-old]')).toHaveText(/ ago/)
    await expect(nvidia.getByRole('gridcell').nth(3)).toHaveText('')
    await expect(performance.getByText('Not connected')).toBeVisible()
    await runCommand(window, 'Connect')
    await waitForAuthentication(window)
    await window.keyboard.press('g')
    await window.keyboard.press('o')
  })

  await runCommand(window, 'Show profit and loss')
  const profit = window.getByRole('grid', { name: 'Profit and loss' })
  await expect(profit.getByRole('row').filter({ hasText: 'DU1234567' })).toBeVisible()
  const chart = window.getByRole('slider', { name: /^P&L of DU1234567 on / })
  await expect.poll(async () => Number(await chart.getAttribute('aria-valuemax'))).toBeGreaterThan(2)
  await expectAccessible(window)

  await longStep('moves a cursor over the chart by keyboard', async () => {
    await chart.focus()
    await window.keyboard.press('Home')
    const first = (await chart.getAttribute('aria-valuetext')) ?? ''
    expect(first).toMatch(/^[\d:]{8} · P&L [+-]?[\d,.]+$/)
    await window.keyboard.press('ArrowRight')
    await expect(chart).not.toHaveAttribute('aria-valuetext', first)
    await expect(chart).toHaveAttribute('aria-valuenow', '1')
    await window.keyboard.press('+')
    await window.keyboard.press('ArrowLeft')
    // The cursor stays on its point when live values are added.
    await expect(chart).toHaveAttribute('aria-valuetext', first)
    await window.getByRole('button', { name: 'Reset zoom' }).click()
    await expect(window.getByRole('button', { name: 'Reset zoom' })).toBeHidden()
    await window.getByRole('button', { name: 'Values', exact: true }).click()
    const values = window.getByRole('region', { name: /^P&L of DU1234567 on .*: values$/ })
    await expect(values.getByRole('row').last()).toContainText(first.slice(0, 8))
    await expectAccessible(window)
    await window.getByRole('button', { name: 'Hide values' }).click()
  })

  await longStep('keeps the values of the chart while the view is closed', async () => {
    await window.keyboard.press('b')
    await expect(chart).toBeHidden()
    await runCommand(window, 'Show profit and loss')
    await chart.focus()
    await window.keyboard.press('Home')
    await expect(chart).toHaveAttribute('aria-valuetext', /P&L/)
    await window.getByText('Net liq', { exact: true }).click()
    await expect(window.getByRole('slider', { name: /^Net liquidation of DU1234567/ })).toBeVisible()
    await window.getByText('P&L', { exact: true }).last().click()
  })

  await test.step('fits eight rows into each list at 1024 × 700', async () => {
    await window.setViewportSize({ width: 1024, height: 700 })
    const orders = window.getByRole('grid', { name: 'Orders' })
    await expect.poll(() => rowsThatFit(orders)).toBeGreaterThanOrEqual(8)
    await expect.poll(() => rowsThatFit(profit)).toBeGreaterThanOrEqual(8)
    expect(await digitWidths(window)).toHaveLength(1)
    const journal = window.getByRole('grid', { name: 'Journal, newest first' })
    await runCommand(window, 'Search order journal')
    await expect.poll(() => rowsThatFit(journal)).toBeGreaterThanOrEqual(8)
    await runCommand(window, 'Show profit and loss')
    // The list of columns ends above the lower panel and scrolls.
    await window.getByRole('button', { name: 'Columns', exact: true }).first().click()
    const choices = window.locator('.drop-panel')
    const bottomOf = async (part: Locator): Promise<number> => {
      const box = await part.boundingBox()
      return (box?.y ?? 0) + (box?.height ?? 0)
    }
    const lower = window.locator('.bottom-panel')
    await expect.poll(async () => (await bottomOf(choices)) < ((await lower.boundingBox())?.y ?? 0)).toBe(true)
    await window.keyboard.press('Escape')
    await orders.focus()
    await window.keyboard.press('Home')
    await window.keyboard.press('Enter')
    await expect(window.getByRole('complementary', { name: 'Order timeline' })).toBeVisible()
    // The prices beside the timeline are visible without scrolling.
    const rightOf = async (part: Locator): Promise<number> => {
      const box = await part.boundingBox()
      return (box?.x ?? 0) + (box?.width ?? 0)
    }
    const stop = orders.getByRole('columnheader', { name: 'Stop' })
    await expect.poll(async () => (await rightOf(orders)) - (await rightOf(stop))).toBeGreaterThan(0)
    await runCommand(window, 'Search order journal')
    await expect.poll(() => rowsThatFit(journal)).toBeGreaterThanOrEqual(8)
    await runCommand(window, 'Show profit and loss')
    for (const grid of [orders, profit]) await expect.poll(() => rowsThatFit(grid)).toBeGreaterThanOrEqual(8)
    // Beside the timeline, there is only room for the list or the chart.
    await expect(chart).toBeHidden()
    await window.getByText('Chart', { exact: true }).click()
    await expect(chart).toBeVisible()
    await window.getByText('Table', { exact: true }).click()
    await window.keyboard.press('Escape')
    await window.setViewportSize({ width: 1280, height: 800 })
  })

  const edge = window.getByRole('separator', { name: 'Height of the panel below the orders' })
  const before = Number(await edge.getAttribute('aria-valuenow'))
  await edge.focus()
  await window.keyboard.press('ArrowUp')
  await expect.poll(async () => Number(await edge.getAttribute('aria-valuenow'))).not.toBe(before)
  const moved = Number(await edge.getAttribute('aria-valuenow'))
  // A reload restores the exact height of the panel.
  await window.reload()
  await expect.poll(async () => Math.abs(Number(await edge.getAttribute('aria-valuenow')) - moved)).toBeLessThan(1)
})

import { dismissNotifications, goTo, NARROW, runCommand, selectOption } from './page-actions.mjs'

/** The screens, each with the steps that lead to it from the previous screen. */
export const screens = {
  'orders-loading': async (page) => goTo(page, 'Orders'),
  orders: async (page) => page.getByText('Streaming', { exact: true }).first().waitFor({ timeout: 20_000 }),
  'orders-ticket': async (page) => {
    await page.getByRole('button', { name: 'New order' }).click()
    const ticket = page.getByRole('form', { name: 'Order ticket' })
    await ticket.getByRole('combobox', { name: 'Symbol' }).fill('AAPL')
    await page.getByRole('option', { name: /AAPL/ }).first().click()
    await ticket.getByLabel('Quantity').fill('25')
    await selectOption(ticket.getByLabel('Order type'), 'Market')
    await page.getByRole('group', { name: 'Quote' }).waitFor()
  },
  'orders-bracket': async (page) => {
    const ticket = page.getByRole('form', { name: 'Order ticket' })
    await page.keyboard.press('Control+Shift+B')
    await ticket.getByLabel('Take profit').fill('5')
    await ticket.getByLabel('Stop loss', { exact: true }).fill('3')
  },
  'orders-guard-rail': async (page) => {
    await page.keyboard.press('Control+Shift+B')
    await page.getByLabel('Quantity').fill('2500')
    await page.getByRole('button', { name: 'Review order' }).click()
    await page.getByRole('alert').filter({ hasText: 'Refused by a guard rail' }).waitFor()
  },
  'orders-review': async (page) => {
    await page.getByRole('dialog').getByRole('button', { name: 'Back' }).click()
    await page.getByLabel('Quantity').fill('25')
    await page.getByRole('button', { name: 'Review order' }).click()
    await page.getByRole('dialog', { name: 'Review order' }).waitFor()
  },
  'orders-question': async (page) => {
    await page.getByRole('button', { name: 'Place order' }).click()
    await page.getByRole('alertdialog').waitFor()
  },
  'orders-timeline': async (page) => {
    const yes = page.getByRole('alertdialog').getByRole('button', { name: 'Place order' })
    const row = page
      .getByRole('grid', { name: 'Orders' })
      .getByRole('row')
      .filter({ hasText: 'AAPL' })
      .filter({ hasText: 'Market' })
      .first()
    for (;;) {
      await yes.or(row).first().waitFor()
      if (!(await yes.isVisible())) break
      await yes.click().catch(() => undefined)
    }
    await row.filter({ hasText: 'Filled' }).waitFor()
    await dismissNotifications(page)
    await row.click()
    await page.getByRole('list', { name: 'Changes to this order' }).waitFor()
  },
  'orders-columns': async (page) => {
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByRole('group', { name: 'Columns' }).waitFor()
  },
  'orders-executions': async (page) => {
    await page.keyboard.press('Escape')
    await runCommand(page, 'show executions')
    await page.getByRole('grid', { name: 'Executions' }).getByText('AAPL').first().waitFor()
  },
  'orders-positions': async (page) => {
    await runCommand(page, 'show positions')
    await page.getByRole('grid', { name: 'Positions' }).getByText('AAPL').waitFor()
  },
  'orders-profit': async (page) => {
    await runCommand(page, 'show profit and loss')
    await page
      .getByRole('figure', { name: /^P&L of / })
      .first()
      .waitFor()
  },
  'orders-journal': async (page) => {
    await runCommand(page, 'search order journal')
    await page.getByRole('grid', { name: 'Journal, newest first' }).getByText('Filled').first().waitFor()
  },
  'orders-change': async (page) => {
    const row = page.getByRole('grid', { name: 'Orders' }).getByRole('row').filter({ hasText: 'IBM' }).first()
    await row.dblclick()
    await page.getByRole('button', { name: 'Change…' }).click()
    await page.getByLabel('Quantity').fill('75')
    await page.getByRole('button', { name: 'Review changes' }).click()
    await page.getByRole('dialog', { name: 'Review changes' }).waitFor()
  },
  'orders-cancel-all': async (page) => {
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Discard changes' }).click()
    await runCommand(page, 'cancel all working orders that are shown')
    await page.getByRole('alertdialog').waitFor()
  },
  session: async (page) => {
    await page.keyboard.press('Escape')
    await runCommand(page, 'show or hide the panel below')
    await goTo(page, 'Session')
    await page.getByRole('list', { name: 'Session timeline' }).waitFor()
  },
  stream: async (page) => {
    await goTo(page, 'Stream')
    const subscriptions = page.getByRole('list', { name: 'Subscriptions' }).getByRole('listitem')
    await page.getByRole('combobox', { name: 'Symbol' }).fill('AAPL')
    await page.getByRole('option', { name: /AAPL/ }).first().waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Subscribe' }).click()
    await subscriptions.first().getByText('bid size').waitFor()
  },
  'stream-depth': async (page) => {
    await selectOption(page.getByRole('combobox', { name: 'Topic', exact: true }), 'Market depth (sbd)')
    await page.getByRole('button', { name: 'Subscribe' }).click()
    const ladder = page.getByRole('list', { name: 'Subscriptions' }).getByRole('table')
    await ladder.waitFor()
    await ladder.scrollIntoViewIfNeeded()
  },
  'stream-line': async (page) => {
    await page.getByRole('searchbox', { name: 'Search frames' }).fill('"topic":"smd')
    await page.getByRole('row').filter({ hasText: 'smd+265598' }).first().click()
    await page.getByRole('complementary', { name: 'Frame' }).getByText('last price').waitFor()
  },
  inbox: async (page) => {
    await goTo(page, 'Orders')
    await page
      .getByRole('banner')
      .getByRole('button', { name: /^Inbox/ })
      .click()
    const events = page.getByRole('grid', { name: 'Events, newest first' })
    await events
      .getByRole('row', { name: /Fill: / })
      .first()
      .click()
    await page.getByRole('region', { name: 'Event' }).getByRole('button', { name: 'View order' }).waitFor()
  },
  notifications: async (page) => {
    await page.getByRole('complementary', { name: 'Inbox' }).getByRole('button', { name: 'Close' }).click()
    await runCommand(page, 'notifications…')
    await page.getByRole('table', { name: 'Notifications by kind' }).waitFor()
  },
  'orders-narrow': async (page) => {
    await page.keyboard.press('Escape')
    await page.setViewportSize(NARROW)
    await goTo(page, 'Orders')
  },
}

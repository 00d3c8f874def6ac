import { addGateway, dismissNotifications, goTo, runCommand, selectOption } from './page-actions.mjs'
import { startSimulator } from './simulator.mjs'

const rows = (page) =>
  page
    .getByRole('grid', { name: 'Orders' })
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell') })

/** The screens, each with the steps that lead to it from the previous screen. */
export const screens = {
  'orders-gap': async (page, { gateway }) => {
    await addGateway(page, 'Gateway on this laptop', gateway.api)
    await goTo(page, 'Orders')
    await page.getByText('Streaming', { exact: true }).waitFor()
    await gateway.make('addOrder', { symbol: 'NVDA', side: 'BUY', quantity: 400, price: 1 })
    await rows(page).filter({ hasText: 'NVDA' }).filter({ hasText: '400' }).filter({ hasText: 'Submitted' }).waitFor()
    await gateway.make('dropSockets', { code: 1012 })
    await page.getByText(/Gap since/).waitFor()
    // This order receives no update while the socket is down.
    await gateway.make('addOrder', { symbol: 'MSFT', side: 'SELL', quantity: 120, price: 9000 })
    await page.getByText(/^Gap .* reconciled/).waitFor({ timeout: 60_000 })
    await page.getByText('Streaming', { exact: true }).waitFor()
    await gateway.make('addOrder', { symbol: 'TSLA', side: 'SELL', quantity: 60, price: 9000 })
    await rows(page).filter({ hasText: 'TSLA' }).filter({ hasText: '9,000' }).waitFor()
    await rows(page).filter({ hasText: 'NVDA' }).filter({ hasText: '400' }).click()
    await page
      .getByRole('list', { name: 'Changes to this order' })
      .getByText(/No updates/)
      .waitFor()
    await dismissNotifications(page)
  },
  'session-connection': async (page) => goTo(page, 'Session'),
  // On Practice a snippet contains the folder of the console.
  'explorer-snippet': async (page) => {
    await goTo(page, 'Explorer')
    await page.getByRole('textbox', { name: 'Path' }).fill('/iserver/marketdata/snapshot?conids=265598&fields=31,84,86')
    await page.keyboard.press('Control+e')
    await page.getByRole('region', { name: 'Code' }).waitFor()
  },
  'orders-cannot-change': async (page, { gateway }) => {
    await page.keyboard.press('Escape')
    await goTo(page, 'Orders')
    // IBKR does not report the date until which this order works.
    await gateway.make('addOrder', { symbol: 'QQQ', side: 'BUY', quantity: 30, tif: 'GTD', price: 1 })
    await rows(page).filter({ hasText: 'QQQ' }).click()
    await page.getByRole('complementary', { name: 'Order timeline' }).getByRole('button', { name: 'Change…' }).click()
    await page.getByRole('dialog', { name: 'This order cannot be changed here' }).waitFor()
  },
  'orders-storm': async (page, { gateway }) => {
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    await gateway.make('startScenario', { scenario: 'storm:120,20,400' })
    const filled = page.getByRole('grid', { name: 'Orders' }).locator('[data-column="filled"]')
    await filled
      .filter({ hasText: /^[1-9]/ })
      .nth(14)
      .waitFor()
    await page.getByText(/Not journaled/).waitFor({ state: 'detached' })
  },
  'orders-new-above': async (page) => {
    await page.getByRole('grid', { name: 'Orders' }).focus()
    await page.keyboard.press('PageDown')
    await page.keyboard.press('PageDown')
    await page.getByRole('button', { name: /new or changed above/ }).waitFor()
  },
  'explorer-elsewhere': async (page) => {
    await goTo(page, 'Explorer')
    await selectOption(page.getByRole('combobox', { name: 'Method' }), 'POST')
    await page.getByRole('textbox', { name: 'Path' }).fill('/iserver/questions/suppress/reset')
    await runCommand(page, 'switch to profile practice')
    await page.getByRole('region', { name: 'Status' }).getByText('PRACTICE', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Session: Authenticated' }).waitFor()
    await page.keyboard.press('Control+Enter')
    await page
      .getByRole('alertdialog')
      .getByText(/Written for “Gateway on this laptop”/)
      .waitFor()
  },
}

export async function startServers() {
  const gateway = await startSimulator('--mode', 'gateway', '--http', '--control-port', '0')
  return { gateway, stop: () => gateway.stop() }
}

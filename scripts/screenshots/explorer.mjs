import {
  DIALOG_GUARD_MS,
  dismissNotifications,
  goTo,
  NARROW,
  runCommand,
  selectOption,
  sendReadRequest,
} from './page-actions.mjs'

/** The screens, each with the steps that lead to it from the previous screen. */
export const screens = {
  'explorer-empty': async (page) => page.getByRole('list', { name: 'Suggested requests' }).waitFor(),
  'explorer-response': async (page) => {
    await page
      .getByRole('list', { name: 'Suggested requests' })
      .getByRole('button', { name: /portfolio\/accounts/ })
      .click()
    await page.getByRole('region', { name: 'Response', exact: true }).getByText('200').first().waitFor()
  },
  'explorer-tree': async (page) => {
    await page.keyboard.press('Escape')
    for (const [words, name] of [
      ['snapshot of quotes', 'Quotes at the open'],
      ['place orders', 'Buy one Apple'],
    ]) {
      await runCommand(page, words)
      await page.getByRole('button', { name: 'Save the request…' }).click()
      const dialog = page.getByRole('dialog', { name: 'Save the request' })
      await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
      await dialog.getByRole('combobox', { name: 'Folder' }).fill('Mornings')
      await page.waitForTimeout(DIALOG_GUARD_MS)
      await dialog.getByRole('button', { name: 'Save', exact: true }).click()
      await dialog.waitFor({ state: 'detached' })
    }
    const row = page.getByRole('treeitem', { name: /Quotes at the open/ })
    await row.click()
    await row.focus()
    await dismissNotifications(page)
  },
  'explorer-form': async (page) => {
    await runCommand(page, 'preview an order')
    const conid = page.getByRole('combobox', { name: 'orders[0].conid' })
    await conid.fill('TSLA')
    await page.getByRole('option', { name: /TESLA/ }).waitFor()
  },
  'explorer-body': async (page) => {
    await page.keyboard.press('Enter')
    await runCommand(page, 'whatif')
    await page.getByRole('tab', { name: /Body/ }).click()
    await page.getByRole('radiogroup', { name: 'Edit the body as' }).getByText('JSON').click()
    await page.getByRole('textbox', { name: 'JSON body' }).waitFor()
  },
  'explorer-confirm': async (page) => {
    await runCommand(page, 'place orders')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('alertdialog', { name: 'Place this order?' }).waitFor()
  },
  'explorer-question': async (page) => {
    await page.waitForTimeout(DIALOG_GUARD_MS)
    // The limit price of the example body is far from the market.
    await page.getByRole('checkbox', { name: 'Send it despite this warning' }).check()
    await page.getByRole('button', { name: 'Place order' }).click()
    await page.getByRole('alertdialog', { name: 'IBKR requires confirmation' }).waitFor()
  },
  'explorer-waiting': async (page) => {
    await page.getByRole('button', { name: "Don't place" }).click()
    await page.getByRole('alertdialog').waitFor({ state: 'hidden' })
    await runCommand(page, 'scanner parameters')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('region', { name: 'Response', exact: true }).getByText('200').first().waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByRole('button', { name: 'Withdraw' }).waitFor()
  },
  'explorer-warm-up': async (page) => {
    await page.getByRole('button', { name: 'Withdraw' }).click()
    await page.getByRole('button', { name: 'Withdraw' }).waitFor({ state: 'hidden' })
    await page.getByRole('textbox', { name: 'Path' }).fill('/iserver/marketdata/snapshot?conids=8314&fields=31,84,86')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('button', { name: 'Warm up and repeat' }).waitFor()
  },
  'explorer-error': async (page) => {
    await selectOption(page.getByRole('combobox', { name: 'Method' }), 'GET')
    await page.getByRole('textbox', { name: 'Path' }).fill('/iserver/nothing/here')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByRole('region', { name: 'Response', exact: true }).getByText('404').first().waitFor()
  },
  'explorer-not-armed': async (page) => {
    await page.getByRole('switch', { name: 'Armed' }).click()
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page
      .getByText(/not armed/i)
      .first()
      .waitFor()
  },
  'explorer-table': async (page) => {
    await page.getByRole('switch', { name: 'Armed' }).click()
    await page.getByText(/^Armed: write and trading/).waitFor()
    await dismissNotifications(page)
    await sendReadRequest(page, '/trsrv/all-conids?exchange=NASDAQ')
    await page.getByRole('tab', { name: 'Table' }).click()
    await page.getByRole('grid', { name: 'Response as a table' }).getByRole('button', { name: 'ticker' }).click()
  },
  history: async (page) => {
    for (const symbol of ['AAPL', 'MSFT']) await sendReadRequest(page, `/iserver/secdef/search?symbol=${symbol}`)
    await goTo(page, 'History')
    const rows = page.getByRole('grid', { name: 'Requests, newest first' }).getByRole('row')
    await rows.first().waitFor()
    await page.keyboard.press('/')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('complementary', { name: 'Request details' }).getByRole('tree').waitFor()
  },
  'history-compare': async (page) => {
    await page.keyboard.press('Escape')
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    await page.keyboard.press('c')
    await page
      .getByRole('complementary', { name: 'Comparison of two responses' })
      .getByText('MICROSOFT')
      .first()
      .waitFor()
  },
  palette: async (page) => {
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Search commands and operations' }).fill('order')
  },
  help: async (page) => {
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click()
  },
  'explorer-narrow': async (page) => {
    await page.keyboard.press('Escape')
    await page.setViewportSize(NARROW)
    await goTo(page, 'Explorer')
  },
  'explorer-narrow-snippet': async (page) => {
    await page.keyboard.press('Control+e')
    await page.getByRole('complementary', { name: 'Snippet' }).waitFor()
  },
  'explorer-narrow-response': async (page) => {
    await page.keyboard.press('Escape')
    await page.getByRole('textbox', { name: 'Path' }).fill('/iserver/accounts')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('region', { name: 'Response', exact: true }).getByText('200').first().waitFor()
  },
  'explorer-narrow-body': async (page) => {
    await selectOption(page.getByRole('combobox', { name: 'Method' }), 'POST')
    await page.getByRole('tab', { name: /Body/ }).click()
    await page.getByRole('textbox', { name: 'JSON body' }).fill('{"symbol": "AAPL"}')
  },
  'history-narrow': async (page) => {
    await goTo(page, 'History')
    await page.getByRole('grid', { name: 'Requests, newest first' }).getByRole('row').first().waitFor()
  },
}

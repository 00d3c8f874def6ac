import { readFileSync } from 'node:fs'
import { accessible, authenticated, expect } from './console-test.ts'
import { addGateway, test } from './gateways-test.ts'

test('the journal is searched by keyboard, leads to an order, and is saved as CSV and JSON lines, each with what the list shows', async ({
  window,
  gateways,
}) => {
  await authenticated(window)
  const gateway = await gateways.start()
  await addGateway(window, 'Lab', gateway.apiUrl)
  await authenticated(window)
  await window.keyboard.press('g')
  await window.keyboard.press('o')
  await expect(window.getByText('Live', { exact: true })).toBeVisible()
  for (let index = 0; index < 40; index += 1) {
    gateway.controls.addOrder({ symbol: index === 7 ? 'NVDA' : 'AAPL', side: 'BUY', quantity: 500 + index, price: 1 })
  }

  await window.keyboard.press('j')
  const search = window.getByRole('searchbox', { name: 'Search the journal' })
  await expect(search).toBeFocused()
  const list = window.getByRole('grid', { name: 'Journal, newest first' })
  await expect(list).toContainText('Submitted')
  await accessible(window)

  // Far down, a page that is read as it comes into sight.
  await list.focus()
  await window.keyboard.press('End')
  await expect(list.getByRole('row').last()).not.toHaveAttribute('aria-busy', 'true')

  await search.fill('nvda')
  const entries = window.locator('.journal-count').getByRole('status')
  await expect(list).not.toContainText('AAPL')
  // Four steps of the new order, and the one of before that the first reading told.
  await expect(entries).toHaveText('5 entries')
  await window.keyboard.press('ArrowDown')
  await window.keyboard.press('ArrowDown')
  await window.keyboard.press('Enter')
  await expect(window.getByRole('complementary', { name: 'Order timeline' })).toContainText('507 NVDA')

  await window.keyboard.press('Escape')
  for (const [name, ending] of [
    ['CSV, for a spreadsheet', 'csv'],
    ['JSON lines, with what IBKR told', 'jsonl'],
  ] as const) {
    await window.getByRole('button', { name: 'Export' }).click()
    const saved = window.waitForEvent('download')
    await window.getByRole('button', { name }).click()
    const file = await saved
    expect(file.suggestedFilename()).toMatch(new RegExp(`^ibkr-orders-[\\d-]+\\.${ending}$`))
    const lines = readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\n')
    expect(lines.filter((line) => line.includes('NVDA'))).toHaveLength(5)
    expect(lines).toHaveLength(ending === 'csv' ? 6 : 5)
  }

  await window.getByLabel('Days of the journal').selectOption('yesterday')
  await expect(window.getByText('No entry matches')).toBeVisible()
  await window.getByRole('button', { name: 'Show all entries' }).click()
  await expect(list).toContainText('AAPL')
  await list.focus()
  await window.keyboard.press('b')
  await expect(list).toBeHidden()
})

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { choose } from './choose-option.ts'
import { expect, expectAccessible, waitForAuthentication } from './console-fixture.ts'
import { createFileUser } from './file-dialog-user.ts'
import { testOnGateway as test, titleButton } from './gateways-fixture.ts'
import { moveJournalToYesterday } from './move-journal-to-yesterday.ts'
import { openConsole } from './start-console.ts'

test('searches and exports the journal by keyboard', async ({ window, gateway, console, host, home, browser }) => {
  await waitForAuthentication(window)
  await window.keyboard.press('g')
  await window.keyboard.press('o')
  await expect(window.getByText('Streaming', { exact: true })).toBeVisible()
  for (let index = 0; index < 40; index += 1) {
    gateway.controls.addOrder({ symbol: index === 7 ? 'NVDA' : 'AAPL', side: 'BUY', quantity: 500 + index, price: 1 })
  }

  await window.keyboard.press('j')
  const search = window.getByRole('searchbox', { name: 'Search journal' })
  await expect(search).toBeFocused()
  const list = window.getByRole('grid', { name: 'Journal, newest first' })
  await expect(list).toContainText('Submitted')
  await expectAccessible(window)

  // The list loads older entries when their rows become visible.
  await list.focus()
  await window.keyboard.press('End')
  await expect(list.getByRole('row', { selected: true })).toHaveAttribute(
    'aria-rowindex',
    (await list.getAttribute('aria-rowcount')) ?? '',
  )

  await search.fill('nvda')
  const entries = window.locator('.bottom-panel .list-count').getByRole('status')
  await expect(list).not.toContainText('AAPL')
  // Four entries belong to the new order and one to the first snapshot.
  await expect(entries).toHaveText('5 entries')
  await window.keyboard.press('ArrowDown')
  await window.keyboard.press('ArrowDown')
  await window.keyboard.press('Enter')
  await expect(window.getByRole('complementary', { name: 'Order timeline' })).toContainText('507 NVDA')

  await window.keyboard.press('Escape')
  const folder = join(home, 'files')
  mkdirSync(folder)
  const files = await createFileUser(console, folder)
  for (const [name, ending] of [
    ['CSV', 'csv'],
    ['JSON Lines, with IBKR’s messages', 'jsonl'],
  ] as const) {
    await window.getByRole('button', { name: 'Export' }).click()
    const file = await files.save(() => window.getByRole('button', { name }).click())
    expect(file.name).toMatch(new RegExp(`^ibkr-orders-[\\d-]+\\.${ending}$`))
    const lines = file.bytes.toString('utf8').trim().split('\n')
    expect(lines.filter((line) => line.includes('NVDA'))).toHaveLength(5)
    expect(lines).toHaveLength(ending === 'csv' ? 6 : 5)
  }

  await window.locator('.bottom-panel').getByRole('button', { name: 'Filter' }).click()
  await choose(window.getByLabel('Journal time range'), 'Yesterday')
  await expect(window.getByText('No entries match')).toBeVisible()
  await window.getByRole('button', { name: 'Show all entries' }).click()
  await expect(search).toBeFocused()
  await expect(list).toContainText('AAPL')
  await list.focus()
  await window.keyboard.press('b')
  await expect(list).toBeHidden()

  await test.step('shows the entries of the previous day after a restart', async () => {
    // Closes a browser window, because the page would log an error after its console has stopped.
    if (!console.desktop) await window.close()
    await console.stop()
    moveJournalToYesterday(home)
    const next = await openConsole(host, { home, watch: () => undefined, browser: () => browser.newPage() })
    const { page } = next
    await expect(titleButton(page, 'Profile: Lab PAPER')).toBeVisible()
    await waitForAuthentication(page)
    await page.keyboard.press('g')
    await page.keyboard.press('o')
    await expect(page.getByText('Streaming', { exact: true })).toBeVisible()
    await page.keyboard.press('j')
    await page.locator('.bottom-panel').getByRole('button', { name: 'Filter' }).click()
    await choose(page.getByLabel('Journal time range'), 'Yesterday')
    await page.getByRole('searchbox', { name: 'Search journal' }).fill('nvda')
    const kept = page.getByRole('grid', { name: 'Journal, newest first' })
    await expect(page.locator('.bottom-panel .list-count').getByRole('status')).toHaveText('5 entries')
    await expect(kept).toContainText('Submitted')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    const timeline = page.getByRole('complementary', { name: 'Order timeline' })
    await expect(timeline).toContainText('507 NVDA')
    const steps = timeline.getByRole('list', { name: 'Changes to this order' })
    await expect(steps.getByText(/^\d\d-\d\d 12:0\d$/)).toHaveCount(4)
    await expect(steps.getByText(/^No updates from \d\d-\d\d 12:0\d/)).toBeVisible()
    await next.stop()
  })
})

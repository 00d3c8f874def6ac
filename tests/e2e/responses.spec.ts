import type { Locator, Page } from '@playwright/test'
import { expect, expectAccessible, longStep, pasteClipboard, waitForAuthentication } from './console-fixture.ts'
import { createFileUser } from './file-dialog-user.ts'
import { testOnGateway as test } from './gateways-fixture.ts'

const responseOf = (window: Page): Locator => window.getByRole('region', { name: 'Response', exact: true })

/** Sends a read request and waits for its response. */
async function read(window: Page, path: string): Promise<Locator> {
  const response = responseOf(window)
  await window.getByRole('textbox', { name: 'Path', exact: true }).fill(path)
  await window.keyboard.press('Control+Enter')
  await expect(response.locator('.response-url')).toContainText(path.split('?')[0] as string)
  return response
}

const STRANGE = {
  '/portfolio/DU1234567/ledger': 'deep',
  '/trsrv/stocks': 'truncated',
  '/portfolio/DU1234567/positions/0': 'malformed',
  '/iserver/watchlists': 'strange',
  '/portfolio/DU1234567/summary': 'non-utf8',
  '/fyi/settings': 'html=502',
  '/fyi/deliveryoptions': 'mislabelled',
  '/fyi/unreadnumber': 'empty',
  '/iserver/scanner/params': 'large=100000000',
} as const

const faults = Object.entries(STRANGE).map(([path, verb]) => `${verb}@${path}`)

test.use({ gatewayOptions: { tls: false, listedStocks: 40_000, faults } })

test('searches and sorts thousands of rows by keyboard, and runs no code from a response', async ({
  window,
  console,
  home,
}) => {
  await waitForAuthentication(window)
  const files = await createFileUser(console, home)
  // Without a response, the search does not open.
  await window.keyboard.press('Control+f')
  await expect(window.getByText('No response to search.')).toBeVisible()
  const response = await read(window, '/trsrv/all-conids?exchange=NASDAQ')
  const tree = response.getByRole('tree', { name: 'Response as a tree' })
  await expect(tree.getByRole('treeitem').first()).toContainText(/40,\d+ items/)
  await expectAccessible(window)

  await expect(response.getByRole('textbox', { name: 'Find in response' })).toHaveCount(0)

  // The search expands a collapsed container that contains a match.
  await window.keyboard.press('Control+f')
  await window.keyboard.type('conid":265598')
  await expect(response.getByText('1 of 1', { exact: true })).toBeVisible()
  await expect(response.locator('.path-text')).toHaveText(/^\$\[\d+\]\.conid$/)
  await expect(response.locator('.path-meaning')).toHaveText('contract 265598: AAPL')
  await tree.focus()
  await window.keyboard.press('Control+c')
  await expect(window.getByText('Value copied.')).toBeVisible()
  expect(await pasteClipboard(window)).toBe('265598')
  await window.keyboard.press('Control+Shift+c')
  await expect(window.getByText('Path copied.')).toBeVisible()
  expect(await pasteClipboard(window)).toMatch(/^\$\[\d+\]\.conid$/)
  await window.keyboard.press('ArrowLeft')
  await expect(tree.getByRole('treeitem', { selected: true })).toHaveAttribute('aria-expanded', 'true')
  await window.keyboard.press('ArrowLeft')
  await expect(tree.getByRole('treeitem', { selected: true })).toHaveAttribute('aria-expanded', 'false')

  // An error in a filter states its position, and a slow filter is stopped.
  const filter = response.getByRole('textbox', { name: 'Filter response' })
  await filter.fill('$[?@.conid >')
  await expect(response.getByText(/Character 13: a value is missing/)).toBeVisible()
  await longStep('stops a slow filter', async () => {
    await filter.fill('$[?count($..*) > count($..*)]')
    await expect(response.getByText(/found, stopped after 1.5 s/)).toBeVisible()
  })
  await filter.fill("$[?@.ticker == 'MSFT']")
  await expect(response.getByText('1 found')).toBeVisible()
  await expect(tree.getByRole('treeitem')).toHaveCount(1)
  await expect(tree.getByRole('treeitem')).toContainText('272093')
  await filter.press('Escape')
  await expect(tree.getByRole('treeitem').first()).toContainText('items')

  // The table is sorted by a number, filtered by text, and then saved.
  await response.getByRole('tab', { name: 'Tree' }).press('ArrowRight')
  const grid = response.getByRole('grid', { name: 'Response as a table' })
  await grid.getByRole('button', { name: 'conid' }).press('Enter')
  await grid.getByRole('button', { name: 'conid' }).press('Enter')
  await expect(grid.getByRole('columnheader', { name: 'conid' })).toHaveAttribute('aria-sort', 'descending')
  await expect(grid.getByRole('gridcell', { name: '900039999' })).toBeVisible()
  await expectAccessible(window)
  await response.getByRole('textbox', { name: 'Filter rows' }).fill('msft')
  await expect(response.getByText('1 rows')).toBeVisible()
  const saved = await files.save(() => response.getByRole('button', { name: 'Save the rows as CSV…' }).press('Enter'))
  expect([saved.name, saved.bytes.toString()]).toEqual([
    'trsrv-all-conids.csv',
    '\ufeffticker,conid,exchange\r\nMSFT,272093,NASDAQ\r\n',
  ])
  await grid.focus()
  await window.keyboard.press('Enter')
  await expect(tree.getByRole('treeitem', { selected: true })).toContainText('MSFT')

  await longStep('saves a CSV file that exceeds the size limit of one IPC message', async () => {
    await response.getByRole('tab', { name: 'Table' }).click()
    await expect(response.getByText(/40,\d+ rows/)).toBeVisible()
    const all = await files.save(() => response.getByRole('button', { name: 'Save the rows as CSV…' }).press('Enter'))
    expect(all.bytes.toString().split('\r\n').length).toBeGreaterThan(40_000)
  })

  await test.step('runs no code from a response', async () => {
    const strange = await read(window, '/iserver/watchlists')
    await expect(strange.getByRole('treeitem', { name: /^markup:/ })).toContainText(
      '<img src=x onerror=alert(1)><script>',
    )
    await expect(strange.getByRole('treeitem', { name: /^turned:/ })).toContainText('\\u202ecod.exe')
    for (const exact of ['9007199254740993', '123456789012345678901234567890', '-0', '1.10', '1e400']) {
      await expect(strange.locator('.json-number', { hasText: new RegExp(`^${exact}$`) })).toBeVisible()
    }
    expect(await window.locator('.response img, .response script, .response b').count()).toBe(0)
  })

  await longStep('shows invalid, empty, deep and huge responses', async () => {
    const deep = await read(window, '/portfolio/DU1234567/ledger')
    const tree = deep.getByRole('tree', { name: 'Response as a tree' })
    await deep.getByRole('button', { name: 'Expand all' }).click()
    await expect.poll(() => tree.evaluate(({ scrollHeight }) => scrollHeight)).toBeGreaterThan(100_000)
    await tree.press('End')
    await expect(deep.locator('.path-text')).toContainText('[0][0][0][0]')
    await expect(tree.getByRole('treeitem', { selected: true })).toHaveAttribute('aria-level', /^1\d{4}$/)

    const truncated = await read(window, '/trsrv/stocks?symbols=AAPL')
    await expect(truncated.getByText(/The JSON is truncated at line 1, column \d/)).toBeVisible()
    await expect(truncated.getByRole('treeitem').first()).toBeVisible()

    const malformed = await read(window, '/portfolio/DU1234567/positions/0')
    await expect(malformed.getByText(/Unexpected “,” at line 1, column 10/)).toBeVisible()
    await expect(malformed.getByRole('region', { name: 'Raw response' })).toContainText('{"error":,')

    await expect(
      (await read(window, '/portfolio/DU1234567/summary')).getByText(/Invalid UTF-8 from byte 9/),
    ).toBeVisible()
    const page = await read(window, '/fyi/settings')
    await expect(page.getByText(/An HTML page, usually sent by a server/)).toBeVisible()
    await expect(page.getByRole('region', { name: 'Raw response' })).toContainText('<h1>Error 502</h1>')
    await expect(
      (await read(window, '/fyi/deliveryoptions')).getByText('The content type is text/html, but the body is JSON.'),
    ).toBeVisible()
    await expect((await read(window, '/fyi/unreadnumber')).getByText('The response has no body')).toBeVisible()

    const large = await read(window, '/iserver/scanner/params')
    await expect(large.getByText('100.00 MB: too large to show')).toBeVisible()
    const saved = await files.save(() => large.getByRole('button', { name: 'Save as file…' }).click())
    expect([saved.name, saved.bytes.length]).toEqual(['iserver-scanner-params.json', 100_000_000])
  })
})

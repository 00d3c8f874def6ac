import type { Locator, Page } from '@playwright/test'
import { expect, expectAccessible, test, waitForAuthentication } from './console-fixture.ts'

const response = (window: Page): Locator => window.getByRole('region', { name: 'Response', exact: true })

async function read(window: Page, path: string): Promise<void> {
  await window.getByRole('textbox', { name: 'Path', exact: true }).fill(path)
  await window.keyboard.press('Control+Enter')
  await expect(response(window).locator('.response-url')).toContainText(path.split('?')[0] as string)
}

test('shows a response as a chart', async ({ window }) => {
  await waitForAuthentication(window)

  await test.step('draws historical bars as candles, and their closes as a line', async () => {
    await read(window, '/iserver/marketdata/history?conid=265598&period=1d&bar=5min')
    await response(window).getByRole('tab', { name: 'Chart' }).click()
    const chart = response(window).getByRole('figure', { name: 'Chart of the response' })
    await expect(chart).toContainText(/O [\d.]+ · H [\d.]+ · L [\d.]+ · C [\d.]+/)
    await expectAccessible(window)
    await response(window).getByText('Line', { exact: true }).click()
    await expect(chart).toContainText(/\d\d:\d\d:\d\d · Close [\d.]+/)
  })

  await test.step('draws positions as bars, named by their contract', async () => {
    await read(window, '/portfolio/DU1234567/positions/0')
    await response(window).getByRole('button', { name: 'Warm up and repeat' }).click()
    await response(window).getByRole('tab', { name: 'Chart' }).click()
    await response(window).getByRole('button', { name: 'Values' }).click()
    const values = response(window).getByRole('region', { name: 'Chart of the response: values' })
    await expect(values.getByRole('row', { name: /AAPL/ })).toBeVisible()
  })
})

test('names field ids, decodes times, and reads a pasted address', async ({ window }) => {
  await waitForAuthentication(window)
  await read(window, '/iserver/marketdata/snapshot?conids=265598&fields=31,84')

  await test.step('names the fields of a snapshot and shows its times as times', async () => {
    await response(window).getByRole('button', { name: 'Warm up and repeat' }).click()
    await expect(response(window).getByRole('treeitem', { name: /^31 · last price: "/ })).toBeVisible()
    await response(window).getByRole('tab', { name: 'Table' }).click()
    const table = response(window).getByRole('grid', { name: 'Response as a table' })
    await expect(table.getByRole('columnheader', { name: '84 · bid' })).toBeVisible()
    await expect(table.getByRole('gridcell', { name: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/ })).toBeVisible()
  })

  await test.step('replaces a parameter of the user by a pasted address', async () => {
    await window.getByRole('button', { name: 'Add parameter' }).click()
    await window.getByRole('textbox', { name: 'Parameter name' }).fill('mine')
    const search = window.getByRole('searchbox').first()
    await search.fill('https://localhost:5000/v1/api/iserver/marketdata/snapshot?conids=8314&fields=55')
    await search.press('Control+a')
    await search.press('Control+x')
    const path = window.getByRole('textbox', { name: 'Path', exact: true })
    await path.press('Control+a')
    await path.press('Control+v')
    await path.blur()
    await expect(path).toHaveValue('/iserver/marketdata/snapshot')
    await expect(window.getByRole('list', { name: 'Parameters' }).getByRole('combobox').first()).toHaveValue('8314')
    await expect(window.getByRole('textbox', { name: 'Parameter name' })).toHaveCount(0)
  })

  await test.step('says that words are no path, and offers no arming for them', async () => {
    await window.getByRole('switch', { name: 'Armed' }).click()
    const path = window.getByRole('textbox', { name: 'Path', exact: true })
    const arm = window.getByRole('main').getByRole('button', { name: /^Arm/ })
    await path.fill('/iserver/quote-aapl')
    await expect(arm).toBeVisible()
    await path.fill('quote AAPL')
    await expect(window.getByText('This is not a path.')).toBeVisible()
    await expect(arm).toHaveCount(0)
    await window.keyboard.press('Control+Enter')
    await expect(path).toHaveAttribute('aria-invalid', 'true')
  })
})

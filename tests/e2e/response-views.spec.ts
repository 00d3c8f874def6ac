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

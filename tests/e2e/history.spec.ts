import type { Page } from '@playwright/test'
import { choose } from './choose-option.ts'
import { expect, expectAccessible, waitForAuthentication } from './console-fixture.ts'
import { testOnGateway as test } from './gateways-fixture.ts'

const rowsOf = (window: Page) =>
  window
    .getByRole('grid', { name: 'Requests, newest first' })
    .getByRole('row')
    .filter({ has: window.getByRole('gridcell') })

test.use({ gatewayOptions: { tls: false } })

test('searches and manages the request history by keyboard', async ({ window }) => {
  await waitForAuthentication(window)
  const path = window.getByRole('textbox', { name: 'Path', exact: true })
  const response = window.getByRole('region', { name: 'Response', exact: true })
  for (const symbol of ['AAPL', 'MSFT']) {
    await path.fill(`/iserver/secdef/search?symbol=${symbol}`)
    await window.keyboard.press('Control+Enter')
    await expect(response).toContainText(`"${symbol}"`)
  }
  // A path outside the catalogue requires an armed profile.
  await window.getByRole('switch', { name: 'Armed' }).press('Space')
  await path.fill('/iserver/nothing/here')
  await window.keyboard.press('Control+Enter')
  await expect(response).toContainText('404')

  await window.getByRole('link', { name: 'History' }).press('Enter')
  const list = window.getByRole('grid', { name: 'Requests, newest first' })
  await expect(rowsOf(window)).toHaveCount(3)

  const search = window.getByRole('searchbox', { name: 'Search history' })
  await search.press('m')
  await search.pressSequentially('icros')
  await expect(rowsOf(window)).toHaveCount(1)
  await expect(rowsOf(window)).toContainText('symbol=MSFT')
  await window.keyboard.press('Escape')
  await expect(rowsOf(window)).toHaveCount(3)

  const times = window.getByRole('combobox', { name: 'Time' })
  await choose(times, 'Yesterday')
  await expect(window.getByText('No matches')).toBeVisible()
  await choose(times, 'Custom range')
  await window.getByLabel('from').fill('2020-01-01T00:00')
  await expect(rowsOf(window)).toHaveCount(3)
  await window.getByLabel('to', { exact: true }).fill('2020-01-01T00:00')
  await expect(window.getByText('Choose an end after the start.')).toBeVisible()
  await expectAccessible(window)
  await choose(times, 'Last hour')
  await expect(rowsOf(window)).toHaveCount(3)

  await search.press('ArrowDown')
  await expect(list).toBeFocused()
  for (let step = 0; step < 2; step += 1) await window.keyboard.press('ArrowDown')
  await window.keyboard.press('Space')
  await window.keyboard.press('ArrowDown')
  await window.keyboard.press('Space')
  await window.keyboard.press('c')
  const compare = window.getByRole('complementary', { name: 'Comparison of two responses' })
  await expect(compare.getByRole('textbox', { name: 'Older response' })).toContainText('APPLE INC')
  await expect(compare.getByRole('textbox', { name: 'Newer response' })).toContainText('MICROSOFT')
  await expectAccessible(window)

  await window.keyboard.press('Escape')
  await window.keyboard.press('Enter')
  const request = window.getByRole('complementary', { name: 'Request details' })
  await expect(request).toContainText('symbol')
  await expect(request.getByRole('tree')).toContainText('APPLE INC')
  // The status is fully visible beside the request details.
  await window.setViewportSize({ width: 1024, height: 700 })
  const status = rowsOf(window).getByRole('gridcell', { name: '200 OK' }).first()
  await expect.poll(() => status.evaluate((cell) => cell.scrollWidth > cell.clientWidth)).toBe(false)
  await window.keyboard.press('p')
  await expect(request.getByRole('button', { name: 'Unpin' })).toBeVisible()
  await expectAccessible(window)

  await window.keyboard.press('Control+Enter')
  await expect(path).toHaveValue('/iserver/secdef/search')
  await expect(window.getByRole('textbox', { name: 'Value of symbol' })).toHaveValue('AAPL')
  await expect(response).toContainText('APPLE INC')

  await window.getByRole('link', { name: 'History' }).press('Enter')
  await expect(rowsOf(window)).toHaveCount(4)
  await window.getByRole('button', { name: 'Clear history' }).click()
  await window.getByRole('alertdialog').getByRole('button', { name: 'Clear' }).click()
  await expect(rowsOf(window)).toHaveCount(1)
  await expect(rowsOf(window)).toContainText('symbol=AAPL')
})

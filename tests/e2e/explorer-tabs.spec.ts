import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, expectAccessible, test, waitForAuthentication } from './console-fixture.ts'
import { runCommand } from './keyboard-user.ts'
import { openConsole } from './start-console.ts'

const strip = (window: Page) => window.getByRole('tablist', { name: 'Open requests' })
const tab = (window: Page, name: RegExp) => strip(window).getByRole('tab', { name })
const path = (window: Page) => window.getByRole('textbox', { name: 'Path', exact: true })
const response = (window: Page) => window.getByRole('region', { name: 'Response', exact: true })
const titles = (window: Page): Promise<string[]> => strip(window).getByRole('tab').allTextContents()

test('keeps several requests open with their responses, also after a restart', async ({
  window,
  console,
  host,
  home,
  browser,
}) => {
  await waitForAuthentication(window)
  await test.step('opens each request in a tab of its own', async () => {
    await runCommand(window, 'Tradable accounts')
    await window.keyboard.press('Control+Enter')
    await expect(response(window)).toContainText('DU1234567')
    await runCommand(window, 'Search by symbol')
    await window.getByRole('textbox', { name: 'Value of symbol' }).fill('MSFT')
    await window.keyboard.press('Control+Enter')
    await expect(response(window)).toContainText('MICROSOFT')
    await expect(strip(window).getByRole('tab')).toHaveCount(2)
    await expectAccessible(window)
  })

  await test.step('shows each response with its view when its tab is shown', async () => {
    await response(window).getByRole('tab', { name: 'Headers' }).click()
    await tab(window, /Tradable accounts/).click()
    await expect(response(window)).toContainText('DU1234567')
    await expect(path(window)).toHaveValue('/iserver/accounts')
    await window.keyboard.press('ArrowRight')
    await expect(tab(window, /Search/)).toBeFocused()
    await expect(response(window)).toContainText('content-type')
  })

  await test.step('keeps the view when the request is sent again', async () => {
    await window.keyboard.press('Control+Enter')
    await expect(response(window).getByRole('tab', { name: 'Headers' })).toHaveAttribute('aria-selected', 'true')
    await expect(response(window)).toContainText('content-type')
  })

  await test.step('keeps the previous response when a request is not sent', async () => {
    await response(window).getByRole('tab', { name: 'Tree' }).click()
    await window.getByRole('textbox', { name: 'Value of symbol' }).fill('')
    await window.keyboard.press('Control+Enter')
    await expect(window.getByRole('textbox', { name: 'Value of symbol' })).toHaveAttribute('aria-invalid', 'true')
    await expect(response(window)).toContainText('MICROSOFT')
    await window.getByRole('textbox', { name: 'Value of symbol' }).fill('MSFT')
  })

  await test.step('closes, reopens and moves requests', async () => {
    // On Linux, a middle click also pastes what was selected last.
    await path(window).press('Control+a')
    await window.getByRole('textbox', { name: 'Value of symbol' }).focus()
    await window.keyboard.press('End')
    await tab(window, /Tradable accounts/).click({ button: 'middle' })
    await expect(window.getByRole('textbox', { name: 'Value of symbol' })).toHaveValue('MSFT')
    await expect(strip(window).getByRole('tab')).toHaveCount(1)
    await runCommand(window, 'Reopen the request that was closed last')
    await expect(path(window)).toHaveValue('/iserver/accounts')
    expect(await titles(window)).toEqual([
      expect.stringContaining('Search'),
      expect.stringContaining('Tradable accounts'),
    ])
    await tab(window, /Tradable accounts/).dragTo(tab(window, /Search/))
    await expect
      .poll(() => titles(window))
      .toEqual([expect.stringContaining('Tradable accounts'), expect.stringContaining('Search')])
  })

  await test.step('lists open requests that do not fit', async () => {
    for (let count = 0; count < 12; count += 1) {
      await runCommand(window, 'New request')
      await path(window).fill(`/iserver/example/${count}`)
    }
    await strip(window).locator('..').getByRole('button', { name: 'List all 14 open requests' }).click()
    await window.getByRole('menuitem', { name: /Tradable accounts/ }).click()
    await expect(path(window)).toHaveValue('/iserver/accounts')
    await runCommand(window, 'Close the other requests')
    await expect(strip(window).getByRole('tab')).toHaveCount(1)
    for (let count = 0; count < 13; count += 1) await runCommand(window, 'Reopen the request that was closed last')
    await tab(window, /Search/).click()
    await runCommand(window, 'Close the other requests')
    await expect(strip(window).getByRole('tab')).toHaveCount(1)
  })

  await test.step('reopens requests and responses after a restart', async () => {
    await window.keyboard.press('Control+Enter')
    await expect(response(window)).toContainText('MICROSOFT')
    await expect(response(window)).not.toContainText('From the history')
    // The window stores open requests shortly after a change.
    const stored = (): { requests: { sent?: object }[] } =>
      JSON.parse(readFileSync(join(home, 'open-requests.json'), 'utf8'))
    await expect.poll(stored).toMatchObject({ requests: [{ sent: {} }] })
    await window.reload()
    await expect(response(window)).toContainText('From the history')
    await window.close()
    await console.stop()
    const next = await openConsole(host, { home, watch: () => undefined, browser: () => browser.newPage() })
    await waitForAuthentication(next.page)
    await expect(next.page.getByRole('textbox', { name: 'Value of symbol' })).toHaveValue('MSFT')
    await expect(response(next.page)).toContainText('From the history')
    await expect(response(next.page)).toContainText('MICROSOFT')
    await next.stop()
  })
})

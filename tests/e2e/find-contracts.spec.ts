import type { Page } from '@playwright/test'
import { expect, expectAccessible, waitForAuthentication } from './console-fixture.ts'
import { testOnGateway as test } from './gateways-fixture.ts'
import { runCommand } from './keyboard-user.ts'

const options = (window: Page) => window.getByRole('listbox', { name: 'Contracts' }).getByRole('option')
const group = (window: Page, name: string) =>
  window.getByRole('listbox', { name: 'Contracts' }).getByRole('group', { name })

test('finds futures, options and pairs in the field of every form', async ({ window }) => {
  await waitForAuthentication(window)
  const { keyboard } = window
  for (const key of ['g', 'o', 'n']) await keyboard.press(key)
  const ticket = window.getByRole('form', { name: 'Order ticket' })
  const symbol = ticket.getByRole('combobox', { name: 'Symbol' })
  await expect(symbol).toBeFocused()

  await test.step('lists an index and its futures by kind, and chooses one with the keyboard', async () => {
    await keyboard.type('es')
    await expect(group(window, 'Indices').getByRole('option')).toHaveText([/^ESE-mini S&P 500CME · USD$/])
    const futures = group(window, 'Futures').getByRole('option')
    await expect(futures).toHaveCount(4)
    await expect(futures.first()).toHaveText(/^ES [A-Z]{3}\d\d.*×50 · last day \d\d[A-Z]{3}\d\d · CME · USD$/)
    const name = (await futures.first().locator('strong').textContent()) ?? ''
    await expectAccessible(window)
    // An index cannot be traded, so that the first future is highlighted.
    await expect(futures.first()).toHaveAttribute('aria-selected', 'true')
    await keyboard.press('Enter')
    await expect(symbol).toHaveValue(name)
    // The name of a contract finds the same contract again.
    await symbol.fill(name.toLowerCase())
    await expect(options(window)).toHaveText([new RegExp(`^${name}`)])
  })

  await test.step('finds an option by its terms, and says how from the list of its underlying', async () => {
    await symbol.fill('AAPL')
    const hint = window.getByText(
      /^Options \([A-Z]{3}\d\d to [A-Z]{3}\d\d\): type AAPL [A-Z]{3}\d\d, a strike, and C or P\.$/,
    )
    await expect(hint).toBeVisible()
    const [, month = ''] = /type AAPL (\w+)/.exec((await hint.textContent()) ?? '') ?? []
    await symbol.fill(`aapl ${month} 240 c`)
    const found = group(window, 'Options').getByRole('option')
    await expect(found.first()).toHaveText(/^AAPL \d\d[A-Z]{3}\d\d 240 C.*×100 · SMART · USD$/)
    const name = (await found.first().locator('strong').textContent()) ?? ''
    // Enter before the search has found it takes the contract as soon as it arrives.
    await symbol.fill(name)
    await keyboard.press('Enter')
    await expect(ticket).toContainText('APPLE INC')
    await expect(symbol).toHaveValue(name)
  })

  await test.step('says what to do about a text without a contract', async () => {
    await symbol.fill('US0378331005')
    await keyboard.press('Enter')
    await expect(ticket).toContainText('No contract for the ISIN US0378331005. IBKR documents no search by ISIN.')
    await symbol.fill('AAPL JAN20 240 C')
    await expect(window.getByText('AAPL options of JAN20 have expired.')).toBeVisible()
    await symbol.fill('AAPL 240 C')
    await expect(window.getByText('Add the expiry of the option, such as AAPL 20JAN27 240 C.')).toBeVisible()
  })

  await test.step('understands the same texts in the palette, the stream form and the explorer', async () => {
    await keyboard.press('Control+k')
    await expect(window.getByRole('combobox', { name: 'Search commands and operations' })).toBeFocused()
    await keyboard.insertText('eur/usd')
    await window.getByRole('option', { name: 'New order for EUR/USD' }).click()
    await expect(group(window, 'Currency pairs').getByRole('option')).toHaveText([/^EUR\.USD/])
    await keyboard.press('Enter')
    await expect(symbol).toHaveValue('EUR.USD')

    await keyboard.press('Escape')
    await runCommand(window, 'Quote for AAPL')
    const quote = window.getByRole('dialog', { name: 'Quote for AAPL' })
    await expect(quote).toContainText('APPLE INC')
    await expect(quote.getByRole('group', { name: 'Quote' })).toHaveText(
      /Bid[\d.]+× [\d,]+Ask[\d.]+× [\d,]+Last[\d.]+Change[+-]?[\d.]+%.* updated \d+ s ago$/,
    )
    await expectAccessible(window)
    await keyboard.press('Escape')
    await runCommand(window, 'Quote for AAPLX')
    await expect(window.getByRole('dialog', { name: 'Quote for AAPLX' })).toContainText('No contract for “AAPLX”.')
    await keyboard.press('Escape')
    for (const key of ['g', 'w']) await keyboard.press(key)
    const subscribe = window.getByRole('form', { name: 'Subscribe' })
    await subscribe.getByRole('combobox', { name: 'Symbol' }).fill('es')
    await group(window, 'Futures').getByRole('option').first().click()
    await expect(subscribe.getByRole('combobox', { name: 'Symbol' })).toHaveValue(/^ES [A-Z]{3}\d\d$/)

    await subscribe.getByRole('combobox', { name: 'Symbol' }).blur()
    for (const key of ['g', 'e']) await keyboard.press(key)
    await window.getByRole('textbox', { name: 'Path' }).fill('/iserver/contract/{conid}/info')
    await window.getByRole('combobox', { name: 'conid' }).fill('gbp.usd')
    await keyboard.press('Enter')
    await expect(window.getByRole('combobox', { name: 'conid' })).toHaveValue(/^\d+$/)
    await expect(window.getByTitle('GBP.USD')).toBeVisible()
  })
})

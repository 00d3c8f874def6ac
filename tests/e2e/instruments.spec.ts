import type { Page } from '@playwright/test'
import { choose } from './choose-option.ts'
import { expect, expectAccessible, waitForAuthentication } from './console-fixture.ts'
import { testOnGateway as test } from './gateways-fixture.ts'

const rowOf = (window: Page, ...texts: readonly string[]) =>
  texts.reduce(
    (rows, text) => rows.filter({ hasText: text }),
    // The list is a tree while it has combos.
    window.locator('#blotter').getByRole('row'),
  )
const review = (window: Page, name: string) => window.getByRole('dialog', { name })

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']

/** Returns the third Friday of a month that begins `months` after this one, when monthly options expire. */
function thirdFriday(months: number): Date {
  const now = new Date()
  const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1))
  return new Date(first.getTime() + (((12 - first.getUTCDay()) % 7) + 14) * 86_400_000)
}

/** Returns the symbol at the exchange and the name of a call of AAPL at 240. */
function callOf(expiry: Date): { readonly symbol: string; readonly name: string } {
  const [year, month, day] = expiry.toISOString().slice(2, 10).split('-')
  return {
    symbol: `AAPL  ${year}${month}${day}C00240000`,
    name: `AAPL ${day}${MONTHS[expiry.getUTCMonth()]}${year} 240 C`,
  }
}

/** Opens the ticket for a contract, and fills in a limit order. */
async function fillTicket(window: Page, contract: string, option: RegExp, fields: Readonly<Record<string, string>>) {
  await window.keyboard.press('n')
  const ticket = window.getByRole('form', { name: 'Order ticket' })
  await ticket.getByRole('combobox', { name: 'Symbol' }).fill(contract)
  await window.getByRole('option', { name: option }).first().click()
  if (fields['Amount in CAD'] !== undefined) await choose(ticket.getByLabel('Unit'), 'CAD')
  for (const [label, value] of Object.entries(fields)) await ticket.getByLabel(label, { exact: true }).fill(value)
  return ticket
}

test.use({ gatewayOptions: { askQuestions: false, fillSeconds: 0.2, tls: false, marketMoves: false } })

test('names each contract, values pence, cash, options and combos correctly, and changes futures and pairs', async ({
  window,
  gateway,
}) => {
  await waitForAuthentication(window)
  await window.getByRole('switch', { name: 'Armed' }).press('Space')
  await window.keyboard.press('g')
  await window.keyboard.press('o')
  const { controls } = gateway
  const calls = [callOf(thirdFriday(1)), callOf(thirdFriday(2))]
  const reviewed = review(window, 'Review order')
  const combo = await fillTicket(window, '0;;;265598/1,8314/-1', /\+1 AAPL, −1 IBM/, {
    Quantity: '2',
    'Limit price': '-400',
  })
  await expect(combo).toContainText('You receive 400.00 per combo (credit)')
  await combo.getByRole('button', { name: 'Review order' }).click()
  await expect(reviewed).toContainText('BUY 2 combos +1 AAPL, −1 IBM')
  await expect(reviewed).toContainText('You receive ≈ USD 800.00')
  await reviewed.getByRole('button', { name: 'Place order' }).click()
  await expect(rowOf(window, '+1 AAPL, −1 IBM')).toHaveCount(1)
  const sent = gateway.record.requests({ method: 'POST', path: /\/orders$/ }).map(({ body }) => String(body))
  expect(sent.at(-1)).toMatch(/"conidex":"28812380;;;265598\/1,8314\/-1".*"price":-400/)

  // The legs are below the combo. It fills once IBM costs enough, and leaves a position in each leg.
  await expect(rowOf(window, 'BUY 2 AAPL')).toHaveCount(1)
  await expect(rowOf(window, 'SELL 2 IBM')).toHaveCount(1)
  controls.setPrice('IBM', 700)
  await expect(rowOf(window, '+1 AAPL, −1 IBM', 'Filled')).toHaveCount(1)
  await window.keyboard.press('Escape')
  await window.keyboard.press('b')
  await window.getByRole('tab', { name: 'Positions' }).click()
  const leg = window.getByRole('grid', { name: 'Positions' }).getByRole('row').filter({ hasText: 'IBM' })
  await leg.click({ button: 'right' })
  await window.getByRole('menuitem', { name: 'Close position…' }).click()
  const closing = window.getByRole('form', { name: 'Order ticket' })
  await expect(closing.getByLabel('Quantity', { exact: true })).toHaveValue(/^\d+$/)
  // A click on a price moves the focus to its field, where the arrow keys change it.
  await closing.getByRole('button', { name: /^Ask/ }).click()
  await expect(closing.getByLabel('Limit price')).toBeFocused()
  await window.keyboard.press('b')

  const [call] = calls
  const option = await fillTicket(window, call?.name ?? '', /AAPL/, { Quantity: '3' })
  await choose(option.getByLabel('Order type'), 'Market')
  await expect(option).toContainText(/Multiplier 100 · Expires \d{4}-\d\d-\d\d \(in \d+ days\) · Intrinsic value \d/)
  await option.getByRole('button', { name: 'Review order' }).click()
  await expect(reviewed).toContainText(`BUY 3 contracts ${call?.name}`)
  await expect(reviewed).toContainText(/Notional≈ USD [\d,]+\.\d\d \(quantity × 100 × underlying [\d.]+\)/)
  await expect(reviewed).toContainText(/A market order on an option fills at any price.*Spread \d.*Intrinsic value \d/)
  await expectAccessible(window)
  await reviewed.getByRole('button', { name: 'Back' }).click()
  await choose(option.getByLabel('Order type'), 'Limit')
  await window.keyboard.press('Escape')

  for (const { symbol } of calls) controls.addOrder({ symbol, side: 'BUY', quantity: 1, price: 0.5 })
  controls.addOrder({ symbol: 'ES', side: 'BUY', quantity: 1, price: 6000 })
  controls.addOrder({ symbol: 'AUD.CAD', side: 'BUY', quantity: 20_000, price: 0.5 })

  for (const { name } of calls) await expect(rowOf(window, name)).toHaveCount(1)
  const future = rowOf(window, 'E-mini')
  await expect(future.getByRole('gridcell').nth(1)).toHaveText(/^ES [A-Z]{3}\d\d E-mini S&P 500$/)

  for (const [row, price, shown, text] of [
    [future, '6010', '6,010.00', /BUY 1 contract ES [A-Z]{3}\d\d/],
    [rowOf(window, 'AUD.CAD'), '0.6', '0.60000', /BUY 20,000 AUD for CAD/],
  ] as const) {
    await row.click()
    await window.keyboard.press('m')
    const ticket = window.getByRole('complementary', { name: 'Order ticket' })
    await ticket.getByLabel('Limit price').fill(price)
    await window.keyboard.press('Enter')
    const changes = review(window, 'Review changes')
    await expect(changes).toContainText(text)
    // A press before the check has found the unusual quantity sends nothing.
    await expect(changes.getByRole('alert')).toContainText('Unusual order')
    await changes.getByRole('button', { name: 'Submit changes' }).click()
    await expect(row).toContainText(shown)
    // The stream may report the change before its response, until which the ticket takes no other order.
    await expect(window.getByRole('complementary', { name: 'Order timeline' })).toBeVisible()
  }

  controls.setPrice('BP.', 542.3)
  await fillTicket(window, 'BP.', /BP PLC/, { Quantity: '150', 'Limit price': '542.3' })
  await window.keyboard.press('Enter')
  await expect(review(window, 'Review order')).toContainText('GBP 813.45')
  await review(window, 'Review order').getByRole('button', { name: 'Back' }).click()

  controls.setPrice('AUD.CAD', 0.89075)
  await fillTicket(window, '15016138', /AUD\.CAD/, { 'Amount in CAD': '2500', 'Limit price': '0.9' })
  await window.keyboard.press('Enter')
  await expect(review(window, 'Review order')).toContainText('BUY AUD for 2,500 CAD')
  await expect(review(window, 'Review order')).toContainText('≈ AUD 2,777.78 (amount ÷ limit)')
  await review(window, 'Review order').getByRole('button', { name: 'Place order' }).click()
  const cash = rowOf(window, 'AUD.CAD', '2,500 CAD')
  await expect(cash).toContainText('Filled')
  await expect(cash).toContainText('2,499.99 CAD')

  await window.keyboard.press('Escape')
  await window.keyboard.press('g')
  await window.keyboard.press('j')
  const journal = window.getByRole('grid', { name: 'Journal, newest first' })
  for (const { name } of calls) {
    const symbol = journal.getByRole('gridcell', { name, exact: true }).first()
    await expect(symbol).toBeVisible()
    expect(await symbol.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0)
  }

  await window.keyboard.press('Control+Shift+F12')
  const report = window.getByRole('alertdialog', { name: 'Kill switch: no working orders remain' })
  for (const { name } of calls) await expect(report).toContainText(name)
  await expect(report).toContainText(/ES [A-Z]{3}\d\d/)
})

import type { Locator, Page } from '@playwright/test'
import { futuresFamilies, listFutures } from '../../src/simulator/contracts/futures.ts'
import { choose } from './choose-option.ts'
import { expect, expectAccessible, waitForAuthentication } from './console-fixture.ts'
import { testOnGateway as test } from './gateways-fixture.ts'

test.use({ gatewayOptions: { askQuestions: false, tls: false, marketMoves: false } })

/** Sizes of the window in which the ticket must not be cut off. */
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1024, height: 700 },
]

/** Takes screenshots of the ticket and its review, in both themes and sizes. */
async function photograph(window: Page, name: string): Promise<void> {
  for (const size of SIZES) {
    await window.setViewportSize(size)
    for (const colorScheme of ['light', 'dark'] as const) {
      await window.emulateMedia({ colorScheme })
      await window.screenshot({ path: `test-results/ticket/${name}-${size.width}-${colorScheme}.png` })
    }
  }
}

/** Reports whether a text of an element is cut off at its right side. */
const isCut = (element: Locator): Promise<boolean> =>
  element.evaluate((root) =>
    [...root.querySelectorAll('*')].some(
      (each) =>
        each.scrollWidth > each.clientWidth + 1 &&
        getComputedStyle(each).overflowX !== 'visible' &&
        !each.matches('input, select'),
    ),
  )

test('states what matters about each kind of contract, and refuses what cannot be traded', async ({
  window,
  gateway,
}) => {
  await waitForAuthentication(window)
  await window.getByRole('switch', { name: 'Armed' }).press('Space')
  for (const key of ['g', 'o', 'n']) await window.keyboard.press(key)
  const ticket = window.getByRole('form', { name: 'Order ticket' })
  const symbol = ticket.getByRole('combobox', { name: 'Symbol' })
  const review = window.getByRole('dialog', { name: 'Review order' })
  const { controls, record } = gateway
  const chooseContract = async (text: string, option: RegExp): Promise<void> => {
    await symbol.fill(text)
    await window.getByRole('option', { name: option }).first().click()
  }
  const openReview = async (name: string): Promise<void> => {
    await photograph(window, name)
    await ticket.getByRole('button', { name: 'Review order' }).click()
    await expect(review).toBeVisible()
    await expect(review.getByRole('region', { name: 'Preview' })).toBeVisible()
    await photograph(window, `${name}-review`)
    expect(await isCut(review)).toBe(false)
    await expectAccessible(window)
  }
  const back = () => review.getByRole('button', { name: 'Back' }).click()
  const [family] = futuresFamilies
  if (family === undefined) throw new Error('there are futures')

  await test.step('shows nothing new for a share', async () => {
    await chooseContract('AAPL', /AAPL/)
    await ticket.getByLabel('Quantity').fill('5')
    await ticket.getByLabel('Limit price').fill('240')
    await expect(ticket).toContainText(/Spread \d/)
    await expect(ticket).not.toContainText(/Multiplier|Notional|contracts/)
    await ticket.getByRole('button', { name: 'Review order' }).click()
    await expect(review).toContainText('BUY 5 AAPL')
    await expect(review).not.toContainText(/Multiplier|Notional/)
    await back()
  })

  await test.step('shows tick value, margin and last trading day of a future', async () => {
    const future = listFutures(family, Date.now())[1]
    await chooseContract(String(future?.conid), /ES/)
    await expect(ticket).toContainText('Tick 0.25 = USD 12.50 · Multiplier 50 · Last trading day')
    await expect(ticket).toContainText(
      /Margin per contract USD [\d,]+\.\d\d, maintenance USD [\d,]+\.\d\d \(IBKR’s preview, \d+ s ago\)/,
    )
    await ticket.getByLabel('Quantity').fill('2')
    await ticket.getByLabel('Limit price').fill('6700')
    await ticket.getByLabel('Time in force').click()
    await expect(window.getByRole('option', { name: /OVT|OPG/ })).toHaveCount(0)
    await window.keyboard.press('Escape')
    await openReview('future')
    await expect(review).toContainText('BUY 2 contracts ES')
    await expect(review).toContainText('Notional≈ USD 670,000.00 (quantity × 50 × limit)')
    await back()
  })

  await test.step('refuses an expired future at once', async () => {
    await chooseContract('710000002', /ES/)
    await expect(ticket.locator('.field-error').first()).toHaveText(/^ES MAR20 expired on \d{4}-\d\d-\d\d\. Choose/)
  })

  await test.step('takes a pair in its base or quote currency', async () => {
    await chooseContract('EUR.USD', /EUR\.USD/)
    await ticket.getByLabel('Quantity in EUR').fill('20000')
    await ticket.getByLabel('Limit price').fill('1.15')
    await openReview('pair')
    await expect(review).toContainText('BUY 20,000 EUR for USD')
    await expect(review).toContainText('Value≈ USD 23,000.00')
    await back()
    await choose(ticket.getByLabel('Unit'), 'USD')
    await ticket.getByLabel('Amount in USD').fill('23000')
    await openReview('pair-cash')
    await expect(review).toContainText('BUY EUR for 23,000 USD')
    await expect(review).toContainText('Value≈ EUR 20,000.00 (amount ÷ limit)')
    await back()
    await choose(ticket.getByLabel('Unit'), 'EUR')
  })

  let month = ''
  await test.step('warns of a market order on an option', async () => {
    await symbol.fill('AAPL')
    month = /type AAPL (\w+)/.exec((await window.getByText(/^Options \(/).textContent()) ?? '')?.[1] ?? ''
    await chooseContract(`AAPL ${month} 240 C`, /240 C/)
    await choose(ticket.getByLabel('Order type'), 'Market')
    await ticket.getByLabel('Quantity').fill('3')
    await expect(ticket).toContainText(/A market order on an option fills at any price/)
    await expect(ticket).toContainText(/Intrinsic value \d+\.\d\d at \d+\.\d\d of the underlying/)
    await openReview('option')
    await back()
  })

  const sent = () => record.requests({ method: 'POST', path: /\/orders$/ })
  await test.step('refuses legs that form no combo', async () => {
    const [first, second] = listFutures(family, Date.now())
    for (const [text, problem] of [
      ['0;;;265598/1,8314/0', 'Leg 8314 has the ratio 0.'],
      ['0;;;265598/1,265598/-1', 'Leg 265598 is in the combo twice.'],
      ['0;;;1/1,2/1,3/1,4/1,5/1,6/1,7/1', 'A combo has at most 6 legs'],
      ['0;;;265598/1,99/-1', 'IBKR has no contract with the conid 99.'],
      [`58666491;;;${first?.conid}/1,${second?.conid}/-1`, 'Combos in USD begin with 28812380'],
    ] as const) {
      await symbol.fill(text)
      await symbol.press('Enter')
      await expect(ticket.locator('.field-error').first()).toContainText(problem)
      // The error remains: after the search has ended, Enter submits the form.
      await symbol.press('Enter')
      await expect(ticket.locator('.field-error').first()).toContainText(problem)
    }
    expect(sent()).toEqual([])
  })

  await test.step('shows a combo with its price as credit or debit, and the leg that is halted', async () => {
    await chooseContract('0;;;265598/1,8314/-1', /\+1 AAPL, −1 IBM/)
    await choose(ticket.getByLabel('Order type'), 'Limit')
    await ticket.getByLabel('Quantity').fill('2')
    await ticket.getByLabel('Limit price').fill('-400')
    await expect(ticket).toContainText('You receive 400.00 per combo (credit)')
    await expect(ticket.getByRole('group', { name: 'Quote' })).toContainText(/Spread \d/)
    await openReview('combo')
    await expect(review).toContainText('BUY 2 combos +1 AAPL, −1 IBM')
    await back()
    await ticket.getByText('Sell', { exact: true }).click()
    await expect(ticket).toContainText('You pay 400.00 per combo (debit)')
    controls.setHalted('IBM', true)
    await expect(ticket).toContainText('Trading in IBM is halted.')
    controls.setHalted('IBM', false)
    controls.withholdMarketData('IBM')
    await expect(ticket).toContainText('No market data permission for IBM.')
    await photograph(window, 'combo-without-data')
    expect(sent()).toEqual([])
  })
})

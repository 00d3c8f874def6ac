import type { Locator } from '@playwright/test'
import type { Simulator } from '../../src/simulator/start-simulator.ts'
import { choose } from './choose-option.ts'
import { expect, expectAccessible, longStep, waitForAuthentication } from './console-fixture.ts'
import { testOnGateway as test } from './gateways-fixture.ts'
import { waitForPaint } from './keyboard-user.ts'

const PATH = /\/orders$/

/** Returns the bodies of the orders that the gateway received. */
const sentOrders = (gateway: Simulator): readonly object[] =>
  gateway.record
    .requests({ method: 'POST' })
    .filter(({ path }) => PATH.test(path))
    .flatMap(({ body }) => (JSON.parse(String(body)) as { readonly orders: readonly object[] }).orders)

async function fill(ticket: Locator, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(fields)) await ticket.getByLabel(label, { exact: true }).fill(value)
}

test('reviews every order type with the rules of its contract', async ({ window, gateway }) => {
  await waitForAuthentication(window)
  await window.getByRole('switch', { name: 'Armed' }).press('Space')
  for (const key of ['g', 'o', 'n']) await window.keyboard.press(key)
  const ticket = window.getByRole('form', { name: 'Order ticket' })
  await expect(ticket.getByRole('combobox', { name: 'Symbol' })).toBeFocused()
  await expectAccessible(window)
  await test.step('keeps the digits that are typed before the lookup of the symbol ends', async () => {
    const quantity = ticket.getByLabel('Quantity')
    gateway.controls.faults.add('latency=1500@/iserver/secdef/*,times=1')
    await window.keyboard.type('AAPL')
    await window.keyboard.press('Enter')
    await expect(quantity).toBeFocused()
    await window.keyboard.type('1')
    await expect(ticket).toContainText('APPLE INC')
    await waitForPaint(window)
    await window.keyboard.type('0')
    await expect(quantity).toHaveValue('10')
  })
  const type = ticket.getByLabel('Order type')
  const review = window.getByRole('dialog', { name: 'Review order' })
  const openReview = () => ticket.getByRole('button', { name: 'Review order' }).click()

  await test.step('shows quote, position, open orders and buying power', async () => {
    await expect(ticket.getByRole('group', { name: 'Quote' })).toContainText(/Spread \d+\.\d\d \(\d+ ticks?\)/)
    await expect(ticket.getByRole('group', { name: 'Quote' })).toContainText(/[+-]\d+\.\d+%[+-]\d+\.\d\d/)
    await expect(ticket).toContainText(/Position300at \d+/)
    await expect(ticket).toContainText(/Buying powerUSD [\d,]+\.\d\d/)
    await expectAccessible(window)
  })

  const expectProblem = async (fields: Readonly<Record<string, string>>, problem: string): Promise<void> => {
    await fill(ticket, fields)
    await openReview()
    await expect(ticket.locator('[aria-invalid="true"]')).toBeFocused()
    await expect(ticket.locator('.field-error')).toHaveText(problem)
  }
  await test.step('reports an invalid value next to its field', async () => {
    await expectProblem({ Quantity: '5', 'Limit price': '240.001' }, 'Use 240.00 or 240.01: the tick is 0.01.')
    await expectAccessible(window)
  })

  await longStep('reports each kind of invalid value', async () => {
    await expectProblem(
      { Quantity: '0', 'Limit price': '240' },
      'Enter a quantity greater than 0, up to 1,000,000,000.',
    )
    await expectProblem({ Quantity: '1000000001' }, 'Enter a quantity greater than 0, up to 1,000,000,000.')
    await choose(type, 'Trailing stop')
    await choose(ticket.getByLabel('Trailing unit'), 'Percent')
    await expectProblem(
      { Quantity: '5', 'Trailing percent': '101' },
      'Enter a trailing percentage greater than 0 and below 100.',
    )
  })

  await test.step('previews commission and margin', async () => {
    await choose(type, 'Limit')
    await fill(ticket, { Quantity: '5', 'Limit price': '240' })
    await ticket.getByRole('button', { name: 'Preview' }).click()
    const preview = ticket.getByRole('region', { name: 'Preview' })
    await expect(preview).toContainText('CommissionUSD 1.00')
    await expect(preview).toContainText(/Initial marginUSD [\d,]+\.\d\d → [\d,]+\.\d\d/)
    await expectAccessible(window)
    await fill(ticket, { 'Limit price': '239' })
    await expect(preview).toBeHidden()
  })

  await test.step('warns in the review of a stop that would trigger at once', async () => {
    await choose(type, 'Stop')
    await fill(ticket, { Quantity: '5', 'Stop price': '200' })
    await openReview()
    await expect(review.getByRole('alert')).toContainText('BUY stop 200.00 is below the ask')
    await expectAccessible(window)
    await window.keyboard.press('Escape')
    await expect(review).toBeHidden()
    await choose(type, 'Limit')
    await fill(ticket, { 'Limit price': '239' })
  })

  await longStep('reports a failed preview', async () => {
    gateway.controls.faults.add('503@POST /iserver/account/*')
    await openReview()
    await expect(review).toContainText(/No preview: .* The order itself is unaffected\./)
    await expectAccessible(window)
    await window.keyboard.press('Escape')
    gateway.controls.faults.clear()
  })

  await longStep('sends the fields of each order type', async () => {
    const cases: readonly (readonly [string, Readonly<Record<string, string>>, object])[] = [
      [
        'Stop limit',
        { 'Stop price': '250', 'Limit price': '251' },
        { orderType: 'STOP_LIMIT', auxPrice: 250, price: 251 },
      ],
      ['Trailing stop', { 'Trailing percent': '2' }, { orderType: 'TRAIL', trailingAmt: 2, trailingType: '%' }],
      [
        'Limit if touched',
        { 'Trigger price': '230', 'Limit price': '231' },
        { orderType: 'LIT', auxPrice: 230, price: 231 },
      ],
      ['Midprice', { 'Price cap': '' }, { orderType: 'MIDPRICE' }],
      ['Market on close', {}, { orderType: 'MOC', tif: 'DAY' }],
    ]
    for (const [label, fields, sent] of cases) {
      await choose(type, label)
      await fill(ticket, { Quantity: '5', ...fields })
      await openReview()
      await expect(review).toContainText(`${label}, DAY`)
      await window.keyboard.press('Escape')
      await expect(review).toBeHidden()
      await ticket.getByRole('button', { name: 'Preview' }).click()
      const whatif = () =>
        gateway.record
          .requests({ method: 'POST' })
          .filter(({ path }) => path.endsWith('/whatif'))
          .map(({ body }) => (JSON.parse(String(body)) as { readonly orders: readonly object[] }).orders[0])
      await expect.poll(() => whatif().at(-1)).toMatchObject({ quantity: 5, side: 'BUY', ...sent })
    }
    expect(sentOrders(gateway)).toEqual([])
  })

  await test.step('sizes an order by percent of the position', async () => {
    await choose(type, 'Limit')
    await ticket.getByText('Sell', { exact: true }).click()
    await choose(ticket.getByLabel('Unit'), '% of position')
    await fill(ticket, { Percent: '50', 'Limit price': '300' })
    await expect(ticket).toContainText('Quantity 150')
    await openReview()
    await expect(review).toContainText('SELL 150 AAPL')
    await waitForPaint(window)
    await window.keyboard.press('Enter')
    await expect.poll(() => sentOrders(gateway)).toMatchObject([{ side: 'SELL', quantity: 150, price: 300 }])
    const question = window.getByRole('alertdialog', { name: 'IBKR requires confirmation' })
    await question.getByRole('button', { name: "Don't place" }).click()
    expect(sentOrders(gateway)).toHaveLength(1)
  })

  await test.step('places no second order while the delivery of the first is unconfirmed', async () => {
    await window.setViewportSize({ width: 1280, height: 800 })
    gateway.controls.faults.add('reset@POST /iserver/account/*/orders,times=1')
    await fill(ticket, { Percent: '10', 'Limit price': '310' })
    await openReview()
    await review.getByRole('button', { name: 'Place order' }).click()
    const note = ticket.getByRole('alert').filter({ hasText: 'Delivery unconfirmed: SELL 30 AAPL' })
    await expect(note).toContainText('takes no other SELL order for AAPL')
    await expect(note).toBeInViewport({ ratio: 1 })
    await ticket.getByLabel('Percent').press('Enter')
    await expect(ticket.getByRole('button', { name: 'Review order' })).toBeDisabled()
    await expect(note).toContainText('Searching IBKR’s order list')
    await expectAccessible(window)
    // IBKR's pacing makes a conclusive search take ten seconds.
    await longStep('searches for the order, and again on demand', async () => {
      await expect(note).toContainText(/IBKR’s order list of \d\d:\d\d:\d\d does not contain the order/)
      gateway.controls.faults.add('500@GET /iserver/account/orders')
      await note.getByRole('button', { name: 'Check orders' }).click()
      await expect(note).toContainText('Not known whether IBKR has the order. Do not place it again.')
      await expectAccessible(window)
      gateway.controls.faults.clear()
    })
    await note.getByRole('button', { name: 'Allow another order' }).click()
    await openReview()
    await window.keyboard.press('Escape')
    expect(sentOrders(gateway)).toHaveLength(2)
  })

  await longStep('starts the next ticket with the defaults of the asset class', async () => {
    await choose(ticket.getByLabel('Unit'), 'Shares')
    await fill(ticket, { Quantity: '25' })
    await choose(ticket.getByLabel('Time in force'), 'GTC (good till cancelled)')
    await ticket.getByRole('button', { name: 'Save as stock default' }).click()
    await expect(ticket).toContainText('STK tickets start with Limit, GTC, quantity 25.')
    await expect(ticket.getByRole('button', { name: 'Remove default' })).toBeVisible()
  })

  await longStep('reports a contract without market data permission, and lets IBKR ask about it', async () => {
    gateway.controls.withholdMarketData('MSFT')
    await window.keyboard.press('Escape')
    await window.keyboard.press('n')
    await window.keyboard.type('MSFT')
    await window.keyboard.press('Enter')
    await expect(ticket.getByRole('status').filter({ hasText: 'No market data permission' })).toBeVisible()
    await expectAccessible(window)
    await choose(type, 'Market')
    await fill(ticket, { Quantity: '1' })
    await openReview()
    const before = sentOrders(gateway).length
    await review.getByRole('button', { name: 'Place order' }).click()
    const question = window.getByRole('alertdialog', { name: 'IBKR requires confirmation' })
    await expect(question).toContainText('without having market data')
    await question.getByRole('button', { name: "Don't place" }).click()
    await expect(ticket.getByLabel('Quantity')).toHaveValue('1')
    expect(sentOrders(gateway)).toHaveLength(before + 1)
  })

  await test.step('never sends an order that the user withdraws while it waits for the rate limit', async () => {
    const before = sentOrders(gateway).length
    const placeAgain = async (): Promise<void> => {
      await openReview()
      await review.getByRole('button', { name: 'Place order' }).click()
    }
    gateway.controls.faults.add('429@POST /iserver/account/DU1234567/orders,times=1')
    await placeAgain()
    await expect(ticket).toContainText(/Rate limited\. Retry in \d+ s\./)
    await placeAgain()
    await expect(review.getByRole('status')).toContainText('Queued: IBKR reported too many requests.')
    await review.getByRole('button', { name: 'Withdraw' }).click()
    await expect(window.getByRole('alert').filter({ hasText: 'Withdrawn' })).toContainText('Nothing was sent.')
    expect(sentOrders(gateway)).toHaveLength(before + 1)
  })
})

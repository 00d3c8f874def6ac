import type { Page } from '@playwright/test'
import { expect, expectAccessible, longStep, waitForAuthentication } from './console-fixture.ts'
import { testOnGateway as test } from './gateways-fixture.ts'
import { pressEnterInDialog, tabTo } from './keyboard-user.ts'
import { reviewOrder } from './order-ticket.ts'

const grid = (window: Page) => window.getByRole('grid', { name: 'Orders' })
const orders = (window: Page) =>
  grid(window)
    .getByRole('row')
    .filter({ has: window.getByRole('gridcell') })
const notices = (window: Page) => window.getByRole('status', { name: 'Notifications' })

test.use({ gatewayOptions: { askQuestions: false, fillSeconds: 1, tls: false } })

test.beforeEach(async ({ window }) => {
  await waitForAuthentication(window)
})

test('shows partial fills and rejections of changed orders', async ({ window, gateway }) => {
  const armed = window.getByRole('switch', { name: 'Armed' })
  await expect(armed).not.toBeChecked()
  await armed.press('Space')
  await expect(armed).toBeChecked()
  await reviewOrder(window, '400', '1.00')
  // The quote of the ticket becomes the arrival price.
  await window.getByRole('dialog', { name: 'Review order' }).getByRole('button', { name: 'Back' }).click()
  await expect(window.getByRole('group', { name: 'Quote' })).toContainText(/Last[\d,]+\.\d/)
  await window.getByRole('button', { name: 'Review order' }).click()
  await window.getByRole('dialog', { name: 'Review order' }).getByRole('button', { name: 'Place order' }).click()
  const row = orders(window)
    .filter({ hasText: 'AAPL' })
    .filter({ hasText: /[12]\.00/ })
  await expect(row).toContainText('Submitted')
  // The order update may arrive before the response, which selects the row.
  await expect(row).toHaveAttribute('aria-selected', 'true')

  await test.step('says beside an invalid edit in the row why it is invalid', async () => {
    await grid(window).focus()
    await window.keyboard.press('F2')
    const limit = grid(window).getByRole('textbox', { name: /^Limit of order/ })
    await expect(limit).toBeFocused()
    await window.keyboard.insertText('1.001')
    const reason = 'Enter a multiple of 0.01, the tick of AAPL.'
    await expect(window.getByRole('tooltip')).toHaveText(reason)
    await expect(window.getByRole('tooltip')).toBeInViewport({ ratio: 1 })
    await expect(limit).toHaveAccessibleDescription(reason)
    await expectAccessible(window)
    await window.keyboard.press('Enter')
    await expect(limit).toBeFocused()
    await window.keyboard.press('Escape')
    await expect(limit).toHaveCount(0)
    await expect(window.getByRole('tooltip')).toHaveCount(0)
  })

  // Unchanged fields are not sent.
  await grid(window).focus()
  await window.keyboard.press('m')
  const ticket = window.getByRole('complementary', { name: 'Order ticket' })
  await expect(ticket.getByRole('heading', { name: 'Change order' })).toBeVisible()
  await expect(ticket.getByLabel('Quantity')).toHaveValue('400')
  await expect(ticket.getByLabel('Quantity')).toBeFocused()
  await expectAccessible(window)
  await ticket.getByRole('button', { name: 'Review changes' }).click()
  await expect(ticket.getByText('No changes to submit.')).toBeVisible()

  await ticket.getByLabel('Quantity').fill('500')
  await ticket.getByLabel('Limit price').fill('2')
  await window.keyboard.press('Enter')
  const review = window.getByRole('dialog', { name: 'Review changes' })
  await expect(review.getByRole('row', { name: 'Quantity 400 500' })).toBeVisible()
  await expect(review.getByRole('row', { name: 'Limit 1.00 2.00' })).toBeVisible()
  await expect(review.getByRole('row')).toHaveCount(3)
  await expectAccessible(window)
  await pressEnterInDialog(window, review.getByRole('button', { name: 'Submit changes' }))
  await expect(row).toContainText('500')
  await expect(row).toContainText('2.00')
  expect(gateway.record.requests({ method: 'POST', path: /\/order\/\d+$/ })).toHaveLength(1)

  gateway.controls.setPrice('AAPL', 1.5)
  await expect(row).toContainText('Filled')
  const steps = window.getByRole('list', { name: 'Changes to this order' })
  await expect(steps).toContainText('Filled 500 of 500')
  await expect(steps.getByText(/^Filled \d+ of 500/).nth(1)).toBeVisible()

  await test.step('shows the price chart and the execution quality of an order', async () => {
    const chart = window.getByRole('slider', { name: 'Price of AAPL since the order was placed: point' })
    await chart.focus()
    // A quote may lie between the last fill and the final status, which then belong to different points.
    const readLastPoints = async (): Promise<string> => {
      const texts: (string | null)[] = []
      await window.keyboard.press('End')
      for (let count = 0; count < 8; count += 1) {
        texts.push(await chart.getAttribute('aria-valuetext'))
        await window.keyboard.press('ArrowLeft')
      }
      return texts.join('\n')
    }
    await expect.poll(readLastPoints).toMatch(/Filled \d+ at [12]\.\d+/)
    expect(await readLastPoints()).toMatch(/· Filled(?: ·|\n|$)/m)
    const quality = window.getByRole('region', { name: 'Execution quality' })
    await expect(quality).toContainText(/Arrival price[\d,.]+(Mid|Last) when it was sent, [\d:]{8}/)
    await expect(quality).toContainText(/Against arrival[\d,.]+ better \([\d,.]+ bp\)/)
    await expect(quality).toContainText(/Commission\d+\.\d\d/)
    await expect(quality.getByRole('row')).toHaveCount(1 + (await steps.getByText(/^Filled \d+ of 500/).count()))
    await expectAccessible(window)
    await window.getByRole('button', { name: 'Show in journal' }).click()
    await expect(window.getByRole('grid', { name: 'Journal, newest first' })).toContainText('Filled 500 of 500')
    await window.keyboard.press('b')
  })

  await reviewOrder(window, '5', '900')
  await window.getByRole('dialog', { name: 'Review order' }).getByRole('button', { name: 'Place order' }).click()
  await expect(window.getByText('IBKR rejected the order')).toBeVisible()
  await window.getByRole('link', { name: 'History' }).click()
  await window.getByRole('button', { name: 'Failed', exact: true }).click()
  const rejected = window.getByRole('grid', { name: /^Requests/ }).getByRole('row', { name: /\/orders/ })
  await expect(rejected).toHaveCount(1)
  await expect(rejected).toContainText('200 Rejected')
  // The narrow column shows the outcome as a symbol.
  await rejected.click()
  await expect(window.getByRole('complementary', { name: 'Request details' })).toContainText(
    /closer to the (current )?market/,
  )
  await window.setViewportSize({ width: 960, height: 700 })
  const outcome = rejected.locator('.history-outcome')
  await expect.poll(() => outcome.evaluate((cell) => getComputedStyle(cell, '::before').content)).toBe('"✕"')

  await longStep('shows an order in flight in the history, then its outcome in the same row', async () => {
    await window.setViewportSize({ width: 1280, height: 800 })
    await window.getByRole('link', { name: /^Orders/ }).click()
    await window.getByRole('form', { name: 'Order ticket' }).getByRole('button', { name: 'Review order' }).click()
    gateway.controls.faults.add('latency=5000@POST /iserver/account/*/orders,times=1')
    const review = window.getByRole('dialog', { name: 'Review order' })
    const placements = () => gateway.record.requests({ method: 'POST', path: /\/orders$/ }).length
    const before = placements()
    await review.getByRole('button', { name: 'Place order' }).click()
    await expect.poll(placements).toBe(before + 1)
    await window.evaluate(() => {
      self.location.hash = '#/history'
    })
    const sent = window.getByRole('grid', { name: /^Requests/ }).getByRole('row', { name: /\/orders/ })
    await expect(sent.filter({ hasText: 'In flight' })).toHaveCount(1)
    await expect(sent).toHaveCount(2)
    await expect(sent.filter({ hasText: '200 Rejected' })).toHaveCount(2)
    await expect(sent).toHaveCount(2)
  })
})

test('cancels all filtered orders after a confirmation', async ({ window, gateway, complaints }) => {
  const ids = [1, 2, 3, 4, 5].map((price) =>
    gateway.controls.addOrder({ symbol: 'IBM', side: 'BUY', quantity: 30 + price, price }),
  )
  gateway.controls.addOrder({ symbol: 'MSFT', side: 'BUY', quantity: 90, price: 1 })
  await window.getByRole('link', { name: /^Orders/ }).click()
  // The filter also matches one of the simulator's initial orders.
  const working = ids.length + 1
  await expect(orders(window).filter({ hasText: 'IBM' }).filter({ hasText: 'Submitted' })).toHaveCount(working)
  await window.keyboard.press('/')
  await window.keyboard.type('ibm buy')
  await window.keyboard.press('Enter')
  await expect(grid(window)).toBeFocused()
  await expect(orders(window)).toHaveCount(working)
  await window.keyboard.press('Shift+Delete')
  const dialog = window.getByRole('alertdialog', { name: `Cancel ${working} working orders?` })
  await expect(dialog).toContainText('PAPER')
  const send = dialog.getByRole('button', { name: `Cancel ${working} orders` })
  const typed = dialog.getByRole('textbox', { name: /Enter the number of orders/ })
  await expect(typed).toBeFocused()
  await typed.fill('1')
  // The profile is not armed, which cancels do not need.
  await expect(dialog.getByRole('note')).toContainText('Not armed. Cancels need no arming')
  await expect(send).toBeEnabled()
  await expectAccessible(window)
  await typed.press('Enter')
  await expect(dialog.getByText(`Enter ${working}.`)).toBeVisible()
  expect(gateway.record.requests({ method: 'DELETE' })).toEqual([])
  await typed.fill(String(working))
  await window.keyboard.press('Enter')

  const over = window.getByRole('alertdialog', { name: `${working} cancels sent` })
  await expect(over.getByText(`${working} sent.`)).toBeVisible()
  await expect(over.getByRole('listitem').filter({ hasText: 'Request was submitted' })).toHaveCount(working)
  await expectAccessible(window)
  await tabTo(window, over.getByRole('button', { name: 'Close' }))
  await window.keyboard.press('Enter')
  const cancels = gateway.record.requests({ method: 'DELETE' }).map(({ path }) => path)
  expect(new Set(cancels).size).toBe(cancels.length)
  for (const [index, id] of ids.entries()) {
    expect(cancels.some((path) => path.endsWith(`/${id}`))).toBe(true)
    const quantity = window.getByRole('gridcell', { name: String(31 + index), exact: true })
    await expect(orders(window).filter({ has: quantity })).toContainText('Cancelled')
  }
  await window.getByRole('searchbox', { name: 'Filter orders' }).fill('msft')
  await expect(orders(window).filter({ hasText: '90' })).toContainText('Submitted')

  await longStep(
    'offers the explorer for other orders, and reports cancels that a failure or a reload ends',
    async () => {
      // The ticket does not support this order, but the explorer offers every field.
      gateway.controls.addOrder({ symbol: 'QQQ', side: 'BUY', quantity: 3, tif: 'GTD', price: 1 })
      await window.getByRole('searchbox', { name: 'Filter orders' }).fill('qqq')
      await expect(orders(window)).toHaveCount(1)
      await grid(window).focus()
      await window.keyboard.press('ArrowDown')
      await window.keyboard.press('m')
      const refusal = window.getByRole('dialog', { name: 'This order cannot be changed here' })
      await expect(refusal).toContainText('This order works until a date that IBKR does not report.')
      await expectAccessible(window)
      await pressEnterInDialog(window, refusal.getByRole('button', { name: 'Open in explorer' }))
      await expect(window.getByRole('textbox', { name: 'Path' })).toHaveValue(
        '/iserver/account/{accountId}/order/{orderId}',
      )
      await window.getByRole('link', { name: /^Orders/ }).click()
      await expect(orders(window)).toHaveCount(1)

      // If the dialog fails to render, the run stops and the dialog shows the error.
      gateway.controls.faults.add('latency=2000@DELETE /iserver/account/*,times=1')
      await grid(window).focus()
      await window.keyboard.press('Shift+Delete')
      await window.getByRole('alertdialog').getByRole('textbox').fill('1')
      expect(complaints).toEqual([])
      const find = await window.evaluateHandle(() => Array.prototype.find)
      await window.evaluate((original) => {
        Array.prototype.find = function (this: { kind?: string }[], ...by: Parameters<typeof original>) {
          if (this.some((item) => item?.kind === 'sending')) throw new Error('nothing is found today')
          return original.apply(this, by)
        }
      }, find)
      await pressEnterInDialog(window, window.getByRole('alertdialog').getByRole('button', { name: 'Cancel 1 order' }))
      const failure = window.getByRole('alertdialog', { name: 'The dialog cannot be shown' })
      await expect(failure).toContainText('nothing is found today')
      await expect(failure).toContainText('No more cancel requests are sent.')
      expect(complaints.splice(0).join('')).toContain('nothing is found today')
      await window.evaluate((original) => {
        Array.prototype.find = original
      }, find)
      await expectAccessible(window)
      await pressEnterInDialog(window, failure.getByRole('button', { name: 'Close' }))
      await expect(window.getByRole('alertdialog')).toBeHidden()

      // A closed page sends no further requests. The next page reports which requests were not sent.
      gateway.controls.faults.add('latency=60000@DELETE /iserver/account/*')
      await window.getByRole('searchbox', { name: 'Filter orders' }).fill('msft')
      await expect(orders(window)).toHaveCount(1)
      await grid(window).focus()
      await window.keyboard.press('Shift+Delete')
      await window.getByRole('alertdialog').getByRole('textbox').fill('1')
      await pressEnterInDialog(window, window.getByRole('alertdialog').getByRole('button', { name: 'Cancel 1 order' }))
      await expect(window.getByRole('alertdialog').getByRole('listitem')).toContainText('Sending')
      await window.reload()
      await waitForAuthentication(window)
      const after = window.getByRole('alertdialog', { name: '0 cancels sent' })
      await expect(after.getByRole('listitem')).toContainText('Unconfirmed')
      await expect(after.getByRole('alert')).toContainText('The page was reloaded.')
      await expect(notices(window)).not.toContainText('Could not')
    },
  )
})

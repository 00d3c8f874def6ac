import { futuresFamilies, listFutures } from '../../src/simulator/contracts/futures.ts'
import { httpClient } from '../integration/simulator/http-client.ts'
import { expect, expectAccessible, waitForAuthentication } from './console-fixture.ts'
import { profileSwitcher, switchToNewGateway, testOnGateway as test } from './gateways-fixture.ts'
import { pressEnterInDialog } from './keyboard-user.ts'
import { rowOf } from './order-groups.ts'

test.use({ gatewayOptions: { askQuestions: false, tls: false } })

test('keeps a ticket over a reconnect and a profile switch, beside 200 orders', async ({
  window,
  gateway,
  gateways,
}) => {
  await waitForAuthentication(window)
  for (let index = 0; index < 200; index += 1) {
    gateway.controls.addOrder({ symbol: index % 2 === 0 ? 'AAPL' : 'MSFT', side: 'BUY', quantity: 1, price: 1 })
  }
  for (const key of ['g', 'o', 'n']) await window.keyboard.press(key)
  const ticket = window.getByRole('form', { name: 'Order ticket' })
  await window.keyboard.type('AAPL')
  await window.keyboard.press('Enter')
  await window.keyboard.type('5')
  await window.keyboard.press('Tab')
  await window.keyboard.type('240')
  await expect(ticket).toContainText('101buy 100, sell 100')

  await test.step('keeps its content and reads the quote again after a reconnect', async () => {
    gateway.controls.dropSockets()
    await expect(ticket.getByLabel('Limit price')).toHaveValue('240')
    gateway.controls.setPrice('AAPL', 250)
    await expect(ticket.getByRole('group', { name: 'Quote' })).toContainText(/Last2(49|50)\.\d\d/)
  })

  await test.step('is restored when its profile is selected again, knows when that has an account, and sends nothing to the other profile', async () => {
    const other = await gateways.start({ tls: false })
    await switchToNewGateway(window, 'Second', other.apiUrl)
    await waitForAuthentication(window)
    for (const key of ['g', 'o', 'n']) await window.keyboard.press(key)
    await expect(ticket.getByLabel('Quantity')).toHaveValue('')
    await window.keyboard.press('Escape')
    gateway.controls.faults.add('latency=3000@GET /iserver/accounts,times=1')
    await window.keyboard.press('Control+p')
    await profileSwitcher(window).getByRole('option', { name: /Lab/ }).click()
    await window.keyboard.press('n')
    await expect(ticket.getByLabel('Quantity')).toHaveValue('5')
    await expect(ticket.getByLabel('Limit price')).toHaveValue('240')
    await ticket.getByRole('button', { name: 'Review order' }).click()
    await expect(ticket).toContainText('No account yet. Connect first.')
    await waitForAuthentication(window)
    await expect(ticket).not.toContainText('No account yet')

    await window.getByRole('switch', { name: 'Armed' }).press('Space')
    await ticket.getByRole('button', { name: 'Review order' }).click()
    await window.getByRole('dialog', { name: 'Review order' }).getByRole('button', { name: 'Place order' }).click()
    const sent = (of: typeof gateway) => of.record.requests({ method: 'POST', path: /\/orders$/ })
    await expect.poll(() => sent(gateway)).toHaveLength(1)
    expect(sent(other)).toEqual([])
  })

  await test.step('reports a contract that cannot be traded', async () => {
    await expect(window.getByRole('complementary', { name: 'Order timeline' })).toBeVisible()
    await window.keyboard.press('n')
    await window.keyboard.type('SPX')
    await window.getByRole('option', { name: /SPX/ }).first().click()
    await ticket.getByLabel('Quantity').fill('1')
    await ticket.getByLabel('Limit price').fill('1')
    await ticket.getByRole('button', { name: 'Review order' }).click()
    await expect(ticket.locator('.field-error').first()).toHaveText(
      'SPX is an index, which cannot be traded. Choose SPY or ES, or an option on it (type SPX, a month, a strike, and C or P).',
    )
    await expect(ticket.getByRole('combobox', { name: 'Symbol' })).toHaveAttribute('aria-invalid', 'true')
    expect(gateway.record.requests({ method: 'POST', path: /\/orders$/ })).toHaveLength(1)
  })

  const symbol = ticket.getByRole('combobox', { name: 'Symbol' })
  const quantity = ticket.getByLabel('Quantity')
  await test.step('replaces a default quantity with the digits that are typed, even after a slow lookup of the contract', async () => {
    await symbol.fill('AAPL')
    await symbol.press('Enter')
    await quantity.fill('100')
    await ticket.getByLabel('Limit price').fill('')
    await ticket.getByRole('button', { name: 'Save as stock default' }).click()
    await expect(ticket.getByRole('button', { name: 'Remove default' })).toBeVisible()
    await quantity.fill('')
    await symbol.fill('IBM')
    await expect(window.getByRole('option', { name: /IBM/ }).first()).toBeVisible()
    await symbol.press('Enter')
    await expect(quantity).toHaveValue('100')
    await window.keyboard.type('50')
    await expect(quantity).toHaveValue('50')

    const enterEarly = async (text: string): Promise<void> => {
      await quantity.fill('')
      gateway.controls.faults.add('latency=1500@/iserver/secdef/*,times=1')
      await symbol.fill(text)
      await symbol.press('Enter')
      await expect(quantity).toBeFocused()
    }
    await enterEarly('MSFT')
    await expect(quantity).toHaveValue('100')
    await window.keyboard.type('50')
    await expect(quantity).toHaveValue('50')
    await enterEarly('AAPL')
    await window.keyboard.type('7')
    await expect(ticket.getByRole('group', { name: 'Quote' })).toBeVisible()
    await expect(quantity).toHaveValue('7')
  })

  await test.step('checks a reviewed order again when the rules of its contract arrive', async () => {
    gateway.controls.faults.add('latency=4000@GET /iserver/contract/*/info-and-rules')
    await symbol.fill('IBM')
    await symbol.press('Enter')
    await expect(ticket).toContainText(/conid \d+/)
    await quantity.fill('5')
    await ticket.getByLabel('Limit price').fill('187.305')
    await ticket.getByRole('button', { name: 'Review order' }).click()
    const review = window.getByRole('dialog', { name: 'Review order' })
    await expect(review).toBeVisible()
    await expect(review).toBeHidden()
    await expect(ticket).toContainText('Use 187.30 or 187.31: the tick is 0.01.')
    await expect(ticket.getByLabel('Limit price')).toBeFocused()
    gateway.controls.faults.clear()
  })

  await test.step('keeps each unfinished ticket, and shows what has changed at IBKR', async () => {
    const id = String(gateway.controls.addOrder({ symbol: 'QQQ', side: 'BUY', quantity: 90, price: 1 }))
    const reduceTo = async (quantity: number): Promise<void> => {
      const order = { conid: 320227571, orderType: 'LMT', side: 'BUY', price: 1, quantity, tif: 'DAY' }
      await httpClient(gateway).post(`iserver/account/DU1234567/order/${id}`, order)
      await expect(row).toContainText(String(quantity))
    }
    const row = rowOf(window, id)
    const limit = ticket.getByLabel('Limit price')
    const change = async (): Promise<void> => {
      await row.click()
      await window.keyboard.press('m')
      await expect(ticket.getByRole('button', { name: 'Discard changes' })).toBeVisible()
    }
    await window.getByRole('searchbox', { name: 'Filter orders' }).fill('qqq')
    await change()
    await limit.fill('1.5')
    await window.getByRole('button', { name: 'New order' }).click()
    await expect(quantity).toHaveValue('5')
    await reduceTo(10)
    await change()
    await expect(ticket.getByRole('alert')).toContainText('Quantity 90 → 10. Your edits are kept.')
    await expect(limit).toHaveValue('1.5')
    await expect(quantity).toHaveValue('10')
    await expectAccessible(window)

    await reduceTo(8)
    const review = window.getByRole('dialog', { name: 'Review changes' })
    await ticket.getByRole('button', { name: 'Review changes' }).click()
    await expect(ticket.getByRole('alert')).toContainText('Quantity 10 → 8')
    await expect(review).toBeHidden()
    await ticket.getByRole('button', { name: 'Review changes' }).click()
    await expect(review.getByRole('row')).toHaveText([/Field/, 'Limit1.001.50'])
    await expect(review).toContainText('8 QQQ')
    await review.getByRole('button', { name: 'Back' }).click()
    await ticket.getByRole('button', { name: 'Discard changes' }).click()

    const asked = window.getByRole('alertdialog', { name: 'Replace the unfinished ticket?' })
    const repeat = async (): Promise<void> => {
      await row.click({ button: 'right' })
      await window.getByRole('menuitem', { name: 'Repeat order…' }).click()
      await expect(asked).toContainText('BUY 5 IBM')
    }
    await repeat()
    await expectAccessible(window)
    await pressEnterInDialog(window, asked.getByRole('button', { name: 'Keep ticket' }))
    await expect(quantity).toHaveValue('5')
    await expect(quantity).toBeFocused()
    await repeat()
    await asked.getByRole('button', { name: 'Replace ticket' }).click()
    await expect(symbol).toHaveValue('QQQ')
    await expect(quantity).toHaveValue('8')
    await expect(quantity).toBeFocused()
  })

  const findByConid = async (conid: number): Promise<void> => {
    await symbol.fill('')
    await symbol.pressSequentially(String(conid))
    await window.keyboard.press('Enter')
    await expect(symbol).toHaveValue(/^ES/)
    await expect(quantity).toBeFocused()
    const rules = { path: new RegExp(`/contract/${conid}/info-and-rules$`) }
    await expect.poll(() => gateway.record.requests(rules).length).toBeGreaterThan(0)
    await quantity.fill('1')
    await ticket.getByLabel('Limit price').fill('6700')
  }

  await test.step('finds an expired contract by its conid, and reports at the symbol that it is expired', async () => {
    await findByConid(710_000_002)
    await ticket.getByRole('button', { name: 'Review order' }).click()
    await expect(ticket.locator('.field-error').first()).toHaveText(
      /^ES MAR20 expired on \d{4}-\d\d-\d\d\. Choose another contract\.$/,
    )
    await expect(symbol).toHaveAttribute('aria-invalid', 'true')
    expect(gateway.record.requests({ method: 'POST', path: /\/orders$/ })).toHaveLength(1)
  })

  await test.step('states for a future that a person entered the order', async () => {
    const [family] = futuresFamilies
    const conid = (family && listFutures(family, Date.now())[1]?.conid) ?? 0
    await findByConid(conid)
    await ticket.getByRole('button', { name: 'Review order' }).click()
    await window.getByRole('dialog', { name: 'Review order' }).getByRole('button', { name: 'Place order' }).click()
    // Without `manualIndicator` the simulator would reject the order.
    await expect.poll(() => gateway.record.requests({ method: 'POST', path: /\/orders$/ }).length).toBe(2)
    const [sent] = gateway.record.requests({ method: 'POST', path: /\/orders$/ }).slice(-1)
    expect(JSON.parse(sent?.body ?? '{}')).toMatchObject({ orders: [{ conid, manualIndicator: true }] })
  })
})

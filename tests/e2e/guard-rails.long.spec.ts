import type { Page } from '@playwright/test'
import { expect, waitForAuthentication } from './console-fixture.ts'
import { profileSwitcher, switchToNewGateway, testOnGateway as test } from './gateways-fixture.ts'
import { reviewOrder } from './order-ticket.ts'

test.use({ gatewayOptions: { askQuestions: false, tls: false } })

const review = (window: Page) => window.getByRole('dialog', { name: 'Review order' })
const place = (window: Page) => review(window).getByRole('button', { name: 'Place order' })
const back = (window: Page) => review(window).getByRole('button', { name: 'Back' }).click()
const refusal = (window: Page) => review(window).getByRole('alert').filter({ hasText: 'Refused by a guard rail' })
const armed = (window: Page) => window.getByRole('switch', { name: 'Armed' })

/** Changes the limit of the open ticket and opens the review again. */
async function reviewAgain(window: Page, limit: string): Promise<void> {
  const ticket = window.getByRole('form', { name: 'Order ticket' })
  await expect(ticket.getByLabel('Quantity')).toHaveValue('6')
  await ticket.getByLabel('Limit price').fill(limit)
  await ticket.getByRole('button', { name: 'Review order' }).click()
}

/** Clicks **Place order** in the page as soon as it is enabled, before any response of the console. */
function clickPlaceOnceShown(): void {
  const options = { attributes: true, childList: true, subtree: true }
  new MutationObserver((_, observer) => {
    const buttons = [...document.querySelectorAll<HTMLButtonElement>('[role="dialog"] button:enabled')]
    const place = buttons.find(({ textContent }) => textContent === 'Place order')
    if (!place) return
    observer.disconnect()
    document.body.dataset['clicked'] = 'yes'
    place.click()
  }).observe(document.body, options)
}

test('keeps limits and kill switch of each profile over reconnects, among 200 orders', async ({
  window,
  gateway,
  gateways,
}) => {
  await waitForAuthentication(window)
  for (let index = 0; index < 200; index += 1) {
    gateway.controls.addOrder({ symbol: index % 2 === 0 ? 'IBM' : 'MSFT', side: 'BUY', quantity: index + 1, price: 1 })
  }
  await window.keyboard.press('g')
  await window.keyboard.press('p')
  const rails = window.getByRole('form', { name: 'Guard rails' })
  await rails.getByLabel('Order quantity', { exact: true }).fill('5')
  await rails.getByRole('radiogroup', { name: 'Order quantity: action' }).getByText('Refuse').click()
  await window.getByRole('button', { name: 'Save guard rails' }).click()
  await expect(window.getByRole('button', { name: 'Save guard rails' })).toBeHidden()
  await armed(window).press('Space')

  await test.step('refuses an order while the connection drops', async () => {
    await reviewOrder(window, '6', '90')
    await expect(refusal(window)).toContainText('Quantity 6 exceeds the limit of 5.')
    gateway.controls.dropSockets()
    await expect(place(window)).toBeDisabled()
    await back(window)
    await expect(window.getByText('Streaming', { exact: true }).first()).toBeVisible()
    await reviewAgain(window, '91')
    await expect(refusal(window)).toContainText('Quantity 6 exceeds the limit of 5.')
    await back(window)
  })

  const second = await gateways.start({ askQuestions: false, tls: false })
  await test.step('applies no limit of the first profile to the second', async () => {
    await switchToNewGateway(window, 'Second', second.apiUrl)
    await expect(armed(window)).not.toBeChecked()
    await armed(window).press('Space')
    await reviewOrder(window, '6', '92')
    await expect(place(window)).toBeEnabled()
    await place(window).click()
    await expect(window.getByRole('gridcell', { name: '92.00' })).toBeVisible()
  })

  await test.step('shows an unusual quantity before the order can be sent, although prices are still loading', async () => {
    const slow = second.controls.faults.add('latency=4000@GET /iserver/marketdata/*')
    await window.evaluate(clickPlaceOnceShown)
    await reviewOrder(window, '1000000000', '94')
    const unusual = review(window).getByRole('alert').filter({ hasText: 'Unusual order without a guard rail' })
    await expect(unusual).toContainText('Quantity 1,000,000,000')
    await expect(place(window)).toBeEnabled()
    expect(await window.evaluate(() => document.body.dataset['clicked'])).toBe('yes')
    await expect(unusual).toContainText('below the last price')
    expect(second.record.requests({ method: 'POST', path: /\/orders$/ })).toHaveLength(1)
    slow.remove()
    await back(window)
  })

  await test.step('cancels every order of the selected profile only, right after a reconnect', async () => {
    await window.keyboard.press('Control+p')
    await profileSwitcher(window).getByRole('option', { name: /Lab/ }).click()
    await waitForAuthentication(window)
    for (const key of ['g', 'o', 'n']) await window.keyboard.press(key)
    await reviewAgain(window, '93')
    await expect(refusal(window)).toContainText('Quantity 6 exceeds the limit of 5.')
    await back(window)
    await armed(window).press('Space')
    await expect(armed(window)).toBeChecked()
    gateway.controls.dropSockets()
    await window.keyboard.press('Control+Shift+F12')
    const report = window.getByRole('alertdialog', { name: 'Kill switch: no working orders remain' })
    await expect(report).toContainText(/2\d\d orders cancelled/)
    await report.getByRole('button', { name: 'Close' }).click()
    await expect(armed(window)).not.toBeChecked()
    expect(gateway.record.requests({ method: 'POST', path: /\/orders$/ })).toEqual([])
    expect(second.record.requests({ method: 'DELETE' })).toEqual([])
  })
})

import { expect, waitForAuthentication } from './console-fixture.ts'
import { profileSwitcher, statusButton, testOnGateway as test } from './gateways-fixture.ts'
import { checkOrderGroups, orderList, placeBracket, rowOf } from './order-groups.ts'

test.use({ gatewayOptions: { askQuestions: false, tls: false } })

test('groups orders among ten times as many, after a reconnect and another profile', async ({ window, gateway }) => {
  await waitForAuthentication(window)
  for (let index = 0; index < 200; index += 1) {
    const symbol = (['IBM', 'MSFT', 'NVDA', 'TSLA'] as const)[index % 4] ?? 'IBM'
    gateway.controls.addOrder({ symbol, side: 'BUY', quantity: index + 1, price: 1 })
  }
  const brackets: (readonly string[])[] = []
  for (let index = 0; index < 10; index += 1) brackets.push(await placeBracket(gateway, index + 1, `before-${index}`))
  await window.getByRole('link', { name: /^Orders/ }).click()
  const [parent, child] = brackets.at(-1) ?? []
  await expect(rowOf(window, parent)).toContainText('3 working')

  await test.step('keeps groups and quotes over a lost connection', async () => {
    gateway.controls.dropSockets(1012)
    await expect(window.getByText(/^Gap \d\d:\d\d:\d\d–\d\d:\d\d:\d\d reconciled/)).toBeVisible()
    await expect(rowOf(window, child)).toHaveAttribute('aria-level', '2')
    gateway.controls.setPrice('AAPL', 231)
    await expect(rowOf(window, parent).locator('[data-column="last"]')).toContainText(/^23[01]\.\d\d$/)
  })

  await test.step('clears the rows and quotes of the previous profile after a profile switch', async () => {
    const choose = async (name: RegExp): Promise<void> => {
      await window.keyboard.press('Control+p')
      await profileSwitcher(window).getByRole('option', { name }).click()
      await waitForAuthentication(window)
    }
    await choose(/Practice/)
    await expect(rowOf(window, parent)).toHaveCount(0)
    await expect(orderList(window).locator('.grid-cell[data-column="last"]').first()).toContainText(/\d\.\d\d$/)
    await choose(/Lab/)
    await expect(rowOf(window, parent)).toContainText('3 working')
  })

  await window.getByRole('switch', { name: 'Armed' }).press('Space')
  await expect(statusButton(window, 'Session: Authenticated')).toBeVisible()
  await checkOrderGroups(window, gateway)
})

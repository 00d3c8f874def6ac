import { choose } from './choose-option.ts'
import { expect, expectAccessible, waitForAuthentication } from './console-fixture.ts'
import { testOnGateway as test } from './gateways-fixture.ts'
import { runCommand } from './keyboard-user.ts'

test.use({ gatewayOptions: { accounts: ['DU1234567', 'DU7654321'] } })

test('shows a sentence in place of the performance that IBKR does not send, and the next request', async ({
  window,
  gateway,
}) => {
  const broken = gateway.controls.faults.add('truncated@/pa/performance')
  await waitForAuthentication(window)
  await window.keyboard.press('g')
  await window.keyboard.press('b')
  const portfolio = window.getByRole('region', { name: 'Portfolio' })
  await portfolio.getByText('Performance', { exact: true }).click()
  const performance = portfolio.getByRole('region', { name: 'Performance' })
  const problem = performance.getByRole('status').filter({ hasText: 'Performance not available' })
  await expect(problem).toHaveText(
    /At \d\d:\d\d: IBKR's response is truncated\. The console requests it again at \d\d:\d\d\.$/,
  )
  await expect(performance.getByRole('slider')).toBeHidden()
  await expectAccessible(window)
  broken.remove()

  await test.step('states which account has used the only request', async () => {
    await choose(portfolio.getByRole('combobox', { name: 'Account' }), 'DU7654321')
    await expect(performance.getByText('No performance yet')).toBeVisible()
    await expect(
      performance.getByText(/The last one was for DU1234567\. This account is requested at \d\d:\d\d\.$/),
    ).toBeVisible()
    await expectAccessible(window)
  })

  await test.step('sends no other request after a reload, and keeps the choice of the chart', async () => {
    await window.reload()
    await window.keyboard.press('g')
    await window.keyboard.press('b')
    await expect(performance.getByText('No performance yet')).toBeVisible()
    expect(gateway.record.requests({ path: '/v1/api/pa/performance' })).toHaveLength(1)
  })

  await test.step('shows nothing of a session that has ended', async () => {
    await runCommand(window, 'Disconnect')
    await window.getByRole('alertdialog', { name: 'Disconnect?' }).getByRole('button', { name: 'Disconnect' }).click()
    await expect(performance.getByText('Not connected')).toBeVisible()
  })
})

test('names a benchmark that cannot be read, and remembers it per profile', async ({ window, gateway }) => {
  const refused = gateway.controls.faults.add('503@/iserver/marketdata/history')
  await waitForAuthentication(window)
  await window.keyboard.press('g')
  await window.keyboard.press('b')
  const performance = window.getByRole('region', { name: 'Performance' })
  await window.getByText('Performance', { exact: true }).click()
  const field = performance.getByRole('combobox', { name: 'Benchmark' })
  await field.fill('SPY')
  await window.keyboard.press('Enter')
  await expect(performance.getByRole('alert')).toContainText('Closes of SPY not loaded')
  await expect(performance.getByText('SPY –')).toBeVisible()
  await expectAccessible(window)
  refused.remove()
  await performance.getByRole('button', { name: 'Try again' }).click()
  await expect(performance.getByText(/^SPY [+-]?[\d.]+%$/)).toBeVisible()
  await window.reload()
  await window.keyboard.press('g')
  await window.keyboard.press('b')
  await expect(field).toHaveValue('SPY')
  await expect(performance.getByText(/^SPY [+-]?[\d.]+%$/)).toBeVisible()
  expect(gateway.record.requests({ path: '/v1/api/pa/performance' })).toHaveLength(1)
  await field.fill('')
  await expect(performance.getByText(/^SPY /)).toBeHidden()
})

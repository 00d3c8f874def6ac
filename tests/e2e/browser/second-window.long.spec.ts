import { startSimulator } from '../../../src/simulator/start-simulator.ts'
import { expect, test, waitForAuthentication } from '../console-fixture.ts'
import { reviewOrder } from '../order-ticket.ts'

test('applies a limit that another window lowers, but not the profile that it selects', async ({ window }) => {
  const gateway = await startSimulator({ mode: 'gateway', loggedIn: true })
  try {
    await waitForAuthentication(window)
    await reviewOrder(window, '3', '1.13')
    const review = window.getByRole('dialog', { name: 'Review order' })
    await expect(review).toContainText('PRACTICE')

    const second = await window.context().newPage()
    await second.goto(new URL('/#/profiles', window.url()).href)
    // A limit that another window lowers changes the open review.
    const rails = second.getByRole('form', { name: 'Guard rails' })
    await rails.getByLabel('Order quantity', { exact: true }).fill('2')
    await rails.getByRole('radiogroup', { name: 'Order quantity: action' }).getByText('Refuse').click()
    await second.getByRole('button', { name: 'Save guard rails' }).click()
    await expect(review.getByRole('alert').first()).toContainText('Quantity 3 exceeds the limit of 2.')
    await expect(review.getByRole('button', { name: 'Place order' })).toBeDisabled()

    await second.getByRole('button', { name: 'Add profile…' }).click()
    await second.getByRole('button', { name: /^Gateway/ }).click()
    const dialog = second.getByRole('dialog', { name: 'Add a gateway' })
    await dialog.getByLabel('Address').fill(gateway.apiUrl)
    await dialog.getByRole('button', { name: 'Add and connect' }).click()
    await expect(second.getByRole('banner').getByRole('button', { name: 'Profile: Gateway PAPER' })).toBeVisible()

    // Each window has a profile of its own, also after a reload.
    await expect(review).toContainText('PRACTICE')
    await second.reload()
    await expect(second.getByRole('banner').getByRole('button', { name: 'Profile: Gateway PAPER' })).toBeVisible()
    await window.reload()
    await expect(window.getByRole('banner').getByRole('button', { name: 'Profile: Practice' })).toBeVisible()
    expect(gateway.record.requests({ path: /\/orders$/, method: 'POST' })).toEqual([])
  } finally {
    await gateway.close()
  }
})

import { startSimulator } from '../../../src/simulator/start-simulator.ts'
import { expect, test, waitForAuthentication } from '../console-fixture.ts'
import { reviewOrder } from '../order-ticket.ts'

test('updates the review when another window lowers a limit', async ({ window }) => {
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

    await expect(review).toBeHidden()
    const ticket = window.getByRole('form', { name: 'Order ticket' })
    // The draft belongs to the previous profile.
    await expect(ticket.getByLabel('Limit price')).toHaveValue('')
    expect(gateway.record.requests({ path: /\/orders$/, method: 'POST' })).toEqual([])
  } finally {
    await gateway.close()
  }
})

import { choose } from './choose-option.ts'
import { expect, test, waitForAuthentication } from './console-fixture.ts'
import { reviewOrder } from './order-ticket.ts'

test('requires an armed profile for write and trading requests', async ({ window }) => {
  await waitForAuthentication(window)

  await test.step('opens every operation and command from the palette by keyboard', async () => {
    await window.keyboard.press('Control+k')
    await window.getByRole('combobox', { name: 'Search commands and operations' }).fill('portfolio accounts')
    await window.keyboard.press('Enter')
    await expect(window.getByRole('textbox', { name: 'Path' })).toHaveValue(/portfolio\/accounts/)
    await window.keyboard.press('Control+Enter')
    await expect(window.getByRole('region', { name: 'Response', exact: true })).toContainText('DU1234567')
    await window.keyboard.press('Control+k')
    await window.getByRole('combobox', { name: 'Search commands and operations' }).fill('dark')
    await window.keyboard.press('Enter')
    await expect(window.locator('html')).toHaveAttribute('data-theme', 'dark')
  })

  await test.step('offers to arm the profile when it refuses a write request', async () => {
    await window.getByRole('switch', { name: 'Armed' }).click()
    await expect(window.getByRole('switch', { name: 'Armed' })).not.toBeChecked()
    await choose(window.getByRole('combobox', { name: 'Method' }), 'POST')
    await window.getByRole('textbox', { name: 'Path' }).fill('/iserver/questions/suppress/reset')
    await window.getByRole('button', { name: 'Send', exact: true }).click()
    const response = window.getByRole('region', { name: 'Response', exact: true })
    await expect(response).toContainText(/not armed/i)
    await response.getByRole('button', { name: /Arm/ }).click()
    await expect(window.getByRole('switch', { name: 'Armed' })).toBeChecked()
    await window.getByRole('button', { name: 'Send', exact: true }).click()
    await expect(response).toContainText('200')
  })

  await test.step('sends any method and path with parameters and a body', async () => {
    await choose(window.getByRole('combobox', { name: 'Method' }), 'GET')
    await window.getByRole('textbox', { name: 'Path' }).fill('/iserver/secdef/search?symbol=MSFT')
    await window.keyboard.press('Control+Enter')
    const response = window.getByRole('region', { name: 'Response', exact: true })
    await expect(response).toContainText('MICROSOFT')

    await choose(window.getByRole('combobox', { name: 'Method' }), 'POST')
    await window.getByRole('textbox', { name: 'Path' }).fill('/iserver/secdef/search')
    await window.getByRole('tab', { name: /Body/ }).click()
    await window.getByRole('radiogroup', { name: 'Edit the body as' }).getByText('JSON').click()
    const body = window.getByRole('textbox', { name: 'JSON body' })
    await body.fill('{"symbol": "TSLA"')
    await window.keyboard.press('Control+Enter')
    await expect(window.getByText(/not JSON|Expected|JSON/).first()).toBeVisible()
    await body.fill('{"symbol": "TSLA"}')
    await window.keyboard.press('Control+Enter')
    await expect(response).toContainText('TESLA')
  })

  await test.step('places an order only while the profile is armed', async () => {
    await window.getByRole('switch', { name: 'Armed' }).click()
    await expect(window.getByRole('switch', { name: 'Armed' })).not.toBeChecked()
    await reviewOrder(window, '3', '1.13')
    const review = window.getByRole('dialog', { name: 'Review order' })
    await expect(review.getByRole('button', { name: 'Place order' })).toBeDisabled()
    await expect(review.getByRole('button', { name: 'Back' })).toBeFocused()
    await review.getByRole('button', { name: 'Arm' }).click()
    await expect(review.getByRole('button', { name: 'Place order' })).toBeEnabled()
  })
})

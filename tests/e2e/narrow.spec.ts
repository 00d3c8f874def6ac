import type { Locator } from '@playwright/test'
import { authenticated, expect, test } from './console-test.ts'
import { command } from './keyboard-user.ts'

/** Once what is drawn follows the size of the window. */
const isReadInFull = (text: Locator): Promise<void> =>
  expect.poll(() => text.evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)).toBe(false)

test('what has to be read is read in full at 900 px and wider, beside a snippet too', async ({ window }) => {
  await authenticated(window)

  await test.step('at 900 px the profile and the state of the session are read in full', async () => {
    await window.setViewportSize({ width: 900, height: 700 })
    await isReadInFull(window.locator('.title-bar .profile-button-name'))
    await isReadInFull(window.locator('.session-pill-text'))
  })

  await command(window, 'Place orders')
  await window.getByRole('combobox', { name: 'Order template' }).selectOption({ index: 5 })
  await window.keyboard.press('Control+e')
  await expect(window.getByRole('region', { name: 'Code' })).toBeVisible()
  for (const width of [900, 1440]) {
    await test.step(`beside a snippet, at ${width} px, everything above the body is in sight`, async () => {
      await window.setViewportSize({ width, height: 700 })
      await isReadInFull(window.locator('.request-form .tabs-row'))
      await expect(window.getByText('JSON', { exact: true })).toBeInViewport({ ratio: 1 })
      await expect(window.getByRole('button', { name: 'Copy' }).first()).toBeInViewport({ ratio: 1 })
    })
  }
})

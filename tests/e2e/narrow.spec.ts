import type { Locator } from '@playwright/test'
import { authenticated, expect, test } from './console-test.ts'
import { command } from './keyboard-user.ts'

const isCut = (text: Locator): Promise<boolean> =>
  text.evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)

test('what has to be read is read in full at 900 px and wider, beside a snippet too', async ({ window }) => {
  await authenticated(window)

  await test.step('at 900 px the profile and the state of the session are read in full', async () => {
    await window.setViewportSize({ width: 900, height: 700 })
    expect(await isCut(window.locator('.title-bar .profile-button-name'))).toBe(false)
    expect(await isCut(window.locator('.session-pill-text'))).toBe(false)
  })

  await command(window, 'Place orders')
  await window.getByRole('combobox', { name: 'Order template' }).selectOption({ index: 5 })
  await window.keyboard.press('Control+e')
  await expect(window.getByRole('region', { name: 'Code' })).toBeVisible()
  for (const width of [900, 1440]) {
    await test.step(`beside a snippet, at ${width} px, everything above the body is in sight`, async () => {
      await window.setViewportSize({ width, height: 700 })
      expect(await isCut(window.locator('.request-form .tabs-row'))).toBe(false)
      await expect(window.getByText('JSON', { exact: true })).toBeInViewport({ ratio: 1 })
      await expect(window.getByRole('button', { name: 'Copy' }).first()).toBeInViewport({ ratio: 1 })
    })
  }
})

import type { Locator } from '@playwright/test'
import { authenticated, expect, test } from './console-test.ts'

const isCut = (text: Locator): Promise<boolean> =>
  text.evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)

test('at 900 px the profile and the state of the session are read in full', async ({ window }) => {
  await authenticated(window)
  await window.setViewportSize({ width: 900, height: 640 })
  expect(await isCut(window.locator('.title-bar .profile-button-name'))).toBe(false)
  expect(await isCut(window.locator('.session-pill-text'))).toBe(false)
})

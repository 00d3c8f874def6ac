import type { Page } from '@playwright/test'
import { authenticated } from '../console-test.ts'

/** Has the page empty itself, and waits for the one that is opened in its place: until it goes, the old one is authenticated too. */
export async function emptyPage(window: Page): Promise<void> {
  await window.evaluate(() => {
    Object.assign(globalThis, { isOld: true })
    location.href = 'about:blank'
  })
  await window.waitForFunction(() => !('isOld' in globalThis) && location.href !== 'about:blank')
  await authenticated(window)
}

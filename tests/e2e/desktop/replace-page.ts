import type { Page } from '@playwright/test'
import { waitForAuthentication } from '../console-fixture.ts'

/** Empties the page and waits for the page that replaces it. */
export async function replacePage(window: Page): Promise<void> {
  await window.evaluate(() => {
    Object.assign(globalThis, { isOld: true })
    location.href = 'about:blank'
  })
  await window.waitForFunction(() => !('isOld' in globalThis) && location.href !== 'about:blank')
  await waitForAuthentication(window)
}

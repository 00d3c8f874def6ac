import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'
import { type ConsoleProcess, startConsole } from '../process/console-process.ts'

interface Fixtures {
  /** The real program, started for this test alone. */
  readonly console: ConsoleProcess
  /** Its window, admitted and loaded. A word of complaint from the page (its security policy too) fails the test. */
  readonly window: Page
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it needs from this pattern
  console: async ({}, use) => {
    const home = mkdtempSync(join(tmpdir(), 'ibkr-console-e2e-'))
    const console = await startConsole({ home })
    await use(console)
    await console.stop()
    rmSync(home, { recursive: true, force: true })
  },
  window: async ({ console, page }, use) => {
    const complaints: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(console.url)
    await use(page)
    expect(complaints).toEqual([])
  },
})

export { expect }

/** Waits for the session to be ready. */
export async function authenticated(window: Page): Promise<void> {
  await expect(window.getByRole('button', { name: 'Session: Authenticated' })).toBeVisible()
}

/** The rules of accessibility that a machine can check, in both themes. */
export async function accessible(window: Page): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await window.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    const { violations } = await new AxeBuilder({ page: window }).analyze()
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${theme}: ${id}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
    )
    expect(found).toEqual([])
  }
}

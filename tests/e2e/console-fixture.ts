import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { test as base, type ElectronApplication, expect, type Page } from '@playwright/test'
import { turnGuardRailsOff } from '../process/guard-rails-off.ts'
import { noteOpenDialogs } from './keyboard-user.ts'
import { findUnavailableReason, type HostName, openConsole, type RunningConsole } from './start-console.ts'

export interface ConsoleHostOption {
  /** The host that runs the console. Set in `playwright.config.ts`. */
  readonly host: HostName
}

export interface Fixtures {
  /** Skips all tests on an unavailable host and states the reason. */
  readonly canRun: undefined
  /** Whether Practice keeps its guard rails. Default: no, because most tests place unusual orders. */
  readonly guardRails: boolean
  /** User data folder of the test, deleted after the test. */
  readonly home: string
  /** The program with its window, started for the test. An error or warning in the page fails the test. */
  readonly console: RunningConsole
  /** The window of the program, after the page has loaded. */
  readonly window: Page
  /** Errors and warnings in the page. A test removes the expected errors. */
  readonly complaints: string[]
}

export const test = base.extend<Fixtures & ConsoleHostOption>({
  host: ['browser', { option: true }],
  canRun: [
    async ({ host }, use, info) => {
      const reason = findUnavailableReason(host)
      info.skip(reason !== undefined, reason)
      await use(undefined)
    },
    { auto: true },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it needs from this pattern
  complaints: async ({}, use) => {
    const complaints: string[] = []
    await use(complaints)
    expect(complaints).toEqual([])
  },
  guardRails: [false, { option: true }],
  home: async ({ guardRails }, use) => {
    const home = mkdtempSync(join(tmpdir(), 'ibkr-console-e2e-'))
    if (!guardRails) turnGuardRailsOff(home)
    await use(home)
    rmSync(home, { recursive: true, force: true })
  },
  console: async ({ host, home, browser, complaints }, use) => {
    const watched = new WeakSet<Page>()
    const watch = (page: Page): void => {
      if (watched.has(page)) return
      watched.add(page)
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
      })
      page.on('pageerror', (error) => complaints.push(error.message))
    }
    // The headless shell does not allow clipboard writes after a key press, unlike Chromium's windows.
    const context = host === 'browser' ? await browser.newContext({ permissions: ['clipboard-write'] }) : undefined
    await context?.addInitScript(noteOpenDialogs)
    const console = await openConsole(host, {
      home,
      watch,
      browser: async () => {
        if (!context) throw new Error('only browser mode has a page of its own')
        return context.newPage()
      },
    })
    await use(console)
    await context?.close()
    await console.stop()
  },
  window: async ({ console }, use) => use(console.page),
})

export { expect }

export const isLongRun = process.env['LONG'] === '1'

/** Runs a step only in the long run. The short run covers its promise in another scenario or a faster test. */
export async function longStep(title: string, run: () => Promise<void>): Promise<void> {
  if (isLongRun) await test.step(title, run)
}

/** Returns the desktop program, for tests that run only on the desktop. */
export function desktopOf(console: RunningConsole): ElectronApplication {
  if (!console.desktop) throw new Error('this host has no desktop program')
  return console.desktop
}

/** Waits until the session is ready. */
export async function waitForAuthentication(window: Page): Promise<void> {
  await expect(window.getByRole('button', { name: 'Session: Authenticated' })).toBeVisible()
}

type Theme = 'light' | 'dark'
/** The short run checks both themes only in accessibility.spec.ts, because each contrast check is slow. */
const USUAL_THEMES: readonly Theme[] = isLongRun ? ['light', 'dark'] : ['light']

/** Checks all rules of axe in the first theme, and only the colour rules in the second theme. */
export async function expectAccessible(window: Page, themes: readonly Theme[] = USUAL_THEMES): Promise<void> {
  for (const theme of themes) {
    await window.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    // Injects axe (500 kB) only once per page.
    const there = await window.evaluate(() => 'axe' in globalThis)
    const builder = new AxeBuilder({ page: window, ...(there && { axeSource: 'undefined' }) })
    // Outside legacy mode, axe opens a second page, which a desktop program cannot do.
    const rules = builder.setLegacyMode().options({ resultTypes: ['violations'] })
    if (theme === 'dark') rules.withRules(['color-contrast', 'link-in-text-block'])
    const { violations } = await rules.analyze()
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${theme}: ${id}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
    )
    expect(found).toEqual([])
  }
}

/** Reads the clipboard by pasting, which needs no permission. */
export async function pasteClipboard(window: Page): Promise<string> {
  const field = await window.evaluateHandle(() => {
    const added = document.createElement('textarea')
    Object.assign(added, { before: document.activeElement })
    document.body.append(added)
    added.focus()
    return added
  })
  await window.keyboard.press('ControlOrMeta+v')
  return field.evaluate((added) => {
    added.remove()
    const { before } = added as unknown as { readonly before: HTMLElement }
    before.focus()
    return added.value
  })
}

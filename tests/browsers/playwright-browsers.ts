import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserType, chromium, firefox, webkit } from 'playwright'
import { createDrivenWindow, type TestedBrowser } from './browser-window.ts'
import { collectComplaints } from './collect-complaints.ts'

/** Browser that Playwright drives: Chromium as in the other scenarios, or Playwright's builds of Firefox and WebKit. */
const playwrightBrowser = (name: string, type: BrowserType, executablePath?: string): TestedBrowser => ({
  name,
  // Chromium without a screen always denies notifications. Firefox and WebKit remember a module that they could not load.
  cannot: [
    ...(type === firefox ? [] : (['allow notifications'] as const)),
    ...(type === chromium ? [] : (['load a part again'] as const)),
  ],
  findUnavailableReason: () =>
    existsSync(executablePath ?? type.executablePath())
      ? undefined
      : `NOT TESTED IN ${name}: "npx playwright install ${type.name()}" installs it`,
  async open({ folder, zoom = 1, isRestricted = false, isPrivate = false, mayNotify = false }) {
    const isChromium = type === chromium
    const launchOptions = {
      downloadsPath: folder,
      ...(executablePath && { executablePath }),
      ...(isChromium && { chromiumSandbox: process.getuid?.() !== 0, args: ['--disable-gpu'] }),
    }
    const contextOptions = {
      deviceScaleFactor: zoom,
      permissions: [...(isChromium ? ['clipboard-write'] : []), ...(mayNotify ? ['notifications'] : [])],
    }
    // A context with a folder is a normal window; every other one is private.
    const browser = isPrivate ? await type.launch(launchOptions) : undefined
    const context = browser
      ? await browser.newContext(contextOptions)
      : await type.launchPersistentContext(join(folder, 'profile'), { ...launchOptions, ...contextOptions })
    const close = async (): Promise<void> => {
      await context.close()
      await browser?.close()
    }
    try {
      const page = context.pages()[0] ?? (await context.newPage())
      await page.addInitScript(collectComplaints)
      if (isRestricted) await page.addInitScript(removeStorageAndNotifications)
      page.on('download', (download) => void download.saveAs(join(folder, download.suggestedFilename())))
      const complaints: string[] = []
      page.on('pageerror', ({ message }) => complaints.push(message))
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
      })
      return createDrivenWindow(page, {
        complaints,
        // Playwright passes only one argument to a function.
        evaluate: (run, ...args) => page.evaluate(`(${run})(...${JSON.stringify(args)})`),
        resize: ({ width, height }) =>
          page.setViewportSize({ width: Math.round(width / zoom), height: Math.round(height / zoom) }),
        chooseFiles: (selector, paths) => page.locator(selector).setInputFiles([...paths]),
        close,
      })
    } catch (error) {
      await close()
      throw error
    }
  },
})

/** Runs in the page before its own code, because only Firefox has settings for this. */
function removeStorageAndNotifications(): void {
  for (const name of ['localStorage', 'sessionStorage'])
    Object.defineProperty(window, name, {
      get() {
        throw new DOMException('The operation is insecure.', 'SecurityError')
      },
    })
  Reflect.deleteProperty(window, 'Notification')
}

export const CHROMIUM = playwrightBrowser('Chromium', chromium, process.env['CHROMIUM_PATH'])
export const PLAYWRIGHT_FIREFOX = playwrightBrowser("Playwright's Firefox", firefox)
export const PLAYWRIGHT_WEBKIT = playwrightBrowser("Playwright's WebKit", webkit)

import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { findReleaseTool } from '../process/release-checks.ts'
import { createDrivenWindow, type DrivenPage, type TestedBrowser } from './browser-window.ts'
import { collectComplaints } from './collect-complaints.ts'

/* Firefox as Debian installs it, over WebDriver BiDi. Playwright can drive only its own build of Firefox. */

const EXECUTABLE = '/usr/bin/firefox-esr'
const PUPPETEER = findReleaseTool('puppeteer-core/lib/esm/puppeteer/puppeteer-core.js')

/** The part of Puppeteer that is used. Its package is installed only for the long run. */
interface Puppeteer {
  launch(options: {
    readonly browser: 'firefox'
    readonly executablePath: string
    readonly headless: boolean
    readonly extraPrefsFirefox: Readonly<Record<string, unknown>>
  }): Promise<{ newPage(): Promise<PuppeteerPage>; close(): Promise<void> }>
}

interface PuppeteerPage extends DrivenPage {
  evaluate<Args extends readonly unknown[], Result>(run: (...args: Args) => Result, ...args: Args): Promise<Result>
  evaluateOnNewDocument(run: () => unknown): Promise<unknown>
  setViewport(size: {
    readonly width: number
    readonly height: number
    readonly deviceScaleFactor: number
  }): Promise<void>
  $(selector: string): Promise<{ uploadFile(...paths: readonly string[]): Promise<void> } | null>
  on(event: 'pageerror', listener: (error: Error) => void): void
  on(event: 'console', listener: (message: { type(): string; text(): string }) => void): void
}

export const FIREFOX: TestedBrowser = {
  name: 'Firefox',
  // Firefox remembers a module that it could not load, until the page is loaded again.
  cannot: ['load a part again'],
  findUnavailableReason() {
    if (!existsSync(EXECUTABLE)) return 'NOT TESTED IN Firefox: "apt-get install firefox-esr" installs it'
    return existsSync(PUPPETEER) ? undefined : 'NOT TESTED IN Firefox: "npm ci" in release-checks installs its driver'
  },
  async open({ folder, zoom = 1, isRestricted = false, isPrivate = false, mayNotify = false }) {
    const { default: puppeteer } = (await import(pathToFileURL(PUPPETEER).href)) as { readonly default: Puppeteer }
    const browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: EXECUTABLE,
      headless: true,
      extraPrefsFirefox: {
        'browser.download.folderList': 2,
        'browser.download.dir': folder,
        // The panel would take the focus from the page.
        'browser.download.alwaysOpenPanel': false,
        'browser.privatebrowsing.autostart': isPrivate,
        ...(mayNotify && { 'permissions.default.desktop-notification': 1 }),
        ...(isRestricted && { 'network.cookie.cookieBehavior': 2, 'dom.webnotifications.enabled': false }),
      },
    })
    try {
      const page = await browser.newPage()
      await page.evaluateOnNewDocument(collectComplaints)
      const complaints: string[] = []
      page.on('pageerror', ({ message }) => complaints.push(message))
      page.on('console', (message) => {
        if (/^(error|warn)/.test(message.type())) complaints.push(message.text())
      })
      return createDrivenWindow(page, {
        complaints,
        evaluate: async (run, ...args) => page.evaluate(run, ...args),
        resize: ({ width, height }) =>
          page.setViewport({
            width: Math.round(width / zoom),
            height: Math.round(height / zoom),
            deviceScaleFactor: zoom,
          }),
        async chooseFiles(selector, paths) {
          await (await page.$(selector))?.uploadFile(...paths)
        },
        close: () => browser.close(),
      })
    } catch (error) {
      await browser.close()
      throw error
    }
  },
}

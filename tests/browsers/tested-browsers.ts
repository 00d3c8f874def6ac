import type { TestedBrowser } from './browser-window.ts'
import { SAFARI, WEBKIT } from './driven-webkit.ts'
import { FIREFOX } from './installed-firefox.ts'
import { CHROMIUM, PLAYWRIGHT_FIREFOX, PLAYWRIGHT_WEBKIT } from './playwright-browsers.ts'

const BROWSERS: Readonly<Record<string, TestedBrowser>> = {
  chromium: CHROMIUM,
  firefox: FIREFOX,
  webkit: WEBKIT,
  'playwright-firefox': PLAYWRIGHT_FIREFOX,
  'playwright-webkit': PLAYWRIGHT_WEBKIT,
  safari: SAFARI,
}

/** The browsers to test. `BROWSERS=safari,chromium` names others than those of Debian, which then must be installed. */
export function testedBrowsers(): readonly TestedBrowser[] {
  const names = process.env['BROWSERS']?.split(',')
  return (names ?? ['chromium', 'firefox', 'webkit']).map((name) => {
    const browser = BROWSERS[name]
    if (!browser) throw new Error(`Unknown browser ${name}: ${Object.keys(BROWSERS).join(', ')}.`)
    return names ? { ...browser, findUnavailableReason: () => undefined } : browser
  })
}

import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright'

const KNOWN_PLACES = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** Longest that the download of Playwright's own browser may take, in ms. */
const DOWNLOAD_MS = 180_000

/** A Chromium that is there already: an installed one, else Playwright's. Undefined where there is none. */
export function findBrowser() {
  const installed = KNOWN_PLACES.find((place) => place && existsSync(place))
  if (installed) return installed
  const own = chromium.executablePath()
  return existsSync(own) ? own : undefined
}

/** As `findBrowser`, and gets one where there is none: Playwright's download, else apt as root, else a sentence and exit 1. */
export function requireBrowser() {
  const found = findBrowser()
  if (found) return found
  console.log("No Chromium found; trying Playwright's own download …")
  spawnSync(process.execPath, ['node_modules/playwright/cli.js', 'install', 'chromium'], {
    stdio: 'inherit',
    timeout: DOWNLOAD_MS,
  })
  if (!findBrowser() && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Trying apt …')
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    try {
      execFileSync('apt-get', ['update', '-q'], { stdio: 'ignore', env })
      const packages = ['chromium', 'fonts-dejavu-core']
      execFileSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], { stdio: 'ignore', env })
    } catch {
      // Said below.
    }
  }
  const browser = findBrowser()
  if (browser) return browser
  console.error(
    'The end-to-end tests need Chromium. Install it (Debian: apt-get install chromium), or run "npx playwright install chromium", or name one in CHROMIUM_PATH.',
  )
  return process.exit(1)
}

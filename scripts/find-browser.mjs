import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright'
import { installPackages, isKnownToApt } from './test-tools.mjs'

const KNOWN_PATHS = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** Chromium without a window. It needs 25 % less processor time than Chromium in its headless mode. */
const HEADLESS_SHELL = '/usr/bin/chromium-headless-shell'

/** Time limit in ms for downloading Playwright's own browser. */
const DOWNLOAD_MS = 180_000

/** Returns the path of an installed Chromium or of Playwright's download; undefined if neither exists. */
export function findBrowser() {
  const known = KNOWN_PATHS.find((path) => path && existsSync(path))
  if (known) return known
  // Playwright throws on operating systems that it does not support.
  const downloaded = chromium.executablePath()
  return existsSync(downloaded) ? downloaded : undefined
}

/**
 * Returns the path of a browser as `findBrowser` does, but installs one if none is found: Playwright's download, or
 * with apt. Exits with 1 if both fail.
 */
export function requireBrowser() {
  const found = findBrowser()
  if (found) return found
  console.log("No Chromium found; trying Playwright's own download …")
  spawnSync(process.execPath, ['node_modules/playwright/cli.js', 'install', 'chromium'], {
    stdio: 'inherit',
    timeout: DOWNLOAD_MS,
  })
  if (!findBrowser()) installPackages(['chromium', 'fonts-dejavu-core'])
  const browser = findBrowser()
  if (browser) return browser
  console.error(
    'The end-to-end tests need Chromium. Install it (Debian: apt-get install chromium), or run "npx playwright install chromium", or name one in CHROMIUM_PATH.',
  )
  return process.exit(1)
}

/**
 * Returns the path of a browser as `requireBrowser` does, but prefers the headless shell. Installs it with apt if no
 * browser is found, or if apt needs no new lists for it.
 */
export function requireTestBrowser() {
  if (process.env.CHROMIUM_PATH) return requireBrowser()
  if (!existsSync(HEADLESS_SHELL)) {
    const isKnown = isKnownToApt('chromium-headless-shell')
    if (isKnown || !findBrowser()) installPackages(['chromium-headless-shell'], { update: !isKnown })
  }
  return existsSync(HEADLESS_SHELL) ? HEADLESS_SHELL : requireBrowser()
}

// npm run screenshots: takes every screen in both themes from the real program, as PNG in screenshots/ (ignored by
// git). Screens that README.md or docs/ show are also written to docs/screenshots/ as WebP. Images there that no page
// shows are deleted. npm run screenshots -- orders history: takes only screens whose names start with these words. Each
// chapter starts its own console and goes through all screens before the requested ones. SIZE=1024x700 npm run
// screenshots: uses another window size, writes to screenshots/1024x700/, and leaves docs/ unchanged.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'
import { runnerImport } from 'vite'
import { requireBrowser } from './find-browser.mjs'
import * as desktop from './screenshots/desktop.mjs'
import * as explorer from './screenshots/explorer.mjs'
import * as gatewayProfile from './screenshots/gateway-profile.mjs'
import * as keys from './screenshots/keys.mjs'
import * as orders from './screenshots/orders.mjs'
import { WIDE } from './screenshots/page-actions.mjs'
import * as profiles from './screenshots/profiles.mjs'

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))
const importTestModule = async (path) => (await runnerImport(join(process.cwd(), path), { logLevel: 'error' })).module
const { startConsole } = await importTestModule('tests/process/console-process.ts')
const { launchDesktop } = await importTestModule('tests/e2e/start-console.ts')
execFileSync(process.execPath, ['scripts/build.mjs', '--console'], { stdio: 'inherit' })
process.env.IBKR_CONSOLE_BUILT = '1'
const size = process.env.SIZE
const target = join('screenshots', size ?? '')
const published = 'docs/screenshots'
/** GitHub stores every version of an image permanently, so tests/docs limits each to 150 kB. */
const WEBP_QUALITY = 80
mkdirSync(target, { recursive: true })

const starts = process.argv.slice(2)
const isWanted = (name) => starts.length === 0 || starts.some((start) => name.startsWith(start))
const shown = shownImages()
if (!size) for (const file of readdirSync(published).filter((name) => !shown.has(name))) rmSync(join(published, file))
const browser = await chromium.launch({ executablePath: requireBrowser(), chromiumSandbox: process.getuid?.() !== 0 })
let taken = 0
let failed = 0

/** Starts the program and opens its window. */
async function openProgram(isDesktop, home, colorScheme) {
  if (isDesktop) {
    const program = await launchDesktop('electron-standin', home)
    const page = await program.firstWindow()
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    return { program, page, close: () => program.close() }
  }
  const program = await startConsole({ home })
  const page = await browser.newPage({ viewport: WIDE, colorScheme, reducedMotion: 'reduce' })
  await page.goto(program.url)
  return { program, page, close: () => page.close().then(() => program.stop()) }
}

/** Takes the screenshots of one chapter in one theme and one window. */
async function take({ screens, startServers, isDesktop }, colorScheme) {
  const names = Object.keys(screens)
  const last = names.findLastIndex(isWanted)
  const home = mkdtempSync(join(tmpdir(), 'ibkr-console-shots-'))
  const state = await startServers?.(home)
  const { program, page, close } = await openProgram(isDesktop, join(home, 'console'), colorScheme)
  try {
    await page.getByRole('button', { name: 'Session: Authenticated' }).waitFor()
    for (const name of names.slice(0, last + 1)) {
      const failure = await screens[name](page, { ...state, program }).catch((error) => error)
      if (failure) {
        const stuck = join(tmpdir(), `screenshot-${name}-${colorScheme}.png`)
        await page.screenshot({ path: stuck })
        throw new Error(`Cannot reach ${name} (${colorScheme}); the last state is in ${stuck}`, { cause: failure })
      }
      if (!isWanted(name)) continue
      await page.mouse.move(2, 2)
      await page.screenshot({ path: join(target, `${name}-${colorScheme}.png`) })
      if (!size && shown.has(`${name}-${colorScheme}.webp`)) await publish(page, `${name}-${colorScheme}.webp`)
      taken += 1
    }
  } finally {
    await close()
    await state?.stop()
    rmSync(home, { recursive: true, force: true })
  }
}

/** Returns the names of the images in docs/screenshots/ that a page shows. */
function shownImages() {
  const pages = ['README.md', ...readdirSync('docs', { recursive: true }).map((name) => join('docs', name))]
  const texts = pages.filter((path) => path.endsWith('.md')).map((path) => readFileSync(path, 'utf8'))
  return new Set([...texts.join('\n').matchAll(/screenshots\/([\w-]+\.webp)/g)].map(([, name]) => name))
}

/** Writes an image as WebP. Chromium encodes it, because Playwright cannot. */
async function publish(page, name) {
  const session = await page.context().newCDPSession(page)
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: WEBP_QUALITY })
  writeFileSync(join(published, name), Buffer.from(data, 'base64'))
  await session.detach()
}

try {
  for (const chapter of [explorer, orders, gatewayProfile, profiles, keys, desktop]) {
    if (!Object.keys(chapter.screens).some(isWanted)) continue
    const themes = await Promise.allSettled(['light', 'dark'].map((theme) => take(chapter, theme)))
    // A failed chapter does not stop the other chapters.
    for (const { reason } of themes.filter(({ status }) => status === 'rejected')) {
      console.error(reason)
      failed += 1
    }
  }
} finally {
  await browser.close()
}
console.log(`${taken} screenshots in ${target}/`)
if (failed > 0) process.exitCode = 1

// npm run screenshots: every screen in both themes, from the real program, into docs/screenshots/.
// npm run screenshots -- orders history: only those whose names begin so. Each chapter is a console of its own, and the way
// through it leads by all that come before them.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'
import { runnerImport } from 'vite'
import { requireBrowser } from './find-browser.mjs'
import * as explorer from './screenshots/explorer.mjs'
import * as keys from './screenshots/keys.mjs'
import * as live from './screenshots/live.mjs'
import { WIDE } from './screenshots/moves.mjs'
import * as orders from './screenshots/orders.mjs'
import * as profiles from './screenshots/profiles.mjs'

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))
const { module } = await runnerImport(join(process.cwd(), 'tests/process/console-process.ts'), { logLevel: 'error' })
execFileSync(process.execPath, ['scripts/build.mjs', '--console'], { stdio: 'inherit' })
process.env.IBKR_CONSOLE_BUILT = '1'
const target = 'docs/screenshots'
mkdirSync(target, { recursive: true })

const begins = process.argv.slice(2)
const isWanted = (name) => begins.length === 0 || begins.some((begin) => name.startsWith(begin))
const browser = await chromium.launch({ executablePath: requireBrowser(), chromiumSandbox: process.getuid?.() !== 0 })
let taken = 0
let failed = 0

/** Takes the pictures of a chapter in one theme, in one window. */
async function take({ screens, openWorld }, colorScheme) {
  const names = Object.keys(screens)
  const last = names.findLastIndex(isWanted)
  const home = mkdtempSync(join(tmpdir(), 'ibkr-console-shots-'))
  const world = await openWorld?.(home)
  const program = await module.startConsole({ home: join(home, 'console') })
  const page = await browser.newPage({ viewport: WIDE, colorScheme, reducedMotion: 'reduce' })
  try {
    await page.goto(program.url)
    await page.getByRole('button', { name: 'Session: Authenticated' }).waitFor()
    for (const name of names.slice(0, last + 1)) {
      const failure = await screens[name](page, { ...world, program }).catch((error) => error)
      if (failure) {
        const stuck = join(tmpdir(), `screenshot-${name}-${colorScheme}.png`)
        await page.screenshot({ path: stuck })
        throw new Error(`No way to ${name} (${colorScheme}); where it ended: ${stuck}`, { cause: failure })
      }
      if (!isWanted(name)) continue
      await page.mouse.move(2, 2)
      await page.screenshot({ path: join(target, `${name}-${colorScheme}.png`) })
      taken += 1
    }
  } finally {
    await page.close()
    await program.stop()
    await world?.stop()
    rmSync(home, { recursive: true, force: true })
  }
}

try {
  for (const chapter of [explorer, orders, live, profiles, keys]) {
    if (!Object.keys(chapter.screens).some(isWanted)) continue
    const themes = await Promise.allSettled(['light', 'dark'].map((theme) => take(chapter, theme)))
    // A chapter that fails holds up none of the others.
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

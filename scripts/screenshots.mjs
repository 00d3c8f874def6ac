// npm run screenshots: every screen in both themes, from the real program on the Practice profile, into docs/screenshots/.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'
import { runnerImport } from 'vite'
import { requireBrowser } from './find-browser.mjs'

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))
const { module } = await runnerImport(join(process.cwd(), 'tests/process/console-process.ts'), { logLevel: 'error' })
execFileSync(process.execPath, ['scripts/build.mjs', '--console'], { stdio: 'inherit' })
process.env.IBKR_CONSOLE_BUILT = '1'
const target = 'docs/screenshots'
mkdirSync(target, { recursive: true })

const WIDE = { width: 1280, height: 800 }
const NARROW = { width: 480, height: 800 }

/** Each screen: how to get there. They are taken in this order, in one window. */
const SCREENS = {
  'explorer-empty': async (page) => page.getByRole('list', { name: 'Reads to begin with' }).waitFor(),
  'explorer-answer': async (page) => {
    await page
      .getByRole('list', { name: 'Reads to begin with' })
      .getByRole('button', { name: /portfolio\/accounts/ })
      .click()
    await page.getByRole('region', { name: 'Answer', exact: true }).getByText('200').first().waitFor()
  },
  'explorer-snippet': async (page) => {
    await page.keyboard.press('Control+e')
    await page.getByRole('region', { name: 'Code' }).waitFor()
  },
  'explorer-body': async (page) => {
    await page.keyboard.press('Escape')
    await choose(page, 'whatif')
    await page.getByRole('tab', { name: /Body/ }).click()
    await page.getByRole('textbox', { name: 'JSON body' }).waitFor()
  },
  'explorer-error': async (page) => {
    await page.getByRole('combobox', { name: 'Method' }).selectOption('GET')
    await page.getByRole('textbox', { name: 'Path' }).fill('/iserver/nothing/here')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByRole('region', { name: 'Answer', exact: true }).getByText('404').first().waitFor()
  },
  'explorer-not-armed': async (page) => {
    await page.getByRole('switch', { name: 'Armed' }).click()
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page
      .getByText(/not armed/i)
      .first()
      .waitFor()
  },
  palette: async (page) => {
    await page.getByRole('switch', { name: 'Armed' }).click()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Search commands and operations' }).fill('order')
  },
  help: async (page) => {
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click()
  },
  'orders-loading': async (page) => {
    await page.keyboard.press('Escape')
    await goTo(page, 'Orders')
  },
  orders: async (page) => page.getByText('Live', { exact: true }).first().waitFor({ timeout: 20_000 }),
  'orders-ticket': async (page) => {
    await page.getByRole('button', { name: 'New order' }).click()
    const ticket = page.getByRole('form', { name: 'Order ticket' })
    await ticket.getByRole('combobox', { name: 'Symbol' }).fill('AAPL')
    await page.getByRole('option', { name: /AAPL/ }).first().click()
    await ticket.getByLabel('Quantity').fill('25')
    await ticket.getByLabel('Order type').selectOption('MKT')
    await page.getByRole('group', { name: 'Quote' }).waitFor()
  },
  'orders-review': async (page) => {
    await page.getByRole('button', { name: 'Review order' }).click()
    await page.getByRole('dialog', { name: 'Review order' }).waitFor()
  },
  'orders-question': async (page) => {
    await page.getByRole('button', { name: 'Place order' }).click()
    await page.getByRole('alertdialog').waitFor()
  },
  'orders-timeline': async (page) => {
    const yes = page.getByRole('alertdialog').getByRole('button', { name: 'Yes, place it' })
    const row = page
      .getByRole('grid', { name: 'Orders' })
      .getByRole('row')
      .filter({ hasText: 'AAPL' })
      .filter({ hasText: 'Market' })
      .first()
    for (;;) {
      await yes.or(row).first().waitFor()
      if (!(await yes.isVisible())) break
      await yes.click().catch(() => undefined)
    }
    await row.filter({ hasText: 'Filled' }).waitFor()
    await row.dblclick()
    await page.getByRole('list', { name: 'Changes of this order' }).waitFor()
  },
  session: async (page) => {
    await goTo(page, 'Session')
    await page.getByRole('list', { name: 'Session timeline' }).waitFor()
  },
  'explorer-narrow': async (page) => {
    await page.setViewportSize(NARROW)
    await goTo(page, 'Explorer')
  },
  'explorer-narrow-snippet': async (page) => {
    await page.keyboard.press('Control+e')
    await page.getByRole('complementary', { name: 'Snippet' }).waitFor()
  },
  'explorer-narrow-answer': async (page) => {
    await page.keyboard.press('Escape')
    await page.getByRole('textbox', { name: 'Path' }).fill('/iserver/accounts')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('region', { name: 'Answer', exact: true }).getByText('200').first().waitFor()
  },
  'explorer-narrow-body': async (page) => {
    await page.getByRole('combobox', { name: 'Method' }).selectOption('POST')
    await page.getByRole('tab', { name: /Body/ }).click()
    await page.getByRole('textbox', { name: 'JSON body' }).fill('{"symbol": "AAPL"}')
  },
  'orders-narrow': async (page) => goTo(page, 'Orders'),
  'host-gone': async (page, program) => {
    await page.setViewportSize(WIDE)
    await program.stop()
    await page.getByRole('button', { name: /Retry/ }).waitFor()
  },
}

async function goTo(page, view) {
  await page
    .getByRole('navigation', { name: 'Views' })
    .getByRole('link', { name: new RegExp(view) })
    .click()
}

async function choose(page, words) {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Search commands and operations' }).fill(words)
  await page.keyboard.press('Enter')
}

const browser = await chromium.launch({ executablePath: requireBrowser(), chromiumSandbox: process.getuid?.() !== 0 })
try {
  await Promise.all(
    ['light', 'dark'].map(async (colorScheme) => {
      const home = mkdtempSync(join(tmpdir(), 'ibkr-console-shots-'))
      const program = await module.startConsole({ home })
      const page = await browser.newPage({ viewport: WIDE, colorScheme, reducedMotion: 'reduce' })
      try {
        await page.goto(program.url)
        await page.getByRole('button', { name: 'Session: Authenticated' }).waitFor()
        for (const [name, arrive] of Object.entries(SCREENS)) {
          await arrive(page, program)
          await page.screenshot({ path: join(target, `${name}-${colorScheme}.png`) })
        }
      } finally {
        await page.close()
        await program.stop()
        rmSync(home, { recursive: true, force: true })
      }
    }),
  )
} finally {
  await browser.close()
}
console.log(`${Object.keys(SCREENS).length * 2} screenshots in ${target}/`)

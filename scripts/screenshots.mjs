// npm run screenshots: every screen in both themes, from the real program on the Practice profile, into docs/screenshots/.
// npm run screenshots -- explorer history: only those whose names begin so; the way leads through all that come before them.
import { execFileSync, spawn } from 'node:child_process'
import { createPrivateKey } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
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

/** A dialog drops what comes sooner, in ms. */
const UNSEEN_MS = 450

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
  'explorer-tree': async (page) => {
    await page.keyboard.press('Escape')
    for (const [words, name] of [
      ['snapshot of quotes', 'Quotes at the open'],
      ['place orders', 'Buy one Apple'],
    ]) {
      await choose(page, words)
      await page.getByRole('button', { name: 'Save the request…' }).click()
      const dialog = page.getByRole('dialog', { name: 'Save the request' })
      await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
      await dialog.getByRole('combobox', { name: 'Folder' }).fill('Mornings')
      await page.waitForTimeout(UNSEEN_MS)
      await dialog.getByRole('button', { name: 'Save', exact: true }).click()
      await dialog.waitFor({ state: 'detached' })
    }
    const row = page.getByRole('treeitem', { name: /Quotes at the open/ })
    await row.click()
    await row.focus()
    await page.getByRole('status', { name: 'Notifications' }).getByText('Saved').first().waitFor({ state: 'detached' })
  },
  'explorer-form': async (page) => {
    await choose(page, 'preview an order')
    const conid = page.getByRole('combobox', { name: 'orders[0].conid' })
    await conid.fill('TSLA')
    await page.getByRole('option', { name: /TESLA/ }).waitFor()
  },
  'explorer-body': async (page) => {
    await page.keyboard.press('Enter')
    await choose(page, 'whatif')
    await page.getByRole('tab', { name: /Body/ }).click()
    await page.getByRole('radiogroup', { name: 'Write the body as' }).getByText('JSON').click()
    await page.getByRole('textbox', { name: 'JSON body' }).waitFor()
  },
  'explorer-confirm': async (page) => {
    await choose(page, 'place orders')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('alertdialog', { name: 'Place this order?' }).waitFor()
  },
  'explorer-question': async (page) => {
    await page.waitForTimeout(UNSEEN_MS)
    await page.getByRole('button', { name: 'Place order' }).click()
    await page.getByRole('alertdialog', { name: 'IBKR asks before it takes the order' }).waitFor()
  },
  'explorer-waiting': async (page) => {
    await page.getByRole('button', { name: 'No, do not place it' }).click()
    await page.getByRole('alertdialog').waitFor({ state: 'hidden' })
    await choose(page, 'what can be scanned')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Send waits').waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByRole('button', { name: 'Take it out of the queue' }).waitFor()
  },
  'explorer-warm-up': async (page) => {
    await page.keyboard.press('Escape')
    await page.getByText('Taken out of the queue').waitFor()
    await page.getByRole('textbox', { name: 'Path' }).fill('/iserver/marketdata/snapshot?conids=8314&fields=31,84,86')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('button', { name: 'Warm up and repeat' }).waitFor()
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
  'explorer-table': async (page) => {
    await page.getByRole('switch', { name: 'Armed' }).click()
    await page.getByRole('button', { name: 'Dismiss' }).first().click()
    await read(page, '/trsrv/all-conids?exchange=NASDAQ')
    await page.getByRole('tab', { name: 'Table' }).click()
    await page.getByRole('grid', { name: 'Answer as a table' }).getByRole('button', { name: 'ticker' }).click()
  },
  history: async (page) => {
    for (const symbol of ['AAPL', 'MSFT']) await read(page, `/iserver/secdef/search?symbol=${symbol}`)
    await goTo(page, 'History')
    const rows = page.getByRole('grid', { name: 'Requests, newest first' }).getByRole('row')
    await rows.first().waitFor()
    await page.keyboard.press('/')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('complementary', { name: 'Request of the history' }).getByRole('tree').waitFor()
  },
  'history-compare': async (page) => {
    await page.keyboard.press('Escape')
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    await page.keyboard.press('c')
    await page
      .getByRole('complementary', { name: 'Comparison of two answers' })
      .getByText('MICROSOFT')
      .first()
      .waitFor()
  },
  palette: async (page) => {
    await page.keyboard.press('Escape')
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
  'orders-columns': async (page) => {
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByRole('group', { name: 'Columns of the orders' }).waitFor()
  },
  'orders-positions': async (page) => {
    await page.keyboard.press('Escape')
    await choose(page, 'show the positions')
    await page.getByRole('grid', { name: 'Positions' }).getByText('AAPL').waitFor()
  },
  'orders-journal': async (page) => {
    await choose(page, 'search the journal of orders')
    await page.getByRole('grid', { name: 'Journal, newest first' }).getByText('Filled').first().waitFor()
  },
  'orders-change': async (page) => {
    const row = page.getByRole('grid', { name: 'Orders' }).getByRole('row').filter({ hasText: 'IBM' }).first()
    await row.dblclick()
    await page.getByRole('button', { name: 'Change…' }).click()
    await page.getByLabel('Quantity').fill('75')
    await page.getByRole('button', { name: 'Review change' }).click()
    await page.getByRole('dialog', { name: 'Review change' }).waitFor()
  },
  'orders-cancel-all': async (page) => {
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Drop the change' }).click()
    await choose(page, 'cancel all working orders that are shown')
    await page.getByRole('alertdialog').waitFor()
  },
  session: async (page) => {
    await page.keyboard.press('Escape')
    await choose(page, 'show or hide the part below')
    await goTo(page, 'Session')
    await page.getByRole('list', { name: 'Session timeline' }).waitFor()
  },
  stream: async (page) => {
    await goTo(page, 'Stream')
    const subscriptions = page.getByRole('list', { name: 'Subscriptions' }).getByRole('listitem')
    await page.getByRole('combobox', { name: 'Symbol' }).fill('AAPL')
    await page.getByRole('option', { name: /AAPL/ }).first().waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Subscribe' }).click()
    await subscriptions.first().getByText('bid size').waitFor()
    await page.getByRole('combobox', { name: 'Topic', exact: true }).selectOption('sbd')
    await page.getByRole('button', { name: 'Subscribe' }).click()
    await subscriptions.nth(1).getByRole('table').waitFor()
  },
  'stream-line': async (page) => {
    await page.getByRole('searchbox', { name: 'Search the lines' }).fill('"topic":"smd')
    await page.getByRole('row').filter({ hasText: 'smd+265598' }).first().click()
    await page.getByRole('complementary', { name: 'Line' }).getByText('bid size').waitFor()
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
  'profiles-switch': async (page, _program, { gateway }) => {
    await page.setViewportSize(WIDE)
    await page.keyboard.press('Control+p')
    await page.getByRole('button', { name: 'Add profile…' }).click()
    await page.getByRole('button', { name: /^Gateway/ }).waitFor()
    await page.waitForTimeout(UNSEEN_MS)
    await page.getByRole('button', { name: /^Gateway/ }).click()
    const dialog = page.getByRole('dialog', { name: 'Add a gateway' })
    await dialog.getByLabel('Name').fill('Gateway on this laptop')
    await dialog.getByLabel('Address').fill(gateway.api)
    await page.waitForTimeout(UNSEEN_MS)
    await dialog.getByRole('button', { name: 'Add and connect' }).click()
    await page.getByRole('region', { name: 'Status' }).getByText('PAPER').waitFor()
    await page.keyboard.press('Control+p')
    await page.getByRole('combobox', { name: 'Search profiles' }).waitFor()
  },
  profiles: async (page) => {
    await page.keyboard.press('Escape')
    await goTo(page, 'Profiles')
    await page.getByRole('button', { name: 'Dismiss' }).first().click()
  },
  'profiles-narrow': async (page) => page.setViewportSize(NARROW),
  'profiles-certificate': async (page, _program, { gateway, replaceGateway }) => {
    await page.setViewportSize(WIDE)
    await replaceGateway(gateway)
    await goTo(page, 'Session')
    await page.getByRole('button', { name: 'Reconnect' }).click()
    await page.getByRole('alertdialog', { name: 'The gateway shows another certificate' }).waitFor()
  },
  'keys-choose': async (page) => {
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Session: Disconnected' }).waitFor()
    await choose(page, 'switch to profile practice')
    await page.getByRole('region', { name: 'Status' }).getByText('PRACTICE', { exact: true }).waitFor()
    await choose(page, 'set up oauth keys')
    await page.getByRole('button', { name: 'Begin with OAuth 1.0a' }).waitFor()
    await page.getByRole('button', { name: 'Dismiss' }).first().click()
  },
  'keys-start': async (page) => {
    await page.getByRole('button', { name: 'Begin with OAuth 1.0a' }).click()
    await page.getByRole('region', { name: 'Which keys?' }).waitFor()
  },
  'keys-dragging': async (page) => {
    const transfer = await page.evaluateHandle(() => new DataTransfer())
    await page.locator('.drop-area').dispatchEvent('dragover', { dataTransfer: transfer })
    await page.getByText('Drop them here').waitFor()
  },
  'keys-files': async (page, _program, { files }) => {
    await page.locator('.drop-area').dispatchEvent('dragleave')
    await chooseFiles(page, files.slice(0, 3))
    await page.getByLabel(/Passphrase of/).waitFor()
  },
  'keys-files-medium': async (page) => page.setViewportSize({ width: 900, height: 800 }),
  'keys-making': async (page) => {
    await page.setViewportSize(WIDE)
    await page.getByRole('button', { name: 'Make new keys instead…' }).click()
    await page.getByRole('button', { name: 'Replace', exact: true }).click()
    await page.getByText('Searching a safe prime').waitFor()
  },
  'keys-register': async (page, _program, { files }) => {
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByRole('button', { name: 'Make new keys instead…' }).waitFor()
    for (const key of ['signature key', 'encryption key']) {
      await page.getByRole('button', { name: `Remove the ${key}` }).click()
      await page.getByRole('button', { name: 'Remove', exact: true }).click()
      await page.getByRole('button', { name: `Choose the ${key}…` }).waitFor()
    }
    await chooseFiles(page, files.slice(3))
    await page
      .getByText(/oauth1.json/)
      .first()
      .waitFor()
    await enterStep(page, 'Register')
    await page.getByRole('button', { name: 'Save dhparam.pem' }).waitFor()
  },
  'keys-strings': async (page) => {
    await enterStep(page, 'Strings')
    await page.getByRole('button', { name: 'Replace the access token secret' }).click()
    await page.keyboard.insertText('c2VjcmV0LWZyb20tYW5vdGhlci1rZXk')
    await page.getByText(/a character is missing/).waitFor()
  },
  'keys-offline-failed': async (page) => {
    await enterStep(page, 'Proof, offline')
    await page.getByRole('button', { name: 'Run it again' }).waitFor()
  },
  'keys-offline': async (page, _program, { files, server }) => {
    await enterStep(page, 'Start from')
    await chooseFiles(page, files.slice(3))
    await enterStep(page, 'Strings')
    await page.getByText('Another server').click()
    await page.getByRole('textbox', { name: 'Server' }).fill(server.api)
    await page
      .getByText(/In order\.$/)
      .last()
      .waitFor()
    await enterStep(page, 'Proof, offline')
    await page.getByRole('button', { name: /Proof, offline.*done/ }).waitFor()
  },
  'keys-online-first': async (page) => page.getByRole('button', { name: 'Continue' }).click(),
  'keys-online': async (page) => {
    await page.getByRole('button', { name: 'Log in once' }).click()
    await page.getByRole('button', { name: /Proof, online.*done/ }).waitFor()
  },
  'keys-store': async (page) => {
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('radio', { name: 'Vault of the console' }).check()
    await page.getByText('Being asked').waitFor({ state: 'hidden' })
  },
  'keys-stored': async (page) => {
    await page.getByLabel('New passphrase').fill('a passphrase of the pictures')
    await page.getByLabel('Once more').fill('a passphrase of the pictures')
    await page.getByRole('button', { name: 'Store the keys' }).click()
    await page.getByRole('region', { name: 'Stored' }).waitFor()
  },
  'keys-profile': async (page) => {
    await page.getByRole('button', { name: 'See the profile' }).click()
    await page.getByRole('button', { name: 'Export oauth1.json…' }).waitFor()
  },
  'keys-export': async (page) => {
    await page.getByRole('button', { name: 'Export oauth1.json…' }).click()
    await page.getByRole('alertdialog', { name: 'Export oauth1.json?' }).waitFor()
  },
  'vault-unlock': async (page) => {
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Lock now' }).click()
    await page.getByRole('button', { name: 'Switch to this profile' }).click()
    await page.getByRole('dialog', { name: 'Unlock the vault' }).waitFor()
  },
  'host-gone': async (page, program) => {
    await page.keyboard.press('Escape')
    await program.stop()
    await page.getByRole('button', { name: /Retry/ }).waitFor()
  },
}

async function chooseFiles(page, paths) {
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choose files…' }).click()
  await (await choosing).setFiles(paths)
}

async function enterStep(page, title) {
  await page
    .getByRole('navigation', { name: 'Steps' })
    .getByRole('button', { name: new RegExp(`^${title}`) })
    .click()
}

async function goTo(page, view) {
  await page
    .getByRole('navigation', { name: 'Views' })
    .getByRole('link', { name: new RegExp(view) })
    .click()
}

async function read(page, path) {
  await page.getByRole('combobox', { name: 'Method' }).selectOption('GET')
  await page.getByRole('textbox', { name: 'Path' }).fill(path)
  await page.keyboard.press('Control+Enter')
  const answer = page.getByRole('region', { name: 'Answer', exact: true })
  await answer
    .locator('.answer-url')
    .filter({ hasText: path.split('?')[0] })
    .waitFor()
}

async function choose(page, words) {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Search commands and operations' }).fill(words)
  await page.keyboard.press('Enter')
}

/** A simulator of its own for a profile of the pictures; its keys are thrown away with it. */
async function startSimulator(...flags) {
  const command = [process.execPath, ['bin/ibkr-console.mjs', 'simulator', '--quiet', ...flags]]
  const child = spawn(...command, { stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const line of createInterface({ input: child.stdout })) {
    const stop = async () => {
      if (child.exitCode !== null || child.signalCode) return
      child.kill()
      await once(child, 'exit')
    }
    return { api: JSON.parse(line).api, stop }
  }
  throw new Error('the simulator ended without an address')
}

/** What the pictures of profiles and keys need beside the console: a gateway, IBKR's side of OAuth, and key files. */
async function openWorld(home) {
  const path = (name) => join(home, name)
  const gateway = await startSimulator('--mode', 'gateway')
  const server = await startSimulator('--http', '--write-oauth1', path('oauth1.json'))
  const { signature, encryption } = JSON.parse(readFileSync(path('oauth1.json'), 'utf8'))
  const locked = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open sesame' }
  writeFileSync(path('private_signature.pem'), signature)
  writeFileSync(path('private_encryption.pem'), createPrivateKey(encryption).export(locked))
  writeFileSync(path('notes.txt'), 'The consumer key is in the safe.')
  const running = [gateway, server]
  return {
    gateway,
    server,
    files: ['private_signature.pem', 'private_encryption.pem', 'notes.txt', 'oauth1.json'].map(path),
    /** Another one at the same address, with a certificate of its own. */
    async replaceGateway(before) {
      await before.stop()
      running.push(await startSimulator('--mode', 'gateway', '--port', new URL(before.api).port))
    },
    stop: () => Promise.all(running.map((each) => each.stop())),
  }
}

const names = Object.keys(SCREENS)
const begins = process.argv.slice(2)
const wanted = names.filter((name) => begins.length === 0 || begins.some((begin) => name.startsWith(begin)))
const visited = Object.entries(SCREENS).slice(0, names.indexOf(wanted.at(-1)) + 1)

const browser = await chromium.launch({ executablePath: requireBrowser(), chromiumSandbox: process.getuid?.() !== 0 })
try {
  await Promise.all(
    ['light', 'dark'].map(async (colorScheme) => {
      const home = mkdtempSync(join(tmpdir(), 'ibkr-console-shots-'))
      const world = await openWorld(home)
      const program = await module.startConsole({ home: join(home, 'console') })
      const page = await browser.newPage({ viewport: WIDE, colorScheme, reducedMotion: 'reduce' })
      try {
        await page.goto(program.url)
        await page.getByRole('button', { name: 'Session: Authenticated' }).waitFor()
        for (const [name, arrive] of visited) {
          await arrive(page, program, world)
          if (wanted.includes(name)) await page.screenshot({ path: join(target, `${name}-${colorScheme}.png`) })
        }
      } finally {
        await page.close()
        await program.stop()
        await world.stop()
        rmSync(home, { recursive: true, force: true })
      }
    }),
  )
} finally {
  await browser.close()
}
console.log(`${wanted.length * 2} screenshots in ${target}/`)

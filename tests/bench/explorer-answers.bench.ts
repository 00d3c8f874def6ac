import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Page } from 'playwright'
import { type ConsoleInBrowser, consoleInBrowser } from './explorer/console-in-browser.ts'
import { enterGateway } from './explorer/enter-gateway.ts'
import { type LastByteProxy, lastByteProxy } from './explorer/last-byte-proxy.ts'
import { watchMainThread } from './explorer/main-thread.ts'
import { whenDrawn } from './explorer/page-probes.ts'
import { paletteFigures } from './explorer/palette-figures.ts'
import { atMost, type Figure, median } from './figure.ts'

/** 480,000 of them are 25 MB. */
const STOCKS = 480_000
const RUNS = 5
const OPENED = 10
const ANSWER = '/trsrv/all-conids?exchange=NASDAQ'

/** Answers of 25 MB from a gateway on this machine, in the built console in Chromium. */
export async function run(): Promise<readonly Figure[]> {
  const gateway = await startGateway()
  const proxy = await lastByteProxy(gateway.port)
  const console = await consoleInBrowser('with answers')
  const { page } = console
  const figures: Figure[] = []
  try {
    await page.getByRole('button', { name: 'Session: Authenticated' }).waitFor()
    await page.getByRole('textbox', { name: 'Path', exact: true }).waitFor()
    figures.push(
      atMost('script until the first screen is interactive, gzip', 'kB', (await console.scriptBytes()) / 1_000, 350),
    )
    await enterGateway(page, `http://127.0.0.1:${proxy.port}`)
    console.watchHost()
    figures.push(...(await paletteFigures(page)))
    await closeAnswer(page)
    const before = await console.rendererMegabytes()
    // The first answer also writes the list, in the gateway, and starts what reads answers.
    await openAnswer(page, proxy)
    await closeAnswer(page)
    figures.push(...(await firstRows(page, proxy)))
    figures.push(...(await searches(page)))
    figures.push(...(await tableWork(page)))
    figures.push(await memory(console, proxy, before))
  } finally {
    figures.push(...(await console.stop()))
    proxy.close()
    gateway.child.kill()
    await once(gateway.child, 'close')
  }
  return figures
}

async function firstRows(page: Page, proxy: LastByteProxy): Promise<readonly Figure[]> {
  const times: number[] = []
  const tasks = await watchMainThread(page, '25 MB answer', async () => {
    for (let count = 0; count < RUNS; count += 1) {
      times.push(await openAnswer(page, proxy))
      await closeAnswer(page)
    }
    times.push(await openAnswer(page, proxy))
  })
  return [
    atMost('25 MB answer: first rows drawn after the last byte reached the host', 'ms', median(times), 700),
    ...tasks,
  ]
}

/** What is typed lies near the end of the answer: everything before it has to be looked through. */
async function searches(page: Page): Promise<readonly Figure[]> {
  const times: number[] = []
  const tasks = await watchMainThread(page, 'search in it', async () => {
    for (const text of ['900479990', '900479991', '900479992', 'zzzz-nowhere', '900479993', '900479994']) {
      await page.keyboard.press('Control+f')
      const started = performance.timeOrigin + performance.now()
      await page.keyboard.insertText(text)
      const nothing = text.startsWith('zzzz')
      const drawn = await whenDrawn(page, nothing ? '.find-count:not(:empty)' : '.json-line[aria-selected="true"] mark')
      if (!nothing) times.push(drawn - started)
      await page.getByText(nothing ? 'No match' : '1 of 1', { exact: true }).waitFor()
      await page.keyboard.press('Escape')
      await page.waitForFunction(() => !document.querySelector('.answer mark'))
    }
  })
  return [atMost('search in it, first hit at its end drawn', 'ms', median(times), 500), ...tasks]
}

async function tableWork(page: Page): Promise<readonly Figure[]> {
  const tasks = await watchMainThread(page, 'table, sort, text, unfold all and scrolling', async () => {
    await page.getByRole('tab', { name: 'Table' }).click()
    await page.getByText(/480,\d+ rows/).waitFor()
    await page.getByRole('button', { name: 'ticker' }).click()
    await page.locator('[aria-sort="ascending"]').waitFor()
    await page.getByText(/480,\d+ rows/).waitFor()
    await page.mouse.move(900, 600)
    for (let turn = 0; turn < 30; turn += 1) await page.mouse.wheel(0, 20_000)
    await page.getByRole('tab', { name: 'Raw' }).click()
    await page.locator('.raw-lines .virtual-line').first().waitFor()
    await page.getByRole('tab', { name: 'Tree' }).click()
    await page.getByRole('button', { name: 'Unfold all' }).click()
    await page.getByText(/first million lines/).waitFor()
    for (let turn = 0; turn < 30; turn += 1) await page.mouse.wheel(0, 20_000)
  })
  await closeAnswer(page)
  return tasks
}

/** Above what the page had before its first answer. */
async function memory(console: ConsoleInBrowser, proxy: LastByteProxy, before: number): Promise<Figure> {
  for (let count = 0; count < OPENED; count += 1) {
    await openAnswer(console.page, proxy)
    await closeAnswer(console.page)
  }
  const after = await console.rendererMegabytes()
  return atMost(`renderer memory after ${OPENED} such answers, above the start (resident)`, 'MB', after - before, 50)
}

/** Ms from the last byte at the host to the rows on the screen. */
async function openAnswer(page: Page, proxy: LastByteProxy): Promise<number> {
  await page.getByRole('textbox', { name: 'Path', exact: true }).fill(ANSWER)
  const drawn = whenDrawn(page, '.json-line:nth-child(8)')
  await page.keyboard.press('Control+Enter')
  const at = await drawn
  return at - proxy.lastByteAt()
}

/** A read is opened in place of what is there: an answer goes, and its worker with it. */
async function closeAnswer(page: Page): Promise<void> {
  await page.getByRole('treeitem', { name: /^GET \/iserver\/accounts,/ }).click()
  await page.waitForFunction(() => !document.querySelector('.json-line'))
}

async function startGateway(): Promise<{ readonly port: number; readonly child: ChildProcess }> {
  const flags = ['--mode', 'gateway', '--http', '--quiet', '--listed-stocks', String(STOCKS)]
  const child = spawn(process.execPath, ['bin/ibkr-console.mjs', 'simulator', ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  const { api } = JSON.parse(line) as { readonly api: string }
  return { port: Number(new URL(api).port), child }
}

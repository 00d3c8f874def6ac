import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { longTest } from '../../process/long-run-tests.ts'
import { type PracticeHost, startPracticeHost } from '../../process/practice-host.ts'

let home: string
let file: string
let host: PracticeHost
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-recovery-'))
  file = join(home, 'console.db')
})
afterEach(async () => {
  await host.close()
  rmSync(home, { recursive: true, force: true })
})

/** Collects the notices of the window as they arrive. */
function followNotices(): readonly string[] {
  const notices: string[] = []
  host.client.open(
    'app.notices',
    {},
    {
      snapshot: (first) => notices.push(...first),
      items: (batch) => notices.push(...batch),
      closed: () => undefined,
    },
  )
  return notices
}

const journal = async (): Promise<number> =>
  (await host.client.call('journal.page', { query: { everything: true }, offset: 0, limit: 1 })).total
const log = (): string => readFileSync(join(home, 'logs', 'console.log'), 'utf8')

longTest('recovers a damaged database, reports it in the window and the log, and continues the journal', async () => {
  host = await startPracticeHost({ home })
  host.simulator.controls.addOrder({ symbol: 'AAPL', side: 'BUY', quantity: 1, price: 1, tif: 'GTC' })
  await expect.poll(journal).toBeGreaterThan(3)
  const before = await journal()
  await host.close()
  const bytes = readFileSync(file)
  bytes.fill(0xff, 0, 4_096)
  writeFileSync(file, bytes)

  host = await startPracticeHost({ home })
  const notices = followNotices()
  await expect.poll(journal).toBeGreaterThanOrEqual(before)
  await expect.poll(() => notices).toHaveLength(1)
  expect(notices[0]).toMatch(
    /^console\.db was damaged\. Recovered \d+ of \d+ journal entries and 0 of 0 history requests\. The damaged file was saved as console\.db\.broken-\S+ in the user data folder\.$/,
  )
  expect(log()).toContain('"database-recovered"')
  const { simulator } = host
  simulator.controls.addOrder({ symbol: 'MSFT', side: 'BUY', quantity: 1, price: 1, tif: 'GTC' })
  await expect.poll(journal).toBeGreaterThan(before)
})

test('reports a missing database file after the start', async () => {
  host = await startPracticeHost({ home })
  await host.close()
  rmSync(file)
  host = await startPracticeHost({ home })
  const notices = followNotices()
  await expect.poll(() => notices.join()).toContain('console.db was missing or empty')
  expect(log()).toContain('console.db was missing or empty')
})

test('removes the incomplete key export of a killed console at the next start', async () => {
  const exports = join(home, 'exports')
  mkdirSync(exports)
  writeFileSync(join(exports, '.ibkr-console-0a1b2c3d-0000-4000-8000-000000000000.tmp'), 'half a key')
  host = await startPracticeHost({ home })
  expect(readdirSync(exports)).toEqual([])
})

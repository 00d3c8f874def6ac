import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  createOption,
  findOptionFamilyByClass,
  listExpirations,
  listStrikes,
} from '../../src/simulator/contracts/options.ts'
import { type Simulator, startSimulator } from '../../src/simulator/start-simulator.ts'
import { buildPackages } from '../process/built-packages.ts'
import { longTest } from '../process/long-run-tests.ts'
import { getSharedKeys } from '../process/shared-keys.ts'

let folder: string
let gateway: Simulator
beforeAll(async () => {
  buildPackages()
  folder = mkdtempSync(join(tmpdir(), 'ibkr-examples-'))
  const accounts = ['DU1234567', 'DU7654321']
  gateway = await startSimulator({ mode: 'gateway', fillSeconds: 0.2, accounts })
})
afterAll(async () => {
  await gateway?.close()
  rmSync(folder, { recursive: true, force: true })
})

interface RunOptions {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Called with the complete output so far, whenever more output arrives. */
  readonly onOutput?: (output: string) => void
}

/** Runs an example in its own folder until it exits. Returns its output; throws if its exit code is not 0. */
async function run(name: string, { args = [], env = {}, onOutput }: RunOptions = {}): Promise<string> {
  const program = spawn(process.execPath, [resolve('examples', name), ...args], {
    cwd: folder,
    env: { ...process.env, IBKR_HOST: `localhost:${gateway.port}`, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [program.stdout, program.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
      onOutput?.(output)
    })
  }
  const [code] = await once(program, 'close')
  if (code !== 0) throw new Error(`${name} ended with exit code ${code}:\n${output}`)
  return output
}

test('bracket-bot places a bracket, follows its fill and cancels the exits', async () => {
  const output = await run('bracket-bot.mjs')
  expect(output).toMatch(/Entry: Filled, 10 of 10/)
  expect(output).toMatch(/Cancelled the two exits/)
})

longTest('roll-short-put previews the roll, and fills both legs of the combo', async () => {
  expect(await run('roll-short-put.mjs')).toBe('No short put of AAPL in DU1234567.\n')
  const family = findOptionFamilyByClass('OPT', 'AAPL')
  const expiration = family && listExpirations(family, Date.now())[0]
  const strike = family && listStrikes(family)[Math.floor(listStrikes(family).length / 2)]
  if (!family || !expiration || strike === undefined) throw new Error('no options of AAPL')
  const { conid } = createOption(family, expiration, strike, 'P')
  gateway.controls.addOrder({ symbol: String(conid), side: 'SELL', quantity: 2, kind: 'MKT' })
  const output = await run('roll-short-put.mjs', { args: ['AAPL'] })
  expect(output).toMatch(
    /^Roll 2 × AAPL \d\d[A-Z]{3}\d\d ([\d.]+) P to AAPL \d\d[A-Z]{3}\d\d \1 P for a credit of [\d.]+\n/,
  )
  expect(output).toMatch(/\nPreview: commission [\d.]+ USD.*\nOrder \d+: Filled at -[\d.]+\n$/s)
})

longTest('quote-recorder writes quotes as CSV', async () => {
  expect(await run('quote-recorder.mjs', { args: ['quotes.csv', '2', '265598'] })).toMatch(
    /^[1-9]\d* rows in quotes\.csv/,
  )
  const [header, first = ''] = readFileSync(join(folder, 'quotes.csv'), 'utf8').split('\n')
  expect(header).toBe('time,conid,bid,ask,last,gap')
  expect(first).toMatch(/^\d{4}-.*Z,265598,[\d.]+,[\d.]+,[\d.]+,$/)
})

longTest('portfolio-report prints positions and cash', async () => {
  const output = await run('portfolio-report.mjs')
  expect(output).toMatch(/^Account DU1234567\n/)
  expect(output).toMatch(/^SPY: 150, worth [\d.]+ USD/m)
  expect(output).toMatch(/^Cash USD: [\d.]+$/m)
})

longTest('oauth-login logs in with oauth1.json', async () => {
  await using simulator = await startSimulator({ mode: 'oauth1', tls: false, keys: await getSharedKeys() })
  writeFileSync(join(folder, 'oauth1.json'), JSON.stringify(simulator.oauth1), { mode: 0o600 })
  const output = await run('oauth-login.mjs', { env: { IBKR_BASE_URL: simulator.apiUrl } })
  expect(output).toMatch(/^Live session token for 24\.0 hours\nAuthenticated: true, accounts: DU1234567\n$/)
})

longTest('reconnect reports the gap after a lost connection', async () => {
  let isDropped = false
  const output = await run('reconnect.mjs', {
    onOutput(text) {
      if (isDropped || !text.includes('Socket: subscribed')) return
      isDropped = true
      gateway.controls.dropSockets(1006)
    },
  })
  expect(output).toMatch(/Socket: dropped\n/)
  expect(output).toMatch(/Nothing was received for \d+ ms/)
  expect(output).toMatch(/\d+ orders after the gap/)
})

longTest('errors handles 401, 429 and 503', async () => {
  const faults = ['401', '429=1', '503'].map((verb, index) =>
    gateway.controls.faults.add(`${verb}@GET /iserver/accounts,times=1,after=${index}`),
  )
  const output = await run('errors.mjs')
  expect(faults.map((fault) => fault.struck())).toEqual([1, 1, 1])
  expect(output).toMatch(/Attempt 3: .*\nAccounts: DU1234567, DU7654321\n$/)
})

longTest('from-ibkr-client runs with only its import changed', async () => {
  const subscribed = gateway.record.nextFrame({ direction: 'in', text: 'sor+{}' }, 30_000)
  const [output] = await Promise.all([
    run('from-ibkr-client.mjs'),
    subscribed.then(() => gateway.controls.addOrder({ symbol: 'AAPL', side: 'BUY', quantity: 1, price: 1 })),
  ])
  expect(output).toMatch(/^Order \d+: \w+\n$/)
})

longTest('script prints the status from CommonJS', async () => {
  expect(await run('script.cjs')).toBe('{ authenticated: true, competing: false }\n')
})

longTest('several-accounts prints a summary of each account', async () => {
  expect(await run('several-accounts.mjs')).toMatch(/^DU1234567: net liquidation .*\nDU7654321: net liquidation .*\n$/)
})

longTest('bars-to-csv writes 2,000 bars in ascending order of time', async () => {
  expect(await run('bars-to-csv.mjs', { args: ['bars.csv', '265598', '2'] })).toBe('2000 bars in bars.csv, 0 holes\n')
  const times = readFileSync(join(folder, 'bars.csv'), 'utf8').trim().split('\n').slice(1)
  expect([...times].sort()).toEqual(times)
})

longTest('bars-to-csv reports the holes of a session, however long, but not the nights between', async () => {
  await using simulator = await startSimulator({ mode: 'gateway', tradingHours: 'exchange' })
  const removal = join(folder, 'remove-bars.mjs')
  writeFileSync(removal, REMOVE_BARS)
  const env = { IBKR_HOST: `localhost:${simulator.port}`, NODE_OPTIONS: `--import ${pathToFileURL(removal).href}` }
  const output = await run('bars-to-csv.mjs', { args: ['bars.csv', '265598', '5'], env })
  const lengths = [...output.matchAll(/Z: (\d+) minutes missing$/gm)].map(([, minutes]) => Number(minutes))
  expect([...new Set(lengths)].sort()).toEqual([1, 90])
  expect(output).toContain(` bars in bars.csv, ${lengths.length} holes\n`)
})

/** Removes the bars from 10:00 to 11:30 and of 12:00, in New York, from the responses that a program receives. */
const REMOVE_BARS = `
import { IbkrClient } from '${pathToFileURL(resolve('packages/client/out/esm/index.js')).href}'
const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'America/New_York', timeStyle: 'short' })
const isRemoved = ({ t }) => t !== undefined && /^(10:|11:[0-2]|12:00)/.test(clock.format(t))
const { connect } = IbkrClient.prototype
IbkrClient.prototype.connect = function (...options) {
  const session = connect.apply(this, options)
  const request = session.request.bind(session)
  session.request = async (...input) => {
    const body = await request(...input)
    return body.data === undefined ? body : { ...body, data: body.data.filter((bar) => !isRemoved(bar)) }
  }
  return session
}
`

test('every example program is tested in this file, and states what it shows', () => {
  const tests = readFileSync('tests/docs/example-programs.test.ts', 'utf8')
  const programs = readdirSync('examples').filter((name) => name.endsWith('js'))
  expect(programs.length).toBeGreaterThanOrEqual(10)
  for (const name of programs) {
    expect(tests).toContain(`run('${name}'`)
    expect(readFileSync(join('examples', name), 'utf8')).toMatch(/^\/\/ \S.*\n(\/\/ .*\n)*\/\/ .*Start: .*\n/)
  }
})

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Database } from '../../../src/host/database/database.ts'
import { HistoryRecorder } from '../../../src/host/history/history-recorder.ts'
import type { HistoryStatus } from '../../../src/shared/contract/history-views.ts'
import type { HistoryQuery } from '../../../src/shared/contract/schemas.ts'
import { firstSnapshot } from '../../process/first-snapshot.ts'
import { inThreadDatabase } from '../../process/in-thread-database.ts'
import { type PracticeHost, startGatewayHost, startPracticeHost } from '../../process/practice-host.ts'
import { SILENT_RETENTION } from '../../process/silent-retention.ts'
import { exampleRequest } from '../../unit/host/history/example-request.ts'

let home: string
let host: PracticeHost
let pulse: HistoryStatus | undefined

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-history-'))
  await start()
})
afterEach(async () => {
  await host.close()
  rmSync(home, { recursive: true, force: true })
})

async function start(starting: Promise<PracticeHost> = startPracticeHost({ home })): Promise<void> {
  host = await starting
  const keep = (next: HistoryStatus): void => {
    pulse = next
  }
  host.client.open(
    'history.feed',
    {},
    { snapshot: keep, items: (batch) => batch.forEach(keep), closed: () => undefined },
  )
  await expect.poll(() => host.view()?.state.kind).toBe('ready')
}

const send = (method: 'GET' | 'POST' | 'PATCH', path: string, query: [string, string][] = [], body?: string) =>
  host.client.callBytes('requests.send', { method, path, query, ...(body !== undefined && { body }) })

const page = (query: HistoryQuery = {}, offset = 0, limit = 100) =>
  host.client.call('history.page', { query, offset, limit })

const paths = async (query: HistoryQuery = {}) => (await page(query)).rows.map((row) => row.path.split('/').at(-1))

async function accountId(): Promise<string> {
  const state = host.view()?.state
  return state?.kind === 'ready' ? state.accounts.selected : ''
}

test('finds sent requests by words of path, parameters, body and response, newest first', async () => {
  await send('GET', '/v1/api/iserver/accounts')
  await send('GET', '/v1/api/iserver/secdef/search', [['symbol', 'AAPL']])
  await send('POST', '/v1/api/iserver/contract/rules', [], '{"conid":265598,"isBuy":true}')
  expect(await paths()).toEqual(['rules', 'search', 'accounts'])
  expect(await paths({ text: 'iserver/acc' })).toEqual(['accounts'])
  expect(await paths({ text: 'aapl' })).toContain('search')
  expect(await paths({ text: 'isBuy' })).toEqual(['rules'])
  expect(await paths({ text: await accountId() })).toContain('accounts')
  expect(await paths({ text: 'nowhere' })).toEqual([])
  expect(await paths({ method: 'POST' })).toEqual(['rules'])
})

test('saves the response unchanged, with its timing', async () => {
  const { output: head, body } = await send('GET', '/v1/api/iserver/secdef/search', [['symbol', 'AAPL']])
  const [row] = (await page()).rows
  const entry = await host.client.callBytes('history.entry', { id: row?.id ?? 0 })
  expect(Buffer.from(entry.body)).toEqual(Buffer.from(body))
  expect(entry.output).toMatchObject({
    method: 'GET',
    path: '/v1/api/iserver/secdef/search',
    parameters: [['symbol', 'AAPL']],
    status: 200,
    size: body.byteLength,
    timing: head.timing,
    saved: 'whole',
    environment: 'practice',
    source: 'explorer',
  })
})

test('restores entries and ids after a restart, and keeps pinned entries when the history is cleared', async () => {
  await send('GET', '/v1/api/iserver/accounts')
  await send('GET', '/v1/api/portfolio/accounts')
  const [newest] = (await page()).rows
  await host.client.call('history.pin', { id: newest?.id ?? 0, pinned: true })
  await host.close()
  await start()
  expect((await page()).rows.map(({ id, pinned }) => [id, pinned])).toEqual([
    [2, true],
    [1, false],
  ])
  await send('GET', '/v1/api/iserver/accounts')
  expect((await page()).rows[0]?.id).toBe(3)
  await host.client.call('history.clear', {})
  expect(await paths()).toEqual(['accounts'])
  expect((await page()).rows[0]?.pinned).toBe(true)
  expect(await paths({ text: 'iserver' })).toEqual([])
})

test('notifies an open history list of new requests, and does not shift its later pages', async () => {
  for (let index = 0; index < 5; index += 1) await send('GET', '/v1/api/iserver/accounts')
  const first = await page({}, 0, 2)
  await send('GET', '/v1/api/portfolio/accounts')
  await expect.poll(() => pulse?.newestId).toBe(6)
  const second = await host.client.call('history.page', { query: {}, offset: 2, limit: 2, atMost: first.newestId })
  expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual([5, 4, 3, 2])
  expect([first.total, second.total]).toEqual([5, 5])
})

test('records requests that IBKR rejected, but not requests that were never sent', async () => {
  await send('GET', '/v1/api/iserver/account/order/status/123')
  await expect(send('GET', 'https://elsewhere.example/')).rejects.toThrow()
  expect(await paths({ result: 'bad' })).toEqual(['123'])
  expect((await page()).total).toBe(1)
})

test('records the body of a request that is sent as a signed token in its original form, with masked secrets', async () => {
  const claims = '{"accounts":[{"accountId":"U7654321","password":"planted"}]}'
  await send('PATCH', '/gw/api/v1/accounts', [], claims).catch(() => undefined)
  const [row] = (await page()).rows
  const { output } = await host.client.callBytes('history.entry', { id: row?.id ?? 0 })
  expect(output.body).toBe(claims.replace('planted', '•••'))
  expect(await paths({ text: 'U7654321' })).toEqual(['accounts'])
})

test('records an order that was rejected with status 200 as rejected, also in the list of failed requests', async () => {
  const order = { accountId: await accountId(), conid: 265598, side: 'BUY', orderType: 'LMT', quantity: 1 } as const
  const response = await host.client.call('orders.place', { ...order, price: 1.005, timeInForce: 'DAY' })
  expect(response.kind).toBe('rejected')
  const body = JSON.stringify({ orders: [{ ...order, price: 1.005, tif: 'DAY' }] })
  const { output } = await send('POST', `/iserver/account/${order.accountId}/orders`, [], body)
  expect(output).toMatchObject({ status: 200, verdict: 'rejected' })
  const { rows } = await page({ result: 'bad' })
  expect(rows.map(({ source, status, outcome }) => [source, status, outcome])).toEqual([
    ['explorer', 200, 'rejected'],
    ['orders', 200, 'rejected'],
  ])
  expect(await paths({ result: 'good', changes: true })).toEqual([])
})

test('records an order from the ticket with its response', async () => {
  // As the ticket does.
  await host.client.call('contracts.name', { conid: 265598 })
  await host.client.call('orders.place', {
    accountId: await accountId(),
    conid: 265598,
    side: 'BUY',
    orderType: 'LMT',
    price: 1,
    quantity: 1,
    timeInForce: 'DAY',
  })
  const [row] = (await page({ changes: true })).rows
  expect(row).toMatchObject({ source: 'orders', method: 'POST', effect: 'trading', outcome: 'question', status: 200 })
  expect(row?.summary).toBe('BUY 1 AAPL')
  const { output, body } = await host.client.callBytes('history.entry', { id: row?.id ?? 0 })
  expect(output.body).toContain('265598')
  expect(Buffer.from(body).toString()).toMatch(/order_id|messageIds|message/)
})

test('writes no secret of a response, a parameter or a body to disk', async () => {
  const { body } = await send('GET', '/v1/api/tickle')
  expect(Buffer.from(body).toString()).toContain('•••')
  const [tickle] = (await page()).rows
  const kept = await host.client.callBytes('history.entry', { id: tickle?.id ?? 0 })
  expect(Buffer.from(kept.body)).toEqual(Buffer.from(body))
  await send('GET', '/v1/api/iserver/accounts', [['oauth_token', 'planted-parameter']])
  await send('POST', '/v1/api/iserver/contract/rules', [], '{"conid":265598,"password":"planted-body"}')
  await page()
  await host.close()
  const onDisk = readdirSync(home)
    .filter((name) => name.startsWith('console.db'))
    .map((name) => readFileSync(join(home, name)).toString('latin1'))
    .join('')
  expect(onDisk.includes('265598')).toBe(true)
  expect(onDisk.includes('planted')).toBe(false)
  await start()
})

test('exports a script that sends only reads and contains all other requests as comments', async () => {
  await send('GET', '/v1/api/iserver/secdef/search', [['symbol', "it's"]])
  await send('POST', '/v1/api/iserver/questions/suppress/reset')
  const exported = await host.client.call('history.export', { query: {}, format: 'python' })
  const { body } = await host.client.callBytes('responses.body', { responseId: exported.responseId })
  const lines = Buffer.from(body).toString().split('\n')
  expect(exported.suggestedName).toBe('history.py')
  const call = 'response = session.request('
  expect(lines.filter((line) => line.startsWith(call))).toHaveLength(1)
  expect(lines).toContain(`# ${call}`)
  expect(lines.indexOf('        "symbol": "it\'s",')).toBeLessThan(lines.indexOf(`# ${call}`))
  // A script of Practice sends to a simulator that it starts.
  expect(lines[1]).toMatch(/^# {3}ibkr-console simulator --mode gateway .* -- python3 history\.py$/)
  expect(lines.join()).not.toContain('ibkr.com')
})

test('exports the matching requests as an HTTP archive, oldest first', async () => {
  await send('GET', '/v1/api/iserver/accounts')
  await send('GET', '/v1/api/iserver/secdef/search', [['symbol', 'A&B =']])
  const exported = await host.client.call('history.export', { query: {}, format: 'har' })
  const { body } = await host.client.callBytes('responses.body', { responseId: exported.responseId })
  const { log } = JSON.parse(Buffer.from(body).toString()) as {
    log: { version: string; entries: { request: { url: string; method: string }; response: { status: number } }[] }
  }
  expect(exported.entries).toBe(2)
  expect(log.version).toBe('1.2')
  expect(log.entries.map(({ request }) => new URL(request.url).pathname.split('/').at(-1))).toEqual([
    'accounts',
    'search',
  ])
  expect(new URL(log.entries[1]?.request.url ?? '').searchParams.get('symbol')).toBe('A&B =')
  await expect(host.client.call('history.export', { query: { text: 'nowhere' }, format: 'har' })).rejects.toMatchObject(
    { code: 'not-found' },
  )
})

const DAY = 86_400_000

/** Fills the history of an empty home with one request on each of 90 earlier days. */
async function record90Days(): Promise<void> {
  await host.close()
  rmSync(home, { recursive: true })
  mkdirSync(home)
  const database = new Database(inThreadDatabase, join(home, 'console.db'), () => undefined)
  const onLost = (error: unknown): never => expect.fail(String(error))
  const recorder = new HistoryRecorder({ database, retention: SILENT_RETENTION, onWritten: () => undefined, onLost })
  for (let ago = 90; ago > 0; ago -= 1)
    recorder.record({ at: Date.now() - ago * DAY, profileId: 'one', environment: 'paper' }, exampleRequest('{}'))
  await recorder.settled()
  await database.close()
}

test("removes old requests only while the clock agrees with the server's", async () => {
  await record90Days()
  await start(startGatewayHost({ loggedIn: true }, { home }))
  const day = 24 * 3_600
  for (const skew of [-200 * day, 200 * day]) {
    host.simulator.controls.setClockSkew(skew)
    await send('GET', '/v1/api/iserver/accounts')
  }
  expect((await page()).total).toBe(92)
  host.simulator.controls.setClockSkew(0)
  await send('GET', '/v1/api/iserver/accounts')
  expect((await page()).total).toBe(92)
  expect(readFileSync(join(home, 'logs/console.log'), 'utf8')).toMatch(
    /"info","event":"oldest-day-removed",.*90 later days/,
  )
  expect(await firstSnapshot(host.client, 'app.notices', {})).toEqual([])
})

test('shows each removal in the window while no server has confirmed the clock', async () => {
  await record90Days()
  // Practice cannot confirm the clock: its simulator has the clock of this machine.
  await start()
  for (let day = 0; day < 3; day += 1) {
    await send('GET', '/v1/api/iserver/accounts')
    host.clock.skip(DAY)
  }
  expect((await page()).total).toBe(90)
  const notices = await firstSnapshot(host.client, 'app.notices', {})
  expect(notices).toHaveLength(3)
  expect(notices[2]).toMatch(/^The entries of .* were removed from the history, .*No server has confirmed/)
})

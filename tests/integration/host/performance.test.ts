import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PerformanceView } from '../../../src/shared/contract/account-views.ts'
import { type PracticeHost, startGatewayHost } from '../../process/practice-host.ts'

const [ACCOUNT, OTHER] = ['DU1234567', 'DU7654321'] as const
const MINUTE = 60_000
const SPY = 756733

let home: string
let host: PracticeHost

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-performance-'))
  host = await startGatewayHost({ loggedIn: true, accounts: [ACCOUNT, OTHER] }, { home })
})
afterEach(async () => {
  await host.close()
  rmSync(home, { recursive: true, force: true })
})

/** Shows the performance of an account, as a window receives it. */
function show(account: string) {
  let view: PerformanceView = { kind: 'waiting' }
  const close = host.client.open(
    'performance.feed',
    { account },
    {
      snapshot: (snapshot) => {
        view = snapshot
      },
      items: (batch) => {
        view = batch.at(-1) ?? view
      },
      closed: () => undefined,
    },
  )
  const read = () => (view.kind === 'read' ? view : undefined)
  return { close, view: () => view, read }
}

const requests = (path = 'pa/performance') => host.simulator.record.requests({ path: `/v1/api/${path}` })

/** Skips the time until two seconds before the next request, then waits for it. */
async function untilNextRequest(until: number): Promise<void> {
  const before = requests().length
  host.clock.skip(until - host.clock.now() - 2_000)
  await host.until('a ready session', () => host.view()?.state.kind === 'ready', 120)
  expect(requests()).toHaveLength(before)
  await host.until('the next request', () => requests().length > before, 120)
}

const until = (view: ReturnType<typeof show>): number => {
  const next = view.read()?.next
  if (next?.kind !== 'waits') throw new Error('no request is planned')
  return next.until
}

test('requests the performance once in 15 minutes for all accounts of a login, also after a restart', async () => {
  const first = show(ACCOUNT)
  await host.until('the values', () => first.read()?.values !== undefined, 60)
  const values = first.read()?.values
  expect(values?.returns).toMatchObject({ account: ACCOUNT, currency: 'USD', measure: 'TWR' })
  expect(JSON.parse(String(requests()[0]?.body))).toEqual({ acctIds: [ACCOUNT], period: '1Y' })
  expect(until(first) - (values?.at ?? 0)).toBe(15 * MINUTE + 1_000)

  host = await host.restart()
  const again = show(ACCOUNT)
  await host.until('the saved values', () => again.read()?.values !== undefined, 60)
  expect(again.read()?.values).toEqual(values)
  again.close()
  const second = show(OTHER)
  await host.until('the plan', () => second.read() !== undefined, 60)
  expect(second.read()).toEqual({ kind: 'read', next: { kind: 'waits', until: until(second), after: ACCOUNT } })
  await untilNextRequest(until(second))
  await host.until('the values of the other account', () => second.read()?.values !== undefined, 10)
  expect(second.read()?.values?.returns.account).toBe(OTHER)
  expect(requests().map(({ status }) => status)).toEqual([200, 200])
})

test.each([
  ['503', 'IBKR refused the request (503).'],
  ['truncated', "IBKR's response is truncated."],
  ['429', 'IBKR refused the request (429).'],
] as const)('reports a response with the fault %s, and tries again after 15 minutes', async (fault, message) => {
  const handle = host.simulator.controls.faults.add(`${fault}@/pa/performance`)
  const shown = show(ACCOUNT)
  await host.until('the problem', () => shown.read()?.problem !== undefined, 60)
  expect(shown.read()).toMatchObject({ problem: { message, at: expect.any(Number) as number } })
  expect(shown.read()?.values).toBeUndefined()
  handle.remove()
  await untilNextRequest(until(shown))
  await host.until('the values', () => shown.read()?.values !== undefined, 10)
  expect(shown.read()?.problem).toBeUndefined()
})

test('keeps older values beside a refused request, with the time of both', async () => {
  const shown = show(ACCOUNT)
  await host.until('the values', () => shown.read()?.values !== undefined, 60)
  const values = shown.read()?.values
  host.simulator.controls.faults.add('500@/pa/performance')
  await untilNextRequest(until(shown))
  await host.until('the problem', () => shown.read()?.problem !== undefined, 10)
  expect(shown.read()?.values).toEqual(values)
  expect((shown.read()?.problem?.at ?? 0) - (values?.at ?? 0)).toBeGreaterThan(15 * MINUTE)
})

test('sends nothing while no window shows an account, and shows nothing without a session', async () => {
  const shown = show(ACCOUNT)
  await host.until('the values', () => shown.read()?.values !== undefined, 60)
  await host.client.call('session.disconnect', {})
  await host.until('the end of the session', () => shown.view().kind === 'waiting', 10)
  shown.close()
  host.clock.skip(20 * MINUTE)
  await host.client.call('session.connect', {})
  await host.until('a ready session', () => host.view()?.state.kind === 'ready', 60)
  await host.until('some time', () => true, 1)
  expect(requests()).toHaveLength(1)
})

test('reads the closes of a benchmark once a day, also after a restart', async () => {
  await host.until('a ready session', () => host.view()?.state.kind === 'ready', 60)
  const read = () => host.client.call('performance.benchmark', { conid: SPY })
  const closes = await read()
  expect(closes).toMatchObject({ currency: 'USD' })
  expect(closes.days.length).toBeGreaterThan(400)
  expect(closes.closes).toHaveLength(closes.days.length)
  host = await host.restart()
  await host.until('a ready session', () => host.view()?.state.kind === 'ready', 60)
  expect(await read()).toEqual(closes)
  expect(requests('iserver/marketdata/history')).toHaveLength(1)
})

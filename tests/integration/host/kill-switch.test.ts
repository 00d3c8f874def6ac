import { afterEach, expect, test, vi } from 'vitest'
import type { SessionSnapshot } from '../../../src/shared/contract/views.ts'
import { isWorking, type Order } from '../../../src/shared/domain/orders.ts'
import type { TimelineEntry } from '../../../src/shared/domain/session.ts'
import { startSimulator } from '../../../src/simulator/start-simulator.ts'
import { type PracticeHost, startGatewayHost } from '../../process/practice-host.ts'

const ACCOUNTS = ['DU1234567', 'DU7654321']

/** Contracts of the orders of each account at the start. */
const CONTRACTS = expect.arrayContaining([expect.objectContaining({ name: 'AAPL' })]) as unknown

/** The problem of the account that IBKR does not list. */
const NOT_LISTED = expect.stringMatching(
  /^Account DU7654321: IBKR accepted .* lists only the orders of the selected/,
) as string

let host: PracticeHost
let orders: Map<string, Order>
let health: string
/** Opens a host and follows its orders. `whenReady`: waits for the order list, and arms the profile. */
async function start({ whenReady = true, loggedIn = true, accounts = ACCOUNTS } = {}): Promise<void> {
  host = await startGatewayHost({ loggedIn, accounts, askQuestions: false })
  orders = new Map()
  health = ''
  host.client.open(
    'orders.feed',
    {},
    {
      snapshot: (snapshot) => {
        orders = new Map(snapshot.orders.map((order) => [order.orderId, order]))
        health = snapshot.status.health.kind
      },
      items: (batch) => {
        for (const item of batch) {
          if (item.kind === 'order') orders.set(item.order.orderId, item.order)
          else if (item.kind === 'status') health = item.status.health.kind
        }
      },
      closed: () => undefined,
    },
  )
  if (!whenReady) return
  await vi.waitUntil(() => host.view()?.state.kind === 'ready' && host.view()?.socket === 'connected', {
    timeout: 20_000,
  })
  // The window may receive the health before the last of the simulator's five orders.
  await host.until('the order list is read', () => health === 'streaming' && orders.size === 5, 60)
  await host.client.call('safety.arm', {})
}
afterEach(() => host.close())

async function placeIn(accountId: string): Promise<string> {
  const order = { conid: 265598, side: 'BUY', orderType: 'LMT', price: 1, quantity: 5, timeInForce: 'DAY' } as const
  const response = await host.client.call('orders.place', { accountId, ...order })
  if (response.kind !== 'accepted') throw new Error(JSON.stringify(response))
  // IBKR's first update of an order may state Inactive, before it acknowledges the order.
  await vi.waitUntil(() => orders.get(response.orderId)?.status === 'Submitted', { timeout: 10_000 })
  return response.orderId
}

/** Returns the number of working orders. A simulated account has some from the start. */
const working = (): number => [...orders.values()].filter(isWorking).length

const run = () => host.client.call('killSwitch.run', {})
const cancels = () =>
  host.simulator.record.requests({ method: 'DELETE' }).map(({ path }) => path.replace(/^.*account\//, ''))

/** Returns the newest entry about the kill switch in the session log. */
const lastNote = () =>
  new Promise<TimelineEntry | undefined>((resolve) => {
    const snapshot = ({ timeline }: SessionSnapshot): void =>
      resolve(timeline.findLast(({ text }) => text.startsWith('Kill switch')))
    host.openWindow().open('session.feed', {}, { snapshot, items: () => undefined, closed: () => undefined })
  })

/** Skips the clock while a run waits. */
async function skipping<T>(work: Promise<T>): Promise<T> {
  const timer = setInterval(() => host.clock.skip(500), 20)
  return work.finally(() => clearInterval(timer))
}

test('disarms, cancels the working orders of the only account, and reports that none remains', async () => {
  await start({ accounts: ['DU1234567'] })
  const before = working()
  expect(await run()).toEqual({ cancelled: before, contracts: CONTRACTS, remaining: [], problems: [] })
  expect(cancels()).toEqual(['DU1234567/order/-1'])
  const text = new RegExp(`^Kill switch: ${before} orders cancelled; no working orders remain\\. Cancelled: .*AAPL`)
  expect(await lastNote()).toMatchObject({ level: 'info', text: expect.stringMatching(text) as unknown })
})

test('cancels the working orders of every account, and names the account whose orders IBKR does not list', async () => {
  await start()
  const ids = [await placeIn('DU1234567'), await placeIn('DU7654321')]
  const before = working()
  // Two presses share one run.
  const [report, second] = await Promise.all([run(), run()])
  expect(report).toEqual({ cancelled: before, contracts: CONTRACTS, remaining: [], problems: [NOT_LISTED] })
  expect(second).toEqual(report)
  await vi.waitUntil(() => host.view()?.arming.kind === 'disarmed')
  expect(cancels()).toEqual(['DU1234567/order/-1', 'DU7654321/order/-1'])
  await vi.waitUntil(() => ids.every((id) => orders.get(id)?.status === 'Cancelled'))
  const note = await lastNote()
  expect(note?.level).toBe('error')
  expect(note?.text).toMatch(
    new RegExp(`^Kill switch: ${before} orders cancelled; orders may still be working\\. Cancelled: `),
  )
  expect(note?.text).toContain(report.problems[0])
})

test('withdraws orders that wait, and cancels a later order while the profile is not armed', async () => {
  await start()
  const id = await placeIn('DU1234567')
  host.simulator.controls.faults.add('429@/iserver/account/DU1234567/orders,times=1')
  await placeIn('DU1234567').catch(() => undefined)
  host.simulator.record.clear()
  const waitId = '22222222-2222-4222-8222-222222222222'
  const order = { conid: 265598, side: 'BUY', orderType: 'MKT', quantity: 1, timeInForce: 'DAY' } as const
  const waiting = host.client.call('orders.place', { accountId: 'DU1234567', ...order, waitId })
  const withdrawn = expect(waiting).rejects.toMatchObject({ code: 'not-armed', detail: { sent: false } })
  await vi.waitUntil(async () => (await host.client.call('requests.keepWaiting', { waitId })).waiting)
  await run()
  await withdrawn
  await vi.waitUntil(() => orders.get(id)?.status === 'Cancelled')
  // The first use disarmed the profile.
  const late = String(host.simulator.controls.addOrder({ symbol: 'AAPL', side: 'BUY', quantity: 1, price: 1 }))
  await vi.waitUntil(() => orders.get(late)?.status === 'Submitted' || orders.get(late)?.status === 'PreSubmitted')
  host.simulator.record.clear()
  const report = await run()
  expect(report).toEqual({
    cancelled: 1,
    contracts: [{ name: 'AAPL', orders: 1 }],
    remaining: [],
    problems: [NOT_LISTED],
  })
  await vi.waitUntil(() => orders.get(late)?.status === 'Cancelled')
  expect(cancels()).toEqual(['DU1234567/order/-1', 'DU7654321/order/-1'])
  // The person sees it outside the page, and the journal records it.
  expect(host.outside).toEqual([
    {
      title: 'Sent while not armed',
      text: expect.stringMatching(
        /^\d\d:\d\d:\d\d kill switch, which cancels all orders \(PAPER\)\. If you did not do this, check your orders in TWS\. Profile “Gateway”\.$/,
      ) as string,
    },
  ])
  expect(host.confirmed).toEqual([])
  const { rows } = await host.client.call('journal.page', { query: { text: 'not armed' }, offset: 0, limit: 5 })
  expect(rows.map(({ text }) => text)).toEqual(['Kill switch used while the profile was not armed'])
  host.clock.skip(70_000)
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(host.simulator.record.requests({ method: 'POST', path: /\/orders$/ })).toEqual([])
})

test('cancels each order on its own when IBKR rejects the cancel of all orders, and reports what remains', async () => {
  await start()
  const [first, second] = [await placeIn('DU1234567'), await placeIn('DU1234567')]
  const before = working()
  host.simulator.controls.faults.add('429@/iserver/account/DU1234567/order/-1')
  host.simulator.controls.faults.add(`429@/iserver/account/DU1234567/order/${second}`)
  const report = await skipping(run())
  expect(report.cancelled).toBe(before - 1)
  expect(report.remaining).toMatchObject([{ order: { orderId: second }, outcome: 'failed' }])
  expect(report.problems).toContainEqual(expect.stringMatching(/^Account DU1234567: Rate limited/))
  await vi.waitUntil(() => orders.get(first)?.status === 'Cancelled')
})

test('reports a cancel as unconfirmed when its response is lost, and what became of the orders', async () => {
  await start()
  await placeIn('DU1234567')
  const before = working()
  host.simulator.controls.faults.add('reset@/iserver/account/DU1234567/order/-1')
  const report = await skipping(run())
  expect(report).toMatchObject({ cancelled: before, remaining: [] })
  expect(report.problems).toContainEqual(
    expect.stringMatching(/^Account DU1234567: IBKR may have received the cancel. Run the kill switch again/),
  )
})

test('cancels an order that arrives at IBKR while the kill switch runs', async () => {
  await start()
  const running = run()
  await vi.waitUntil(() => cancels().length === 2, { interval: 5 })
  const late = String(host.simulator.controls.addOrder({ symbol: 'AAPL', side: 'BUY', quantity: 1, price: 1 }))
  expect(await skipping(running)).toMatchObject({ remaining: [], problems: [NOT_LISTED] })
  await vi.waitUntil(() => orders.get(late)?.status === 'Cancelled')
})

test('reports that nothing was cancelled without a session, and still disarms', async () => {
  await start()
  await placeIn('DU1234567')
  await host.client.call('session.disconnect', {})
  const { problems } = await run()
  expect(problems).toEqual([expect.stringContaining('No session is open')])
  await vi.waitUntil(() => host.view()?.arming.kind === 'disarmed')
})

test('disarms, and reports the remaining orders, when a competing session prevents the cancel', async () => {
  await start()
  const id = await placeIn('DU1234567')
  host.simulator.controls.competingLogin()
  const report = await skipping(run())
  await vi.waitUntil(() => host.view()?.arming.kind === 'disarmed')
  expect(report.problems.length).toBeGreaterThan(0)
  expect(report.remaining.map(({ order }) => order.orderId)).toContain(id)
})

test('sends nothing while the profile is not armed if it requires arming, and uses the arming at the press', async () => {
  await start()
  const id = await placeIn('DU1234567')
  const before = working()
  await host.client.call('safety.changeCancelRule', { profileId: 'gateway', needsArming: true })
  await host.client.call('safety.disarm', {})
  host.simulator.record.clear()
  const refused = await run()
  expect(refused).toMatchObject({ cancelled: 0, wasNotArmed: true })
  expect(refused.problems).toEqual([expect.stringContaining('requires arming for the kill switch')])
  expect(refused.remaining.map(({ order }) => order.orderId)).toContain(id)
  expect([cancels(), host.outside]).toEqual([[], []])
  await host.client.call('safety.arm', {})
  expect(await run()).toEqual({ cancelled: before, contracts: CONTRACTS, remaining: [], problems: [NOT_LISTED] })
})

test('sends the cancel of every account at once while the list is unknown, and reports what stays unknown', async () => {
  await start({ whenReady: false })
  host.simulator.controls.faults.add('429@/iserver/account/DU1234567/order/-1')
  host.simulator.controls.faults.add('silence@GET /iserver/account/orders')
  await vi.waitUntil(() => host.view()?.state.kind === 'ready', { timeout: 20_000 })
  expect(health).toBe('waiting')
  const running = run()
  await vi.waitUntil(() => cancels().length === 2, { interval: 5 })
  expect(health).toBe('waiting')
  expect(cancels().toSorted()).toEqual(['DU1234567/order/-1', 'DU7654321/order/-1'])
  const begun = host.clock.skipped
  const report = await skipping(running)
  expect(host.clock.skipped - begun).toBeLessThan(20_000)
  expect(report).toMatchObject({ cancelled: 'unknown', remaining: [] })
  expect(report.problems).toEqual([
    expect.stringMatching(/^Account DU1234567: Rate limited/),
    NOT_LISTED,
    expect.stringContaining('No up-to-date order list was received'),
  ])
  expect((await lastNote())?.text).toMatch(/^Kill switch: cancelled orders unknown; orders may still be working\. /)
})

test('cancels one by one what a list shows that arrives after the press', async () => {
  await start({ whenReady: false })
  host.simulator.controls.faults.add('429@/iserver/account/DU1234567/order/-1')
  host.simulator.controls.faults.add('latency=700@GET /iserver/account/orders,times=1')
  await vi.waitUntil(() => host.view()?.state.kind === 'ready', { timeout: 20_000 })
  expect(health).toBe('waiting')
  const report = await skipping(run())
  expect(report.remaining).toEqual([])
  expect(report.problems).toEqual([expect.stringMatching(/^Account DU1234567: Rate limited/), NOT_LISTED])
  expect(cancels().length).toBeGreaterThan(2)
})

test('works while the socket is down, and a second press sends nothing and gets the same report', async () => {
  await start()
  const id = await placeIn('DU1234567')
  const before = working()
  host.simulator.controls.faults.add('503@GET /ws')
  host.simulator.controls.dropSockets()
  await vi.waitUntil(() => host.view()?.socket !== 'connected')
  const first = run()
  await vi.waitUntil(() => cancels().length === 2, { interval: 5 })
  const second = host.openWindow().call('killSwitch.run', {})
  const report = await skipping(first)
  expect(report).toEqual({ cancelled: before, contracts: CONTRACTS, remaining: [], problems: [NOT_LISTED] })
  expect(await second).toEqual(report)
  expect(cancels()).toEqual(['DU1234567/order/-1', 'DU7654321/order/-1'])
  await vi.waitUntil(() => orders.get(id)?.status === 'Cancelled')
})

test('cancels every order after another profile was selected, and keeps the reports of both profiles apart', async () => {
  await start()
  const other = await startSimulator({ mode: 'gateway', clock: host.clock, accounts: ['DU9'], fillSeconds: 0.5 })
  try {
    const profile = { kind: 'gateway', name: 'Other', url: other.apiUrl, guardRails: 'none' } as const
    const { id } = await host.client.call('profiles.create', profile)
    const listed = working()
    // Each order must be cancelled on its own, after the other profile was selected.
    host.simulator.controls.faults.add('503@DELETE /iserver/account/*/order/-1,processed=no')
    const first = run()
    await vi.waitUntil(() => cancels().length === 2, { interval: 5 })
    await host.client.call('profiles.select', { id })
    // The orders of the first profile stay in the window until the other ones arrive.
    const isOther = () => orders.size === 5 && [...orders.values()].every(({ account }) => account === 'DU9')
    await host.until('the other profile has its orders', () => health === 'streaming' && isOther(), 60)
    const before = working()
    const [report, otherReport] = await skipping(Promise.all([first, run()]))
    expect(otherReport).toEqual({ cancelled: before, contracts: CONTRACTS, remaining: [], problems: [] })
    expect(report).toMatchObject({ cancelled: listed, remaining: [] })
    expect(other.record.requests({ method: 'DELETE' }).map(({ path }) => path)).toEqual([
      expect.stringMatching(/DU9\/order\/-1$/),
    ])
    expect(cancels().slice(0, 2)).toEqual(['DU1234567/order/-1', 'DU7654321/order/-1'])
    expect(cancels().slice(2)).toHaveLength(listed)
    await vi.waitUntil(() => host.simulator.controls.socketCount() === 0)
  } finally {
    await other.close()
  }
})

test('reports that nothing was sent while the accounts are unknown, and sends once the session knows them', async () => {
  await start({ whenReady: false, loggedIn: false })
  await vi.waitUntil(() => host.view()?.state.kind === 'needs-login', { timeout: 20_000 })
  const { cancelled, problems } = await skipping(run())
  expect(cancelled).toBe('unknown')
  expect(problems).toEqual([
    expect.stringContaining('The accounts are not known yet, so nothing was sent to them.'),
    expect.stringContaining('No up-to-date order list was received'),
  ])
  expect(cancels()).toEqual([])
  const running = run()
  host.simulator.controls.setLoggedIn(true)
  const report = await skipping(running)
  expect(cancels().slice(0, 2).toSorted()).toEqual(['DU1234567/order/-1', 'DU7654321/order/-1'])
  expect(report).toMatchObject({ remaining: [], problems: [NOT_LISTED] })
})

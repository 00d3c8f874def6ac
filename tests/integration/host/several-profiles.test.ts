import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { OrdersItem, OrdersSnapshot } from '../../../src/shared/contract/order-views.ts'
import type { ProfilesView, SessionItem, SessionSnapshot, SessionView } from '../../../src/shared/contract/views.ts'
import { type Simulator, startSimulator } from '../../../src/simulator/start-simulator.ts'
import { type PracticeHost, startPracticeHost } from '../../process/practice-host.ts'
import type { WindowOfProfile } from '../../process/window-of-profile.ts'

let host: PracticeHost
let lab: Simulator
/** The profile of `lab`. */
let labId: string

beforeEach(async () => {
  host = await startPracticeHost()
  await vi.waitUntil(() => host.view()?.state.kind === 'ready', { timeout: 20_000 })
  lab = await startSimulator({ mode: 'gateway', clock: host.clock, accounts: ['DU7'], fillSeconds: 0.5 })
  labId = (await addLab('Lab', lab.apiUrl)).id
})
afterEach(async () => {
  await host.close()
  await lab.close()
})

const addLab = (name: string, url: string) =>
  host.client.call('profiles.create', { guardRails: 'none', kind: 'gateway', name, url })

/** Follows what a window shows. */
function follow(client: WindowOfProfile) {
  let view: SessionView | undefined
  let list: ProfilesView | undefined
  const orders = new Map<string, string>()
  const closed = (): void => undefined
  client.open(
    'session.feed',
    {},
    {
      snapshot: (snapshot: SessionSnapshot) => (view = snapshot.view),
      items: (batch: readonly SessionItem[]) => {
        for (const item of batch) if (item.kind === 'view') view = item.view
      },
      closed,
    },
  )
  client.open('profiles.feed', {}, { snapshot: (first) => (list = first), items: (all) => (list = all.at(-1)), closed })
  client.open(
    'orders.feed',
    {},
    {
      snapshot: (snapshot: OrdersSnapshot) => {
        orders.clear()
        for (const { orderId, account } of snapshot.orders) orders.set(orderId, account)
      },
      items: (batch: readonly OrdersItem[]) => {
        for (const item of batch) if (item.kind === 'order') orders.set(item.order.orderId, item.order.account)
      },
      closed,
    },
  )
  return {
    view: () => view,
    profileId: () => list?.selectedId,
    accounts: () => [...new Set(orders.values())],
    isReady: () => view?.state.kind === 'ready' && orders.size > 0,
  }
}

const limit = { conid: 265598, side: 'BUY', orderType: 'LMT', price: 1, quantity: 1, timeInForce: 'DAY' } as const
const order = (accountId: string, profileId: string) => ({ ...limit, accountId, profileId })

const posts = (simulator: Simulator) =>
  simulator.record.requests({ path: /\/iserver\/account\/[^/]+\/orders$/ }).filter(({ method }) => method === 'POST')

test('two windows use two profiles at the same time, each with its own session, orders and arming', async () => {
  const second = host.openWindow()
  const [one, other] = [follow(host.client), follow(second)]
  await second.call('profiles.select', { id: labId })
  await host.until('both are ready', () => one.isReady() && other.isReady(), 60)
  expect([one.profileId(), other.profileId()]).toEqual(['practice', labId])
  expect([one.accounts(), other.accounts()]).toEqual([['DU1234567'], ['DU7']])
  expect([one.view()?.arming.kind, other.view()?.arming.kind]).toEqual(['armed', 'disarmed'])

  // The arming of one profile permits nothing in the other one, and a call for another profile is refused.
  await expect(second.call('orders.place', order('DU7', labId))).rejects.toMatchObject({ code: 'not-armed' })
  await expect(second.call('orders.place', order('DU1234567', 'practice'))).rejects.toMatchObject({
    code: 'other-profile',
    detail: { sent: false },
  })
  await second.call('safety.arm', {})
  await host.client.call('safety.disarm', {})
  await second.call('orders.place', order('DU7', labId))
  await expect(host.client.call('orders.place', order('DU1234567', 'practice'))).rejects.toMatchObject({
    code: 'not-armed',
  })
  expect([posts(host.simulator).length, posts(lab).length]).toEqual([0, 1])
})

test('a question of one profile is neither shown to a window of another one nor answered or voided by it', async () => {
  const second = host.openWindow()
  const other = follow(second)
  await second.call('profiles.select', { id: labId })
  await host.until('the lab is ready', () => other.isReady(), 60)
  await second.call('safety.arm', {})
  const question = await host.client.call('orders.place', order('DU1234567', 'practice'))
  if (question.kind !== 'question') throw new Error(JSON.stringify(question))
  const { replyId } = question
  expect(await second.call('orders.openQuestion', {})).toBeNull()
  await second.call('contracts.search', { symbol: 'IBM' })
  const asked = await second.call('orders.place', order('DU7', labId))
  expect(asked.kind).toBe('question')
  await expect(second.call('orders.reply', { replyId, confirmed: true, profileId: 'practice' })).rejects.toMatchObject({
    code: 'other-profile',
    detail: { sent: false },
  })
  expect(lab.record.requests({ path: /\/reply\// })).toEqual([])
  let reply = await host.client.call('orders.reply', { replyId, confirmed: true })
  while (reply.kind === 'question')
    reply = await host.client.call('orders.reply', { replyId: reply.replyId, confirmed: true })
  expect(reply.kind).toBe('accepted')
  expect([posts(host.simulator).length, posts(lab).length]).toEqual([1, 1])
})

test('an order that waits is not sent after its window has left the profile, which another window still shows', async () => {
  const second = host.openWindow()
  await second.call('profiles.resume', { id: 'practice' })
  const { faults } = host.simulator.controls
  faults.add('latency=3000@POST /iserver/account/*,times=1')
  const slow = second.call('orders.place', order('DU1234567', 'practice'))
  await host.until('the slow order arrives', () => posts(host.simulator).length === 1, 1)
  const waiting = host.client.call('orders.place', order('DU1234567', 'practice'))
  const outcome = expect(waiting).rejects.toMatchObject({ code: 'other-profile', detail: { sent: false } })
  await host.client.call('profiles.select', { id: labId })
  await outcome
  host.clock.skip(3_000)
  expect((await slow).kind).toBe('question')
  expect(posts(host.simulator)).toHaveLength(1)
})

test('shows the next profile in all streams of the window, and ends the previous session', async () => {
  const window = follow(host.client)
  await vi.waitUntil(() => window.isReady())
  await host.client.call('profiles.select', { id: labId })
  await host.until('the orders of the lab', () => window.accounts().join() === 'DU7', 60)
  expect(window.profileId()).toBe(labId)
  const before = host.simulator.record.requests().length
  host.clock.skip(120_000)
  await host.until('a tickle of the lab', () => lab.record.requests({ path: /tickle/ }).length > 1, 120)
  expect(host.simulator.record.requests()).toHaveLength(before)
})

test('shows the profile of a reloaded window again, while another window has selected another one', async () => {
  const second = host.openWindow()
  await second.call('profiles.select', { id: labId })
  host.closeWindow()
  host.clock.skip(30_000)
  const reloaded = host.openWindow()
  const shown = follow(reloaded)
  await reloaded.call('profiles.resume', { id: 'practice' })
  await vi.waitUntil(() => shown.profileId() === 'practice')
  host.clock.skip(120_000)
  await host.until('the session is ready', () => shown.view()?.state.kind === 'ready', 120)
  expect(host.starts()).toBe(1)
  const logins = host.simulator.record.requests({ path: /live_session_token/ }).length
  expect(logins).toBe(1)
})

test('ends the session of a profile a minute after its last window was closed', async () => {
  const second = host.openWindow()
  await second.call('profiles.select', { id: labId })
  const tickles = () => host.simulator.record.requests({ path: /tickle/ }).length
  host.closeWindow()
  host.clock.skip(59_000)
  await host.until('a tickle', () => tickles() > 1, 60)
  host.clock.skip(2_000)
  await new Promise((resolve) => setImmediate(resolve))
  const before = tickles()
  for (let minute = 0; minute < 5; minute += 1) {
    host.clock.skip(60_000)
    await host.until('a tickle of the lab', () => lab.record.requests({ path: /tickle/ }).length > minute, 120)
  }
  expect(tickles()).toBe(before)
})

test('refuses a second profile with the same login or the same account, and connects it after the first one', async () => {
  const second = host.openWindow()
  const shown = follow(second)
  await host.client.call('profiles.select', { id: labId })
  await vi.waitUntil(() => host.view()?.state.kind === 'ready', { timeout: 20_000 })
  const same = await addLab('Same', lab.apiUrl)
  await second.call('profiles.select', { id: same.id })
  const failed = { kind: 'failed', code: 'login-in-use', message: expect.stringContaining('“Lab”') as string }
  await vi.waitUntil(() => shown.view()?.state.kind === 'failed', { timeout: 20_000 })
  expect(shown.view()?.state).toMatchObject(failed)

  const twin = await startSimulator({ mode: 'gateway', clock: host.clock, accounts: ['DU7', 'DU8'] })
  try {
    const account = await addLab('Account', twin.apiUrl)
    await second.call('profiles.select', { id: account.id })
    await vi.waitUntil(() => shown.view()?.profile.id === account.id && shown.view()?.state.kind === 'failed', {
      timeout: 20_000,
    })
    expect(shown.view()?.state).toMatchObject({
      ...failed,
      message: expect.stringContaining('the same account') as string,
    })

    // The only window of the first profile shows the second one: the first session ends before the second one begins.
    await host.client.call('profiles.select', { id: 'practice' })
    await second.call('profiles.select', { id: same.id })
    await host.until('the second profile is ready', () => shown.view()?.state.kind === 'ready', 60)
  } finally {
    await twin.close()
  }
})

test('connects a profile of the same account while the session of the previous one waits for its last response', async () => {
  const twin = await startSimulator({ mode: 'gateway', clock: host.clock, accounts: ['DU7'] })
  try {
    const window = host.openWindow()
    const shown = follow(window)
    await window.call('profiles.select', { id: labId })
    await host.until('the lab is ready', () => shown.isReady(), 60)
    await window.call('safety.arm', {})
    const account = await addLab('Account', twin.apiUrl)
    lab.controls.faults.add('latency=3000@POST /iserver/account/*,times=1')
    const slow = window.call('orders.place', order('DU7', labId))
    await host.until('the slow order arrives', () => posts(lab).length === 1, 1)
    const selected = window.call('profiles.select', { id: account.id })
    await vi.waitUntil(() => shown.view()?.profile.id === account.id && shown.view()?.state.kind === 'ready', {
      timeout: 20_000,
    })
    host.clock.skip(3_000)
    expect((await slow).kind).toBe('question')
    await selected
    expect(shown.view()?.state.kind).toBe('ready')
  } finally {
    await twin.close()
  }
})

test("keeps IBKR's rate limits of a login across its sessions", async () => {
  const path = '/iserver/account/trades'
  const read = () => host.client.callBytes('requests.send', { method: 'GET', path, query: [], profileId: 'practice' })
  host.simulator.record.clear()
  await read()
  await host.client.call('session.disconnect', {})
  await expect.poll(() => host.view()?.state.kind).toBe('signed-out')
  await host.client.call('session.connect', {})
  await host.until('the session is ready', () => host.view()?.state.kind === 'ready', 10)
  const second = read()
  await host.until('the second read is sent', () => host.simulator.record.requests({ path: /trades/ }).length > 1, 30)
  await second
  const [first = 0, next = 0] = host.simulator.record.requests({ path: /trades/ }).map(({ at }) => at)
  expect(next - first).toBeGreaterThanOrEqual(5_000)
})

test('shows the selected profile in every window of a deleted profile', async () => {
  const second = host.openWindow()
  const shown = follow(second)
  await second.call('profiles.select', { id: labId })
  await host.client.call('profiles.select', { id: labId })
  await host.until('the lab is ready', () => shown.view()?.state.kind === 'ready', 60)
  await host.client.call('profiles.delete', { id: labId })
  await host.until('Practice', () => shown.profileId() === 'practice' && shown.view()?.state.kind === 'ready', 60)
  await host.until('Practice in the first window', () => host.view()?.profile.id === 'practice', 60)
})

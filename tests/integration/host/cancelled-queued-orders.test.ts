import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { RequestWaitItem } from '../../../src/shared/contract/views.ts'
import { isLongRun } from '../../process/long-run-tests.ts'
import { type PracticeHost, startPracticeHost } from '../../process/practice-host.ts'
import { skipUntil } from '../client/skippable-clock.ts'

let host: PracticeHost
let waits: RequestWaitItem[]
let accountId: string
beforeEach(async () => {
  host = await startPracticeHost()
  waits = []
  host.client.open(
    'requests.waiting',
    {},
    {
      snapshot: (waiting) => void waits.push(...waiting),
      items: (batch) => void waits.push(...batch),
      closed: () => undefined,
    },
  )
  await vi.waitUntil(() => host.view()?.state.kind === 'ready', { timeout: 20_000 })
  const state = host.view()?.state
  accountId = state?.kind === 'ready' ? state.accounts.selected : ''
  host.simulator.record.clear()
})
afterEach(() => host.close())

const waitId = '22222222-2222-4222-8222-222222222222'
const order = () =>
  ({ accountId, conid: 265598, side: 'BUY', orderType: 'MKT', quantity: 1, timeInForce: 'DAY' }) as const
const orders = () => `/iserver/account/${accountId}/orders`
const body = JSON.stringify({ orders: [{ conid: 265598, orderType: 'MKT', side: 'BUY', quantity: 1, tif: 'DAY' }] })

/** Every kind of trading request, with the path that a 429 pauses. */
const kinds = {
  'an order of the ticket': {
    path: () => orders(),
    call: (signal?: AbortSignal) => host.client.call('orders.place', { ...order(), waitId }, signal),
  },
  'a change of an order': {
    path: () => `/iserver/account/${accountId}/order/7`,
    call: (signal?: AbortSignal) => host.client.call('orders.modify', { ...order(), orderId: '7', waitId }, signal),
  },
  'a cancel': {
    path: () => `/iserver/account/${accountId}/order/7`,
    call: (signal?: AbortSignal) => host.client.call('orders.cancel', { accountId, orderId: '7', waitId }, signal),
  },
  'a reply to a question': {
    path: () => '/iserver/reply/abc',
    call: (signal?: AbortSignal) =>
      host.client.call('orders.reply', { replyId: 'abc', confirmed: true, waitId }, signal),
  },
  'an order of the explorer': {
    path: () => orders(),
    call: (signal?: AbortSignal) =>
      host.client.callBytes('requests.send', { method: 'POST', path: orders(), query: [], body, waitId }, signal),
  },
  'a cancel of all orders': {
    path: () => `/iserver/account/${accountId}/order/-1`,
    call: (signal?: AbortSignal) =>
      host.client.callBytes(
        'requests.send',
        { method: 'DELETE', path: `/iserver/account/${accountId}/order/-1`, query: [], waitId },
        signal,
      ),
  },
} as const
type Kind = keyof typeof kinds
const everyKind = Object.keys(kinds) as Kind[]

/** Returns the number of trading requests that arrived at the path. */
const arrived = (kind: Kind): number =>
  host.simulator.record
    .requests({ path: new RegExp(`${kinds[kind].path()}$`) })
    .filter(({ method }) => method !== 'GET').length

type Outcome = { readonly kind: 'answered' } | { readonly kind: 'failed'; readonly error: unknown }

/**
 * Pauses the path for 60 s with a 429, then sends the request, which stays pending. Unless `keepWaiting` is false, the
 * limit of ten seconds does not apply to the request.
 */
async function queued(
  kind: Kind,
  signal?: AbortSignal,
  keepWaiting = true,
): Promise<{ readonly outcome: Promise<Outcome> }> {
  const { path, call } = kinds[kind]
  host.simulator.controls.faults.add(`429@${path()},times=1`)
  await call().catch(() => undefined)
  host.simulator.record.clear()
  waits.length = 0
  const outcome = call(signal).then(
    (): Outcome => ({ kind: 'answered' }),
    (error: unknown): Outcome => ({ kind: 'failed', error }),
  )
  await vi.waitUntil(() => waits.length > 0, { timeout: 20_000, interval: 5 })
  expect(waits[0]).toMatchObject({ waitId, wait: { cause: 'endpoint-rest' }, withdrawnInMs: expect.any(Number) })
  if (keepWaiting) expect(await host.client.call('requests.keepWaiting', { waitId })).toEqual({ waiting: true })
  return { outcome }
}

/** Skips the clock far beyond the time at which a pending request would be sent. */
async function muchLater(): Promise<void> {
  for (let passed = 0; passed < 120_000; passed += 5_000) {
    host.clock.skip(5_000)
    // Waits in real time, so that a request could reach the server.
    await new Promise((resolve) => setTimeout(resolve, 3))
  }
}

const unsent = (code: string) => ({ kind: 'failed', error: { code, detail: { sent: false } } })

const ORDER = 'an order of the ticket'

/** Selects the cases of the short run: every way for an order of the ticket, and one way for each other kind. */
const testOf = (kind: Kind, way: number) =>
  isLongRun || kind === ORDER || everyKind.indexOf(kind) === way ? test : () => undefined

describe.each(everyKind)('cancelling %s in the pacing queue', (kind) => {
  testOf(kind, 0)(
    'cancels a queued request on a disarm, and does not send it when the profile is armed again',
    async () => {
      const { outcome } = await queued(kind)
      await host.client.call('safety.disarm', {})
      expect(await outcome).toMatchObject(unsent('not-armed'))
      await host.client.call('safety.arm', {})
      await muchLater()
      expect(arrived(kind)).toBe(0)
    },
  )

  testOf(kind, 1)('cancels a queued request when its call is aborted', async () => {
    const controller = new AbortController()
    await queued(kind, controller.signal)
    controller.abort()
    await muchLater()
    expect(arrived(kind)).toBe(0)
  })

  testOf(kind, 2)('cancels a queued request when its window closes', async () => {
    await queued(kind)
    host.closeWindow()
    await muchLater()
    expect(arrived(kind)).toBe(0)
  })

  testOf(kind, 3)(
    'cancels a queued request when the user cancels it, and its call reports that nothing was sent',
    async () => {
      const { outcome } = await queued(kind)
      expect(await host.client.call('requests.withdraw', { waitId })).toEqual({ withdrawn: true })
      expect(await outcome).toMatchObject(unsent('cancelled'))
      await muchLater()
      expect(arrived(kind)).toBe(0)
    },
  )

  testOf(kind, 4)('cancels a queued request after ten seconds with not-sent-rate-limited', async () => {
    const { outcome } = await queued(kind, undefined, false)
    const begun = host.clock.skipped
    expect(await skipUntil(host.clock, outcome)).toMatchObject(unsent('not-sent-rate-limited'))
    expect(host.clock.skipped - begun).toBeLessThan(15_000)
    await muchLater()
    expect(arrived(kind)).toBe(0)
  })

  testOf(kind, 5)('sends a queued request once, after its wait, if the user chooses to keep waiting', async () => {
    const { outcome } = await queued(kind)
    await vi.waitUntil(() => !('withdrawnInMs' in (waits.at(-1) ?? {})), { interval: 5 })
    await muchLater()
    await outcome
    expect(arrived(kind)).toBe(1)
    expect(await host.client.call('requests.keepWaiting', { waitId })).toEqual({ waiting: false })
    expect(await host.client.call('requests.withdraw', { waitId })).toEqual({ withdrawn: false })
  })
})

test('cancels a pending order when the vault is locked', async () => {
  const { outcome } = await queued(ORDER)
  await host.client.call('keys.lockVault', {})
  expect(await outcome).toMatchObject(unsent('vault-locked'))
  await muchLater()
  expect(arrived(ORDER)).toBe(0)
})

test('cancels a pending order on a disconnect, and does not send it over a new connection', async () => {
  const { outcome } = await queued(ORDER)
  await host.client.call('session.disconnect', {})
  expect(await outcome).toMatchObject(unsent('session-closed'))
  await host.client.call('session.connect', {})
  await muchLater()
  expect(arrived(ORDER)).toBe(0)
})

test('cancels a pending order when another profile is selected, and does not send it after switching back', async () => {
  const before = host.view()?.profile.id ?? ''
  const { id } = await host.client.call('profiles.create', {
    guardRails: 'none',
    kind: 'gateway',
    name: 'Other',
    url: 'https://localhost:1/',
  })
  const { outcome } = await queued(ORDER)
  await host.client.call('profiles.select', { id })
  expect(await outcome).toMatchObject(unsent('other-profile'))
  await host.client.call('profiles.select', { id: before })
  await muchLater()
  expect(arrived(ORDER)).toBe(0)
})

test('rejects a request for a profile that the window no longer shows', async () => {
  const practice = host.view()?.profile.id ?? ''
  const other = { kind: 'gateway', name: 'Other', url: 'https://localhost:1/', guardRails: 'none' } as const
  const { id: profileId } = await host.client.call('profiles.create', other)
  await host.client.call('profiles.select', { id: profileId })
  // The Practice profile is always armed.
  await host.client.call('profiles.select', { id: practice })
  await vi.waitUntil(() => host.view()?.state.kind === 'ready', { timeout: 20_000 })
  const refused = { code: 'other-profile', detail: { sent: false } }
  const { client } = host
  await expect(client.call('orders.place', { ...order(), profileId })).rejects.toMatchObject(refused)
  await expect(client.call('orders.modify', { ...order(), orderId: '7', profileId })).rejects.toMatchObject(refused)
  await expect(client.call('orders.cancel', { accountId, orderId: '7', profileId })).rejects.toMatchObject(refused)
  const reply = { replyId: 'abc', confirmed: true, profileId }
  await expect(client.call('orders.reply', reply)).rejects.toMatchObject(refused)
  expect(everyKind.map(arrived)).toEqual([0, 0, 0, 0, 0, 0])
})

test('counts sleep mode towards the limit of ten seconds', async () => {
  // The pause of one second ends before the timer of ten seconds, so that the order would be sent.
  host.simulator.controls.faults.add(`429=1@${orders()},times=1`)
  await host.client.call('orders.place', order()).catch(() => undefined)
  const outcome = host.client.call('orders.place', { ...order(), waitId })
  const ended = expect(outcome).rejects.toMatchObject({ code: 'not-sent-rate-limited', detail: { sent: false } })
  await vi.waitUntil(() => waits.length > 0, { timeout: 20_000, interval: 5 })
  host.clock.sleep(3_600_000)
  host.clock.skip(2_000)
  await ended
  expect(arrived(ORDER)).toBe(1)
})

test('does not cancel a sent order on a disarm, a cancel request or an aborted call', async () => {
  host.simulator.controls.faults.add(`latency=5000@${orders()}`)
  const controller = new AbortController()
  const outcome = host.client.call('orders.place', { ...order(), waitId }, controller.signal)
  await vi.waitUntil(() => arrived(ORDER) === 1, { timeout: 20_000, interval: 5 })
  await host.client.call('safety.disarm', {})
  expect(await host.client.call('requests.withdraw', { waitId })).toEqual({ withdrawn: false })
  controller.abort()
  await outcome.catch(() => undefined)
  host.clock.skip(6_000)
  await vi.waitUntil(() => /BUY 1 [^"]{1,40}: (?:accepted|IBKR)/.test(host.sent()), { timeout: 20_000 })
})

test('records a cancelled pending order in the session timeline, but not in the history', async () => {
  const { outcome } = await queued(ORDER)
  const page = async () => (await host.client.call('history.page', { query: {}, offset: 0, limit: 50 })).rows
  const [waiting, ...others] = await page()
  expect(waiting).toMatchObject({ outcome: 'pending', source: 'orders' })
  await host.client.call('requests.withdraw', { waitId })
  await outcome
  expect(await page()).toEqual(others)
  expect(host.sent()).toContain('Cancelled before it was sent. Nothing was sent.')
})

test('does not limit the wait of a read, even if the profile is not armed', async () => {
  const read = { method: 'GET', path: '/portfolio/subaccounts', query: [], waitId } as const
  await host.client.callBytes('requests.send', { ...read, waitId: undefined })
  const outcome = host.client.callBytes('requests.send', read)
  await vi.waitUntil(() => waits.length > 0, { timeout: 20_000, interval: 5 })
  expect(waits[0]).not.toHaveProperty('withdrawnInMs')
  await host.client.call('safety.disarm', {})
  expect((await skipUntil(host.clock, outcome)).output.status).toBe(200)
})

test('never queues a trading socket message, neither as a subscription nor while the socket is down', async () => {
  await vi.waitUntil(() => host.view()?.socket === 'connected', { timeout: 20_000 })
  const text = 'shs+265598+{"step":1}'
  await expect(host.client.call('stream.subscribe', { text })).rejects.toMatchObject({ code: 'invalid-input' })
  host.simulator.controls.faults.add('close=1001@ws,times=1')
  await host.until('the socket is down', () => host.view()?.socket !== 'connected', 60)
  await expect(host.client.call('socket.send', { text })).rejects.toMatchObject({ code: 'not-connected' })
  await host.until('connected', () => host.view()?.socket === 'connected', 60)
  expect(host.simulator.record.frames({ direction: 'in' }).map((frame) => frame.text)).not.toContain(text)
})

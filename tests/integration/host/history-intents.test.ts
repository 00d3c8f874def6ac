import { afterEach, describe, expect, test, vi } from 'vitest'
import { type Clock, systemClock } from '../../../src/client/clock.ts'
import type { DatabaseStarter } from '../../../src/host/database/database.ts'
import { loopbackTurn } from '../../faults/loopback-turn.ts'
import { firstSnapshot } from '../../process/first-snapshot.ts'
import { inThreadDatabase } from '../../process/in-thread-database.ts'
import { type PracticeHost, startPracticeHost } from '../../process/practice-host.ts'
import { skipUntil } from '../client/skippable-clock.ts'

let host: PracticeHost
let accountId: string
afterEach(() => host.close())

async function start(options: Parameters<typeof startPracticeHost>[0] = {}): Promise<void> {
  host = await startPracticeHost(options)
  await vi.waitUntil(() => host.view()?.state.kind === 'ready', { timeout: 20_000 })
  const state = host.view()?.state
  accountId = state?.kind === 'ready' ? state.accounts.selected : ''
}

const rows = async () =>
  (await host.client.call('history.page', { query: { changes: true }, offset: 0, limit: 10 })).rows

const order = () =>
  ({ accountId, conid: 265598, side: 'BUY', orderType: 'MKT', quantity: 1, timeInForce: 'DAY' }) as const
const body = JSON.stringify({ orders: [{ conid: 265598, orderType: 'MKT', side: 'BUY', quantity: 1, tif: 'DAY' }] })
const explorer = (method: 'POST' | 'DELETE', path: string) =>
  host.client.callBytes('requests.send', { method, path, query: [], ...(method === 'POST' && { body }) })

/** Every kind of trading request, and what its path ends with. */
const kinds = {
  'an order of the ticket': ['/orders', () => host.client.call('orders.place', order())],
  'a change of an order': ['/order/7', () => host.client.call('orders.modify', { ...order(), orderId: '7' })],
  'a cancel': ['/order/7', () => host.client.call('orders.cancel', { accountId, orderId: '7' })],
  'a reply': ['/reply/abc', () => host.client.call('orders.reply', { replyId: 'abc', confirmed: true })],
  'an order of the explorer': ['/orders', () => explorer('POST', `/iserver/account/${accountId}/orders`)],
  'a cancel of the explorer': ['/order/7', () => explorer('DELETE', `/iserver/account/${accountId}/order/7`)],
  'the kill switch': ['/order/-1', () => host.client.call('killSwitch.run', {})],
} as const satisfies Readonly<Record<string, readonly [path: string, call: () => Promise<unknown>]>>

describe('the history of trading requests', () => {
  test.each(Object.keys(kinds) as (keyof typeof kinds)[])(
    'stores %s before its response arrives, and its outcome in the same entry',
    async (kind) => {
      await start()
      const [path, call] = kinds[kind]
      const place = kind === 'a reply' ? '/iserver' : `/iserver/account/${accountId}`
      host.simulator.controls.faults.add(`latency=5000@${place}${path}`)
      host.simulator.record.clear()
      const sending = Promise.allSettled([call()])
      await vi.waitUntil(async () => (await rows()).length > 0)
      const [pending, ...others] = await rows()
      expect(pending).toMatchObject({
        outcome: 'pending',
        path: expect.stringMatching(new RegExp(`${path}$`)) as string,
      })
      expect(others).toEqual([])
      await skipUntil(host.clock, sending)
      const done = (await rows()).filter(({ path: each }) => each === pending?.path)
      expect(done).toMatchObject([{ id: pending?.id, at: pending?.at }])
      expect(done[0]?.outcome).not.toBe('pending')
    },
  )

  test('contains no request that was withdrawn before it was sent', async () => {
    await start()
    const orders = `/iserver/account/${accountId}/orders`
    host.simulator.controls.faults.add(`429@${orders},times=1`)
    await explorer('POST', orders)
    const before = await rows()
    const waitId = '22222222-2222-4222-8222-222222222222'
    const waiting = [
      host.client.call('orders.place', order()),
      host.client.callBytes('requests.send', { method: 'POST', path: orders, query: [], body, waitId }),
    ]
    const refused = expect(Promise.allSettled(waiting)).resolves.toMatchObject([
      { reason: { detail: { sent: false } } },
      { reason: { detail: { sent: false } } },
    ])
    await vi.waitUntil(async () => (await host.client.call('requests.keepWaiting', { waitId })).waiting)
    await vi.waitUntil(async () => (await rows()).length === before.length + 2)
    await host.client.call('safety.disarm', {})
    await refused
    expect(await rows()).toEqual(before)
  })
})

/** A database whose writes wait from `hold` on until `release`. */
function heldDatabase() {
  let held: (() => void)[] | undefined
  const start: DatabaseStarter = (file, onReply, onEnd) => {
    const engine = inThreadDatabase(file, onReply, onEnd)
    const post: typeof engine.post = (request) => {
      if (held && request.kind === 'write') held.push(() => engine.post(request))
      else engine.post(request)
    }
    return { end: () => engine.end(), post }
  }
  return {
    start,
    hold: () => {
      held = []
    },
    release: () => {
      const writes = held ?? []
      held = undefined
      for (const write of writes) write()
    },
  }
}

test('sends an order 200 ms after a disk that does not respond, with a notice, and a kill switch at once', async () => {
  const database = heldDatabase()
  // Fires the limit of 200 ms only when the test says so, however slow the machine is.
  const limits: (() => void)[] = []
  const after: Clock['after'] = (ms, callback) => {
    if (ms !== 200) return systemClock.after(ms, callback)
    limits.push(callback)
    return () => undefined
  }
  await start({ startDatabase: database.start, clock: { ...systemClock, after } })
  const sent = (method: string) => host.simulator.record.requests({ method, path: /\/(?:orders|order\/-1)$/ }).length
  host.simulator.record.clear()
  database.hold()
  const placing = host.client.call('orders.place', order())
  await vi.waitUntil(() => limits.length === 1)
  await loopbackTurn()
  expect(sent('POST')).toBe(0)
  limits[0]?.()
  await placing
  expect(sent('POST')).toBe(1)
  const notices = async () =>
    (await firstSnapshot(host.client, 'app.notices', {})).filter((text) => text.includes('before the history'))
  expect(await notices()).toEqual([
    expect.stringContaining('A trading request was sent before the history had stored it'),
  ])
  // Its report may wait for the order list, which does not matter here.
  void Promise.allSettled([host.client.call('killSwitch.run', {})])
  await vi.waitUntil(() => sent('DELETE') > 0)
  expect(limits).toHaveLength(1)
  database.release()
  await vi.waitUntil(async () => {
    const stored = await rows()
    return stored.length > 1 && stored.every(({ outcome }) => outcome !== 'pending')
  })
  expect(await notices()).toHaveLength(1)
})

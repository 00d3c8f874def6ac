import fc from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type GuardRails, NO_RAILS } from '../../../src/shared/domain/guard-rails.ts'
import type { RpcError } from '../../../src/shared/rpc/rpc-error.ts'
import { loopbackTurn } from '../../faults/loopback-turn.ts'
import { isLongRun } from '../../process/long-run-tests.ts'
import { type Phase, possibleAt } from '../../process/phases.ts'
import { type PracticeHost, startPracticeHost } from '../../process/practice-host.ts'
import { propertyRuns } from '../../process/property-runs.ts'

let host: PracticeHost
let accountId: string
beforeAll(async () => {
  host = await startPracticeHost()
  await vi.waitUntil(() => host.view()?.state.kind === 'ready', { timeout: 20_000 })
  const state = host.view()?.state
  accountId = state?.kind === 'ready' ? state.accounts.selected : ''
})
afterAll(() => host.close())

test('no order leaves the host beyond the limit of orders per minute, and no other order is stopped', async () => {
  const request = fc.record({ size: fc.integer({ min: 1, max: 3 }), pause: fc.integer({ min: 0, max: 5 }) })
  const runs = fc.record({
    action: fc.constantFrom('warn', 'refuse'),
    limit: fc.integer({ min: 1, max: 6 }),
    requests: fc.array(request, { minLength: 2, maxLength: 6 }),
  })
  await fc.assert(
    fc.asyncProperty(runs, async ({ action, limit, requests }) => {
      const rails = { ...NO_RAILS, ordersPerMinute: { action, limit } } as const
      await host.client.call('guardRails.change', { profileId: 'practice', rails })
      host.clock.skip(61_000)
      let [now, left] = [0, [] as readonly number[]]
      for (const { size, pause } of requests) {
        // A multiple of 7 s is never close to a minute.
        now += 7 * pause
        host.clock.skip(7_000 * pause)
        await host.until('the session is ready', () => host.view()?.state.kind === 'ready', 120)
        host.simulator.record.clear()
        const row = { conid: 265598, side: 'BUY', orderType: 'LMT', price: 1, quantity: 1, tif: 'DAY' }
        const body = JSON.stringify({ orders: Array.from({ length: size }, () => row) })
        const path = `/iserver/account/${accountId}/orders`
        const request = { method: 'POST', path, query: [], body } as const
        const [code, replyId] = await host.client.callBytes('requests.send', request).then(
          ({ output }) => ['sent', output.question?.replyId],
          (error: unknown) => [(error as RpcError).code],
        )
        // The next order would be refused while a question is open.
        if (replyId !== undefined) await host.client.call('orders.reply', { replyId, confirmed: false })
        const sent = host.simulator.record.requests({ method: 'POST', path: /\/orders$/ }).length
        left = left.filter((at) => now - at < 60)
        const isAllowed = left.length + size <= limit
        const stopped = action === 'refuse' ? 'guard-rail-refused' : 'guard-rail-warning'
        expect({ code, sent }).toEqual(isAllowed ? { code: 'sent', sent: 1 } : { code: stopped, sent: 0 })
        if (isAllowed) left = [...left, ...Array.from({ length: size }, () => now)]
      }
    }),
    { numRuns: propertyRuns(60) },
  )
}, 60_000)

test('no reply to a question leaves the host when its order exceeds the limits of that time', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 }), async (quantity, limit) => {
      await host.client.call('guardRails.change', { profileId: 'practice', rails: NO_RAILS })
      // The lease of a question of the last run ends.
      host.clock.skip(61_000)
      const order = {
        accountId,
        conid: 265598,
        side: 'BUY',
        orderType: 'LMT',
        price: 1,
        quantity,
        timeInForce: 'DAY',
      } as const
      const question = await host.client.call('orders.place', order)
      if (question.kind !== 'question') throw new Error(JSON.stringify(question))
      const rails = { ...NO_RAILS, quantity: { action: 'refuse', limit } } as const
      await host.client.call('guardRails.change', { profileId: 'practice', rails })
      host.simulator.record.clear()
      const { replyId } = question
      const code = await host.client.call('orders.reply', { replyId, confirmed: true }).then(
        () => 'sent',
        (error: unknown) => (error as RpcError).code,
      )
      expect(code).toBe(quantity > limit ? 'guard-rail-refused' : 'sent')
      expect(host.simulator.record.requests({ path: /\/iserver\/reply\// })).toHaveLength(quantity > limit ? 0 : 1)
      await host.client.call('orders.reply', { replyId, confirmed: false }).catch(() => undefined)
    }),
    { numRuns: propertyRuns(60) },
  )
}, 60_000)

/** An order as the explorer sends it, with one of the ways to state its size. */
type RacingRow = { readonly [name: string]: string | number | boolean }

const someRow: fc.Arbitrary<RacingRow> = fc
  .record({
    size: fc.integer({ min: 1, max: 400 }),
    kind: fc.constantFrom('quantity', 'cash', 'conversion', 'combination'),
    ratios: fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 })),
    side: fc.constantFrom('BUY', 'SELL'),
  })
  .map(({ size, kind, ratios: [first, second], side }): RacingRow => {
    const limit = { side, orderType: 'LMT', price: 100, tif: 'DAY' } as const
    if (kind === 'cash') return { ...limit, conid: 265598, cashQty: size * 100 }
    if (kind === 'conversion')
      return { side, orderType: 'MKT', tif: 'DAY', conid: 12087792, fxQty: size, isCcyConv: true }
    if (kind === 'quantity') return { ...limit, conid: 265598, quantity: size }
    return { ...limit, conidex: `28812380;;;265598/${first},8314/-${second}`, quantity: size }
  })

/** Path and body of a request, and the orders that it sends. */
type SentOrders = readonly [path: string, body: unknown, rows: readonly RacingRow[]]

/** What happens to the permission to send while orders are on their way. */
type Control = { readonly kind: 'limits'; readonly rails: GuardRails } | { readonly kind: 'arm' | 'disarm' | 'kill' }

const someLimits = fc
  .record({
    quantity: fc.record({
      action: fc.constantFrom('off', 'warn', 'refuse'),
      limit: fc.integer({ min: 1, max: 1_500 }),
    }),
    value: fc.record({
      action: fc.constantFrom('off', 'off', 'refuse'),
      limit: fc.integer({ min: 100, max: 50_000 }),
    }),
  })
  .map((rails): Control => ({ kind: 'limits', rails: { ...NO_RAILS, currency: 'USD', ...rails } }))
const someControl = fc.oneof(
  { weight: 4, arbitrary: someLimits },
  { weight: 6, arbitrary: fc.constant<Control>({ kind: 'arm' }) },
  { weight: 2, arbitrary: fc.constant<Control>({ kind: 'disarm' }) },
  { weight: 2, arbitrary: fc.constant<Control>({ kind: 'kill' }) },
)

/** 20,000 orders in the long run. A race skips many seconds, so the short run has few. */
const RACES = isLongRun ? 400 : 5
const REQUESTS_PER_RACE = 50

let turns = Promise.resolve()
/**
 * Resolves when what left before has arrived: a new connection is accepted in the first turn, and read in the second.
 * Turns follow each other, because one that another one overlaps may end with the other's byte.
 */
function untilArrived(): Promise<void> {
  turns = turns.then(loopbackTurn).then(loopbackTurn)
  return turns
}
const someRace = fc.array(
  fc.record({
    control: fc.option(someControl, { freq: 5 }),
    /** Whether the next order waits until the control has ended. */
    waits: fc.boolean(),
    // Mostly none, so that orders wait for the rate limit while controls run.
    pause: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 100),
    rows: fc.array(someRow, { minLength: 1, maxLength: 2 }),
    entryPoint: fc.constantFrom(
      'list',
      'bare list',
      'single',
      'legacy',
      'change',
      'ticket',
      'ticket change',
      'bracket',
    ),
  }),
  { minLength: REQUESTS_PER_RACE, maxLength: REQUESTS_PER_RACE },
)

/** Prices move while a race runs, so a limit closer than this factor to a value decides nothing. */
const SLACK = 1.2

/** Reports whether an order is beyond limits that stop it. Computed without the code under test. */
function isBeyond(
  { conidex, side, quantity, cashQty, fxQty }: RacingRow,
  { quantity: most, value }: GuardRails,
): boolean {
  const ratios = [...String(conidex ?? '').matchAll(/\/(-?\d+)/g)].map(([, ratio]) => Number(ratio))
  const size = Number(quantity ?? fxQty ?? Number(cashQty) / (100 * SLACK)) * Math.max(1, ...ratios.map(Math.abs))
  if (most.action !== 'off' && size > most.limit) return true
  // A combination is bought at its limit, and sold at what its legs are worth. A euro is worth more than a dollar.
  const net = side === 'SELL' ? Math.abs(ratios.reduce((sum, ratio) => sum + ratio, 0)) : 0
  const worth = Number(cashQty ?? fxQty ?? Number(quantity) * 100 * Math.max(1, net))
  return value.action !== 'off' && worth > value.limit * SLACK
}

// A second run has another seed, and would hide what the first one found.
test('no order leaves beyond a limit or from a disarmed profile while limits, arming and the kill switch race it', {
  retry: 0,
  timeout: 900_000,
}, async () => {
  const outcomes = { left: 0, stopped: 0, tickets: 0, brackets: 0, changes: 0 }
  await fc.assert(
    fc.asyncProperty(someRace, async (acts) => {
      const { client, clock, simulator } = host
      const [limits, armed]: [Phase<GuardRails>[], Phase<boolean>[]] = [[], []]
      let running = 0
      // Disarms at once, and reports seconds later.
      const kill = async (): Promise<void> => {
        running += 1
        await client.call('killSwitch.run', {}).catch(() => undefined)
        running -= 1
      }
      const apply = async (control: Control): Promise<void> => {
        const phase = { begun: clock.now(), ended: Number.POSITIVE_INFINITY }
        const noted: Phase<unknown> =
          control.kind === 'limits' ? { ...phase, value: control.rails } : { ...phase, value: control.kind === 'arm' }
        if (control.kind === 'limits') limits.push(noted as Phase<GuardRails>)
        else armed.push(noted as Phase<boolean>)
        running += 1
        try {
          if (control.kind === 'limits')
            await client.call('guardRails.change', { profileId: 'practice', rails: control.rails })
          else if (control.kind === 'kill') void kill()
          else await client.call(`safety.${control.kind}`, {})
          await untilArrived()
          noted.ended = clock.now()
        } catch {
          // A confirmation that another control withdrew: nothing is certain, and the earlier values stay possible.
        }
        running -= 1
      }
      const replies = new Map<string, readonly RacingRow[]>()
      const post = async ([path, body, rows]: SentOrders): Promise<void> => {
        const request = { method: 'POST', path, query: [], body: JSON.stringify(body) } as const
        const response = await client.callBytes('requests.send', request)
        const [, id] = /"id":"([^"]+)"/.exec(Buffer.from(response.body).toString()) ?? []
        if (id === undefined || replies.has(id)) return
        replies.set(id, rows)
        await post([`/iserver/reply/${id}`, { confirmed: true }, rows])
      }
      // The order of a ticket has a quantity. Its exits have the same, and no higher price.
      const place = async ({ rows, entryPoint }: (typeof acts)[number]): Promise<void> => {
        const row: RacingRow = rows[0] ?? {}
        const size = Number(row['quantity'] ?? row['fxQty'] ?? Number(row['cashQty']) / 100)
        const terms = { orderType: 'LMT', price: 100, quantity: size, timeInForce: 'DAY' } as const
        const exit = { orderType: 'LMT', price: 100, timeInForce: 'DAY' } as const
        const order = { accountId, conid: 265598, side: row['side'] === 'SELL' ? 'SELL' : 'BUY', ...terms } as const
        const attached = { kind: 'bracket', takeProfit: { ...exit, price: 110 } } as const
        const placed =
          entryPoint === 'ticket change'
            ? await client.call('orders.modify', { ...order, orderId: '7' } as never)
            : await client.call('orders.place', entryPoint === 'bracket' ? { ...order, side: 'BUY', attached } : order)
        if (placed.kind !== 'question' || replies.has(placed.replyId)) return
        replies.set(placed.replyId, [{ conid: 265598, price: 100, quantity: size }])
        await client.call('orders.reply', { replyId: placed.replyId, confirmed: true })
      }
      const sendOrders = async (act: (typeof acts)[number]): Promise<void> => {
        const { rows, entryPoint } = act
        const base = `/iserver/account/${accountId}`
        const [first = {}] = rows
        const requests = {
          list: [`${base}/orders`, { orders: rows }, rows],
          'bare list': [`${base}/orders`, rows, rows],
          single: [`${base}/orders`, first, [first]],
          legacy: [`${base}/order`, first, [first]],
          change: [`${base}/order/7`, first, [first]],
        } satisfies Record<string, SentOrders>
        running += 1
        const sending = entryPoint in requests ? post(requests[entryPoint as keyof typeof requests]) : place(act)
        await sending.catch(() => undefined)
        running -= 1
      }
      const finish = (): Promise<void> => host.until('all calls have ended', () => running === 0, 600)

      await host.until('the session is ready', () => host.view()?.state.kind === 'ready', 120)
      await Promise.all([apply({ kind: 'limits', rails: NO_RAILS }), apply({ kind: 'arm' })])
      clock.skip(20_000)
      await host.until('the session is ready', () => host.view()?.state.kind === 'ready', 120)
      for (const symbol of ['AAPL', 'IBM']) simulator.controls.setPrice(symbol, 100)
      simulator.record.clear()
      for (const act of acts) {
        if (act.control) {
          const applied = apply(act.control)
          if (act.waits) await applied
        }
        void sendOrders(act)
        if (act.pause > 0) {
          await untilArrived()
          clock.skip(act.pause)
        }
      }
      await finish()

      const arrived = simulator.record.requests({ method: 'POST', path: /\/iserver\/(account|reply)\// })
      const wrong = arrived.flatMap(({ at, path, body }) => {
        const [, replyId] = /\/reply\/(.+)$/.exec(path) ?? []
        const sent = JSON.parse(body) as { orders?: readonly RacingRow[] } | RacingRow | readonly RacingRow[]
        const listed = 'orders' in sent ? (sent.orders as readonly RacingRow[]) : ([sent].flat() as RacingRow[])
        const rows = replyId === undefined ? listed : (replies.get(replyId) ?? [])
        const inForce = possibleAt(limits, at)
        const mayLeave =
          possibleAt(armed, at).includes(true) && inForce.some((rails) => !rows.some((row) => isBeyond(row, rails)))
        return mayLeave && rows.length > 0 ? [] : [{ at, path, body, inForce, armed }]
      })
      expect(wrong).toEqual([])
      const orders = arrived.filter(({ path }) => !path.includes('/reply/')).length
      outcomes.left += orders
      // Only a ticket has a client order id, and only a bracket names a parent.
      outcomes.tickets += arrived.filter(({ body }) => body.includes('"cOID"')).length
      outcomes.brackets += arrived.filter(({ body }) => body.includes('"parentId"')).length
      outcomes.changes += arrived.filter(({ path }) => path.includes('/order/7')).length
      outcomes.stopped += acts.length - orders
    }),
    // Each race takes a second: shrinking one takes minutes, and the failed requests are listed.
    { numRuns: RACES, endOnFailure: true },
  )
  expect(outcomes.left + outcomes.stopped).toBe(RACES * REQUESTS_PER_RACE)
  // Both outcomes are frequent, so the property is not empty.
  expect(Math.min(outcomes.left, outcomes.stopped)).toBeGreaterThan(RACES)
  process.stdout.write(`${JSON.stringify(outcomes)}\n`)
  if (isLongRun) expect(Math.min(outcomes.tickets, outcomes.brackets, outcomes.changes)).toBeGreaterThan(0)
})

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { GuardRailCheck } from '../../../src/shared/contract/guard-rail-views.ts'
import type { RequestDraft } from '../../../src/shared/contract/schemas.ts'
import type { GuardRails } from '../../../src/shared/domain/guard-rails.ts'
import { NO_RAILS, STRICT_RAILS } from '../../../src/shared/domain/guard-rails.ts'
import { loopbackTurn } from '../../faults/loopback-turn.ts'
import { firstSnapshot } from '../../process/first-snapshot.ts'
import { type PracticeHost, startGatewayHost, startPracticeHost } from '../../process/practice-host.ts'
import { readOptions } from '../../process/practice-options.ts'

let host: PracticeHost
let accountId: string

async function ready(): Promise<void> {
  await vi.waitUntil(() => host.view()?.state.kind === 'ready', { timeout: 20_000 })
  const state = host.view()?.state
  accountId = state?.kind === 'ready' ? state.accounts.selected : ''
}
beforeEach(async () => {
  host = await startPracticeHost()
  await ready()
})
afterEach(() => host.close())

const rails = (changed: Partial<GuardRails>, profileId = 'practice') =>
  host.client.call('guardRails.change', { profileId, rails: { ...NO_RAILS, ...changed } })

const ticket = (fields: object = {}) =>
  ({
    accountId,
    conid: 265598,
    side: 'BUY',
    orderType: 'LMT',
    price: 240,
    quantity: 5,
    timeInForce: 'DAY',
    ...fields,
  }) as const
const place = (fields: object = {}, acknowledged?: string) =>
  host.client.call('orders.place', { ...ticket(fields), ...(acknowledged !== undefined && { acknowledged }) })
const check = (fields: object = {}, more: object = {}): Promise<GuardRailCheck> =>
  host.client.call('guardRails.check', { kind: 'ticket', order: ticket(fields), ...more })

const draft = (path: string, body: unknown): RequestDraft => ({
  method: 'POST',
  path,
  query: [],
  body: typeof body === 'string' ? body : JSON.stringify(body),
})
const send = async (request: RequestDraft, acknowledged?: string) =>
  (await host.client.callBytes('requests.send', { ...request, ...(acknowledged !== undefined && { acknowledged }) }))
    .output
const row = (fields: object = {}) => ({
  conid: 265598,
  side: 'BUY',
  orderType: 'LMT',
  price: 240,
  quantity: 5,
  tif: 'DAY',
  ...fields,
})
const ordersPath = () => `/iserver/account/${accountId}/orders`

/** Returns the order requests that the server received. */
const received = () =>
  host.simulator.record
    .requests({ path: /\/iserver\/(?:account\/[^/]+\/orders?(?:\/\d+)?|account\/orders\/.+|reply\/.+|notification)$/ })
    .filter(({ method }) => method === 'POST')

const refused = (text: string) => ({
  code: 'guard-rail-refused',
  message: expect.stringContaining(text) as string,
  detail: { sent: false },
})
const warned = (text: string) => ({ ...refused(text), code: 'guard-rail-warning' })

test('refuses an order above a limit through the ticket and the explorer, and sends nothing', async () => {
  await rails({ quantity: { action: 'refuse', limit: 10 } })
  await expect(place({ quantity: 11 })).rejects.toMatchObject(refused('Quantity 11 exceeds the limit of 10'))
  const change = { ...ticket({ quantity: 11 }), orderId: '7' }
  await expect(host.client.call('orders.modify', change)).rejects.toMatchObject(refused('Quantity 11'))
  const bracket = { orders: [row(), row({ quantity: 11, parentId: 'x' })] }
  await expect(send(draft(ordersPath(), bracket))).rejects.toMatchObject(refused('Order 2: Quantity 11'))
  await expect(send(draft(`${ordersPath().slice(0, -1)}/7`, row({ quantity: 11 })))).rejects.toMatchObject(
    refused('11'),
  )
  const combination = row({ conid: undefined, conidex: '28812380;;;265598/100,8314/-100', quantity: 10 })
  await expect(send(draft(ordersPath(), { orders: [combination] }))).rejects.toMatchObject(refused('Quantity 1,000 of'))
  const doubled = '{"orders":[{"conid":265598,"quantity":1,"quantity":1e9}]}'
  await expect(send(draft(ordersPath(), doubled))).rejects.toMatchObject(refused('"quantity" is repeated'))
  await expect(send(draft('/iserver/account/x/ORDERS', {}))).rejects.toMatchObject(
    refused('This request cannot be checked'),
  )
  expect(received()).toEqual([])
  expect(await place({ quantity: 10 })).toMatchObject({ kind: expect.stringMatching(/question|accepted/) as string })
  expect(received()).toHaveLength(1)
})

test('refuses a reply to a question about an order that another program sent', async () => {
  await rails({ quantity: { action: 'refuse', limit: 10 } })
  await expect(host.client.call('orders.reply', { replyId: 'abc', confirmed: true })).rejects.toMatchObject(
    refused('did not send the order'),
  )
  await expect(send(draft('/iserver/reply/abc', { confirmed: true }))).rejects.toMatchObject(refused('did not send'))
  expect(received()).toEqual([])
  await send(draft('/iserver/reply/abc', { confirmed: false }))
  expect(received()).toHaveLength(1)
})

test('counts an order no more once its question was declined', async () => {
  await untilOrdersAreCurrent()
  await rails({ position: { action: 'refuse', limit: 5 } })
  const order = { conid: 4391, orderType: 'MKT', price: undefined }
  const first = await place(order)
  if (first.kind !== 'question') throw new Error(`No question, but ${first.kind}`)
  await host.client.call('orders.reply', { replyId: first.replyId, confirmed: false })
  expect(await place(order)).toMatchObject({ kind: 'question' })
})

test('refuses a socket message that exercises options while a limit refuses', async () => {
  await vi.waitUntil(() => host.view()?.socket === 'connected')
  const texts = ['shs+exercise+{"CEX":"1"}', 'inp+exercise+{"action":"user_input"}', `xer+${accountId}+{}`]
  for (const limits of [
    { value: { action: 'refuse', limit: 1e12 } },
    { nakedShorts: { action: 'refuse', limit: 1_000 } },
    { daysToExpiry: { action: 'warn', limit: 1 } },
  ] satisfies Partial<GuardRails>[]) {
    await rails(limits)
    const code = 'daysToExpiry' in limits ? 'guard-rail-warning' : 'guard-rail-refused'
    for (const text of texts) await expect(host.client.call('socket.send', { text })).rejects.toMatchObject({ code })
  }
  const exercise = draft(`/iserver/account/${accountId}/exercise`, { conid: 1, quantity: 1 })
  await expect(send(exercise)).rejects.toMatchObject(warned('This request cannot be checked'))
  expect(host.simulator.record.requests({ path: /exercise/ })).toEqual([])
  expect(host.simulator.record.frames({ topic: 'shs', direction: 'in' })).toEqual([])
})

test('judges options and combos by their terms, their deltas and the positions of the account', async () => {
  await untilOrdersAreCurrent()
  const [low = 0, high = 0] = (await readOptions(host, 1)).map(({ conid }) => conid)
  const [later = 0] = (await readOptions(host, 2)).map(({ conid }) => conid)
  const option = { conid: low, quantity: 2, orderType: 'LMT', price: 5 }
  await rails({ notional: { action: 'refuse', limit: 1_000 } })
  await expect(place(option)).rejects.toMatchObject(refused('Notional USD '))
  // The conids of Practice count the months. No limit is needed for that, once the contract is known.
  const expired = row({ ...option, conid: low - 2 * 4096 * 3 })
  for (const limits of [{ notional: { action: 'warn', limit: 1e9 } }, {}] as const) {
    await rails(limits)
    await expect(send(draft(ordersPath(), { orders: [expired] }))).rejects.toMatchObject(refused('expired on'))
  }
  // A review finds it without any limit, before the contract is known.
  const { findings } = await check({ ...option, conid: high - 2 * 4096 * 3 })
  expect(findings[0]).toMatchObject({ rail: 'expired', action: 'refuse' })
  await rails({ delta: { action: 'refuse', limit: 1 } })
  await expect(place(option)).rejects.toMatchObject(refused('Delta-adjusted quantity 1'))
  await rails({ nakedShorts: { action: 'refuse', limit: 0 } })
  // The account holds 300 shares, which cover three calls, and a working order sells some of them.
  const sale = { ...option, side: 'SELL', quantity: 5 }
  await expect(place(sale)).rejects.toMatchObject(refused('3 naked short options of AAPL after this order exceed'))
  await rails({ daysToExpiry: { action: 'refuse', limit: 3_000 } })
  await expect(place(option)).rejects.toMatchObject(refused('sooner than the limit of 3,000 days'))
  await rails({ expiryLoss: { action: 'refuse', limit: 999 } })
  await expect(place(option)).rejects.toMatchObject(refused('The maximum loss at expiry USD 1,000.00 exceeds'))
  await expect(place(sale)).rejects.toMatchObject(refused('The loss at expiry is unlimited'))
  const combo = (legs: string, fields: object = {}) =>
    draft(ordersPath(), { orders: [row({ conid: undefined, conidex: `28812380;;;${legs}`, price: 5, ...fields })] })
  await expect(send(combo(`${low}/1,${high}/-1`))).rejects.toMatchObject(refused('at expiry USD 2,500.00 exceeds'))
  await expect(send(combo(`${low}/-1,${later}/1`))).rejects.toMatchObject(refused('expire on different days'))
  await expect(send(combo(`${low}/0,${high}/1`))).rejects.toMatchObject(refused('has the ratio 0'))
  await expect(send(combo(`${low}/1,99/-1`))).rejects.toMatchObject(refused('contract is unknown'))
  const calendar = { kind: 'request', request: combo(`${low}/-1,${later}/1`) } as const
  await rails({ expiryLoss: { action: 'warn', limit: 999 } })
  expect((await host.client.call('guardRails.check', calendar)).findings).toMatchObject([
    { rail: 'expiryLoss', action: 'warn' },
    { rail: 'collar', action: 'off', message: expect.stringContaining('above the last price') as string },
  ])
  expect(received()).toEqual([])
})

/** Waits until the order list is up to date. */
async function untilOrdersAreCurrent(): Promise<void> {
  const status = async () => (await firstSnapshot(host.client, 'orders.feed', {})).status.health.kind
  await host.until(
    'the order list is read',
    () => host.simulator.record.requests({ path: /account\/orders/ }).length > 1,
    30,
  )
  await vi.waitUntil(async () => /streaming|polling/.test(await status()))
}

/** Returns the number that the refusal of an order of 5 shares states. */
async function numberInRefusal(pattern: RegExp): Promise<number> {
  const error = await place().catch((reason: unknown) => reason)
  const [, digits = ''] = pattern.exec((error as Error).message) ?? []
  return Number(digits.replaceAll(',', ''))
}

test('counts working orders and orders that left a moment ago for the position, also concurrent ones', async () => {
  // No order of this test fills.
  host.simulator.controls.setPrice('AAPL', 95)
  await untilOrdersAreCurrent()
  await rails({ position: { action: 'refuse', limit: 1 } })
  const before = (await numberInRefusal(/A position of ([\d,]+) AAPL/)) - 5
  await rails({ position: { action: 'refuse', limit: before + 20 } })
  const away = { price: 93, quantity: 8 }
  const outcomes = await Promise.allSettled([place(away), place(away), place(away)])
  const error = refused(`A position of ${before + 24} AAPL after this order and working orders exceeds`)
  expect(outcomes.filter(({ status }) => status === 'rejected')).toMatchObject([{ reason: error }])
  expect(received()).toHaveLength(2)
  await vi.waitUntil(() => host.simulator.record.frames({ topic: 'sor', direction: 'out' }).length > 0)
  await expect(place(away)).rejects.toMatchObject(error)
  await place({ ...away, quantity: 4 })
  await place({ ...away, side: 'SELL', price: 97, quantity: before + 20 })
})

test('counts an order once: in the reply to its question, in a change, and while it works', async () => {
  host.simulator.controls.setPrice('AAPL', 95)
  await untilOrdersAreCurrent()
  await rails({ position: { action: 'refuse', limit: 1 } })
  const before = (await numberInRefusal(/A position of ([\d,]+) AAPL/)) - 5
  await rails({ position: { action: 'refuse', limit: before + 8 } })
  const question = await place({ price: 80, quantity: 8 })
  if (question.kind !== 'question') throw new Error(JSON.stringify(question))
  const accepted = await host.client.call('orders.reply', { replyId: question.replyId, confirmed: true })
  if (accepted.kind !== 'accepted') throw new Error(JSON.stringify(accepted))
  const { orderId } = accepted
  const change = (fields: object) =>
    host.client.call('orders.modify', { ...ticket({ price: 93, quantity: 8, ...fields }), orderId })
  await expect(change({ quantity: 9 })).rejects.toMatchObject(refused('A position of'))
  await vi.waitUntil(async () => {
    const { orders } = await firstSnapshot(host.client, 'orders.feed', {})
    return orders.some((each) => each.orderId === orderId && each.status === 'Submitted')
  })
  expect((await change({ price: 94 })).kind).toBe('accepted')
  await expect(place({ price: 93, quantity: 1 })).rejects.toMatchObject(refused('A position of'))
})

test('limits the working orders of the list with new ones', async () => {
  // No order of this test fills.
  host.simulator.controls.setPrice('AAPL', 95)
  await untilOrdersAreCurrent()
  await rails({ workingOrders: { action: 'refuse', limit: 1 } })
  const before = (await numberInRefusal(/: (\d+) working orders with this one/)) - 1
  await rails({ workingOrders: { action: 'refuse', limit: before + 2 } })
  const away = { price: 93, quantity: 1 }
  await Promise.all([place(away), place({ ...away, quantity: 2 })])
  const error = refused(`${before + 3} working orders with this one exceed`)
  await expect(place({ ...away, quantity: 3 })).rejects.toMatchObject(error)
  expect(received()).toHaveLength(2)
})

test('sends an order with warnings only with the acknowledgement of exactly this order, once', async () => {
  await rails({ quantity: { action: 'warn', limit: 10 } })
  await expect(place({ quantity: 11 })).rejects.toMatchObject(warned('Quantity 11'))
  const { acknowledgement, findings } = await check({ quantity: 11 })
  expect(findings).toMatchObject([{ rail: 'quantity', action: 'warn' }])
  await expect(place({ quantity: 12 }, acknowledgement)).rejects.toMatchObject(warned('Quantity 12'))
  // An acknowledgement that was used for another order is used up.
  await expect(place({ quantity: 11 }, acknowledgement)).rejects.toMatchObject(warned('Quantity 11'))
  expect(received()).toEqual([])
  const again = await check({ quantity: 11 })
  await place({ quantity: 11 }, again.acknowledgement)
  await expect(place({ quantity: 11 }, again.acknowledgement)).rejects.toMatchObject(warned('Quantity 11'))
  expect(received()).toHaveLength(1)
})

test('sends a request of the explorer with the acknowledgement of its review, in any spelling of its path', async () => {
  await rails({ quantity: { action: 'warn', limit: 10 } })
  const request = draft(`${ordersPath()}/`, { orders: [row({ quantity: 11, cOID: 'mine' })] })
  const { acknowledgement } = await host.client.call('guardRails.check', { kind: 'request', request })
  expect((await send(request, acknowledgement)).status).toBe(200)
  expect(received()).toHaveLength(1)
})

test('applies a limit that was lowered after the review, and asks for a new review', async () => {
  await rails({ quantity: { action: 'warn', limit: 10 } })
  const { acknowledgement } = await check({ quantity: 11 })
  await rails({ quantity: { action: 'warn', limit: 9 } })
  await expect(place({ quantity: 11 }, acknowledgement)).rejects.toMatchObject(warned('limit of 9'))
  const again = await check({ quantity: 11 })
  await rails({ quantity: { action: 'refuse', limit: 9 } })
  await expect(place({ quantity: 11 }, again.acknowledgement)).rejects.toMatchObject(refused('limit of 9'))
  expect(received()).toEqual([])
})

test('applies a limit that was lowered while the order waited for the rate limit', async () => {
  host.simulator.controls.faults.add(`429@${ordersPath()},times=1`)
  await place().catch(() => undefined)
  host.simulator.record.clear()
  const waitId = '22222222-2222-4222-8222-222222222222'
  const outcome = expect(host.client.call('orders.place', { ...ticket(), waitId })).rejects.toMatchObject(
    refused('limit of 1'),
  )
  await vi.waitUntil(async () => (await host.client.call('requests.keepWaiting', { waitId })).waiting)
  await rails({ quantity: { action: 'refuse', limit: 1 } })
  for (let skipped = 0; skipped < 90_000; skipped += 5_000) {
    host.clock.skip(5_000)
    await new Promise((resolve) => setTimeout(resolve, 3))
  }
  await outcome
  expect(received()).toEqual([])
})

test('stops an order at once while the facts of its limits are read: withdrawn, disarmed or killed', async () => {
  await rails({ value: { action: 'refuse', limit: 1e9 } })
  host.simulator.controls.faults.add('silence@/iserver/contract/*')
  const waitId = '33333333-3333-4333-8333-333333333333'
  const isRead = () => host.simulator.record.requests({ path: /\/info-and-rules$/ }).length > 0
  for (const [stop, code] of [
    [() => host.client.call('requests.withdraw', { waitId }), 'cancelled'],
    [() => host.client.call('safety.disarm', {}), 'not-armed'],
    [() => host.client.call('killSwitch.run', {}), 'not-armed'],
  ] as const) {
    await host.client.call('safety.arm', {})
    host.simulator.record.clear()
    const outcome = place({ waitId }).then(
      () => 'sent',
      (error: unknown) => error,
    )
    await vi.waitUntil(isRead)
    const before = host.clock.now()
    void stop().catch(() => undefined)
    expect(await outcome).toMatchObject({ code, detail: { sent: false } })
    // The facts may take five seconds.
    expect(host.clock.now() - before).toBeLessThan(2_000)
    expect(received()).toEqual([])
  }
})

test('applies a limit that was lowered while IBKR’s question is open, and keeps the acknowledgement of its order', async () => {
  await rails({ collar: { action: 'warn', limit: 20 } })
  const { acknowledgement } = await check({ price: 1 })
  const question = await place({ price: 1 }, acknowledgement)
  if (question.kind !== 'question') throw new Error(JSON.stringify(question))
  const { replyId } = question
  await rails({ collar: { action: 'warn', limit: 20 }, quantity: { action: 'refuse', limit: 1 } })
  const reply = () => host.client.call('orders.reply', { replyId, confirmed: true })
  await expect(reply()).rejects.toMatchObject(refused('Quantity 5'))
  await rails({ collar: { action: 'warn', limit: 20 } })
  expect((await reply()).kind).not.toBe('rejected')
})

test('warns about a market order without a current quote, and about a price far from the last price', async () => {
  await rails({ collar: { action: 'refuse', limit: 50 }, value: { action: 'refuse', limit: 1_500 } })
  await expect(place({ price: 90 })).rejects.toMatchObject(refused('below the last price'))
  await expect(place({ quantity: 7 })).rejects.toMatchObject(refused('Order value USD 1,'))
  expect((await check({ quantity: 5 })).contract).toEqual({ currency: 'USD', pointValue: 1, assetClass: 'STK' })
  host.simulator.controls.faults.add('503@/iserver/marketdata/snapshot')
  host.clock.skip(10_000)
  await expect(place({ orderType: 'MKT', price: undefined })).rejects.toMatchObject(refused('needs a current quote'))
  expect(received()).toEqual([])
})

test('limits orders per minute over ticket and explorer, also for concurrent orders', async () => {
  await rails({ ordersPerMinute: { action: 'refuse', limit: 3 } })
  const outcomes = await Promise.allSettled([
    place(),
    place({ quantity: 6 }),
    send(draft(ordersPath(), { orders: [row({ quantity: 1 })] })),
    place({ quantity: 7 }),
  ])
  expect(outcomes.filter(({ status }) => status === 'rejected')).toMatchObject([
    { reason: refused('order 4 within a minute') },
  ])
  expect(received()).toHaveLength(3)
  host.clock.skip(61_000)
  await place({ quantity: 8 })
  expect(received()).toHaveLength(4)
})

test('checks the order value in the currency of the limit, and the daily loss only if it was reported since the machine woke', async () => {
  await rails({ currency: 'JPY', value: { action: 'refuse', limit: 100_000 } })
  await expect(place()).rejects.toMatchObject(refused('(JPY 1'))
  const profits = () => host.simulator.record.requests({ path: /pnl/ }).length
  expect(profits()).toBe(0)
  await rails({ currency: 'EUR', dailyLoss: { action: 'refuse', limit: 1e9 } })
  await vi.waitUntil(async () => (await check()).findings.length === 0, { timeout: 10_000 })
  await place()
  expect([received().length, profits()]).toEqual([1, 1])
  const stream = host.simulator.controls.faults.add('drop@ws:spl')
  await loopbackTurn()
  host.clock.sleep(3_600_000)
  await expect(place()).rejects.toMatchObject(refused('Daily loss cannot be checked'))
  expect(received()).toHaveLength(1)
  stream.remove()
  await vi.waitUntil(async () => (await check()).findings.length === 0, { timeout: 10_000 })
})

test('reports unusual values of an order although every limit is off', async () => {
  const reads = () => host.simulator.record.requests({ path: /marketdata|contract/ }).length
  const before = reads()
  expect(await check({ quantity: 1e9, price: 90 }, { mayRead: false })).toEqual({
    findings: [expect.objectContaining({ rail: 'quantity', action: 'off' })],
  })
  const cash = { quantity: undefined, cashQuantity: 1e9, orderType: 'MKT', price: undefined }
  expect((await check(cash, { mayRead: false })).findings).toMatchObject([{ rail: 'value', action: 'off' }])
  expect(reads()).toBe(before)
  const { findings, acknowledgement } = await check({ quantity: 1e9, price: 90 })
  expect(findings).toMatchObject([
    { rail: 'quantity', action: 'off', message: expect.stringContaining('1,000,000,000') as string },
    { rail: 'value', action: 'off' },
    { rail: 'collar', action: 'off', message: expect.stringContaining('below the last price') as string },
  ])
  expect(acknowledgement).toBeUndefined()
  expect((await check()).findings).toEqual([])

  // The first snapshot of a contract has no prices. The next ones would void the question of another window's order.
  const snapshots = () => host.simulator.record.requests({ path: /marketdata.snapshot/ }).length
  const earlier = snapshots()
  const review = check({ conid: 8314 })
  await vi.waitUntil(() => snapshots() > earlier)
  const question = await host.openWindow().call('orders.place', ticket({ price: 1 }))
  if (question.kind !== 'question') throw new Error(JSON.stringify(question))
  const sent = snapshots()
  expect((await review).findings).toEqual([])
  expect(snapshots()).toBe(sent)
  const reply = host.client.call('orders.reply', { replyId: question.replyId, confirmed: true })
  expect((await reply).kind).not.toBe('rejected')
})

test('Practice has guard rails; a new gateway profile and its copy have them only on request', async () => {
  await host.close()
  host = await startPracticeHost({ guardRails: true })
  await ready()
  await expect(place({ quantity: 1_000 })).rejects.toMatchObject(refused('Order value'))
  const gateway = await host.client.call('profiles.create', {
    guardRails: 'none',
    kind: 'gateway',
    name: 'Lab',
    url: 'localhost:1',
  })
  // A page that does not state whether there are limits makes no profile.
  const unstated = [
    ['profiles.create', { kind: 'gateway', name: 'Unstated', url: 'localhost:1' }],
    ['imports.store', { id: '1', name: 'Unstated', store: 'vault' }],
  ] as const
  for (const [name, input] of unstated)
    await expect(host.client.call(name, input as never)).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('guardRails'),
    })
  const withRails = { kind: 'gateway', name: 'Live', url: 'localhost:2', guardRails: 'individual-account' } as const
  const live = await host.client.call('profiles.create', withRails)
  const copy = await host.client.call('profiles.duplicate', { id: live.id })
  const { profiles } = JSON.parse(readFileSync(join(host.home, 'guard-rails.json'), 'utf8')) as {
    profiles: Record<string, GuardRails>
  }
  expect(profiles[gateway.id]?.value.action).toBe('off')
  expect([profiles[live.id]?.value.action, profiles[copy.id]?.value.action]).toEqual(['refuse', 'refuse'])
})

test('applies strict limits, and shows a notice, when the stored limits are damaged', async () => {
  const { home } = host
  await rails({ quantity: { action: 'refuse', limit: 10 } })
  const copied = readdirSync(home).filter((name) => name.startsWith('guard-rails'))
  expect(copied).toEqual(['guard-rails.json', 'guard-rails.json.checksum', 'guard-rails.json.last-good'])
  for (const name of copied.filter((each) => !each.endsWith('.checksum')))
    writeFileSync(join(home, name), '{"schemaVersion":1,"others":"none","profiles":{}}')
  const damaged = await startPracticeHost({ home, guardRails: true })
  try {
    const notices = await new Promise<readonly string[]>((resolve) => {
      damaged.client.open('app.notices', {}, { snapshot: resolve, items: () => undefined, closed: () => undefined })
    })
    expect(notices.join(' ')).toContain('strict guard rails')
    expect(readdirSync(home).some((name) => name.startsWith('guard-rails.json.broken-'))).toBe(true)
    const view = await new Promise<Readonly<Record<string, GuardRails>>>((resolve) => {
      damaged.client.open('guardRails.feed', {}, { snapshot: resolve, items: () => undefined, closed: () => undefined })
    })
    expect(view['practice']).toEqual(STRICT_RAILS)
  } finally {
    await damaged.close()
  }
})

test('loosens the limits of a live profile only after a confirmation outside the page', async () => {
  await host.close()
  host = await startGatewayHost({ loggedIn: true, accounts: ['U1234567'] })
  await ready()
  const strict = { quantity: { action: 'refuse', limit: 10 } } as const
  await rails(strict, 'gateway')
  expect(host.confirmed).toEqual([])
  await rails({ quantity: { action: 'refuse', limit: 11 } }, 'gateway')
  expect(host.confirmed).toMatchObject([
    {
      kind: 'loosen-guard-rails',
      text: expect.stringContaining('quantity refuse above 10 → refuse above 11') as string,
    },
  ])
})

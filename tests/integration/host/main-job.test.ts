import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { OrderResponse } from '../../../src/shared/contract/views.ts'
import type { FeedGap } from '../../../src/shared/domain/feed.ts'
import type { Order } from '../../../src/shared/domain/orders.ts'
import { type PracticeHost, startPracticeHost } from '../../process/practice-host.ts'
import { hurried } from '../client/elastic-clock.ts'

let host: PracticeHost
let orders: Map<string, Order>
let health: string
let gaps: readonly FeedGap[]

beforeEach(async () => {
  host = await startPracticeHost()
  orders = new Map()
  gaps = []
  host.client.open(
    'orders.feed',
    {},
    {
      snapshot: (snapshot) => {
        orders = new Map(snapshot.orders.map((order) => [order.orderId, order]))
        health = snapshot.status.health.kind
        gaps = snapshot.gaps
      },
      items: (batch) => {
        for (const item of batch) {
          if (item.kind === 'order') orders.set(item.order.orderId, item.order)
          else if (item.kind === 'removed') orders.delete(item.orderId)
          else if (item.kind === 'status') health = item.status.health.kind
          else if (item.kind === 'gaps') gaps = item.gaps
        }
      },
      closed: () => undefined,
    },
  )
  await expect.poll(() => host.view()?.state.kind).toBe('ready')
  await expect.poll(() => host.view()?.socket).toBe('connected')
})
afterEach(() => host.close())

const accountId = (): string => {
  const state = host.view()?.state
  return state?.kind === 'ready' ? state.accounts.selected : ''
}

const market = { conid: 265598, side: 'BUY', orderType: 'MKT', quantity: 5, timeInForce: 'DAY' } as const

/** Answers yes to each question until there is none. */
async function confirmAll(answer: OrderResponse): Promise<OrderResponse> {
  if (answer.kind !== 'question') return answer
  return confirmAll(await host.client.call('orders.reply', { replyId: answer.replyId, confirmed: true }))
}

test('Practice logs in over OAuth 1.0a, with every signature checked by the server', () => {
  expect(host.view()).toMatchObject({ environment: 'practice', arming: { kind: 'armed' }, state: { kind: 'ready' } })
  const requests = host.simulator.record.requests()
  expect(requests.some(({ path }) => path.endsWith('/oauth/live_session_token'))).toBe(true)
  expect(new Set(requests.map(({ verification }) => verification))).toEqual(new Set(['verified']))
})

test('an order is placed, its question answered, and it fills in the feed step by step', async () => {
  const answer = await confirmAll(await host.client.call('orders.place', { accountId: accountId(), ...market }))
  if (answer.kind !== 'accepted') throw new Error(JSON.stringify(answer))
  await expect.poll(() => orders.get(answer.orderId)?.status).toBe('Filled')
  expect(orders.get(answer.orderId)).toMatchObject({ filled: 5, remaining: 0, symbol: 'AAPL', side: 'BUY' })
  const { transitions } = await host.client.call('orders.timeline', { orderId: answer.orderId })
  expect(transitions.at(-1)).toMatchObject({ status: 'Filled', source: 'stream' })
  const own = {
    source: 'own request',
    text: expect.stringContaining(': submitted from this console → ') as string,
  }
  expect(transitions).toContainEqual(expect.objectContaining(own))
})

test('a question stays to be asked again until it is answered, with the order and the contract that it is about', async () => {
  const { client } = host
  await client.call('contracts.search', { symbol: 'AAPL' })
  expect(await client.call('orders.openQuestion', {})).toBeNull()
  const order = { accountId: accountId(), ...market, orderType: 'LMT', price: 1 } as const
  const question = await client.call('orders.place', order)
  if (question.kind !== 'question') throw new Error(JSON.stringify(question))
  const contract = expect.objectContaining({ conid: 265598, symbol: 'AAPL' })
  const asked = { kind: 'ticket', profileId: host.view()?.profile.id, order, contract }
  expect(await client.call('orders.openQuestion', {})).toEqual({ ...asked, question })
  const next = await client.call('orders.reply', { replyId: question.replyId, confirmed: true })
  const open = await client.call('orders.openQuestion', {})
  expect(open).toEqual(next.kind === 'question' ? { ...asked, question: next } : null)
  await confirmAll(next)
  expect(await client.call('orders.openQuestion', {})).toBeNull()
})

test('a question about an order of the explorer comes with its answer, is held until it is answered, and each request leaves once', async () => {
  const { client, simulator } = host
  const send = async (path: string, body: object) =>
    (await client.callBytes('requests.send', { method: 'POST', path, query: [], body: JSON.stringify(body) })).output
  const path = `/iserver/account/${accountId()}/orders`
  const body = { orders: [{ conid: 265598, orderType: 'LMT', side: 'BUY', price: 1, quantity: 1, tif: 'DAY' }] }
  const request = { method: 'POST', path, query: [], body: JSON.stringify(body) }
  let { question } = await send(path, body)
  expect(question).toMatchObject({ messageIds: ['o163'], messages: [expect.stringContaining('exceeds')] })
  while (question) {
    expect(await client.call('orders.openQuestion', {})).toEqual({ kind: 'request', question, request })
    // Asking IBKR for a name would void the question.
    expect(await client.call('contracts.name', { conid: 8314 })).toBeNull()
    question = (await send(`/iserver/reply/${question.replyId}`, { confirmed: true })).question
  }
  expect(await client.call('orders.openQuestion', {})).toBeNull()
  expect(simulator.record.requests({ method: 'POST', path: /\/orders$/ })).toHaveLength(1)
  expect(await client.call('contracts.name', { conid: 8314 })).toMatchObject({ symbol: 'IBM' })
  await expect.poll(() => [...orders.values()].filter(({ limitPrice }) => Number(limitPrice) === 1).length).toBe(1)
})

test('a price between two ticks is rejected in the words of the server, and nothing is placed', async () => {
  const offTick = { ...market, orderType: 'LMT', price: 240.005 } as const
  expect(await host.client.call('orders.place', { accountId: accountId(), ...offTick })).toEqual({
    kind: 'rejected',
    message: 'Invalid order price fields',
  })
})

test("the orders of the day are there, and become live after IBKR's recipe of two readings", async () => {
  await host.until('live orders', () => health === 'streaming', 12)
  expect(orders.size).toBeGreaterThan(2)
})

test('a working order is cancelled', async () => {
  const resting = { ...market, orderType: 'LMT', price: 1 } as const
  const answer = await confirmAll(await host.client.call('orders.place', { accountId: accountId(), ...resting }))
  if (answer.kind !== 'accepted') throw new Error(JSON.stringify(answer))
  await expect.poll(() => orders.get(answer.orderId)?.status).toBe('Submitted')
  await host.client.call('orders.cancel', { accountId: accountId(), orderId: answer.orderId })
  await expect.poll(() => orders.get(answer.orderId)?.status).toBe('Cancelled')
})

test('a working order is changed under its id, from what IBKR says it is, and is sent once', async () => {
  const { client, simulator } = host
  const resting = { ...market, orderType: 'LMT', price: 1, outsideRegularHours: true } as const
  const answer = await confirmAll(await client.call('orders.place', { accountId: accountId(), ...resting }))
  if (answer.kind !== 'accepted') throw new Error(JSON.stringify(answer))
  const { orderId } = answer
  const { order, filled } = await client.call('orders.changeable', { orderId })
  expect(order).toEqual({ accountId: accountId(), ...resting })
  expect(filled).toBe(0)
  await confirmAll(await client.call('orders.modify', { ...order, orderId, quantity: 8, price: 2 }))
  const changed = { quantity: 8, limitPrice: '2.00', status: 'Submitted' }
  await expect.poll(() => orders.get(orderId)).toMatchObject(changed)
  const path = new RegExp(`/order/${orderId}$`)
  const sent = simulator.record.requests({ method: 'POST', path })
  expect(sent).toHaveLength(1)
  // All of it is sent anew, with the reference that it was placed with: what is left out, IBKR takes away.
  expect(JSON.parse(sent[0]?.body ?? '')).toMatchObject({ cOID: orders.get(orderId)?.orderReference, outsideRTH: true })
  const { transitions } = await client.call('orders.timeline', { orderId })
  expect(transitions.map(({ text }) => text).join()).toContain('Quantity 5 → 8')
})

test('after a dropped socket the gap is marked, what was missed is read, and the gap is repaired', async () => {
  await host.until('live orders', () => health === 'streaming', 12)
  host.simulator.controls.dropSockets()
  const missed = String(host.simulator.controls.addOrder({ symbol: 'IBM', side: 'BUY', quantity: 3, price: 1 }))
  await host.until('a repaired gap', () => (gaps.at(-1)?.repairedAt ?? 0) > 0, 20)
  expect(orders.get(missed)).toMatchObject({ symbol: 'IBM', status: 'Submitted' })
})

test('a fault in the middle: 401 once, one new login, the read repeated, no order repeated', async () => {
  host.simulator.controls.expireLiveSessionToken()
  const read = host.client.callBytes('requests.send', { method: 'GET', path: 'portfolio/accounts', query: [] })
  expect((await hurried(host.clock, read)).output.status).toBe(200)
  host.simulator.controls.expireLiveSessionToken()
  const place = host.client.call('orders.place', { accountId: accountId(), ...market })
  await expect(hurried(host.clock, place)).rejects.toMatchObject({ code: 'upstream' })
  expect(host.simulator.record.requests({ method: 'POST', path: /\/orders$/ })).toHaveLength(1)
})

test('contracts are found by symbol, and quoted after the warm-up that the API needs', async () => {
  const found = await host.client.call('contracts.search', { symbol: 'AAPL' })
  // The entry of bond issuers that comes with it is no contract.
  expect(found).toMatchObject([{ conid: 265598, symbol: 'AAPL' }])
  const quote = await host.client.call('contracts.quote', { conid: 265598 })
  expect(Number(quote.last?.replaceAll(/[^0-9.]/g, ''))).toBeGreaterThan(0)
})

test('no secret of the login crosses to the window or into a file', async () => {
  const { oauth1, record } = host.simulator
  await host.client.callBytes('requests.send', { method: 'POST', path: 'tickle', query: [] })
  await host.client.callBytes('requests.send', { method: 'GET', path: 'iserver/accounts', query: [] })
  await host.client.callBytes('requests.send', { method: 'GET', path: 'no/such/path', query: [] })
  await host.client.call('orders.place', { accountId: accountId(), ...market })
  const [, session] =
    /"sessionId":"([^"]+)"/.exec(record.frames({ direction: 'out', text: /"act"/ })[0]?.text ?? '') ?? []
  const pemLine = (pem: string | undefined): string => String(pem?.split('\n')[3])
  const secrets = [
    oauth1?.accessTokenSecret,
    oauth1?.accessToken,
    pemLine(oauth1?.signature),
    pemLine(oauth1?.encryption),
    session,
  ].map(String)
  const files = readdirSync(host.home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const kept = files.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')).join('\n')
  for (const secret of secrets) {
    expect(secret).not.toBe('undefined')
    expect(host.sent()).not.toContain(secret)
    expect(kept).not.toContain(secret)
  }
  // The scan is able to find something: what may be seen is there.
  expect(host.sent()).toContain(accountId())
  expect(kept).toContain('schemaVersion')
})

test('the practice account outlives a disconnect, and the time without a session is a gap', async () => {
  const answer = await confirmAll(
    await host.client.call('orders.place', { accountId: accountId(), ...market, orderType: 'LMT', price: 1 }),
  )
  if (answer.kind !== 'accepted') throw new Error(JSON.stringify(answer))
  await expect.poll(() => orders.get(answer.orderId)?.status).toBe('Submitted')
  await host.client.call('session.disconnect', {})
  await host.client.call('session.connect', {})
  await host.until('a repaired gap', () => (gaps.at(-1)?.repairedAt ?? 0) > 0, 20)
  expect(orders.get(answer.orderId)).toMatchObject({ symbol: 'AAPL', status: 'Submitted', limitPrice: '1.00' })
  expect(host.starts()).toBe(1)
})

test('a log-out by hand is not undone by the console', async () => {
  await host.client.callBytes('requests.send', { method: 'POST', path: 'logout', query: [] })
  await expect.poll(() => host.view()?.state.kind).toBe('signed-out')
  host.simulator.record.clear()
  await host.client.call('orders.openQuestion', {})
  expect(host.simulator.record.requests({ path: /live_session_token|ssodh/ })).toEqual([])
})

test('disconnect closes everything and connect opens it again', async () => {
  await host.client.call('session.disconnect', {})
  await expect.poll(() => host.view()?.state.kind).toBe('signed-out')
  await expect.poll(() => host.simulator.controls.socketCount()).toBe(0)
  await host.client.call('session.connect', {})
  await expect.poll(() => host.view()?.state.kind).toBe('ready')
})

test('a cancel sent by the explorer is in the timeline of its order', async () => {
  const { client } = host
  const order = { accountId: accountId(), ...market, orderType: 'LMT', price: 1 } as const
  const answer = await confirmAll(await client.call('orders.place', order))
  if (answer.kind !== 'accepted') throw new Error(JSON.stringify(answer))
  const { orderId } = answer
  await expect.poll(() => orders.get(orderId)?.status).toBe('Submitted')
  const path = `/iserver/account/${accountId()}/order/${orderId}`
  await client.callBytes('requests.send', { method: 'DELETE', path, query: [] })
  await expect.poll(() => orders.get(orderId)?.status).toBe('Cancelled')
  const { transitions } = await client.call('orders.timeline', { orderId })
  const own = transitions.filter(({ text }) => text.startsWith('Cancel sent from the explorer'))
  expect(own).toMatchObject([{ source: 'own request' }])
})

const entry = { conid: 265598, side: 'BUY', quantity: 1, orderType: 'LMT', price: 1, tif: 'DAY', cOID: 'entry' }
const exit = { ...entry, side: 'SELL', cOID: undefined, parentId: 'entry' }
const parent = () => [...orders.values()].find(({ orderReference }) => orderReference === 'entry')
const reasonsOfInactive = () =>
  [...orders.values()].flatMap(({ status, inactiveReason }) => (status === 'Inactive' ? [inactiveReason ?? ''] : []))

/** Sends orders from the explorer. */
async function send(list: readonly object[]) {
  const { output } = await host.client.callBytes('requests.send', {
    method: 'POST',
    path: `/iserver/account/${accountId()}/orders`,
    query: [],
    body: JSON.stringify({ orders: list }),
  })
  return output.question
}

test('a rejected child of a bracket is the cause at the other orders, and is in the timeline of the parent', async () => {
  await send([entry, { ...exit, price: 300.001 }, { ...exit, price: 300 }])
  await expect.poll(parent).toMatchObject({ status: 'Inactive' })
  const orderId = parent()?.orderId ?? ''
  const cause = 'was rejected: Invalid order price fields'
  await expect.poll(() => reasonsOfInactive().join()).toContain(`An order attached to it ${cause}`)
  expect(reasonsOfInactive().join()).toContain(`Another order of its bracket ${cause}`)
  expect(reasonsOfInactive()).toHaveLength(2)
  const { transitions } = await host.client.call('orders.timeline', { orderId })
  expect(transitions.map(({ text }) => text).join()).toContain('rejected: Invalid order price fields')
})

test('every order of a bracket whose question was declined shows that', async () => {
  const question = await send([entry, { ...exit, price: 300 }, { ...exit, orderType: 'STP', price: 100 }])
  if (!question) throw new Error('a question is expected')
  await host.client.call('orders.reply', { replyId: question.replyId, confirmed: false })
  const declined = 'You declined IBKR’s question about it.'
  await expect
    .poll(() => reasonsOfInactive().toSorted())
    .toEqual([`Probably: ${declined}`, `Probably: ${declined}`, declined])
})

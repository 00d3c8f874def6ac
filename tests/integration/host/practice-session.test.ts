import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { OrderResponse } from '../../../src/shared/contract/order-views.ts'
import type { ConsoleOrder } from '../../../src/shared/domain/console-orders.ts'
import type { FeedGap } from '../../../src/shared/domain/feed.ts'
import { priceOfQuote } from '../../../src/shared/domain/quote.ts'
import { type PracticeHost, startPracticeHost } from '../../process/practice-host.ts'
import { skipUntil } from '../client/skippable-clock.ts'

let host: PracticeHost
let orders: Map<string, ConsoleOrder>
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

/** Confirms each order question until no question is left. */
async function confirmAll(response: OrderResponse): Promise<OrderResponse> {
  if (response.kind !== 'question') return response
  return confirmAll(await host.client.call('orders.reply', { replyId: response.replyId, confirmed: true }))
}

test('logs in to Practice over OAuth 1.0a with signatures that the server verifies', () => {
  expect(host.view()).toMatchObject({ environment: 'practice', arming: { kind: 'armed' }, state: { kind: 'ready' } })
  const requests = host.simulator.record.requests()
  expect(requests.some(({ path }) => path.endsWith('/oauth/live_session_token'))).toBe(true)
  expect(new Set(requests.map(({ verification }) => verification))).toEqual(new Set(['verified']))
})

test('places an order, confirms its question, and shows its fill in the feed and its timeline', async () => {
  const response = await confirmAll(await host.client.call('orders.place', { accountId: accountId(), ...market }))
  if (response.kind !== 'accepted') throw new Error(JSON.stringify(response))
  await expect.poll(() => orders.get(response.orderId)?.status).toBe('Filled')
  expect(orders.get(response.orderId)).toMatchObject({ filled: 5, remaining: 0, symbol: 'AAPL', side: 'BUY' })
  const { transitions } = await host.client.call('orders.timeline', { orderId: response.orderId })
  expect(transitions.at(-1)).toMatchObject({ status: 'Filled', source: 'stream' })
  const own = {
    source: 'own request',
    text: expect.stringContaining(': submitted from this console → ') as string,
  }
  expect(transitions).toContainEqual(expect.objectContaining(own))
})

test('states the amount of a cash order with its currency in the journal', async () => {
  const { client } = host
  await client.call('contracts.search', { symbol: '15016138' })
  const { quantity: _units, ...terms } = market
  const pair = { accountId: accountId(), ...terms, conid: 15016138, cashQuantity: 2_500 }
  const response = await confirmAll(await client.call('orders.place', pair))
  if (response.kind !== 'accepted') throw new Error(JSON.stringify(response))
  const { transitions } = await client.call('orders.timeline', { orderId: response.orderId })
  const text = expect.stringContaining('BUY AUD for 2,500 CAD: submitted from this console') as string
  expect(transitions).toContainEqual(expect.objectContaining({ source: 'own request', text }))
})

test('returns an open question with its order and contract until the user answers it', async () => {
  const { client } = host
  await client.call('contracts.search', { symbol: 'AAPL' })
  expect(await client.call('orders.openQuestion', {})).toBeNull()
  const order = { accountId: accountId(), ...market, orderType: 'LMT', price: 1 } as const
  const question = await client.call('orders.place', order)
  if (question.kind !== 'question') throw new Error(JSON.stringify(question))
  const contract = expect.objectContaining({ conid: 265598, symbol: 'AAPL' })
  const reference = expect.stringMatching(/^console-[0-9a-f]{16}$/) as string
  const subject = { kind: 'ticket', profileId: host.view()?.profile.id, order, contract, reference }
  expect(await client.call('orders.openQuestion', {})).toEqual({ ...subject, question })
  const next = await client.call('orders.reply', { replyId: question.replyId, confirmed: true })
  const open = await client.call('orders.openQuestion', {})
  expect(open).toEqual(next.kind === 'question' ? { ...subject, question: next } : null)
  await confirmAll(next)
  expect(await client.call('orders.openQuestion', {})).toBeNull()
})

test("returns the question about an explorer's order until the user answers it, and sends each request once", async () => {
  const { client, simulator } = host
  const send = async (path: string, body: object) =>
    (await client.callBytes('requests.send', { method: 'POST', path, query: [], body: JSON.stringify(body) })).output
  const path = `/iserver/account/${accountId()}/orders`
  const body = { orders: [{ conid: 265598, orderType: 'LMT', side: 'BUY', price: 1, quantity: 1, tif: 'DAY' }] }
  const request = { method: 'POST', path, query: [], body: JSON.stringify(body) }
  let { question } = await send(path, body)
  expect(question).toMatchObject({ messageIds: ['o163'], messages: [expect.stringContaining('exceeds')] })
  const names: Promise<unknown>[] = []
  while (question) {
    expect(await client.call('orders.openQuestion', {})).toEqual({ kind: 'request', question, request })
    // Any of these reads would void the question. Nobody waits for the first one, so it is sent later.
    names.push(client.call('contracts.name', { conid: 8314 }))
    for (const read of [
      client.call('contracts.search', { symbol: 'IBM' }),
      client.call('contracts.quote', { conid: 8314 }),
    ]) {
      await expect(read).rejects.toMatchObject({ code: 'question-open' })
    }
    question = (await send(`/iserver/reply/${question.replyId}`, { confirmed: true })).question
  }
  expect(await client.call('orders.openQuestion', {})).toBeNull()
  expect(simulator.record.requests({ method: 'POST', path: /\/orders$/ })).toHaveLength(1)
  expect(await names[0]).toMatchObject({ symbol: 'IBM' })
  await expect.poll(() => [...orders.values()].filter(({ limitPrice }) => Number(limitPrice) === 1).length).toBe(1)
})

test("reports the server's message after it rejected a price between two ticks", async () => {
  const offTick = { ...market, orderType: 'LMT', price: 240.005 } as const
  expect(await host.client.call('orders.place', { accountId: accountId(), ...offTick })).toEqual({
    kind: 'rejected',
    message: 'Invalid order price fields',
  })
})

test("streams today's orders after the two reads that IBKR requires", async () => {
  await host.until('live orders', () => health === 'streaming', 12)
  expect(orders.size).toBeGreaterThan(2)
})

test('cancels a working order', async () => {
  const resting = { ...market, orderType: 'LMT', price: 1 } as const
  const response = await confirmAll(await host.client.call('orders.place', { accountId: accountId(), ...resting }))
  if (response.kind !== 'accepted') throw new Error(JSON.stringify(response))
  await expect.poll(() => orders.get(response.orderId)?.status).toBe('Submitted')
  await host.client.call('orders.cancel', { accountId: accountId(), orderId: response.orderId })
  await expect.poll(() => orders.get(response.orderId)?.status).toBe('Cancelled')
})

test('modifies a working order based on its current state at IBKR, with one request', async () => {
  const { client, simulator } = host
  const resting = { ...market, orderType: 'LMT', price: 1, outsideRegularHours: true } as const
  const response = await confirmAll(await client.call('orders.place', { accountId: accountId(), ...resting }))
  if (response.kind !== 'accepted') throw new Error(JSON.stringify(response))
  const { orderId } = response
  const { order, filled } = await client.call('orders.changeable', { orderId })
  expect(order).toEqual({ accountId: accountId(), ...resting })
  expect(filled).toBe(0)
  await confirmAll(await client.call('orders.modify', { ...order, orderId, quantity: 8, price: 2 }))
  const changed = { quantity: 8, limitPrice: '2.00', status: 'Submitted' }
  await expect.poll(() => orders.get(orderId)).toMatchObject(changed)
  const path = new RegExp(`/order/${orderId}$`)
  const sent = simulator.record.requests({ method: 'POST', path })
  expect(sent).toHaveLength(1)
  // The request contains all fields, because IBKR removes omitted fields, but no client order id, which must be unused.
  expect(JSON.parse(sent[0]?.body ?? '')).toMatchObject({ outsideRTH: true })
  expect(JSON.parse(sent[0]?.body ?? '')).not.toHaveProperty('cOID')
  const { transitions } = await client.call('orders.timeline', { orderId })
  expect(transitions.map(({ text }) => text).join()).toContain('Quantity 5 → 8')
})

test('marks a gap after a dropped socket, reads the missed orders, and marks the gap as repaired', async () => {
  await host.until('live orders', () => health === 'streaming', 12)
  host.simulator.controls.dropSockets()
  const missed = String(host.simulator.controls.addOrder({ symbol: 'IBM', side: 'BUY', quantity: 3, price: 1 }))
  await host.until('a repaired gap', () => (gaps.at(-1)?.repairedAt ?? 0) > 0, 20)
  expect(orders.get(missed)).toMatchObject({ symbol: 'IBM', status: 'Submitted' })
})

test('logs in again after a 401 and repeats a read, but does not repeat an order', async () => {
  host.simulator.controls.expireLiveSessionToken()
  const read = host.client.callBytes('requests.send', { method: 'GET', path: 'portfolio/accounts', query: [] })
  expect((await skipUntil(host.clock, read)).output.status).toBe(200)
  host.simulator.controls.expireLiveSessionToken()
  const place = host.client.call('orders.place', { accountId: accountId(), ...market })
  await expect(skipUntil(host.clock, place)).rejects.toMatchObject({ code: 'upstream' })
  expect(host.simulator.record.requests({ method: 'POST', path: /\/orders$/ })).toHaveLength(1)
})

test('finds contracts by symbol, and quotes them after a warm-up', async () => {
  const found = await host.client.call('contracts.search', { symbol: 'AAPL' })
  // The response also contains an entry for bond issuers, which is not a contract.
  expect(found).toMatchObject([{ conid: 265598, symbol: 'AAPL' }])
  const pairs = await host.client.call('contracts.search', { symbol: 'AUD' })
  expect(pairs.map(({ symbol }) => symbol)).toContain('AUD.CAD')
  const quote = await host.client.call('contracts.quote', { conid: 265598 })
  expect(Number(quote.last?.replaceAll(/[^0-9.]/g, ''))).toBeGreaterThan(0)
})

test('finds a contract by its conid, also an expired one, and nothing for an unknown conid', async () => {
  const search = (symbol: string) => host.client.call('contracts.search', { symbol })
  const name = 'E-mini S&P 500'
  expect(await search('710000002')).toMatchObject([{ conid: 710_000_002, name, securityType: 'FUT' }])
  await expect(search('999')).rejects.toMatchObject({
    code: 'not-found',
    message: 'IBKR has no contract with the conid 999. Check the number.',
  })
})

test('finds options, futures and pairs by the texts of traders, and says what to do if there is none', async () => {
  const search = (symbol: string) => host.client.call('contracts.search', { symbol })
  const [index, future] = await search('es')
  expect(index).toMatchObject({ securityType: 'IND', ticker: 'ES', currency: 'USD' })
  expect(await search(future?.symbol.toLowerCase() ?? '')).toEqual([future])
  expect(future).toMatchObject({ securityType: 'FUT', exchange: 'CME', multiplier: 50, tradingClass: 'ES' })
  const [stock] = await search('AAPL')
  const [month = ''] = stock?.optionMonths ?? []
  const options = await search(`aapl ${month} 240 c`)
  expect(options.length).toBeGreaterThan(0)
  expect(await search(options[0]?.symbol ?? '')).toEqual([options[0]])
  expect(await search('eurusd')).toMatchObject([{ symbol: 'EUR.USD', currency: 'USD', securityType: 'CASH' }])
  await expect(search('US0378331005')).rejects.toMatchObject({
    code: 'not-found',
    message: expect.stringContaining('IBKR documents no search by ISIN.') as string,
  })
})

test('reads the terms of an option, a future and a pair for the ticket, with the cut-off days of the future', async () => {
  const find = async (symbol: string) => (await host.client.call('contracts.search', { symbol }))[0]
  const rulesOf = (conid = 0) => host.client.call('ticket.rules', { conid })
  const future = (await host.client.call('contracts.search', { symbol: 'ES' })).find(
    ({ securityType }) => securityType === 'FUT',
  )
  const day = expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string
  expect(await rulesOf(future?.conid)).toMatchObject({
    ...{ assetClass: 'FUT', currency: 'USD', multiplier: 50, pointValue: 50 },
    ...{ lastTradingDay: day, longCutOff: day, shortCutOff: day },
  })
  const stock = await find('AAPL')
  const [month = ''] = stock?.optionMonths ?? []
  const option = await find(`aapl ${month} 240 c`)
  expect(await rulesOf(option?.conid)).toMatchObject({
    ...{ assetClass: 'OPT', multiplier: 100, lastTradingDay: day, strike: 240, right: 'C', underlying: stock?.conid },
  })
  const pair = await rulesOf((await find('EUR.USD'))?.conid)
  expect(pair).toMatchObject({ assetClass: 'CASH', currency: 'USD', pointValue: 1 })
  for (const field of ['lastTradingDay', 'multiplier', 'longCutOff']) expect(pair).not.toHaveProperty(field)
})

test('describes, quotes, previews and places a combo by its legs, and refuses legs that form none', async () => {
  const combo = (text: string) => host.client.call('contracts.combo', { text })
  const found = await combo('0;;;265598/1,8314/-1')
  expect(found).toMatchObject({
    ...{ conid: 28812380, conidex: '28812380;;;265598/1,8314/-1', securityType: 'BAG', currency: 'USD' },
    ...{ symbol: '+1 AAPL, −1 IBM', name: '+1 AAPL, −1 IBM' },
  })
  const { conid, conidex = '' } = found
  const rules = await host.client.call('ticket.rules', { conid, conidex })
  expect(rules).toMatchObject({ assetClass: 'BAG', currency: 'USD', pointValue: 1, cashTypes: [], canBeNegative: true })
  expect(rules.legs?.map(({ name, ratio }) => [name, ratio])).toEqual([
    ['AAPL', 1],
    ['IBM', -1],
  ])
  const quote = await host.client.call('contracts.quote', { conid, conidex })
  const [aapl, ibm] = (quote.legs ?? []).map(({ last }) => priceOfQuote(last) ?? 0)
  expect(priceOfQuote(quote.last)).toBeCloseTo((aapl ?? 0) - (ibm ?? 0), 6)
  expect(await host.client.call('ticket.sizing', { conid, conidex, accountId: accountId() })).not.toHaveProperty(
    'position',
  )

  const order = { ...market, accountId: accountId(), conid, conidex, orderType: 'LMT', price: -500 } as const
  expect(await host.client.call('ticket.preview', order)).not.toHaveProperty('rejection')
  const placed = await confirmAll(await host.client.call('orders.place', order))
  expect(placed.kind).toBe('accepted')
  const sent = host.simulator.record.requests({ method: 'POST', path: /\/orders$/ }).map(({ body }) => String(body))
  expect(sent).toEqual([expect.stringMatching(/"conidex":"28812380;;;265598\/1,8314\/-1".*"price":-500/)])
  expect(sent[0]).not.toContain('"conid":')

  const twice = { code: 'not-found', message: expect.stringContaining('in the combo twice') as string }
  await expect(combo('0;;;265598/1,265598/-1')).rejects.toMatchObject(twice)
})

test('reads the price increments of several contracts in one request, and not again', async () => {
  const read = () => host.client.call('contracts.increments', { conids: [265598, 4815747, 99] })
  const expected = [265598, 4815747].map((conid) => ({ conid, rules: [{ lowerEdge: 0, increment: 0.01 }] }))
  expect(await read()).toEqual(expected)
  expect(await read()).toEqual(expected)
  const requests = host.simulator.record.requests({ path: /\/trsrv\/secdef$/ })
  expect(requests.filter(({ query }) => query.includes('4815747'))).toHaveLength(1)
})

test('sends no login secret to the window and writes no login secret to a file', async () => {
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
  // Checks that the search finds text that is present.
  expect(host.sent()).toContain(accountId())
  expect(kept).toContain('schemaVersion')
})

test('keeps the orders of Practice over a disconnect, and marks the time without a session as a gap', async () => {
  const response = await confirmAll(
    await host.client.call('orders.place', { accountId: accountId(), ...market, orderType: 'LMT', price: 1 }),
  )
  if (response.kind !== 'accepted') throw new Error(JSON.stringify(response))
  await expect.poll(() => orders.get(response.orderId)?.status).toBe('Submitted')
  await host.client.call('session.disconnect', {})
  await host.client.call('session.connect', {})
  await host.until('a repaired gap', () => (gaps.at(-1)?.repairedAt ?? 0) > 0, 20)
  expect(orders.get(response.orderId)).toMatchObject({ symbol: 'AAPL', status: 'Submitted', limitPrice: '1.00' })
  expect(host.starts()).toBe(1)
})

test('does not log in again after the user has logged out', async () => {
  await host.client.callBytes('requests.send', { method: 'POST', path: 'logout', query: [] })
  await expect.poll(() => host.view()?.state.kind).toBe('signed-out')
  host.simulator.record.clear()
  await host.client.call('orders.openQuestion', {})
  expect(host.simulator.record.requests({ path: /live_session_token|ssodh/ })).toEqual([])
})

test('disconnects, closes the socket, and connects again', async () => {
  await host.client.call('session.disconnect', {})
  await expect.poll(() => host.view()?.state.kind).toBe('signed-out')
  await expect.poll(() => host.simulator.controls.socketCount()).toBe(0)
  await host.client.call('session.connect', {})
  await expect.poll(() => host.view()?.state.kind).toBe('ready')
})

test('shows a cancel sent by the explorer in the timeline of its order', async () => {
  const { client } = host
  const order = { accountId: accountId(), ...market, orderType: 'LMT', price: 1 } as const
  const response = await confirmAll(await client.call('orders.place', order))
  if (response.kind !== 'accepted') throw new Error(JSON.stringify(response))
  const { orderId } = response
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

/** Sends orders in the same way as the explorer. */
async function send(list: readonly object[]) {
  const { output } = await host.client.callBytes('requests.send', {
    method: 'POST',
    path: `/iserver/account/${accountId()}/orders`,
    query: [],
    body: JSON.stringify({ orders: list }),
  })
  return output.question
}

test("shows the rejected child of a bracket as the reason why its other orders are inactive, and in the parent's timeline", async () => {
  await send([entry, { ...exit, price: 300.001 }, { ...exit, price: 300 }])
  await expect.poll(parent).toMatchObject({ status: 'Inactive' })
  const orderId = parent()?.orderId ?? ''
  const cause = 'was rejected: Invalid order price fields'
  await expect
    .poll(() => reasonsOfInactive().toSorted())
    .toEqual([
      expect.stringContaining(`An order attached to it ${cause}`),
      expect.stringContaining(`Another order of its bracket ${cause}`),
    ])
  const { transitions } = await host.client.call('orders.timeline', { orderId })
  expect(transitions.map(({ text }) => text).join()).toContain('rejected: Invalid order price fields')
})

test('shows the declined question in the timeline of every order of a bracket', async () => {
  const question = await send([entry, { ...exit, price: 300 }, { ...exit, orderType: 'STP', price: 100 }])
  if (!question) throw new Error('a question is expected')
  await host.client.call('orders.reply', { replyId: question.replyId, confirmed: false })
  const declined = 'You declined IBKR’s order question.'
  await expect
    .poll(() => reasonsOfInactive().toSorted())
    .toEqual([`Probably: ${declined}`, `Probably: ${declined}`, declined])
})

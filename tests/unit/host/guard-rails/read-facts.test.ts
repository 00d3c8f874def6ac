import { beforeEach, expect, test, vi } from 'vitest'
import type { SessionSupervisor } from '../../../../src/client/index.ts'
import { FactsReader, type FactsReaderOptions, type FactsToRead } from '../../../../src/host/guard-rails/read-facts.ts'
import type { OutgoingOrder } from '../../../../src/host/guard-rails/read-orders.ts'
import { BY_PERSON, IN_BACKGROUND, type ReadOptions } from '../../../../src/host/session/read-session.ts'
import type { QuoteView } from '../../../../src/shared/contract/ticket-views.ts'
import { type GuardRails, NO_RAILS, STRICT_RAILS } from '../../../../src/shared/domain/guard-rails.ts'
import { type ManualClock, manualClock } from '../../client/manual-clock.ts'

const order: OutgoingOrder = {
  conid: 1,
  side: 'BUY',
  orderType: 'LMT',
  quantity: 1,
  largestRatio: 1,
  cash: undefined,
  price: 1,
  auxPrice: undefined,
  trailing: undefined,
}

let clock: ManualClock
let asked: string[]
let waitsForOrders: number
let responses: Record<string, unknown>
let quote: Partial<QuoteView> | Error
let profit: ReturnType<FactsReaderOptions['profit']>
const DEFINITION = 'GET /iserver/contract/{conid}/info-and-rules'

let reader: FactsReader
/** The route whose response opens an order question. */
let opensQuestion: string | undefined
let hasOpenQuestion: boolean
/** State of the session, and what ends its login. */
let state: { kind: string }
let whenReady: Promise<void>
beforeEach(() => {
  clock = manualClock()
  asked = []
  waitsForOrders = 0
  opensQuestion = undefined
  hasOpenQuestion = false
  state = { kind: 'ready' }
  whenReady = Promise.resolve()
  responses = {
    [DEFINITION]: { currency: 'EUR', instrument_type: 'STK', symbol: 'SAP', multiplier: null, rules: {} },
    'GET /iserver/exchangerate': { rate: 1.1 },
    'GET /portfolio/accounts': [{ accountId: 'U1', currency: 'EUR' }],
  }
  quote = { last: '100', availability: 'RpB' }
  profit = [{ account: 'U1', model: 'Core', daily: -50 }]
  const session = {
    get state() {
      return state
    },
    ready: () => whenReady,
    request: async (route: string, { signal }: { readonly signal: AbortSignal }, by: ReadOptions) => {
      await heldBack(by, signal)
      asked.push(route)
      if (route === opensQuestion) hasOpenQuestion = true
      if (route in responses) return responses[route]
      throw new Error('failed')
    },
  }
  // Each time that the reader is cleared, another session begins.
  let current = Object.create(session) as SessionSupervisor
  reader = new FactsReader({
    clock,
    session: () => current,
    quote: async (conid, signal, by) => {
      await heldBack(by, signal)
      asked.push('quote')
      if (quote instanceof Error) throw quote
      return { conid, at: 0, ...quote }
    },
    ordersCurrent: async () => {
      waitsForOrders += 1
    },
    profit: () => profit,
  })
  const { clear } = reader
  reader.clear = () => {
    current = Object.create(session) as SessionSupervisor
    clear.call(reader)
  }
})

/** Behaves as the library while an order question is open. */
async function heldBack({ caller }: ReadOptions, signal: AbortSignal): Promise<void> {
  if (!hasOpenQuestion) return
  if (caller.kind === 'person') throw Object.assign(new Error('a question is open'), { code: 'question-open' })
  await new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))))
}

const read = (rails: GuardRails = STRICT_RAILS, more: Partial<FactsToRead> = {}) =>
  reader.read([order], rails, { mayRead: true, by: BY_PERSON, signal: new AbortController().signal, ...more })

/** Reads for a review while an order question is open: the reads wait until their time is over. */
async function reviewDuringQuestion() {
  const facts = read(STRICT_RAILS, { by: IN_BACKGROUND })
  await vi.waitUntil(() => clock.pending > 0)
  clock.advance(5_000)
  return facts
}

test('reads contract, price, exchange rate and daily loss, and caches each of them', async () => {
  const facts = await read()
  expect(facts.contracts.get(1)).toEqual({
    symbol: 'SAP',
    name: 'SAP',
    assetClass: 'STK',
    currency: 'EUR',
    pointValue: 1,
  })
  expect(facts.prices.get(1)).toEqual({ price: 100, isCurrent: true })
  expect(facts.rates.get('EUR')).toBe(1.1)
  expect(facts.dailyLoss).toBeCloseTo(55)
  const before = asked.length
  expect(await read()).toEqual(facts)
  expect(asked).toHaveLength(before)
})

test('uses a price again for less than five seconds', async () => {
  await read()
  const reads = (): number => asked.filter((each) => each === 'quote').length
  clock.advance(4_999)
  await read()
  expect(reads()).toBe(1)
  clock.advance(1)
  await read()
  expect(reads()).toBe(2)
})

test.each(['connecting', 'authenticating'])('waits for a login before it reads, if the session is %s', async (kind) => {
  let becomeReady = (): void => undefined
  whenReady = new Promise((resolve) => {
    becomeReady = resolve
  })
  state = { kind }
  const facts = read()
  await Promise.resolve()
  expect(asked).toEqual([])
  becomeReady()
  expect((await facts).contracts.get(1)).toMatchObject({ symbol: 'SAP' })
})

test('reads in a session with a problem, because its order would be sent too', async () => {
  state = { kind: 'degraded' }
  whenReady = new Promise(() => undefined)
  expect((await read()).contracts.get(1)).toMatchObject({ symbol: 'SAP' })
})

test.each([
  [{ last: 'C99.5' }, { price: 99.5, isCurrent: false, decimals: 1 }],
  [{ last: 'H1,099.5' }, { price: 1099.5, isCurrent: false, decimals: 1 }],
  [
    { last: '-1.5', bid: '-1.55' },
    { price: -1.5, isCurrent: true, decimals: 2 },
  ],
  [
    { bid: '9', ask: '11' },
    { price: 10, isCurrent: true, ask: 11 },
  ],
  [
    { last: '9', availability: 'DPB' },
    { price: 9, isCurrent: false },
  ],
  [
    { last: '9', availability: 'ZB' },
    { price: 9, isCurrent: false },
  ],
  [
    { bid: '9', ask: '11', availability: '' },
    { price: 10, isCurrent: false, ask: 11 },
  ],
  [{ last: '0' }, undefined],
  [{}, undefined],
])('reads the quote %j as %j', async (given, price) => {
  quote = { availability: 'RpB', ...given }
  expect((await read()).prices.get(1)).toEqual(price)
})

test.each([
  ['FUT', '50', 50],
  ['OPT', null, undefined],
  ['FUT', '0', undefined],
  ['CASH', null, 1],
  [undefined, null, undefined],
])('reads a contract of %s with the multiplier %j', async (assetClass, multiplier, expected) => {
  responses[DEFINITION] = { currency: 'USD', instrument_type: assetClass, multiplier, rules: {} }
  expect((await read()).contracts.get(1)?.pointValue).toBe(expected)
})

test.each([
  [{ priceMagnifier: 100 }, 0.01],
  [{ priceMagnifier: '100' }, 0.01],
  [{ priceMagnifier: null }, 1],
  [{}, 1],
  // The value of the order cannot be checked, so the action of its limit applies.
  [{ priceMagnifier: 0 }, undefined],
  [{ priceMagnifier: -100 }, undefined],
  [{ priceMagnifier: 'pence' }, undefined],
  [undefined, undefined],
])('reads a share with the rules %j', async (rules, expected) => {
  responses[DEFINITION] = { currency: 'GBP', instrument_type: 'STK', multiplier: null, rules }
  expect((await read()).contracts.get(1)?.pointValue).toBe(expected)
})

test('drops an old price that cannot be read again, and does not retry within seconds', async () => {
  await read()
  clock.advance(6_000)
  quote = new Error('no market data')
  expect((await read()).prices.get(1)).toBeUndefined()
  // Without market data, the next check within seconds does not wait again.
  const before = asked.length
  await read()
  expect(asked).toHaveLength(before)
})

test('sends no request if it may not read, and uses cached facts', async () => {
  expect((await read(STRICT_RAILS, { mayRead: false })).contracts.size).toBe(0)
  expect(asked).toEqual([])
  await read()
  clock.advance(60_000)
  expect((await read(STRICT_RAILS, { mayRead: false })).prices.get(1)).toEqual({ price: 100, isCurrent: true })
})

test('uses cached facts in a review whose reads wait for the end of an order question', async () => {
  hasOpenQuestion = true
  expect((await reviewDuringQuestion()).contracts.size).toBe(0)
  hasOpenQuestion = false
  await read()
  clock.advance(60_000)
  hasOpenQuestion = true
  expect((await reviewDuringQuestion()).prices.get(1)).toEqual({ price: 100, isCurrent: true })
})

test('sends no order without its facts while a question to the same person is open', async () => {
  hasOpenQuestion = true
  await expect(read()).rejects.toMatchObject({ code: 'question-open' })
})

test('sends no further request of a review after an order question was opened', async () => {
  opensQuestion = DEFINITION
  const facts = await reviewDuringQuestion()
  expect(asked).not.toContain('GET /iserver/exchangerate')
  expect(facts.rates.get('EUR')).toBeUndefined()
  hasOpenQuestion = false
  opensQuestion = undefined
  const own = await read()
  expect([own.rates.get('EUR'), own.prices.get(1)?.price]).toEqual([1.1, 100])
})

test('reads the price of an order again after its review was cancelled', async () => {
  const review = new AbortController()
  quote = new Error('aborted')
  const reviewed = read(STRICT_RAILS, { signal: review.signal })
  review.abort()
  await reviewed
  quote = { last: '100', availability: 'RpB' }
  expect((await read()).prices.get(1)?.price).toBe(100)
})

test('returns no daily loss if the profit and loss, the rate or the base currency is missing', async () => {
  profit = undefined
  expect((await read()).dailyLoss).toBeUndefined()
  profit = [{ account: 'U2', model: 'Core', daily: 1 }]
  expect((await read()).dailyLoss).toBeUndefined()
  profit = [{ account: 'U1', model: 'Core' }]
  expect((await read()).dailyLoss).toBeUndefined()
  // The loss of an account that IBKR does not report may be any.
  reader.clear()
  const both = ['U1', 'U2'].map((accountId) => ({ accountId, currency: 'EUR' }))
  responses['GET /portfolio/accounts'] = both
  profit = [{ account: 'U1', model: 'Core', daily: -50 }]
  expect((await read()).dailyLoss).toBeUndefined()
  profit = [...profit, { account: 'U2', model: 'Core', daily: 10 }]
  expect((await read()).dailyLoss).toBeCloseTo(44)
  responses['GET /iserver/exchangerate'] = {}
  reader.clear()
  profit = [{ account: 'U1', model: 'Core', daily: 1 }]
  const facts = await read()
  expect([facts.dailyLoss, facts.rates.get('EUR')]).toEqual([undefined, undefined])
})

test('returns no contract if its details do not arrive within five seconds', async () => {
  responses[DEFINITION] = new Promise(() => undefined)
  const reading = read()
  await Promise.resolve()
  clock.advance(5_000)
  expect((await reading).contracts.size).toBe(0)
  expect(clock.pending).toBe(0)
})

test('reads the oldest contract again after 500 others, and no newer one', async () => {
  const symbols = { ...NO_RAILS, symbols: { action: 'refuse', allowed: [] } } as const
  const readContract = async (conid: number): Promise<number> => {
    asked = []
    const options = { mayRead: true, by: BY_PERSON, signal: new AbortController().signal }
    await reader.read([{ ...order, conid }], symbols, options)
    return asked.length
  }
  for (let conid = 1; conid <= 500; conid += 1) expect(await readContract(conid)).toBe(1)
  expect(await readContract(1)).toBe(0)
  expect(await readContract(501)).toBe(1)
  expect(await readContract(2)).toBe(0)
  expect(await readContract(1)).toBe(1)
})

const only = (...names: readonly (keyof Omit<GuardRails, 'currency'>)[]): GuardRails =>
  ({
    ...NO_RAILS,
    ...Object.fromEntries(names.map((name) => [name, { ...NO_RAILS[name], action: 'refuse' }])),
  }) as GuardRails
const OPTION = {
  ...{ currency: 'USD', instrument_type: 'OPT', symbol: 'SAP', multiplier: '100', rules: {} },
  ...{ strike: '250', right: 'CALL', maturity_date: '20270115', underlying_con_id: 7 },
}
const POSITIONS = 'GET /portfolio2/{accountId}/positions'

test('reads the terms of an option, its delta and the price of its underlying', async () => {
  responses[DEFINITION] = OPTION
  quote = { last: '100', availability: 'RpB', delta: '-0.412' }
  const facts = await read(only('notional', 'delta'))
  expect(facts.contracts.get(1)).toEqual({
    ...{ symbol: 'SAP', name: 'SAP 15JAN27 250 C', assetClass: 'OPT' },
    ...{ currency: 'USD', pointValue: 100, multiplier: 100 },
    ...{ right: 'C', strike: 250, expiry: '20270115', underlying: 7 },
  })
  expect(facts.deltas.get(1)).toBe(-0.412)
  expect([...facts.prices.keys()]).toEqual([1, 7])
  expect(facts.today).toMatch(/^\d{8}$/)
})

test.each([
  ['', 'an empty text'],
  ['-', 'no number'],
])('knows no delta for %j (%s)', async (delta) => {
  quote = { last: '100', availability: 'RpB', delta }
  expect((await read(only('delta'))).deltas.size).toBe(0)
})

test('reads the contracts of the legs of a combo', async () => {
  const combo = { ...order, conid: undefined, legs: [1, 2, 3].map((conid) => ({ conid, ratio: 1 })) }
  const options = { mayRead: true, by: BY_PERSON, signal: new AbortController().signal }
  const facts = await reader.read([combo], only('assetClasses'), options)
  expect([...facts.contracts.keys()]).toEqual([1, 2, 3])
})

const held = { ...order, account: 'U1' }
const readHeld = (rails: GuardRails, more: Partial<FactsToRead> = {}) =>
  reader.read([held], rails, { mayRead: true, by: BY_PERSON, signal: new AbortController().signal, ...more })

test('reads positions for each order, and uses the last ones while reads are not allowed', async () => {
  responses[POSITIONS] = [{ conid: '5', position: 3, description: 'SAP    JAN2027 250 C', assetClass: 'OPT' }]
  const facts = await readHeld(only('position'))
  expect(facts.positions.get('U1')?.rows).toMatchObject([{ conid: 5, quantity: 3 }])
  responses[POSITIONS] = []
  expect((await readHeld(only('position'))).positions.get('U1')?.rows).toEqual([])
  clock.advance(60_000)
  expect((await readHeld(only('position'), { mayRead: false })).positions.get('U1')?.rows).toEqual([])
  expect(asked.filter((each) => each === POSITIONS)).toHaveLength(2)
  expect(asked.filter((each) => each === 'GET /portfolio/accounts')).toHaveLength(1)
})

test('reads the price of the underlying while the positions wait for IBKR’s rate limit', async () => {
  responses[DEFINITION] = OPTION
  responses[POSITIONS] = new Promise(() => undefined)
  const facts = readHeld(only('notional', 'position'))
  await vi.waitUntil(() => asked.filter((each) => each === 'quote').length === 2)
  clock.advance(5_000)
  expect([...(await facts).prices.keys()]).toEqual([1, 7])
})

test('shares one request for the accounts between concurrent orders', async () => {
  responses[POSITIONS] = []
  const facts = await Promise.all([1, 2, 3].map(() => readHeld(only('position'))))
  expect(facts.map(({ positions }) => positions.size)).toEqual([1, 1, 1])
  expect(asked.filter((each) => each === 'GET /portfolio/accounts')).toHaveLength(1)
})

test('knows no positions if the accounts are unknown, because IBKR then reports none', async () => {
  responses = { ...responses, [POSITIONS]: [], 'GET /portfolio/accounts': undefined }
  expect((await readHeld(only('position'))).positions.size).toBe(0)
})

test('waits for the order list only for limits that depend on it', async () => {
  await read(only('value', 'notional', 'delta'))
  expect(waitsForOrders).toBe(0)
  const names = ['position', 'nakedShorts', 'workingOrders', 'expiryLoss', 'daysToExpiry'] as const
  for (const name of names) await read(only(name))
  expect(waitsForOrders).toBe(5)
})

test.each([
  ['fails', undefined],
  ['is no list', {}],
  ['has a row that cannot be read', [{ conid: 5, position: 1 }, { conid: 6 }]],
])('knows no positions if the response %s', async (_, response) => {
  responses[POSITIONS] = [{ conid: 5, position: 1 }]
  expect((await readHeld(only('position'))).positions.size).toBe(1)
  responses[POSITIONS] = response
  expect((await readHeld(only('position'))).positions.size).toBe(0)
})

test('reads the terms of held options on the same symbol and of working orders, for naked short options only', async () => {
  responses[POSITIONS] = [
    { conid: '5', position: 3, description: 'SAP    JAN2027 250 C', assetClass: 'OPT' },
    { conid: '6', position: 3, description: 'IBM    JAN2027 250 C', assetClass: 'OPT' },
    { conid: '8', position: 0, description: 'SAP    JAN2027 260 C', assetClass: 'OPT' },
    { conid: '9', position: 1, description: 'SAP', assetClass: 'STK' },
  ]
  expect([...(await readHeld(only('position', 'symbols'))).contracts.keys()]).toEqual([1])
  const facts = await readHeld(only('nakedShorts'), { others: [12] })
  expect([...facts.contracts.keys()]).toEqual([1, 5, 12])
})

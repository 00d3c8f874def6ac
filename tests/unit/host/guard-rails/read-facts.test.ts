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
  reader = new FactsReader({
    clock,
    session: () => session as unknown as SessionSupervisor,
    quote: async (conid, signal, by) => {
      await heldBack(by, signal)
      asked.push('quote')
      if (quote instanceof Error) throw quote
      return { conid, at: 0, ...quote }
    },
    profit: () => profit,
  })
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
  expect(facts.contracts.get(1)).toEqual({ symbol: 'SAP', assetClass: 'STK', currency: 'EUR', pointValue: 1 })
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
  [{ last: 'C99.5' }, { price: 99.5, isCurrent: false }],
  [{ last: 'H1,099.5' }, { price: 1099.5, isCurrent: false }],
  [{ last: '-1.5' }, { price: -1.5, isCurrent: true }],
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

import fc from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { GuardRailFinding } from '../../../src/shared/contract/guard-rail-views.ts'
import type { OrderTicket } from '../../../src/shared/contract/schemas.ts'
import {
  GUARD_RAIL_NAMES,
  type GuardRailName,
  type GuardRails,
  NO_RAILS,
  type RailAction,
} from '../../../src/shared/domain/guard-rails.ts'
import { RpcError } from '../../../src/shared/rpc/rpc-error.ts'
import { type PracticeHost, startPracticeHost } from '../../process/practice-host.ts'
import { propertyRuns } from '../../process/property-runs.ts'

/*
 * Sends random orders with random limits and quotes through every entry point, and compares what the simulator received
 * with limits that this file computes on its own.
 */

let host: PracticeHost
let accountId: string
beforeAll(async () => {
  host = await startPracticeHost()
  await vi.waitUntil(() => host.view()?.state.kind === 'ready', { timeout: 20_000 })
  const state = host.view()?.state
  accountId = state?.kind === 'ready' ? state.accounts.selected : ''
  // The limits of another profile must not matter.
  const other = await host.client.call('profiles.create', {
    guardRails: 'none',
    kind: 'gateway',
    name: 'Other',
    url: 'localhost:1',
  })
  const rails = { ...NO_RAILS, quantity: { action: 'refuse', limit: 0.001 } } as const
  await host.client.call('guardRails.change', { profileId: other.id, rails })
})
afterAll(() => host.close())

/** The market moves on while a test runs, so a limit closer than this factor to a value decides nothing. */
const SLACK = 1.06

const CONTRACTS = [
  { conid: 265598, symbol: 'AAPL' },
  { conid: 8314, symbol: 'IBM' },
] as const

/**
 * What each order type has. `cap`: a buy order pays at most its price. `aux`: a second price. `trail`: the distance of a
 * trailing stop.
 */
const ORDER_TYPES = {
  ...{ MKT: ['cash'], MOC: [], LMT: ['price', 'cap', 'cash'], LOC: ['price', 'cap'] },
  ...{ STP: ['price', 'cash'], STOP_LIMIT: ['price', 'cap', 'aux', 'cash'] },
  ...{ MIT: ['price', 'cash'], LIT: ['price', 'cap', 'aux', 'cash'], MIDPRICE: ['optional price', 'cap'] },
  ...{ TRAIL: ['optional price', 'trail', 'cash'], TRAILLMT: ['price', 'aux', 'trail', 'cash'] },
} as const
type OrderType = keyof typeof ORDER_TYPES
type Feature = (typeof ORDER_TYPES)[OrderType][number]

interface SomeOrder {
  readonly contract: (typeof CONTRACTS)[number]
  readonly side: 'BUY' | 'SELL'
  readonly orderType: OrderType
  readonly quantity: number
  /** Whether the order states its value at the last price instead of the quantity. */
  readonly isCash: boolean
  /** Price as a multiple of the last price. */
  readonly factor: number
  readonly hasOptionalPrice: boolean
  /** Distance of a trailing stop in percent of the last price, sent as an amount or in percent. */
  readonly trail: number
  readonly trailUnit: 'amt' | '%'
}

const has = ({ orderType }: Pick<SomeOrder, 'orderType'>, feature: Feature): boolean =>
  (ORDER_TYPES[orderType] as readonly Feature[]).includes(feature)
const hasPrice = (order: SomeOrder): boolean =>
  has(order, 'price') || (has(order, 'optional price') && order.hasOptionalPrice)

const someOrder: fc.Arbitrary<SomeOrder> = fc
  .record({
    contract: fc.constantFrom(...CONTRACTS),
    side: fc.constantFrom('BUY', 'SELL'),
    orderType: fc.constantFrom(...(Object.keys(ORDER_TYPES) as OrderType[])),
    quantity: fc.oneof(fc.integer({ min: 1, max: 1_000 }), fc.constant(1e9)),
    isCash: fc.boolean(),
    factor: fc.double({ min: 0.2, max: 3, noNaN: true }),
    hasOptionalPrice: fc.boolean(),
    trail: fc.integer({ min: 1, max: 40 }),
    trailUnit: fc.constantFrom('amt', '%'),
  })
  .map((order) => ({ ...order, isCash: order.isCash && has(order, 'cash') }))

// With more limits, few orders would be allowed by all of them. With these, half of them are.
const someAction: fc.Arbitrary<RailAction> = fc.constantFrom(
  ...(['off', 'off', 'off', 'off', 'off', 'warn', 'refuse'] as const),
)
const someRail = (limit: fc.Arbitrary<number>) => fc.record({ action: someAction, limit })
const someRails: fc.Arbitrary<GuardRails> = fc
  .record({
    currency: fc.constantFrom('USD', 'EUR'),
    quantity: someRail(fc.integer({ min: 1, max: 2_000 })),
    value: someRail(fc.integer({ min: 100, max: 500_000 })),
    collar: someRail(fc.integer({ min: 1, max: 150 })),
    symbols: fc.record({ action: someAction, allowed: fc.subarray(['AAPL', 'IBM']) }),
    assetClasses: fc.record({ action: someAction, allowed: fc.subarray(['STK', 'OPT']) }),
    ordersPerMinute: fc.constant(NO_RAILS.ordersPerMinute),
    dailyLoss: fc.constant(NO_RAILS.dailyLoss),
  })
  .map((rails) => ({ ...NO_RAILS, ...rails }))

const TICKETS = ['ticket', 'ticket change', 'bracket', 'oca'] as const
const ENTRY_POINTS = [...TICKETS, 'list', 'bare list', 'single', 'legacy', 'change', 'group'] as const

const scenario = fc.record({
  rails: someRails,
  orders: fc.array(someOrder, { minLength: 1, maxLength: 3 }),
  entryPoint: fc.constantFrom(...ENTRY_POINTS),
  spelling: fc.constantFrom(
    (path: string) => path,
    (path: string) => `${path}/`,
    (path: string) => `/v1/api${path}`,
  ),
  last: fc.double({ min: 50, max: 500, noNaN: true }),
  acknowledges: fc.boolean(),
  /** Limits close to the first order, as multiples of its quantity, value and distance. Without them, few decide. */
  near: fc.option(
    fc.record({
      quantity: fc.double({ min: 0.5, max: 2, noNaN: true }),
      value: fc.double({ min: 0.5, max: 2, noNaN: true }),
      collar: fc.double({ min: 0.5, max: 5, noNaN: true }),
    }),
  ),
})
type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never

/** A scenario that is allowed, and one that is not, so that every run has both outcomes. */
const ALLOWED: Scenario = {
  rails: NO_RAILS,
  orders: [
    {
      ...{ contract: CONTRACTS[0], side: 'BUY', orderType: 'MKT', quantity: 10, isCash: false, factor: 1 },
      ...{ hasOptionalPrice: false, trail: 1, trailUnit: '%' },
    },
  ],
  entryPoint: 'ticket',
  spelling: (path) => path,
  last: 100,
  acknowledges: false,
  near: null,
}
const REFUSED: Scenario = { ...ALLOWED, rails: { ...NO_RAILS, quantity: { action: 'refuse', limit: 1 } } }

const toCents = (price: number): number => Math.round(price * 100) / 100

/** Returns the orders that an entry point sends: one, a list, or attached orders of one contract with a quantity. */
function ordersOf({ entryPoint, orders }: Scenario): readonly SomeOrder[] {
  const first = { ...someFirst(orders), isCash: false }
  if (entryPoint === 'oca') return orders.map((each) => ({ ...each, contract: first.contract, isCash: false }))
  if (entryPoint === 'bracket') {
    const entry = { ...first, side: 'BUY', orderType: 'LMT' } as const
    const exit = { ...entry, side: 'SELL' } as const
    return [entry, { ...exit, factor: entry.factor * 1.2 }, { ...exit, orderType: 'STP', factor: entry.factor * 0.8 }]
  }
  return ['list', 'bare list', 'group'].includes(entryPoint) ? orders : orders.slice(0, 1)
}

const cashOf = ({ quantity }: SomeOrder, last: number): number => toCents(quantity * last)

function rowOf(order: SomeOrder, last: number) {
  const { contract, side, orderType, quantity, isCash, factor, trail, trailUnit } = order
  const price = toCents(last * factor)
  const trailingAmt = trailUnit === '%' ? trail : toCents((last * trail) / 100)
  return {
    conid: contract.conid,
    side,
    orderType,
    ...(isCash ? { cashQty: cashOf(order, last) } : { quantity }),
    ...(hasPrice(order) && { price }),
    ...(has(order, 'aux') && { auxPrice: toCents(last) }),
    ...(has(order, 'trail') && { trailingAmt, trailingType: trailUnit }),
  }
}

/** Returns the price of an order and the first stop of a trailing one, as multiples of the last price. */
const factorsOf = (order: SomeOrder): readonly number[] => [
  ...(hasPrice(order) ? [order.factor] : []),
  ...(has(order, 'trail') ? [1 + (order.side === 'BUY' ? order.trail : -order.trail) / 100] : []),
]

/** Returns the largest distance of a price of an order from the last price, in percent. */
const distanceOf = (order: SomeOrder): number =>
  100 * Math.max(0, ...factorsOf(order).map((factor) => Math.abs(factor - 1)))

/** Returns the largest amount that an order can move, in USD. */
function worthOf(order: SomeOrder, last: number): number {
  const { side, quantity, isCash, factor } = order
  if (isCash) return cashOf(order, last)
  const isCapped = side === 'BUY' && has(order, 'cap') && hasPrice(order)
  return quantity * last * (isCapped ? factor : Math.max(1, ...factorsOf(order)))
}

function withNearLimits(each: Scenario): Scenario {
  const { near, rails, last } = each
  if (near === null) return each
  const first = someFirst(ordersOf(each))
  const value = { ...rails.value, limit: Math.max(1, Math.round(worthOf(first, last) * near.value)) }
  const quantity = { ...rails.quantity, limit: Math.max(1, Math.round(first.quantity * near.quantity)) }
  const collar = { ...rails.collar, limit: Math.max(1, Math.round(distanceOf(first) * near.collar)) }
  return { ...each, rails: { ...rails, currency: 'USD', value, quantity, collar } }
}

/** Returns the limits that are exceeded, if they were widened (`slack` above 1) or narrowed (below 1), without `off`. */
function exceededRails(
  { rails, last }: Scenario,
  orders: readonly SomeOrder[],
  slack: number,
): ReadonlyMap<GuardRailName, RailAction> {
  const inEuro = 1.1642
  const exceeded = orders.flatMap((order): readonly GuardRailName[] => {
    const { contract, quantity, isCash } = order
    const worth = worthOf(order, last)
    const converted = rails.currency === 'USD' ? worth : worth / inEuro
    const distance = distanceOf(order)
    // A lower price buys more for the same cash.
    const bought = isCash ? quantity / Math.min(1, ...factorsOf(order)) : quantity
    const isBeyond: Partial<Record<GuardRailName, boolean>> = {
      quantity: bought > rails.quantity.limit * (isCash ? slack : 1),
      // The exact rate is the simulator's, so a wider slack covers it.
      value: converted > rails.value.limit * slack * (rails.currency === 'USD' || slack < 1 ? 1 : SLACK),
      collar: distance > rails.collar.limit * slack + (slack > 1 ? 6 : -6),
      symbols: !rails.symbols.allowed.includes(contract.symbol),
      assetClasses: !rails.assetClasses.allowed.includes('STK'),
    }
    return GUARD_RAIL_NAMES.filter((name) => isBeyond[name] && rails[name].action !== 'off')
  })
  return new Map(exceeded.map((name) => [name, rails[name].action]))
}

/** Returns the worst action that exceeded limits demand. */
function demandedBy(exceeded: ReadonlyMap<GuardRailName, RailAction>): RailAction {
  const actions = [...exceeded.values()]
  return actions.includes('refuse') ? 'refuse' : actions.includes('warn') ? 'warn' : 'off'
}

/** Returns the fields of an order in a ticket. */
function ticketTermsOf(order: SomeOrder, last: number) {
  const { cashQty, trailingAmt, trailingType, ...row } = {
    cashQty: undefined,
    trailingAmt: undefined,
    ...rowOf(order, last),
  }
  return {
    ...row,
    ...(cashQty !== undefined && { cashQuantity: cashQty }),
    ...(trailingAmt !== undefined && { trailing: { amount: trailingAmt, unit: trailingType } }),
    timeInForce: 'DAY' as const,
  }
}

const exitOf = (terms: ReturnType<typeof ticketTermsOf> | undefined) =>
  terms && { orderType: terms.orderType, price: terms.price, timeInForce: terms.timeInForce }

/** The review of an order, and the error of its send. */
interface SendResult {
  readonly code: string | undefined
  /** The findings that stopped it. */
  readonly findings: readonly GuardRailFinding[]
  /** Messages of the review, if there was one. */
  readonly reviewed: readonly string[] | undefined
}

/** Sends the orders, after a review if the user acknowledges warnings. */
async function sendOrders(each: Scenario, orders: readonly SomeOrder[]): Promise<SendResult> {
  const rows = orders.map((order) => rowOf(order, each.last))
  const { client } = host
  const isTicket = (TICKETS as readonly string[]).includes(each.entryPoint)
  const terms = orders.map((order) => ticketTermsOf(order, each.last))
  const [, takeProfit, stopLoss] = terms
  const attached = {
    bracket: { kind: 'bracket', takeProfit: exitOf(takeProfit), stopLoss: exitOf(stopLoss) },
    oca: { kind: 'oca', orders: terms.slice(1).map(({ conid: _, ...other }) => other) },
  }[each.entryPoint as string]
  const order = { accountId, ...terms[0], ...(attached && terms.length > 1 && { attached }) } as never as OrderTicket
  const change = each.entryPoint === 'ticket change' ? { orderId: '7' } : {}
  const orderRows = rows.map((row) => ({ ...row, tif: 'DAY' }))
  const base = `/iserver/account/${accountId}`
  const [path, body] = {
    ...{ ticket: ['', {}], 'ticket change': ['', {}], bracket: ['', {}], oca: ['', {}] },
    list: [`${base}/orders`, { orders: orderRows }],
    'bare list': [`${base}/orders`, orderRows],
    single: [`${base}/orders`, orderRows[0]],
    legacy: [`${base}/order`, orderRows[0]],
    change: [`${base}/order/7`, orderRows[0]],
    group: ['/iserver/account/orders/Mine', { orders: orderRows }],
  }[each.entryPoint] as [string, unknown]
  const request = { method: 'POST', path: each.spelling(path), query: [], body: JSON.stringify(body) } as const
  const review = isTicket ? ({ kind: 'ticket', order, ...change } as const) : ({ kind: 'request', request } as const)
  const checked = each.acknowledges ? await client.call('guardRails.check', review) : undefined
  const reviewed = checked?.findings.map(({ message }) => message)
  const options = checked?.acknowledgement === undefined ? {} : { acknowledged: checked.acknowledgement }
  try {
    if (each.entryPoint === 'ticket change') await client.call('orders.modify', { ...order, orderId: '7', ...options })
    else if (isTicket) await client.call('orders.place', { ...order, ...options })
    else await client.callBytes('requests.send', { ...request, ...options })
    return { code: undefined, findings: [], reviewed }
  } catch (error) {
    if (!(error instanceof RpcError)) throw error
    const { findings = [] } = (error.detail ?? {}) as { readonly findings?: readonly GuardRailFinding[] }
    return { code: error.code, findings, reviewed }
  }
}

function someFirst([order]: readonly SomeOrder[]): SomeOrder {
  if (!order) throw new Error('no order')
  return order
}

const sent = (): number =>
  host.simulator.record.requests({ path: /\/iserver\/account\// }).filter(({ method }) => method === 'POST').length

// Comes first, because an order of another test may fill, or wait with an open question, during a preview.
test('a preview of any order leaves the host above every limit, and places nothing', async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async (each) => {
      const order = someFirst(each.orders)
      const rails = { ...each.rails, quantity: { action: 'refuse', limit: 0.5 } } as const
      await host.client.call('guardRails.change', { profileId: 'practice', rails })
      host.clock.skip(20_000)
      await host.until('the session is ready', () => host.view()?.state.kind === 'ready', 120)
      const { controls, record } = host.simulator
      const before = controls.stateDigest()
      record.clear()
      await host.client.call('ticket.preview', { accountId, ...ticketTermsOf(order, each.last) } as never)
      const path = each.spelling(`/iserver/account/${accountId}/orders/whatif`)
      const body = JSON.stringify({ orders: [{ ...rowOf(order, each.last), tif: 'DAY' }] })
      await host.client.callBytes('requests.send', { method: 'POST', path, query: [], body })
      expect(record.requests({ method: 'POST', path: /\/orders\/whatif$/ })).toHaveLength(2)
      expect(sent()).toBe(2)
      expect(controls.stateDigest()).toBe(before)
    }),
    { numRuns: propertyRuns(60) },
  )
}, 60_000)

test('no order above a refusing limit leaves the host through any entry point, and no other order is stopped', async () => {
  const outcomes = { left: 0, stopped: 0 }
  await fc.assert(
    fc.asyncProperty(scenario, async (generated) => {
      const each = withNearLimits(generated)
      const orders = ordersOf(each)
      await host.client.call('guardRails.change', { profileId: 'practice', rails: each.rails })
      // Old quotes expire, the rate limit of the server recovers, and the lease of an open question ends.
      host.clock.skip(61_000)
      // The skipped time may exceed the limit of a tickle in flight. Without a session, no price is known.
      await host.until('the session is ready', () => host.view()?.state.kind === 'ready', 120)
      for (const { symbol } of CONTRACTS) host.simulator.controls.setPrice(symbol, each.last)
      host.simulator.record.clear()
      const { code, findings, reviewed } = await sendOrders(each, orders)
      const mayBeExceeded = exceededRails(each, orders, 1 / SLACK)
      const [surely, possibly] = [demandedBy(exceededRails(each, orders, SLACK)), demandedBy(mayBeExceeded)]
      const isAllowed = possibly === 'off' || (possibly === 'warn' && each.acknowledges)
      const isStopped = code === 'guard-rail-refused' || code === 'guard-rail-warning'
      expect({ code, sent: sent() }).toEqual({ code, sent: isStopped ? 0 : 1 })
      if (surely === 'refuse') expect({ code, sent: sent() }).toEqual({ code: 'guard-rail-refused', sent: 0 })
      if (surely === 'warn' && !each.acknowledges) expect(sent()).toBe(0)
      // A limit that cannot be checked stops an order too, which the simulator gives no reason for.
      const others = findings.filter(
        ({ rail, message }) => !mayBeExceeded.has(rail as GuardRailName) || message.includes('cannot be checked'),
      )
      expect({ code, others, reviewed }).toEqual({ code, others: [], reviewed })
      if (isAllowed)
        expect({ code, findings, reviewed }).not.toMatchObject({ code: expect.stringMatching(/^guard-rail/) })
      outcomes[isStopped ? 'stopped' : 'left'] += 1
    }),
    { numRuns: propertyRuns(250), examples: [[ALLOWED], [REFUSED]] },
  )
  // Both outcomes are frequent, so the property is not empty.
  expect(Math.min(outcomes.left, outcomes.stopped)).toBeGreaterThan(propertyRuns(250) / 20)
}, 120_000)

import fc from 'fast-check'
import { expect } from 'vitest'
import type { Ledger } from '../../../src/simulator/account/ledger.ts'
import { calculateAccountValue } from '../../../src/simulator/account/valuation.ts'
import { calculateValue } from '../../../src/simulator/contracts/contract.ts'
import { getUsdValue } from '../../../src/simulator/contracts/currencies.ts'
import { findInstrumentByName } from '../../../src/simulator/contracts/find-instrument.ts'
import { isTradingOver } from '../../../src/simulator/contracts/opening-hours.ts'
import { roundToTick } from '../../../src/simulator/contracts/price-increments.ts'
import { type Instrument, listLegs, stocks } from '../../../src/simulator/market/instruments.ts'
import { type Execution, isDone, isWorking, type Order, type OrderDraft } from '../../../src/simulator/orders/order.ts'
import { isLimit, listOrderKinds, orderKinds } from '../../../src/simulator/orders/order-types.ts'
import {
  buildOrderUpdate,
  buildOrderView,
  calculateRemainingQuantity,
  type OrderView,
} from '../../../src/simulator/orders/order-view.ts'
import { startingCash } from '../../../src/simulator/orders/starting-portfolio.ts'
import { requireCombo } from './require-combo.ts'
import { createTestState } from './test-simulator-state.ts'

const account = 'DU1234567'
/** Two minutes before the close on a Monday, so that the test includes closes and openings. */
const start = Date.UTC(2026, 8, 14, 19, 58)

const pairOfStocks = requireCombo('265598/1,8314/-2')
const callSpread = requireCombo(
  ['AAPL  261016C00245000', 'AAPL  261016C00255000']
    .map((name, at) => `${named(name).conid}/${at === 0 ? 1 : -1}`)
    .join(),
)

/**
 * Instruments whose price can be set: the stocks, one quoted in pence, two currency pairs, and a future. They are
 * followed by another month of the future, a call, a put that expires in the first week, options on a future and on an
 * index, and combos of stocks and of options.
 */
const settable = [...stocks, ...['BP.', 'AUD.CAD', 'USD.JPY', 'ESZ6'].map(named)]
const traded: readonly Instrument[] = [
  ...settable,
  ...['ESH7', 'AAPL  261016C00245000', 'AAPL  260925P00245000', 'ESV6 C6700', 'SPXW  260925P06700000'].map(named),
  pairOfStocks,
  callSpread,
]

function named(name: string): Instrument {
  const found = findInstrumentByName(name, start)
  if (found === undefined) throw new Error(`The market has no ${name}`)
  return found
}

/** The currencies of the traded instruments. */
const currencies = ['USD', 'GBP', 'AUD', 'CAD', 'JPY']

/** Generates orders with prices relative to the market price, so that a shrunk example stays meaningful. */
const ticket = fc.record({
  // Half of the orders are for the instruments other than US stocks.
  which: fc.oneof(fc.nat(traded.length - 1), fc.integer({ min: stocks.length, max: traded.length - 1 })),
  side: fc.constantFrom('BUY' as const, 'SELL' as const),
  kind: fc.constantFrom(...orderKinds),
  quantity: fc.oneof(fc.integer({ min: 1, max: 3000 }), fc.constantFrom(0.5, 2.25, 10.0001)),
  distance: fc.double({ min: -0.03, max: 0.03, noNaN: true }),
  tif: fc.constantFrom('DAY', 'GTC', 'GTC', 'IOC', 'OPG'),
  allOrNone: fc.boolean(),
  outsideRth: fc.boolean(),
})

const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('place' as const), ticket }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('bracket' as const), ticket, children: fc.nat(3) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('group' as const),
      tickets: fc.array(ticket, { minLength: 2, maxLength: 4 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('cancel' as const), which: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('change' as const), which: fc.nat(5), ticket }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('jump' as const),
      which: fc.nat(settable.length - 1),
      by: fc.double({ min: -0.05, max: 0.05, noNaN: true }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('shake' as const), count: fc.nat(100) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), milliseconds: fc.nat(3000) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sleep' as const), hours: fc.integer({ min: 1, max: 20 }) }) },
  // Contracts expire.
  { weight: 1, arbitrary: fc.record({ do: fc.constant('advance' as const), days: fc.integer({ min: 1, max: 20 }) }) },
)

/** Generates days of trading: actions, random seed and trading hours. */
export const tradingDays = (maxSteps: number) =>
  fc.record({
    steps: fc.array(step, { maxLength: maxSteps }),
    seed: fc.integer(),
    hours: fc.constantFrom('always' as const, 'exchange' as const),
    marketMoves: fc.boolean(),
  })

const marketOrder = { kind: 'MKT', distance: 0.01, tif: 'GTC', allOrNone: false, outsideRth: false } as const

/** A day that buys every instrument and sells a part of it at another price. */
export const dayOfEveryInstrument: TradingDays = {
  steps: (['BUY', 'SELL'] as const).flatMap((side) => [
    ...traded.map((_, which) => ({
      do: 'place' as const,
      ticket: { ...marketOrder, which, side, quantity: side === 'BUY' ? 400 : 300 },
    })),
    { do: 'wait' as const, milliseconds: 20_000 },
    ...settable.map((_, which) => ({ do: 'jump' as const, which, by: 0.02 })),
    // After the sale, the options expire, and some futures.
    { do: 'advance' as const, days: side === 'BUY' ? 1 : 100 },
  ]),
  seed: 1,
  hours: 'always',
  marketMoves: false,
}

type Value<A> = A extends fc.Arbitrary<infer T> ? T : never
type TradingDays = Value<ReturnType<typeof tradingDays>>
type Ticket = Value<typeof ticket>

/** Runs the days. Checks orders, positions and cash after each event and at the end. */
export function runTradingDays({ steps, seed, hours, marketMoves }: TradingDays): void {
  const { clock, state } = createTestState({ seed, hours, marketMoves, start })
  const ledger = state.accounts.find(account)
  if (ledger === undefined) throw new Error('No account')
  const before = {
    commissions: commissionsOf(ledger),
    held: new Map(traded.map((each) => [each.conid, ledger.position(each).quantity])),
  }
  const executions: Execution[] = []
  const sizes = new Map<number, number>()
  const feed = new Map<number, OrderView>()
  const known = new Set<number>()

  state.orderStore.changed.on((event) => {
    const { order } = event
    if (event.kind === 'delta') {
      expect(isDone(event.before), `order ${order.id} changes after its end`).toBe(false)
      if (order.filled > event.before.filled) expectWithinLimit(event.before, order)
    }
    expect(order.filled).toBeLessThanOrEqual(order.quantity)
    // A user may enlarge an order after fills of its group reduced it.
    const isEnlarged = event.kind === 'delta' && order.quantity > event.before.quantity
    const others = isEnlarged ? filledOf(membersOf(order)) - order.filled : 0
    sizes.set(order.id, Math.max(sizes.get(order.id) ?? 0, order.quantity + others))
    const view = buildOrderUpdate(event, known)
    if (view !== undefined) feed.set(order.id, { ...feed.get(order.id), ...view })
  })
  state.orderStore.executed.on(({ kind, execution }) => {
    if (kind === 'commission-known') return
    executions.push(execution)
    const parent = state.orderStore.get(execution.order.parentId ?? 0)
    if (parent !== undefined) expect(parent.status, 'a child fills before its parent').toBe('Filled')
  })

  const membersOf = ({ id, ocaGroup }: Order): readonly Order[] =>
    state.orderStore.all().filter((other) => other.id === id || (ocaGroup !== undefined && other.ocaGroup === ocaGroup))

  const draft = (asked: Ticket): OrderDraft => {
    const { which, side, distance, allOrNone, outsideRth } = asked
    const wanted = traded[which] ?? pairOfStocks
    const isOver = listLegs(wanted).some((leg) => isTradingOver(leg.instrument, clock.now()))
    const instrument = isOver ? pairOfStocks : wanted
    const { secType } = instrument
    const isCombo = secType === 'BAG'
    const kind = listOrderKinds(instrument).includes(asked.kind) ? asked.kind : 'LMT'
    // Combos and contracts trade as a whole, and only stocks at the opening.
    const isWhole = secType !== 'STK' && secType !== 'CASH'
    const quantity = isWhole ? Math.ceil(asked.quantity / (isCombo ? 10 : 100)) : asked.quantity
    const tif = secType !== 'STK' && asked.tif === 'OPG' ? 'GTC' : asked.tif
    const price = roundToTick(instrument, state.market.quote(instrument).last * (1 + distance))
    const trails = kind === 'TRAIL' || kind === 'TRAILLMT'
    return {
      instrument,
      side,
      kind,
      quantity,
      tif,
      price: kind === 'MKT' || (kind === 'TRAIL' && distance > 0) ? undefined : price,
      auxPrice: kind === 'STOP_LIMIT' || (kind === 'TRAILLMT' && distance > 0) ? price : undefined,
      outsideRth,
      clientOrderId: undefined,
      ...(trails ? { trailing: { amount: 0.5, unit: distance > 0 || secType !== 'STK' ? '%' : 'amt' } as const } : {}),
      ...(allOrNone ? { allOrNone } : {}),
      ...(secType === 'CASH' && distance > 0 ? { cashQuantity: Math.round(quantity * price * 100) / 100 } : {}),
    }
  }

  function run(each: TradingDays['steps'][number]): void {
    switch (each.do) {
      case 'wait':
        clock.advance(each.milliseconds)
        return
      case 'sleep':
        // Hours of price changes would take seconds; closes and openings do not need them.
        clock.advance(marketMoves ? 200_000 : each.hours * 3_600_000)
        return
      case 'advance':
        // As `advanceTo` does, timers run late, from time to time.
        for (let left = each.days * 4; left > 0; left -= 1) {
          clock.sleep(6 * 3_600_000)
          clock.advance(0)
        }
        return
      case 'jump': {
        const instrument = settable[each.which]
        if (instrument === undefined) return
        state.market.setPrice(instrument, state.market.quote(instrument).last * (1 + each.by))
        return
      }
      case 'shake':
        state.storm.shake(each.count)
        return
      case 'place':
        state.lifeCycle.submit(account, draft(each.ticket))
        return
      case 'bracket': {
        const parent = draft(each.ticket)
        const { id } = state.lifeCycle.submit(account, parent)
        const side = parent.side === 'BUY' ? 'SELL' : 'BUY'
        for (let child = 0; child < each.children; child += 1) {
          const kind = child === 1 ? 'STP' : 'LMT'
          const { distance } = each.ticket
          const far = { ...each.ticket, side, kind, tif: 'GTC', distance: child === 1 ? -distance : distance } as const
          state.lifeCycle.submit(account, draft(far), { parentId: id, ocaGroup: String(id) })
        }
        return
      }
      case 'group':
        for (const member of each.tickets) {
          state.lifeCycle.submit(account, draft(member), { ocaGroup: `group-${steps.indexOf(each)}` })
        }
        return
      case 'cancel':
      case 'change': {
        const working = [...state.orderStore.working()].filter(({ status }) => status !== 'PendingCancel')
        const order = working.at(-1 - (each.which % working.length))
        if (order === undefined) return
        if (each.do === 'cancel') state.lifeCycle.cancel(order.id)
        else {
          const which = traded.indexOf(order.instrument)
          state.lifeCycle.change(order.id, draft({ ...each.ticket, which, side: order.side }))
        }
      }
    }
  }

  for (const each of steps) {
    run(each)
    expectMoneyAddsUp()
    expectNothingExpired()
  }
  clock.advance(10_000)
  expectMoneyAddsUp()

  function expectMoneyAddsUp(): void {
    if (ledger === undefined) return
    const value = calculateAccountValue(ledger, state.market)
    const earned = value.realized + value.unrealized + exchangeResult(executions) - commissionsOf(ledger)
    // Every other currency is converted to whole cents.
    expect(value.netLiquidation - startingCash).toBeCloseTo(earned, value.currencies.length === 1 ? 4 : 0)
    const inUsd = value.currencies.reduce((sum, each) => sum + each.netLiquidation * each.exchangeRate, 0)
    expect(value.netLiquidation).toBeCloseTo(inUsd, 0)
  }

  function expectNothingExpired(): void {
    const open = ledger?.positions().filter(({ quantity }) => quantity !== 0) ?? []
    // None of the contracts is settled in the morning.
    for (const { instrument } of open)
      expect(isTradingOver(instrument, clock.now()), instrument.localSymbol).toBe(false)
    for (const { instrument } of state.orderStore.working())
      for (const leg of listLegs(instrument)) expect(isTradingOver(leg.instrument, clock.now())).toBe(false)
  }

  const commissions = executions.reduce(
    (sum, { commission, order }) => sum + commission * getUsdValue(order.instrument.currency),
    0,
  )
  expect(commissionsOf(ledger) - before.commissions).toBeCloseTo(commissions, 4)
  for (const instrument of traded) {
    const fills = executions.filter(({ order }) => order.instrument.conid === instrument.conid)
    const held = fills.reduce((sum, each) => sum + signed(each), before.held.get(instrument.conid) ?? 0)
    expect(ledger.position(instrument).quantity).toBeCloseTo(held, 4)
    expect(fills.at(-1)?.position ?? ledger.position(instrument).quantity).toBe(ledger.position(instrument).quantity)
  }
  const listed = state.orderStore.executions()
  for (const order of state.orderStore.all()) {
    const fills = listed.filter((execution) => execution.order.id === order.id)
    for (const { instrument, ratio } of listLegs(order.instrument)) {
      const ofLeg = fills.filter((execution) => execution.order.instrument === instrument)
      const filled = ofLeg.reduce((sum, { quantity }) => sum + quantity, 0)
      expect(order.filled * Math.abs(ratio)).toBeCloseTo(filled, 4)
    }
    expect(order.filled + calculateRemainingQuantity(order)).toBeCloseTo(order.quantity, 4)
    expect(order.status === 'Filled').toBe(order.filled === order.quantity)
    const paid = fills.reduce((sum, each) => sum + signed(each) * each.price, 0) * (order.side === 'BUY' ? 1 : -1)
    if (order.filled > 0) expect(order.averagePrice).toBeCloseTo(paid / order.filled, 6)
    if (feed.has(order.id)) expectUpdatesToEqual(feed.get(order.id) ?? {}, order)
  }
  expectGroupsToKeepTheirSize(state.orderStore.all(), sizes)
  expect([...state.orderStore.working()]).toEqual(state.orderStore.all().filter(isWorking).reverse())
}

/** Returns all commissions in USD. */
function commissionsOf(ledger: Ledger): number {
  return currencies.reduce((sum, currency) => sum + ledger.commissions(currency) * getUsdValue(currency), 0)
}

/** Returns the profit in USD of exchanging currencies at market prices instead of the fixed rates. */
function exchangeResult(executions: readonly Execution[]): number {
  return executions
    .filter(({ order }) => order.instrument.secType === 'CASH')
    .reduce((sum, { order: { instrument, side }, quantity, price }) => {
      const bought = Math.round(quantity * 100) * getUsdValue(instrument.symbol)
      const paid = Math.round(calculateValue(instrument, quantity, price) * 100) * getUsdValue(instrument.currency)
      return sum + (side === 'BUY' ? 1 : -1) * ((bought - paid) / 100)
    }, 0)
}

function signed({ order, quantity }: Execution): number {
  return order.side === 'BUY' ? quantity : -quantity
}

/**
 * Expects the price of a fill, calculated from the average prices before and after it, to respect the order's limit.
 */
function expectWithinLimit(before: Order, after: Order): void {
  const limit = isLimit(after) || after.kind === 'MIDPRICE' ? after.price : undefined
  if (limit === undefined) return
  const paid = after.averagePrice * after.filled - before.averagePrice * before.filled
  const price = paid / (after.filled - before.filled)
  // The average of thousands of fills has a rounding error.
  if (after.side === 'BUY') expect(price).toBeLessThanOrEqual(limit + 1e-5)
  else expect(price).toBeGreaterThanOrEqual(limit - 1e-5)
}

/** Expects the combined updates to equal the order. Only complete objects have execution times. */
function expectUpdatesToEqual(combined: OrderView, order: Order): void {
  const { lastExecutionTime: _, lastExecutionTime_r: __, ...view } = buildOrderView(order)
  expect(combined).toMatchObject(view)
}

const filledOf = (orders: readonly Order[]): number => orders.reduce((sum, order) => sum + order.filled, 0)

/** Expects that the orders of a group together never trade more than the largest order of the group. */
function expectGroupsToKeepTheirSize(orders: readonly Order[], sizes: ReadonlyMap<number, number>): void {
  const groups = new Set(orders.flatMap(({ ocaGroup }) => (ocaGroup === undefined ? [] : [ocaGroup])))
  for (const group of groups) {
    const members = orders.filter(({ ocaGroup }) => ocaGroup === group)
    expect(filledOf(members)).toBeLessThanOrEqual(Math.max(...members.map(({ id }) => sizes.get(id) ?? 0)) + 1e-6)
  }
}

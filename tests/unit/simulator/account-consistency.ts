import fc from 'fast-check'
import { expect } from 'vitest'
import { calculateAccountValue } from '../../../src/simulator/account/valuation.ts'
import { parseCombo } from '../../../src/simulator/market/combo-instruments.ts'
import { type Instrument, instruments } from '../../../src/simulator/market/instruments.ts'
import { type Execution, isDone, isWorking, type Order, type OrderDraft } from '../../../src/simulator/orders/order.ts'
import { isLimit, orderKinds } from '../../../src/simulator/orders/order-types.ts'
import {
  buildOrderUpdate,
  buildOrderView,
  calculateRemainingQuantity,
  type OrderView,
} from '../../../src/simulator/orders/order-view.ts'
import { startingCash } from '../../../src/simulator/orders/starting-portfolio.ts'
import { createTestState } from './test-simulator-state.ts'

const account = 'DU1234567'

const combo = parseCombo('28812380;;;265598/1,8314/-2')
if (combo === undefined) throw new Error('No combo')

/** Instruments of the orders: every instrument, and a combo with two legs. */
const traded: readonly Instrument[] = [...instruments, combo]

/** Generates orders with prices relative to the market price, so that a shrunk example stays meaningful. */
const ticket = fc.record({
  which: fc.nat(traded.length - 1),
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
      which: fc.nat(instruments.length - 1),
      by: fc.double({ min: -0.05, max: 0.05, noNaN: true }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('shake' as const), count: fc.nat(100) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), milliseconds: fc.nat(3000) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sleep' as const), hours: fc.integer({ min: 1, max: 20 }) }) },
)

/** Generates days of trading: actions, random seed and trading hours. */
export const tradingDays = (maxSteps: number) =>
  fc.record({
    steps: fc.array(step, { maxLength: maxSteps }),
    seed: fc.integer(),
    hours: fc.constantFrom('always' as const, 'exchange' as const),
    marketMoves: fc.boolean(),
  })

type Value<A> = A extends fc.Arbitrary<infer T> ? T : never
type TradingDays = Value<ReturnType<typeof tradingDays>>
type Ticket = Value<typeof ticket>

/** Runs the days. Checks orders, positions and cash after each event and at the end. */
export function runTradingDays({ steps, seed, hours, marketMoves }: TradingDays): void {
  // Starts two minutes before the close on a Monday, so that the test includes closes and openings.
  const { clock, state } = createTestState({ seed, hours, marketMoves, start: Date.UTC(2026, 8, 14, 19, 58) })
  const ledger = state.accounts.find(account)
  if (ledger === undefined) throw new Error('No account')
  const before = {
    commissions: ledger.commissions(),
    held: new Map(instruments.map((each) => [each.conid, ledger.position(each).quantity])),
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
    const instrument = traded[which] ?? combo
    if (instrument === undefined) throw new Error('No instruments')
    // A combo trades as a whole, at limit and market prices, but not at the opening.
    const isCombo = instrument.legs !== undefined
    const kind = isCombo && asked.kind !== 'MKT' ? 'LMT' : asked.kind
    const quantity = isCombo ? Math.ceil(asked.quantity / 10) : asked.quantity
    const tif = isCombo && asked.tif === 'OPG' ? 'GTC' : asked.tif
    const price = Math.round(state.market.quote(instrument).last * (1 + distance) * 100) / 100
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
      ...(trails ? { trailing: { amount: 0.5, unit: distance > 0 ? '%' : 'amt' } as const } : {}),
      ...(allOrNone ? { allOrNone } : {}),
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
      case 'jump': {
        const instrument = instruments[each.which]
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
  }
  clock.advance(10_000)
  expectMoneyAddsUp()

  function expectMoneyAddsUp(): void {
    if (ledger === undefined) return
    const value = calculateAccountValue(ledger, state.market)
    const earned = value.realized + value.unrealized - ledger.commissions()
    expect(value.netLiquidation - startingCash).toBeCloseTo(earned, 4)
  }

  const commissions = executions.reduce((sum, { commission }) => sum + Math.round(commission * 100), 0)
  expect(Math.round((ledger.commissions() - before.commissions) * 100)).toBe(commissions)
  for (const instrument of instruments) {
    const fills = executions.filter(({ order }) => order.instrument === instrument)
    const held = fills.reduce((sum, each) => sum + signed(each), before.held.get(instrument.conid) ?? 0)
    expect(ledger.position(instrument).quantity).toBeCloseTo(held, 4)
    expect(fills.at(-1)?.position ?? ledger.position(instrument).quantity).toBe(ledger.position(instrument).quantity)
  }
  const listed = state.orderStore.executions()
  for (const order of state.orderStore.all()) {
    const fills = listed.filter((execution) => execution.order.id === order.id)
    for (const { instrument, ratio } of order.instrument.legs ?? [{ instrument: order.instrument, ratio: 1 }]) {
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

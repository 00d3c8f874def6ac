import { describe, expect, test } from 'vitest'
import { findInstrumentByName } from '../../../src/simulator/contracts/find-instrument.ts'
import type { Instrument } from '../../../src/simulator/market/instruments.ts'
import { requireCombo } from './require-combo.ts'
import { requireInstrument } from './require-instrument.ts'
import { createTestState } from './test-simulator-state.ts'

const account = 'DU1234567'
const apple = requireInstrument('AAPL')
/** Friday, 18 September 2026: the third Friday, on which monthly options and the futures of the quarter end. */
const opening = Date.UTC(2026, 8, 18, 13, 30)
const close = Date.UTC(2026, 8, 18, 20)

function setUp() {
  const { clock, state } = createTestState()
  const ledger = state.accounts.get(account)
  const named = (name: string): Instrument => {
    const found = findInstrumentByName(name, state.now())
    if (found === undefined) throw new Error(`The market has no ${name}`)
    return found
  }
  const hold = (name: string, quantity: number, price: number): Instrument => {
    const instrument = named(name)
    const side = quantity > 0 ? 'BUY' : 'SELL'
    ledger.book({ instrument, side, quantity: Math.abs(quantity), price, commission: 0 })
    return instrument
  }
  const executions = () =>
    state.orderStore
      .executions()
      .filter(({ at }) => at > opening - 86_400_000)
      .map(({ order, quantity, price, commission, at }) => ({
        name: order.instrument.localSymbol,
        side: order.side,
        quantity,
        price,
        commission,
        at,
      }))
  const place = (instrument: Instrument, side: 'BUY' | 'SELL', quantity: number) =>
    state.lifeCycle.submit(account, {
      ...{ instrument, side, quantity, kind: 'LMT', price: side === 'BUY' ? 0.01 : 5000, tif: 'GTC' },
      ...{ auxPrice: undefined, outsideRth: false, clientOrderId: undefined },
    }).id
  return {
    clock,
    state,
    ledger,
    named,
    hold,
    executions,
    place,
    order: (id: number) => state.orderStore.get(id),
    price: (instrument: Instrument, price: number) => state.market.setPrice(instrument, price),
    advanceTo: (time: number) => clock.advance(time - clock.now()),
    held: (instrument: Instrument) => ledger.position(instrument).quantity,
  }
}

describe('at the close of the last trading day', () => {
  test.each([
    ['a long call', 'C', 2, 'BUY', 200],
    ['a short call', 'C', -2, 'SELL', 200],
    ['a long put', 'P', 1, 'SELL', 100],
    ['a short put', 'P', -1, 'BUY', 100],
  ] as const)('delivers the shares of %s in the money at the strike', (_, right, quantity, side, shares) => {
    const { hold, price, advanceTo, ledger, held, executions } = setUp()
    const option = hold(`AAPL  260918${right}00245000`, quantity, 3)
    price(apple, right === 'C' ? 245.01 : 244.99)
    const [before, cash] = [held(apple), ledger.cash('USD')]
    advanceTo(close - 1)
    expect(held(option)).toBe(quantity)
    advanceTo(close)
    expect(held(option)).toBe(0)
    const bought = side === 'BUY' ? shares : -shares
    expect(held(apple) - before).toBe(bought)
    expect(ledger.cash('USD') - cash).toBeCloseTo(-bought * 245, 6)
    const common = { commission: 0, at: close }
    expect(executions()).toEqual([
      {
        ...common,
        name: option.localSymbol,
        side: quantity > 0 ? 'SELL' : 'BUY',
        quantity: Math.abs(quantity),
        price: 0,
      },
      { ...common, name: 'AAPL', side, quantity: shares, price: 245 },
    ])
  })

  test.each([2, -2])('lets a position of %d options out of the money expire worthless', (quantity) => {
    const { hold, price, advanceTo, ledger, held } = setUp()
    const option = hold('AAPL  260918C00245000', quantity, 3)
    price(apple, 245)
    const [before, cash] = [held(apple), ledger.cash('USD')]
    advanceTo(close)
    expect([held(option), held(apple), ledger.cash('USD')]).toEqual([0, before, cash])
    expect(ledger.position(option).realized).toBe(quantity * -300)
  })

  test('delivers 150 shares of a contract of the adjusted class', () => {
    const { hold, price, advanceTo, held } = setUp()
    hold('IBM1  260918C00290000', 1, 3)
    const ibm = requireInstrument('IBM')
    price(ibm, 300)
    advanceTo(close)
    expect(held(ibm)).toBe(150)
  })

  test('settles an option on an index in cash, without its underlying', () => {
    const { hold, price, advanceTo, ledger, named } = setUp()
    const option = hold('SPXW  260918P06700000', 3, 10)
    // The third Friday has no weekly, so the class has its monthly one.
    price(named('SPX'), 6650.4)
    const cash = ledger.cash('USD')
    advanceTo(close)
    expect(ledger.cash('USD') - cash).toBeCloseTo(3 * 100 * 49.6, 6)
    expect(ledger.position(option)).toMatchObject({ quantity: 0, realized: 3 * 100 * (49.6 - 10) })
  })

  test('delivers the future of an option on a future of another month', () => {
    const { hold, price, advanceTo, ledger, held, named } = setUp()
    // The options of October on crude oil end on 17 September, the future on 22 September.
    const option = hold('LOV6 C60', 2, 1)
    const future = named(String(option.underlyingConid))
    const cash = ledger.cash('USD')
    price(future, 63)
    advanceTo(close)
    expect(held(option)).toBe(0)
    expect(ledger.position(future)).toMatchObject({ quantity: 2, averagePrice: 60 })
    expect(ledger.cash('USD')).toBe(cash)
  })

  test('closes a future at the level of its index, also one that its option delivered at the same time', () => {
    const { state, hold, price, advanceTo, ledger, held, named } = setUp()
    const future = hold('ESU6', 1, 6600)
    const option = hold('ESU6 C6650', 1, 40)
    const cash = ledger.cash('USD')
    price(future, 6690)
    advanceTo(close)
    expect([held(future), held(option)]).toEqual([0, 0])
    const level = state.market.quote(named(String(future.underlyingConid))).last
    expect(ledger.cash('USD') - cash).toBeCloseTo(50 * (level - 6600 + (level - 6650)), 6)
  })

  test('ends all orders for the contract, also a combo with it as a leg and a saved order', () => {
    const { state, named, place, advanceTo, order } = setUp()
    const expiring = named('AAPL  260918C00245000')
    const later = named('AAPL  261016C00245000')
    const combo = requireCombo(`${expiring.conid}/-1,${later.conid}/1`)
    const [ofExpiring = 0, ofCombo = 0, ofLater = 0] = [expiring, combo, later].map((each) => place(each, 'BUY', 1))
    const saved = state.lifeCycle.submit(account, {
      ...{ instrument: expiring, side: 'BUY', quantity: 1, kind: 'LMT', price: 1, tif: 'DAY', deactivated: true },
      ...{ auxPrice: undefined, outsideRth: false, clientOrderId: undefined },
    }).id
    advanceTo(close)
    const ended = { status: 'Cancelled', cancelReason: 'Trading in the contract ended' }
    for (const id of [ofExpiring, ofCombo, saved]) expect(order(id)).toMatchObject(ended)
    expect(order(ofLater)).toMatchObject({ status: 'Submitted' })
  })
})

test('settles an option with AM settlement at the opening after its last trading day, on which its orders end', () => {
  const { hold, price, advanceTo, ledger, named, place, order, held } = setUp()
  const option = hold('SPX   260918C06700000', -1, 10)
  const spx = named('SPX')
  price(spx, 6720)
  const id = place(option, 'BUY', 1)
  const cash = ledger.cash('USD')
  advanceTo(close - 86_400_000)
  expect(order(id)).toMatchObject({ status: 'Cancelled' })
  expect(held(option)).toBe(-1)
  price(spx, 6750)
  advanceTo(opening - 1)
  expect(held(option)).toBe(-1)
  advanceTo(opening)
  price(spx, 6600)
  advanceTo(close)
  expect(held(option)).toBe(0)
  expect(ledger.cash('USD') - cash).toBeCloseTo(-5000, 6)
})

describe('an assignment', () => {
  const assign = ({ state, named }: ReturnType<typeof setUp>, contracts: number) => {
    const contract = named('AAPL  261016P00245000')
    const option = { contract, underlying: apple, right: 'P', strike: 245, deliveredQuantity: 100 } as const
    state.settlement.assign(account, option, contracts)
  }

  test('buys the shares of a short put at the strike and leaves the other contracts', () => {
    const fixture = setUp()
    const option = fixture.hold('AAPL  261016P00245000', -5, 4)
    const before = fixture.held(apple)
    assign(fixture, 3)
    expect([fixture.held(option), fixture.held(apple) - before]).toEqual([-2, 300])
  })

  test.each([
    [2, 'Submitted'],
    [3, 'Cancelled'],
    [6, 'Submitted'],
  ] as const)('of 3 of 5 contracts makes an order that buys %d contracts %s', (quantity, status) => {
    const fixture = setUp()
    const option = fixture.hold('AAPL  261016P00245000', -5, 4)
    const id = fixture.place(option, 'BUY', quantity)
    fixture.clock.advance(1000)
    assign(fixture, 3)
    expect(fixture.order(id)?.status).toBe(status)
    if (status === 'Cancelled')
      expect(fixture.order(id)?.cancelReason).toBe(
        '3 contracts were assigned, so that the order would open a new position',
      )
  })
})

import { expect, test } from 'vitest'
import { buildExecutionView } from '../../../src/simulator/orders/execution-view.ts'
import type { OrderDraft } from '../../../src/simulator/orders/order.ts'
import { buildStatusView } from '../../../src/simulator/orders/order-status-view.ts'
import { buildOrderView } from '../../../src/simulator/orders/order-view.ts'
import { derivativesStart, namedInstrument } from './named-instrument.ts'
import { createTestState } from './test-simulator-state.ts'
import { draft } from './trading-fixture.ts'

/** Places an order, and returns its row, status and executions after `milliseconds`. */
function placeOrder(name: string, change: Partial<OrderDraft>, prepare = (_: Market) => {}, milliseconds = 10_000) {
  const { clock, state } = createTestState({ start: derivativesStart })
  prepare(state.market)
  const instrument = namedInstrument(name)
  const { id } = state.lifeCycle.submit('DU1234567', draft({ instrument, ...change }))
  clock.advance(milliseconds)
  const order = state.orderStore.get(id)
  if (order === undefined) throw new Error('No order')
  const executions = state.orderStore.executions().filter((execution) => execution.order.id === id)
  return {
    state,
    order,
    row: buildOrderView(order),
    status: buildStatusView(order, 1, []),
    executions: executions.map((execution) => buildExecutionView(execution, true)),
  }
}

type Market = ReturnType<typeof createTestState>['state']['market']

test("shows a currency pair that was bought by cash quantity as in IBKR's sample", () => {
  const audCad = namedInstrument('AUD.CAD')
  // The sample: total 2806.46 at 0.8908 is 2499.99 of 2500 CAD.
  const cash = { kind: 'LMT', price: 0.9, quantity: 2806.46, cashQuantity: 2500 } as const
  const { row, status, executions } = placeOrder('AUD.CAD', cash, (market) => market.setPrice(audCad, 0.89075))
  expect(row).toMatchObject({
    conidex: '15016138@IDEALPRO',
    conid: 15016138,
    cashCcy: 'CAD',
    sizeAndFills: '2.4K CAD',
    orderDesc: 'Bought 2806.46 Limit 0.90000, Day',
    description1: 'AUD.CAD',
    ticker: 'AUD',
    secType: 'CASH',
    listingExchange: 'FXCONV',
    exchange: 'IDEALPRO',
    remainingQuantity: 0,
    filledQuantity: 2499.99,
    totalSize: 2806.46,
    totalCashSize: 2500,
    avgPrice: '0.8908',
    companyName: 'Australian dollar',
    status: 'Filled',
    order_ccp_status: 'Filled',
    orderType: 'Limit',
    origOrderType: 'LIMIT',
    price: '0.90000',
    side: 'BUY',
    timeInForce: 'CLOSE',
  })
  expect(row).not.toHaveProperty('description2')
  expect(status).toMatchObject({ currency: 'CAD', size_and_fills: '2.4K CAD', limit_price: '0.90000' })
  const amounts = executions.map(({ net_amount }) => Number(net_amount))
  expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(2499.99, 1)
  expect(executions[0]).toMatchObject({ conidEx: '15016138@IDEALPRO', sec_type: 'CASH', price: '0.89080' })
})

test('shows the amounts of a working order by cash quantity in its currency', () => {
  const { row } = placeOrder('AUD.CAD', { kind: 'LMT', price: 0.85, quantity: 2941.17, cashQuantity: 2500 })
  expect(row).toMatchObject({ sizeAndFills: '0/2.5K CAD', filledQuantity: 0, remainingQuantity: 2500 })
})

test('never spends more than the cash quantity when the price of a pair rises between two fills', () => {
  const audCad = namedInstrument('AUD.CAD')
  const { clock, state } = createTestState({ start: derivativesStart })
  state.market.setPrice(audCad, 0.8)
  const cash = { kind: 'MKT', quantity: 3124.8, cashQuantity: 2500 } as const
  const { id } = state.lifeCycle.submit('DU1234567', draft({ instrument: audCad, ...cash }))
  for (let rise = 1; rise < 12; rise += 1) {
    clock.advance(500)
    state.market.setPrice(audCad, 0.8 + rise * 0.002)
  }
  const order = state.orderStore.get(id)
  expect(order).toMatchObject({ status: 'Filled', filled: order?.quantity })
  const paid = (order?.filled ?? 0) * (order?.averagePrice ?? 0)
  expect(paid).toBeLessThanOrEqual(2500)
  expect(paid).toBeGreaterThan(2499)
})

test('shows an option with its description, its value and no listing exchange', () => {
  const { row, status, executions } = placeOrder('AAPL  261016C00245000', { quantity: 2 })
  const { row: other } = placeOrder('AAPL  260925P00245000', { kind: 'LMT', price: 0.05, quantity: 1 })
  expect(row).toMatchObject({
    description1: 'AAPL',
    description2: "OCT 16 '26 245 Call",
    ticker: 'AAPL',
    secType: 'OPT',
    cashCcy: 'USD',
    companyName: 'APPLE INC',
    sizeAndFills: '2',
  })
  expect(row['conidex']).toBe(String(row['conid']))
  expect(other).toMatchObject({ description2: "SEP 25 '26 245 Put", price: '0.05', status: 'Submitted' })
  expect(status).toMatchObject({
    sec_type: 'OPT',
    contract_description_2: "OCT 16 '26 245 Call",
    order_description_with_contract: "Bought 2 AAPL OCT 16 '26 245 Call Market, Day",
  })
  const [first] = executions
  expect(first).toMatchObject({
    sec_type: 'OPT',
    contract_description_1: 'AAPL',
    contract_description_2: "OCT 16 '26 245 Call",
    net_amount: Number(first?.['price']) * 100,
    commission: '1.00',
  })
  for (const view of [row, status, first]) {
    expect(view).not.toHaveProperty('listingExchange')
    expect(view).not.toHaveProperty('listing_exchange')
  }
})

test('shows two months of a future apart, with their exchange', () => {
  const { row, executions } = placeOrder('ESZ6', { quantity: 1 })
  const { row: other } = placeOrder('ESH7', { kind: 'LMT', price: 6500, quantity: 3 })
  expect(row).toMatchObject({
    conidex: `${row['conid']}@CME`,
    description1: 'ES DEC26',
    ticker: 'ES',
    secType: 'FUT',
    listingExchange: 'CME',
    exchange: 'CME',
    companyName: 'E-mini S&P 500',
  })
  expect(other).toMatchObject({ description1: 'ES MAR27', price: '6500.00', orderDesc: 'Buy 3 Limit 6500.00, Day' })
  expect(row).not.toHaveProperty('description2')
  // As in a public recording of a future: the month is in the first description, and there is no second one.
  const [execution] = executions
  expect(execution).toMatchObject({
    symbol: 'ES',
    contract_description_1: 'ES DEC26',
    sec_type: 'FUT',
    listing_exchange: 'CME',
    conidEx: `${row['conid']}@CME`,
    net_amount: Number(execution?.['price']) * 50,
    order_description: `Bought 1 @ ${execution?.['price']} on CME`,
  })
  expect(execution).not.toHaveProperty('contract_description_2')
})

test('shows the value of shares in pence in pounds', () => {
  const pence = namedInstrument('BP.')
  const { row, executions } = placeOrder('BP.', { quantity: 150 }, (market) => market.setPrice(pence, 542.3))
  expect(row).toMatchObject({ description1: 'BP.', cashCcy: 'GBP', secType: 'STK', listingExchange: 'LSE' })
  const quantity = executions.reduce((sum, { size }) => sum + Number(size), 0)
  const amount = executions.reduce((sum, { net_amount }) => sum + Number(net_amount), 0)
  expect([quantity, amount]).toEqual([150, expect.closeTo(813.53, 1)])
  expect(row).not.toHaveProperty('exchange')
})

test("shows the exercise of an option as in IBKR's sample, and ends it", () => {
  const instrument = namedInstrument('AAPL  261016C00240000')
  const exercise = { isExercise: true, deactivated: true, quantity: 5 } as const
  const { state, order, row } = placeOrder(instrument.localSymbol, exercise)
  expect(row).toMatchObject({
    conidex: String(instrument.conid),
    cashCcy: 'USD',
    sizeAndFills: '0/5',
    orderDesc: 'EXERCISE 5, Day',
    description1: 'AAPL',
    description2: "OCT 16 '26 240 Call",
    ticker: 'AAPL',
    secType: 'OPT',
    remainingQuantity: 5,
    filledQuantity: 0,
    totalSize: 5,
    companyName: 'APPLE INC',
    status: 'Inactive',
    order_ccp_status: 'Pending Submit',
    side: 'EXER',
  })
  for (const key of ['orderType', 'origOrderType', 'price', 'timeInForce', 'avgPrice'])
    expect(row).not.toHaveProperty(key)
  const cancelled = state.orderHandler.cancel('DU1234567', String(order.id))
  expect(cancelled).toMatchObject({ status: 400, body: expect.stringContaining('Order is inactive') })
})

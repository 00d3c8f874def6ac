import { expect, test } from 'vitest'
import { describeUnusual, judgeOrders } from '../../../../src/host/guard-rails/judge-orders.ts'
import { NO_FACTS, type OrderFacts } from '../../../../src/host/guard-rails/order-facts.ts'
import type { OutgoingOrder } from '../../../../src/host/guard-rails/read-orders.ts'
import { formatMoney } from '../../../../src/shared/domain/format-money.ts'
import { type GuardRails, NO_RAILS, usualLimits } from '../../../../src/shared/domain/guard-rails.ts'

const FACTS: OrderFacts = {
  ...NO_FACTS,
  contracts: new Map([
    [1, { symbol: 'AAPL', assetClass: 'STK', currency: 'USD', pointValue: 1 }],
    [2, { symbol: '7203', assetClass: 'STK', currency: 'JPY', pointValue: 1 }],
    [3, { symbol: 'ES', assetClass: 'FUT', currency: 'USD', pointValue: 50 }],
    [4, { symbol: 'SAP', assetClass: 'STK', currency: 'EUR', pointValue: 1 }],
    [5, { symbol: 'THIN', assetClass: 'STK', currency: 'USD', pointValue: 1 }],
    [6, { symbol: 'BP.', assetClass: 'STK', currency: 'GBP', pointValue: 0.01 }],
  ]),
  prices: new Map([
    [1, { price: 200, isCurrent: true }],
    [2, { price: 3_000, isCurrent: true }],
    [3, { price: 6_000, isCurrent: true }],
    [4, { price: 100, isCurrent: false }],
    [5, { price: 200, isCurrent: true, ask: 210 }],
    [6, { price: 542.3, isCurrent: true }],
  ]),
  rates: new Map([
    ['JPY', 0.0065],
    ['GBP', 1.25],
  ]),
  dailyLoss: 100,
}

const order = (fields: Partial<OutgoingOrder> = {}): OutgoingOrder => ({
  conid: 1,
  side: 'BUY',
  orderType: 'LMT',
  quantity: 10,
  largestRatio: 1,
  cash: undefined,
  price: 200,
  auxPrice: undefined,
  trailing: undefined,
  ...fields,
})

const trail = (unit: 'amt' | '%', amount: number) => ({ orderType: 'TRAIL', trailing: { unit, amount } }) as const

const rails = (changed: Partial<GuardRails>): GuardRails => ({ ...NO_RAILS, ...changed })
const judge = (limits: Partial<GuardRails>, fields: Partial<OutgoingOrder> = {}, facts = FACTS, countInMinute = 1) =>
  judgeOrders(rails(limits), { orders: [order(fields)], countInMinute }, facts).map(({ message }) => message)

const refuse = (limit: number) => ({ action: 'refuse', limit }) as const

test('returns no finding while every limit is off', () => {
  expect(judge({}, { quantity: 1e9, price: 1 }, NO_FACTS)).toEqual([])
})

test('compares the quantity of the largest leg of a combination with the limit', () => {
  const combo = { conid: undefined, quantity: 10, largestRatio: 100 }
  expect(judge({ quantity: refuse(999) }, combo)).toEqual([
    'Quantity 1,000 of the largest leg exceeds the limit of 999. Enter a smaller quantity, or change the limit.',
  ])
  expect(judge({ quantity: refuse(1_000) }, combo)).toEqual([])
})

test('compares the first stop of a trailing stop with the last price', () => {
  const wide = { side: 'SELL', price: undefined, ...trail('amt', 100) } as const
  expect(judge({ collar: refuse(20) }, wide)).toEqual([
    expect.stringMatching(/^First stop 100 is 50% below the last price 200/),
  ])
  expect(judge({ collar: refuse(20) }, { ...wide, ...trail('%', 15) })).toEqual([])
})

test('shows a price and the last price with the decimals of the quote', () => {
  const quoted = { ...FACTS, prices: new Map([[1, { price: 1.1662, isCurrent: true, decimals: 5 }]]) }
  expect(judge({ collar: refuse(1) }, { price: 1.15 }, quoted)).toEqual([
    expect.stringMatching(/^Price 1\.15000 is 1\.4% below the last price 1\.16620 /),
  ])
})

test('names the exceeded limit, the value and the remedy in each finding', () => {
  expect(judge({ quantity: refuse(500) }, { quantity: 1e9 })).toEqual([
    'Quantity 1,000,000,000 exceeds the limit of 500. Enter a smaller quantity, or change the limit.',
  ])
  expect(judge({ collar: refuse(20) }, { price: 80 })).toEqual([
    'Price 80 is 60% below the last price 200 (when checked), beyond the limit of 20%. Check the price, or change the limit.',
  ])
  expect(judge({ value: refuse(1_000) }, { conid: 2, price: 3_000, quantity: 100 })).toEqual([
    'Order value JPY 300,000 (USD 1,950.00) exceeds the limit of USD 1,000.00. Reduce quantity or price, or change the limit.',
  ])
})

test.each([
  ['the multiplier', { conid: 3, quantity: 1, price: 6_000 }, 300_000],
  ['the limit of a buy order if there is no quote', { price: 201, conid: 1 }, 2_010],
  ['the higher last price of a sell order', { side: 'SELL', price: 1 }, 2_000],
  ['the last price of a market order whose price IBKR ignores', { orderType: 'MKT', price: 0.01 }, 2_000],
  ['the cash amount', { quantity: undefined, cash: 5_000 }, 5_000],
  ['the largest price of a sell order', { side: 'SELL', orderType: 'STOP_LIMIT', price: 190, auxPrice: 205 }, 2_050],
  ['the first stop of a trailing buy order', { ...trail('%', 5), price: undefined }, 2_100],
  ['the largest price of a trailing buy order', { ...trail('amt', 5), orderType: 'TRAILLMT', price: 207 }, 2_070],
  ['the cap of a midprice order', { orderType: 'MIDPRICE', price: 205 }, 2_050],
  ['the ask for a midprice order without a cap', { conid: 5, orderType: 'MIDPRICE', price: undefined }, 2_100],
  ['the ask for a midprice order with the cap 0', { conid: 5, orderType: 'MIDPRICE', price: 0 }, 2_100],
  ['the limit of a buy order, not its stop', { orderType: 'STOP_LIMIT', price: 190, auxPrice: 205 }, 1_900],
] as const)('computes the order value from %s', (_, fields, value) => {
  expect(judge({ value: refuse(value) }, fields)).toEqual([])
  expect(judge({ value: refuse(value - 1) }, fields)).toHaveLength(1)
})

test.each([
  ['a value without a rate', { value: refuse(1e12) }, { conid: 4, price: 100 }, 'rate from EUR to USD is unknown'],
  ['the value of an unknown contract', { value: refuse(1e12) }, { conid: 9 }, 'Order value cannot be checked'],
  ['the value of a combination', { value: refuse(1e12) }, { conid: undefined }, 'Order value cannot be checked'],
  [
    'a market order with only a close',
    { collar: refuse(20) },
    { conid: 4, orderType: 'MKT', price: undefined },
    'current quote',
  ],
  ['a price without a last price', { collar: refuse(20) }, { conid: 9 }, 'no last price'],
  ['an order type that may fill at any price', { collar: refuse(20) }, { conid: 4, orderType: 'MOC' }, 'current quote'],
  ['an order without a quantity', { quantity: refuse(1e9) }, { quantity: undefined }, 'Quantity cannot be checked'],
  ['cash without a price', { quantity: refuse(1e9) }, { conid: 9, cash: 1 }, 'Quantity cannot be checked'],
  [
    'the symbol of an unknown contract',
    { symbols: { action: 'refuse', allowed: ['AAPL'] } },
    { conid: 9 },
    'Symbol cannot',
  ],
] as const)('reports that it cannot check %s', (_, limits, fields, text) => {
  expect(judge(limits as Partial<GuardRails>, fields)).toEqual([expect.stringContaining(text)])
})

test('derives the quantity of a cash amount from the lowest known price', () => {
  const cash = { quantity: undefined, cash: 2_000 }
  expect(judge({ quantity: refuse(10) }, { ...cash, orderType: 'MKT', price: undefined })).toEqual([])
  expect(judge({ quantity: refuse(99) }, { ...cash, price: 20 })).toEqual([expect.stringMatching(/^Quantity 100 /)])
})

test('allows listed symbols and asset classes only', () => {
  const symbols = { action: 'refuse', allowed: ['AAPL', 'MSFT'] } as const
  expect(judge({ symbols })).toEqual([])
  expect(judge({ symbols }, { conid: 3 })).toEqual([expect.stringContaining('Symbol ES is not allowed')])
  const assetClasses = { action: 'refuse', allowed: ['STK'] } as const
  expect(judge({ assetClasses }, { conid: 3 })).toEqual([expect.stringContaining('Asset class FUT is not allowed')])
  expect(judge({ symbols: { action: 'refuse', allowed: [] } })).toEqual([expect.stringContaining('allowed: none')])
})

test('refuses an order beyond the limit of orders per minute or of the daily loss', () => {
  expect(judge({ ordersPerMinute: refuse(3) }, {}, FACTS, 3)).toEqual([])
  expect(judge({ ordersPerMinute: refuse(3) }, {}, FACTS, 4)).toEqual([
    expect.stringContaining('order 4 within a minute'),
  ])
  expect(judge({ dailyLoss: refuse(101) })).toEqual([])
  expect(judge({ dailyLoss: refuse(100) })).toEqual([expect.stringContaining('USD 100.00')])
  expect(judge({ dailyLoss: refuse(1e9) }, {}, NO_FACTS)).toEqual([expect.stringContaining('cannot be checked')])
})

test('judges each order of a list, and names all orders beyond a limit in one finding', () => {
  const orders = [order(), order({ quantity: 600 }), order({ quantity: 700 })]
  const findings = judgeOrders(rails({ quantity: refuse(500) }), { orders, countInMinute: 2 }, FACTS)
  expect(findings.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^Order 2: Quantity 600 .* Also order 3\.$/),
  ])
})

test('describes unusual values of an order, and omits values that it cannot check', () => {
  const usual = rails({ quantity: refuse(500), value: refuse(1_000), collar: refuse(20) })
  const judged = (fields: Partial<OutgoingOrder>) =>
    judgeOrders(usual, { orders: [order(fields)], countInMinute: 1 }, FACTS, describeUnusual).map(
      ({ message }) => message,
    )
  expect(judged({ quantity: 501 })).toEqual([
    'Quantity 501 exceeds 500, which is usual for an individual account.',
    'Order value USD 100,200.00 exceeds USD 1,000.00, which is usual for an individual account.',
  ])
  expect(judged({ price: 80 })).toEqual([
    'Price 80 is 60% below the last price 200 (when checked), beyond 20%, which is usual for an individual account.',
  ])
  expect(judged({ conid: 9 })).toEqual([])
})

test('describes an unusual cash amount although contract and rate are unknown', () => {
  const usual = usualLimits(NO_RAILS)
  const judged = (cash: number, facts: OrderFacts, conid = 1) =>
    judgeOrders(
      usual,
      { orders: [order({ quantity: undefined, cash, conid })], countInMinute: 1 },
      facts,
      describeUnusual,
    )
  const early = 'Cash amount 1,000,000,000 (value in USD unknown) exceeds USD 100,000.00, which is usual'
  expect(judged(1e9, NO_FACTS)).toMatchObject([{ rail: 'value', message: expect.stringContaining(early) as string }])
  expect(judged(1e9, { ...FACTS, prices: new Map() }, 4)).toMatchObject([{ rail: 'value' }])
  expect(judged(100_000, NO_FACTS)).toEqual([])
  // The value decides once it is known.
  expect(judged(110_000, { ...FACTS, prices: new Map() }, 2)).toEqual([])
  const [known] = judged(110_000, { ...FACTS, prices: new Map() })
  expect(known?.message).toContain('Order value USD 110,000.00 exceeds USD 100,000.00')
})

test('formats money with the decimals of its currency', () => {
  expect([formatMoney(1234.5, 'USD'), formatMoney(1234.5, 'JPY'), formatMoney(1.5, 'KWD')]).toEqual([
    'USD 1,234.50',
    'JPY 1,235',
    'KWD 1.500',
  ])
})

test('judges a share quoted in pence by its value in pounds', () => {
  const pence = { conid: 6, quantity: 150, price: 542.3 } as const
  // 150 shares at 542.3 pence are 813.45 GBP.
  expect(judge({ value: refuse(1_016) }, pence)).toEqual([expect.stringMatching(/^Order value GBP 813\.45 \(/)])
  expect(judge({ value: refuse(1_017) }, pence)).toEqual([])
  // 1,000 GBP buy 184 shares, not 1.84.
  const byCash = { ...pence, quantity: undefined, cash: 1_000 }
  expect(judge({ quantity: refuse(184) }, byCash)).toEqual([expect.stringMatching(/^Quantity 184\.39/)])
  expect(judge({ quantity: refuse(185) }, byCash)).toEqual([])
})

import { expect, test } from 'vitest'
import { judgeOrders } from '../../../../src/host/guard-rails/judge-orders.ts'
import { type ContractFacts, NO_FACTS, type OrderFacts } from '../../../../src/host/guard-rails/order-facts.ts'
import type { PendingOrder } from '../../../../src/host/guard-rails/pending-orders.ts'
import type { OutgoingOrder } from '../../../../src/host/guard-rails/read-orders.ts'
import { type GuardRails, NO_RAILS } from '../../../../src/shared/domain/guard-rails.ts'

/* Conids: 1 is AAPL, 11 to 19 its options, 2 a future of ES, 21 an option on it, 3 a currency pair, 4 a share in pence. */
const option = (right: 'C' | 'P', strike: number, expiry = '20270115'): ContractFacts => ({
  ...{ symbol: 'AAPL', assetClass: 'OPT', currency: 'USD', pointValue: 100, multiplier: 100, underlying: 1 },
  ...{ right, strike, expiry, name: `AAPL ${expiry} ${strike} ${right}` },
})
const CONTRACTS: readonly (readonly [number, ContractFacts])[] = [
  [1, { symbol: 'AAPL', assetClass: 'STK', currency: 'USD', pointValue: 1 }],
  [11, option('C', 250)],
  [12, option('C', 260)],
  [13, option('P', 240)],
  [14, option('P', 230)],
  [15, option('C', 250, '20270219')],
  [
    16,
    { symbol: 'AAPL', assetClass: 'OPT', currency: 'USD', right: 'C', strike: 250, expiry: '20270115', underlying: 1 },
  ],
  [17, option('C', 250, '20261201')],
  [
    2,
    {
      symbol: 'ES',
      name: 'ES DEC26',
      assetClass: 'FUT',
      currency: 'USD',
      pointValue: 50,
      multiplier: 50,
      expiry: '20261218',
    },
  ],
  [
    21,
    {
      ...{ symbol: 'ES', assetClass: 'FOP', currency: 'USD', pointValue: 50, multiplier: 50, underlying: 2 },
      ...{ right: 'C', strike: 7_000, expiry: '20261218' },
    },
  ],
  [3, { symbol: 'EUR', assetClass: 'CASH', currency: 'JPY', pointValue: 1 }],
  [4, { symbol: 'BP.', assetClass: 'STK', currency: 'GBP', pointValue: 0.01 }],
]
const FACTS: OrderFacts = {
  ...NO_FACTS,
  contracts: new Map(CONTRACTS),
  prices: new Map(
    Object.entries({ 1: 245, 2: 6_800, 3: 175, 4: 542.3, 11: 5, 12: 2, 13: 4, 14: 2, 15: 7, 16: 5, 17: 1, 21: 80 }).map(
      ([conid, price]) => [Number(conid), { price, isCurrent: true }],
    ),
  ),
  deltas: new Map(
    Object.entries({ 11: 0.4, 12: 0.2, 13: -0.3, 14: -0.2, 15: 0.45, 21: 0.35 }).map(([conid, delta]) => [
      Number(conid),
      delta,
    ]),
  ),
  rates: new Map(Object.entries({ JPY: 0.0066, GBP: 1.25 })),
  positions: new Map([['DU1', { rows: [], at: 0 }]]),
  today: '20261201',
}

const order = (fields: Partial<OutgoingOrder>): OutgoingOrder => ({
  ...{ conid: 11, side: 'BUY', orderType: 'LMT', quantity: 1, largestRatio: 1, cash: undefined, price: 5 },
  ...{ auxPrice: undefined, trailing: undefined, account: 'DU1' },
  ...fields,
})
const combo = (legs: readonly (readonly [conid: number, ratio: number])[], fields: Partial<OutgoingOrder> = {}) =>
  order({ conid: undefined, legs: legs.map(([conid, ratio]) => ({ conid, ratio })), ...fields })

const holding = (...held: readonly (readonly [conid: number, quantity: number])[]): OrderFacts => {
  const rows = held.map(([conid, quantity]) => {
    const { symbol = '', assetClass = '' } = FACTS.contracts.get(conid) ?? {}
    return { account: 'DU1', conid, quantity, symbol: `${symbol}   JAN2027`, assetClass }
  })
  return { ...FACTS, positions: new Map([['DU1', { rows, at: 0 }]]) }
}
const working = (conid: number, quantity: number, group?: string): PendingOrder => ({
  ...{ account: 'DU1', group, legs: [{ conid, quantity }], waitsForParent: false, isNoOption: false },
})

function judge(
  limits: Partial<GuardRails>,
  orders: OutgoingOrder | readonly OutgoingOrder[],
  facts = FACTS,
  pending: readonly PendingOrder[] | undefined = [],
) {
  const judged = { orders: [orders].flat(), countInMinute: 1, pending }
  return judgeOrders({ ...NO_RAILS, ...limits }, judged, facts).map(({ message }) => message)
}
const refuse = (limit: number) => ({ action: 'refuse', limit }) as const
const containing = (text: string): string => expect.stringContaining(text) as string

/** Expects that a limit of exactly this value allows an order, and the next smaller one refuses it. */
function expectLimit(
  rail: 'notional' | 'delta' | 'expiryLoss',
  each: OutgoingOrder,
  value: number,
  facts = FACTS,
): void {
  expect(judge({ [rail]: refuse(value) }, each, facts)).toEqual([])
  expect(judge({ [rail]: refuse(value - 0.01) }, each, facts)).toEqual([containing('the limit of')])
}

test.each<[string, OutgoingOrder, number]>([
  ['an option by the price of its underlying', order({ quantity: 3 }), 73_500],
  ['a future by its multiplier', order({ conid: 2, price: 6_800 }), 340_000],
  ['an option on a future by the price of the future', order({ conid: 21, quantity: 2 }), 680_000],
  ['a currency pair in the currency of the limits', order({ conid: 3, quantity: 20_000, price: 175 }), 23_100],
  ['a share in pence', order({ conid: 4, quantity: 1_000, price: 542.3 }), 6_778.75],
  ['an amount of cash', order({ conid: 1, quantity: undefined, cash: 4_900, orderType: 'MKT' }), 4_900],
  [
    'the legs of a combo together',
    combo(
      [
        [11, 1],
        [12, -2],
      ],
      { quantity: 2 },
    ),
    147_000,
  ],
])('limits the notional of %s', (_, each, notional) => expectLimit('notional', each, notional))

test('names the notional with its currency and the remedy', () => {
  expect(judge({ notional: refuse(50_000) }, order({ quantity: 3 }))).toEqual([
    'Notional USD 73,500.00 exceeds the limit of USD 50,000.00. Reduce the quantity, or change the limit.',
  ])
})

test.each<[string, OutgoingOrder, number]>([
  ['an option by its delta', order({ quantity: 3 }), 120],
  ['a sold put', order({ conid: 13, side: 'SELL', quantity: 10 }), 300],
  ['shares by their number', order({ conid: 1, quantity: 300, price: 245 }), 300],
  ['an option on a future in futures', order({ conid: 21, quantity: 10 }), 3.5],
  [
    'a spread by the difference of its legs',
    combo(
      [
        [11, 1],
        [12, -1],
      ],
      { quantity: 10 },
    ),
    200,
  ],
  [
    'a covered call',
    combo(
      [
        [1, 100],
        [11, -1],
      ],
      { quantity: 1 },
    ),
    60,
  ],
])('limits the delta-adjusted quantity of %s', (_, each, quantity) => expectLimit('delta', each, quantity))

const spread = combo(
  [
    [11, 1],
    [12, -1],
  ],
  { price: 3, quantity: 2 },
)
test.each<[string, OutgoingOrder, number]>([
  ['a bought call', order({ quantity: 2 }), 1_000],
  ['a sold put with a limit', order({ conid: 13, side: 'SELL', price: 4 }), 23_600],
  [
    'a sold put at the market, which may bring in nothing',
    order({ conid: 13, side: 'SELL', orderType: 'MKT' }),
    24_000,
  ],
  ['a bought spread', spread, 600],
  ['a sold spread', { ...spread, side: 'SELL' }, 1_400],
  [
    'a spread that brings in a credit',
    combo(
      [
        [11, -1],
        [12, 1],
      ],
      { price: -3, quantity: 2 },
    ),
    1_400,
  ],
  [
    'an iron condor',
    combo(
      [
        [14, 1],
        [13, -1],
        [11, -1],
        [12, 1],
      ],
      { price: -4 },
    ),
    600,
  ],
])('limits the maximum loss at expiry of %s', (_, each, loss) => expectLimit('expiryLoss', each, loss))

const quoted = (isCurrent: boolean, ask?: number): OrderFacts => ({
  ...FACTS,
  prices: new Map([[11, { price: 5, isCurrent, ...(ask !== undefined && { ask }) }]]),
})
const withoutMaximum = [
  ['MKT', { orderType: 'MKT', price: undefined }],
  ['STP', { orderType: 'STP', price: 5.2 }],
  ['MIDPRICE with the cap 0', { orderType: 'MIDPRICE', price: 0 }],
] as const
test.each(withoutMaximum)(
  'limits the maximum loss at expiry of a bought %s order only by a current ask',
  (_, fields) => {
    const each = order({ ...fields, quantity: 2 })
    expectLimit('expiryLoss', each, 1_200, quoted(true, 6))
    for (const facts of [quoted(true), quoted(false, 6)])
      expect(judge({ expiryLoss: refuse(1e12) }, each, facts)).toEqual([containing('needs a current ask price')])
    const spreadWithoutLimit = { ...spread, ...fields }
    if (fields.orderType === 'MIDPRICE')
      expect(judge({ expiryLoss: refuse(1e12) }, spreadWithoutLimit)).toEqual([containing('a combo without a limit')])
  },
)

test('reports an unlimited loss, and a loss with the remedy', () => {
  expect(judge({ expiryLoss: refuse(1e12) }, order({ side: 'SELL' }))).toEqual([
    'The loss at expiry is unlimited, beyond the limit of USD 1,000,000,000,000.00. Buy an option in the same combo that limits it, or change the limit.',
  ])
  expect(judge({ expiryLoss: refuse(500) }, spread)).toEqual([
    'The maximum loss at expiry USD 600.00 exceeds the limit of USD 500.00. Reduce the quantity, or choose other strikes, or change the limit.',
  ])
})

const withoutContract = (conid: number): OrderFacts => ({
  ...FACTS,
  contracts: new Map(CONTRACTS.filter(([each]) => each !== conid)),
})
test.each<[string, Partial<GuardRails>, OutgoingOrder, string, OrderFacts?]>([
  [
    'a combo of several expiries',
    { expiryLoss: refuse(1e12) },
    combo([
      [11, -1],
      [15, 1],
    ]),
    'expire on different days',
  ],
  [
    'a combo at the market',
    { expiryLoss: refuse(1e12) },
    combo(
      [
        [11, 1],
        [12, -1],
      ],
      { orderType: 'MKT', price: undefined },
    ),
    'a combo without a limit',
  ],
  [
    'a combo with an unknown leg',
    { expiryLoss: refuse(1e12) },
    combo([
      [11, 1],
      [99, -1],
    ]),
    'the contract is unknown',
  ],
  [
    'a combo with a missing multiplier',
    { expiryLoss: refuse(1e12) },
    combo([
      [11, 1],
      [16, -1],
    ]),
    'unknown multipliers',
  ],
  [
    'a combo whose legs are in two currencies',
    { expiryLoss: refuse(1e12) },
    combo([
      [11, 1],
      [4, -1],
    ]),
    'multipliers or currencies',
  ],
  [
    'a combo whose legs cannot be read',
    { expiryLoss: refuse(1e12) },
    order({ conid: undefined }),
    'legs of the combo cannot be read',
  ],
  [
    'a combo of shares',
    { expiryLoss: refuse(1e12) },
    combo([
      [1, 1],
      [1, -1],
    ]),
    'no leg of the combo is an option',
  ],
  [
    'the loss of an order without a side',
    { expiryLoss: refuse(1e12) },
    order({ side: undefined }),
    'side of the order',
  ],
  ['the loss of an unknown contract', { expiryLoss: refuse(1e12) }, order({ conid: 99 }), 'contract is unknown'],
  ['the notional of a missing multiplier', { notional: refuse(1e12) }, order({ conid: 16 }), 'multiplier is unknown'],
  [
    'the notional without a price of the underlying',
    { notional: refuse(1e12) },
    order({}),
    'price of the underlying',
    { ...FACTS, prices: new Map() },
  ],
  [
    'the notional without a rate',
    { notional: refuse(1e12) },
    order({ conid: 3 }),
    'rate from JPY to USD',
    { ...FACTS, rates: new Map() },
  ],
  ['an unknown delta', { delta: refuse(1e12) }, order({ conid: 17 }), 'not sent the delta of AAPL'],
  ['the delta of a missing multiplier', { delta: refuse(1e12) }, order({ conid: 16 }), 'IBKR has not sent the delta'],
  ['the expiry of an unknown contract', { daysToExpiry: refuse(1) }, order({ conid: 99 }), 'contract is unknown'],
  [
    'the expiry of a future without one',
    { daysToExpiry: refuse(1) },
    order({ conid: 2 }),
    'expiry of ES is unknown',
    { ...FACTS, contracts: new Map([[2, { symbol: 'ES', assetClass: 'FUT' }]]) },
  ],
  [
    'a position without positions',
    { position: refuse(1e12) },
    order({}),
    'positions of the account',
    { ...FACTS, positions: new Map() },
  ],
  [
    'a position of an unknown account',
    { position: refuse(1e12) },
    order({ account: undefined }),
    'positions of the account',
  ],
  ['a position of a currency pair', { position: refuse(1e12) }, order({ conid: 3 }), 'no position of a currency pair'],
  ['a position of an unknown contract', { position: refuse(1e12) }, order({ conid: 99 }), 'contract is unknown'],
  [
    'naked shorts without positions',
    { nakedShorts: refuse(9) },
    order({}),
    'positions of the account',
    { ...FACTS, positions: new Map() },
  ],
  [
    'naked shorts beside an unknown option',
    { nakedShorts: refuse(9) },
    order({ conid: 12 }),
    'terms of an option on AAPL',
    { ...holding([11, -1]), contracts: withoutContract(11).contracts },
  ],
])('reports that it cannot check %s', (_, limits, each, text, facts = FACTS) => {
  expect(judge(limits, each, facts)).toEqual([containing(text)])
})

test('cannot check positions, naked shorts and working orders without an order list', () => {
  const limits = { position: refuse(1e12), nakedShorts: refuse(9), workingOrders: refuse(9) }
  expect(judgeOrders({ ...NO_RAILS, ...limits }, { orders: [order({})], countInMinute: 1 }, FACTS)).toHaveLength(3)
})

test.each<[string, number, OutgoingOrder, OrderFacts, readonly PendingOrder[]]>([
  ['a short call alone', 1, order({ side: 'SELL' }), FACTS, []],
  [
    'a short call beside a long one that a working order sells',
    1,
    order({ conid: 12, side: 'SELL' }),
    holding([11, 1]),
    [working(11, -1)],
  ],
  ['a short call beside a long one that expires before', 1, order({ conid: 15, side: 'SELL' }), holding([11, 1]), []],
  [
    'a ratio spread',
    1,
    combo([
      [11, 1],
      [12, -2],
    ]),
    FACTS,
    [],
  ],
  [
    'shares that cover a short call',
    1,
    order({ conid: 1, side: 'SELL', quantity: 1 }),
    holding([1, 100], [11, -1]),
    [],
  ],
  ['a long call that covers a short one', 1, order({ side: 'SELL' }), holding([11, 1], [12, -1]), []],
  [
    'a second call on the same shares while the first order works',
    1,
    order({ side: 'SELL' }),
    holding([1, 100]),
    [working(12, -1)],
  ],
  [
    'a working sale beside a working combo that buys calls',
    1,
    order({ conid: 12, side: 'SELL' }),
    holding([11, 1], [14, 1]),
    [
      working(11, -1),
      {
        ...working(12, 2),
        legs: [
          { conid: 12, quantity: 2 },
          { conid: 13, quantity: -1 },
        ],
      },
    ],
  ],
  [
    'the calls of a group in which another order sells more shares than they are contracts',
    1,
    order({ conid: 12, side: 'SELL' }),
    holding([1, 200]),
    [working(11, -2, 'a'), working(1, -100, 'a')],
  ],
  [
    'working sales of shares of which none alone uncovers a call',
    1,
    order({ conid: 12, side: 'SELL' }),
    holding([1, 150]),
    [working(1, -40), working(1, -40)],
  ],
  [
    'a working purchase of the shares that cover a put',
    1,
    order({ conid: 13, side: 'SELL' }),
    holding([1, -100]),
    [working(1, 100)],
  ],
  ['a short put with long shares', 2, order({ conid: 13, side: 'SELL', quantity: 2 }), holding([1, 200]), []],
  ['an option on a future without the future', 1, order({ conid: 21, side: 'SELL' }), FACTS, []],
])('counts as naked what is left by %s', (_, count, each, facts, pending) => {
  expect(judge({ nakedShorts: refuse(count - 1) }, each, facts, pending)).toEqual([containing('naked short option')])
  expect(judge({ nakedShorts: refuse(count) }, each, facts, pending)).toEqual([])
})

test.each<[string, OutgoingOrder, OrderFacts]>([
  ['a bought option', order({}), FACTS],
  ['a covered call', order({ side: 'SELL' }), holding([1, 100])],
  [
    'a vertical spread',
    combo([
      [11, 1],
      [12, -1],
    ]),
    FACTS,
  ],
  ['the sale of a bought option', order({ side: 'SELL' }), holding([11, 1])],
  ['the purchase of one of two naked options', order({ side: 'BUY' }), holding([11, -2])],
  ['shares of another underlying', order({ conid: 4, side: 'SELL', quantity: 100 }), holding([11, -1])],
  ['an option on a future with the future', order({ conid: 21, side: 'SELL' }), holding([2, 1])],
])('finds no further naked short option after %s', (_, each, facts) => {
  expect(judge({ nakedShorts: refuse(0) }, each, facts)).toEqual([])
})

test('a take profit closes what its parent opens', () => {
  const parent = order({ clientOrderId: 'p', quantity: 2 })
  const child = order({ side: 'SELL', parentId: 'p', quantity: 2, price: 9 })
  const limits = { nakedShorts: refuse(0), expiryLoss: refuse(1_000), position: refuse(2) }
  expect(judge(limits, [parent, child, { ...child, orderType: 'STP', price: 3 }])).toEqual([])
  expect(judge(limits, [parent, { ...child, quantity: 3 }])).toHaveLength(2)
})

test('judges the expiry and the loss only of what opens a position', () => {
  const limits = { daysToExpiry: refuse(1), expiryLoss: refuse(10) }
  const sale = order({ conid: 17, side: 'SELL', quantity: 2 })
  expect(judge(limits, sale, holding([17, 2]))).toEqual([])
  expect(judge(limits, sale, holding([17, 2]), [working(17, -1)])).toHaveLength(2)
  expect(judge(limits, sale, holding([17, 1]))).toEqual([
    containing('unlimited'),
    containing('expires today, sooner than the limit of 1 day'),
  ])
  // A combo that closes only one of its legs opens a position.
  const closing = combo([
    [17, -1],
    [11, 1],
  ])
  expect(judge({ daysToExpiry: refuse(1) }, closing, holding([17, 1], [11, -1]))).toEqual([])
  expect(judge({ daysToExpiry: refuse(1) }, closing, holding([17, 1]))).toHaveLength(1)
})

test.each([
  [17, 1, 'AAPL 20261201 250 C expires today, sooner than the limit of 1 day.'],
  [2, 18, 'ES DEC26 expires in 17 days, sooner than the limit of 18 days.'],
])('compares the days to the expiry of contract %i with %i days', (conid, days, text) => {
  expect(judge({ daysToExpiry: refuse(days) }, order({ conid }))).toEqual([containing(text)])
  expect(judge({ daysToExpiry: refuse(Math.max(1, days - 1)) }, order({ conid: 2 }))).toEqual([])
})

test.each<[string, number, OutgoingOrder | readonly OutgoingOrder[], OrderFacts, readonly PendingOrder[]]>([
  ['the order alone', 300, order({ quantity: 300 }), FACTS, []],
  ['what is held', 400, order({ quantity: 300 }), holding([11, 100]), []],
  ['a short position', 250, order({ quantity: 150, side: 'SELL' }), holding([11, -100]), []],
  ['a position that is turned around', 200, order({ quantity: 300 }), holding([11, -100]), []],
  [
    'working orders of the same side',
    550,
    order({ quantity: 300 }),
    holding([11, 100]),
    [working(11, 150), working(11, -700), working(12, 900)],
  ],
  [
    'the largest of a group of orders',
    400,
    order({ quantity: 300 }),
    FACTS,
    [working(11, 100, 'a'), working(11, 80, 'a')],
  ],
  [
    'a working order of an unknown account',
    400,
    order({ quantity: 300 }),
    FACTS,
    [{ ...working(11, 100), account: undefined }],
  ],
  ['the orders before it in the same request', 300, [order({ quantity: 100 }), order({ quantity: 200 })], FACTS, []],
  [
    'the largest leg of a combo',
    600,
    combo(
      [
        [11, 1],
        [12, -2],
      ],
      { quantity: 300 },
    ),
    FACTS,
    [],
  ],
])('limits a position by %s', (_, size, orders, facts, pending) => {
  expect(judge({ position: refuse(size) }, orders, facts, pending)).toEqual([])
  expect(judge({ position: refuse(size - 1) }, orders, facts, pending)).toEqual([containing('position of')])
})

test('allows an order that makes a position smaller, even beyond the limit', () => {
  expect(judge({ position: refuse(10) }, order({ side: 'SELL', quantity: 50 }), holding([11, 100]))).toEqual([])
})

test('counts what a changed order has filled only once', () => {
  const change = order({ changedOrderId: '7', quantity: 100 })
  const facts = { ...holding([11, 60]), filled: new Map([['7', 60]]) }
  expect(judge({ position: refuse(100) }, change, facts)).toEqual([])
  expect(judge({ position: refuse(99) }, change, facts)).toEqual([containing('A position of 100')])
  expect(judge({ position: refuse(100) }, { ...change, changedOrderId: '8' }, facts)).toHaveLength(1)
  const sale = { ...change, side: 'SELL', quantity: 3 } as const
  const short = { ...holding([11, -2]), filled: new Map([['7', 2]]) }
  expect(judge({ nakedShorts: refuse(3) }, sale, short)).toEqual([])
  expect(judge({ nakedShorts: refuse(2) }, sale, short)).toHaveLength(1)
})

test('names the position with its symbol and the remedy', () => {
  expect(judge({ position: refuse(100) }, order({ quantity: 90 }), holding([11, 20]), [working(11, 5)])).toEqual([
    'A position of 115 AAPL 20270115 250 C after this order and working orders exceeds the limit of 100. Reduce the quantity, or cancel working orders, or change the limit.',
  ])
})

test('counts new orders, not changes, towards the limit of working orders', () => {
  const pending = [working(1, 1), working(2, -1)]
  expect(judge({ workingOrders: refuse(3) }, order({}), FACTS, pending)).toEqual([])
  expect(judge({ workingOrders: refuse(3) }, [order({}), order({})], FACTS, pending)).toEqual([
    '4 working orders with these exceed the limit of 3. Cancel working orders, or change the limit.',
  ])
  expect(judge({ workingOrders: refuse(1) }, order({ changedOrderId: '7' }), FACTS, pending)).toEqual([])
})

test('judges value, price, symbols and asset classes of a combo by its legs', () => {
  const each = combo(
    [
      [11, 1],
      [12, -1],
    ],
    { price: 4, quantity: 2 },
  )
  expect(judge({ value: refuse(800) }, each)).toEqual([])
  expect(judge({ value: refuse(799) }, each)).toEqual([containing('Order value USD 800.00')])
  expect(judge({ value: refuse(600) }, { ...each, orderType: 'MKT' })).toEqual([containing('USD 800.00')])
  expect(judge({ collar: refuse(34) }, each)).toEqual([])
  expect(judge({ collar: refuse(33) }, each)).toEqual([containing('33.3% above the last price 3')])
  expect(judge({ symbols: { action: 'refuse', allowed: ['ES'] } }, each)).toEqual([containing('Symbol AAPL')])
  expect(
    judge(
      { assetClasses: { action: 'refuse', allowed: ['OPT'] } },
      combo([
        [11, 1],
        [1, -100],
      ]),
    ),
  ).toEqual([containing('Asset class STK is not allowed')])
  // A combo that brings in at least its limit may bring in more.
  const credit = combo(
    [
      [11, -1],
      [12, 1],
    ],
    { price: -1, quantity: 2 },
  )
  expect(judge({ value: refuse(599) }, credit)).toEqual([containing('USD 600.00')])
})

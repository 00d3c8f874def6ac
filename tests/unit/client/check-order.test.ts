import { expect, it } from 'vitest'
import { IbkrOrderError, type NewOrder } from '../../../src/client/index.ts'
import { checkOrder } from '../../../src/client/orders/check-order.ts'
import { CONSOLE_LIMITS, findOrderProblems } from '../../../src/shared/domain/order-rules.ts'
import { oneOrderOfEachType } from './order-type-checks.ts'

const market = { conid: 265598, side: 'BUY', quantity: 1, orderType: 'MKT', tif: 'DAY' }
const limit = { ...market, orderType: 'LMT', price: 180 }
const without = (order: object, ...names: readonly string[]): object =>
  Object.fromEntries(Object.entries(order).filter(([name]) => !names.includes(name)))

it.each(oneOrderOfEachType.map((order) => [order.orderType, order] as const))('accepts the order %s', (_, order) => {
  expect(() => checkOrder(order, 'Order 1')).not.toThrow()
})

it('accepts fields that are undefined', () => {
  const order = { ...market, price: undefined, ordertype: undefined, brandNew: undefined }
  expect(() => checkOrder(order as unknown as NewOrder, 'Order 1')).not.toThrow()
})

it.each([
  ...[
    'acctId',
    'conid',
    'conidex',
    'side',
    'quantity',
    'orderType',
    'price',
    'auxPrice',
    'trailingAmt',
    'trailingType',
  ],
  ...['outsideRTH', 'parentId', 'isSingleGroup', 'secType', 'listingExchange', 'ticker', 'cashQty', 'isCcyConv'],
  ...['allOrNone', 'useAdaptive', 'deactivated', 'referrer', 'strategy', 'strategyParameters', 'allocationMethod'],
  ...['manualOrderTime', 'manualIndicator', 'extOperator', 'customerAccount', 'isProCustomer', 'taxOptimizerId'],
])('suggests the field %s for its name in small letters and with underscores', (field) => {
  const wrong = field.replace(/[A-Z]+/g, (capitals) => `_${capitals.toLowerCase()}`)
  const order = { ...without(market, field), [wrong === field ? `${field}s` : wrong]: 1 } as unknown as NewOrder
  expect(() => checkOrder(order, 'Order 1')).toThrow(expect.objectContaining({ hint: `Did you mean ${field}?` }))
})

it.each([
  ['a text', 'MKT', 'must be an object', undefined],
  [
    'a misspelled name',
    { ...without(market, 'orderType'), ordertype: 'MKT' },
    'unknown field "ordertype"',
    /orderType/,
  ],
  ['another misspelled name', { ...limit, outsideRth: true }, 'unknown field "outsideRth"', /outsideRTH/],
  ['the limit of another API', { ...limit, limitPrice: 170 }, 'unknown field "limitPrice"', /Did you mean price\?/],
  ['the stop of another API', { ...limit, stopPrice: 170 }, 'unknown field "stopPrice"', /mean price, or auxPrice/],
  ['the trigger of another API', { ...market, triggerPrice: 1 }, 'unknown field "triggerPrice"', /or auxPrice/],
  ['a date', { ...limit, goodTillDate: '20270101' }, 'unknown field "goodTillDate"', /tif, which has no date/],
  [
    'a field that resembles no other',
    { ...market, brandNew: 1 },
    'unknown field "brandNew"',
    /^sendOrders sends fields/,
  ],
  ['no contract', without(market, 'conid'), 'must have a conid', /secdef\/search/],
  ['two contracts', { ...market, conidex: '1@NYSE' }, 'either conid or conidex', /route/],
  ['a symbol as contract', { ...market, conid: 'AAPL' }, 'a whole number above 0, not "AAPL"', /secdef\/search/],
  ['a contract below 1', { ...market, conid: -1 }, 'a whole number above 0, not -1', /secdef\/search/],
  ['no contract number', { ...market, conid: 0 }, 'a whole number above 0, not 0', /secdef\/search/],
  ['a symbol with a route', { ...without(market, 'conid'), conidex: 'AAPL@NYSE' }, 'begins with a conid', /secdef/],
  ['a side in small letters', { ...market, side: 'buy' }, 'must have a side, not "buy"', /capitals/],
  ['no size', without(market, 'quantity'), 'a quantity or an amount', /cashQty/],
  ['two sizes', { ...market, cashQty: 5 }, 'only one of quantity and cashQty', /cashQty/],
  ['a size as text', { ...market, quantity: '1' }, 'a quantity above 0, not "1"', /side/],
  ['a negative size', { ...market, quantity: -1 }, 'a quantity above 0, not -1', /side/],
  ['no order type', without(market, 'orderType'), 'must have an orderType', /MKT, LMT, .* or REL\.$/],
  ['an unknown order type', { ...limit, orderType: 'LIMIT' }, 'unknown orderType "LIMIT"', /LMT/],
  ['an order type in small letters', { ...limit, orderType: 'stop_limit' }, 'stop_limit', /Did you mean STOP_LIMIT\?/],
  ['no time in force', without(limit, 'tif'), 'must have a tif: it is a LMT order', /DAY, GTC, .* or OND\.$/],
  ['a time in force of other types', { ...market, tif: 'OVT' }, 'has the tif "OVT": it is a MKT order', /PAX/],
  ['no limit', without(limit, 'price'), 'must have price: it is a LMT order', /^LMT requires price, tif\.$/],
  ['no stop', { ...limit, orderType: 'STOP_LIMIT' }, 'must have auxPrice', /price, auxPrice, tif/],
  ['a price as text', { ...limit, price: '180' }, 'a price that is a number, not "180"', undefined],
  [
    'a price without use',
    { ...market, price: 180 },
    'must not have price: it is a MKT order',
    /Omit price, or use an orderType that has it: LMT, STP, .* or REL/,
  ],
  ['no distance', { ...market, orderType: 'TRAIL', trailingType: '%' }, 'must have trailingAmt', /trailingType/],
  ['an unknown unit', { ...market, orderType: 'TRAIL', trailingType: 'pct', trailingAmt: 1 }, '"pct"', /amt or %/],
])('rejects an order with %s and says what to do', (_, order, message, hint) => {
  const check = (): void => checkOrder(order as NewOrder, 'Order 2')
  expect(check).toThrow(
    expect.objectContaining({
      code: 'config-invalid',
      message: expect.stringMatching(/^Order 2 .*Nothing was sent\.$/),
      hint: hint === undefined ? undefined : expect.stringMatching(hint),
    }),
  )
  expect(check).toThrow(message)
})

it.each([
  ['no sec defs returned forSecDef reqId=resolve ecReqByConid1', /no contract with this conid/],
  ['Invalid order price fields', /multiple of the contract's price increment/],
  ['We cannot accept an order at the limit price you selected.', /^The limit is too far from the market/],
  ['IBKR says something new', undefined],
])('explains the rejection %j of an order', (message, hint) => {
  const orders = oneOrderOfEachType.slice(0, 1)
  const rejected = new IbkrOrderError('order-rejected', 'x', { orders, response: { kind: 'rejected', message } })
  const refused = orders.map((order, index) => ({ index, order, message }))
  const partly = new IbkrOrderError('order-rejected', 'x', { orders, refused })
  for (const error of [rejected, partly]) {
    if (hint === undefined) expect(error.hint).toBeUndefined()
    else expect(error.hint).toMatch(hint)
  }
})

it('names the price that is not above 0 in the hint of a rejection', () => {
  const order = { ...limit, price: -180 } as NewOrder
  const response = { kind: 'rejected', message: 'Invalid order price fields' } as const
  const error = new IbkrOrderError('order-rejected', 'x', { orders: [order], response })
  expect(error.hint).toBe('price is -180, but must be greater than 0.')
})

it.each([
  [
    'a cash amount',
    { ...without(market, 'quantity'), orderType: 'MOC', cashQty: 500 },
    'must not have cashQty',
    /MKT,/,
  ],
  ['a distance of 0', { ...market, orderType: 'TRAIL', trailingType: '%', trailingAmt: 0 }, 'above 0, not 0', /side/],
])('rejects an order with %s that its type cannot have', (_, order, message, hint) => {
  const check = (): void => checkOrder(order, 'Order 1')
  expect(check).toThrow(expect.objectContaining({ code: 'config-invalid', hint: expect.stringMatching(hint) }))
  expect(check).toThrow(message)
})

it('lists every broken rule of an order, the message that of the first', () => {
  const order = { ...market, conid: 0, quantity: Number.NaN, price: 180, tif: 'OVT' }
  const problems = findOrderProblems(order)
  expect(problems.map(({ field, kind }) => [field, kind])).toEqual([
    ['quantity', 'invalid'],
    ['conid', 'invalid'],
    ['quantity', 'out-of-range'],
    ['price', 'excluded'],
    ['tif', 'invalid'],
  ])
  expect(() => checkOrder(order, 'Order 1')).toThrow(
    expect.objectContaining({ message: `Order 1 ${problems[0]?.problem} Nothing was sent.`, problems }),
  )
})

it.each([
  [{ ...market, quantity: 1e9 + 1 }, 'a quantity of at most 1,000,000,000, not 1,000,000,001'],
  [{ ...market, quantity: undefined, cashQty: 2e12 }, 'a cashQty of at most 1,000,000,000,000'],
  [{ ...market, orderType: 'TRAIL', trailingType: '%', trailingAmt: 100 }, 'by less than 100 percent, not by 100'],
])('limits the numbers of %j only for the console', (order, message) => {
  expect(() => checkOrder(order, 'Order 1')).not.toThrow()
  expect(() => checkOrder(order, 'Order 1', CONSOLE_LIMITS)).toThrow(message)
})

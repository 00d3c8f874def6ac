import { expect, test } from 'vitest'
import { checkAlgorithm } from '../../../src/renderer/features/orders/ticket/algorithm/algorithm-form.ts'
import {
  type AttachedForm,
  attachedFormOf,
  attachedFormOfCombo,
  groupTypesOf,
  NO_ATTACHED,
  newGroupOrder,
  type StopLossType,
  withStopLossType,
} from '../../../src/renderer/features/orders/ticket/attached/attached-form.ts'
import { checkAttached } from '../../../src/renderer/features/orders/ticket/attached/check-attached.ts'
import { describeProblem } from '../../../src/renderer/features/orders/ticket/describe-problem.ts'
import type { AlgorithmInfo } from '../../../src/shared/contract/ticket-views.ts'
import type { OrderProblem } from '../../../src/shared/domain/order-rules.ts'
import type { TicketOrderType } from '../../../src/shared/domain/order-types.ts'

const order = {
  accountId: 'DU1',
  conid: 265598,
  side: 'BUY',
  orderType: 'LMT',
  price: 200,
  quantity: 5,
  timeInForce: 'DAY',
} as const
const context = {
  last: 199.5 as number | undefined,
  increments: [{ lowerEdge: 0, increment: 0.01 }],
  describe: (problem: OrderProblem, orderType: TicketOrderType) =>
    describeProblem(problem, { orderType, quantityUnit: 'units', trailingUnit: 'amt', symbol: 'AAPL', times: ['DAY'] }),
  priceProblem: (price: number) => (price > 0 ? undefined : 'Enter a price greater than 0.'),
  typeProblem: () => undefined,
  timeProblem: () => undefined,
  readQuantity: (text: string) => ({ quantity: Number(text) }),
  digitsProblem: () => undefined,
}
const bracket = (form: Partial<AttachedForm>): AttachedForm => ({ ...NO_ATTACHED, kind: 'bracket', ...form })

test('takes of a bracket of a combo only a take profit, as a price', () => {
  const entered = { takeProfit: '6', stopLoss: '3', exitUnit: 'percent' } as const
  expect(attachedFormOfCombo(bracket(entered))).toMatchObject({ exitUnit: 'price', takeProfit: '', stopLoss: '' })
  const form = attachedFormOfCombo(bracket({ ...entered, takeProfit: '206', exitUnit: 'price' }))
  const { attached, problems } = checkAttached(form, order, { ...context, increments: [] })
  expect(problems).toEqual({})
  expect(attached).toEqual({ kind: 'bracket', takeProfit: { orderType: 'LMT', price: 206, timeInForce: 'GTC' } })
})

test('offers limit orders in a group of a contract without stop orders', () => {
  const types = groupTypesOf(['LMT', 'MKT'])
  expect(types).toEqual(['LMT'])
  expect(newGroupOrder('SELL', '5', types)).toMatchObject({ orderType: 'LMT' })
  expect(newGroupOrder('SELL', '5')).toMatchObject({ orderType: 'STP' })
})

test.each([
  ['price', '206', '198', 206, 198],
  ['offset', '6', '2.5', 206, 197.5],
  ['percent', '3', '1.333', 206, 197.33],
] as const)('computes the exit prices of a buy order from the %s', (exitUnit, takeProfit, stopLoss, profit, loss) => {
  expect(checkAttached(bracket({ exitUnit, takeProfit, stopLoss }), order, context).attached).toEqual({
    kind: 'bracket',
    takeProfit: { orderType: 'LMT', price: profit, timeInForce: 'GTC' },
    stopLoss: { orderType: 'STP', price: loss, timeInForce: 'GTC' },
  })
})

test('computes the exit prices of a sell order from the last price', () => {
  const { price: _, ...market } = { ...order, side: 'SELL', orderType: 'MKT' } as const
  const form = bracket({ exitUnit: 'percent', takeProfit: '10', stopLoss: '10' })
  expect(checkAttached(form, market, { ...context, last: 100 }).attached).toMatchObject({
    takeProfit: { price: 90 },
    stopLoss: { price: 110 },
  })
  expect(checkAttached(form, market, { ...context, last: undefined }).problems).toEqual({
    takeProfit: 'There is no quote yet. Enter a price instead.',
    stopLoss: 'There is no quote yet. Enter a price instead.',
  })
})

test('rounds a computed exit to the tick at its price', () => {
  const increments = [
    { lowerEdge: 0, increment: 0.01 },
    { lowerEdge: 3, increment: 0.05 },
  ]
  const form = bracket({ takeProfit: '11.2', stopLoss: '4.44' })
  expect(checkAttached(form, { ...order, price: 3 }, { ...context, increments }).attached).toMatchObject({
    takeProfit: { price: 3.35 },
    stopLoss: { price: 2.87 },
  })
})

test('computes no exit while the tick is unknown', () => {
  const unknown = { ...context, increments: [] }
  // 5 % below 0.0123, rounded to 0.01, would be 19 % below.
  const penny = { ...order, price: 0.0123 }
  expect(checkAttached(bracket({ stopLoss: '5' }), penny, unknown).problems).toEqual({
    stopLoss: 'The tick is not loaded yet. Enter a price instead.',
  })
  const form = bracket({ exitUnit: 'price', stopLoss: '0.0117' })
  expect(checkAttached(form, penny, unknown).attached).toMatchObject({ stopLoss: { price: 0.0117 } })
})

test.each([
  ['no exit', {}, { takeProfit: 'Enter a take profit, a stop loss or both.' }],
  [
    'a stop on the wrong side',
    { exitUnit: 'price', stopLoss: '201' },
    { stopLoss: 'Enter a stop loss below the entry price of 200.' },
  ],
  ['a stop at the entry', { exitUnit: 'price', stopLoss: '200' }, { stopLoss: expect.stringContaining('below') }],
  [
    'a profit on the wrong side',
    { exitUnit: 'price', takeProfit: '199' },
    { takeProfit: 'Enter a take profit above the entry price of 200.' },
  ],
  ['text', { takeProfit: 'a lot' }, { takeProfit: 'Enter a number.' }],
  ['a negative distance', { stopLoss: '-1' }, { stopLoss: 'Enter a distance greater than 0.' }],
  ['a stop of 100 percent', { stopLoss: '100' }, { stopLoss: 'Enter a distance below 100%.' }],
  [
    'a distance below the tick',
    { exitUnit: 'offset', stopLoss: '0.001' },
    { stopLoss: expect.stringContaining('tick') },
  ],
  [
    'a trailing stop of 100 percent',
    { stopLoss: '100', stopLossType: 'TRAIL' },
    { stopLoss: 'Enter a distance greater than 0 and below 100%.' },
  ],
  [
    'a stop limit without its limit',
    { stopLoss: '1', stopLossType: 'STOP_LIMIT' },
    { stopLossLimit: 'Enter a limit.' },
  ],
  [
    'a stop limit without its stop',
    { exitUnit: 'price', takeProfit: '210', stopLossLimit: '195', stopLossType: 'STOP_LIMIT' },
    { stopLoss: 'Enter a stop loss.' },
  ],
  [
    'the limit of a stop loss on the wrong side',
    { exitUnit: 'price', stopLoss: '195', stopLossLimit: '201', stopLossType: 'STOP_LIMIT' },
    { stopLossLimit: 'Enter a limit below the entry price of 200.' },
  ],
  ['a negative price', { exitUnit: 'price', stopLoss: '-5' }, { stopLoss: 'Enter a price greater than 0.' }],
] as const)('reports %s at its field', (_, form, problems) => {
  expect(checkAttached(bracket(form as Partial<AttachedForm>), order, context)).toEqual({ problems })
})

test('compares the exits of a market order with the last price, and with each other while there is no quote', () => {
  const { price: _, ...market } = { ...order, orderType: 'MKT' } as const
  const form = bracket({ exitUnit: 'price', takeProfit: '206', stopLoss: '210' })
  expect(checkAttached(form, market, context).problems).toEqual({
    stopLoss: 'Enter a stop loss below the entry price of 199.5.',
  })
  expect(checkAttached(form, market, { ...context, last: undefined }).problems).toEqual({
    stopLoss: 'Enter a stop loss below the take profit of 206.',
  })
})

test('clears a stop loss in prices when its type starts or stops to trail', () => {
  const change = (form: Partial<AttachedForm>, type: StopLossType) =>
    withStopLossType(bracket({ stopLoss: '2', ...form }), type)
  expect(change({ exitUnit: 'price', stopLossType: 'TRAIL' }, 'STP')).toEqual({ stopLossType: 'STP', stopLoss: '' })
  expect(change({ exitUnit: 'price' }, 'TRAIL')).toEqual({ stopLossType: 'TRAIL', stopLoss: '' })
  expect(change({ exitUnit: 'price' }, 'STOP_LIMIT')).toEqual({ stopLossType: 'STOP_LIMIT' })
  // In the other units, both are distances.
  expect(change({ exitUnit: 'percent' }, 'TRAIL')).toEqual({ stopLossType: 'TRAIL' })
})

test('rejects a bracket for a cash amount', () => {
  const { quantity: _, ...cash } = { ...order, cashQuantity: 1_000 }
  expect(checkAttached(bracket({ takeProfit: '1' }), cash, context).problems).toHaveProperty('attached')
})

test('shows a sent bracket with prices and trailing distance', () => {
  const form = bracket({ exitUnit: 'percent', takeProfit: '3', stopLoss: '2', stopLossType: 'TRAIL', exitTime: 'DAY' })
  const { attached } = checkAttached(form, order, context)
  expect(attached).toMatchObject({ stopLoss: { orderType: 'TRAIL', trailing: { amount: 2, unit: '%' } } })
  expect(attachedFormOf({ ...order, attached })).toMatchObject({
    kind: 'bracket',
    takeProfit: '206',
    stopLoss: '2',
    stopLossType: 'TRAIL',
    exitTime: 'DAY',
  })
})

test('converts the orders of a group and reports missing values', () => {
  const other = { ...newGroupOrder('BUY', '5'), stopPrice: '210' }
  const group = (...orders: readonly (typeof other)[]) => ({ ...NO_ATTACHED, kind: 'oca', group: orders }) as const
  const { attached } = checkAttached(group(other), order, context)
  expect(attached).toEqual({
    kind: 'oca',
    orders: [{ side: 'BUY', orderType: 'STP', quantity: 5, price: 210, timeInForce: 'DAY' }],
  })
  expect(attachedFormOf({ ...order, attached }).group).toEqual([other])
  expect(checkAttached(group({ ...other, stopPrice: '', quantity: '0' }), order, context).problems).toEqual({
    'group.0.quantity': 'Enter a quantity greater than 0, up to 1,000,000,000.',
    'group.0.stopPrice': 'Enter a stop price.',
  })
  expect(checkAttached(group(), order, context).problems).toHaveProperty('attached')
})

const vwap: AlgorithmInfo = {
  id: 'Vwap',
  name: 'VWAP',
  parameters: [
    { id: 'maxPctVol', name: 'Maximum', kind: 'number', isRequired: true, min: 0.01, max: 50 },
    { id: 'startTime', name: 'Start', kind: 'time', isRequired: false },
    { id: 'urgency', name: 'Urgency', kind: 'choice', isRequired: true, choices: ['Low', 'High'], preset: 'Low' },
    { id: 'pastEnd', name: 'Past the end', kind: 'flag', isRequired: false, preset: 'false' },
  ],
}

test('sends the entered parameters of an algorithm', () => {
  const values = { maxPctVol: '10', startTime: '', pastEnd: true }
  expect(checkAlgorithm({ id: 'Vwap', values }, [vwap]).algorithm).toEqual({
    id: 'Vwap',
    parameters: { maxPctVol: '10', urgency: 'Low', pastEnd: true },
  })
})

test.each([
  [{ maxPctVol: '' }, { 'algorithm.maxPctVol': 'Enter a value.' }],
  [{ maxPctVol: '51' }, { 'algorithm.maxPctVol': 'Enter 0.01 to 50.' }],
  [{ maxPctVol: 'ten' }, { 'algorithm.maxPctVol': 'Enter a number.' }],
  [{ maxPctVol: '1', startTime: '25:00:00' }, { 'algorithm.startTime': expect.stringContaining('10:00:00') }],
])('reports the invalid parameters %j next to the fields', (values, problems) => {
  expect(checkAlgorithm({ id: 'Vwap', values }, [vwap])).toEqual({ problems })
})

test('requires a known algorithm', () => {
  expect(checkAlgorithm(undefined, undefined)).toEqual({ problems: {} })
  expect(checkAlgorithm({ id: '', values: {} }, undefined).problems).toHaveProperty('algorithm')
  expect(checkAlgorithm({ id: '', values: {} }, [vwap]).problems).toEqual({ algorithm: 'Choose an algorithm.' })
})

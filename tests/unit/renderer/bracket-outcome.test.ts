import { expect, test } from 'vitest'
import { describeBracketOutcome } from '../../../src/renderer/features/orders/ticket/attached/bracket-outcome.ts'
import { describeUnderstood } from '../../../src/renderer/features/orders/ticket/number-problem.ts'
import type { OrderTicket } from '../../../src/shared/contract/schemas.ts'

const entry: OrderTicket = {
  ...{ accountId: 'DU1', conid: 1, side: 'BUY', orderType: 'LMT', quantity: 5, price: 200, timeInForce: 'DAY' },
}
const takeProfit = { orderType: 'LMT', price: 220, timeInForce: 'GTC' } as const
const stopLoss = { orderType: 'STP', price: 190, timeInForce: 'GTC' } as const
const usd = { currency: 'USD', pointValue: 1, last: 205 }

test.each([
  [
    'both exits',
    { ...entry, attached: { kind: 'bracket', takeProfit, stopLoss } },
    usd,
    /^Risk ≈ USD 50.00, reward ≈ USD 100.00 \(1 : 2\), without/,
  ],
  [
    'a future',
    { ...entry, attached: { kind: 'bracket', stopLoss } },
    { ...usd, pointValue: 50 },
    /^Risk ≈ USD 2,500.00,/,
  ],
  ['no stop', { ...entry, attached: { kind: 'bracket', takeProfit } }, usd, /^Reward ≈ USD 100.00,/],
  [
    'a stop limit, which triggers at its stop price',
    {
      ...entry,
      attached: {
        kind: 'bracket',
        stopLoss: { orderType: 'STOP_LIMIT', auxPrice: 190, price: 188, timeInForce: 'GTC' },
      },
    },
    usd,
    /^Risk ≈ USD 50.00/,
  ],
  [
    'a trailing stop of a short sale at market',
    {
      ...{ ...entry, side: 'SELL', orderType: 'MKT', price: undefined },
      attached: {
        kind: 'bracket',
        stopLoss: { orderType: 'TRAIL', trailing: { amount: 3, unit: 'amt' }, timeInForce: 'GTC' },
      },
    },
    usd,
    /^Risk ≈ USD 15.00/,
  ],
] as const)('states risk and reward of a bracket with %s', (_name, order, contract, expected) => {
  expect(describeBracketOutcome(order as OrderTicket, contract)).toMatch(expected)
})

test('states no amount that could be wrong by the multiplier, or without an entry price', () => {
  const order: OrderTicket = { ...entry, attached: { kind: 'bracket', takeProfit, stopLoss } }
  expect(describeBracketOutcome(order, { currency: 'USD', last: 205 })).toBeUndefined()
  const { price: _, ...market } = order
  expect(describeBracketOutcome({ ...market, orderType: 'MKT' }, { ...usd, last: undefined })).toBeUndefined()
  expect(describeBracketOutcome(entry, usd)).toBeUndefined()
})

test.each([
  ['1.000', 'Understood as 1'],
  ['411,555', 'Understood as 411555'],
  ['0.125', 'Understood as 0.125'],
  ['240.55', undefined],
  ['10', undefined],
  ['1,2', undefined],
])('says how %s was understood', (text, expected) => {
  expect(describeUnderstood(text)).toBe(expected)
})

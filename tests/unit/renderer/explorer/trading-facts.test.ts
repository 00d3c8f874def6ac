import { expect, test, vi } from 'vitest'
import { readTradingRequest } from '../../../../src/renderer/features/explorer/request/confirm/read-trading-request.ts'
import { valueFacts } from '../../../../src/renderer/features/explorer/request/confirm/trading-facts.tsx'

vi.mock('../../../../src/renderer/platform/host-link.ts', () => ({ hostLink: () => ({}) }))

/** Returns what the review of an order says about its value. */
function statedValue(order: object, terms: Parameters<typeof valueFacts>[1]) {
  const body = JSON.stringify({ orders: [{ side: 'BUY', orderType: 'LMT', tif: 'DAY', ...order }] })
  const trading = readTradingRequest({ method: 'POST', path: '/iserver/account/DU1/orders', query: [], body })
  if (trading.kind !== 'place' || trading.orders[0] === undefined) throw new Error(trading.kind)
  return valueFacts(trading.orders[0], terms)
}
const option = { currency: 'USD', pointValue: 100, assetClass: 'OPT' }

test.each([
  ['an option', { conid: 1, quantity: 2, price: 4.8 }, option, ['Value', '≈ USD 960.00 (quantity × 100 × price)']],
  [
    'a future',
    { conid: 1, quantity: 2, price: 6_700 },
    { currency: 'USD', pointValue: 50, assetClass: 'FUT' },
    ['Notional', '≈ USD 670,000.00 (quantity × 50 × price)'],
  ],
  [
    'a share in pence',
    { conid: 1, quantity: 150, price: 542.3 },
    { currency: 'GBP', pointValue: 0.01, assetClass: 'STK' },
    ['Value', '≈ GBP 813.45 (quantity × 0.01 × price)'],
  ],
  [
    'a combo that pays a credit',
    { conidex: '28812380;;;1/1,2/-1', quantity: 2, price: -1.2 },
    { currency: 'USD', pointValue: 100 },
    ['Value', 'You receive ≈ USD 240.00 (quantity × 100 × price)'],
  ],
  [
    'a combo that is sold at a debit',
    { conidex: '28812380;;;1/1,2/-1', side: 'SELL', quantity: 2, price: -1.2 },
    { currency: 'USD', pointValue: 100 },
    ['Value', 'You pay ≈ USD 240.00 (quantity × 100 × price)'],
  ],
] as const)('states the value of %s with its multiplier', (_, order, terms, fact) => {
  expect(statedValue(order, terms)).toEqual([fact])
})

test('states no value without the contract, a price or a quantity', () => {
  expect(statedValue({ conid: 1, quantity: 2, price: 4.8 }, undefined)).toEqual([])
  expect(statedValue({ conid: 1, quantity: 2, orderType: 'MKT' }, option)).toEqual([])
  expect(statedValue({ conid: 1, cashQty: 2, price: 4.8 }, option)).toEqual([])
})

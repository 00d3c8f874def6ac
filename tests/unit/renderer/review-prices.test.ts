import { describe, expect, it } from 'vitest'
import { formatChange } from '../../../src/renderer/features/orders/ticket/compare-orders.ts'
import { describeNet, priceText, valueText } from '../../../src/renderer/features/orders/ticket/order-text.ts'
import { reviewPrices } from '../../../src/renderer/features/orders/ticket/review-prices.ts'
import { stopWarnings } from '../../../src/renderer/features/orders/ticket/stop-warnings.ts'
import type { OrderTicket } from '../../../src/shared/contract/schemas.ts'
import type { IncrementRule } from '../../../src/shared/domain/price-increments.ts'

const order = {
  ...({ accountId: 'DU1', conid: 1, side: 'BUY', orderType: 'LMT', quantity: 1, timeInForce: 'DAY' } as const),
} satisfies OrderTicket
const CENTS = [{ lowerEdge: 0, increment: 0.01 }]
const OPTION = [...[{ lowerEdge: 0, increment: 0.05 }], { lowerEdge: 3, increment: 0.1 }]
const HALF_PIPS = [{ lowerEdge: 0, increment: 0.00005 }]
const POINTS = [{ lowerEdge: 0, increment: 1 }]

/** Returns the price of a review, and its quote. */
function review(
  change: Partial<OrderTicket>,
  increments?: readonly IncrementRule[],
  quote: { readonly bid?: string; readonly ask?: string; readonly last?: string } = {},
): readonly string[] {
  const sent = { ...order, ...change }
  const shown = reviewPrices({ order: sent, increments, quote })
  return [priceText(sent, shown.format), ...Object.values(shown.quote ?? {})]
}

describe('prices of a review', () => {
  it.each([
    ['a share', { price: 230 }, CENTS, { bid: '229.98', ask: '230' }, ['Limit 230.00', '229.98', '230.00']],
    ['an option', { price: 3.1 }, OPTION, { bid: '2.95', ask: '3.1' }, ['Limit 3.10', '2.95', '3.10']],
    [
      'a future',
      { price: 6700 },
      [{ lowerEdge: 0, increment: 0.25 }],
      { last: 'C6688.5' },
      ['Limit 6,700.00', 'C6688.50'],
    ],
    ['a pair', { price: 1.15 }, HALF_PIPS, { bid: '1.1662' }, ['Limit 1.15000', '1.16620']],
    ['a future in whole points', { price: 45123 }, POINTS, { ask: '45124' }, ['Limit 45,123', '45124']],
    ['a combo without a tick', { price: -400 }, undefined, { bid: '-53.72' }, ['Limit -400.00', '-53.72']],
    ['a price that is more exact than the tick', { price: 1.155 }, CENTS, { bid: '1.15' }, ['Limit 1.155', '1.150']],
    ['an order without a quote', { price: 0.5 }, CENTS, {}, ['Limit 0.50']],
  ] as const)('have the same decimals for %s', (_, change, increments, quote, expected) => {
    expect(review(change, increments, quote)).toEqual(expected)
  })

  it('name each price of an order type, and the distance of a trailing stop', () => {
    expect(review({ orderType: 'STOP_LIMIT', auxPrice: 180, price: 179.5 }, CENTS)).toEqual([
      'Stop 180.00, limit 179.50',
    ])
    const trailing = { amount: 1.5, unit: 'amt' } as const
    expect(review({ orderType: 'TRAIL', trailing, price: 180 }, CENTS)).toEqual(['Trails by 1.50, first stop 180.00'])
    expect(review({ orderType: 'TRAIL', trailing: { amount: 2, unit: '%' } }, CENTS)).toEqual(['Trails by 2%'])
    expect(review({ orderType: 'LIT', auxPrice: 9, price: 8.5 })).toEqual(['Trigger 9.0, limit 8.5'])
    expect(review({ orderType: 'MKT' }, CENTS)).toEqual(['At market'])
    expect(review({ orderType: 'MOC' }, CENTS)).toEqual(['At the closing price'])
    expect(review({ orderType: 'MIDPRICE' }, CENTS)).toEqual(['At the midpoint'])
  })

  it('are the same in the value, the credit of a combo, a changed field and a warning', () => {
    const sell = { ...order, side: 'SELL', orderType: 'STP', price: 190.5 } as const
    const { format, quote } = reviewPrices({ order: sell, increments: CENTS, quote: { bid: '190', ask: '1190.1' } })
    expect(stopWarnings(sell, quote, undefined, format)).toEqual([
      'SELL stop 190.50 is above the bid 190.00. It would trigger at once.',
    ])
    expect(valueText({ ...order, orderType: 'MKT' }, quote ?? {}, { currency: 'USD', pointValue: 1 })).toBe(
      '≈ USD 1,190.10 (quantity × ask 1,190.10)',
    )
    expect(describeNet('BUY', -1.5, { pointValue: 100 }, format)).toBe('You receive 1.50 per combo (credit)')
    expect(formatChange({ field: 'Limit', current: '1,190.5', next: 'none' }, format)).toEqual({
      ...{ field: 'Limit', current: '1,190.50', next: 'none' },
    })
    expect(formatChange({ field: 'Quantity', current: '1', next: '2' }, format)).toMatchObject({ next: '2' })
  })

  it('include those of a change and of the exits of a bracket', () => {
    const attached = { kind: 'bracket', stopLoss: { orderType: 'STP', price: 9.125, timeInForce: 'GTC' } } as const
    const { format } = reviewPrices({ order: { ...order, price: 10, attached }, before: { ...order, price: 9.5 } })
    expect([10, 9.5, 9.125].map(format)).toEqual(['10.000', '9.500', '9.125'])
  })
})

import { describe, expect, it } from 'vitest'
import { stopWarnings } from '../../../src/renderer/features/orders/ticket/stop-warnings.ts'
import type { OrderTicket } from '../../../src/shared/contract/schemas.ts'

const QUOTE = { bid: '242.10', ask: '242.20', last: '242.15', availability: 'RB' }
const BASE = { accountId: 'DU1234567', conid: 265598, quantity: 5, timeInForce: 'DAY' } as const

const ticket = (order: Partial<OrderTicket> & Pick<OrderTicket, 'side' | 'orderType'>): OrderTicket => ({
  ...BASE,
  ...order,
})
const warningsOf = (order: Parameters<typeof ticket>[0], quote: Parameters<typeof stopWarnings>[1] = QUOTE) =>
  stopWarnings(ticket(order), quote)

describe('stops that would trigger at once', () => {
  it('warns of a SELL stop above the bid and of a BUY stop below the ask, but of no other', () => {
    const sell = { side: 'SELL', orderType: 'STP' } as const
    const buy = { side: 'BUY', orderType: 'STP' } as const
    expect(warningsOf({ ...sell, price: 1_250 })).toEqual([
      'SELL stop 1,250 is above the bid 242.10. It would trigger at once.',
    ])
    expect(warningsOf({ ...buy, price: 200 })).toEqual([
      'BUY stop 200 is below the ask 242.20. It would trigger at once.',
    ])
    for (const price of [242.1, 200]) expect(warningsOf({ ...sell, price })).toEqual([])
    for (const price of [242.2, 250]) expect(warningsOf({ ...buy, price })).toEqual([])
  })

  it('compares the stop of a stop limit, not its limit, and ignores limits and triggers', () => {
    expect(warningsOf({ side: 'SELL', orderType: 'STOP_LIMIT', auxPrice: 243, price: 200 })).toHaveLength(1)
    expect(warningsOf({ side: 'SELL', orderType: 'STOP_LIMIT', auxPrice: 240, price: 243 })).toEqual([])
    expect(warningsOf({ side: 'SELL', orderType: 'LMT', price: 250 })).toEqual([])
    // An if-touched order to sell waits above the market.
    expect(warningsOf({ side: 'SELL', orderType: 'MIT', price: 250 })).toEqual([])
    expect(warningsOf({ side: 'BUY', orderType: 'LIT', auxPrice: 200, price: 201 })).toEqual([])
  })

  it('compares the first stop of a trailing order, entered or computed from the last price', () => {
    const trail = { side: 'SELL', orderType: 'TRAIL', trailing: { amount: 1, unit: 'amt' } } as const
    expect(warningsOf(trail)).toEqual([])
    expect(warningsOf({ ...trail, price: 243 })).toHaveLength(1)
    expect(warningsOf({ ...trail, trailing: { amount: 0.02, unit: 'amt' } })).toEqual([
      'First SELL stop 242.13 is above the bid 242.10. It would trigger at once.',
    ])
    expect(warningsOf({ ...trail, orderType: 'TRAILLMT', auxPrice: 243, price: 242 })).toHaveLength(1)
  })

  it('compares the stops of an OCA group and the stop loss of a bracket', () => {
    const oca: OrderTicket['attached'] = {
      kind: 'oca',
      orders: [{ side: 'SELL', quantity: 5, orderType: 'STP', price: 243, timeInForce: 'DAY' }],
    }
    expect(warningsOf({ side: 'SELL', orderType: 'LMT', price: 250, attached: oca })).toEqual([
      'Order 2: SELL stop 243 is above the bid 242.10. It would trigger at once.',
    ])
    const stopLoss = (price: number): OrderTicket['attached'] => ({
      kind: 'bracket',
      stopLoss: { orderType: 'STP', price, timeInForce: 'GTC' },
    })
    // The limit is far above the market, so the entry is filled at the market.
    const entry = { side: 'BUY', orderType: 'LMT', price: 300 } as const
    expect(warningsOf({ ...entry, attached: stopLoss(290) })).toEqual([
      'Stop loss: SELL stop 290 is above the bid 242.10. It would trigger as soon as the entry is filled.',
    ])
    expect(warningsOf({ ...entry, attached: stopLoss(240) })).toEqual([])
    // Such an entry is filled only after the market has risen above its stop.
    expect(warningsOf({ side: 'BUY', orderType: 'STP', price: 250, attached: stopLoss(245) })).toEqual([])
    expect(warningsOf({ side: 'BUY', orderType: 'STP', price: 240, attached: stopLoss(243) })).toHaveLength(2)
  })

  it('does not compare a changed exit while its parent waits for a stop', () => {
    const exit = ticket({ side: 'SELL', orderType: 'STP', price: 245 })
    expect(stopWarnings(exit, QUOTE, { stopPrice: '250' })).toEqual([])
    expect(stopWarnings(exit, QUOTE, {})).toEqual([
      'SELL stop 245 is above the bid 242.10. It would trigger as soon as its parent is filled.',
    ])
  })

  it('uses the last price without a bid or an ask, and says nothing without a current price', () => {
    const sell = { side: 'SELL', orderType: 'STP', price: 243 } as const
    expect(warningsOf(sell, { last: '242.15' })).toEqual([
      'SELL stop 243 is above the last price 242.15. It would trigger at once.',
    ])
    expect(warningsOf(sell, { ...QUOTE, availability: 'DPB' })[0]).toContain('above the delayed bid 242.10')
    for (const quote of [undefined, {}, { last: 'C242.15' }]) expect(stopWarnings(ticket(sell), quote)).toEqual([])
  })
})

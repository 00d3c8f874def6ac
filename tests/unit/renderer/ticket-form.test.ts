import { describe, expect, it } from 'vitest'
import { checkTicket, EMPTY_TICKET, type TicketForm } from '../../../src/renderer/features/orders/ticket-form.ts'

const contract = { conid: 265598, symbol: 'AAPL', name: 'Apple Inc', exchange: 'NASDAQ', securityType: 'STK' }
const ticket = (given: Partial<TicketForm>): TicketForm => ({ ...EMPTY_TICKET, contract, quantity: '100', ...given })

describe('the order ticket', () => {
  it('names every field that is missing', () => {
    expect(checkTicket(EMPTY_TICKET, undefined)).toMatchObject({
      kind: 'invalid',
      problems: {
        contract: expect.stringMatching(/Search/),
        accountId: expect.stringMatching(/connect/),
        quantity: expect.stringMatching(/above zero/),
        limitPrice: expect.stringMatching(/price/),
      },
    })
  })

  it('asks only for the prices of its type', () => {
    expect(checkTicket(ticket({ orderType: 'MKT', limitPrice: '5' }), 'DU1')).toMatchObject({
      kind: 'ready',
      order: { orderType: 'MKT', accountId: 'DU1' },
    })
    const market = checkTicket(ticket({ orderType: 'MKT', limitPrice: '5' }), 'DU1')
    expect(market.kind === 'ready' && 'price' in market.order).toBe(false)
  })

  it('sends the stop of a stop order as its price, and of a stop limit beside the limit', () => {
    expect(checkTicket(ticket({ orderType: 'STP', stopPrice: '9' }), 'DU1')).toMatchObject({ order: { price: 9 } })
    expect(checkTicket(ticket({ orderType: 'STOP_LIMIT', stopPrice: '9', limitPrice: '8.5' }), 'DU1')).toMatchObject({
      order: { price: 8.5, auxPrice: 9 },
    })
  })

  it('shows a price with the digits that were typed', () => {
    expect(checkTicket(ticket({ limitPrice: '187.30' }), 'DU1')).toMatchObject({ price: 'Limit 187.30' })
  })

  it.each(['1e5', '12x', '0x10', '', '-', 'NaN'])('does not guess what "%s" means', (limitPrice) => {
    expect(checkTicket(ticket({ limitPrice }), 'DU1').kind).toBe('invalid')
  })

  it('allows a negative price, as spreads have, and no negative quantity', () => {
    expect(checkTicket(ticket({ limitPrice: '-0.05' }), 'DU1').kind).toBe('ready')
    expect(checkTicket(ticket({ limitPrice: '1', quantity: '-5' }), 'DU1').kind).toBe('invalid')
  })
})

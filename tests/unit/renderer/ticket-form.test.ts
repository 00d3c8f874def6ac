import { describe, expect, it } from 'vitest'
import {
  checkTicket,
  EMPTY_TICKET,
  formOf,
  type TicketForm,
  valueWords,
} from '../../../src/renderer/features/orders/ticket/ticket-form.ts'

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

  it.each([
    { orderType: 'MKT' },
    { orderType: 'LMT', limitPrice: '8.5' },
    { orderType: 'STP', stopPrice: '9' },
    { orderType: 'STOP_LIMIT', stopPrice: '9', limitPrice: '8.5', outsideRegularHours: true, allOrNone: true },
  ] as const)('comes back from its order: %j', (given) => {
    const form = ticket({ accountId: 'DU1', side: 'SELL', timeInForce: 'GTC', ...given })
    const checked = checkTicket(form, undefined)
    expect(checked.kind === 'ready' && formOf(checked.order, contract)).toEqual(form)
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
    const spread = { ...contract, securityType: 'BAG' }
    expect(checkTicket(ticket({ contract: spread, limitPrice: '-0.05' }), 'DU1').kind).toBe('ready')
    expect(checkTicket(ticket({ limitPrice: '1', quantity: '-5' }), 'DU1').kind).toBe('invalid')
  })

  it.each(['0', '-1'])('refuses %s as the price of a stock', (limitPrice) => {
    expect(checkTicket(ticket({ limitPrice }), 'DU1')).toMatchObject({
      problems: { limitPrice: 'The price of a stock is above 0.' },
    })
  })

  it('says of letters that they are no number, and of a number how large it may be', () => {
    expect(checkTicket(ticket({ limitPrice: 'abc', quantity: 'ten' }), 'DU1')).toMatchObject({
      problems: { limitPrice: 'Not a number.', quantity: 'Not a number.' },
    })
    expect(checkTicket(ticket({ limitPrice: '1', quantity: '0' }), 'DU1')).toMatchObject({
      problems: { quantity: 'More than 0, at most 1,000,000,000.' },
    })
  })

  it.each(['241,96', '1,5', '10,5', '2,41.5', '1,2345', ',500', '1,000,00'])(
    'takes no comma of %s for nothing',
    (typed) => {
      const words = 'Decimals need a point: 12.5. A comma groups thousands.'
      expect(checkTicket(ticket({ limitPrice: typed, quantity: typed }), 'DU1')).toMatchObject({
        problems: { limitPrice: words, quantity: words },
      })
    },
  )

  it('reads thousands that are grouped', () => {
    expect(checkTicket(ticket({ limitPrice: '24,196.5', quantity: '1,000,000' }), 'DU1')).toMatchObject({
      order: { price: 24_196.5, quantity: 1_000_000 },
    })
  })

  it('says about how much money it is', () => {
    const order = { orderType: 'LMT', quantity: 1e9, price: 240 } as const
    expect(valueWords(order, '242.62')).toBe('≈ 240,000,000,000 (quantity × limit), last 242.62')
    expect(valueWords({ ...order, orderType: 'STP' }, undefined)).toBe('≈ 240,000,000,000 (quantity × stop)')
    expect(valueWords({ orderType: 'MKT', quantity: 10 }, 'C242.62')).toBe('≈ 2,426.2 (quantity × last C242.62)')
    expect(valueWords({ orderType: 'MKT', quantity: 10 }, undefined)).toBeUndefined()
  })
})

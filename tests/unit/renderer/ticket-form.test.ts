import { describe, expect, it } from 'vitest'
import {
  checkTicket,
  EMPTY_TICKET,
  formOf,
  type TicketForm,
  valueText,
} from '../../../src/renderer/features/orders/ticket/ticket-form.ts'

const contract = { conid: 265598, symbol: 'AAPL', name: 'Apple Inc', exchange: 'NASDAQ', securityType: 'STK' }
const ticket = (given: Partial<TicketForm>): TicketForm => ({ ...EMPTY_TICKET, contract, quantity: '100', ...given })

describe('order ticket', () => {
  it('reports every missing field', () => {
    expect(checkTicket(EMPTY_TICKET, undefined)).toMatchObject({
      kind: 'invalid',
      problems: {
        contract: expect.stringMatching(/symbol/),
        accountId: expect.stringMatching(/Connect/),
        quantity: expect.stringMatching(/greater than 0/),
        limitPrice: expect.stringMatching(/price/),
      },
    })
  })

  it('requires only the prices of the selected order type', () => {
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
    { orderType: 'TRAIL', trailingAmount: '2', trailingUnit: '%' },
    { orderType: 'TRAILLMT', stopPrice: '9', limitPrice: '8.5', trailingAmount: '0.5' },
    { orderType: 'MIT', stopPrice: '9' },
    { orderType: 'LIT', stopPrice: '9', limitPrice: '8.5', quantityUnit: 'cash' },
    { orderType: 'MIDPRICE', limitPrice: '9' },
    { orderType: 'MIDPRICE' },
  ] as const)('restores the ticket from its order: %j', (given) => {
    const form = ticket({ accountId: 'DU1', side: 'SELL', timeInForce: 'GTC', ...given })
    const checked = checkTicket(form, undefined)
    expect(checked.kind === 'ready' && formOf(checked.order, contract)).toEqual(form)
  })

  it('sends the stop price of a stop limit order as auxPrice', () => {
    expect(checkTicket(ticket({ orderType: 'STP', stopPrice: '9' }), 'DU1')).toMatchObject({ order: { price: 9 } })
    expect(checkTicket(ticket({ orderType: 'STOP_LIMIT', stopPrice: '9', limitPrice: '8.5' }), 'DU1')).toMatchObject({
      order: { price: 8.5, auxPrice: 9 },
    })
  })

  it.each([
    ['0', 'Enter a trailing amount greater than 0.'],
    ['100', 'Enter a percentage below 100.'],
    ['', 'Enter a trailing amount.'],
  ])('rejects a trailing stop of "%s" percent', (trailingAmount, problem) => {
    const checked = checkTicket(ticket({ orderType: 'TRAIL', trailingUnit: '%', trailingAmount }), 'DU1')
    expect(checked).toMatchObject({ problems: { trailingAmount: problem } })
  })

  it('rejects a time in force that the order type does not support', () => {
    expect(checkTicket(ticket({ orderType: 'MOC', timeInForce: 'GTC' }), 'DU1')).toMatchObject({
      problems: { timeInForce: 'A market on close order supports only DAY.' },
    })
  })

  it.each([
    [{ orderType: 'TRAIL', trailingAmount: '2', trailingUnit: '%' }, 'Trails by 2%'],
    [{ orderType: 'LIT', stopPrice: '9', limitPrice: '8.5' }, 'Trigger 9, limit 8.5'],
    [{ orderType: 'MOC' }, 'At the closing price'],
    [{ orderType: 'MIDPRICE' }, 'At the midpoint'],
  ] as const)('describes the prices of %j as "%s"', (given, price) => {
    expect(checkTicket(ticket(given), 'DU1')).toMatchObject({ price })
  })

  it('shows a price with the digits that the user entered', () => {
    expect(checkTicket(ticket({ limitPrice: '187.30' }), 'DU1')).toMatchObject({ price: 'Limit 187.30' })
  })

  it.each(['1e5', '12x', '0x10', '', '-', 'NaN'])('rejects the price "%s"', (limitPrice) => {
    expect(checkTicket(ticket({ limitPrice }), 'DU1').kind).toBe('invalid')
  })

  it('allows negative prices of spreads', () => {
    const spread = { ...contract, securityType: 'BAG' }
    expect(checkTicket(ticket({ contract: spread, limitPrice: '-0.05' }), 'DU1').kind).toBe('ready')
    expect(checkTicket(ticket({ limitPrice: '1', quantity: '-5' }), 'DU1').kind).toBe('invalid')
  })

  it.each(['0', '-1'])('rejects %s as the price of a stock', (limitPrice) => {
    expect(checkTicket(ticket({ limitPrice }), 'DU1')).toMatchObject({
      problems: { limitPrice: 'Enter a price greater than 0.' },
    })
  })

  it('rejects text that is not a number and quantities that are out of range', () => {
    expect(checkTicket(ticket({ limitPrice: 'abc', quantity: 'ten' }), 'DU1')).toMatchObject({
      problems: { limitPrice: 'Enter a number.', quantity: 'Enter a number.' },
    })
    expect(checkTicket(ticket({ limitPrice: '1', quantity: '0' }), 'DU1')).toMatchObject({
      problems: { quantity: 'Enter a quantity greater than 0, up to 1,000,000,000.' },
    })
  })

  it.each(['241,96', '1,5', '10,5', '2,41.5', '1,2345', ',500', '1,000,00'])(
    'rejects the misplaced comma in %s',
    (typed) => {
      const problem = 'Use a decimal point, such as 12.5. Commas group thousands.'
      expect(checkTicket(ticket({ limitPrice: typed, quantity: typed }), 'DU1')).toMatchObject({
        problems: { limitPrice: problem, quantity: problem },
      })
    },
  )

  it('reads numbers with grouped thousands', () => {
    expect(checkTicket(ticket({ limitPrice: '24,196.5', quantity: '1,000,000' }), 'DU1')).toMatchObject({
      order: { price: 24_196.5, quantity: 1_000_000 },
    })
  })

  it('states the approximate value of the order', () => {
    const order = { orderType: 'LMT', quantity: 1e9, price: 240 } as const
    expect(valueText(order, '242.62')).toBe('≈ 240,000,000,000.00 (quantity × limit)')
    expect(valueText({ ...order, orderType: 'STP' }, undefined)).toBe('≈ 240,000,000,000.00 (quantity × stop)')
    expect(valueText({ orderType: 'MKT', quantity: 10 }, 'C242.62')).toBe('≈ 2,426.20 (quantity × last C242.62)')
    expect(valueText({ orderType: 'MKT', quantity: 10 }, undefined)).toBeUndefined()
  })
})

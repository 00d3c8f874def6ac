import { describe, expect, test } from 'vitest'
import { createOrderRequest } from '../../../src/host/order-requests/order-ticket.ts'
import { directVenueOf, type OrderStatusContext, readOrderStatus } from '../../../src/host/orders/read-order-status.ts'
import { ContractNames } from '../../../src/shared/domain/contract-name.ts'

const status = {
  account: 'DU1',
  conid: 265598,
  conidex: '265598',
  side: 'B',
  total_size: '100.0',
  size: '80.0',
  cum_fill: '20.0',
  order_type: 'LIMIT',
  limit_price: '187.30',
  tif: 'DAY',
  symbol: 'AAPL',
  company_name: 'APPLE INC',
  listing_exchange: 'NASDAQ',
  sec_type: 'STK',
  order_not_editable: false,
  outside_rth: true,
}

const readStatus = (body: object, context: Partial<OrderStatusContext> = {}) =>
  readOrderStatus('7', body, { names: new ContractNames(), ...context })

describe('parsing the status of an order to modify', () => {
  test('parses every field of the order, including the total quantity', () => {
    expect(readStatus(status)).toEqual({
      orderId: '7',
      order: {
        accountId: 'DU1',
        conid: 265598,
        side: 'BUY',
        orderType: 'LMT',
        quantity: 100,
        price: 187.3,
        timeInForce: 'DAY',
        outsideRegularHours: true,
      },
      filled: 20,
      symbol: 'AAPL',
      description: 'APPLE INC',
      exchange: 'NASDAQ',
      securityType: 'STK',
    })
  })

  test('keeps the all-or-none flag in a change, which would otherwise remove it, and omits the client order id', () => {
    const { order } = readStatus({ ...status, all_or_none: true })
    expect(order).toMatchObject({ allOrNone: true })
    const { data } = createOrderRequest({ order, orderId: '1', reference: 'mine' })
    expect(data).toMatchObject({ allOrNone: true })
    expect(data).not.toHaveProperty('cOID')
    expect(readStatus({ ...status, all_or_none: false }).order).not.toHaveProperty('allOrNone')
  })

  test('repeats a combo with its legs and its exchange', () => {
    const conidex = '58666491@LSE;;;1/1,2/-1'
    const combo = { ...status, conid: 58666491, conidex, sec_type: 'BAG', limit_price: '-1.20' }
    const { order, symbol } = readStatus(combo)
    expect(order).toMatchObject({ conid: 58666491, conidex, price: -1.2 })
    expect(symbol).toBe('AAPL combo')
    const { data } = createOrderRequest({ order, orderId: '1' })
    expect(data).toMatchObject({ conidex, price: -1.2 })
    expect(data).not.toHaveProperty('conid')
    expect(directVenueOf(conidex)).toBeUndefined()
  })

  test('states for a future that a person entered the order, because the status does not report it', () => {
    const read = (sec_type: string) => readStatus({ ...status, sec_type }).order
    for (const type of ['FUT', 'FOP']) expect(read(type)).toMatchObject({ manualIndicator: true })
    expect(read('OPT')).not.toHaveProperty('manualIndicator')
  })

  test.each([...['DAY', 'GTC', 'IOC', 'OPG', 'OVT', 'OND'].map((tif) => [tif, tif]), ['CLOSE', 'DAY']])(
    'reads the time in force %s as %s',
    (tif, timeInForce) => {
      expect(readStatus({ ...status, tif }).order).toMatchObject({ timeInForce })
    },
  )

  test('reads the prices that the order type uses', () => {
    const read = (change: object) => readStatus({ ...status, ...change }).order
    expect(read({ order_type: 'STOP', limit_price: undefined, stop_price: '180.00' })).toMatchObject({ price: 180 })
    const both = read({ order_type: 'STOP_LIMIT', stop_price: '180.00' })
    expect(both).toMatchObject({ price: 187.3, auxPrice: 180 })
    expect(read({ order_type: 'MARKET' })).not.toHaveProperty('price')
  })

  test('repeats the trailing amount and the algorithm as the console sent them, because IBKR does not report them', () => {
    const prices = { limit_price: '190.00', stop_price: '189.00' }
    const trailing = { amount: 2, unit: '%' } as const
    const read = (type: string, sent: object = {}) =>
      readStatus({ ...status, ...prices, order_type: type }, { sent }).order
    expect(read('TRAILING STOP LIMIT', { trailing })).toMatchObject({
      ...{ orderType: 'TRAILLMT', trailing, price: 190, auxPrice: 189 },
    })
    expect(read('TRAIL')).toMatchObject({ orderType: 'TRAIL', price: 189 })
    expect(read('TRAIL')).not.toHaveProperty('trailing')
    const algorithm = { id: 'Vwap', parameters: { maxPctVol: '10' } }
    expect(read('LIMIT', { trailing, algorithm })).toMatchObject({ algorithm })
    expect(read('LIMIT', { trailing, algorithm })).not.toHaveProperty('trailing')
  })

  test('accepts the exchange that an order by conid goes to, as for a future and a currency pair', () => {
    const future = { ...status, conid: 495512563, conidex: '495512563@CME', sec_type: 'FUT' }
    expect(readStatus(future, { defaultVenue: 'CME' }).order).toMatchObject({ conid: 495512563 })
    expect(() => readStatus(future, { defaultVenue: 'QBALGO' })).toThrow(/routed to CME/)
    expect(() => readStatus(future)).toThrow(/routed to CME/)
  })

  test('names the contract as the session does, and keeps the cash quantity and its currency from the list', () => {
    const names = new ContractNames()
    names.of({ conid: 15016138, symbol: 'AUD', title: 'AUD.CAD', securityType: 'CASH' })
    const pair = { ...status, conid: 15016138, conidex: '15016138', symbol: 'AUD', sec_type: 'CASH' }
    const listed = { cashQuantity: 2500, cashCurrency: 'CAD' }
    const { order, symbol, currency } = readStatus(pair, { listed, names })
    expect([symbol, currency]).toEqual(['AUD.CAD', 'CAD'])
    expect(order).toMatchObject({ cashQuantity: 2500 })
    expect(order).not.toHaveProperty('quantity')
  })

  test.each([
    ['a type that the ticket does not know', { order_type: 'RELATIVE' }, /not support the order type RELATIVE/],
    ['one until a day', { tif: 'GTD' }, /until a date/],
    ['a time in force that the ticket does not know', { tif: 'FOK' }, /not support the time in force FOK/],
    ['about two contracts', { conidex: '8314' }, /two contracts/],
    ['a combo without legs', { conid: 28812380, conidex: '28812380;;;' }, /has no legs/],
    ['one for an exchange of its own', { conidex: '265598@ARCA' }, /routed to ARCA/],
    ['an order that IBKR does not allow to change', { order_not_editable: true }, /does not allow changes/],
    ['an order without a quantity', { total_size: undefined }, /has no account/],
  ])('rejects an order that is %s, with the reason', (_what, change, reason) => {
    expect(() => readStatus({ ...status, ...change })).toThrow(
      expect.objectContaining({ code: 'not-changeable', message: expect.stringMatching(reason) as string }),
    )
  })
})

import { afterEach, expect, test } from 'vitest'
import { ticketsAfterReload } from '../../../src/renderer/features/orders/ticket/kept-tickets.ts'
import { EMPTY_STATE } from '../../../src/renderer/features/orders/ticket/ticket-machine.ts'
import { useUnconfirmedOrders } from '../../../src/renderer/features/orders/ticket/unconfirmed-orders.ts'
import type { OrderTicket } from '../../../src/shared/contract/schemas.ts'

const form = { ...EMPTY_STATE.form, quantity: '4' }
const contract = { conid: 1, symbol: 'AAPL', name: '', exchange: '', securityType: 'STK' }
const order: OrderTicket = {
  ...{ accountId: 'DU1', conid: 1, side: 'BUY', orderType: 'LMT', quantity: 4, price: 9, timeInForce: 'DAY' },
}

afterEach(() => useUnconfirmedOrders.setState({ orders: [] }))

test('keeps unfinished tickets of every profile, and no empty ones', () => {
  const other = { form: { ...form, quantity: '8' }, changing: undefined, changes: new Map() }
  const drafts = new Map([
    ['b', other],
    ['c', { ...other, form: EMPTY_STATE.form }],
  ])
  expect(ticketsAfterReload({ ...EMPTY_STATE, form, drafts }, 'a')).toEqual({ a: form, b: other.form })
})

test('keeps the new order behind the change of another order', () => {
  const changing = { orderId: '7', before: order, filled: 0, newOrder: form }
  expect(ticketsAfterReload({ ...EMPTY_STATE, changing }, 'a')).toEqual({ a: form })
})

test('keeps no ticket whose order was sent', () => {
  const phase = { kind: 'placing', pending: { order, contract, price: '' }, waitId: 'w1' } as const
  expect(ticketsAfterReload({ ...EMPTY_STATE, form, phase }, 'a')).toEqual({})
  useUnconfirmedOrders.setState({ orders: [{ order, contract, form, message: 'Lost.', isFound: false }] })
  expect(ticketsAfterReload({ ...EMPTY_STATE, form }, 'a')).toEqual({})
})

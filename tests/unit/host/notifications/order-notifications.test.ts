import { expect, test } from 'vitest'
import { createOrderNotification } from '../../../../src/host/notifications/order-notifications.ts'
import type { Order } from '../../../../src/shared/domain/orders.ts'
import { anOrder } from '../../renderer/an-order.ts'

const notificationOf = (before: Partial<Order> | undefined, after: Partial<Order>) =>
  createOrderNotification({ before: before && anOrder(before), after: anOrder(after) })
const kind = (before: Partial<Order> | undefined, after: Partial<Order>) => notificationOf(before, after)?.kind

test('notifies when an order is filled, partly filled, cancelled or rejected', () => {
  expect(kind({}, { status: 'Filled', filled: 100, remaining: 0 })).toBe('fill')
  expect(kind({}, { filled: 40, remaining: 60 })).toBe('partial')
  expect(kind({ filled: 40 }, { filled: 60 })).toBe('partial')
  expect(kind({}, { status: 'Cancelled' })).toBe('cancel')
  expect(kind({}, { status: 'Failed' })).toBe('reject')
  expect(kind({}, { status: 'Inactive' })).toBe('reject')
})

test('does not notify of a change without a fill, cancellation or rejection', () => {
  expect(kind({ status: 'PreSubmitted' }, {})).toBeUndefined()
  expect(kind({}, { status: 'PendingCancel' })).toBeUndefined()
  expect(kind({}, { limitPrice: '1.5' })).toBeUndefined()
  expect(kind(undefined, { status: 'Inactive' })).toBeUndefined()
})

test('notifies of a correction that undoes the end of an order', () => {
  const full = { status: 'Filled', filled: 100, remaining: 0 }
  expect(notificationOf(full, { status: 'Submitted', filled: 40, remaining: 60 })).toMatchObject({
    isCorrection: true,
    title: 'Corrected by IBKR: BUY 100 AAPL is Submitted',
    body: 'IBKR’s list shows Submitted with 40 of 100 filled; it was Filled with 100 of 100 filled',
  })
  expect(notificationOf({}, full)).not.toHaveProperty('isCorrection')
})

test.each([
  ['fill', { status: 'Filled', filled: 100, remaining: 0 }, { status: 'Submitted', filled: 40, remaining: 60 }],
  ['partial', { filled: 40 }, { filled: 20 }],
  ['cancel', { status: 'Cancelled' }, { status: 'Filled', filled: 100, remaining: 0 }],
  ['reject', { status: 'Failed' }, { status: 'Submitted' }],
] as const)('notifies of a correction with the kind %s of the wrong state', (expected, before, after) => {
  expect(notificationOf(before, after)).toMatchObject({ kind: expected, isCorrection: true })
})

test('names the contract, so that two options of one underlying differ', () => {
  const option = { contractName: 'AAPL 20JAN27 250 C', status: 'Filled', filled: 100, remaining: 0 }
  expect(notificationOf({}, option)).toMatchObject({
    title: 'Filled: BUY 100 AAPL 20JAN27 250 C',
    order: { contractName: 'AAPL 20JAN27 250 C' },
  })
})

test('states the amount of an order by cash quantity', () => {
  const cash = { cashQuantity: 2500, cashCurrency: 'CAD', filledCurrency: 'CAD', contractName: 'AUD.CAD' }
  const filled = { ...cash, quantity: 2806.46, filled: 2499.99, remaining: 0, status: 'Filled' }
  expect(notificationOf({ ...cash, filled: 0 }, filled)?.title).toBe('Filled: BUY AUD for 2,499.99 CAD')
})

test('does not notify again when the end of an order is repeated', () => {
  const full = { status: 'Filled', filled: 100, remaining: 0 }
  expect(kind({ filled: 100, remaining: 0 }, full)).toBeUndefined()
  expect(kind({ status: 'Cancelled' }, { status: 'Cancelled', filled: 10 })).toBeUndefined()
})

test('notifies of a new order that is already filled', () => {
  expect(kind(undefined, { status: 'Filled', filled: 100, remaining: 0 })).toBe('fill')
  expect(kind(undefined, {})).toBeUndefined()
})

test('shows side, quantity, symbol and price, but not the account', () => {
  const notification = notificationOf(
    {},
    { status: 'Filled', filled: 100, remaining: 0, averagePrice: '187.32', account: 'DU7654321' },
  )
  expect(notification?.title).toBe('Filled: BUY 100 AAPL')
  expect(notification?.body).toBe('at 187.32 on average')
  expect(JSON.stringify(notification)).not.toContain('DU7654321')
  expect(notificationOf({}, { filled: 40 })?.title).toBe('Partly filled: BUY 40 of 100 AAPL')
  const large = { filled: 1_234, quantity: 4_321, averagePrice: '12345.50' }
  expect(notificationOf({}, large)).toMatchObject({
    title: 'Partly filled: BUY 1,234 of 4,321 AAPL',
    body: 'at 12,345.50 on average',
  })
  expect(notificationOf({}, { filled: 40, status: 'Cancelled' })?.body).toBe('after 40 of 100 were filled')
})

import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import {
  closingOrder,
  orderForPosition,
  positionTicket,
} from '../../../src/renderer/features/orders/position-orders.ts'
import { EMPTY_TICKET } from '../../../src/renderer/features/orders/ticket/ticket-form.ts'
import { useTicketStore } from '../../../src/renderer/features/orders/ticket/ticket-store.ts'
import { useToastStore } from '../../../src/renderer/stores/toast-store.ts'
import type { NamedPosition } from '../../../src/shared/domain/position.ts'

const position = (given: Partial<NamedPosition>): NamedPosition => ({
  account: 'DU7654321',
  conid: 42,
  symbol: 'AAPL',
  contractName: 'AAPL',
  assetClass: 'STK',
  quantity: 10,
  ...given,
})
const CLOSE = { kind: 'close' } as const
const option = { contractName: 'AAPL 20JAN27 240 C', assetClass: 'OPT' }

afterEach(() => {
  vi.unstubAllGlobals()
  useTicketStore.setState({ form: EMPTY_TICKET, prefilled: undefined })
  useToastStore.setState({ toasts: [] })
})

test.for([
  ['a long position of shares', {}, 'SELL', '10', 'STK'],
  ['a short position of shares', { quantity: -3 }, 'BUY', '3', 'STK'],
  ['a fraction of a share', { quantity: 0.1 + 0.2 }, 'SELL', '0.3', 'STK'],
  ['a very small fraction', { quantity: 0.0000001 }, 'SELL', '0.0000001', 'STK'],
  // Contracts, never their multiplier.
  ['a long option', { ...option, quantity: 2 }, 'SELL', '2', 'OPT'],
  ['a short option', { ...option, quantity: -5 }, 'BUY', '5', 'OPT'],
  ['a short future', { contractName: 'ES DEC26', assetClass: 'FUT', quantity: -1 }, 'BUY', '1', 'FUT'],
  ['an option on a future', { contractName: 'ES 18DEC26 6000 C', assetClass: 'FOP', quantity: 1 }, 'SELL', '1', 'FOP'],
  ['a pair', { contractName: 'EUR.USD', assetClass: 'CASH', quantity: -20_000 }, 'BUY', '20000', 'CASH'],
  ['a contract of an unknown type', { assetClass: undefined }, 'SELL', '10', ''],
] as const)('fills in the order that closes %s', ([, given, side, quantity, securityType]) => {
  vi.stubGlobal('document', { querySelector: () => null })
  vi.stubGlobal('window', { location: { hash: '' } })
  vi.stubGlobal('HTMLInputElement', class {})
  const { assetClass, ...rest } = position({})
  const given2 = { ...rest, ...given } as NamedPosition
  orderForPosition('assetClass' in given ? given2 : { ...given2, assetClass: assetClass ?? '' }, CLOSE)
  const { form } = useTicketStore.getState()
  expect(form).toMatchObject({ side, quantity, quantityUnit: 'units', accountId: 'DU7654321', orderType: 'LMT' })
  expect(form.contract).toMatchObject({ conid: 42, securityType })
  expect(form.limitPrice).toBe('')
})

test('closes the whole units of a pair, and says what remains', () => {
  const pair = position({ contractName: 'EUR.USD', assetClass: 'CASH', quantity: 20_000.25 })
  expect(closingOrder(pair)).toMatchObject({ kind: 'order', side: 'SELL', quantity: 20_000, left: 0.25 })
  vi.stubGlobal('document', { querySelector: () => null })
  vi.stubGlobal('window', { location: { hash: '' } })
  vi.stubGlobal('HTMLInputElement', class {})
  orderForPosition(pair, CLOSE)
  expect(useToastStore.getState().toasts.map(({ text }) => text)).toEqual([
    'Pairs trade in whole units: 0.25 of EUR.USD remain.',
  ])
})

test.for([
  ['is closed', { quantity: 0 }, 'The position in AAPL is closed.'],
  [
    'is less than one unit of a pair',
    { contractName: 'EUR.USD', assetClass: 'CASH', quantity: -0.5 },
    'The position in EUR.USD is -0.5. Pairs trade in whole units.',
  ],
  [
    'is money',
    { contractName: 'EUR', assetClass: 'CASH' },
    'IBKR reports EUR as money, not as a pair. Choose a pair, such as EUR.USD, in the ticket.',
  ],
] as const)('opens no ticket for a position that %s, and says why', ([, given, reason]) => {
  orderForPosition(position(given), CLOSE)
  expect(useToastStore.getState().toasts.map(({ text }) => text)).toEqual([reason])
  expect(useTicketStore.getState().form).toBe(EMPTY_TICKET)
})

test.for([
  ['half of an odd number of shares', 7, { kind: 'reduce', percent: 50 }, 'SELL', '3'],
  ['a quarter of a short position', -29, { kind: 'reduce', percent: 25 }, 'BUY', '7'],
  ['three quarters of a fraction', 0.5, { kind: 'reduce', percent: 75 }, 'SELL', '0.375'],
  ['the reverse of a long position', 10, { kind: 'reverse' }, 'SELL', '20'],
  ['the reverse of a short position', -3, { kind: 'reverse' }, 'BUY', '6'],
] as const)('fills in the order for %s', ([, quantity, action, side, expected]) => {
  expect(positionTicket(position({ quantity }), action)).toMatchObject({
    kind: 'ticket',
    form: { side, quantity: expected, accountId: 'DU7654321', contract: { symbol: 'AAPL' } },
  })
})

test('protects a position with a stop, or with a take profit and a stop that cancel each other', () => {
  const short = position({ quantity: -4 })
  expect(positionTicket(short, { kind: 'stop' })).toMatchObject({
    form: { side: 'BUY', quantity: '4', orderType: 'STP', stopPrice: '', timeInForce: 'GTC' },
  })
  expect(positionTicket(short, { kind: 'exits' })).toMatchObject({
    form: {
      ...{ side: 'BUY', quantity: '4', orderType: 'LMT', timeInForce: 'GTC' },
      attached: { kind: 'oca', group: [{ side: 'BUY', quantity: '4', orderType: 'STP' }] },
    },
  })
})

test('opens no ticket for a part that is less than one contract', () => {
  orderForPosition(position({ ...option, quantity: 1 }), { kind: 'reduce', percent: 50 })
  expect(useToastStore.getState().toasts.map(({ text }) => text)).toEqual([
    '50% of 1 AAPL 20JAN27 240 C is less than one unit. Close the position instead.',
  ])
})

test('never orders more than the position, unless it reverses it', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.double({ min: -1e5, max: 1e5, noNaN: true })),
      fc.constantFrom(25, 50, 75),
      (quantity, percent) => {
        const ticket = positionTicket(position({ quantity }), { kind: 'reduce', percent })
        if (ticket.kind === 'none') return
        expect(ticket.form.side).toBe(quantity > 0 ? 'SELL' : 'BUY')
        const ordered = Number(ticket.form.quantity)
        expect(ordered).toBeGreaterThan(0)
        expect(ordered).toBeLessThanOrEqual(Math.abs(quantity))
        if (Number.isInteger(quantity)) expect(Number.isInteger(ordered)).toBe(true)
      },
    ),
  )
})

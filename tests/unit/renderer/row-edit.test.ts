import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  editProblem,
  endEdit,
  RowEditor,
  reviewEdit,
  startEdit,
  startGroupEdit,
  steppedValue,
  useRowEditStore,
} from '../../../src/renderer/features/orders/blotter/row-edit.tsx'
import { changeGroupQuantity } from '../../../src/renderer/features/orders/ticket/change-group.ts'
import { orderChanges } from '../../../src/renderer/features/orders/ticket/compare-orders.ts'
import { changeOrder } from '../../../src/renderer/features/orders/ticket/open-ticket.ts'
import { sizeText } from '../../../src/renderer/features/orders/ticket/order-text.ts'
import { backToTicket } from '../../../src/renderer/features/orders/ticket/ticket-actions.ts'
import { EMPTY_STATE } from '../../../src/renderer/features/orders/ticket/ticket-machine.ts'
import {
  applyToTicket,
  changeTicket,
  useTicketStore,
} from '../../../src/renderer/features/orders/ticket/ticket-store.ts'
import { useQuotesStore } from '../../../src/renderer/stores/live-quotes.ts'
import { useToastStore } from '../../../src/renderer/stores/toast-store.ts'
import { RpcError } from '../../../src/shared/rpc/rpc-error.ts'
import { anOrder } from './an-order.ts'

const call = vi.hoisted(() => vi.fn())
vi.mock('../../../src/renderer/platform/host-link.ts', () => ({ hostLink: () => ({ call }) }))

const limit = anOrder({ limitPrice: '187.30', filled: 20 })
afterEach(() => {
  endEdit()
  useTicketStore.setState(EMPTY_STATE)
  useQuotesStore.setState({ increments: new Map() })
})

test('starts at the price, and at the quantity of an order without a price', () => {
  expect(startEdit(limit, undefined)).toBe(true)
  expect(useRowEditStore.getState().edit).toMatchObject({ column: 'limit' })
  expect(startEdit(anOrder(), undefined)).toBe(true)
  expect(useRowEditStore.getState().edit).toMatchObject({ column: 'quantity' })
  expect(startEdit(anOrder({ stopPrice: '5' }), 'stop')).toBe(true)
})

test('edits only quantity and existing prices of orders that can be changed', () => {
  expect(startEdit(limit, 'stop')).toBe(false)
  expect(startEdit(limit, 'symbol')).toBe(false)
  expect(startEdit({ ...limit, status: 'Filled' }, 'limit')).toBe(false)
  expect(useRowEditStore.getState().edit).toBeUndefined()
})

test('steps a price by the tick of its contract, and a quantity by one', () => {
  expect(steppedValue(limit, 'limit', '187.30', 1)).toBe('187.31')
  useQuotesStore.setState({ increments: new Map([[limit.conid, [{ lowerEdge: 0, increment: 0.05 }]]]) })
  expect(steppedValue(limit, 'limit', '187.30', 1)).toBe('187.35')
  expect(steppedValue(limit, 'limit', '187.32', -1)).toBe('187.30')
  expect(steppedValue(limit, 'quantity', '1', -1)).toBe('1')
  expect(steppedValue(limit, 'limit', 'abc', 1)).toBe('abc')
  expect(steppedValue(limit, 'limit', '187,30', 1)).toBe('187,30')
})

test('names the problem of a value before it is reviewed', () => {
  useQuotesStore.setState({ increments: new Map([[limit.conid, [{ lowerEdge: 0, increment: 0.05 }]]]) })
  expect(editProblem(limit, 'limit', '187.35')).toBeUndefined()
  expect(editProblem(limit, 'limit', '187.31')).toBe('Enter a multiple of 0.05, the tick of AAPL.')
  expect(editProblem(limit, 'limit', '187,3o')).toContain('Enter a number')
  expect(editProblem(limit, 'limit', '187,35')).toContain('Enter a number')
  expect(editProblem(limit, 'limit', '1,187.35')).toBeUndefined()
  expect(editProblem(limit, 'quantity', '20,5')).toContain('Enter a number')
  expect(editProblem(limit, 'quantity', '0')).toContain('greater than 0')
  expect(editProblem(limit, 'quantity', '1000000001')).toContain('1,000,000,000')
  expect(editProblem(limit, 'quantity', '10')).toContain('20 are already filled')
})

describe('an order by cash quantity', () => {
  const cash = anOrder({ quantity: 3_125, cashQuantity: 2_500, cashCurrency: 'CAD', limitPrice: '0.8' })
  const read = {
    orderId: cash.orderId,
    order: { accountId: 'DU1', conid: 1, side: 'BUY', orderType: 'LMT', cashQuantity: 2_500, price: 0.8 },
    ...{ currency: 'CAD', filled: 0, symbol: 'AUD.CAD', securityType: 'CASH' },
  }
  const enter = (quantity: string): void =>
    useRowEditStore.setState(({ edit }) => ({ edit: edit && { ...edit, values: { quantity } } }))

  test('is edited by its amount of money, in steps of 1', async () => {
    call.mockResolvedValue({ ...read, order: { ...read.order, timeInForce: 'DAY' } })
    startEdit(cash, 'quantity')
    const field = renderToStaticMarkup(createElement(RowEditor, { order: cash, column: 'quantity' }))
    expect(field).toContain('aria-label="Amount of order 1 in CAD"')
    expect(field).toContain('value="2500"')
    expect(field).toContain('>CAD<')
    enter('2500')
    await reviewEdit(cash)
    expect(useToastStore.getState().toasts.at(-1)?.text).toBe('No changes to submit.')
    enter(steppedValue(cash, 'quantity', '2500', 1))
    await reviewEdit(cash)
    const { phase } = useTicketStore.getState()
    if (phase.kind !== 'review') throw new Error(phase.kind)
    const { order, currency, change } = phase.pending
    expect([order.cashQuantity, order.quantity, currency]).toEqual([2_501, undefined, 'CAD'])
    expect(sizeText(order, currency)).toBe('2,501 CAD')
    expect(change?.before && orderChanges(change.before, order, currency)).toEqual([
      { field: 'Quantity', current: '2,500 CAD', next: '2,501 CAD' },
    ])
  })

  test('is not changed by an edit in another unit', async () => {
    call.mockResolvedValue({ ...read, order: { ...read.order, timeInForce: 'DAY' } })
    const { cashQuantity: _, ...inUnits } = cash
    startEdit(inUnits, 'quantity')
    enter('3126')
    await reviewEdit(inUnits)
    expect(useTicketStore.getState()).toMatchObject({ phase: { kind: 'editing' }, form: { quantity: '2500' } })
    expect(useToastStore.getState().toasts.at(-1)?.text).toContain('has a cash amount, not a quantity')
    await changeGroupQuantity([inUnits], '80')
    expect(useTicketStore.getState()).toMatchObject({ phase: { kind: 'editing' }, form: { quantity: '2500' } })
  })

  test('is compared with the amount that is already spent', () => {
    const filled = { ...cash, filled: 1_000, remaining: 1_500, filledCurrency: 'CAD' }
    expect(editProblem(filled, 'quantity', '900')).toBe(
      '1,000 CAD are already filled. Enter more, or cancel the order.',
    )
    expect(editProblem(filled, 'quantity', '1000')).toContain('already filled')
    expect(editProblem(filled, 'quantity', '1001')).toBeUndefined()
    // The fills of a share in pence are known in units only.
    const pence = { ...cash, cashQuantity: 1_000, filled: 150, averagePrice: '542.3' }
    expect(editProblem(pence, 'quantity', '100')).toBeUndefined()
    expect(editProblem(cash, 'quantity', '2000000000')).toBeUndefined()
  })

  test('offers no quantity for its group', () => {
    const group = { id: 'bracket 1', kind: 'bracket', parentId: '1', orders: [anOrder(), cash] } as const
    startGroupEdit(group)
    expect(useRowEditStore.getState().edit).toBeUndefined()
    expect(useToastStore.getState().toasts.at(-1)?.text).toContain('a cash amount instead of a quantity')
    startGroupEdit({ ...group, orders: [anOrder()] })
    expect(useRowEditStore.getState().edit).toMatchObject({ column: 'quantity' })
  })
})

test('keeps the edit when the order cannot be loaded', async () => {
  call.mockRejectedValueOnce(new RpcError({ code: 'not-connected', message: 'No response.', retryable: true }))
  startEdit(limit, 'limit')
  useRowEditStore.setState(({ edit }) => ({ edit: edit && { ...edit, values: { limit: '187.40' } } }))
  await reviewEdit(limit)
  expect(useRowEditStore.getState().edit).toMatchObject({ values: { limit: '187.40' }, isOpening: false })
  expect(JSON.stringify(useToastStore.getState().toasts)).toContain('cannot be changed now: No response.')
})

test('reviews only the edits in the row, not those of an abandoned change', async () => {
  const order = { accountId: 'DU1', conid: 1, side: 'BUY', orderType: 'LMT', quantity: 100, price: 187.3 } as const
  const read = { orderId: limit.orderId, order: { ...order, timeInForce: 'DAY' }, filled: 20, symbol: 'AAPL' }
  call.mockResolvedValue(read)
  await changeOrder(limit)
  changeTicket({ quantity: '900' })
  // Also while the ticket still shows the abandoned change.
  for (const leave of [() => applyToTicket({ kind: 'change-left' }), () => undefined]) {
    leave()
    startEdit(limit, 'limit')
    useRowEditStore.setState(({ edit }) => ({ edit: edit && { ...edit, values: { limit: '187.40' } } }))
    await reviewEdit(limit)
    const { phase, changes } = useTicketStore.getState()
    expect(phase).toMatchObject({ kind: 'review', pending: { order: { quantity: 100, price: 187.4 } } })
    expect(changes.size).toBe(0)
    backToTicket()
    changeTicket({ quantity: '900' })
  }
})

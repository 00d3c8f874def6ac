import { afterEach, expect, test, vi } from 'vitest'
import { useQuotesStore } from '../../../src/renderer/features/orders/blotter/live-quotes.ts'
import {
  editProblem,
  endEdit,
  reviewEdit,
  startEdit,
  steppedValue,
  useRowEditStore,
} from '../../../src/renderer/features/orders/blotter/row-edit.tsx'
import { changeOrder, endChange, leaveChange } from '../../../src/renderer/features/orders/ticket/open-ticket.ts'
import { changeTicket, useTicketStore } from '../../../src/renderer/features/orders/ticket/ticket-store.ts'
import { useToastStore } from '../../../src/renderer/stores/toast-store.ts'
import { RpcError } from '../../../src/shared/rpc/rpc-error.ts'
import { anOrder } from './an-order.ts'

const call = vi.hoisted(() => vi.fn())
vi.mock('../../../src/renderer/platform/host-link.ts', () => ({ hostLink: () => ({ call }) }))

const limit = anOrder({ limitPrice: '187.30', filled: 20 })
afterEach(() => {
  endEdit()
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
  for (const leave of [leaveChange, () => undefined]) {
    leave()
    startEdit(limit, 'limit')
    useRowEditStore.setState(({ edit }) => ({ edit: edit && { ...edit, values: { limit: '187.40' } } }))
    await reviewEdit(limit)
    const { phase, changes } = useTicketStore.getState()
    expect(phase).toMatchObject({ kind: 'review', pending: { order: { quantity: 100, price: 187.4 } } })
    expect(changes.size).toBe(0)
    useTicketStore.setState({ phase: { kind: 'editing' } })
    changeTicket({ quantity: '900' })
  }
  endChange()
})

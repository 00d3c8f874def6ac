import { expect, test, vi } from 'vitest'
import { orderMenu } from '../../../src/renderer/features/orders/blotter/order-menu.ts'
import { startEdit } from '../../../src/renderer/features/orders/blotter/row-edit.tsx'
import { copyAsSnippet, repeatOrder, reverseOrder } from '../../../src/renderer/features/orders/order-actions.ts'
import { changeOrder } from '../../../src/renderer/features/orders/ticket/open-ticket.ts'
import { EMPTY_TICKET } from '../../../src/renderer/features/orders/ticket/ticket-form.ts'
import { useTicketStore } from '../../../src/renderer/features/orders/ticket/ticket-store.ts'
import { NO_ORDERS, useOrdersStore } from '../../../src/renderer/stores/orders-store.ts'
import { useToastStore } from '../../../src/renderer/stores/toast-store.ts'
import type { ConsoleOrder } from '../../../src/shared/domain/console-orders.ts'
import { anOrder } from './an-order.ts'

const disabledFor = (order: ConsoleOrder): readonly string[] =>
  orderMenu([order], new Map()).flatMap(({ id, disabled }) => (disabled ? [id] : []))

const { side, ...exercise } = anOrder({ otherSide: 'EXER' })
const { quantity, ...unsized } = anOrder()
const unknown = [
  ['exercise', exercise, 'This order is neither a purchase nor a sale (EXER).'],
  ['order without a contract', anOrder({ conid: 0 }), 'IBKR has not reported the contract of this order.'],
  ['order without a size', unsized, 'IBKR has not reported the size of this order.'],
] as const

test.each(unknown)('offers no trade that depends on what an %s does not state, but its cancel', (_, order) => {
  const trades = ['change', 'edit', 'repeat', 'reverse', 'snippet']
  expect(disabledFor({ ...order, side: side ?? 'BUY', quantity: quantity ?? 1, conid: 1 })).toEqual([])
  expect(disabledFor(order)).toEqual(trades)
})

test.each(unknown)('opens and copies nothing for an %s, and says why', async (_, order, why) => {
  const writeText = vi.fn()
  vi.stubGlobal('navigator', { clipboard: { writeText } })
  const acts = [repeatOrder, reverseOrder, copyAsSnippet, changeOrder, (one: ConsoleOrder) => startEdit(one, undefined)]
  const before = useTicketStore.getState().form
  for (const act of acts) {
    useToastStore.setState({ toasts: [] })
    await act(order)
    expect(useToastStore.getState().toasts.map(({ text }) => text)).toEqual([expect.stringContaining(why)])
  }
  expect(useTicketStore.getState().form).toBe(before)
  expect(writeText).not.toHaveBeenCalled()
  vi.unstubAllGlobals()
})

test('reverses the filled units, and leaves the quantity empty if they are unknown', async () => {
  vi.stubGlobal('document', { querySelector: () => null })
  vi.stubGlobal('HTMLInputElement', class {})
  const pair = { cashQuantity: 2_500, cashCurrency: 'CAD', quantity: 3_125 }
  const reversed = (given: Partial<ConsoleOrder>): unknown => {
    useTicketStore.setState({ form: EMPTY_TICKET })
    reverseOrder(anOrder(given))
    const { side: opposite, quantity: units, quantityUnit } = useTicketStore.getState().form
    return [opposite, units, quantityUnit]
  }
  expect(reversed({ filled: 40 })).toEqual(['SELL', '40', 'units'])
  expect(reversed({ filled: 0 })).toEqual(['SELL', '100', 'units'])
  expect(reversed({ ...pair, filled: 0, filledCurrency: 'CAD' })).toEqual(['SELL', '3125', 'units'])
  expect(reversed({ ...pair, filled: 1_000, filledCurrency: 'CAD' })).toEqual(['SELL', '', 'units'])
  const { filled: _, ...unknownFills } = anOrder()
  reverseOrder(unknownFills)
  expect(useTicketStore.getState().form.quantity).toBe('')
  await Promise.resolve()
  useTicketStore.setState({ form: EMPTY_TICKET })
  vi.unstubAllGlobals()
})

test('offers no quantity for a group with an order by cash quantity', () => {
  const child = anOrder({ orderId: '2', parentId: '1' })
  const disabled = (parent: ConsoleOrder): boolean => {
    useOrdersStore.setState({ orders: new Map([parent, child].map((each) => [each.orderId, each])) })
    return disabledFor(parent).includes('change-group')
  }
  expect(disabled(anOrder({ orderId: '1' }))).toBe(false)
  expect(disabled(anOrder({ orderId: '1', cashQuantity: 2_500, cashCurrency: 'CAD' }))).toBe(true)
  useOrdersStore.setState(NO_ORDERS)
})

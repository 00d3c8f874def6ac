import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { orderMenu } from '../../../src/renderer/features/orders/blotter/order-menu.ts'
import { startEdit } from '../../../src/renderer/features/orders/blotter/row-edit.tsx'
import { copyAsSnippet, repeatOrder, reverseOrder } from '../../../src/renderer/features/orders/order-actions.ts'
import { changeOrder, openTicket } from '../../../src/renderer/features/orders/ticket/open-ticket.ts'
import { EMPTY_TICKET } from '../../../src/renderer/features/orders/ticket/ticket-form.ts'
import {
  changeTicket,
  chooseContract,
  useTicketStore,
} from '../../../src/renderer/features/orders/ticket/ticket-store.ts'
import { NO_ORDERS, useOrdersStore } from '../../../src/renderer/stores/orders-store.ts'
import { useSessionStore } from '../../../src/renderer/stores/session-store.ts'
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
  // The ticket takes only whole units of a currency pair.
  expect(reversed({ ...pair, securityType: 'CASH', filled: 1_090.63 })).toEqual(['SELL', '', 'units'])
  expect(reversed({ securityType: 'STK', filled: 3.17 })).toEqual(['SELL', '3.17', 'units'])
  const { filled: _, ...unknownFills } = anOrder()
  reverseOrder(unknownFills)
  expect(useTicketStore.getState().form.quantity).toBe('')
  await Promise.resolve()
  useTicketStore.setState({ form: EMPTY_TICKET })
  vi.unstubAllGlobals()
})

describe('a bracket', () => {
  const entry = anOrder({ orderId: '1', limitPrice: '190', status: 'Filled', securityType: 'FUT' })
  const exit = { side: 'SELL', parentId: '1', ocaGroup: '1', timeInForce: 'GTC', securityType: 'FUT' } as const
  const profit = anOrder({ ...exit, orderId: '2', limitPrice: '200' })
  const stop = anOrder({ ...exit, orderId: '3', orderType: 'Stop Limit', stopPrice: '180', limitPrice: '179' })

  beforeEach(() => {
    vi.stubGlobal('document', { querySelector: () => null })
    vi.stubGlobal('HTMLInputElement', class {})
    useTicketStore.setState({ form: EMPTY_TICKET, prefilled: undefined })
    useOrdersStore.setState({ orders: new Map([entry, profit, stop].map((each) => [each.orderId, each])) })
  })
  afterEach(async () => {
    await Promise.resolve()
    useTicketStore.setState({ form: EMPTY_TICKET, prefilled: undefined })
    useOrdersStore.setState(NO_ORDERS)
    useSessionStore.setState({ view: undefined })
    vi.unstubAllGlobals()
  })

  test('is repeated with its exits, and a child of it alone', () => {
    repeatOrder(entry)
    expect(useTicketStore.getState().form).toMatchObject({
      limitPrice: '190',
      attached: {
        ...{ kind: 'bracket', exitUnit: 'price', takeProfit: '200', exitTime: 'GTC' },
        ...{ stopLossType: 'STOP_LIMIT', stopLoss: '180', stopLossLimit: '179' },
      },
    })
    useTicketStore.setState({ form: EMPTY_TICKET })
    repeatOrder(stop)
    expect(useTicketStore.getState().form).toMatchObject({ stopPrice: '180', attached: { kind: 'none' } })
    const titles = (order: ConsoleOrder) => orderMenu([order], new Map()).map(({ title }) => title)
    expect(titles(entry)).toEqual(expect.arrayContaining(['Repeat order…', 'Copy as snippet']))
    const alone = ['Repeat this order alone…', 'Copy this order alone as snippet']
    expect(titles(stop)).toEqual(expect.arrayContaining(alone))
  })

  test('is not repeated without one of its exits', () => {
    const second = { ...profit, orderId: '4' }
    useOrdersStore.setState(({ orders }) => ({ orders: new Map(orders).set('4', second) }))
    repeatOrder(entry)
    expect(useTicketStore.getState().form).toBe(EMPTY_TICKET)
    expect(useToastStore.getState().toasts.at(-1)?.text).toContain('This bracket has other exits.')
  })

  test('is copied as code with its exits, as an order of a program with an id of its own', async () => {
    const writeText = vi.fn(async (_code: string) => undefined)
    vi.stubGlobal('navigator', { clipboard: { writeText } })
    useSessionStore.setState({ view: { profile: { kind: 'gateway', baseUrl: 'https://localhost:5000' } } as never })
    await copyAsSnippet(entry)
    const code = writeText.mock.lastCall?.[0] ?? ''
    const [, reference] = /cOID: ['"]([^'"]+)['"]/.exec(code) ?? []
    expect(reference).toBeDefined()
    expect([...code.matchAll(/parentId: ['"]([^'"]+)['"]/g)].map(([, id]) => id)).toEqual([reference, reference])
    expect(code.match(/manualIndicator: false/g)).toHaveLength(3)
    await copyAsSnippet(entry)
    expect(writeText.mock.lastCall?.[0]).not.toContain(reference)
  })
})

test('forgets a repeated or reversed order with another contract, or when it is left unchanged', async () => {
  vi.stubGlobal('document', { querySelector: () => null })
  vi.stubGlobal('HTMLInputElement', class {})
  vi.stubGlobal('window', { location: { hash: '' }, history: { pushState: () => undefined } })
  const form = () => useTicketStore.getState().form
  const other = { conid: 8314, symbol: 'IBM', name: 'IBM', exchange: 'NYSE', securityType: 'STK' }
  useTicketStore.setState({ form: EMPTY_TICKET, prefilled: undefined })
  reverseOrder(anOrder({ filled: 40 }))
  changeTicket({ quantity: '15' })
  chooseContract(other)
  expect(form()).toMatchObject({ side: 'BUY', quantity: '15', contract: other })
  useTicketStore.setState({ form: EMPTY_TICKET })
  reverseOrder(anOrder({ filled: 40 }))
  openTicket()
  expect(form()).toBe(EMPTY_TICKET)
  reverseOrder(anOrder({ filled: 40 }))
  changeTicket({ quantity: '15' })
  openTicket()
  expect(form()).toMatchObject({ side: 'SELL', quantity: '15' })
  await Promise.resolve()
  useTicketStore.setState({ form: EMPTY_TICKET, prefilled: undefined })
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

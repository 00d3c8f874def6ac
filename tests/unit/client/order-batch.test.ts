import { expect, it } from 'vitest'
import { bracket, type NewOrder, type OrderRow } from '../../../src/client/index.ts'
import { matchRowsToOrders, prepareOrders } from '../../../src/client/orders/order-batch.ts'
import type { OrderReader } from '../../../src/client/orders/read-order.ts'

const parent: NewOrder = { conid: 1, side: 'BUY', quantity: 1, orderType: 'MKT', tif: 'DAY', cOID: 'mine' }
const takeProfit = { orderType: 'LMT', price: 200, tif: 'GTC' } as const
const trailing = { orderType: 'TRAIL', trailingType: '%', trailingAmt: 5, tif: 'GTC' } as const
const orders = bracket({ parent, takeProfit, stopLoss: trailing })

const row = (orderId: string, fields: Partial<OrderRow> = {}): OrderRow => {
  return { orderId, status: 'PreSubmitted', refused: false, ...fields }
}
const refused = (text: string): OrderRow => row('-1', { refused: true, status: 'Failed', text })

/** Matches rows of the bracket, with the status of each order. Returns the ids, and how many orders were read. */
async function match(
  rows: readonly OrderRow[],
  statuses: Readonly<Record<string, object>>,
  sent: readonly NewOrder[] = orders,
) {
  let reads = 0
  const session = {
    state: { kind: 'ready', accounts: { accounts: ['DU1'], selected: 'DU1' } },
    request: async ({ path }: { readonly path: string }) => {
      reads += 1
      const orderId = path.split('/').at(-1) ?? ''
      const status = statuses[orderId]
      if (status === undefined) throw new Error('no status')
      return { order_id: orderId, side: 'S', ...status }
    },
  } as unknown as OrderReader
  const matched = await matchRowsToOrders(session, 'DU1', sent, rows)
  return { ids: matched.map((found) => found?.text ?? found?.orderId), reads }
}

const entry = row('1', { localOrderId: 'mine' })

it('identifies the children of a bracket by their prices, and the last child by elimination', async () => {
  const statuses = { 3: { stop_price: '190.00' }, 2: { limit_price: '200.00' } }
  // IBKR may name the parent by its own order id.
  const rows = [row('3', { parentLocalOrderId: '1' }), row('2', { parentLocalOrderId: '1' }), entry]
  expect(await match(rows, statuses)).toEqual({ ids: ['1', '2', '3'], reads: 2 })
  expect(await match(rows.toReversed(), statuses)).toEqual({ ids: ['1', '2', '3'], reads: 1 })
})

it('identifies the refused child of a bracket by elimination after it has identified the accepted child', async () => {
  expect(await match([refused('bad'), entry, row('2')], { 2: { limit_price: '200.0' } })).toEqual({
    ids: ['1', '2', 'bad'],
    reads: 1,
  })
})

it('sends no read if both children of a bracket were refused', async () => {
  expect(await match([refused('one'), refused('other'), entry], {})).toEqual({ ids: ['1', 'one', 'other'], reads: 0 })
})

it('leaves a child unidentified if its read fails', async () => {
  expect((await match([row('2'), row('3'), entry], {})).ids).toEqual(['1', undefined, undefined])
})

const exit = {
  ...{ conid: 1, side: 'SELL', quantity: 10, parentId: 'mine' },
  ...{ orderType: 'LMT', price: 200, tif: 'GTC' },
} as const satisfies NewOrder

it.each<[difference: string, other: NewOrder, status: object]>([
  ['type', { ...exit, orderType: 'STP' }, { order_type: 'STOP', stop_price: '200.00' }],
  ['quantity', { ...exit, quantity: 20 }, { order_type: 'LIMIT', limit_price: '200.00', total_size: '20.0' }],
  ['time in force', { ...exit, tif: 'DAY' }, { order_type: 'LIMIT', limit_price: '200.00', tif: 'DAY' }],
])('distinguishes children with the same side and prices by their %s', async (_difference, other, status) => {
  const first = { order_type: 'LIMIT', limit_price: '200.00', total_size: '10.0', tif: 'GTC' }
  const statuses = {
    2: first,
    3: { ...first, limit_price: undefined, ...status },
    4: { ...first, limit_price: '210.00' },
  }
  const sent = [parent, exit, other, { ...exit, price: 210 }]
  const rows = [row('3'), row('2'), row('4'), entry]
  expect((await match(rows, statuses, sent)).ids).toEqual(['1', '2', '3', '4'])
})

it('leaves children unidentified that differ only in a field IBKR does not send, unless they are equal', async () => {
  const status = { order_type: 'LIMIT', limit_price: '200.00', total_size: '10.0', tif: 'GTC' }
  const statuses = { 2: status, 3: status }
  const rows = [row('3'), row('2'), entry]
  const different: NewOrder = { ...exit, outsideRTH: true }
  expect((await match(rows, statuses, [parent, exit, different])).ids).toEqual(['1', undefined, undefined])
  expect((await match(rows, statuses, [parent, exit, { ...exit }])).ids).toEqual(['1', '3', '2'])
})

it.each([
  ['of one order', [{ ...exit, isSingleGroup: true }], 'An OCA group must have at least two orders.'],
  [
    'with an amount of money',
    [
      { ...parent, cOID: 'one', isSingleGroup: true },
      { ...parent, cOID: 'other', quantity: undefined, cashQty: 500, isSingleGroup: true },
    ],
    'must have a quantity instead of an amount',
  ],
])('rejects a group %s', (_, group, message) => {
  const prepare = () => prepareOrders(group as unknown as readonly NewOrder[])
  expect(prepare).toThrow(
    expect.objectContaining({ code: 'config-invalid', message: expect.stringContaining(message) }),
  )
})

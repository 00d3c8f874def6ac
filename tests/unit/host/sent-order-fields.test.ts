import { expect, test } from 'vitest'
import { SentOrderFields } from '../../../src/host/orders/sent-order-fields.ts'
import type { OrderTicket } from '../../../src/shared/contract/schemas.ts'
import type { Order } from '../../../src/shared/domain/orders.ts'

const trailing = { amount: 3, unit: 'amt' } as const
const algorithm = { id: 'Vwap', parameters: {} }
const ticket: OrderTicket = {
  ...{ accountId: 'DU1', conid: 1, side: 'BUY', quantity: 1, timeInForce: 'DAY' },
  ...{ orderType: 'TRAIL', trailing, algorithm },
}
const plain: OrderTicket = { ...ticket, orderType: 'MKT', trailing: undefined, algorithm: undefined }

test('forgets the fields of an order that a later request sent without them', () => {
  const fields = new SentOrderFields()
  fields.record(ticket, [{ orderId: '1' }])
  expect(fields.of('1', [])).toEqual({ trailing, algorithm })
  fields.record(plain, [{ orderId: '1' }])
  expect(fields.of('1', [])).toEqual({})
  expect(fields.of('2', [])).toEqual({})
})

test('identifies the exit of a bracket by its parent, unless another child has its type', () => {
  const fields = new SentOrderFields()
  const stopLoss = { orderType: 'TRAIL', trailing, timeInForce: 'GTC' } as const
  const takeProfit = { orderType: 'LMT', price: 9, timeInForce: 'GTC' } as const
  const bracket: OrderTicket = { ...plain, attached: { kind: 'bracket', takeProfit, stopLoss } }
  fields.record(bracket, [{ orderId: '1' }, {}, {}])
  const child = (orderId: string, orderType: string) => ({ orderId, orderType, parentId: '1' }) as Order
  const [exit, other] = [child('3', 'TRAIL'), child('2', 'LMT')]
  expect(fields.of('3', [exit, other])).toMatchObject({ trailing })
  expect(fields.of('3', [exit, child('4', 'TRAIL')])).toEqual({})
  expect(fields.of('3', [{ ...exit, parentId: '5' }])).toEqual({})
  expect(fields.of('3', [other])).toEqual({})
})

test('keeps only the fields that a change with an unknown outcome repeats', () => {
  const fields = new SentOrderFields()
  fields.record(ticket, [{ orderId: '1' }])
  fields.forgetUncertain('1', { trailing: { amount: 4, unit: 'amt' }, algorithm: { ...algorithm } }, [])
  expect(fields.of('1', [])).toEqual({ algorithm })
  fields.forgetUncertain('1', { trailing, algorithm: { id: 'Twap', parameters: {} } }, [])
  expect(fields.of('1', [])).toEqual({})
})

test('remembers the newest 1,000 orders', () => {
  const fields = new SentOrderFields()
  for (let id = 1; id <= 1_000; id += 1) fields.record(ticket, [{ orderId: String(id) }])
  // A repeated order is the newest.
  fields.record(ticket, [{ orderId: '1' }])
  fields.record(ticket, [{ orderId: '1001' }])
  expect(['1', '2', '3'].map((id) => Object.keys(fields.of(id, [])).length)).toEqual([2, 0, 2])
})

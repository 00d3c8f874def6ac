import { expect, test } from 'vitest'
import type { OrderRow, RequestInput } from '../../../src/client/index.ts'
import { createOrderRequest, createPreviewInput } from '../../../src/host/order-requests/order-ticket.ts'
import { describeOrderRows, toAcceptedOrder } from '../../../src/host/orders/order-response.ts'
import { OrdersService, type OrdersServiceDeps } from '../../../src/host/orders/orders-service.ts'
import type { OrderTicket } from '../../../src/shared/contract/schemas.ts'
import { ContractNames } from '../../../src/shared/domain/contract-name.ts'
import { createResponse, openGate } from './trading-fixture.ts'

const row = (orderId: string, more: Partial<OrderRow> = {}): OrderRow => {
  return { orderId, status: 'Submitted', refused: false, ...more }
}

test('shows the accepted order of a response, that of the ticket before its children', () => {
  expect(toAcceptedOrder([row('1')])).toEqual({ kind: 'accepted', orderId: '1', status: 'Submitted' })
  const refused = row('-1', { refused: true, text: 'no' })
  expect(toAcceptedOrder([refused, row('2', { text: 'Late.' })])).toMatchObject({ orderId: '2', warning: 'Late.' })
  expect(toAcceptedOrder([row('3', { parentLocalOrderId: 'mine' }), row('2')])).toMatchObject({ orderId: '2' })
  expect(toAcceptedOrder([refused])).toBeUndefined()
})

test('describes a rejected order at its parent, with its name and the reason or else the status', () => {
  const accepted = { orderId: '1', status: 'Submitted', refused: false, localOrderId: 'a' }
  const refused = { orderId: '-1', status: 'Failed', refused: true }
  const rows = [
    { ...accepted, text: 'Careful' },
    { ...refused, parentLocalOrderId: 'a' },
    { ...refused, parentLocalOrderId: 'b', localOrderId: 'c', text: 'no' },
    refused,
  ]
  expect(describeOrderRows(rows)).toEqual([
    { orderId: '1', text: ' → Submitted: Careful' },
    { orderId: '1', text: ' (attached to a), rejected: Failed' },
    { orderId: '', text: ' (client order id c), rejected: no' },
    { orderId: '', text: ', rejected: Failed' },
  ])
})

const bodyOf = (order: OrderTicket) => createOrderRequest({ order, reference: 'ref' }).data

const ticket = { accountId: 'DU1', conid: 265598, side: 'BUY', quantity: 5, timeInForce: 'DAY' } as const

test('converts an order ticket into the request body that IBKR expects', () => {
  expect(bodyOf({ ...ticket, orderType: 'STOP_LIMIT', price: 10, auxPrice: 9, outsideRegularHours: true })).toEqual({
    orders: [
      {
        acctId: 'DU1',
        conid: 265598,
        cOID: 'ref',
        orderType: 'STOP_LIMIT',
        side: 'BUY',
        quantity: 5,
        tif: 'DAY',
        price: 10,
        auxPrice: 9,
        outsideRTH: true,
      },
    ],
  })
})

test('states on every order of a ticket that a person entered it', () => {
  const exit = { orderType: 'LMT', price: 12, timeInForce: 'DAY' } as const
  const other = { ...exit, side: 'BUY', quantity: 1 } as const
  const order = { ...ticket, orderType: 'LMT', price: 10, manualIndicator: true } as const
  for (const attached of [
    { kind: 'bracket', takeProfit: exit, stopLoss: { ...exit, orderType: 'STP', price: 9 } },
    { kind: 'oca', orders: [other, other] },
  ] as const) {
    const { orders } = bodyOf({ ...order, attached }) as { readonly orders: readonly object[] }
    expect(orders).toHaveLength(3)
    for (const each of orders) expect(each).toMatchObject({ manualIndicator: true })
  }
  expect(createPreviewInput(order).body).toMatchObject({ orders: [{ manualIndicator: true }] })
  expect(createOrderRequest({ order, orderId: '7' }).data).toMatchObject({ manualIndicator: true })
})

test('keeps what IBKR does not report of each order of a bracket, although the response lists them in another order', async () => {
  const algorithm = { id: 'Vwap', parameters: {} }
  const stopLoss = { orderType: 'TRAIL', trailing: { amount: 3, unit: 'amt' }, timeInForce: 'GTC' } as const
  const takeProfit = { orderType: 'LMT', price: 12, timeInForce: 'GTC' } as const
  const entry = { ...ticket, orderType: 'LMT', price: 10, algorithm } as const
  const client = {
    state: { kind: 'ready', accounts: { accounts: ['DU1'], selected: 'DU1' } },
    streams: { contractNames: new ContractNames() },
    request: async ({ data, beforeSend }: RequestInput) => {
      beforeSend?.()
      const body = data as { readonly orders: readonly { readonly cOID: string }[] } | undefined
      const parent_order_id = body?.orders[0]?.cOID
      if (parent_order_id !== undefined) {
        return createResponse([
          { order_id: '2', order_status: 'Inactive', parent_order_id },
          { order_id: '1', order_status: 'Inactive', local_order_id: parent_order_id },
          { order_id: '-1', order_status: 'Failed', parent_order_id, text: 'no' },
        ])
      }
      return {
        account: 'DU1',
        conid: 265598,
        side: 'B',
        order_type: 'LIMIT',
        limit_price: '10',
        total_size: 5,
        tif: 'DAY',
      }
    },
  }
  const none = () => undefined
  const session = {
    requireOrderReader: () => client,
    ...{ profile: { id: 'paper' }, pacing: { report: none }, timeline: { note: none }, estimate: none },
    ...{ arming: { view: { kind: 'armed' }, period: 1 }, require: () => client, openSession: client },
  }
  const service = new OrdersService({
    ...{ session, question: {}, describeContract: () => ({ symbol: 'AAPL' }), ...openGate(session) },
    feed: { order: none, orders: () => [] },
  } as unknown as OrdersServiceDeps)
  const { signal } = new AbortController()
  const attached = { kind: 'bracket', takeProfit, stopLoss } as const
  const response = await service.place({ ...entry, attached }, { profileId: 'paper', signal })
  expect(response).toMatchObject({ kind: 'accepted', orderId: '1' })
  expect((await service.changeable('1', signal)).order).toMatchObject({ algorithm })
  expect((await service.changeable('2', signal)).order).not.toHaveProperty('algorithm')
})

import { expect, test, vi } from 'vitest'
import type { RequestInput } from '../../../src/client/index.ts'
import { KillSwitch } from '../../../src/host/guard-rails/kill-switch.ts'
import type { SentRequest } from '../../../src/host/history/sent-request.ts'
import { OrdersService } from '../../../src/host/orders/orders-service.ts'
import { manualClock } from '../client/manual-clock.ts'

/** Creates the dependencies of a cancel of order 7, which has the given security type. */
function dependenciesOf(securityType: string | undefined) {
  const requests: RequestInput[] = []
  const history: SentRequest[] = []
  const order = { orderId: '7', account: 'DU1', status: 'Submitted', securityType }
  const client = {
    request: async (input: RequestInput) => {
      requests.push(input)
      if (input.path?.endsWith('-1')) throw new Error('Rejected.')
      return { msg: 'Request was submitted', order_id: 7, account: 'DU1' }
    },
  }
  const nothing = (): undefined => undefined
  const session = {
    ...{ permit: () => nothing, require: () => client, openSession: client, follow: nothing },
    ...{
      pacing: { report: nothing },
      timeline: { note: nothing },
      arming: { view: { kind: 'armed' }, disarm: nothing },
    },
  }
  const feed = {
    ...{ order: (orderId: string) => (orderId === order.orderId ? order : undefined), orders: () => [order] },
    ...{ expectChange: nothing, noteSent: nothing, resync: async () => undefined, feed: { subscribe: () => nothing } },
  }
  const unsent = { send: (_options: unknown, work: (control: object) => unknown) => work({}), withdrawChanges: nothing }
  const guardRails = { prepare: async () => nothing }
  const onSent = (sent: SentRequest): unknown => history.push(sent)
  const deps = { clock: manualClock(), session, feed, unsent, guardRails, question: {}, onSent } as never
  return { deps, requests, history }
}

test.each([
  ['FUT', { manualIndicator: true }],
  ['FOP', { manualIndicator: true }],
  ['STK', undefined],
  [undefined, undefined],
])('states in the cancel of a %s order that a person sent it: %j', async (securityType, params) => {
  const { deps, requests, history } = dependenciesOf(securityType)
  await new OrdersService(deps).cancel('DU1', '7', { signal: new AbortController().signal })
  expect(requests).toMatchObject([{ method: 'DELETE', path: '/iserver/account/DU1/order/7' }])
  expect(requests[0]?.params).toEqual(params)
  expect(history[0]?.parameters).toEqual(params ? [['manualIndicator', 'true']] : [])
})

test('states it in the single cancels of the kill switch', async () => {
  const { deps, requests } = dependenciesOf('FUT')
  void new KillSwitch(deps).run()
  await vi.waitUntil(() => requests.length === 2)
  expect(requests).toMatchObject([
    { path: '/iserver/account/DU1/order/-1', params: undefined },
    { path: '/iserver/account/DU1/order/7', params: { manualIndicator: true } },
  ])
})

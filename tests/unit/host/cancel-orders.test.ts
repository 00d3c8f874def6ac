import { expect, test, vi } from 'vitest'
import type { RequestInput } from '../../../src/client/index.ts'
import type { RequestRecorder, SentRequest } from '../../../src/host/history/sent-request.ts'
import { KillSwitch } from '../../../src/host/orders/kill-switch.ts'
import { OrdersService } from '../../../src/host/orders/orders-service.ts'
import { manualClock } from '../client/manual-clock.ts'
import { createResponse, openGate } from './trading-fixture.ts'

type StateListener = (state: { readonly kind: string }) => void

/** Creates the dependencies of a cancel of order 7, which has the given security type. */
function dependenciesOf(securityType: string | undefined) {
  const requests: RequestInput[] = []
  const history: SentRequest[] = []
  const listeners: StateListener[] = []
  const problems: Error[] = []
  /** What responses wait for. */
  const server = { response: Promise.resolve() }
  const resync = vi.fn(async () => false)
  const order = { orderId: '7', account: 'DU1', status: 'Submitted', securityType }
  const client = {
    request: async (input: RequestInput) => {
      requests.push(input)
      const problem = problems.pop()
      if (problem) throw problem
      input.beforeSend?.()
      await server.response
      if (input.path?.endsWith('-1')) return { ...createResponse({ error: 'Rejected.' }, 400), method: 'DELETE' }
      return { ...createResponse({ msg: 'Request was submitted', order_id: 7, account: 'DU1' }), method: 'DELETE' }
    },
    state: { kind: 'ready', accounts: { selected: 'DU1' } },
    onState: (listener: StateListener) => {
      listeners.push(listener)
      return () => undefined
    },
  }
  const nothing = (): undefined => undefined
  const session = {
    ...{
      require: () => client,
      openSession: client,
      profile: { id: 'lab' },
      follow: nothing,
    },
    ...{
      pacing: { report: nothing },
      timeline: { note: nothing },
      arming: { view: { kind: 'armed' }, period: 1, disarm: nothing },
      estimate: nothing,
    },
  }
  const feed = {
    ...{ freshness: { isCurrent: true }, isStreaming: true },
    ...{ order: (orderId: string) => (orderId === order.orderId ? order : undefined), orders: () => [order] },
    ...{ expectChange: nothing, noteSent: nothing, resync },
    feed: { subscribe: () => nothing, snapshot: () => ({ status: {} }) },
  }
  const record: RequestRecorder = (request) => ({
    untilStored: async () => undefined,
    complete: (result) => history.push({ ...request, result }),
    discard: () => undefined,
  })
  const clock = manualClock()
  const unsent = { withdrawChanges: nothing }
  const deps = { clock, session, feed, unsent, question: {}, ...openGate(session, { record }) } as never
  return { deps, requests, history, clock, listeners, problems, server, resync }
}

test.each([
  ['FUT', { manualIndicator: true }],
  ['FOP', { manualIndicator: true }],
  ['STK', undefined],
  [undefined, undefined],
])('states in the cancel of a %s order that a person sent it: %j', async (securityType, params) => {
  const { deps, requests, history } = dependenciesOf(securityType)
  await new OrdersService(deps).cancel('DU1', '7', { profileId: 'lab', signal: new AbortController().signal })
  expect(requests).toMatchObject([{ method: 'DELETE', path: '/v1/api/iserver/account/DU1/order/7' }])
  expect(requests[0]?.params).toEqual(params)
  expect(history[0]?.parameters).toEqual(params ? [['manualIndicator', 'true']] : [])
})

test('the kill switch sends the cancel of all orders before it waits for anything, and states it in single cancels', async () => {
  const { deps, requests, clock } = dependenciesOf('FUT')
  void new KillSwitch(deps).run('lab')
  expect(requests).toHaveLength(1)
  await vi.waitUntil(() => {
    clock.advance(1_000)
    return requests.length === 2
  })
  expect(requests).toMatchObject([
    { path: '/v1/api/iserver/account/DU1/order/-1', params: undefined },
    { path: '/v1/api/iserver/account/DU1/order/7', params: { manualIndicator: true } },
  ])
})

test('the kill switch reports after one wait that nothing could be sent', async () => {
  const { deps, clock, problems } = dependenciesOf('STK')
  for (let count = 0; count < 10; count += 1) problems.push(new Error('No connection.'))
  const running = new KillSwitch(deps).run('lab')
  const begun = clock.now()
  const timer = setInterval(() => clock.advance(1_000), 1)
  const report = await running
  clearInterval(timer)
  expect(clock.now() - begun).toBeLessThanOrEqual(6_000)
  expect(report.problems[0]).toContain('was not sent')
})

test('the kill switch sends a cancel again when the session is ready, but only if nothing of it had left', async () => {
  const { deps, requests, clock, listeners, problems } = dependenciesOf('STK')
  problems.push(new Error('The login is still in progress.'))
  const running = new KillSwitch(deps).run('lab')
  await vi.waitUntil(() => requests.length === 1)
  // Its outcome is known after some turns of the event loop.
  await new Promise(setImmediate)
  for (const listener of listeners) listener({ kind: 'ready' })
  expect(requests.map(({ path }) => path)).toEqual([
    '/v1/api/iserver/account/DU1/order/-1',
    '/v1/api/iserver/account/DU1/order/-1',
  ])
  // The second one left and was rejected, so it is not sent again.
  await new Promise(setImmediate)
  for (const listener of listeners) listener({ kind: 'ready' })
  expect(requests).toHaveLength(2)
  const timer = setInterval(() => clock.advance(1_000), 1)
  await running
  clearInterval(timer)
  expect(requests.map(({ path }) => path).slice(2)).toEqual(['/v1/api/iserver/account/DU1/order/7'])
})

test('the kill switch reads the order list only after the responses to the cancels of all orders', async () => {
  const { deps, clock, server, resync } = dependenciesOf('STK')
  let respond = (): void => undefined
  server.response = new Promise((resolve) => {
    respond = resolve
  })
  const running = new KillSwitch(deps).run('lab')
  await new Promise(setImmediate)
  expect(resync).not.toHaveBeenCalled()
  respond()
  await vi.waitUntil(() => resync.mock.calls.length === 1)
  const timer = setInterval(() => clock.advance(1_000), 1)
  await running
  clearInterval(timer)
})

import { expect, test, vi } from 'vitest'
import { startSimulator } from '../../../src/simulator/start-simulator.ts'
import { releaseAfterTest } from '../../process/release-after-test.ts'
import { createManualClock } from '../../unit/simulator/manual-clock.ts'
import { runningGateway } from './running-gateway.ts'
import { signingClient } from './signing-client.ts'
import { openSocket } from './socket-client.ts'

type Args = readonly Readonly<Record<string, unknown>>[]

test('sends system, act, sts and the heartbeat first', async () => {
  const { readySocket } = await runningGateway()
  const socket = await readySocket()
  expect(socket.frames()).toMatchObject([
    { topic: 'system', success: expect.any(String), isPaper: true },
    { topic: 'act', args: { accounts: ['DU1234567'], selectedAccount: 'DU1234567' } },
    { topic: 'sts', args: { authenticated: true, competing: false, connected: true } },
    { topic: 'system', hb: expect.any(Number) },
  ])
})

test('identifies a socket by a cookie in JSON form, or by a message', async () => {
  const { simulator, client } = await runningGateway()
  const { session } = (await client.post('tickle')).body as { session: string }
  const json = await openSocket(simulator, { cookie: `api={"session":"${session}"}` })
  releaseAfterTest(() => json.close())
  await json.untilReady()
  const waiting = await openSocket(simulator)
  releaseAfterTest(() => waiting.close())
  await waiting.until((frame) => frame['message'] === 'waiting for session')
  waiting.send(JSON.stringify({ session }))
  await waiting.untilReady()
})

test('requires the access token in the query of an upgrade with OAuth', async () => {
  const simulator = await startSimulator({ mode: 'oauth1' })
  releaseAfterTest(() => simulator.close())
  const client = signingClient(simulator)
  await client.logIn()
  const { session } = JSON.parse((await client.call('POST', 'tickle')).text) as { session: string }
  const cookie = `api=${session}`
  await expect(openSocket(simulator, { cookie })).rejects.toThrow('401')
  await expect(openSocket(simulator, { cookie, query: '?oauth_token=wrong' })).rejects.toThrow('401')
  const socket = await openSocket(simulator, { cookie, query: `?oauth_token=${simulator.oauth1?.accessToken}` })
  releaseAfterTest(() => socket.close())
  await socket.untilReady()
})

test('drops frames that arrive before the session message', async () => {
  // The test clock triggers the session message, so that a slow network does not matter.
  const clock = createManualClock()
  const { simulator, client, warmUp } = await runningGateway({ clock })
  await warmUp()
  const { session } = (await client.post('tickle')).body as { session: string }
  const socket = await openSocket(simulator, { cookie: `api=${session}` })
  releaseAfterTest(() => socket.close())
  socket.send('str+{}')
  await vi.waitUntil(() => simulator.record.frames({ direction: 'in' }).length === 1, { timeout: 20_000, interval: 5 })
  clock.advance(1000)
  await socket.untilReady()
  await socket.settle()
  expect(socket.about('str')).toEqual([])
})

test('responds to tic and echo, and to an unknown topic with an error', async () => {
  const { readySocket } = await runningGateway()
  const socket = await readySocket()
  socket.send('ech+hb')
  socket.send('what is this')
  await socket.settle()
  expect(socket.texts()).toContain('ech+hb')
  expect(socket.frames()).toContainEqual({ error: 'Topic unknown what is this', code: 1 })
  expect(socket.about('tic')).toMatchObject([{ alive: true, id: expect.stringMatching(/^[0-9a-f]{32}$/) }])
})

test('sends live orders without a snapshot: the whole order, a placeholder, then deltas', async () => {
  const { simulator, readySocket, warmUp } = await runningGateway({ fillSeconds: 0.05 })
  await warmUp()
  const socket = await readySocket()
  socket.send('sor+{}')
  await socket.settle()
  expect(socket.about('sor')).toEqual([])
  const id = simulator.controls.addOrder({ symbol: 'IBM', side: 'BUY', quantity: 12, kind: 'MKT' })
  const steps = () =>
    socket
      .about('sor')
      .flatMap((frame) => frame['args'] as Args)
      .filter((order) => order['orderId'] === id)
  await socket.until(() => steps().some((order) => order['status'] === 'Filled'))
  expect(steps()[0]).toMatchObject({ status: 'Inactive', ticker: 'IBM', sizeAndFills: '0/12', orderType: 'Market' })
  expect(steps()[1]).toEqual({ acct: 'DU1234567', conidex: '8314', conid: 8314, orderId: id, isEventTrading: '0' })
  expect(
    steps()
      .slice(2)
      .every((order) => !('ticker' in order)),
  ).toBe(true)
})

test('sends a cancel as a whole object, and its confirmation as a delta', async () => {
  const { simulator, client, readySocket, warmUp } = await runningGateway()
  await warmUp()
  const socket = await readySocket()
  const id = simulator.controls.addOrder({ symbol: 'IBM', side: 'BUY', quantity: 1, price: 1 })
  socket.send('sor+{}')
  await socket.settle()
  await client.delete(`iserver/account/DU1234567/order/${id}`)
  const steps = () => socket.about('sor').flatMap((frame) => frame['args'] as Args)
  await socket.until(() => steps().some((order) => order['status'] === 'Cancelled'))
  expect(steps().find((order) => order['status'] === 'PendingCancel')).toMatchObject({ ticker: 'IBM', totalSize: 1 })
  expect(steps().find((order) => order['status'] === 'Cancelled')).not.toHaveProperty('ticker')
})

test('requires an account query before live orders', async () => {
  const { readySocket } = await runningGateway()
  const socket = await readySocket()
  socket.send('sor+{}')
  expect(await socket.until((frame) => 'error' in frame)).toEqual({
    error: 'unable to subscribe',
    code: 500,
    topic: 'sor',
  })
})

test('sends only order ids after a filtered read of the orders, until a read with force', async () => {
  const { simulator, client, readySocket, warmUp } = await runningGateway()
  await warmUp()
  const socket = await readySocket()
  socket.send('sor+{}')
  await socket.settle()
  const order = { symbol: 'IBM', side: 'BUY', quantity: 1, price: 1 } as const
  await client.get('iserver/account/orders?filters=filled')
  const muted = simulator.controls.addOrder(order)
  await client.get('iserver/account/orders?force=true')
  const reported = simulator.controls.addOrder(order)
  const steps = (id: number) =>
    socket
      .about('sor')
      .flatMap((frame) => frame['args'] as Args)
      .filter((each) => each['orderId'] === id)
  await socket.until(() => steps(reported).some((step) => step['status'] === 'PreSubmitted'))
  expect(steps(muted).some((step) => step['status'] === 'PreSubmitted')).toBe(false)
})

test('sends nothing on unsubscribed and silenced streams', async () => {
  const { simulator, readySocket, warmUp } = await runningGateway()
  await warmUp()
  const socket = await readySocket()
  const order = { symbol: 'IBM', side: 'BUY', quantity: 1, price: 1 } as const
  socket.send('sor+{}')
  socket.send('uor+{}')
  await socket.settle()
  simulator.controls.addOrder(order)
  socket.send('sor+{}')
  await socket.settle()
  simulator.controls.silenceOrders(true)
  simulator.controls.addOrder(order)
  await socket.settle()
  expect(socket.about('sor')).toEqual([])
})

test('sends each execution twice, the second time with its commission', async () => {
  const { simulator, readySocket, warmUp } = await runningGateway({ fillSeconds: 0.05 })
  await warmUp()
  const socket = await readySocket()
  socket.send('str+{"realtimeUpdatesOnly":false,"days":1}')
  await socket.settle()
  const [first, history] = socket.about('str')
  expect(first?.['args']).toEqual([])
  expect(history?.['args']).toHaveLength(4)
  const id = simulator.controls.addOrder({ symbol: 'IBM', side: 'SELL', quantity: 1, kind: 'MKT' })
  const mine = () =>
    socket
      .about('str')
      .flatMap((frame) => frame['args'] as Args)
      .filter((trade) => trade['order_id'] === id)
  await socket.until(() => mine().length === 2)
  expect(mine()[0]).not.toHaveProperty('commission')
  expect(mine()[1]).toMatchObject({ execution_id: mine()[0]?.['execution_id'], commission: '1.00', side: 'S' })
})

test('sends all market data first, then only changes, and accepts more fields for a stream', async () => {
  const { simulator, readySocket, warmUp } = await runningGateway()
  await warmUp()
  const socket = await readySocket()
  socket.send('smd+265598+{"fields":["31","55"]}')
  const first = await socket.until((frame) => frame['topic'] === 'smd+265598')
  expect(first).toMatchObject({
    '55': 'AAPL',
    '6509': 'RpB',
    conid: 265598,
    server_id: 'q1',
    _updated: expect.any(Number),
  })
  simulator.controls.setPrice('AAPL', 250.5)
  const delta = await socket.until((frame) => frame['31'] === '250.50')
  expect(delta).not.toHaveProperty('55')
  socket.send('smd+265598+{"fields":["7051"]}')
  await socket.until((frame) => frame['7051'] === 'APPLE INC')
  socket.send('umd+265598+{}')
  await socket.settle()
  const before = socket.about('smd').length
  simulator.controls.setPrice('AAPL', 260)
  await socket.settle()
  expect(socket.about('smd')).toHaveLength(before)
})

test('uses the name uel for the excess liquidity in profit and loss', async () => {
  const { readySocket } = await runningGateway()
  const socket = await readySocket()
  socket.send('spl+{}')
  expect(await socket.until((frame) => frame['topic'] === 'spl')).toMatchObject({
    args: { 'DU1234567.Core': { rowType: 1, uel: expect.any(Number), dpl: expect.any(Number) } },
  })
})

test('keeps the socket but ends its streams when the session id changes', async () => {
  const { simulator, readySocket, warmUp } = await runningGateway()
  await warmUp()
  const socket = await readySocket()
  socket.send('sor+{}')
  await socket.settle()
  simulator.controls.rotateSession()
  simulator.controls.addOrder({ symbol: 'IBM', side: 'BUY', quantity: 1, price: 1 })
  await socket.settle()
  expect(socket.about('sor')).toEqual([])
})

test('reports a competing login immediately', async () => {
  const { simulator, readySocket } = await runningGateway()
  const socket = await readySocket()
  simulator.controls.setCompeting(true)
  await socket.until(({ topic, args }) => topic === 'sts' && (args as { competing: boolean }).competing)
})

test('closes sockets with the requested code, or without a close frame', async () => {
  const { simulator, readySocket } = await runningGateway()
  const polite = await readySocket()
  simulator.controls.dropSockets(1001)
  expect(await polite.untilClosed()).toBe(1001)
  const broken = await readySocket()
  simulator.controls.dropSockets()
  expect(await broken.untilClosed()).toBe(1006)
})

test('sends binary frames if enabled', async () => {
  const { readySocket } = await runningGateway({ binaryFrames: true })
  const socket = await readySocket()
  expect(socket.binaryCount()).toBe(socket.texts().length)
})

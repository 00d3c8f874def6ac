import { request } from 'node:http'
import { createServer } from 'node:net'
import { expect, test, vi } from 'vitest'
import { startSimulator } from '../../../src/simulator/start-simulator.ts'
import { releaseAfterTest } from '../../process/release-after-test.ts'
import { createManualClock } from '../../unit/simulator/manual-clock.ts'
import { runningGateway } from './running-gateway.ts'
import { openSocket } from './socket-client.ts'

async function controlled(options: Parameters<typeof runningGateway>[0] = {}) {
  const gateway = await runningGateway({ controlPort: 0, ...options })
  const url = gateway.simulator.controlUrl ?? ''
  const post = async (body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${url}controls`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    return { status: response.status, body: (await response.json()) as unknown }
  }
  const get = async (path: string) => {
    const response = await fetch(url + path)
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  return { ...gateway, url, post, get }
}

test('opens no control port without the option', async () => {
  expect((await runningGateway()).simulator.controlUrl).toBeUndefined()
})

test.each([
  [{ verb: 'setPrice', symbol: 'AAPL', price: -3 }, 'price is a number from 0.01 to 1000000, not -3'],
  [{ verb: 'setPrice', symbol: 'AAPL', price: 1e308 }, 'not 1e+308'],
  [{ verb: 'addOrder', symbol: 'AAPL', side: 'BUY', quantity: 1, price: 0 }, 'price is a number'],
  [{ verb: 'restart', seconds: 1e300 }, 'seconds is a number from 0 to 3600'],
  [{ verb: 'restart', seconds: -1 }, 'not -1'],
  [{ verb: 'nightReset', minutes: -5 }, 'minutes is a number from 0 to 1440'],
  [{ verb: 'competingLogin', returns: -1 }, 'returns is a number'],
  [{ verb: 'dropSockets', code: 99_999 }, 'code is a number from 1000 to 4999'],
  [{ verb: 'setClockSkew', seconds: 1e300 }, 'seconds is a number'],
])('rejects %j with the allowed bounds, and changes nothing', async (call, words) => {
  const { post } = await controlled()
  const digest = async () => (await post({ verb: 'stateDigest' })).body
  const before = await digest()
  expect(await post(call)).toMatchObject({ status: 400, body: { error: expect.stringContaining(words) } })
  expect(await digest()).toEqual(before)
})

test('adds and removes faults over the control port', async () => {
  const { client, post } = await controlled()
  const { body } = await post({ verb: 'addFault', fault: '500@/tickle' })
  expect(body).toEqual({ number: 1, verb: '500', on: '/tickle', struck: 0 })
  expect(await client.get('tickle')).toMatchObject({ status: 500 })
  expect(await post({ verb: 'faults' })).toMatchObject({ body: { faults: [{ number: 1, struck: 1 }] } })
  expect(await post({ verb: 'removeFault', number: 1 })).toEqual({ status: 200, body: {} })
  expect(await client.get('tickle')).toMatchObject({ status: 200 })
  expect(await post({ verb: 'removeFault', number: 1 })).toMatchObject({
    status: 400,
    body: { error: 'Fault number 1 does not exist' },
  })
})

test('controls resets, competing logins, orders and prices from another program', async () => {
  const clock = createManualClock()
  const { simulator, client, post, warmUp } = await controlled({ clock })
  await warmUp()
  const before = await post({ verb: 'stateDigest' })
  const placed = await post({ verb: 'addOrder', symbol: 'IBM', side: 'BUY', quantity: 3, price: 1 })
  expect(placed).toEqual({ status: 200, body: { orderId: expect.any(Number) } })
  expect(await post({ verb: 'stateDigest' })).not.toEqual(before)
  await post({ verb: 'competingLogin', returns: 1 })
  expect(await client.get('iserver/auth/status')).toMatchObject({ body: { competing: true } })
  await post({ verb: 'setCompeting', competing: false })
  await post({ verb: 'nightReset', minutes: 1 })
  expect(await client.get('iserver/accounts')).toMatchObject({ status: 503 })
  clock.advance(60_000)
  expect(await client.get('iserver/accounts')).toMatchObject({ status: 200 })
  expect(await post({ verb: 'restart' })).toMatchObject({ status: 200 })
  await post({ verb: 'setLoggedIn', loggedIn: true })
  expect(await client.get('iserver/accounts')).toMatchObject({ status: 200 })
  expect(simulator.controls.socketCount()).toBe(0)
})

test.each([
  [{ verb: 'fly' }, /Unknown verb "fly". Valid verbs: addFault, faults,/],
  [{ verb: 'toString' }, /Unknown verb "toString"/],
  [{}, /Unknown verb/],
  ['{"verb":', /The body must be a JSON object/],
  [{ verb: 'nightReset', minutes: 'five' }, /nightReset needs minutes as a number, not "five"/],
  [{ verb: 'nightReset', hours: 1 }, /nightReset has no field "hours"; it has minutes, gatewayReturns/],
  [{ verb: 'setPrice', symbol: 'AAPL' }, /setPrice needs price as a number, not nothing/],
  [{ verb: 'setPrice', symbol: 'NOPE', price: 1 }, /NOPE is not an instrument/],
  [{ verb: 'addFault', fault: 'latenzy=1' }, /unknown fault "latenzy"/],
  [{ verb: 'startScenario', scenario: 'quiet' }, /quiet can only start together with the simulator/],
  [{ verb: 'addOrder', symbol: 'IBM', side: 'HOLD', quantity: 1 }, /side BUY or SELL/],
  [{ verb: 'expireAccessTokens' }, /needs a simulator in oauth2 mode/],
])('rejects the control request %j with a message', async (body, sentence) => {
  const { post } = await controlled()
  expect(await post(body)).toEqual({ status: 400, body: { error: expect.stringMatching(sentence) } })
})

test('filters recorded requests and frames by query parameters', async () => {
  const { simulator, client, get, warmUp } = await controlled()
  await warmUp()
  await client.get('tickle')
  const paths = async (query: string) =>
    ((await get(`record?${query}`)).body['requests'] as { path: string }[]).map(({ path }) => path)
  expect(await paths('path=*/accounts')).toEqual(['/v1/api/iserver/accounts', '/v1/api/portfolio/accounts'])
  expect(await paths('status=200&limit=1')).toEqual(['/v1/api/tickle'])
  expect(await paths('method=POST')).toEqual([])
  expect((await get('record?of=counts')).body).toMatchObject({ requests: 3, byStatus: { 200: 3 } })
  const { session } = (await client.post('tickle')).body as { session: string }
  const socket = await openSocket(simulator, { cookie: `api=${session}` })
  releaseAfterTest(() => socket.close())
  await socket.untilReady()
  expect((await get('record?of=frames&topic=sts&direction=out')).body['frames']).toHaveLength(1)
  expect(await get('record?of=everything')).toMatchObject({ status: 400 })
  expect(await get('record?limit=many')).toMatchObject({ status: 400 })
  expect(await get('record?bogus=1')).toMatchObject({
    status: 400,
    body: { error: expect.stringContaining('requests have no filter "bogus"') },
  })
})

test('lists the verbs with their fields, and names the valid paths in the response to another path', async () => {
  const { get } = await controlled()
  const { body } = await get('controls')
  expect(body['verbs']).toMatchObject({ nightReset: { fields: { minutes: 'number?' }, summary: expect.any(String) } })
  expect(await get('nowhere')).toMatchObject({
    status: 404,
    body: { error: expect.stringContaining('/simulator/record') },
  })
})

test('rejects requests of web pages by their origin and by a foreign host name', async () => {
  const { post, url } = await controlled()
  expect(await post({ verb: 'faults' }, { origin: 'https://example.test' })).toMatchObject({ status: 403 })
  const status = await new Promise((resolve, reject) => {
    const outgoing = request(`${url}controls`, { headers: { host: 'example.test' } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    outgoing.on('error', reject)
    outgoing.end()
  })
  expect(status).toBe(403)
})

test('the start rejects with EADDRINUSE if the control port is in use', async () => {
  const occupant = createServer()
  await new Promise<void>((resolve) => occupant.listen(0, '127.0.0.1', resolve))
  releaseAfterTest(() => new Promise((resolve) => occupant.close(resolve)))
  const { port } = occupant.address() as { port: number }
  await expect(startSimulator({ mode: 'gateway', tls: false, controlPort: port })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  })
})

test('generates and counts order updates on request of another program', async () => {
  const { readySocket, warmUp, post, get } = await controlled()
  await warmUp()
  const socket = await readySocket()
  socket.send('sor+{}')
  await socket.settle()
  expect(await post({ verb: 'shakeOrders', count: 1, working: 20 })).toEqual({ status: 200, body: { updates: 0 } })
  const working = () => socket.texts().join('').split('"status":"Submitted"').length - 1
  await vi.waitUntil(() => working() === 20, { timeout: 20_000, interval: 5 })
  expect(await post({ verb: 'shakeOrders', count: 100, working: 20 })).toEqual({ status: 200, body: { updates: 100 } })
  await socket.settle()
  const { body } = await get('record?of=order-updates&connection=1')
  expect(body['orderUpdates']).toHaveLength(20)
  const [{ orderId }] = body['orderUpdates'] as [{ orderId: number }]
  expect((await get(`record?of=order-updates&orderId=${orderId}`)).body).toEqual({
    orderUpdates: [{ connection: 1, orderId, count: expect.any(Number), checksum: expect.any(Number) }],
  })
  for (const count of [0, 1.5, 1e9]) expect(await post({ verb: 'shakeOrders', count })).toMatchObject({ status: 400 })
})

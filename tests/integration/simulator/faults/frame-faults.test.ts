import { once } from 'node:events'
import { expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { SimulatorOptions } from '../../../../src/simulator/options.ts'
import { releaseAfterTest } from '../../../process/release-after-test.ts'
import { createManualClock } from '../../../unit/simulator/manual-clock.ts'
import { runningGateway } from '../running-gateway.ts'
import { formatUpgradeRequest, openRawConnection } from './raw-http.ts'

/** Opens a socket that stores frames as bytes, on a gateway with an order subscription. */
async function watching(options: Partial<SimulatorOptions> = {}, clientOptions: object = {}) {
  const { simulator, client, warmUp } = await runningGateway(options)
  await warmUp()
  const { session } = (await client.post('tickle')).body as { session: string }
  const socket = new WebSocket(simulator.wsUrl, { headers: { cookie: `api=${session}` }, ...clientOptions })
  releaseAfterTest(() => socket.terminate())
  const frames: { readonly bytes: Buffer; readonly binary: boolean }[] = []
  const ended: string[] = []
  socket.on('message', (data: Buffer, binary) => frames.push({ bytes: data, binary }))
  socket.on('close', (code) => ended.push(`close ${code}`))
  socket.on('error', (error: NodeJS.ErrnoException) => ended.push(error.code ?? error.message))
  await once(socket, 'open')
  const texts = (topic: string) =>
    frames.map(({ bytes }) => bytes.toString()).filter((text) => text.includes(`"topic":"${topic}"`))
  const until = <T>(found: () => T) => vi.waitUntil(found, { timeout: 20_000, interval: 5 })
  await until(() => texts('system').length === 2)
  // Subscribes and waits for the confirmation, before orders are placed.
  const subscribe = async (text: string) => {
    const received = simulator.record.nextFrame({ direction: 'in', text: 'tic' })
    socket.send(text)
    socket.send('tic')
    await received
  }
  await subscribe('sor+{}')
  await until(() => texts('tic').length === 1)
  const order = () => simulator.controls.addOrder({ symbol: 'AAPL', side: 'BUY', quantity: 1, price: 1 })
  return { simulator, client, socket, frames, texts, ended, until, subscribe, order, faults: simulator.controls.faults }
}

test('drops frames of one topic only', async () => {
  const { faults, order, texts, subscribe, until } = await watching()
  const handle = faults.add('drop@ws:sor')
  order()
  await subscribe('tic')
  await until(() => texts('tic').length >= 3)
  expect(texts('sor')).toEqual([])
  expect(handle.struck()).toBeGreaterThan(0)
  handle.remove()
  order()
  await until(() => texts('sor').length > 0)
})

test('duplicates a frame, and swaps a frame with the next frame', async () => {
  const { faults, order, texts, until } = await watching()
  faults.add('duplicate@ws:sor,times=1')
  order()
  await until(() => texts('sor').length >= 4)
  const [first, second] = texts('sor')
  expect(first).toBe(second)
  faults.clear()
  faults.add('reorder@ws:sor,times=2')
  const id = order()
  const about = () => texts('sor').filter((text) => text.includes(`"orderId":${id}`))
  await until(() => about().length >= 3)
  // The frames are the whole order, then only its id, then its transitions.
  const [one, two, three] = about()
  const status = (text = '') => /"status":"(\w+)"/.exec(text)?.[1]
  expect([status(one), status(two), status(three)]).toEqual([undefined, 'Inactive', 'PendingSubmit'])
})

test('sends a frame after one second if no further frame arrives to swap with', async () => {
  const clock = createManualClock()
  const { simulator, client } = await runningGateway({ clock })
  const { session } = (await client.post('tickle')).body as { session: string }
  simulator.controls.faults.add('reorder@ws:sts,times=1')
  const socket = new WebSocket(simulator.wsUrl, { headers: { cookie: `api=${session}` } })
  releaseAfterTest(() => socket.terminate())
  const texts: string[] = []
  socket.on('message', (data) => texts.push(String(data)))
  await once(socket, 'open')
  await vi.waitUntil(() => clock.pending() > 0 && simulator.controls.socketCount() === 1, {
    timeout: 20_000,
    interval: 5,
  })
  clock.advance(100)
  await vi.waitUntil(() => texts.length === 3, { timeout: 20_000, interval: 5 })
  expect(texts.join()).not.toContain('"sts"')
  clock.advance(1000)
  await vi.waitUntil(() => texts.some((text) => text.includes('"sts"')), { timeout: 20_000, interval: 5 })
})

test('keeps the order of delayed frames for any jitter', async () => {
  const { faults, order, texts, until } = await watching()
  faults.add('latency=30±30@ws:sor')
  const started = performance.now()
  for (let count = 0; count < 10; count += 1) order()
  await until(() => texts('sor').length >= 40)
  expect(performance.now() - started).toBeGreaterThan(30)
  const ids = texts('sor')
    .slice(0, 30)
    .map((text) => Number(/"orderId":(\d+)/.exec(text)?.[1]))
  expect(ids).toEqual([...ids].sort((a, b) => a - b))
})

test('silences a topic on a socket, but not the heartbeat, until the fault is removed', async () => {
  const { faults, order, texts, subscribe, until } = await watching()
  faults.add('drop@ws:nothing')
  const handle = faults.add('silence@ws:sor,times=1')
  order()
  order()
  await subscribe('tic')
  await until(() => texts('tic').length >= 3)
  expect(texts('sor')).toEqual([])
  handle.remove()
  order()
  await until(() => texts('sor').length > 0)
})

test('leaves a half-open socket without frames and heartbeat that receives nothing', async () => {
  const clock = createManualClock()
  const { simulator, client } = await runningGateway({ clock })
  const { session } = (await client.post('tickle')).body as { session: string }
  const socket = new WebSocket(simulator.wsUrl, { headers: { cookie: `api=${session}` } })
  releaseAfterTest(() => socket.terminate())
  let count = 0
  socket.on('message', () => {
    count += 1
  })
  await once(socket, 'open')
  await vi.waitUntil(() => simulator.controls.socketCount() === 1, { timeout: 20_000, interval: 5 })
  clock.advance(100)
  await vi.waitUntil(() => count === 4, { timeout: 20_000, interval: 5 })
  simulator.controls.faults.add('half-open@ws,times=1')
  clock.advance(60_000)
  socket.send('tic')
  expect(await client.get('tickle')).toMatchObject({ status: 200 })
  expect(count).toBe(4)
  expect(socket.readyState).toBe(WebSocket.OPEN)
  expect(simulator.record.frames({ direction: 'in' })).toEqual([])
  expect(simulator.controls.socketCount()).toBe(1)
})

test('the fault close closes a socket with its code, and the fault reset resets the connection', async () => {
  const closed = await watching()
  closed.faults.add('close=1012@ws:sor')
  closed.order()
  await closed.until(() => closed.ended.length > 0)
  expect(closed.ended).toEqual(['close 1012'])
  const { simulator, client } = await runningGateway()
  const { session } = (await client.post('tickle')).body as { session: string }
  const connection = await openRawConnection(simulator)
  connection.send(formatUpgradeRequest(session))
  await connection.until('"hb"')
  simulator.controls.faults.add('reset@ws:sts')
  simulator.controls.endBrokerageSession()
  expect(await connection.ended).toBe('ECONNRESET')
})

test('sends malformed and binary frames as requested', async () => {
  const { faults, order, frames, until } = await watching()
  faults.add('malformed@ws:sor,times=1')
  faults.add('binary@ws:sor,after=1,times=1')
  const before = frames.length
  order()
  await until(() => frames.length >= before + 3)
  const [malformed, binary, plain] = frames.slice(before)
  expect(() => JSON.parse(String(malformed?.bytes))).toThrow(SyntaxError)
  expect(malformed?.binary).toBe(false)
  expect([binary?.binary, plain?.binary]).toEqual([true, false])
  expect(JSON.parse(String(binary?.bytes))).toMatchObject({ topic: 'sor' })
})

test.each([
  ['non-utf8', 'WS_ERR_INVALID_UTF8', 1007],
  ['broken-frame', 'WS_ERR_UNEXPECTED_RSV_2_3', 1002],
  ['oversized=70000', 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH', 1009],
])('the fault %s makes a strict client close with the right code', async (fault, problem, code) => {
  const { faults, order, ended, until } = await watching({}, { maxPayload: 65_536 })
  faults.add(`${fault}@ws:sor`)
  order()
  await until(() => ended.length > 1)
  expect(ended).toEqual([problem, expect.stringMatching(new RegExp(`close (${code}|1006)`))])
})

test('drops frames that the client sends', async () => {
  const { faults, socket, texts, until } = await watching()
  faults.add('drop@ws-in:sor,times=1')
  faults.add('drop@ws-in:tic,times=1')
  socket.send('tic')
  socket.send('tic')
  await until(() => texts('tic').length === 2)
})

test('applies faults for GET /ws when a socket opens', async () => {
  const { simulator } = await runningGateway({ faults: ['503@GET /ws,times=1', 'reset@GET /ws,after=1,times=1'] })
  const outcome = async () => {
    const socket = new WebSocket(simulator.wsUrl)
    releaseAfterTest(() => socket.terminate())
    return await Promise.race([
      once(socket, 'open').then(() => 'open'),
      once(socket, 'error').then(([error]: { message: string }[]) => error?.message),
    ]).catch((error: NodeJS.ErrnoException) => error.code ?? error.message)
  }
  expect([await outcome(), await outcome(), await outcome()]).toEqual([
    'Unexpected server response: 503',
    'ECONNRESET',
    'open',
  ])
  expect(simulator.record.requests({ path: '/v1/api/ws' })).toMatchObject([
    { status: 503, verification: 'not-judged', faults: ['503'] },
    { status: 0, verification: 'not-judged', faults: ['reset'] },
    { status: 101, verification: 'not-required', faults: [] },
  ])
})

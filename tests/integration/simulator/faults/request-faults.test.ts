import { expect, test, vi } from 'vitest'
import { startSimulator } from '../../../../src/simulator/start-simulator.ts'
import { releaseAfterTest } from '../../../process/release-after-test.ts'
import { createManualClock } from '../../../unit/simulator/manual-clock.ts'
import { runningGateway } from '../running-gateway.ts'
import { formatGetRequest, openRawConnection, splitResponse } from './raw-http.ts'

const accounts = '/iserver/accounts'
const accountsPath = `/v1/api${accounts}`

async function raw(fault: string) {
  const { simulator, client } = await runningGateway()
  const handle = simulator.controls.faults.add(fault)
  const connection = await openRawConnection(simulator)
  return { simulator, client, handle, connection }
}

test.each([
  ['401', 401, null, ''],
  ['410', 410, null, ''],
  ['429', 429, 'application/json; charset=utf-8', { error: 'Too many requests' }],
  ['500', 500, 'application/json; charset=utf-8', { error: 'unknown' }],
  ['503', 503, 'application/json; charset=utf-8', { error: 'Service Unavailable', statusCode: 503 }],
  ['empty', 200, null, ''],
  ['empty=204', 204, null, ''],
  ['html', 403, 'text/html;charset=utf-8', expect.stringContaining('Access Denied')],
  ['html=502', 502, 'text/html;charset=utf-8', expect.stringContaining('<h1>Error 502</h1>')],
] as const)(
  'the fault %s responds with %i in the error format of its layer, without processing the request',
  async (fault, status, contentType, body) => {
    const { simulator, client } = await runningGateway()
    const handle = simulator.controls.faults.add(`${fault}@POST /logout,times=1`)
    expect(await client.post('logout')).toMatchObject({ status, contentType, body })
    expect(handle.struck()).toBe(1)
    expect(simulator.record.requests()).toMatchObject([
      { status, verification: 'not-judged', faults: [fault.split('=')[0]] },
    ])
    // The session is still logged in, so the logout was not executed. The fault was applied once.
    expect(await client.get('iserver/auth/status')).toMatchObject({ body: { connected: true } })
    expect(await client.post('logout')).toMatchObject({ status: 200 })
  },
)

test('can return 503 after the request was executed', async () => {
  const { simulator, client } = await runningGateway()
  simulator.controls.faults.add('503@POST /logout,processed=yes')
  expect(await client.post('logout')).toMatchObject({ status: 503 })
  expect(await client.get('tickle')).toMatchObject({ status: 401 })
})

test('delays the response, not the execution', async () => {
  const clock = createManualClock()
  const { simulator, client } = await runningGateway({ clock })
  simulator.controls.faults.add('latency=150@POST /logout')
  const seen = simulator.record.nextRequest({ path: '/v1/api/logout' })
  let isAnswered = false
  const response = client.post('logout').finally(() => {
    isAnswered = true
  })
  await seen
  expect(await client.get('tickle')).toMatchObject({ status: 401 })
  clock.advance(149)
  expect(await client.get('tickle')).toMatchObject({ status: 401 })
  expect(isAnswered).toBe(false)
  clock.advance(1)
  expect(await response).toMatchObject({ status: 200 })
})

test.each([false, true])('resets the connection with RST (TLS: %s)', async (tls) => {
  const { simulator } = await runningGateway({ tls, faults: [`reset@${accounts}`] })
  const connection = await openRawConnection(simulator)
  connection.send(formatGetRequest('iserver/accounts'))
  expect(await connection.ended).toBe('ECONNRESET')
  expect(connection.bytes()).toHaveLength(0)
  expect(simulator.record.requests()).toMatchObject([{ status: 0, faults: ['reset'], verification: 'not-required' }])
})

test('cuts the connection after the given number of bytes of an announced body', async () => {
  const { connection } = await raw(`cut=7@${accounts}`)
  connection.send(formatGetRequest('iserver/accounts'))
  await connection.ended
  const { head, body } = splitResponse(connection.bytes())
  expect(body).toHaveLength(7)
  expect(Number(/content-length: (\d+)/.exec(head)?.[1])).toBeGreaterThan(100)
})

test('sends only the head with cut=0', async () => {
  const { connection } = await raw(`cut=0@${accounts}`)
  connection.send(formatGetRequest('iserver/accounts'))
  await connection.ended
  const { head, body } = splitResponse(connection.bytes())
  expect(head).toContain('http/1.1 200 ok')
  expect(body).toHaveLength(0)
})

test('keeps the connection open without a response, and serves other requests in the meantime', async () => {
  const { simulator, client, connection } = await raw(`silence@${accounts}`)
  connection.send(formatGetRequest('iserver/accounts'))
  await simulator.record.nextRequest({ path: accountsPath })
  expect(await client.get('tickle')).toMatchObject({ status: 200 })
  expect(connection.bytes()).toHaveLength(0)
  expect(connection.socket.destroyed).toBe(false)
})

test('leaves a half-open connection that is no longer read', async () => {
  const { simulator, client, connection } = await raw(`half-open@${accounts}`)
  connection.send(formatGetRequest('iserver/accounts'))
  await simulator.record.nextRequest({ path: accountsPath })
  connection.send(formatGetRequest('tickle'))
  expect(await client.get('tickle')).toMatchObject({ status: 200 })
  expect(simulator.record.requests({ path: '/v1/api/tickle' })).toHaveLength(1)
  expect(connection.bytes()).toHaveLength(0)
  expect(connection.socket.destroyed).toBe(false)
})

test('sends a slow body at the requested rate', async () => {
  const { client, connection } = await raw('slow-body=1000@/iserver/auth/status')
  const started = performance.now()
  const { body } = await client.get('iserver/auth/status')
  const bytes = JSON.stringify(body).length
  expect(performance.now() - started).toBeGreaterThan(1000 * (bytes / 1000 - 0.15))
  connection.socket.destroy()
})

test.each(['malformed', 'truncated'])(
  'the fault %s returns 200 with invalid JSON of the announced length',
  async (verb) => {
    const { connection } = await raw(`${verb}@${accounts}`)
    connection.send(formatGetRequest('iserver/accounts').replace('host', 'connection: close\r\nhost'))
    await connection.ended
    const { head, body } = splitResponse(connection.bytes())
    expect(head).toContain('http/1.1 200 ok')
    expect(head).toContain('content-type: application/json; charset=utf-8')
    expect(head).toContain(`content-length: ${body.length}\r\n`)
    expect(() => JSON.parse(body.toString())).toThrow(SyntaxError)
  },
)

test('the fault mislabelled sends unchanged JSON with the content type of an HTML page', async () => {
  const { simulator, client } = await runningGateway()
  const { body } = await client.get('iserver/accounts')
  simulator.controls.faults.add(`mislabelled@${accounts}`)
  const { contentType, body: again } = await client.get('iserver/accounts')
  expect(contentType).toBe('text/html;charset=utf-8')
  expect(JSON.parse(String(again))).toEqual(body)
})

test.each([
  ['deep=10000', (body: Buffer) => body.subarray(0, 10_000).every((byte) => byte === 0x5b)],
  ['large=3000000', (body: Buffer) => body.length === 3_000_000 && 'padding' in JSON.parse(body.toString())],
  [
    'strange',
    (body: Buffer) =>
      /<script>.*\\u202e.*9007199254740993/.test(body.toString()) && 'was' in JSON.parse(body.toString()),
  ],
] as const)('the fault %s returns 200 with JSON that is difficult to process', async (fault, holds) => {
  const { connection } = await raw(`${fault}@${accounts}`)
  connection.send(formatGetRequest('iserver/accounts').replace('host', 'connection: close\r\nhost'))
  await connection.ended
  const { head, body } = splitResponse(connection.bytes())
  expect(head).toContain('http/1.1 200 ok')
  expect(holds(body)).toBe(true)
})

test('sends JSON with invalid UTF-8', async () => {
  const { connection } = await raw(`non-utf8@${accounts}`)
  connection.send(formatGetRequest('iserver/accounts').replace('host', 'connection: close\r\nhost'))
  await connection.ended
  const { body } = splitResponse(connection.bytes())
  expect(() => new TextDecoder('utf-8', { fatal: true }).decode(body)).toThrow()
  expect(JSON.parse(body.toString('latin1'))).toMatchObject({ was: { accounts: ['DU1234567'] } })
})

test.each([10, -10])('announces a wrong body length with wrong-length=%i', async (by) => {
  const { connection } = await raw(`wrong-length=${by}@${accounts}`)
  connection.send(formatGetRequest('iserver/accounts'))
  await connection.until('"allowFeatures"')
  await connection.until('}}')
  const { head, body } = splitResponse(connection.bytes())
  expect(Number(/content-length: (\d+)/.exec(head)?.[1])).toBe(body.length + by)
})

test('returns an empty 503 after the given number of seconds, as IBKR does', async () => {
  const { simulator, client } = await runningGateway({ faults: ['503=0.2@/iserver/*'] })
  const started = performance.now()
  expect(await client.get('iserver/accounts')).toMatchObject({ status: 503, body: '' })
  expect(performance.now() - started).toBeGreaterThan(195)
  expect(simulator.record.requests({ fault: '503', status: 503 })).toHaveLength(1)
})

test('removes one fault by its handle, and all faults with clear', async () => {
  const { simulator, client } = await runningGateway()
  const { faults } = simulator.controls
  const handle = faults.add({ verb: '500', on: '/tickle' })
  faults.add('429@/iserver/*')
  expect(faults.list().map(({ verb, on }) => `${verb} ${on}`)).toEqual(['500 /tickle', '429 /iserver/*'])
  expect(await client.get('tickle')).toMatchObject({ status: 500 })
  handle.remove()
  handle.remove()
  expect(await client.get('tickle')).toMatchObject({ status: 200 })
  faults.clear()
  expect(await client.get('iserver/accounts')).toMatchObject({ status: 200 })
})

test('applies the fault to the same requests for the same seed', async () => {
  const struckOf = async (seed: number) => {
    const { client } = await runningGateway({ seed, faults: ['500@/tickle,probability=0.5'] })
    const statuses: number[] = []
    for (let call = 0; call < 24; call += 1) statuses.push((await client.get('tickle')).status)
    return statuses.join()
  }
  const [first, again, other] = [await struckOf(5), await struckOf(5), await struckOf(6)]
  expect(first).toBe(again)
  expect(first).not.toBe(other)
  expect(first).toContain('500')
  expect(first).toContain('200')
})

test('rejects an invalid fault at the start, and names it', async () => {
  const started = startSimulator({ mode: 'gateway', tls: false, faults: ['latenzy=3'] })
  started.then((simulator) => releaseAfterTest(() => simulator.close())).catch(() => {})
  await expect(started).rejects.toMatchObject({ code: 'WRONG_FAULT', message: expect.stringContaining('latenzy') })
})

test('restarts the server during a request, before or after its execution', async () => {
  const { simulator, client, warmUp } = await runningGateway({ askQuestions: false })
  const orderCount = async () => {
    await warmUp()
    await client.get('iserver/account/orders?force=true')
    return ((await client.get('iserver/account/orders')).body as { orders: unknown[] }).orders.length
  }
  const order = { conid: 265598, orderType: 'LMT', side: 'BUY', quantity: 1, price: 1, tif: 'GTC' }
  const before = await orderCount()
  const counts: number[] = []
  for (const processed of ['no', 'yes']) {
    simulator.controls.faults.add(`restart=0.05@POST /iserver/account/*,times=1,processed=${processed}`)
    await expect(client.post('iserver/account/DU1234567/orders', { orders: [order] })).rejects.toThrow()
    const isBack = () =>
      client.get('tickle').then(
        ({ status }) => status === 401,
        () => false,
      )
    await vi.waitUntil(isBack, { timeout: 20_000, interval: 10 })
    simulator.controls.setLoggedIn(true)
    counts.push((await orderCount()) - before)
    expect(simulator.record.requests({ fault: 'restart' }).at(-1)?.status).toBe(0)
  }
  expect(counts).toEqual([0, 1])
})

test("shifts the server's clock starting with a given request", async () => {
  const { simulator, client } = await runningGateway({ faults: ['clock-skew=-120@/tickle'] })
  const skew = async (path: string) => {
    const { headers } = await client.get(path)
    return Math.round((Date.now() - Date.parse(headers.get('date') ?? '')) / 10_000) * 10
  }
  expect(await skew('iserver/accounts')).toBe(0)
  expect(await skew('tickle')).toBe(120)
  simulator.controls.faults.clear()
  expect(await skew('iserver/accounts')).toBe(120)
})

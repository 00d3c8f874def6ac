import { expect, test } from 'vitest'
import { maxBodyBytes } from '../../../../src/simulator/http/request.ts'
import { longTest } from '../../../process/long-run-tests.ts'
import { releaseAfterTest } from '../../../process/release-after-test.ts'
import { formatGetRequest, openRawConnection } from '../faults/raw-http.ts'
import { runningGateway } from '../running-gateway.ts'

/** Starts a gateway with loaded orders. Returns a check that nothing changed and that the gateway still responds. */
async function untouched(options: Parameters<typeof runningGateway>[0] = {}) {
  const gateway = await runningGateway(options)
  await gateway.warmUp()
  const before = gateway.simulator.controls.stateDigest()
  const stands = async () => {
    expect(await gateway.client.get('tickle')).toMatchObject({ status: 200 })
    expect(gateway.simulator.controls.stateDigest()).toBe(before)
  }
  return { ...gateway, stands }
}

test.each([
  ['no HTTP at all', 'hello there\r\n\r\n', 400],
  ['a TLS hello on a plain port', Buffer.from([0x16, 0x03, 0x01, 0x00, 0xa5, 0x01, 0x00, 0x00, 0xa1, 0x03, 0x03]), 400],
  ['a broken header', 'GET /v1/api/tickle HTTP/1.1\r\nno colon here\r\n\r\n', 400],
  ['a header with a zero byte', 'GET /v1/api/tickle HTTP/1.1\r\nhost: a\0b\r\n\r\n', 400],
  [
    'two different lengths',
    'POST /v1/api/tickle HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}',
    400,
  ],
  ['a negative length', 'POST /v1/api/tickle HTTP/1.1\r\nhost: a\r\ncontent-length: -1\r\n\r\n', 400],
  [
    'length and chunks',
    'POST /v1/api/tickle HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n{}',
    400,
  ],
  ['a broken chunk', 'POST /v1/api/tickle HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\n', 400],
  ['headers of 64 kB', `GET /v1/api/tickle HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(65_536)}\r\n\r\n`, 431],
  ['a path of 64 kB', `GET /v1/api/${'y'.repeat(65_536)} HTTP/1.1\r\nhost: a\r\n\r\n`, 431],
] as const)('returns a status and closes the connection after an invalid request: %s', async (_, text, status) => {
  const { simulator, stands } = await untouched()
  const connection = await openRawConnection(simulator)
  connection.send(text)
  expect(['end', 'ECONNRESET', 'EPIPE']).toContain(await connection.ended)
  expect(connection.bytes().toString('latin1')).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
  expect(simulator.record.requests({ verification: 'malformed-http' })).toMatchObject([{ status }])
  await stands()
})

test('returns 413 for a body above the limit, with or without a length, and closes the connection', async () => {
  const { simulator, stands } = await untouched()
  const announced = await openRawConnection(simulator)
  announced.send(`POST /v1/api/tickle HTTP/1.1\r\nhost: a\r\ncontent-length: ${maxBodyBytes + 1}\r\n\r\n`)
  const started = performance.now()
  await announced.ended
  // The server checks the limit immediately, not after the keep-alive timeout.
  expect(performance.now() - started).toBeLessThan(3000)
  expect(announced.bytes().toString()).toMatch(/^HTTP\/1\.1 413 /)
  const chunked = await openRawConnection(simulator)
  chunked.send('POST /v1/api/tickle HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n')
  const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`
  for (let sent = 0; sent <= maxBodyBytes; sent += 65_536) chunked.send(chunk)
  await chunked.until('413')
  await chunked.ended
  expect(chunked.bytes().toString()).toMatch(/^HTTP\/1\.1 413 /)
  await stands()
})

test('reads a body of exactly the maximum size', async () => {
  const { client, stands } = await untouched()
  expect(await client.post('tickle', `"${'x'.repeat(maxBodyBytes - 2)}"`)).toMatchObject({ status: 200 })
  await stands()
})

test('continues after a client disconnects while it sends a body', async () => {
  const { simulator, stands } = await untouched()
  for (let count = 0; count < 20; count += 1) {
    const connection = await openRawConnection(simulator)
    connection.send(
      'POST /v1/api/iserver/account/DU1234567/orders HTTP/1.1\r\nhost: a\r\ncontent-length: 500\r\n\r\n{"orders":[',
    )
    connection.socket.destroy()
  }
  await stands()
})

test.each([
  '{"orders":[',
  '{"orders":{}}',
  '{"orders":[null]}',
  '{"orders":"all"}',
  '{"orders":[{"conid":{"a":1},"quantity":[1],"side":true,"orderType":7,"tif":null}]}',
  '[[[[[[',
  `${'['.repeat(100_000)}`,
  '"\\ud800"',
  'null',
  '1e999',
  '\u0000',
])('returns 400 or 500 for the order body %.40s, and changes nothing', async (body) => {
  const { client, stands } = await untouched()
  const { status, body: response } = await client.post('iserver/account/DU1234567/orders', body)
  expect(status).toBeGreaterThanOrEqual(400)
  expect(JSON.stringify(response)).not.toContain('Simulator fault')
  await stands()
})

test('responds to invalid paths, methods and queries in the error format of the layer that handles them', async () => {
  const { simulator, stands } = await untouched()
  for (const line of [
    'GET //v1/api//tickle HTTP/1.1',
    'GET /v1/api/%00 HTTP/1.1',
    'GET /v1/api/%ff%fe HTTP/1.1',
    'GET /v1/api/../../etc/passwd HTTP/1.1',
    'GET /v1/api/iserver/account/%2e%2e/orders HTTP/1.1',
    'GET http://example.test/v1/api/tickle HTTP/1.1',
    'GET /v1/api/iserver/marketdata/snapshot?conids=%&fields=%zz HTTP/1.1',
    'GET /v1/api/iserver/marketdata/snapshot?conids=99999999999999999999,-1,NaN&fields=__proto__ HTTP/1.1',
    'PROPFIND /v1/api/tickle HTTP/1.1',
    'OPTIONS * HTTP/1.1',
    'DELETE /v1/api/iserver/account/DU1234567/order/__proto__ HTTP/1.1',
    'GET /v1/api/portfolio/constructor/summary HTTP/1.1',
  ]) {
    const connection = await openRawConnection(simulator)
    connection.send(`${line}\r\nhost: a\r\nconnection: close\r\n\r\n`)
    await connection.ended
    const response = connection.bytes().toString()
    expect(response, line).toMatch(/^HTTP\/1\.1 [245]\d\d /)
    expect(response, line).not.toContain('Simulator fault')
  }
  await stands()
})

test('returns 408 for a request that arrives too slowly, and serves other clients in the meantime', async () => {
  const { simulator, stands } = await untouched({ requestSeconds: 0.4 })
  const loris = await openRawConnection(simulator)
  const drip = setInterval(() => loris.socket.writable && loris.send('x'), 50)
  releaseAfterTest(() => clearInterval(drip))
  loris.send('GET /v1/api/tickle HTTP/1.1\r\nhost: a\r\nx-slow: ')
  await stands()
  await loris.ended
  expect(loris.bytes().toString()).toMatch(/^HTTP\/1\.1 408 /)
  const slowBody = await openRawConnection(simulator)
  slowBody.send('POST /v1/api/tickle HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\n{')
  await slowBody.ended
  await stands()
})

longTest('serves other clients during a thousand idle connections, which time out', async () => {
  const { simulator, client, stands } = await untouched({ requestSeconds: 2 })
  const idle = await Promise.all(Array.from({ length: 1000 }, () => openRawConnection(simulator)))
  const started = performance.now()
  for (let count = 0; count < 20; count += 1) expect(await client.get('tickle')).toMatchObject({ status: 200 })
  expect(performance.now() - started).toBeLessThan(2000)
  await Promise.all(idle.map((connection) => connection.ended))
  await stands()
})

test('responds to pipelined requests in order', async () => {
  const { simulator, stands } = await untouched()
  const connection = await openRawConnection(simulator)
  connection.send(
    `${formatGetRequest('tickle')}${formatGetRequest('nowhere')}${formatGetRequest('iserver/accounts').replace('host', 'connection: close\r\nhost')}`,
  )
  await connection.ended
  const statuses = [
    ...connection
      .bytes()
      .toString('latin1')
      .matchAll(/HTTP\/1\.1 (\d+)/g),
  ].map(([, status]) => status)
  expect(statuses).toEqual(['200', '404', '200'])
  await stands()
})

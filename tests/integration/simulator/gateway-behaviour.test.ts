import { X509Certificate } from 'node:crypto'
import { createServer, type IncomingMessage, request } from 'node:http'
import { get as getSecurely } from 'node:https'
import { type AddressInfo, connect as connectPlainly } from 'node:net'
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls'
import { expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { GatewayBehaviour } from '../../../src/simulator/gateway/gateway-behaviour.ts'
import { createEmptyResponse, writeResponse } from '../../../src/simulator/http/response.ts'
import type { SimulatorOptions } from '../../../src/simulator/options.ts'
import { type Simulator, startSimulator } from '../../../src/simulator/start-simulator.ts'
import { releaseAfterTest } from '../../process/release-after-test.ts'
import { createManualClock } from '../../unit/simulator/manual-clock.ts'
import { runningGateway } from './running-gateway.ts'
import { openSocket } from './socket-client.ts'

async function gateway(habits: true | Partial<GatewayBehaviour>, options: Partial<SimulatorOptions> = {}) {
  const simulator = await startSimulator({
    mode: 'gateway',
    tls: false,
    marketMoves: false,
    gatewayHabits: habits,
    ...options,
  })
  releaseAfterTest(() => simulator.close())
  return simulator
}

/** Opens a connection. Resolves after the TLS handshake, or rejects with its error. */
function handshake(simulator: Simulator, options: ConnectionOptions): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: simulator.port, ...options }, () => resolve(socket))
    socket.once('error', reject)
    releaseAfterTest(() => socket.destroy())
  })
}

/** Sends a raw request text, and returns the bytes of the responses. */
async function conversation(port: number, text: string, complete: (response: string) => boolean): Promise<string> {
  const socket = connectPlainly(port, '127.0.0.1')
  releaseAfterTest(() => socket.destroy())
  let response = ''
  socket.setEncoding('latin1')
  socket.on('data', (part: string) => {
    response += part
  })
  socket.write(text)
  await vi.waitUntil(() => complete(response), { timeout: 20_000, interval: 5 })
  return response
}

test('can have an expired certificate without a host name, and support TLS 1.2 at most', async () => {
  const simulator = await gateway({ oldCertificate: true }, { tls: true })
  const socket = await handshake(simulator, { rejectUnauthorized: false })
  expect(socket.getProtocol()).toBe('TLSv1.2')
  const certificate = new X509Certificate(socket.getPeerCertificate(true).raw)
  expect(Date.parse(certificate.validTo)).toBeLessThan(Date.now())
  expect(certificate.subjectAltName).toBeUndefined()
  await expect(handshake(simulator, { rejectUnauthorized: false, minVersion: 'TLSv1.3' })).rejects.toThrow(/version/i)
  const trusting = new Promise((resolve, reject) => {
    getSecurely(`${simulator.apiUrl}tickle`, { ca: simulator.caPem }, resolve).on('error', reject)
  })
  await expect(trusting).rejects.toMatchObject({ code: 'CERT_HAS_EXPIRED' })
})

test('has a valid certificate over TLS 1.3 by default', async () => {
  const simulator = await gateway({}, { tls: true })
  const socket = await handshake(simulator, { ca: simulator.caPem })
  expect(socket.getProtocol()).toBe('TLSv1.3')
})

test('sends a response in chunks and without a Content-Length', async () => {
  const { port } = await gateway({ chunkedReplies: true })
  const response = await conversation(port, 'GET /v1/api/tickle HTTP/1.1\r\nhost: x\r\n\r\n', (text) =>
    text.endsWith('\r\n0\r\n\r\n'),
  )
  expect(response).toMatch(/^transfer-encoding: chunked\r$/im)
  expect(response).not.toMatch(/content-length/i)
})

test('chunks even a 204, so that its last chunk corrupts the next response on the connection', async () => {
  const meta = { date: 'now', tookMilliseconds: 0, chunked: true }
  const server = createServer((_, response) => writeResponse(response, createEmptyResponse(204), meta))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  releaseAfterTest(() => server.close())
  const { port } = server.address() as AddressInfo
  const request = 'GET / HTTP/1.1\r\nhost: x\r\n\r\n'
  const responses = await conversation(port, request + request, (text) => text.split('0\r\n\r\n').length === 3)
  expect(responses).toMatch(/^transfer-encoding: chunked\r$/im)
  // HTTP allows no body with a 204, so a client reads the middle line as the start of the second response.
  expect(responses).toMatch(/^HTTP\/1\.1 204 .*\r\n\r\n0\r\n\r\nHTTP\/1\.1 204 .*\r\n\r\n0\r\n\r\n$/s)
})

test('loses a chunked request body, but receives a body with a Content-Length', async () => {
  const simulator = await gateway({ chunkedBodiesLost: true })
  const post = (headers: Record<string, string | number>) =>
    new Promise<void>((resolve, reject) => {
      const outgoing = request(`${simulator.apiUrl}iserver/auth/ssodh/init`, { method: 'POST', headers })
      outgoing.on('response', (response) => response.resume().on('end', resolve)).on('error', reject)
      outgoing.end('{"publish":true,"compete":true}')
    })
  await post({ 'transfer-encoding': 'chunked' })
  await post({ 'content-length': 31 })
  expect(simulator.record.requests().map((seen) => seen.body)).toEqual(['', '{"publish":true,"compete":true}'])
})

async function sessionOf(simulator: Simulator): Promise<string> {
  const response = (await (await fetch(`${simulator.apiUrl}tickle`)).json()) as { session: string }
  return response.session
}

test('sends text frames as binary frames', async () => {
  const simulator = await gateway({ binaryFrames: true })
  const socket = await openSocket(simulator, { cookie: `api=${await sessionOf(simulator)}` })
  releaseAfterTest(() => socket.close())
  await socket.untilReady()
  expect(socket.binaryCount()).toBe(socket.texts().length)
})

/** Starts a gateway that takes 150 ms of a manual clock to link a socket to IBKR. */
async function slowLink() {
  const clock = createManualClock()
  const simulator = await gateway({ linkMilliseconds: 150 }, { clock })
  return {
    clock,
    simulator,
    /** Opens a socket, sends one frame, and waits until just before the link is ready. */
    openTooEarly: async (cookie: string | undefined, frame: string) => {
      const socket = await openSocket(simulator, cookie === undefined ? {} : { cookie })
      releaseAfterTest(() => socket.close())
      socket.send(frame)
      await vi.waitUntil(() => simulator.record.frames({ direction: 'in' }).length > 0, {
        timeout: 20_000,
        interval: 5,
      })
      clock.advance(149)
      expect(simulator.record.frames({ direction: 'out' })).toEqual([])
      clock.advance(1)
      return socket
    },
  }
}

test('drops frames that arrive before the link to IBKR is established, then sends the session message', async () => {
  const { clock, simulator, openTooEarly } = await slowLink()
  const socket = await openTooEarly(`api=${await sessionOf(simulator)}`, 'tic')
  clock.advance(1000)
  await socket.untilReady()
  socket.send('ech+hb')
  await vi.waitUntil(() => socket.texts().includes('ech+hb'), { timeout: 20_000, interval: 5 })
  expect(socket.about('tic')).toEqual([])
})

test('drops a session frame that arrives before the link to IBKR is established', async () => {
  const { clock, simulator, openTooEarly } = await slowLink()
  const frame = JSON.stringify({ session: await sessionOf(simulator) })
  const socket = await openTooEarly(undefined, frame)
  await socket.until((seen) => seen['message'] === 'waiting for session')
  clock.advance(1000)
  expect(simulator.record.frames({ direction: 'out' })).toHaveLength(1)
  socket.send(frame)
  await vi.waitUntil(() => simulator.record.frames({ direction: 'in' }).length > 1, { timeout: 20_000, interval: 5 })
  clock.advance(1000)
  await socket.untilReady()
})

test('leaves requests pending while IBKR is unreachable, and serves later requests', async () => {
  const simulator = await gateway({ hangWithoutUpstream: true })
  simulator.controls.setUpstream(false)
  const giveUp = new AbortController()
  const hanging = fetch(`${simulator.apiUrl}tickle`, { signal: giveUp.signal })
  await vi.waitUntil(() => simulator.record.requests().length > 0, { timeout: 20_000, interval: 5 })
  expect(simulator.record.requests()).toMatchObject([{ status: 0, verification: 'upstream-down' }])
  simulator.controls.setUpstream(true)
  expect((await fetch(`${simulator.apiUrl}tickle`)).status).toBe(200)
  // The first request still has no response after two more requests.
  giveUp.abort()
  await expect(hanging).rejects.toThrow('aborted')
})

test('returns 503 by default while IBKR is unreachable', async () => {
  const { simulator, client } = await runningGateway()
  simulator.controls.setUpstream(false)
  expect(await client.get('iserver/accounts')).toMatchObject({
    status: 503,
    body: { error: 'Service Unavailable', statusCode: 503 },
  })
})

test('redirects requests and sockets to the login page before the login', async () => {
  const simulator = await gateway({ loginRedirect: true }, { loggedIn: false })
  const location = '/sso/Login?forwardTo=22&RL=1&ip2loc=US'
  const redirect = await fetch(`${simulator.apiUrl}tickle`, { redirect: 'manual' })
  expect(redirect.status).toBe(302)
  expect(redirect.headers.get('location')).toBe(location)
  const upgrade = await new Promise<IncomingMessage>((resolve, reject) => {
    const socket = new WebSocket(simulator.wsUrl)
    socket.on('unexpected-response', (_, response) => resolve(response))
    socket.on('error', reject)
    releaseAfterTest(() => socket.terminate())
  })
  expect(upgrade).toMatchObject({ statusCode: 302, headers: { location } })
})

test.each([
  [true, 1000],
  [false, 1012],
])('rewrites close codes %s: a socket that IBKR closes with 1012 ends with %i', async (rewritten, seen) => {
  const simulator = await gateway({ closeCodesRewritten: rewritten })
  const socket = await openSocket(simulator)
  simulator.controls.dropSockets(1012)
  expect(await socket.untilClosed()).toBe(seen)
})

test('reports the response time on a gateway, but not on api.ibkr.com', async () => {
  const simulator = await gateway({})
  expect((await fetch(`${simulator.apiUrl}tickle`)).headers.get('x-response-time')).toMatch(/^\d+ms$/)
  const direct = await startSimulator({ mode: 'oauth1', tls: false, marketMoves: false })
  releaseAfterTest(() => direct.close())
  expect((await fetch(`${direct.apiUrl}tickle`)).headers.get('x-response-time')).toBeNull()
})

test('the value true enables the old certificate, chunked responses and the login redirect', async () => {
  const simulator = await gateway(true, { tls: true, loggedIn: false })
  const socket = await handshake(simulator, { rejectUnauthorized: false })
  expect(socket.getProtocol()).toBe('TLSv1.2')
  let response = ''
  socket.setEncoding('latin1')
  socket.on('data', (part: string) => {
    response += part
  })
  socket.write('GET /v1/api/tickle HTTP/1.1\r\nhost: x\r\n\r\n')
  await vi.waitUntil(() => response.endsWith('0\r\n\r\n'), { timeout: 20_000, interval: 5 })
  expect(response).toMatch(/^HTTP\/1\.1 302 /)
})

test('ignores gateway options in other modes', async () => {
  const simulator = await startSimulator({ mode: 'oauth1', tls: false, marketMoves: false, gatewayHabits: true })
  releaseAfterTest(() => simulator.close())
  const response = await fetch(`${simulator.apiUrl}tickle`)
  expect(response.status).toBe(401)
  expect(response.headers.get('content-length')).toBe('12')
})

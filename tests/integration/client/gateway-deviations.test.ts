import { type AddressInfo, createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { confirmOnly, IbkrClient, sendOrders } from '../../../src/client/index.ts'
import type { SimulatorOptions } from '../../../src/simulator/options.ts'
import type { Simulator } from '../../../src/simulator/start-simulator.ts'
import { longTest } from '../../process/long-run-tests.ts'
import { clientOf, closeAfterTest, simulate, waitForSocket, waitForState } from './simulator-fixture.ts'
import { skippableClock, skipUntil } from './skippable-clock.ts'

// Simulates all deviations of IBKR's gateway at the same time: an old certificate, chunked responses, lost bodies,
// binary frames, a late link, no response without upstream, a login page instead of a 401, and rewritten close codes.

const gateway = (options: Partial<SimulatorOptions> = {}): Promise<Simulator> =>
  simulate({ mode: 'gateway', tls: true, gatewayHabits: true, ...options })
/** Creates a TLS client with an address as a user enters it. */
const tlsClient = (simulator: Simulator, options = {}): IbkrClient =>
  closeAfterTest(new IbkrClient(`localhost:${simulator.port}`, options))

const quotes = ['smd+265598+{"fields":["31"]}', 'umd+265598+{}'] as const

describe('client without supervision on a gateway with all deviations', () => {
  it('logs in at the gateway, reads, and sends a body with each POST', async () => {
    const simulator = await gateway()
    const client = tlsClient(simulator)
    expect(await client.init(false)).toMatchObject({ authenticated: true })
    expect(await client.request({ path: 'iserver/accounts' })).toMatchObject({ accounts: ['DU1234567'] })
    const order = { conid: 265598, orderType: 'LMT', side: 'BUY', price: 200, quantity: 5, tif: 'DAY' }
    expect(await sendOrders(client, 'DU1234567', [order], confirmOnly(['o163']))).toMatchObject({ kind: 'accepted' })
    const posts = simulator.record.requests({}).filter(({ method }) => method === 'POST')
    expect(posts.map(({ body }) => body)).not.toContain('')
  })

  it.each(['plain', 'json'] as const)(
    'receives data for an early subscription, for both forms of the session cookie (%s)',
    async (sessionCookie) => {
      const client = tlsClient(await gateway(), { sessionCookie })
      await client.init(false)
      client.session = (await client.request({ path: 'tickle', method: 'POST' })).session
      await client.request({ path: 'iserver/accounts' })
      const [subscribe, unsubscribe] = quotes
      const price = await new Promise<{ topic: string }>((resolve, reject) =>
        client
          .socket()
          .multiplex(
            () => subscribe,
            () => unsubscribe,
            (frame) => frame.topic === 'smd+265598',
          )
          .subscribe({ next: resolve, error: reject }),
      )
      expect(price).toMatchObject({ conid: 265598 })
    },
  )

  it('rejects a redirect to the login page with a code, and does not follow the redirect', async () => {
    const simulator = await gateway()
    simulator.controls.setLoggedIn(false)
    await expect(tlsClient(simulator).request({ path: 'iserver/accounts' })).rejects.toMatchObject({
      code: 'redirected',
      status: 302,
    })
    expect(simulator.record.requests({}).filter(({ path }) => path.startsWith('/sso'))).toEqual([])
  })

  it('times out if the gateway has no connection to IBKR', async () => {
    const simulator = await gateway()
    simulator.controls.setUpstream(false)
    const client = tlsClient(simulator, { timeout: 150 })
    await expect(client.request({ path: 'iserver/accounts' })).rejects.toMatchObject({ code: 'timeout' })
  })

  it('reads the complete next response after a 204 with a chunk', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.on('data', (chunk) => {
        const response = String(chunk).startsWith('GET /v1/api/none')
          ? 'HTTP/1.1 204 No Content\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'
          : 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\ntrue\r\n0\r\n\r\n'
        socket.write(response)
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const client = new IbkrClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    for (let round = 0; round < 3; round++) {
      expect(await client.request({ path: 'none' })).toBeUndefined()
      expect(await client.request({ path: 'some' })).toBe(true)
    }
    await client.close()
    await new Promise((resolve) => server.close(resolve))
  })
})

describe('supervised session on a gateway with all deviations', () => {
  it('receives data of its subscriptions, even after the socket was closed', async () => {
    const simulator = await gateway()
    const session = tlsClient(simulator).connect()
    const prices: unknown[] = []
    session.onFrame(({ value }) => {
      if ((value as { topic?: string } | undefined)?.topic === 'smd+265598') prices.push(value)
    })
    session.subscribe(...quotes)
    await waitForState(session, 'ready')
    await waitForSocket(session)
    await expect.poll(() => prices.length).toBeGreaterThan(0)
    const gap = new Promise((resolve) => session.onGap(resolve))
    simulator.controls.dropSockets(1001)
    expect(await gap).toMatchObject({ from: expect.any(Number), to: expect.any(Number) })
    const before = prices.length
    await expect.poll(() => prices.length).toBeGreaterThan(before)
  })

  it('requires a browser login if the gateway redirects to its login page, and becomes ready after the login', async () => {
    const clock = skippableClock()
    const simulator = await gateway({ clock })
    const session = clientOf(simulator, { clock }).connect()
    await waitForState(session, 'ready')
    simulator.controls.setLoggedIn(false)
    clock.skip(61_000)
    await skipUntil(clock, waitForState(session, 'needs-login'))
    simulator.controls.setLoggedIn(true)
    clock.skip(5_100)
    await skipUntil(clock, waitForState(session, 'ready'))
  })

  longTest(
    'the session is degraded while the gateway has no connection to IBKR, and becomes ready afterwards',
    async () => {
      const simulator = await gateway()
      const session = tlsClient(simulator, { timeout: 200 }).connect({ socket: false, tickleEvery: 300 })
      await waitForState(session, 'ready')
      simulator.controls.setUpstream(false)
      await waitForState(session, 'degraded')
      simulator.controls.setUpstream(true)
      await waitForState(session, 'ready')
    },
  )
})

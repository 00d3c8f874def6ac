import { describe, expect, it } from 'vitest'
import { IbkrClient, type IbkrClientOptions, type IbkrOauth2Config } from '../../../src/client/index.ts'
import type { SimulatorOptions } from '../../../src/simulator/options.ts'
import type { Simulator } from '../../../src/simulator/start-simulator.ts'
import { clientOf, closeAfterTest, oauth2ConfigOf, requestBodies, simulate } from './simulator-fixture.ts'
import { skippableClock } from './skippable-clock.ts'

const HOUR = 3_600_000
const polled = { timeout: 20_000, interval: 5 }
const TOKEN = '/oauth2/api/v1/token'
const SESSIONS = '/gw/api/v1/sso-sessions'

const start = (options: Partial<SimulatorOptions> = {}) => simulate({ mode: 'oauth2', ...options })

/** Creates a client with settings that differ from the simulator's. */
function clientWith(simulator: Simulator, change: Partial<IbkrOauth2Config>, options: IbkrClientOptions = {}) {
  return closeAfterTest(
    new IbkrClient({ ...oauth2ConfigOf(simulator), ...change }, { baseUrl: simulator.apiUrl, ...options }),
  )
}

/** Creates a logged-in client for a simulator that shares its clock. */
async function loggedIn(options: Partial<SimulatorOptions> = {}, change: Partial<IbkrOauth2Config> = {}) {
  const clock = skippableClock()
  const simulator = await start({ clock, ...options })
  const client = clientWith(simulator, change, { clock })
  await client.init()
  simulator.record.clear()
  return { clock, simulator, client }
}

/** Returns the statuses of the requests for a path, in order. */
const statuses = (simulator: Simulator, path: string | RegExp) =>
  simulator.record.requests({ path }).map(({ status }) => status)

describe('client with OAuth 2.0', () => {
  it.each([false, true])(
    'logs in, reads, confirms an order question and streams with OAuth 2.0 (TLS: %s)',
    async (tls) => {
      const simulator = await start({ tls })
      const client = clientOf(simulator)
      expect(client.oauth1).toBeUndefined()
      await expect(client.init()).resolves.toMatchObject({ authenticated: true, competing: false })
      expect(statuses(simulator, TOKEN)).toEqual([200])
      expect(statuses(simulator, SESSIONS)).toEqual([200])
      expect(requestBodies(simulator, 'iserver/auth/ssodh/init')).toEqual(['{"publish":true,"compete":true}'])
      const tickle = await client.request({ path: 'tickle', method: 'POST' })
      client.session = tickle.session
      await expect(client.request({ path: 'iserver/accounts' })).resolves.toMatchObject({ accounts: ['DU1234567'] })

      const frames: { readonly args?: readonly { readonly ticker?: string }[] }[] = []
      const subscription = client
        .socket()
        .multiplex(
          () => 'sor+{}',
          () => 'uor+{}',
          (frame) => frame.topic === 'sor',
        )
        .subscribe((frame) => frames.push(frame))
      await expect.poll(() => simulator.record.frames({ direction: 'in', text: 'sor+{}' }).length, polled).toBe(1)

      const order = { conid: 265598, orderType: 'LMT', side: 'BUY', price: 1, quantity: 1, tif: 'DAY' }
      let reply = await client.request({
        path: 'iserver/account/DU1234567/orders',
        method: 'POST',
        data: { orders: [order] },
      })
      expect(reply[0].message).toBeDefined()
      while (reply[0].order_id === undefined) {
        reply = await client.request({
          path: `iserver/reply/${reply[0].id}`,
          method: 'POST',
          data: { confirmed: true },
        })
      }
      await expect.poll(() => JSON.stringify(frames), polled).toContain(String(reply[0].order_id))
      subscription.unsubscribe()
      await expect.poll(() => simulator.controls.socketCount(), polled).toBe(0)
    },
  )

  it('live() rejects for OAuth 2.0', async () => {
    const client = clientOf(await start())
    await expect(client.live()).rejects.toThrow(/^OAuth1 is not enabled$/)
  })

  it('opens a session only in init(), and rejects requests before init() and after a logout', async () => {
    const simulator = await start()
    const client = clientOf(simulator)
    const read = () => client.request({ path: 'iserver/accounts' })
    await expect(read()).rejects.toMatchObject({ code: 'session-not-ready' })
    expect(simulator.record.requests({})).toEqual([])
    await client.init()
    await read()
    await client.request({ path: 'logout', method: 'POST' })
    await expect(read()).rejects.toMatchObject({ code: 'session-not-ready' })
    await client.init()
    await read()
    expect(statuses(simulator, TOKEN)).toEqual([200, 200])
  })

  it('supports both audiences that IBKR accepts', async () => {
    const simulator = await start()
    for (const audience of ['/token', 'token-url'] as const) {
      const client = clientWith(simulator, { audience })
      await client.init()
      await client.init()
    }
    expect(statuses(simulator, TOKEN)).toEqual([200, 200])
  })

  it("corrects its clock to IBKR's time after a refusal", async () => {
    const simulator = await start({ clockSkewSeconds: -600 })
    const warnings: string[] = []
    const client = clientWith(
      simulator,
      {},
      { logger: { debug: () => undefined, warn: (text) => warnings.push(text) } },
    )
    await client.init()
    expect(statuses(simulator, TOKEN)).toEqual([400, 200])
    expect(warnings.join()).toContain('600 seconds ahead of')
  })
})

describe('OAuth 2.0 tokens', () => {
  it('account management requests only an access token, at its first use', async () => {
    const simulator = await start()
    const client = clientWith(simulator, { scopes: ['echo.read'] })
    await expect(client.request({ path: '/gw/api/v1/echo/https' })).resolves.toMatchObject({ securityPolicy: 'HTTPS' })
    expect(statuses(simulator, TOKEN)).toEqual([200])
    expect(statuses(simulator, SESSIONS)).toEqual([])
  })

  it('renews tokens an hour before they expire, once for concurrent requests', async () => {
    const { clock, simulator, client } = await loggedIn()
    clock.skip(22.9 * HOUR)
    await client.request({ path: 'portfolio/accounts' })
    expect(statuses(simulator, TOKEN)).toEqual([])
    clock.skip(0.2 * HOUR)
    await Promise.all([1, 2, 3].map(() => client.request({ path: 'portfolio/accounts' })))
    expect(statuses(simulator, TOKEN)).toEqual([200])
    expect(statuses(simulator, SESSIONS)).toEqual([200])
    clock.skip(2 * HOUR)
    await expect(client.request({ path: 'portfolio/accounts' })).resolves.toHaveLength(1)
    expect(new Set(statuses(simulator, /./))).toEqual(new Set([200]))
  })

  it('uses tokens until they expire if their renewal fails', async () => {
    const { clock, simulator, client } = await loggedIn()
    simulator.controls.faults.add('503@/gw/*')
    clock.skip(23.5 * HOUR)
    await expect(client.request({ path: 'portfolio/accounts' })).resolves.toHaveLength(1)
    await client.request({ path: 'portfolio/accounts' })
    expect(statuses(simulator, SESSIONS)).toEqual([503])
    clock.skip(HOUR)
    await expect(client.request({ path: 'portfolio/accounts' })).rejects.toMatchObject({ code: 'service-unavailable' })
  })

  it('renews tokens after the SSO session expired, and repeats each failed read once', async () => {
    const { simulator, client } = await loggedIn()
    simulator.controls.expireSsoSessions()
    const responses = await Promise.all(
      ['portfolio/accounts', 'trsrv/stocks?symbols=AAPL'].map((path) => client.request({ path, raw: true })),
    )
    expect(responses.map(({ status }) => status)).toEqual([200, 200])
    expect(statuses(simulator, SESSIONS)).toEqual([200])
    expect(statuses(simulator, '/v1/api/trsrv/stocks')).toEqual([401, 200])
  })

  it('renews tokens without repeating a write', async () => {
    const { simulator, client } = await loggedIn({}, { scopes: ['sso-sessions.write', 'echo.write'] })
    simulator.controls.expireSsoSessions()
    const path = 'iserver/account/DU1234567/orders'
    const order = () => client.request({ path, method: 'POST', data: { orders: [{ conid: 265598 }] } })
    await expect(order()).rejects.toMatchObject({ status: 401, code: 'unauthorized' })
    expect(requestBodies(simulator, path)).toHaveLength(1)
    expect(statuses(simulator, SESSIONS)).toEqual([])
    await client.request({ path: 'portfolio/accounts' })
    expect(statuses(simulator, SESSIONS)).toEqual([200])

    simulator.controls.expireAccessTokens()
    const echo = () => client.request({ path: '/gw/api/v1/echo/signed-jwt', method: 'POST', jwt: true, data: {} })
    await expect(echo()).rejects.toMatchObject({ status: 401, code: 'access-token-expired' })
    await expect(echo()).resolves.toMatchObject({ securityPolicy: 'SIGNED_JWT' })
    expect(statuses(simulator, '/gw/api/v1/echo/signed-jwt')).toEqual([401, 200])
  })

  it('requests a new access token after the old one expired, for requests and for a new SSO session', async () => {
    const { simulator, client } = await loggedIn({}, { scopes: ['sso-sessions.write', 'echo.read'] })
    simulator.controls.expireAccessTokens()
    await Promise.all([1, 2].map(() => client.request({ path: '/gw/api/v1/echo/https' })))
    expect(statuses(simulator, TOKEN)).toEqual([200])
    simulator.controls.expireAccessTokens()
    await client.init()
    expect(statuses(simulator, SESSIONS)).toEqual([401, 200])
    expect(statuses(simulator, TOKEN)).toEqual([200, 200])
  })

  it('renews tokens only once for an endpoint that always responds with 401', async () => {
    const { simulator, client } = await loggedIn()
    simulator.controls.faults.add('401@/v1/api/trsrv/*')
    for (let i = 0; i < 3; i++) {
      await expect(client.request({ path: 'trsrv/stocks' })).rejects.toMatchObject({ code: 'unauthorized' })
    }
    expect(statuses(simulator, SESSIONS)).toEqual([200])
    expect(requestBodies(simulator, 'trsrv/stocks')).toHaveLength(4)
  })
})

describe('request bodies with claims', () => {
  it('sends claims as a verified JWT, and plain bodies without a signature', async () => {
    const simulator = await start()
    const client = clientWith(simulator, { scopes: ['echo.read', 'echo.write'] })
    const data = { text: 'Grüße', list: [1, { two: 2 }], left: undefined }
    await client.request({ path: '/gw/api/v1/echo/signed-jwt', method: 'POST', jwt: true, data })
    const [sent] = simulator.record.requests({ path: '/gw/api/v1/echo/signed-jwt' })
    expect(sent).toMatchObject({ status: 200, verification: 'verified' })
    expect(sent?.headers).toMatchObject({ 'content-type': 'application/jwt' })
    await client.request({ path: '/gw/api/v1/echo/https' })
    await expect(client.request({ path: '/gw/api/v1/echo/signed-jwt', method: 'POST', data })).rejects.toMatchObject({
      status: 415,
    })
  })

  it('accepts claims only as an object and only with OAuth 2.0', async () => {
    const simulator = await start()
    const client = clientWith(simulator, { scopes: ['echo.write'] })
    const send = (input: object) =>
      client.request({ path: '/gw/api/v1/echo/signed-jwt', method: 'POST', jwt: true, ...input })
    for (const input of [{ data: 'text' }, { data: [1] }, { data: new URLSearchParams() }, { body: '{}' }]) {
      await expect(send(input)).rejects.toMatchObject({ code: 'config-invalid' })
    }
    expect(statuses(simulator, '/gw/api/v1/echo/signed-jwt')).toEqual([])
    const gateway = clientOf(await simulate({ mode: 'gateway' }))
    await expect(gateway.request({ path: '/gw/x', jwt: true, data: {} })).rejects.toMatchObject({
      code: 'config-unsupported',
    })
  })
})

import { describe, expect, it } from 'vitest'
import { IbkrClient } from '../../../src/client/index.ts'
import { makeTestKeys } from '../../unit/client/test-keys.ts'
import { clientOf, closeAfterTest, requestBodies, simulate } from './simulator-fixture.ts'

const polled = { timeout: 20_000, interval: 5 }

describe('IbkrClient as a replacement for ibkr-client, with OAuth 1.0a', () => {
  it.each([false, true])('logs in, reads and streams with OAuth 1.0a (TLS: %s)', async (tls) => {
    const simulator = await simulate({ tls, querySigningMode: 'strict' })
    const client = clientOf(simulator)
    await expect(client.init()).resolves.toMatchObject({ authenticated: true, competing: false })
    expect(requestBodies(simulator, 'iserver/auth/ssodh/init')).toEqual(['{"publish":true,"compete":true}'])
    expect(client.session).toBeUndefined()
    const tickle = await client.request({ path: 'tickle', method: 'POST' })
    client.session = tickle.session
    await expect(client.request({ path: 'iserver/accounts' })).resolves.toMatchObject({ accounts: ['DU1234567'] })
    const params = { conids: [265598, 8314], fields: '31,84 86', empty: null }
    await client.request({ path: '/iserver/marketdata/snapshot', params })
    const snapshot = simulator.record.requests({ path: /snapshot$/ })[0]
    expect(snapshot).toMatchObject({ verification: 'verified', querySigningMode: 'pairs-in-list' })
    expect(snapshot?.query).toBe('conids=265598%2C8314&fields=31%2C84+86')

    const frames: unknown[] = []
    const socket = client.socket()
    const orders = socket.multiplex(
      () => 'sor+{}',
      () => 'uor+{}',
      (frame) => frame.topic === 'sor',
    )
    const subscription = orders.subscribe((frame) => frames.push(frame))
    await expect.poll(() => simulator.record.frames({ direction: 'in', text: 'sor+{}' }).length, polled).toBe(1)
    simulator.controls.addOrder({ symbol: 'AAPL', side: 'BUY', quantity: 1, price: 1 })
    await expect.poll(() => frames.length, polled).toBeGreaterThan(0)
    subscription.unsubscribe()
    await expect.poll(() => simulator.controls.socketCount(), polled).toBe(0)
  })

  it('live() verifies the token, returns the expiration as IBKR sent it, and does not store the token', async () => {
    const simulator = await simulate()
    const client = clientOf(simulator)
    const live = await client.live()
    expect(Buffer.from(live.token, 'base64')).toHaveLength(20)
    expect(live.signature).toMatch(/^[0-9a-f]{40}$/)
    expect(live.expiration).toBeTypeOf('number')
    await expect(client.request({ path: 'iserver/accounts' })).rejects.toMatchObject({ status: 401 })
  })

  it.each(['joined', 'omitted', 'in-url'] as const)(
    'signs with the query signing mode "%s"',
    async (querySigningMode) => {
      const simulator = await simulate()
      const client = clientOf(simulator, { querySigningMode })
      await client.init()
      await client.request({ path: 'trsrv/stocks', params: { symbols: 'AAPL,IBM' } })
      const seen = { joined: 'pairs-in-list', omitted: 'pairs-omitted', 'in-url': 'query-in-url' }[querySigningMode]
      expect(simulator.record.requests({ path: /stocks$/ })[0]).toMatchObject({
        verification: 'verified',
        querySigningMode: seen,
      })
    },
  )

  it('adds headers of the caller to the signed headers, and the signature stays valid', async () => {
    const simulator = await simulate()
    const client = clientOf(simulator)
    await client.init()
    await client.request({ path: 'iserver/accounts', headers: { 'X-Mine': '1' } })
    const seen = simulator.record.requests({ path: /accounts$/ })[0]
    expect(seen).toMatchObject({ verification: 'verified', headers: expect.objectContaining({ 'x-mine': '1' }) })
  })

  it('rejects with the error text of ibkr-client when the server refuses the keys', async () => {
    const simulator = await simulate()
    const client = closeAfterTest(
      new IbkrClient({ ...simulator.oauth1, ...foreignKeys() } as never, { baseUrl: simulator.apiUrl }),
    )
    await expect(client.init()).rejects.toThrow(/^Response status 401: /)
  })
})

/** Creates keys and a secret that match each other, but not the server's keys. */
function foreignKeys(): object {
  const { encryption, accessTokenSecret, signature } = makeTestKeys().config
  return { encryption, accessTokenSecret, signature }
}

describe('IbkrClient as a replacement for ibkr-client, with a gateway', () => {
  it.each([false, true])('sends unsigned requests to a gateway, and rejects a 404 (TLS: %s)', async (tls) => {
    const simulator = await simulate({ mode: 'gateway', tls })
    const client = clientOf(simulator)
    expect(client.oauth1).toBeUndefined()
    await client.init()
    await expect(client.request({ path: 'portfolio/accounts' })).resolves.toHaveLength(1)
    const failure = client.request({ path: 'no/such/path' })
    await expect(failure).rejects.toMatchObject({ status: 404, code: 'not-found' })
    await expect(failure).rejects.toThrow(/^Response status 404: /)
  })

  it('live() rejects for a gateway', async () => {
    const client = clientOf(await simulate({ mode: 'gateway' }))
    await expect(client.live()).rejects.toThrow(/^OAuth1 is not enabled$/)
  })
})

describe('pacing of requests by IbkrClient', () => {
  it("pacing is off by default, and keeps requests within the server's limits if enabled", async () => {
    const simulator = await simulate({ mode: 'gateway', enforcePacing: true })
    const [hasty, patient] = [clientOf(simulator), clientOf(simulator, { pacing: true })]
    const read = (client: typeof hasty) =>
      client.request({ path: 'iserver/accounts', raw: true }).then(({ status }) => status)
    const paced = await Promise.all(Array.from({ length: 15 }, () => read(patient)))
    expect(new Set(paced)).toEqual(new Set([200]))
    // Only ten requests per second are allowed, so 150 exceed the limit even on a slow machine.
    const unpaced = await Promise.all(Array.from({ length: 150 }, () => read(hasty)))
    expect(unpaced).toContain(429)
  })
})

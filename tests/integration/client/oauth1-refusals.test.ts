import { describe, expect, it } from 'vitest'
import { longTest } from '../../process/long-run-tests.ts'
import { clientOf, requestBodies, simulate, supervise, waitForState } from './simulator-fixture.ts'

const PATH = 'oauth/live_session_token'

describe('OAuth 1.0a login with a wrong clock', () => {
  it.each([7_200, -7_200])(
    'detects at login that the clock is wrong by %d seconds, and corrects it once for all later requests',
    async (clockSkewSeconds) => {
      const simulator = await simulate({ clockSkewSeconds })
      const warnings: string[] = []
      const client = clientOf(simulator, { logger: { debug: () => undefined, warn: (text) => warnings.push(text) } })
      await client.init()
      expect(simulator.record.requests({ path: `/v1/api/${PATH}` }).map(({ verification }) => verification)).toEqual([
        'timestamp-outside-window',
        'verified',
      ])
      await client.request({ path: 'iserver/accounts' })
      await client.request({ path: 'tickle', method: 'POST' })
      expect(
        simulator.record
          .requests()
          .slice(1)
          .map(({ verification }) => verification),
      ).toEqual(Array.from({ length: 4 }, () => 'verified'))
      expect(warnings).toEqual([expect.stringMatching(/^This machine's clock is 7[12]\d\d seconds/)])
    },
  )

  it('repeats a read, but not an order, if the clock becomes wrong during the session', async () => {
    const simulator = await simulate()
    const client = clientOf(simulator)
    await client.init()
    simulator.controls.setClockSkew(3_600)
    await expect(client.request({ path: 'iserver/reply/x', method: 'POST', data: {} })).rejects.toMatchObject({
      status: 401,
    })
    expect(requestBodies(simulator, 'iserver/reply/x')).toHaveLength(1)
    simulator.controls.setClockSkew(0)
    await expect(client.request({ path: 'iserver/accounts' })).resolves.toMatchObject({ accounts: ['DU1234567'] })
    expect(requestBodies(simulator, 'iserver/accounts')).toHaveLength(2)
  })

  it('reports a wrong clock in the timeline, and takes it into account for the token expiry', async () => {
    const { session, clock } = await supervise({ clockSkewSeconds: -36_000 })
    await waitForState(session, 'ready')
    expect(session.timeline.filter(({ text }) => /clock is 3[56]\d{3} seconds/.test(text))).toHaveLength(1)
    const left = (session.liveSessionTokenExpiresAt ?? 0) - clock.now()
    expect(left / 3_600_000).toBeCloseTo(24, 1)
  })
})

longTest('keeps the session, and allows a new login, when the server clock is set back', async () => {
  const { simulator, session, clock } = await supervise({ clockSkewSeconds: 3_600 })
  await waitForState(session, 'ready')
  simulator.controls.setClockSkew(0)
  await expect(session.request({ path: 'iserver/accounts' })).resolves.toMatchObject({ accounts: ['DU1234567'] })
  simulator.controls.expireLiveSessionToken()
  await expect(session.request({ path: 'iserver/accounts' })).resolves.toMatchObject({ accounts: ['DU1234567'] })
  await session.ready()
  const client = clientOf(simulator, { clock })
  await client.init()
})

describe('error code after IBKR refused an OAuth 1.0a login', () => {
  it('reports a consumer key that is not active yet', async () => {
    const simulator = await simulate({ consumer: 'not-active-yet' })
    const client = clientOf(simulator)
    await expect(client.init()).rejects.toMatchObject({ code: 'consumer-invalid' })
    expect(requestBodies(simulator, PATH)).toHaveLength(1)
    simulator.controls.activateConsumer()
    await client.init()
  })

  it('rejects a wrong OAuth realm with consumer-invalid', async () => {
    const simulator = await simulate()
    const { IbkrClient } = await import('../../../src/client/index.ts')
    const client = new IbkrClient({ ...simulator.oauth1, realm: 'test_realm' } as never, { baseUrl: simulator.apiUrl })
    await expect(client.init()).rejects.toMatchObject({ code: 'consumer-invalid' })
    await client.close()
  })

  it('reports an access token secret that was replaced or that the server has lost', async () => {
    const simulator = await simulate()
    const client = clientOf(simulator)
    const renewed = simulator.controls.regenerateAccessToken()
    await expect(client.init()).rejects.toMatchObject({ code: 'live-session-token-refused' })
    expect(requestBodies(simulator, PATH)).toHaveLength(1)
    expect(renewed.accessToken).toBe(client.oauth1?.getAccessToken())
    await clientOf(simulator).init()
    simulator.controls.loseAccessSecret()
    await expect(clientOf(simulator).init()).rejects.toMatchObject({ code: 'live-session-token-refused' })
  })

  it('reports an expired live session token', async () => {
    const simulator = await simulate()
    const client = clientOf(simulator)
    await client.init()
    simulator.controls.expireLiveSessionToken()
    await expect(client.request({ path: 'iserver/accounts' })).rejects.toMatchObject({ code: 'unauthorized' })
    await client.init()
    await client.request({ path: 'iserver/accounts' })
  })
})

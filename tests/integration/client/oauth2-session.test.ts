import { describe, expect, it } from 'vitest'
import { clientOf, requestBodies, simulate, supervise, waitForSocket, waitForState } from './simulator-fixture.ts'
import { skipUntil } from './skippable-clock.ts'

const HOUR = 3_600_000
const polled = { timeout: 20_000, interval: 5 }
const TOKEN = '/oauth2/api/v1/token'
const SESSIONS = '/gw/api/v1/sso-sessions'

const start = () => supervise({ mode: 'oauth2' })

describe('supervised session under OAuth 2.0', () => {
  it('logs in with token, SSO session, tickle, brokerage session and accounts, and never ends another session', async () => {
    const simulator = await simulate({ mode: 'oauth2' })
    const client = clientOf(simulator)
    const session = client.connect()
    const kinds: string[] = [session.state.kind]
    session.onState((state) => kinds.push(state.kind === 'authenticating' ? state.step : state.kind))
    await waitForSocket(session)
    expect(session.state).toMatchObject({ kind: 'ready', accounts: { accounts: ['DU1234567'], paper: true } })
    expect(kinds).toEqual(['connecting', 'sso-session', 'brokerage-session', 'accounts', 'ready'])
    const paths = simulator.record.requests({}).map(({ path }) => path.replace('/v1/api/', ''))
    expect(paths.filter((path) => !/auth\/status|\/ws$/.test(path)).slice(0, 5)).toEqual([
      TOKEN,
      SESSIONS,
      'tickle',
      'iserver/auth/ssodh/init',
      'iserver/accounts',
    ])
    expect(requestBodies(simulator, 'iserver/auth/ssodh/init')).toEqual(['{"publish":true,"compete":false}'])
    expect(client.session).toMatch(/^[0-9a-f]{32}$/)
    expect((session.liveSessionTokenExpiresAt ?? 0) - Date.now()).toBeGreaterThan(23 * HOUR)
    await expect(session.request({ path: 'portfolio/accounts' })).resolves.toHaveLength(1)
  })

  it('opens a new SSO session an hour before the old one expires, and stays ready', async () => {
    const { simulator, session, clock } = await supervise({ mode: 'oauth2' }, { socket: false })
    await waitForState(session, 'ready')
    const kinds: string[] = []
    session.onState(({ kind }) => kinds.push(kind))
    const first = session.liveSessionTokenExpiresAt ?? 0
    simulator.record.clear()
    clock.skip(first - clock.now() - HOUR + 1_000)
    await expect.poll(() => simulator.record.requests({ path: SESSIONS }).length, polled).toBe(1)
    await expect.poll(() => session.liveSessionTokenExpiresAt, polled).toBeGreaterThan(first)
    await expect.poll(() => requestBodies(simulator, 'iserver/accounts').length, polled).toBe(1)
    await expect(session.request({ path: 'portfolio/accounts' })).resolves.toHaveLength(1)
    expect(simulator.record.requests({ path: TOKEN })).toHaveLength(1)
    expect(kinds).toEqual([])
  })

  it('logs in once after a 401, repeats each read once, and does not repeat an order', async () => {
    const { simulator, session, clock } = await start()
    await waitForState(session, 'ready')
    simulator.controls.expireSsoSessions()
    simulator.record.clear()
    const path = 'iserver/account/DU1234567/orders'
    const order = session.request({ path, method: 'POST', data: { orders: [{ conid: 265598 }] }, raw: true })
    const reads = ['trsrv/stocks?symbols=AAPL', 'portfolio/accounts'].map((path) =>
      session.request({ path, raw: true }),
    )
    const responses = await skipUntil(clock, Promise.all([order, ...reads]))
    expect(responses.map(({ status }) => status)).toEqual([401, 200, 200])
    expect(simulator.record.requests({ path: SESSIONS })).toHaveLength(1)
    expect(requestBodies(simulator, path)).toHaveLength(1)
    await waitForState(session, 'ready')
  })

  it('reconnects with the new bearer token after a lost connection, and resubscribes', async () => {
    const { simulator, session, clock } = await start()
    await waitForSocket(session)
    session.subscribe('sor+{}', 'uor+{}')
    const subscribed = () => simulator.record.frames({ direction: 'in', text: 'sor+{}' }).length
    await expect.poll(subscribed, polled).toBe(1)
    simulator.controls.expireSsoSessions()
    await skipUntil(clock, session.request({ path: 'portfolio/accounts' }))
    simulator.controls.dropSockets()
    await expect.poll(subscribed, polled).toBe(2)
    await waitForSocket(session)
  })

  it('needs no session for account management, and ignores a 401 from account management', async () => {
    const { simulator, session, client } = await supervise({ mode: 'oauth2' }, { socket: false })
    await waitForState(session, 'ready')
    simulator.controls.expireAccessTokens()
    simulator.record.clear()
    await expect(session.request({ path: '/gw/api/v1/echo/https' })).rejects.toMatchObject({ code: 'scope-missing' })
    expect(simulator.record.requests({}).map(({ path, status }) => `${path} ${status}`)).toEqual([
      '/gw/api/v1/echo/https 401',
      `${TOKEN} 200`,
      '/gw/api/v1/echo/https 403',
    ])
    expect(session.state.kind).toBe('ready')
    await client.request({ path: 'logout', method: 'POST' })
    await expect(session.request({ path: 'portfolio/accounts' })).rejects.toMatchObject({ code: 'session-not-ready' })
    await expect(session.request({ path: '/gw/api/v1/echo/https' })).rejects.toMatchObject({ code: 'scope-missing' })
  })

  it('logs in again automatically after a logout', async () => {
    const { simulator, session, clock } = await start()
    await waitForState(session, 'ready')
    await session.request({ path: 'logout', method: 'POST' })
    simulator.record.clear()
    clock.skip(60_000)
    await expect.poll(() => requestBodies(simulator, 'iserver/accounts').length, polled).toBe(1)
    await waitForState(session, 'ready')
  })

  it('ends immediately if it is closed in the middle of a login', async () => {
    const simulator = await simulate({ mode: 'oauth2' })
    simulator.controls.faults.add('latency=60000@/oauth2/*')
    const session = clientOf(simulator).connect()
    await expect.poll(() => session.state.kind, polled).toBe('authenticating')
    await session.close()
    expect(session.state.kind).toBe('signed-out')
    expect(simulator.record.requests({ path: SESSIONS })).toEqual([])
  })
})

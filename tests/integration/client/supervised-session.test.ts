import { inspect } from 'node:util'
import { describe, expect, it, vi } from 'vitest'
import { IbkrClient } from '../../../src/client/index.ts'
import { systemClock } from '../../../src/simulator/clock.ts'
import { type Simulator, startSimulator } from '../../../src/simulator/start-simulator.ts'
import { longTest } from '../../process/long-run-tests.ts'
import {
  clientOf,
  closeAfterTest,
  requestBodies,
  simulate,
  supervise,
  waitForSocket,
  waitForState,
} from './simulator-fixture.ts'
import { skippableClock, skipUntil } from './skippable-clock.ts'

const HOUR = 3_600_000
const polled = { timeout: 20_000, interval: 5 }

async function waitForRequests(simulator: Simulator, path: string, count: number): Promise<void> {
  await expect.poll(() => requestBodies(simulator, path).length, polled).toBe(count)
}
const accounts = { accounts: ['DU1234567'], selected: 'DU1234567', paper: true }

describe('login of a supervised session', () => {
  it('logs in with token, brokerage session and accounts, and never ends another session', async () => {
    const simulator = await simulate()
    const client = clientOf(simulator)
    const session = client.connect()
    const kinds: string[] = [session.state.kind]
    session.onState((state) => kinds.push(state.kind === 'authenticating' ? state.step : state.kind))
    await waitForState(session, 'ready')
    expect(session.state).toMatchObject({ kind: 'ready', accounts })
    expect(kinds).toEqual(['connecting', 'live-session-token', 'brokerage-session', 'accounts', 'ready'])
    expect(requestBodies(simulator, 'iserver/auth/ssodh/init')).toEqual(['{"publish":true,"compete":false}'])
    expect(client.session).toMatch(/^[0-9a-f]{32}$/)
    expect(session.lastTickle?.roundTripMs).toBeGreaterThan(0)
    expect((session.liveSessionTokenExpiresAt ?? 0) - Date.now()).toBeGreaterThan(23 * HOUR)
    expect(session.timeline.map((entry) => entry.id)).toEqual(session.timeline.map((_entry, index) => index + 1))
    await expect(session.request({ path: 'portfolio/accounts' })).resolves.toHaveLength(1)
  })

  it('waits until the brokerage session is established, not just authenticated', async () => {
    const { simulator, session, clock } = await supervise({ establishSeconds: 3 })
    await expect.poll(() => requestBodies(simulator, 'iserver/auth/ssodh/init').length, polled).toBe(1)
    for (let i = 0; i < 3; i++) {
      await expect.poll(() => clock.pending, polled).toBeGreaterThan(0)
      expect(session.state).toMatchObject({ kind: 'authenticating', step: 'brokerage-session' })
      clock.skip(1_000)
    }
    await waitForState(session, 'ready')
    expect(requestBodies(simulator, 'iserver/auth/status').length).toBeGreaterThan(0)
  })

  it('uses the brokerage session that a gateway has already opened', async () => {
    const { simulator, session } = await supervise({ mode: 'gateway' })
    await waitForState(session, 'ready')
    expect(requestBodies(simulator, 'iserver/auth/ssodh/init')).toEqual([])
    expect(session.liveSessionTokenExpiresAt).toBeUndefined()
  })

  it.each(['gateway', 'oauth1'] as const)(
    'is not ready while another login competes, even if authenticated: %s',
    async (mode) => {
      const { simulator, session, clock } = await supervise({ mode })
      simulator.controls.setContested(true)
      await waitForState(session, 'competing')
      simulator.controls.setContested(false)
      clock.skip(60_000)
      await waitForState(session, 'ready')
    },
  )

  it('shows the login address of a gateway, and continues after the login', async () => {
    const { simulator, session, clock } = await supervise({ mode: 'gateway', loggedIn: false })
    await waitForState(session, 'needs-login')
    expect(session.state).toMatchObject({ loginUrl: `http://127.0.0.1:${simulator.port}/` })
    simulator.controls.setLoggedIn(true)
    clock.skip(5_000)
    await waitForState(session, 'ready')
  })

  it('fails permanently for an unknown consumer key', async () => {
    const simulator = await simulate()
    const settings = { ...simulator.oauth1, consumerKey: 'OTHERCONS' } as never
    const client = closeAfterTest(new IbkrClient(settings, { baseUrl: simulator.apiUrl }))
    const session = client.connect()
    await waitForState(session, 'failed')
    expect(session.state).toMatchObject({ code: 'consumer-invalid' })
    await expect(session.request({ path: 'iserver/accounts' })).rejects.toMatchObject({ code: 'session-not-ready' })
  })

  it('retries while the server is down, and becomes ready after the server starts again', async () => {
    const clock = skippableClock()
    const gone = await startSimulator({ mode: 'gateway', tls: false })
    const client = clientOf(gone, { clock })
    await gone.close()
    const session = client.connect()
    await waitForState(session, 'degraded')
    expect(session.state).toMatchObject({ code: 'network-failed' })
    expect(session.state.kind === 'degraded' && session.state.retryAt).toBeGreaterThan(clock.now())
    closeAfterTest(await startSimulator({ mode: 'gateway', tls: false, port: gone.port }))
    clock.skip(30_000)
    await waitForState(session, 'ready')
  })
})

describe('keeping a supervised session alive', () => {
  it('tickles every 60 seconds', async () => {
    const { simulator, session, clock } = await supervise()
    await waitForState(session, 'ready')
    const before = requestBodies(simulator, 'tickle').length
    const pulses: number[] = []
    session.onTickle(({ at }) => pulses.push(at))
    for (let minute = 1; minute <= 3; minute++) {
      clock.skip(60_000)
      // Waits for the response too, because skipping time before it arrives would skip the next tickle.
      await expect
        .poll(() => [requestBodies(simulator, 'tickle').length, pulses.length], polled)
        .toEqual([before + minute, minute])
    }
    expect(session.state.kind).toBe('ready')
  })

  it('requests a new live session token an hour before the old one expires, and stays ready', async () => {
    const { simulator, session, clock } = await supervise({}, { socket: false })
    await waitForState(session, 'ready')
    const kinds: string[] = []
    session.onState(({ kind }) => kinds.push(kind))
    const first = session.liveSessionTokenExpiresAt ?? 0
    clock.skip(first - clock.now() - HOUR + 1_000)
    await expect.poll(() => requestBodies(simulator, 'oauth/live_session_token').length, polled).toBe(2)
    await expect.poll(() => session.liveSessionTokenExpiresAt, polled).toBeGreaterThan(first)
    await expect(session.request({ path: 'iserver/accounts' })).resolves.toMatchObject({ isPaper: true })
    expect(kinds).toEqual([])
  })

  it('reopens a lost brokerage session', async () => {
    const { simulator, session, clock } = await supervise()
    await waitForState(session, 'ready')
    simulator.controls.endBrokerageSession()
    clock.skip(60_000)
    // IBKR's pacing delays the login.
    await skipUntil(clock, waitForRequests(simulator, 'iserver/auth/ssodh/init', 2))
    await waitForState(session, 'ready')
    expect(requestBodies(simulator, 'iserver/auth/ssodh/init')[1]).toBe('{"publish":true,"compete":false}')
  })

  it.each([true, false])(
    'detects a lost brokerage session with the next tickle, in a flat response: %s',
    async (flatTickle) => {
      const { simulator, session, clock } = await supervise({ mode: 'gateway', flatTickle }, { socket: false })
      await waitForState(session, 'ready')
      simulator.controls.endBrokerageSession()
      clock.skip(60_000)
      await skipUntil(clock, waitForRequests(simulator, 'iserver/auth/ssodh/init', 1))
      await waitForState(session, 'ready')
    },
  )

  it('checks the session immediately after the machine slept', async () => {
    const { simulator, session, clock } = await supervise()
    // Before the socket opens, it may send a tickle too.
    await waitForSocket(session)
    const before = requestBodies(simulator, 'tickle').length
    clock.sleep(40 * 60_000)
    clock.skip(5_000)
    await expect.poll(() => requestBodies(simulator, 'tickle').length, polled).toBeGreaterThan(before)
    expect(session.timeline.map(({ text }) => text).join()).toContain('The machine slept for 2400 seconds')
  })

  it('is degraded while the server is down, and becomes ready afterwards without a new login', async () => {
    const clock = skippableClock()
    const simulator = await startSimulator({ mode: 'gateway', tls: false, clock })
    const client = clientOf(simulator, { clock })
    const session = client.connect({ socket: false })
    await waitForState(session, 'ready')
    await simulator.close()
    clock.skip(60_000)
    await waitForState(session, 'degraded')
    const back = closeAfterTest(await startSimulator({ mode: 'gateway', tls: false, port: simulator.port, clock }))
    clock.skip(30_000)
    await waitForState(session, 'ready')
    expect(requestBodies(back, 'iserver/accounts')).toEqual([])
  })
})

describe('supervised session after a 401 response', () => {
  it('logs in once for all requests that received a 401, and repeats each read once', async () => {
    const { simulator, session, clock } = await supervise()
    await waitForState(session, 'ready')
    simulator.controls.expireLiveSessionToken()
    simulator.record.clear()
    const reads = Promise.all(
      ['iserver/accounts', 'trsrv/stocks?symbols=AAPL', 'iserver/account/trades'].map((path) =>
        session.request({ path, raw: true }),
      ),
    )
    // IBKR's pacing allows only one of these reads every five seconds.
    const responses = await skipUntil(clock, reads)
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(requestBodies(simulator, 'oauth/live_session_token')).toHaveLength(1)
    const stocks = simulator.record.requests({ path: '/v1/api/trsrv/stocks' })
    expect(stocks.map(({ status }) => status)).toEqual([401, 200])
    expect(session.state.kind).toBe('ready')
  })

  it('never repeats a write after a 401', async () => {
    const { simulator, session, clock } = await supervise()
    await waitForState(session, 'ready')
    simulator.controls.expireLiveSessionToken()
    simulator.record.clear()
    const path = 'iserver/account/DU1234567/orders'
    const order = session.request({ path, method: 'POST', data: { orders: [{ conid: 265598 }] } })
    await expect(order).rejects.toMatchObject({ status: 401, code: 'unauthorized' })
    await waitForRequests(simulator, 'oauth/live_session_token', 1)
    await skipUntil(clock, waitForState(session, 'ready'))
    expect(requestBodies(simulator, path)).toHaveLength(1)
  })

  longTest('repeats a POST after a 401 if the caller marks it as safe', async () => {
    const { simulator, session } = await supervise()
    await waitForState(session, 'ready')
    simulator.controls.expireLiveSessionToken()
    const status = session.request({ path: 'iserver/auth/status', method: 'POST', data: {} }, { safe: true })
    await expect(status).resolves.toMatchObject({ authenticated: true })
  })

  it('requires a login by the user after a 401 at a gateway', async () => {
    const { simulator, session, clock } = await supervise({ mode: 'gateway' })
    await waitForState(session, 'ready')
    simulator.controls.setLoggedIn(false)
    const read = session.request({ path: 'iserver/accounts' })
    await expect(skipUntil(clock, read)).rejects.toMatchObject({ status: 401 })
    await skipUntil(clock, waitForState(session, 'needs-login'))
    expect(session.socketState).toBe('disconnected')
  })
})

describe('supervised session after IBKR refused a request because the accounts were not queried', () => {
  it('queries the accounts once for all refused requests, and repeats each read once', async () => {
    const { simulator, session, clock } = await supervise({}, { socket: false })
    await waitForState(session, 'ready')
    simulator.controls.forgetAccounts()
    simulator.record.clear()
    const reads = ['iserver/account/trades', 'iserver/marketdata/snapshot?conids=265598&fields=31']
    const results = await skipUntil(clock, Promise.all(reads.map((path) => session.request({ path, raw: true }))))
    expect(results.map(({ status }) => status)).toEqual([200, 200])
    expect(requestBodies(simulator, 'iserver/accounts')).toHaveLength(1)
  })

  it('does not repeat a refused write, and the next write succeeds', async () => {
    const { simulator, session } = await supervise({}, { socket: false })
    await waitForState(session, 'ready')
    simulator.controls.forgetAccounts()
    const path = 'iserver/account/DU1234567/order/1'
    simulator.record.clear()
    const change = session.request({ path, method: 'POST', data: { conid: 265598 } })
    await expect(change).rejects.toMatchObject({ status: 500, code: 'accounts-not-queried' })
    expect(requestBodies(simulator, path)).toHaveLength(1)
    expect(requestBodies(simulator, 'iserver/accounts')).toHaveLength(1)
  })
})

describe('supervised session after a 401 for an account that the login does not have', () => {
  it('names the foreign account after a 401, and neither logs in nor repeats the request', async () => {
    const { simulator, session, clock } = await supervise({}, { socket: false })
    await waitForState(session, 'ready')
    simulator.controls.faults.add('401@/portfolio/U999*')
    simulator.record.clear()
    await expect(skipUntil(clock, session.request({ path: 'portfolio/U999/summary' }))).rejects.toMatchObject({
      status: 401,
      code: 'account-unknown',
      message: 'Response status 401: U999 is not an account of this login, which has DU1234567.',
      hint: expect.stringContaining('Check the account id'),
    })
    const raw = session.request({ path: 'portfolio/U999/summary', raw: true })
    await expect(skipUntil(clock, raw)).resolves.toMatchObject({ status: 401 })
    expect(requestBodies(simulator, 'portfolio/U999/summary')).toHaveLength(2)
    expect(requestBodies(simulator, 'oauth/live_session_token')).toEqual([])
    expect(session.state.kind).toBe('ready')
  })

  it('does not name the account while the accounts of the login are unknown', async () => {
    const { simulator, session } = await supervise({}, { socket: false })
    simulator.controls.setCompeting(true)
    await waitForState(session, 'competing')
    simulator.controls.faults.add('401@/portfolio/*')
    const own = session.request({ path: 'portfolio/DU1234567/summary' })
    await expect(own).rejects.toMatchObject({ status: 401, code: 'unauthorized' })
  })

  longTest('logs in again if the session is refused too', async () => {
    const { simulator, session } = await supervise({}, { socket: false })
    await waitForState(session, 'ready')
    simulator.controls.expireLiveSessionToken()
    simulator.record.clear()
    await expect(session.request({ path: 'portfolio/U999/summary', raw: true })).resolves.not.toMatchObject({
      status: 401,
    })
    expect(requestBodies(simulator, 'oauth/live_session_token')).toHaveLength(1)
  })
})

describe('waiting until the session is ready', () => {
  it('resolves once the session is ready, and immediately if it is already ready', async () => {
    const { session } = await supervise({}, { socket: false })
    await session.ready()
    expect(session.state.kind).toBe('ready')
    await session.ready()
  })

  it('rejects the wait when a user must act, at any time', async () => {
    const { session } = await supervise({ mode: 'gateway', loggedIn: false }, { socket: false })
    const rejection = { code: 'session-not-ready', message: expect.stringContaining('login in a browser') }
    await expect(session.ready()).rejects.toMatchObject(rejection)
    await expect(session.ready()).rejects.toMatchObject(rejection)
    const refused = await supervise({ consumer: 'not-active-yet' }, { socket: false })
    await expect(refused.session.ready()).rejects.toMatchObject({
      code: 'session-not-ready',
      message: expect.stringContaining('consumer-invalid'),
    })
  })

  it('waits while another program uses the session, until the signal aborts or the session ends', async () => {
    const { simulator, session } = await supervise({}, { socket: false })
    simulator.controls.setCompeting(true)
    await waitForState(session, 'competing')
    const controller = new AbortController()
    const waits = [session.ready({ signal: controller.signal }), session.ready()]
    controller.abort()
    await expect(waits[0]).rejects.toMatchObject({ code: 'aborted', message: expect.stringContaining('takeOver()') })
    const closed = expect(waits[1]).rejects.toMatchObject({ code: 'client-closed' })
    await session.close()
    await closed
    await expect(session.ready()).rejects.toMatchObject({ code: 'client-closed' })
  })
})

it('reports a throwing or rejecting listener to the logger', async () => {
  const simulator = await simulate()
  const warn = vi.fn()
  const client = clientOf(simulator, { logger: { debug: () => undefined, warn } })
  const session = client.connect({ socket: false })
  session.onState((): unknown => Promise.reject(new Error('late')))
  session.onTimeline(() => {
    throw new Error('at once')
  })
  await session.ready()
  await expect
    .poll(() => warn.mock.calls.map(([, error]) => String(error)).sort(), polled)
    .toEqual(['Error: at once', 'Error: late'])
})

describe('supervised session when another program uses the brokerage session', () => {
  it('leaves the brokerage session to the other program for any length of time', async () => {
    const { simulator, session, clock } = await supervise()
    await waitForState(session, 'ready')
    simulator.controls.setCompeting(true)
    clock.skip(60_000)
    await waitForState(session, 'competing')
    for (let minutes = 0; minutes < 3; minutes++) {
      const before = requestBodies(simulator, 'iserver/auth/ssodh/init').length
      clock.skip(60_000)
      await expect
        .poll(() => requestBodies(simulator, 'iserver/auth/ssodh/init').length, polled)
        .toBeGreaterThan(before)
      await waitForState(session, 'competing')
    }
    expect(requestBodies(simulator, 'iserver/auth/ssodh/init').join()).not.toContain('"compete":true')
  })

  it('takes the brokerage session from the other program only if the user takes over', async () => {
    const { simulator, session, clock } = await supervise({ establishSeconds: 2 })
    await skipUntil(clock, waitForState(session, 'ready'))
    const competing = () => {
      return requestBodies(simulator, 'iserver/auth/ssodh/init').filter((body) => body.includes('"compete":true'))
    }
    simulator.controls.setCompeting(true)
    clock.skip(60_000)
    await skipUntil(clock, waitForState(session, 'competing'))
    const controller = new AbortController()
    const aborted = session.takeOver({ signal: controller.signal })
    const taken = [session.takeOver()]
    controller.abort()
    await expect(aborted).rejects.toMatchObject({ code: 'aborted' })
    await expect.poll(competing, polled).toHaveLength(1)
    taken.push(session.takeOver())
    await skipUntil(clock, Promise.all(taken))
    expect(session.state.kind).toBe('ready')
    await session.request({ path: 'tickle' })
    expect(competing()).toHaveLength(1)
  })

  it('becomes ready when the other program ends', async () => {
    const { simulator, session, clock } = await supervise()
    await waitForState(session, 'ready')
    simulator.controls.setCompeting(true)
    clock.skip(60_000)
    await waitForState(session, 'competing')
    simulator.controls.setCompeting(false)
    clock.skip(60_000)
    await waitForState(session, 'ready')
  })
})

describe('closing a supervised session', () => {
  it('leaves no timer, socket or request', async () => {
    const { simulator, session, clock } = await supervise({ clock: systemClock })
    await expect.poll(() => session.socketState, polled).toBe('connected')
    await session.close()
    await session.close()
    expect(session.state).toEqual({ kind: 'signed-out' })
    expect(session.socketState).toBe('disconnected')
    expect(clock.pending).toBe(0)
    await expect.poll(() => simulator.controls.socketCount(), polled).toBe(0)
    await expect(session.request({ path: 'tickle' })).rejects.toMatchObject({ code: 'client-closed' })
    await expect(session.takeOver()).rejects.toMatchObject({ code: 'aborted' })
  })

  it('closes immediately in the middle of a login', async () => {
    const { simulator, session, clock } = await supervise({ establishSeconds: 600 })
    await expect.poll(() => requestBodies(simulator, 'iserver/auth/ssodh/init').length, polled).toBe(1)
    await session.close()
    expect(session.state.kind).toBe('signed-out')
    expect(clock.now()).toBeGreaterThan(0)
  })

  it('closes the session together with its client', async () => {
    const { session, client } = await supervise()
    await waitForState(session, 'ready')
    await client.close()
    expect(session.state.kind).toBe('signed-out')
  })
})

describe('secrets of a supervised session', () => {
  it('keeps secrets out of every error, state and timeline after any failure', async () => {
    const { simulator, session, client } = await supervise()
    await waitForState(session, 'ready')
    const { accessToken, accessTokenSecret, encryption, signature } = simulator.oauth1 ?? {}
    const errors: unknown[] = []
    const collect = (error: unknown): number => errors.push(error)
    await session.request({ path: 'no/such' }).catch(collect)
    simulator.controls.expireLiveSessionToken()
    await session.request({ path: 'iserver/account/X/orders', method: 'POST', data: {} }).catch(collect)
    const wrong = closeAfterTest(
      new IbkrClient({ ...simulator.oauth1, signature: encryption } as never, { baseUrl: simulator.apiUrl }),
    )
    await wrong.init().catch(collect)
    const broken = closeAfterTest(
      new IbkrClient({ ...simulator.oauth1, encryption: 'x' } as never, { baseUrl: simulator.apiUrl }),
    )
    await broken.init().catch(collect)
    const token = await client.live()
    await simulator.close()
    await client.request({ path: 'iserver/accounts' }).catch(collect)
    await client.live().catch(collect)
    expect(errors).toHaveLength(6)
    const output = inspect([errors, session.state, session.timeline, client], { depth: 12, showHidden: true })
    const body = (pem: unknown): string => String(pem).split('\n')[2] ?? 'none'
    for (const secret of [
      accessToken,
      accessTokenSecret,
      body(encryption),
      body(signature),
      token.token,
      client.session,
    ]) {
      expect(secret).toBeTruthy()
      if (secret !== client.session) expect(output).not.toContain(secret)
    }
    expect(inspect(errors, { depth: 12 })).not.toContain(client.session)
  })
})

import { describe, expect, it } from 'vitest'
import { skipUntil } from '../../integration/client/skippable-clock.ts'
import { startScriptedGateway, waitForState } from './scripted-gateway.ts'

const MINUTE = 60_000
const polled = { timeout: 20_000, interval: 5 }
const lost = { authenticated: false, competing: false, connected: true }

describe('login of a supervised session with unusual responses', () => {
  it('enters the state competing after a 200 that reports a lost session', async () => {
    const gateway = await startScriptedGateway()
    gateway.script['iserver/auth/status'] = [200, lost]
    gateway.script['iserver/auth/ssodh/init'] = [200, lost]
    const session = gateway.connect()
    const decided = (): boolean => session.state.kind === 'competing'
    for (let second = 1; second <= 6 && !decided(); second++) {
      await expect.poll(() => decided() || gateway.count('iserver/auth/status') >= second, polled).toBe(true)
      gateway.clock.skip(1_000)
    }
    await skipUntil(gateway.clock, waitForState(session, 'competing'))
    expect(gateway.count('iserver/accounts')).toBe(0)
  })

  it('enters the state competing immediately after a response that reports it', async () => {
    const gateway = await startScriptedGateway()
    gateway.script['iserver/auth/status'] = [200, { ...lost, competing: true }]
    gateway.script['iserver/auth/ssodh/init'] = [200, { ...lost, competing: true }]
    await waitForState(gateway.connect(), 'competing')
  })

  it('enters the state needs-login after a redirect to a login page', async () => {
    const gateway = await startScriptedGateway()
    gateway.script['tickle'] = [302, '']
    const session = gateway.connect()
    await waitForState(session, 'needs-login')
    expect(session.state).toMatchObject({ loginUrl: `${gateway.server.baseUrl}/` })
  })

  it('is degraded and retries while the server returns 503, and becomes ready afterwards', async () => {
    const gateway = await startScriptedGateway()
    gateway.script['tickle'] = [503, '']
    const session = gateway.connect()
    await waitForState(session, 'degraded')
    expect(session.state).toMatchObject({ code: 'service-unavailable' })
    for (let tries = 2; tries <= 4; tries++) {
      gateway.clock.skip(5_000)
      await expect.poll(() => gateway.count('tickle'), polled).toBe(tries)
      await waitForState(session, 'degraded')
    }
    gateway.script['tickle'] = [200, { session: 'b' }]
    session.reconnectNow()
    await skipUntil(gateway.clock, waitForState(session, 'ready'))
  })

  it('waits while IBKR responds with "no bridge" right after the brokerage session opens', async () => {
    const gateway = await startScriptedGateway()
    let requests = 0
    gateway.script['iserver/accounts'] = () => {
      requests += 1
      return requests < 3 ? [400, { error: 'Bad Request: no bridge' }] : [200, { accounts: ['U1'] }]
    }
    const session = gateway.connect()
    for (let tries = 1; tries < 3; tries++) {
      await expect.poll(() => requests, polled).toBe(tries)
      await expect.poll(() => gateway.clock.pending, polled).toBeGreaterThan(1)
      gateway.clock.skip(1_000)
    }
    await waitForState(session, 'ready')
    expect(session.state).toMatchObject({ accounts: { accounts: ['U1'], selected: 'U1', paper: undefined } })
  })
})

describe('failures of a supervised session that was ready before', () => {
  it.each([
    ['410 Gone', [410, '']],
    ['401', [401, '']],
  ] as const)('logs in again if the response to a tickle is %s', async (_what, response) => {
    const gateway = await startScriptedGateway()
    const session = gateway.connect()
    await waitForState(session, 'ready')
    const well = gateway.script['tickle'] ?? [200, {}]
    gateway.script['tickle'] = () => {
      gateway.script['tickle'] = well
      return response
    }
    gateway.clock.skip(MINUTE)
    const login = async (): Promise<void> => {
      await expect.poll(() => gateway.count('iserver/accounts'), polled).toBe(2)
      await waitForState(session, 'ready')
    }
    await skipUntil(gateway.clock, login())
  })

  it('tickles more often while tickles fail, keeps its accounts, and becomes ready again without a login', async () => {
    const gateway = await startScriptedGateway()
    const session = gateway.connect()
    await waitForState(session, 'ready')
    const well = gateway.script['tickle'] ?? [200, {}]
    gateway.script['tickle'] = [503, '']
    gateway.clock.skip(MINUTE)
    await waitForState(session, 'degraded')
    const before = gateway.count('tickle')
    gateway.clock.skip(5_000)
    await expect.poll(() => gateway.count('tickle'), polled).toBeGreaterThan(before)
    gateway.script['tickle'] = well
    gateway.clock.skip(5_000)
    await waitForState(session, 'ready')
    expect(gateway.count('iserver/accounts')).toBe(1)
  })

  it('keeps sending tickles after the clock is set back', async () => {
    const gateway = await startScriptedGateway()
    const session = gateway.connect()
    await waitForState(session, 'ready')
    gateway.clock.sleep(-10 * MINUTE)
    const before = gateway.count('tickle')
    gateway.clock.skip(MINUTE)
    await expect.poll(() => gateway.count('tickle'), polled).toBeGreaterThan(before)
  })

  it('checks the session immediately after a response that reports a lost brokerage session', async () => {
    const gateway = await startScriptedGateway()
    const session = gateway.connect()
    await waitForState(session, 'ready')
    gateway.script['iserver/x'] = [400, { error: 'Bad Request: no bridge' }]
    await expect(session.request({ path: 'iserver/x' })).rejects.toMatchObject({ code: 'brokerage-session-missing' })
    gateway.clock.skip(2_000)
    await expect.poll(() => gateway.count('tickle'), polled).toBe(2)
  })

  it('logs in only once for an endpoint that always responds with 401', async () => {
    const gateway = await startScriptedGateway()
    gateway.script['portfolio/U1/summary'] = [401, '']
    const session = gateway.connect()
    await waitForState(session, 'ready')
    const ask = () => session.request({ path: 'portfolio/U1/summary', raw: true })
    const first = ask()
    await expect.poll(() => gateway.count('portfolio/U1/summary'), polled).toBe(1)
    gateway.clock.skip(2_000)
    expect((await first).status).toBe(401)
    expect((await ask()).status).toBe(401)
    expect((await ask()).status).toBe(401)
    expect(gateway.count('iserver/accounts')).toBe(2)
    expect(gateway.count('portfolio/U1/summary')).toBe(4)
  })

  it('keeps no timeline with the limit 0', async () => {
    const gateway = await startScriptedGateway()
    const session = gateway.client.connect({ socket: false, timelineLimit: 0 })
    await waitForState(session, 'ready')
    expect(session.timeline).toEqual([])
  })

  it('limits the length of the timeline', async () => {
    const gateway = await startScriptedGateway()
    const session = gateway.client.connect({ socket: false, timelineLimit: 3 })
    const reported: number[] = []
    const stop = session.onTimeline(({ id }) => reported.push(id))
    await waitForState(session, 'ready')
    expect(session.timeline).toHaveLength(3)
    expect(session.timeline.at(-1)).toMatchObject({ entered: 'ready', text: 'Ready, with one account.' })
    stop()
    stop()
    await session.close()
    expect(session.timeline.at(-1)?.id).toBeGreaterThan(reported.at(-1) ?? 0)
  })
})

describe('supervised session in the penalty box', () => {
  it('probes the penalty box at most once a minute, whatever the response', async () => {
    const gateway = await startScriptedGateway()
    const session = gateway.connect()
    await waitForState(session, 'ready')
    // The script uses 503, because a 429 would delay the next tickle by a minute regardless of the session's probe
    // interval.
    gateway.script['tickle'] = [503, { error: 'busy' }]
    for (const path of ['iserver/x', 'iserver/y']) {
      gateway.script[path] = [429, { error: 'too many' }]
      await expect(session.request({ path })).rejects.toMatchObject({ code: 'too-many-requests' })
    }
    await waitForState(session, 'penalty')
    const before = gateway.count('tickle')
    for (let second = 0; second < 180; second += 1) {
      gateway.clock.skip(1_000)
      // Waits in real time, so that a due probe can receive its response.
      await new Promise((resolve) => setTimeout(resolve, 3))
    }
    await expect.poll(() => gateway.count('tickle') - before, polled).toBeGreaterThanOrEqual(2)
    expect(gateway.count('tickle') - before).toBeLessThanOrEqual(4)
    expect(session.state.kind).toBe('penalty')
  })

  it('sends only explicit requests and one probe a minute, and leaves the penalty box after a successful probe', async () => {
    const gateway = await startScriptedGateway()
    const session = gateway.connect()
    await waitForState(session, 'ready')
    const well = gateway.script['tickle'] ?? [200, {}]
    for (const path of ['tickle', 'iserver/x', 'iserver/y']) gateway.script[path] = [429, { error: 'too many' }]
    gateway.script['iserver/account/U1/order/1'] = [200, { msg: 'Request was submitted' }]
    await expect(session.request({ path: 'iserver/x' })).rejects.toMatchObject({ code: 'too-many-requests' })
    await expect(session.request({ path: 'iserver/y' })).rejects.toMatchObject({ code: 'too-many-requests' })
    await waitForState(session, 'penalty')
    expect(session.state).toMatchObject({ until: session.pacing.snapshot().penaltyUntil })
    const sent = gateway.server.seen.length
    await expect(session.request({ path: 'iserver/accounts' })).rejects.toMatchObject({ code: 'penalty-box' })
    await expect(session.takeOver()).rejects.toMatchObject({ code: 'penalty-box' })
    expect(gateway.server.seen.length - sent).toBeLessThanOrEqual(1)
    const cancel = { path: 'iserver/account/U1/order/1', method: 'DELETE' }
    await expect(session.request(cancel, { explicit: true })).resolves.toMatchObject({ msg: 'Request was submitted' })
    for (let minute = 0; minute < 3; minute++) {
      const before = gateway.count('tickle')
      // Skips time only until the next probe is sent: time before the response to the last probe does not count.
      const probes = (): number => {
        if (gateway.count('tickle') === before) gateway.clock.skip(5_000)
        return gateway.count('tickle')
      }
      await expect.poll(probes, polled).toBe(before + 1)
      expect(session.state.kind).toBe('penalty')
    }
    gateway.script['tickle'] = well
    const penalty = (): number | undefined => {
      gateway.clock.skip(5_000)
      return session.pacing.snapshot().penaltyUntil
    }
    await expect.poll(penalty, polled).toBeUndefined()
    gateway.clock.skip(2_000)
    await waitForState(session, 'ready')
  })
})

it('requests the session status if the tickle response has no flags', async () => {
  const gateway = await startScriptedGateway()
  const session = gateway.connect()
  await waitForState(session, 'ready')
  gateway.script['tickle'] = [200, { session: 'a'.repeat(32) }]
  gateway.script['iserver/auth/status'] = [200, { authenticated: true, established: true, competing: true }]
  gateway.clock.skip(60_000)
  await waitForState(session, 'competing')
})

import { describe, expect, test } from 'vitest'
import { clientOf } from '../integration/client/simulator-fixture.ts'
import { expectOrderReceived, listSessionInitBodies, openOrderSession } from './order-session.ts'
import { openSessionFixture } from './session-fixture.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

describe('supervised session during a nightly reset', () => {
  test('becomes ready only after a login if the gateway lost its login in a nightly reset', async () => {
    const stage = await openOrderSession('gateway')
    const { session, simulator, settle, clock } = stage
    simulator.controls.nightReset({ minutes: 5, gatewayReturns: false })
    await settle('the request for a login', () => session.state.kind === 'needs-login', 90)
    clock.skip(HOUR)
    await stage.quiet()
    expect(session.state.kind).toBe('needs-login')
    simulator.controls.setLoggedIn(true)
    await settle('the session', () => session.state.kind === 'ready' && session.socketState === 'connected', 60)
    await expectOrderReceived(stage)
    expect(await stage.end()).toEqual([])
  })
})

describe('supervised session on a host that has lost the session', () => {
  test('requests a new live session token after the host responds with 410, and does not repeat the refused read', async () => {
    const stage = await openOrderSession('oauth1')
    const { session, simulator, settle } = stage
    simulator.controls.leaveHost()
    const tokens = (): number =>
      simulator.record.requests({ path: '/v1/api/oauth/live_session_token', status: 200 }).length
    const before = tokens()
    const read = session.request({ path: 'trsrv/stocks', params: { symbols: 'AAPL' } })
    await expect(read).rejects.toMatchObject({ status: 410, code: 'gone' })
    await settle('a new token', () => tokens() > before && session.state.kind === 'ready', 30)
    expect(simulator.record.requests({ path: '/v1/api/trsrv/stocks' })).toHaveLength(1)
    await expectOrderReceived(stage)
    expect(await stage.end()).toEqual([])
  })
})

describe('supervised session after the computer slept', () => {
  test('logs in again after a day of sleep in which the token expired', async () => {
    const stage = await openOrderSession('oauth1')
    const { session, settle, clock, simulator } = stage
    const before = listSessionInitBodies(simulator).length
    // Simulates sleep mode: no timer fires, but IBKR's clock continues.
    clock.sleep(25 * HOUR)
    const woken = (): boolean => listSessionInitBodies(simulator).length > before && session.state.kind === 'ready'
    await settle('the session', woken, 30)
    expect(session.timeline.map(({ text }) => text).join()).toContain('The machine slept')
    await expectOrderReceived(stage)
    expect(await stage.end()).toEqual([])
  })
})

describe('supervised session when another program uses its login', () => {
  test('takes over the session only once if the other program logs in again after the takeover', async () => {
    const { session, simulator, settle, end } = await openSessionFixture('oauth1')
    await settle('the session', () => session.state.kind === 'ready', 60)
    const leave = simulator.controls.competingLogin({ returns: 1, returnSeconds: 10 })
    await settle('the other program', () => session.state.kind === 'competing', 90)
    const taken = session.takeOver()
    await settle('the session', () => session.state.kind === 'ready', 30)
    await taken
    await settle('the other program again', () => session.state.kind === 'competing', 120)
    await settle('some minutes', () => listSessionInitBodies(simulator).length >= 6, 600)
    expect(session.state.kind).toBe('competing')
    expect(listSessionInitBodies(simulator).filter((body) => body.includes('"compete":true'))).toHaveLength(1)
    leave()
    await settle('the session', () => session.state.kind === 'ready', 90)
    expect(await end()).toEqual([])
  })
})

describe('supervised session in the penalty box', () => {
  test('sends only one tickle a minute and explicit cancels in the penalty box, and leaves it when the server ends the penalty', async () => {
    const { session, simulator, clock, settle, end } = await openSessionFixture('gateway', undefined, {
      pacing: 'enforce',
    })
    await settle('the socket', () => session.socketState === 'connected', 60)
    // Another program at the same address exceeds the rate limit.
    const hasty = clientOf(simulator, { clock })
    await Promise.all(Array.from({ length: 15 }, () => hasty.request({ path: 'iserver/accounts', raw: true })))
    await hasty.close()
    expect(simulator.controls.penaltyBox()).toHaveLength(1)
    for (const path of ['trsrv/stocks', 'iserver/account/trades']) {
      const refused = session
        .request({ path, params: { symbols: 'AAPL' } })
        .catch((error: { code: string }) => error.code)
      let code: unknown
      void refused.then((value) => {
        code = value
      })
      await settle('a refusal', () => code !== undefined, 10)
      expect(code).toBe('too-many-requests')
    }
    await settle('the penalty box', () => session.state.kind === 'penalty', 10)
    simulator.record.clear()
    await expect(session.request({ path: 'portfolio/accounts' })).rejects.toMatchObject({ code: 'penalty-box' })
    const cancel = session.request({ path: 'iserver/account/DU1234567/order/1', method: 'DELETE' }, { explicit: true })
    await expect(cancel).rejects.toMatchObject({ status: 429 })
    const startedAt = clock.now()
    await settle('five minutes', () => clock.now() - startedAt >= 5 * MINUTE, 400)
    const sent = simulator.record.requests().map(({ path, method }) => `${method} ${path.replace('/v1/api/', '')}`)
    expect(sent.filter((what) => what !== 'POST tickle')).toEqual(['DELETE iserver/account/DU1234567/order/1'])
    expect(sent.length).toBeGreaterThanOrEqual(5)
    expect(sent.length).toBeLessThanOrEqual(7)
    simulator.controls.releaseFromPenaltyBox()
    await settle('the session', () => session.state.kind === 'ready', 90)
    expect(await end()).toEqual([])
  })
})

test('a supervised session queries the accounts before its socket opens, in every login mode', async () => {
  for (const mode of ['gateway', 'oauth1', 'oauth2'] as const) {
    const { session, simulator, settle, end } = await openSessionFixture(mode)
    await settle('the socket', () => session.socketState === 'connected', 60)
    const paths = simulator.record.requests().map(({ path }) => path)
    expect(paths.indexOf('/v1/api/iserver/accounts')).toBeGreaterThan(-1)
    expect(paths.indexOf('/v1/api/ws')).toBeGreaterThan(paths.indexOf('/v1/api/iserver/accounts'))
    expect(await end()).toEqual([])
  }
})

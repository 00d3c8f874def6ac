import { expect, test } from 'vitest'
import { releaseAfterTest } from '../../process/release-after-test.ts'
import { createManualClock } from '../../unit/simulator/manual-clock.ts'
import { runningGateway } from './running-gateway.ts'
import { openSocket } from './socket-client.ts'

const noBridge = { error: 'Bad Request: no bridge', statusCode: 400 }

test('returns 401 without a body before the browser login, and serves requests afterwards', async () => {
  const { client, simulator } = await runningGateway({ loggedIn: false })
  expect(await client.get('iserver/accounts')).toMatchObject({ status: 401, body: '', contentType: null })
  const origin = simulator.apiUrl.replace('/v1/api/', '')
  const page = await fetch(`${origin}/`)
  expect(page.url).toContain('/sso/Login?forwardTo=22')
  expect(await page.text()).toContain('Log in')
  const login = await fetch(`${origin}/sso/Login`, { method: 'POST' })
  expect(await login.text()).toBe('Client login succeeds')
  expect((await client.get('iserver/accounts')).status).toBe(200)
})

test.each([
  [['DU1234567'], { isPaper: true, LOGIN_TYPE: 2, type: 'DEMO' }],
  [['U1234567'], { isPaper: false, LOGIN_TYPE: 1, type: 'INDIVIDUAL' }],
  [['DU1234567', 'U1234567'], { isPaper: false, LOGIN_TYPE: 1, type: 'DEMO' }],
])('reports for the accounts %j whether they are paper: %j', async (accountIds, { isPaper, LOGIN_TYPE, type }) => {
  const { client, readySocket } = await runningGateway({ accounts: accountIds })
  expect((await client.get('iserver/accounts')).body).toMatchObject({ accounts: accountIds, isPaper })
  expect((await client.get('sso/validate')).body).toMatchObject({ LOGIN_TYPE })
  expect((await client.get('portfolio/accounts')).body).toMatchObject([
    { type },
    ...accountIds.slice(1).map(() => ({})),
  ])
  expect((await readySocket()).frames()).toMatchObject([{ isPaper }, { args: { isPaper } }, {}, {}])
})

test("returns the portal's 404 page for an unknown path", async () => {
  const { client } = await runningGateway()
  expect(await client.get('no/such/path')).toMatchObject({
    status: 404,
    contentType: 'text/html;charset=utf-8',
    body: '<html><body><h1>Resource not found</h1></body></html>',
  })
})

test('returns "no bridge" from iserver without a brokerage session, while the portfolio still responds', async () => {
  const { client, simulator } = await runningGateway()
  simulator.controls.endBrokerageSession()
  expect(await client.get('iserver/accounts')).toMatchObject({ status: 400, body: noBridge })
  expect((await client.get('portfolio/accounts')).status).toBe(200)
  expect((await client.post('iserver/auth/status')).body).toMatchObject({ authenticated: false, connected: true })
  expect((await client.post('iserver/auth/ssodh/init', { publish: true, compete: false })).body).toMatchObject({
    authenticated: true,
  })
  expect((await client.get('iserver/accounts')).status).toBe(200)
})

test('requires an account query before reads of orders, trades and snapshots', async () => {
  const { client } = await runningGateway()
  const refusal = { status: 500, body: { error: 'Please query /accounts first', statusCode: 500 } }
  expect(await client.get('iserver/account/orders')).toMatchObject(refusal)
  expect(await client.get('iserver/account/trades')).toMatchObject(refusal)
  expect(await client.get('iserver/marketdata/snapshot?conids=265598&fields=31')).toMatchObject(refusal)
  await client.get('iserver/accounts')
  expect((await client.get('iserver/account/orders')).status).toBe(200)
})

test('takes over the session of another login with compete: true, but not with compete: false', async () => {
  const { client, simulator } = await runningGateway()
  simulator.controls.setCompeting(true)
  const init = (compete: boolean) => client.post('iserver/auth/ssodh/init', { publish: true, compete })
  expect(await init(false)).toMatchObject({ status: 200, body: { authenticated: false, competing: true } })
  expect(await init(true)).toMatchObject({ status: 200, body: { authenticated: true, competing: false } })
})

test('ends the brokerage session after six minutes without requests or tickles, even if the socket sends heartbeats', async () => {
  const clock = createManualClock()
  const { client, simulator } = await runningGateway({ clock })
  const authenticated = async () => (await client.post('iserver/auth/status')).body as { authenticated: boolean }
  for (let minute = 0; minute < 10; minute += 1) {
    clock.advance(60_000)
    await client.post('tickle')
  }
  expect(await authenticated()).toMatchObject({ authenticated: true, connected: true })
  const { session } = (await client.post('tickle')).body as { session: string }
  const socket = await openSocket(simulator, { cookie: `api=${session}` })
  releaseAfterTest(() => socket.close())
  clock.advance(350_000)
  await socket.settle()
  expect(await authenticated()).toMatchObject({ authenticated: true })
  clock.advance(350_000)
  await socket.settle()
  clock.advance(10_000)
  expect(await authenticated()).toMatchObject({ authenticated: false, connected: true })
  expect(await client.get('iserver/accounts')).toMatchObject({ status: 400, body: noBridge })
})

test('keeps a session with infinite idle time overnight', async () => {
  const clock = createManualClock()
  const { client } = await runningGateway({ clock, idleSeconds: Number.POSITIVE_INFINITY })
  await client.post('tickle')
  clock.advance(36_000_000)
  expect((await client.get('iserver/accounts')).status).toBe(200)
})

test('opens the brokerage session with publish false too', async () => {
  const { client } = await runningGateway()
  expect(await client.post('iserver/auth/ssodh/init', { publish: false, compete: true })).toMatchObject({
    status: 200,
    body: { authenticated: true },
  })
})

test('reports a new brokerage session as authenticated before it is established', async () => {
  const { client, simulator } = await runningGateway({ establishSeconds: 3600 })
  simulator.controls.endBrokerageSession()
  const { body } = await client.post('iserver/auth/ssodh/init', { publish: true, compete: true })
  expect(body).toMatchObject({ authenticated: true, established: false })
})

test("returns login details in a gateway's tickle response, and sets its cookie", async () => {
  const { client, simulator } = await runningGateway()
  const first = await client.post('tickle')
  expect(first.body).toMatchObject({ ssoExpires: expect.any(Number), collission: false, userId: expect.any(Number) })
  expect(first.headers.get('set-cookie')).toMatch(/^x-sess-uuid=.*HttpOnly; Path=\/v1\/api$/)
  simulator.controls.rotateSession()
  expect((await client.get('tickle')).body).not.toMatchObject({ session: (first.body as { session: string }).session })
})

test('ends the session after a logout', async () => {
  const { client } = await runningGateway()
  expect((await client.post('logout')).body).toEqual({ status: true })
  expect((await client.post('tickle')).status).toBe(401)
})

test('enforces the published rate limits if enabled', async () => {
  const { client, warmUp } = await runningGateway({ enforcePacing: true })
  await warmUp()
  expect((await client.get('iserver/account/orders')).status).toBe(200)
  expect((await client.get('iserver/account/orders')).status).toBe(429)
})

test('responds to the selection of the selected, another and an unknown account', async () => {
  const { client } = await runningGateway({ accounts: ['DU1234567', 'DU7654321'] })
  const select = (acctId: string) => client.post('iserver/account', { acctId })
  expect((await select('DU1234567')).body).toEqual({ success: 'Account already set' })
  expect((await select('DU7654321')).body).toEqual({ set: true, acctId: 'DU7654321' })
  expect(await select('U0000000')).toMatchObject({ status: 500, body: { error: 'Invalid account ID' } })
})

test('serves neither account management nor OAuth calls on a gateway', async () => {
  const { simulator } = await runningGateway()
  const paths = ['/gw/api/v1/echo/https', '/oauth2/api/v1/token', '/authorize', '/v1/api/oauth/live_session_token']
  for (const path of paths) {
    const response = await fetch(new URL(path, simulator.apiUrl), { method: 'POST' })
    expect([path, response.status]).toEqual([path, 404])
  }
})

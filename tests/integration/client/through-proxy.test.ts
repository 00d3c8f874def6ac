import { expect, it } from 'vitest'
import { IbkrClient } from '../../../src/client/index.ts'
import { startConnectProxy } from '../../unit/client/http-connect-proxy.ts'
import { closeAfterTest, requestBodies, simulate, waitForSocket, waitForState } from './simulator-fixture.ts'

it('a supervised session works behind a proxy: login, tickle, requests, and the socket after a lost connection', async () => {
  const simulator = await simulate()
  const proxy = closeAfterTest(await startConnectProxy(() => simulator.port))
  // This name does not resolve, so every request that arrives has used the proxy.
  const baseUrl = 'http://api.example/v1/api'
  const client = closeAfterTest(new IbkrClient(simulator.oauth1 ?? '', { baseUrl, proxy: proxy.url }))
  const session = client.connect()
  await waitForState(session, 'ready')
  await waitForSocket(session)
  const gap = new Promise((resolve) => session.onGap(resolve))
  simulator.controls.dropSockets()
  await gap
  await waitForSocket(session)
  expect(await session.request({ path: 'trsrv/stocks', params: { symbols: 'AAPL' } })).toHaveProperty('AAPL')
  expect(requestBodies(simulator, 'oauth/live_session_token')).toHaveLength(1)
  expect(new Set(proxy.requests.map(({ method, target }) => `${method} ${target}`))).toEqual(
    new Set(['CONNECT api.example:80']),
  )
})

it('the session is degraded while the proxy is unreachable, and becomes ready afterwards', async () => {
  const simulator = await simulate()
  let manner: 'open' | number = 'open'
  const proxy = closeAfterTest(
    await startConnectProxy(
      () => simulator.port,
      () => manner,
    ),
  )
  const options = { baseUrl: 'http://api.example/v1/api', proxy: proxy.url }
  const client = closeAfterTest(new IbkrClient(simulator.oauth1 ?? '', options))
  manner = 503
  const session = client.connect({ socket: false })
  await waitForState(session, 'degraded')
  expect(session.state).toMatchObject({ code: 'proxy-failed' })
  manner = 'open'
  session.reconnectNow()
  await waitForState(session, 'ready')
})

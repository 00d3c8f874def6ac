import { expect, test, vi } from 'vitest'
import { releaseAfterTest } from '../../process/release-after-test.ts'
import { createManualClock } from '../../unit/simulator/manual-clock.ts'
import { runningGateway } from './running-gateway.ts'
import { openSocket } from './socket-client.ts'

test('closes connections at a restart, rejects new ones for a while, and keeps its port and orders', async () => {
  const { simulator, client, warmUp, readySocket } = await runningGateway()
  await warmUp()
  const socket = await readySocket()
  const id = simulator.controls.addOrder({ symbol: 'IBM', side: 'BUY', quantity: 1, price: 1 })
  const [question] = (
    await client.post('iserver/account/DU1234567/orders', {
      orders: [{ conid: 265598, orderType: 'MKT', side: 'BUY', quantity: 5, tif: 'DAY' }],
    })
  ).body as { id: string }[]
  const { session } = (await client.post('tickle')).body as { session: string }
  const { port } = simulator
  const back = simulator.controls.restart(0.1)
  expect(await socket.untilClosed()).toBe(1006)
  await expect(client.get('tickle')).rejects.toThrow()
  await back
  expect(simulator.port).toBe(port)
  expect(await client.get('iserver/accounts')).toMatchObject({ status: 401 })
  simulator.controls.setLoggedIn(true)
  expect(((await client.post('tickle')).body as { session: string }).session).not.toBe(session)
  await warmUp()
  expect(await client.post(`iserver/reply/${question?.id}`, { confirmed: true })).toMatchObject({ status: 503 })
  await client.get('iserver/account/orders?force=true')
  const { orders } = (await client.get('iserver/account/orders')).body as { orders: { orderId: number }[] }
  expect(orders.map(({ orderId }) => orderId)).toContain(id)
  expect((await readySocket()).about('act')).toHaveLength(1)
})

test('leaves nothing running if it is closed during a restart', async () => {
  const { simulator, client } = await runningGateway()
  void simulator.controls.restart(60)
  await vi.waitUntil(() =>
    client.get('tickle').then(
      () => false,
      () => true,
    ),
  )
  await simulator.close()
})

test('a competing login takes over the session, and returns the requested number of times after it was removed', async () => {
  const clock = createManualClock()
  const { simulator, client } = await runningGateway({ clock, idleSeconds: Number.POSITIVE_INFINITY })
  const status = async () =>
    (await client.get('iserver/auth/status')).body as { authenticated: boolean; competing: boolean }
  const init = (compete: boolean) => client.post('iserver/auth/ssodh/init', { publish: true, compete })
  const leave = simulator.controls.competingLogin({ returns: 1, returnSeconds: 30 })
  expect(await status()).toMatchObject({ authenticated: false, competing: true })
  expect(await client.get('iserver/accounts')).toMatchObject({ status: 400 })
  expect(await init(false)).toMatchObject({ status: 200, body: { authenticated: false, competing: true } })
  expect(await init(true)).toMatchObject({ body: { authenticated: true, competing: false } })
  clock.advance(29_000)
  expect(await status()).toMatchObject({ authenticated: true })
  clock.advance(1000)
  expect(await status()).toMatchObject({ authenticated: false, competing: true })
  expect(await init(true)).toMatchObject({ body: { authenticated: true } })
  clock.advance(3_600_000)
  expect(await status()).toMatchObject({ authenticated: true })
  leave()
  leave()
  expect(await status()).toMatchObject({ authenticated: true })
})

test('releases the session when the competing login leaves', async () => {
  const { simulator, client } = await runningGateway()
  const leave = simulator.controls.competingLogin()
  leave()
  expect(await client.get('iserver/auth/status')).toMatchObject({ body: { authenticated: false, competing: false } })
  expect(await client.post('iserver/auth/ssodh/init', { publish: true })).toMatchObject({
    body: { authenticated: true },
  })
})

test('reports a competing login on the socket', async () => {
  const { simulator, client } = await runningGateway()
  const { session } = (await client.post('tickle')).body as { session: string }
  const socket = await openSocket(simulator, { cookie: `api=${session}` })
  releaseAfterTest(() => socket.close())
  await socket.untilReady()
  simulator.controls.competingLogin()
  await socket.until(
    ({ topic, args }) => topic === 'sts' && JSON.stringify(args).includes('"authenticated":false,"competing":true'),
  )
})

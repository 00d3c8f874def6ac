import { expect, test } from 'vitest'
import { startSimulator } from '../../../src/simulator/start-simulator.ts'
import { releaseAfterTest } from '../../process/release-after-test.ts'
import { getSharedKeys } from '../../process/shared-keys.ts'
import { createManualClock } from '../../unit/simulator/manual-clock.ts'
import { runningGateway } from './running-gateway.ts'
import { signingClient } from './signing-client.ts'

test('scales the delays of fills and of the penalty box by the speed', async () => {
  const clock = createManualClock()
  const { simulator, client } = await runningGateway({ clock, speed: 60, pacing: 'enforce' })
  const id = simulator.controls.addOrder({ symbol: 'IBM', side: 'BUY', quantity: 1, kind: 'MKT' })
  clock.advance(100)
  await client.get('iserver/accounts')
  const status = async () =>
    ((await client.get(`iserver/account/order/status/${id}`)).body as { order_status: string }).order_status
  expect(await status()).toBe('Filled')
  expect(await client.get('tickle')).toMatchObject({ status: 200 })
  expect(await client.get('tickle')).toMatchObject({ status: 429 })
  clock.advance(14_990)
  expect(await client.get('tickle')).toMatchObject({ status: 429 })
  clock.advance(10)
  expect(await client.get('tickle')).toMatchObject({ status: 200 })
})

test('checks signatures and tokens in real time at any speed', async () => {
  const clock = createManualClock(Date.now())
  const simulator = await startSimulator({ mode: 'oauth1', keys: await getSharedKeys(), speed: 3600, clock })
  releaseAfterTest(() => simulator.close())
  const client = signingClient(simulator)
  // Half a simulated hour, in which a client's timestamp would become too old.
  clock.advance(500)
  const issued = await client.logIn()
  expect(issued).toMatchObject({ status: 200 })
  const { live_session_token_expiration } = JSON.parse(issued.text) as { live_session_token_expiration: number }
  expect(Math.abs(live_session_token_expiration - Date.now() - 86_400_000)).toBeLessThan(10_000)
  expect(await client.call('POST', 'tickle')).toMatchObject({ status: 200 })
  expect(simulator.record.requests({ verification: 'verified' })[0]?.at).toBeGreaterThan(Date.now() + 1_000_000)
})

test.each([0, 0.05, 3601, Number.NaN])('rejects a speed of %d', async (speed) => {
  await expect(startSimulator({ mode: 'gateway', tls: false, speed })).rejects.toMatchObject({ code: 'WRONG_SPEED' })
})

import { expect, test } from 'vitest'
import { clientOf, simulate, waitForSocket, waitForState } from '../integration/client/simulator-fixture.ts'
import { skippableClock } from '../integration/client/skippable-clock.ts'
import { longTest } from '../process/long-run-tests.ts'
import { startScriptedGateway } from '../unit/client/scripted-gateway.ts'
import { expectOutcome } from './fault-matrix-cells.ts'
import { countConnectionsTo } from './resource-counts.ts'
import { openSessionFixture } from './session-fixture.ts'

// Regression tests for errors that the fault matrix found.

longTest(
  'signs an OAuth 2.0 assertion immediately before it is sent, even after a rate limit of one minute',
  async () => {
    const step = '/oauth2/api/v1/token'
    await expectOutcome({ mode: 'oauth2', place: 'login', fault: '429', step, seen: '', withinSeconds: 61 })
  },
)

test('does not report a competing session when init returns an HTML page', async () => {
  const { session, settle, simulator, end } = await openSessionFixture('oauth1', ({ controls }) =>
    controls.faults.add('html=200@/iserver/auth/ssodh/init,times=2'),
  )
  const kinds: string[] = []
  session.onState(({ kind }) => kinds.push(kind))
  await settle('a ready session', () => session.state.kind === 'ready', 10)
  expect(kinds).toContain('degraded')
  expect(kinds).not.toContain('competing')
  expect(simulator.record.requests({ path: '/v1/api/iserver/auth/ssodh/init' })).toHaveLength(3)
  expect(await end()).toEqual([])
})

test('leaves the ready state when a tickle returns an HTML page', async () => {
  const gateway = await startScriptedGateway()
  const session = gateway.connect()
  await waitForState(session, 'ready')
  gateway.script['tickle'] = [200, '<html>sign in to the network</html>']
  gateway.clock.skip(60_000)
  await waitForState(session, 'degraded')
  expect(session.state).toMatchObject({ code: 'login-incomplete' })
})

test('closing the client also closes a dead socket that was already replaced', async () => {
  const clock = skippableClock()
  const simulator = await simulate({ mode: 'gateway', clock })
  const client = clientOf(simulator, { clock })
  const session = client.connect()
  await waitForSocket(session)
  simulator.controls.faults.add('half-open@ws,times=1')
  clock.skip(10_000)
  await expect.poll(() => simulator.controls.faults.list()[0]?.struck()).toBe(1)
  clock.skip(36_000)
  await expect.poll(() => simulator.record.counts().connections).toBe(2)
  await waitForSocket(session)
  await client.close()
  expect(countConnectionsTo(simulator.port)).toBe(0)
})

test('closing the simulator stops the heartbeat of a half-open socket', async () => {
  const { clock, session, settle, simulator, end } = await openSessionFixture('gateway')
  await settle('the socket', () => session.socketState === 'connected', 10)
  simulator.controls.faults.add('half-open@ws,times=1')
  clock.skip(10_000)
  await settle('another socket', () => simulator.record.counts().connections === 2, 60)
  expect(await end()).toEqual([])
})

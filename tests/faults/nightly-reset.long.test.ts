import { expect, test } from 'vitest'
import { expectRecoveryFromReset, listSessionInitBodies } from './order-session.ts'
import { openSessionFixture } from './session-fixture.ts'

const MINUTE = 60_000

test.each(['gateway', 'gateway over TLS', 'oauth1', 'oauth2'] as const)(
  'recovers from a nightly reset with its 503 responses: %s',
  async (mode) => {
    await expectRecoveryFromReset(mode)
  },
)

test('keeps a session without other requests with one tickle a minute', async () => {
  const { session, simulator, clock, settle, end } = await openSessionFixture('oauth1')
  const tickles = (): number => simulator.record.requests({ path: '/v1/api/tickle' }).length
  await settle('the socket', () => session.socketState === 'connected', 60)
  const [kinds, before, startedAt]: [string[], number, number] = [[], tickles(), clock.now()]
  session.onState(({ kind }) => kinds.push(kind))
  // IBKR ends a session after six minutes without requests.
  await settle('a while', () => clock.now() - startedAt >= 15 * MINUTE, 1_000)
  expect(kinds).toEqual([])
  expect(tickles() - before).toBeGreaterThanOrEqual(13)
  expect(tickles() - before).toBeLessThanOrEqual(16)
  expect(listSessionInitBodies(simulator)).toHaveLength(1)
  expect(simulator.record.counts().connections).toBe(1)
  expect(await end()).toEqual([])
})

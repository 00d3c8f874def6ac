import { expect, test } from 'vitest'
import { startSimulator } from '../../../src/simulator/start.ts'
import { releaseAfterTest } from '../../process/release-after-test.ts'
import { throwAwayOauth2Keys } from '../../process/throw-away-keys.ts'
import { managementRequests } from '../../unit/simulator/management-requests.ts'
import { createManualClock } from '../../unit/simulator/manual-clock.ts'
import { managementOverHttp } from './management-over-http.ts'

const accountIds = ['DU1234567', 'DU1234568']

async function running(scopes?: readonly string[]) {
  const oauth2Keys = await throwAwayOauth2Keys()
  const simulator = await startSimulator({ mode: 'oauth2', tls: false, marketMoves: false, accountIds, oauth2Keys })
  releaseAfterTest(() => simulator.close())
  return managementOverHttp(simulator, scopes)
}

test('every operation of account management serves a good request through the front door', async () => {
  const client = await running()
  for (const [operation, ask] of Object.entries(managementRequests)) {
    const { status, contentType } = await ask(client)
    // 208: earlier requests of this list used the same client number.
    expect([operation, status, contentType]).toEqual([
      operation,
      expect.toBeOneOf([200, 201, 202, 208]),
      expect.stringContaining('application/json'),
    ])
  }
}, 30_000)

test('without any of its scopes no operation is served whose scopes are published', async () => {
  const client = await running(['sso-sessions.write'])
  const statuses: Record<string, number> = {}
  for (const path of ['accounts/DU1234567/status', 'statements/available?accountId=DU1234567', 'restrictions/ids']) {
    statuses[path] = (await client.get(path)).status
  }
  expect(Object.values(statuses)).toEqual([403, 403, 200])
})

test('the time of instructions is the time of the simulator', async () => {
  const clock = createManualClock(Date.now())
  const simulator = await startSimulator({ mode: 'oauth2', tls: false, marketMoves: false, accountIds, clock })
  releaseAfterTest(() => simulator.close())
  const client = await managementOverHttp(simulator)
  const given = await managementRequests['POST /gw/api/v1/external-cash-transfers']?.(client)
  const read = async () => (await client.get(`instructions/${given?.body.instructionResult.instructionId}`)).body
  expect((await read()).instructionResult.instructionStatus).toBe('PENDING')
  clock.advance(600_000)
  expect((await read()).instructionResult).toMatchObject({
    instructionStatus: 'PROCESSED',
    depositDetails: { amount: 100 },
  })
})

import { expect, test } from 'vitest'
import { startSimulator } from '../../../src/simulator/start-simulator.ts'
import { releaseAfterTest } from '../../process/release-after-test.ts'
import { getSharedOauth2Keys } from '../../process/shared-keys.ts'
import { sendValidRequest } from '../../unit/simulator/management-client.ts'
import { managementRequests } from '../../unit/simulator/management-requests.ts'
import { createManagementHttpClient } from './management-over-http.ts'

async function running(scopes?: readonly string[]) {
  const oauth2Keys = await getSharedOauth2Keys()
  const simulator = await startSimulator({ mode: 'oauth2', tls: false, marketMoves: false, oauth2Keys })
  releaseAfterTest(() => simulator.close())
  return createManagementHttpClient(simulator, scopes)
}

test('serves a valid request of every account management operation over HTTP', async () => {
  const client = await running()
  for (const operation of Object.keys(managementRequests)) {
    const { status, contentType } = await sendValidRequest(client, operation)
    expect([operation, status, contentType]).toEqual([
      operation,
      expect.toBeOneOf([200, 201, 202]),
      expect.stringContaining('application/json'),
    ])
  }
}, 30_000)

test('rejects a bearer token that lacks the published scope of an operation', async () => {
  const client = await running(['sso-sessions.write'])
  const statuses: number[] = []
  for (const path of ['accounts/DU1234567/status', 'statements/available?accountId=DU1234567', 'restrictions/ids']) {
    statuses.push((await client('GET', path)).status)
  }
  expect(statuses).toEqual([403, 403, 200])
})

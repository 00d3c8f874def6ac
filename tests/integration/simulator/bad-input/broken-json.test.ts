import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '../../../../src/simulator/start-simulator.ts'
import { readOperationList } from '../../../unit/catalogue/read-fixture.ts'
import { type HttpClient, httpClient } from '../http-client.ts'

const { operations, legacy } = readOperationList()

/** Operations without a body, which ignore an invalid body. */
const bodiless = ['/logout', '/iserver/reauthenticate', '/iserver/questions/suppress/reset']

const calls = [...operations, ...legacy]
  .filter(({ method, path }) => method !== 'GET' && method !== 'DELETE' && path.startsWith('/v1/api/'))
  .map(({ method, path }) => ({ method, path: path.slice('/v1/api/'.length) }))
  .filter(({ path }) => !bodiless.includes(`/${path}`))

// One gateway serves all calls, because no call may change it.
let simulator: Simulator
let client: HttpClient
beforeAll(async () => {
  simulator = await startSimulator({ mode: 'gateway', tls: false, marketMoves: false })
  client = httpClient(simulator)
  for (const path of ['iserver/accounts', 'portfolio/accounts']) await client.get(path)
})
afterAll(() => simulator.close())

test.each(calls)('$method $path: responds to a truncated body, and changes nothing', async (call) => {
  const before = simulator.controls.stateDigest()
  const path = call.path.replace('{accountId}', 'DU1234567').replace(/\{[^}]+\}/g, '1')
  const { status } = await client.send(call.method, path, '{"id":"7","name":"x","orders":[{"conid":265598,')
  expect([200, 204, 400, 404, 500, 503]).toContain(status)
  expect(simulator.controls.stateDigest()).toBe(before)
})

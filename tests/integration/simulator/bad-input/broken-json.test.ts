import { expect, test } from 'vitest'
import { readOperationList } from '../../../unit/catalogue/read-fixture.ts'
import { runningGateway } from '../running-gateway.ts'

const { operations, legacy } = readOperationList()

/** Calls without a body, which ignore an invalid one. */
const bodiless = ['/logout', '/iserver/reauthenticate', '/iserver/questions/suppress/reset']

const calls = [...operations, ...legacy]
  .filter(({ method, path }) => method !== 'GET' && method !== 'DELETE' && path.startsWith('/v1/api/'))
  .map(({ method, path }) => ({ method, path: path.slice('/v1/api/'.length) }))
  .filter(({ path }) => !bodiless.includes(`/${path}`))

test.each(calls)('$method $path: a truncated body gets a response and changes nothing', async (call) => {
  const { simulator, client, warmUp } = await runningGateway()
  await warmUp()
  const before = simulator.controls.stateDigest()
  const path = call.path.replace('{accountId}', 'DU1234567').replace(/\{[^}]+\}/g, '1')
  const { status } = await client.send(call.method, path, '{"id":"7","name":"x","orders":[{"conid":265598,')
  expect([200, 204, 400, 404, 500, 503]).toContain(status)
  expect(simulator.controls.stateDigest()).toBe(before)
})

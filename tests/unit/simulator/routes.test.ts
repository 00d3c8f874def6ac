import { expect, test } from 'vitest'
import { createRouter } from '../../../src/simulator/http/router.ts'
import { createAllRoutes } from '../../../src/simulator/rest/all-routes.ts'
import { readOperationList } from '../catalogue/read-fixture.ts'
import { createTestState } from './test-simulator-state.ts'

const { operations, legacy } = readOperationList()
const { state } = createTestState()
const find = createRouter(createAllRoutes(state, () => {}))
const served = [...operations, ...legacy].flatMap(({ method, path, inSpec }) => {
  if (!path.startsWith('/v1/api/')) return []
  const route = find(method, path.replace('/v1/api', '').replace('/ccp/*', '/ccp/status'))?.route
  return [{ method, path, inSpec, route }]
})

test('leaves the response shape unknown only for operations that IBKR documents by title alone', () => {
  const current = served.filter(({ inSpec, route }) => inSpec !== undefined && route !== undefined)
  expect(current.length).toBeGreaterThan(100)
  for (const { path, inSpec, route } of current) {
    expect([path, route?.shape === 'unknown']).toEqual([path, inSpec?.join() === '2.39.0'])
  }
})

test('has a route for every operation except the login endpoints', () => {
  const missing = served.filter(({ route }) => route === undefined).map(({ method, path }) => `${method} ${path}`)
  expect(missing.sort()).toEqual([
    'GET /v1/api/ws',
    'POST /v1/api/oauth/access_token',
    'POST /v1/api/oauth/live_session_token',
    'POST /v1/api/oauth/request_token',
  ])
})

test('serves no operation with two routes', () => {
  const names = createAllRoutes(state, () => {}).flatMap(({ methods, path }) =>
    methods.map((method) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`),
  )
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
})

test('returns an empty object if the response shape of an operation is unknown', async () => {
  const marked = served.filter(({ route }) => route?.shape === 'unknown')
  expect(marked.map(({ path }) => path)).toContain('/v1/api/pa/allocation')
  const body = { kind: 'none' } as const
  const call = { method: 'POST', path: '/pa/allocation', parameters: {}, query: new URLSearchParams(), body }
  expect((await find('POST', '/pa/allocation')?.route.handle(call))?.body).toBe('{}')
})

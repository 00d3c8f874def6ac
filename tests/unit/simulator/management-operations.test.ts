import fc from 'fast-check'
import { expect, test } from 'vitest'
import { managementRoutes } from '../../../src/simulator/management/all-management-routes.ts'
import { readOperationList } from '../catalogue/read-fixture.ts'
import { type ManagementClient, managementClient } from './management-client.ts'
import { managementRequests } from './management-requests.ts'
import { createSimulatedWorld } from './simulated-world.ts'

const accountIds = ['DU1234567', 'DU1234568']
const family = readOperationList().operations.filter(({ path }) => path.startsWith('/gw/') && !path.includes('/sso-'))

test('every operation of account management is there once, with the scopes and the policy of the catalogue', () => {
  const { world } = createSimulatedWorld()
  const served = managementRoutes(world).flatMap(({ methods, path, scopes, policy }) =>
    methods.map((method) => ({ method, path, scopes: [...scopes].sort(), policy })),
  )
  const catalogued = family.map(({ method, path, scopes = [], securityPolicy }) => ({
    method,
    path,
    scopes: [...scopes].sort(),
    policy:
      securityPolicy === 'Signed JWT' || (securityPolicy === undefined && method === 'POST') ? 'signed-jwt' : 'https',
  }))
  const byName = (a: { method: string; path: string }, b: { method: string; path: string }) =>
    `${a.path} ${a.method}` < `${b.path} ${b.method}` ? -1 : 1
  expect(served.sort(byName)).toEqual(catalogued.sort(byName))
})

test('the operations of which only the title is known say so and answer with nothing', async () => {
  const { world } = createSimulatedWorld()
  const unknown = managementRoutes(world).filter(({ shape }) => shape === 'unknown')
  const titleOnly = family.filter(({ inSpec }) => inSpec?.join() === '2.39.0').map(({ path }) => path)
  expect(unknown.map(({ path }) => path).sort()).toEqual(titleOnly.sort())
  const client = managementClient(world)
  expect((await client.get('tax-vouchers/years')).body).toEqual({})
})

test.each(family.map(({ method, path }) => `${method} ${path}`))('%s serves a good request', async (operation) => {
  const { world } = createSimulatedWorld({ accountIds })
  const answer = await managementRequests[operation]?.(managementClient(world))
  expect([answer?.status, answer?.body]).toEqual([expect.toBeOneOf([200, 201, 202]), expect.anything()])
})

test('whatever a caller puts in the place of a good claim, the request is answered and nothing breaks', async () => {
  const { world, clock } = createSimulatedWorld({ accountIds })
  const client = managementClient(world)
  const good = await goodWrites()
  const places = good.flatMap((write) => placesIn(write.claims).map((place) => ({ ...write, place })))
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...places), fc.anything(), async ({ method, path, claims, place }, value) => {
      const answer = await client.signed(method, path, replaced(claims, place, value) as object)
      expect(answer.status).toBeLessThan(500)
      clock.advance(600_000)
    }),
    { numRuns: 1000 },
  )
})

interface GoodWrite {
  readonly method: 'POST' | 'PATCH'
  readonly path: string
  readonly claims: object
}

/** Every signed request of the table, as it goes out. */
async function goodWrites(): Promise<readonly GoodWrite[]> {
  const writes: GoodWrite[] = []
  const { world } = createSimulatedWorld({ accountIds })
  const client = managementClient(world)
  const listening: ManagementClient = {
    ...client,
    signed: (method, path, claims) => {
      writes.push({ method, path, claims })
      return client.signed(method, path, claims)
    },
  }
  for (const ask of Object.values(managementRequests)) await ask(listening)
  return writes
}

/** The way to every value in an object, the object itself included. */
function placesIn(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [[]]
  return [[], ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner).map((place) => [key, ...place]))]
}

function replaced(value: unknown, [key, ...rest]: readonly string[], put: unknown): unknown {
  if (key === undefined) return put
  const entries = Object.entries(value as object).map(([name, inner]) => [
    name,
    name === key ? replaced(inner, rest, put) : inner,
  ])
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries)
}

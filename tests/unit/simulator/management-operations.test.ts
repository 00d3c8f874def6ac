import fc from 'fast-check'
import { expect, test } from 'vitest'
import { managementRoutes } from '../../../src/simulator/management/management-routes.ts'
import { propertyRuns } from '../../process/property-runs.ts'
import { readOperationList } from '../catalogue/read-fixture.ts'
import { managementClient, sendValidRequest } from './management-client.ts'
import { managementRequests } from './management-requests.ts'

const family = readOperationList().operations.filter(({ path }) => path.startsWith('/gw/') && !path.includes('/sso-'))

test('serves every operation once, with the scopes and the security policy of the catalogue', () => {
  const served = managementRoutes.flatMap(({ methods, path, scopes, policy }) =>
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

test('returns an empty object only for operations that IBKR documents by title alone', async () => {
  const operations = family.map(({ method, path }) => `${method} ${path}`)
  const responses = await Promise.all(operations.map((operation) => sendValidRequest(managementClient, operation)))
  const empty = operations.filter((_, index) => Object.keys(responses[index]?.body).length === 0)
  const titleOnly = family.filter(({ inSpec }) => inSpec?.join() === '2.39.0')
  expect(empty.sort()).toEqual(titleOnly.map(({ method, path }) => `${method} ${path}`).sort())
})

test.each(family.map(({ method, path }) => `${method} ${path}`))('serves a valid request: %s', async (operation) => {
  const { status, body } = await sendValidRequest(managementClient, operation)
  expect([status, body]).toEqual([expect.toBeOneOf([200, 201, 202]), expect.anything()])
})

test('repeats the identifiers of the request in the response', async () => {
  expect((await managementClient('GET', 'accounts/U7654321/status')).body).toMatchObject({ accountId: 'U7654321' })
  expect((await managementClient('GET', 'client-instructions/77')).body.instructionResult.clientInstructionId).toBe(77)
  const deposit = { instructionType: 'DEPOSIT', instruction: { clientInstructionId: 78 } }
  expect((await managementClient('POST', 'external-cash-transfers', deposit)).body.instructionResult).toMatchObject({
    clientInstructionId: 78,
    instructionType: 'DEPOSIT',
  })
  expect((await managementClient('GET', 'echo/https?a=1')).body).toMatchObject({ queryParameters: { a: '1' } })
})

test('names every missing field of the query and of the claims', async () => {
  const fields = async (...request: Parameters<typeof managementClient>) => {
    const { status, contentType, body } = await managementClient(...request)
    expect([status, contentType]).toEqual([400, 'application/problem+json'])
    return body.invalidArguments.map(({ field }: { readonly field: string }) => field)
  }
  expect(await fields('GET', 'accounts/status?startDate=2026-01-01')).toEqual(['endDate'])
  expect(await fields('POST', 'external-cash-transfers', { instruction: {} })).toEqual([
    'instructionType',
    'instruction.clientInstructionId',
  ])
})

test('never returns a server error if a valid claim is replaced with another value', async () => {
  const places = Object.entries(managementRequests).flatMap(([operation, { path, claims }]) =>
    claims === undefined ? [] : placesIn(claims).map((place) => ({ operation, path, claims, place })),
  )
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...places), fc.anything(), async ({ operation, path, claims, place }, value) => {
      const [method = ''] = operation.split(' ')
      const response = await managementClient(method, path, replaced(claims, place, value) as object)
      expect(response.status).toBeLessThan(500)
    }),
    { numRuns: propertyRuns(1000) },
  )
})

/** Returns the path to every value in an object, including the object itself. */
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

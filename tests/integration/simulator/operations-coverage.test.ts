import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type DocumentedResponse,
  findDocumentedResponse,
  type Structure,
} from '../../../scripts/routes/documented-responses.ts'
import { findTypeMismatches } from '../../../scripts/routes/find-type-mismatches.ts'
import { generateRoutes } from '../../../scripts/routes/generate-routes.ts'
import { loadAllDetails } from '../../../src/shared/catalogue/details/load-details.ts'
import type { ResponseDetails } from '../../../src/shared/catalogue/operation-details.ts'
import { operations as catalogued } from '../../../src/shared/catalogue/operations.ts'
import { type Simulator, startSimulator } from '../../../src/simulator/start-simulator.ts'
import { readOperationList } from '../../unit/catalogue/read-fixture.ts'
import { areaOf, type Coverage, formatCoverageTable } from './coverage/coverage-table.ts'
import { findUnusedMistakes, findViolations } from './coverage/response-violations.ts'
import { measureStructureCoverage, type StructureCoverage, structureOf } from './coverage/structure-coverage.ts'
import { accountId } from './coverage/valid-request.ts'
import { validRequests } from './coverage/valid-requests.ts'
import { type HttpClient, httpClient } from './http-client.ts'
import { runningGateway } from './running-gateway.ts'

const enough = 0.8

const { operations, legacy } = readOperationList()
const all = [...operations, ...legacy].map(({ method, path }) => ({ operation: nameOf(method, path), method, path }))
const coverages: Coverage[] = []

/** Operations with successful responses that have no properties. */
const withoutProperties: Readonly<Record<string, string>> = {
  'POST /iserver/notification': 'plain text',
}

/** Properties of IBKR's document that the live API omits. */
const neverLive: Readonly<Record<string, RegExp>> = {
  'POST /pa/transactions': /^\/(rc|rpnl\/items|includesRealTime)/,
}

/** Operations that IBKR has retired, with the status of their responses. */
const retired: Readonly<Record<string, number>> = { 'GET /md/regsnapshot': 400 }

/** Types that the library declares for the responses. */
const responseTypes = new Map(generateRoutes().routes.map(({ route, response }) => [route, response]))

const options = {
  accounts: [accountId, 'DU1234568'],
  dynamicAccounts: true,
  fillSeconds: 0.05,
  alertOperators: 'accepted',
} as const

describe('simulator responds to every operation of the catalogue as documented', () => {
  let shared: Simulator
  let reader: HttpClient
  beforeAll(async () => {
    shared = await startSimulator({ mode: 'gateway', tls: false, marketMoves: false, ...options })
    reader = httpClient(shared)
    for (const path of ['iserver/accounts', 'portfolio/accounts']) await reader.get(path)
  })
  /** Starts a separate gateway for an operation that changes data. */
  async function warmGateway(): Promise<HttpClient> {
    const { client, warmUp } = await runningGateway(options)
    await warmUp()
    return client
  }

  test.each(all)('$operation', async ({ operation, method, path }) => {
    const ask = validRequests[operation]
    if (ask === undefined) throw new Error(`No good request for ${operation}`)
    const client = method === 'GET' ? reader : await warmGateway()
    const response = await ask(client)
    if (operation in retired) {
      expect(response.status).toBe(retired[operation])
      return
    }
    expect([response.status, response.status < 300 ? '' : response.body]).toEqual([
      expect.toBeOneOf(path.startsWith('/gw/') ? [200, 201, 202] : [200, 204]),
      '',
    ])
    const documented = findDocumentedResponse(method, path) ?? { schemas: [], examples: [] }
    const violations = findViolations(operation, documented, response.body)
    const filling = fillingOfResponse(documented, response.body)
    coverages.push({
      area: areaOf(path),
      documented: documented.schemas.length + documented.examples.length > 0,
      validated: documented.schemas.length > 0 && violations.length === 0,
      filling,
    })
    expect(hasRoughForm(detailsOf(method, path)?.response, response.body)).toBe(true)
    const type = responseTypes.get(operation)
    // The library has no type for a family of operations.
    expect(type === undefined).toBe(path.includes('*'))
    if (type !== undefined) expect([...new Set(findTypeMismatches(type, response.body))]).toEqual([])
    if (violations.length > 0) expect.fail(`Against the schema: ${violations.join(', ')}`)
    if (!isFilled(documented, response.body, neverLive[operation]))
      expect.fail(`Not filled: ${filling.missing.join(', ')}`)
  })

  afterAll(async () => {
    console.log(formatCoverageTable(coverages))
    await shared.close()
  })
})

test('rejects an empty response for every operation, although most schemas alone would accept it', () => {
  const satisfied = all.filter(({ operation, method, path }) => {
    const documented = findDocumentedResponse(method, path)
    if (documented === undefined || documented.schemas.length + documented.examples.length === 0) return false
    return operation in withoutProperties
      ? false
      : [{}, [], [{}], null, ''].some((nothing) => isFilled(documented, nothing))
  })
  expect(satisfied.map(({ operation }) => operation)).toEqual([])
})

test('lists only document errors that occur in a response', () => {
  expect(findUnusedMistakes().map(({ operation, at }) => `${operation} ${at.source}`)).toEqual([])
})

const details = await loadAllDetails()

const detailsOf = (method: string, path: string) => {
  const full = /^\/(v1\/api|gw|oauth2)\//.test(path) ? path : `/v1/api${path}`
  const operation = catalogued.find((each) => each.method === method && each.path === full)
  return operation && details.get(operation.id)
}

/** Reports whether a response has the form that the catalogue states: location of table rows, map keys. */
function hasRoughForm(response: ResponseDetails | undefined, body: unknown): boolean {
  const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
  switch (response?.kind) {
    case 'objects':
      return Array.isArray(body) && body.every(isObject)
    case 'values':
      return Array.isArray(body) && !body.some(isObject)
    case 'map':
      return isObject(body)
    case 'object': {
      const rows = response.rows?.split('.').reduce<unknown>((at, name) => (isObject(at) ? at[name] : undefined), body)
      return isObject(body) && (response.rows === undefined || Array.isArray(rows))
    }
    default:
      return true
  }
}

function isFilled(documented: DocumentedResponse, response: unknown, neverLive?: RegExp): boolean {
  const { filled, total, missing } = fillingOfResponse(documented, response)
  return filled >= (total - missing.filter((property) => neverLive?.test(property)).length) * enough
}

/** Returns the better of two comparisons: with all properties of an example, or with the properties of a schema. */
function fillingOfResponse({ schemas, examples }: DocumentedResponse, response: unknown): StructureCoverage {
  const telling = examples.filter((example) => !isError(example))
  const byExample = telling.map((example) => measureStructureCoverage(example, response))
  const complete = byExample.filter(({ filled, total }) => total > 0 && filled === total)
  const largest = Math.max(0, ...byExample.map(({ total }) => total))
  // An empty example or a subset of another example does not count.
  const found = complete.find(({ total }) => total === largest || !isContained(total, byExample))
  if (found !== undefined) return found
  const bySchema = schemas.flatMap((schema) =>
    (telling.length === 0 ? [undefined] : telling).map((example) =>
      measureStructureCoverage(structureOf(schema, example), response),
    ),
  )
  const best = bySchema.reduce<StructureCoverage | undefined>(
    (a, b) => (a === undefined || ratio(b) > ratio(a) ? b : a),
    undefined,
  )
  return best ?? byExample[0] ?? { filled: 0, total: 0, missing: [] }
}

/** Reports whether an example is much smaller than another example. It is then an empty or failed variant. */
function isContained(total: number, others: readonly StructureCoverage[]): boolean {
  return others.some((other) => other.total > total * 2)
}

function ratio({ filled, total }: StructureCoverage): number {
  return total === 0 ? 0 : filled / total
}

function isError(example: Structure): boolean {
  return typeof example === 'object' && Object.keys(example).join() === 'error'
}

function nameOf(method: string, path: string): string {
  return `${method} ${path.replace(/^\/v1\/api/, '')}`
}

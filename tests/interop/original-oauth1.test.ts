import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '../../src/simulator/start.ts'
import { type OriginalClientResult, runOriginalClient } from './run-original-client.ts'

let simulator: Simulator
let result: OriginalClientResult

beforeAll(async () => {
  simulator = await startSimulator({ mode: 'oauth1', certNames: ['api.ibkr.com'] })
  result = await runOriginalClient(simulator)
})

afterAll(async () => {
  await simulator?.close()
})

test('the original client obtains a live session token that it can validate, and opens the brokerage session', () => {
  expect(result['init']).toMatchObject({ authenticated: true, established: true, competing: false, connected: true })
  expect(simulator.record.requests({ path: '/v1/api/oauth/live_session_token' })).toMatchObject([
    { status: 200, verification: 'verified' },
  ])
})

test('before the login its requests are refused in plain text', () => {
  expect(result['beforeLogin']).toBe('Response status 401: Unauthorized')
})

test('every request after the login carries a signature that verifies', () => {
  const requests = simulator.record.requests().slice(1)
  expect(requests.length).toBeGreaterThan(9)
  expect(requests.map((request) => request.verification)).toEqual(requests.map(() => 'verified'))
})

test('its queries are signed as pairs in the sorted list, commas, spaces, umlauts and quotes included', () => {
  const queries = simulator.record.requests().filter((request) => request.query !== '')
  expect(queries.map((request) => request.queryPractice)).toEqual(['pairs-in-list', 'pairs-in-list', 'pairs-in-list'])
  expect(result['stocks']).toMatchObject({
    AAPL: [{ contracts: [{ conid: 265598 }] }],
    IBM: [{ contracts: [{ conid: 8314 }] }],
  })
  expect(result['search']).toMatchObject([{ conid: '265598', symbol: 'AAPL' }])
  expect(result['awkward']).toEqual([])
})

test('it gets the page of an unknown path as its error', () => {
  expect(result['unknown']).toBe('Response status 404: <html><body><h1>Resource not found</h1></body></html>')
})

test('it places an order through a question and sees it live on the socket', () => {
  expect(result['question']).toMatchObject([{ messageIds: ['o10151'], isSuppressed: false }])
  expect(result['placed']).toMatchObject([{ order_id: expect.stringMatching(/^\d+$/), local_order_id: 'interop-1' }])
  expect(result['frame']).toMatchObject({
    topic: 'sor',
    args: [{ acct: 'DU1234567', ticker: 'AAPL', side: 'BUY', totalSize: 3, order_ref: 'interop-1' }],
  })
})

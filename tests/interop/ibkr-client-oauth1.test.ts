import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '../../src/simulator/start-simulator.ts'
import { expectAwkwardParameters, expectOrders, expectStreams } from './expect-session.ts'
import { type OriginalClientResult, runOriginalClient } from './run-original-client.ts'

let simulator: Simulator
/** The server that oauth1.json names. */
let named: Simulator
let result: OriginalClientResult

beforeAll(async () => {
  simulator = await startSimulator({ mode: 'oauth1', certNames: ['api.ibkr.com'] })
  named = await startSimulator({ mode: 'gateway', tls: false })
  result = await runOriginalClient(simulator, { settings: { server: new URL(named.apiUrl).origin } })
})

afterAll(async () => {
  await Promise.all([simulator?.close(), named?.close()])
})

test('ibkr-client reads an exported oauth1.json, but sends to api.ibkr.com instead of the server in the file', () => {
  expect(result['init']).toMatchObject({ authenticated: true })
  expect(named.record.requests()).toEqual([])
})

test('ibkr-client validates the live session token of the simulator, and opens the brokerage session', () => {
  expect(result['init']).toMatchObject({ authenticated: true, established: true, competing: false, connected: true })
  expect(result['again']).toMatchObject({ authenticated: true })
  expect(simulator.record.requests({ path: '/v1/api/oauth/live_session_token' })).toMatchObject([
    { status: 200, verification: 'verified' },
    { status: 200, verification: 'verified' },
  ])
})

test('the simulator rejects requests of ibkr-client in plain text before its login and after its logout', () => {
  expect(result['beforeLogin']).toBe('Response status 401: Unauthorized')
  expect(result['logout']).toEqual({ status: true })
  expect(result['afterLogout']).toBe('Response status 401: Unauthorized')
})

test('the simulator verifies every signature of ibkr-client between login and logout', () => {
  const requests = simulator.record.requests().slice(1, -1)
  expect(requests.length).toBeGreaterThan(30)
  expect(requests.map((request) => request.verification)).toEqual(requests.map(() => 'verified'))
})

test('the simulator recognises the query signing mode of ibkr-client: pairs in the sorted list', () => {
  const queries = simulator.record.requests().filter((request) => request.query !== '')
  expect(queries.map((request) => request.querySigningMode)).toEqual(queries.map(() => 'pairs-in-list'))
  expect(result['stocks']).toMatchObject({
    AAPL: [{ contracts: [{ conid: 265598 }] }],
    IBM: [{ contracts: [{ conid: 8314 }] }],
  })
  expect(result['search']).toMatchObject([{ conid: '265598', symbol: 'AAPL' }])
})

test('ibkr-client sends spaces, Unicode, commas, quotes and slashes unchanged', () => {
  expectAwkwardParameters(simulator, result)
})

test('ibkr-client throws an error with the HTML page that the server returns for an unknown path', () => {
  expect(result['unknown']).toBe('Response status 404: <html><body><h1>Resource not found</h1></body></html>')
})

test('ibkr-client places orders with one and three questions, and handles refusals, modifications and cancels', () => {
  expectOrders(result)
})

test('ibkr-client receives a live order, trades, profit and prices on the socket', () => {
  expectStreams(result)
})

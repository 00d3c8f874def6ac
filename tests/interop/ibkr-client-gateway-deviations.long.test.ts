import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '../../src/simulator/start-simulator.ts'
import { expectAwkwardParameters, expectOrders, expectStreams } from './expect-session.ts'
import { type OriginalClientResult, runOriginalClient } from './run-original-client.ts'

// ibkr-client completes a session despite most deviations of IBKR's gateway: it skips certificate verification, always
// sends a Content-Length, and parses text and binary frames. The last two tests show what it cannot do. Two deviations
// are left out. ibkr-client has no timeout, so a request without upstream hangs forever. It also fails on a 204, which
// is not JSON.

let simulator: Simulator
let result: OriginalClientResult

beforeAll(async () => {
  simulator = await startSimulator({ mode: 'gateway', gatewayHabits: true })
  result = await runOriginalClient(simulator)
})

afterAll(async () => {
  await simulator?.close()
})

test('ibkr-client logs in and reads over an old certificate and chunked responses', () => {
  expect(result['init']).toMatchObject({ authenticated: true, connected: true })
  expect(result['accounts']).toMatchObject({ accounts: ['DU1234567'] })
  expectAwkwardParameters(simulator, result)
})

test('the simulator accepts orders and replies of ibkr-client, which state their body length', () => {
  expectOrders(result)
})

test('ibkr-client reads binary frames after the session message', () => {
  expectStreams(result)
})

test('ibkr-client cannot report that the login ended, because it follows the redirect and receives a non-JSON response', () => {
  expect(simulator.record.requests().at(-1)).toMatchObject({ path: '/sso/Login', status: 200 })
  expect(result['afterLogout']).toMatch(/is not valid JSON/)
})

test('ibkr-client loses a subscription that it sends immediately after the socket opens', async () => {
  simulator.controls.setLoggedIn(true)
  expect(await runOriginalClient(simulator, { program: 'early-subscription' })).toMatchObject({
    earlyPrices: 0,
    price: { topic: 'smd+265598' },
  })
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '../../src/simulator/start.ts'
import { expectAwkwardParameters, expectOrders, expectStreams } from './expect-session.ts'
import { type OriginalClientResult, runOriginalClient } from './run-original-client.ts'

// The original package completes a session despite most deviations of IBKR's gateway: it skips certificate
// verification, always sends a Content-Length, and parses text and binary frames. The last two tests show what it
// cannot do. Two deviations are left out. The package has no timeout, so a request without upstream hangs forever. It
// also fails on a 204, which is not JSON.

let simulator: Simulator
let result: OriginalClientResult

beforeAll(async () => {
  simulator = await startSimulator({ mode: 'gateway', gatewayHabits: true })
  result = await runOriginalClient(simulator)
})

afterAll(async () => {
  await simulator?.close()
})

test('lets the original client log in and read over an old certificate and chunked responses', () => {
  expect(result['init']).toMatchObject({ authenticated: true, connected: true })
  expect(result['accounts']).toMatchObject({ accounts: ['DU1234567'] })
  expectAwkwardParameters(simulator, result)
})

test('accepts orders and replies of the original client, because its bodies have a length', () => {
  expectOrders(result)
})

test('lets the original client read binary frames after the session message', () => {
  expectStreams(result)
})

test('the original client cannot report the end of the login, because it follows the redirect and finds no JSON', () => {
  expect(simulator.record.requests().at(-1)).toMatchObject({ path: '/sso/Login', status: 200 })
  expect(result['afterLogout']).toMatch(/is not valid JSON/)
})

test('the original client loses a subscription that it sends immediately after the socket opens', async () => {
  simulator.controls.setLoggedIn(true)
  expect(await runOriginalClient(simulator, { program: 'early-subscription' })).toMatchObject({
    earlyPrices: 0,
    price: { topic: 'smd+265598' },
  })
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '../../src/simulator/start.ts'
import { expectAwkwardParameters, expectOrders, expectStreams } from './expect-session.ts'
import { type OriginalClientResult, runOriginalClient } from './run-original-client.ts'

let simulator: Simulator
let result: OriginalClientResult

beforeAll(async () => {
  simulator = await startSimulator({ mode: 'gateway' })
  result = await runOriginalClient(simulator)
})

afterAll(async () => {
  await simulator?.close()
})

test('lets the original client open the brokerage session of a gateway and read its accounts', () => {
  expect(result['init']).toMatchObject({ authenticated: true, connected: true })
  expect(result['accounts']).toMatchObject({ accounts: ['DU1234567'], selectedAccount: 'DU1234567', isPaper: true })
  expect(result['portfolio']).toMatchObject([{ accountId: 'DU1234567', faclient: false }])
})

test('a gateway receives no signatures from the original client, and its logout ends the login', () => {
  const kinds = new Set(simulator.record.requests().map((request) => request.verification))
  expect([...kinds]).toEqual(['not-required', 'not-logged-in'])
  expect(result['afterLogout']).toBe('Response status 401: ')
})

test('the simulator receives spaces, unicode, commas, quotes and slashes unchanged', () => {
  expectAwkwardParameters(simulator, result)
})

test('the original client places orders with one and three questions, and handles refusals, changes and cancels', () => {
  expectOrders(result)
})

test('the original client receives a live order on the socket, and trades, profit and prices', () => {
  expectStreams(result)
})

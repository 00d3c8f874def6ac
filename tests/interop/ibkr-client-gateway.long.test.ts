import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '../../src/simulator/start-simulator.ts'
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

test('ibkr-client opens the brokerage session of a gateway and reads its accounts', () => {
  expect(result['init']).toMatchObject({ authenticated: true, connected: true })
  expect(result['accounts']).toMatchObject({ accounts: ['DU1234567'], selectedAccount: 'DU1234567', isPaper: true })
  expect(result['portfolio']).toMatchObject([{ accountId: 'DU1234567', faclient: false }])
})

test('ibkr-client sends no signatures to a gateway, and its logout ends the login', () => {
  const kinds = new Set(simulator.record.requests().map((request) => request.verification))
  expect([...kinds]).toEqual(['not-required', 'not-logged-in'])
  expect(result['afterLogout']).toBe('Response status 401: ')
})

test('ibkr-client sends spaces, Unicode, commas, quotes and slashes unchanged', () => {
  expectAwkwardParameters(simulator, result)
})

test('ibkr-client places orders with one and three questions, and handles refusals, modifications and cancels', () => {
  expectOrders(result)
})

test('ibkr-client receives a live order, trades, profit and prices on the socket', () => {
  expectStreams(result)
})

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

test('lets ibkr-client open the brokerage session of a gateway and read its accounts', () => {
  expect(result['init']).toMatchObject({ authenticated: true, connected: true })
  expect(result['accounts']).toMatchObject({ accounts: ['DU1234567'], selectedAccount: 'DU1234567', isPaper: true })
  expect(result['portfolio']).toMatchObject([{ accountId: 'DU1234567', faclient: false }])
})

test('receives no signatures from ibkr-client at a gateway, and ends the login after its logout', () => {
  const kinds = new Set(simulator.record.requests().map((request) => request.verification))
  expect([...kinds]).toEqual(['not-required', 'not-logged-in'])
  expect(result['afterLogout']).toBe('Response status 401: ')
})

test('receives spaces, Unicode, commas, quotes and slashes unchanged from ibkr-client', () => {
  expectAwkwardParameters(simulator, result)
})

test('lets ibkr-client place orders with one and three questions, and handle refusals, modifications and cancels', () => {
  expectOrders(result)
})

test('sends ibkr-client a live order, trades, profit and prices on the socket', () => {
  expectStreams(result)
})

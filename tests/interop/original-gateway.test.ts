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

test('the original client opens the brokerage session of a gateway and reads its accounts', () => {
  expect(result['init']).toMatchObject({ authenticated: true, connected: true })
  expect(result['accounts']).toMatchObject({ accounts: ['DU1234567'], selectedAccount: 'DU1234567', isPaper: true })
  expect(result['portfolio']).toMatchObject([{ accountId: 'DU1234567', faclient: false }])
})

test('nothing it sends to a gateway is signed, and its logout ends the login', () => {
  const kinds = new Set(simulator.record.requests().map((request) => request.verification))
  expect([...kinds]).toEqual(['not-required', 'not-logged-in'])
  expect(result['afterLogout']).toBe('Response status 401: ')
})

test('spaces, unicode, commas, quotes and slashes arrive as they were written', () => {
  expectAwkwardParameters(simulator, result)
})

test('it places orders through one question and through three, declines, changes and cancels', () => {
  expectOrders(result)
})

test('it sees an order live on the socket, and trades, profit and prices', () => {
  expectStreams(result)
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '../../src/simulator/start.ts'
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

test('nothing it sends to a gateway is signed', () => {
  const kinds = new Set(simulator.record.requests().map((request) => request.verification))
  expect([...kinds]).toEqual(['not-required'])
})

test('it places an order through a question and sees it live on the socket', () => {
  expect(result['placed']).toMatchObject([{ order_status: 'PreSubmitted' }])
  expect(result['frame']).toMatchObject({ topic: 'sor', args: [{ ticker: 'AAPL', order_ref: 'interop-1' }] })
})

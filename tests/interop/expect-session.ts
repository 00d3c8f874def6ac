import { expect } from 'vitest'
import type { Simulator } from '../../src/simulator/start-simulator.ts'
import { awkwardValues, type OriginalClientResult } from './run-original-client.ts'

/** Checks that the server received every special parameter unchanged and sent a response. */
export function expectAwkwardParameters(simulator: Simulator, result: OriginalClientResult): void {
  const sent = simulator.record
    .requests({ path: '/v1/api/iserver/secdef/search' })
    .map((request) => [...new URLSearchParams(request.query)])
    .filter((pairs) => pairs.length === 3)
  expect(sent).toEqual(
    Object.entries(awkwardValues).map(([name, value]) => [
      ['symbol', value],
      ['name', 'true'],
      [`odd ${name}/ü`, value],
    ]),
  )
  const found = Object.fromEntries(Object.keys(awkwardValues).map((name) => [name, []]))
  // An empty symbol reaches the operation, which requires a symbol.
  expect(result['awkward']).toEqual({ ...found, empty: 'Response status 400: Bad Request: symbol is required' })
}

/** Checks that the questions of the orders were confirmed, and that every step reached the server. */
export function expectOrders(result: OriginalClientResult): void {
  expect(result['question']).toMatchObject([{ messageIds: ['o10151'], isSuppressed: false }])
  expect(result['placed']).toMatchObject([{ order_id: expect.stringMatching(/^\d+$/), local_order_id: 'interop-1' }])
  expect(result['chain']).toMatchObject({
    asked: ['o163', 'o383', 'o451'],
    end: [{ order_id: expect.stringMatching(/^\d+$/), local_order_id: `interop "ü", it's/1` }],
  })
  expect(result['declined']).toEqual({ error: expect.stringContaining('not confirmed') })
  expect(result['status']).toMatchObject({ size: '3.0', tif: 'GTC' })
  expect(result['cancelled']).toMatchObject({ msg: 'Request was submitted' })
}

/** Checks that the socket delivered session message, echo, orders, trades, profit and prices. */
export function expectStreams(result: OriginalClientResult): void {
  const { session } = result['tickle'] as { session: string }
  expect(result['sessionMessage']).toMatchObject({ topic: 'system', success: expect.any(String) })
  expect(result['beat']).toMatchObject({ topic: 'tic', alive: true, id: session })
  expect(result['frame']).toMatchObject({
    topic: 'sor',
    args: [{ acct: 'DU1234567', ticker: 'AAPL', side: 'BUY', totalSize: 3, order_ref: 'interop-1' }],
  })
  expect(result['trades']).toMatchObject({ topic: 'str' })
  expect(result['profit']).toMatchObject({ topic: 'spl', args: { 'DU1234567.Core': { rowType: 1 } } })
  expect(result['prices']).toMatchObject({ topic: 'smd+265598', conid: 265598, 31: expect.any(String) })
}

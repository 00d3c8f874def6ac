import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type PracticeHost, startPracticeHost } from '../../process/practice-host.ts'

/** Size in bytes above the limit of a whole response, but below the limit of a read in the explorer. */
const SIZE = 5_000_000

let host: PracticeHost
beforeEach(async () => {
  host = await startPracticeHost()
  await vi.waitUntil(() => host.view()?.state.kind === 'ready', { timeout: 20_000 })
})
afterEach(() => host.close())

const TOO_LARGE = expect.stringContaining('more than the 4194304 bytes')
const large = (place: string): void => void host.simulator.controls.faults.add(`large=${SIZE}@${place}`)

test('rejects a contract search with a response above 4 MiB', async () => {
  large('/iserver/secdef/search')
  await expect(host.client.call('contracts.search', { symbol: 'AAPL' })).rejects.toMatchObject({
    code: 'upstream',
    message: TOO_LARGE,
  })
})

test('reports an order with a response above 4 MiB as unconfirmed, from the ticket and from the explorer', async () => {
  const state = host.view()?.state
  const accountId = state?.kind === 'ready' ? state.accounts.selected : ''
  const path = `/iserver/account/${accountId}/orders`
  large(`POST ${path}`)
  const unconfirmed = { code: 'outcome-unknown', message: TOO_LARGE }
  const order = { accountId, conid: 265598, side: 'BUY', orderType: 'MKT', quantity: 1, timeInForce: 'DAY' } as const
  await expect(host.client.call('orders.place', order)).rejects.toMatchObject(unconfirmed)
  const body = JSON.stringify({ orders: [{ conid: 265598, orderType: 'MKT', side: 'BUY', quantity: 1, tif: 'DAY' }] })
  await expect(host.client.callBytes('requests.send', { method: 'POST', path, query: [], body })).rejects.toMatchObject(
    unconfirmed,
  )
})

test('allows a read in the explorer to exceed 4 MiB', async () => {
  large('GET /trsrv/stocks')
  const read = { method: 'GET', path: '/trsrv/stocks', query: [['symbols', 'AAPL']] } as const
  expect((await host.client.callBytes('requests.send', read)).output.size).toBeGreaterThanOrEqual(SIZE)
})

test('frees the memory of each read in the explorer when it ends', async () => {
  // Both exceed the 64 MB of a window, so the second would wait for memory.
  host.simulator.controls.faults.add(`large=${33 * 2 ** 20}@GET /trsrv/stocks`)
  const read = { method: 'GET', path: '/trsrv/stocks', query: [['symbols', 'AAPL']] } as const
  for (const _ of [1, 2]) await host.client.callBytes('requests.send', read)
})

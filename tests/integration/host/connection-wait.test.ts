import type { ServerResponse } from 'node:http'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { IbkrClient } from '../../../src/client/index.ts'
import { MAX_WAIT_MS, UnsentRequests } from '../../../src/host/safety/unsent-requests.ts'
import type { RequestWaitItem } from '../../../src/shared/contract/views.ts'
import { startTestServer, type TestServer } from '../../unit/client/test-server.ts'
import { type SkippableClock, skippableClock } from '../client/skippable-clock.ts'

const waitId = '44444444-4444-4444-8444-444444444444'
const order = { path: 'iserver/account/DU1/orders', method: 'POST', data: { orders: [] } } as const

let clock: SkippableClock
let server: TestServer
let client: IbkrClient
let unsent: UnsentRequests
let items: RequestWaitItem[]
/** Response of a read that occupies the only connection. */
let stalled: ServerResponse | undefined
let read: Promise<unknown>
beforeEach(async () => {
  clock = skippableClock()
  stalled = undefined
  server = await startTestServer((seen, response) => {
    if (seen.method === 'GET') stalled = response
    else response.end('{}')
  })
  client = new IbkrClient(server.baseUrl, { maxConnections: 1, clock })
  unsent = new UnsentRequests(clock)
  items = []
  unsent.feed.subscribe((batch) => void items.push(...batch))
  read = client.request({ path: 'slow' })
  await vi.waitUntil(() => stalled !== undefined)
})
afterEach(async () => {
  await client.close()
  await server.close()
})

const place = (): Promise<unknown> =>
  unsent.send({ waitId, signal: new AbortController().signal, check: () => undefined }, (control) =>
    client.request({ ...order, ...control }),
  )

/** Completes the pending read, so that its connection is free. */
async function freeConnection(): Promise<void> {
  stalled?.end('{}')
  await read
}

test('cancels an order that found no free connection for ten seconds, and does not send it later', async () => {
  const outcome = place()
  const ended = expect(outcome).rejects.toMatchObject({ code: 'not-sent-no-connection', detail: { sent: false } })
  clock.skip(1_000)
  await vi.waitUntil(() => items.length > 0)
  expect(items).toMatchObject([{ waitId, wait: { cause: 'connection' }, withdrawnInMs: expect.any(Number) }])
  clock.skip(MAX_WAIT_MS - 1_000)
  await ended
  await freeConnection()
  expect(server.seen).toHaveLength(1)
})

test('sends an order exactly once, as soon as a connection is free, if the user chose to keep waiting', async () => {
  const outcome = place()
  clock.skip(1_000)
  await vi.waitUntil(() => items.length > 0)
  expect(unsent.keepWaiting(waitId)).toBe(true)
  clock.skip(MAX_WAIT_MS)
  await freeConnection()
  expect(await outcome).toEqual({})
  expect(server.seen).toHaveLength(2)
  expect(items.at(-1)).toEqual({ waitId, wait: { ms: 0, cause: 'nothing', ahead: 0 } })
})

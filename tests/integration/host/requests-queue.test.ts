import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { RequestWaitItem } from '../../../src/shared/contract/views.ts'
import { type PracticeHost, startPracticeHost } from '../../process/practice-host.ts'
import { skipUntil } from '../client/skippable-clock.ts'

let host: PracticeHost
let updates: RequestWaitItem[]
beforeEach(async () => {
  host = await startPracticeHost()
  updates = []
  host.client.open(
    'requests.waiting',
    {},
    {
      snapshot: (waiting) => void updates.push(...waiting),
      items: (batch) => void updates.push(...batch),
      closed: () => undefined,
    },
  )
  await vi.waitUntil(() => host.view()?.state.kind === 'ready', { timeout: 20_000 })
})
afterEach(() => host.close())

const waitId = '11111111-1111-4111-8111-111111111111'
const request = { method: 'GET', path: '/portfolio/subaccounts', query: [] } as const
const send = (extra: { readonly waitId?: string } = {}) =>
  host.client.callBytes('requests.send', { ...request, ...extra }).then(({ output }) => output.status)
const arrived = (): number => host.simulator.record.requests({ path: /\/portfolio\/subaccounts$/ }).length
const limit = { count: 1, windowMs: 5_000 }

test('reports why and how long a rate-limited request waits, before it is sent and while it is pending', async () => {
  const estimate = () => host.client.call('requests.estimate', { method: request.method, path: request.path })
  expect(await estimate()).toEqual({ ms: 0, cause: 'nothing', ahead: 0 })
  expect(await send()).toBe(200)
  expect(await estimate()).toMatchObject({ cause: 'endpoint-limit', limit, ahead: 0 })
  const waiting = send({ waitId })
  await vi.waitUntil(() => updates.length > 0, { timeout: 20_000, interval: 5 })
  expect(updates[0]).toMatchObject({ waitId, wait: { cause: 'endpoint-limit', limit, ahead: 0 } })
  expect(updates[0]?.wait.ms).toBeGreaterThan(3_000)
  expect(await estimate()).toMatchObject({ ahead: 1 })
  expect(await skipUntil(host.clock, waiting)).toBe(200)
  expect(updates.at(-1)).toEqual({ waitId, wait: { ms: 0, cause: 'nothing', ahead: 0 } })
})

test('does not send a cancelled pending request or add it to the history, and its call reports that', async () => {
  await send()
  const waiting = send({ waitId })
  const ended = expect(waiting).rejects.toMatchObject({ code: 'cancelled', detail: { sent: false } })
  await vi.waitUntil(() => updates.length > 0, { timeout: 20_000, interval: 5 })
  expect(await host.client.call('requests.withdraw', { waitId })).toEqual({ withdrawn: true })
  await ended
  expect(await host.client.call('requests.withdraw', { waitId })).toEqual({ withdrawn: false })
  host.clock.skip(10_000)
  expect(await host.client.call('requests.estimate', { method: request.method, path: request.path })).toMatchObject({
    ms: 0,
  })
  expect(arrived()).toBe(1)
  const { rows } = await host.client.call('history.page', { query: {}, offset: 0, limit: 10 })
  expect(rows.filter(({ path }) => path.endsWith('/subaccounts'))).toHaveLength(1)
})

test('does not report a request that is sent immediately as pending, and cannot cancel it', async () => {
  expect(await send({ waitId })).toBe(200)
  expect(updates).toEqual([])
  expect(await host.client.call('requests.withdraw', { waitId })).toEqual({ withdrawn: false })
})

test('rejects requests in the penalty box as not sent, but still sends the cancel of an order', async () => {
  const get = (path: string) => host.client.callBytes('requests.send', { method: 'GET', path, query: [] })
  for (const path of ['/trsrv/secdef', '/iserver/currency/pairs']) {
    host.simulator.controls.faults.add(`429@${path},times=1`)
    expect((await get(path)).output.status).toBe(429)
  }
  const refused = get('/iserver/accounts')
  await expect(refused).rejects.toMatchObject({ code: 'upstream', detail: { code: 'penalty-box', sent: false } })
  const cancel = { method: 'DELETE', path: '/iserver/account/DU1234567/order/1' } as const
  expect(await host.client.call('requests.estimate', { method: request.method, path: request.path })).toMatchObject({
    cause: 'penalty-box',
  })
  expect(await host.client.call('requests.estimate', cancel)).toMatchObject({ ms: 0 })
  await host.client.callBytes('requests.send', { ...cancel, query: [] })
  expect(host.simulator.record.requests({ method: 'DELETE' })).toHaveLength(1)
})

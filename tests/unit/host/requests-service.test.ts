import { beforeEach, expect, test } from 'vitest'
import type { RequestInput } from '../../../src/client/index.ts'
import { SavedResponseBodies } from '../../../src/host/files/saved-response-bodies.ts'
import { HostError } from '../../../src/host/host-error.ts'
import { BodyMemoryBudget } from '../../../src/host/requests/body-memory-budget.ts'
import { RequestsService } from '../../../src/host/requests/requests-service.ts'
import { UnsentRequests } from '../../../src/host/safety/unsent-requests.ts'
import { PendingQuestion } from '../../../src/host/session/pending-question.ts'
import type { RequestDraft } from '../../../src/shared/contract/schemas.ts'
import { manualClock } from '../client/manual-clock.ts'
import { createResponse, resultOf } from './trading-fixture.ts'

/** What the service did, in order. */
let events: string[]
/** The result of the next read, of the next request through the gate, and of the next estimate. */
let next: { status: number; body: string; failure?: unknown; result?: object; wait?: object | undefined }
let sent: { readonly input: RequestInput; readonly [name: string]: unknown } | undefined
let shown: string
let service: RequestsService
let question: PendingQuestion
beforeEach(() => {
  events = []
  next = { status: 200, body: '{"a":1}' }
  shown = ''
  sent = undefined
  question = new PendingQuestion()
  const clock = manualClock()
  const bodies = new SavedResponseBodies()
  const session = {
    require: () => ({ state: { kind: 'ready', accounts: { accounts: ['DU1'] } } }),
    pacing: { report: () => events.push('pacing reported') },
    estimate: () => next.wait,
    streamRead: async (input: RequestInput) => {
      if (next.failure !== undefined) throw next.failure
      const { timing, ...head } = createResponse('')
      const body = (async function* () {
        yield Buffer.from(next.body)
      })()
      return { ...head, method: input.method, status: next.status, body, timing: () => timing, cancel: () => undefined }
    },
  }
  service = new RequestsService({
    ...{ question, bodies, unsent: new UnsentRequests(clock), budget: new BodyMemoryBudget(clock, bodies) },
    session: session as never,
    gate: {
      send: async (request: never) => {
        sent = request
        return (next.result ?? {
          kind: 'accepted',
          response: resultOf('x', createResponse({ ok: true })).response,
        }) as never
      },
    },
    record: ({ path, effect }) => {
      events.push(`recorded ${effect} ${path}`)
      return {
        untilStored: async () => undefined,
        complete: (result) => void events.push(result.outcome === 'answered' ? 'answered' : `failed: ${result.code}`),
        discard: () => void events.push('discarded'),
      }
    },
    onOrdersFiltered: () => void events.push('orders filtered'),
    onLoggedOut: async () => void events.push('logged out'),
  })
})

const context = {
  signal: new AbortController().signal,
  window: {},
  body: {
    length: undefined,
    write: async (bytes: Uint8Array) => {
      shown += Buffer.from(bytes).toString()
    },
  },
}
const send = (path: string, draft: Partial<RequestDraft> = {}) =>
  service.send({ method: 'GET', path, query: [], ...draft }, context)

test('shows the body of a read, stores its response, and reports the rate limits', async () => {
  const { output, body } = await send('/portfolio/accounts')
  expect(output).toMatchObject({ status: 200, method: 'GET', effect: 'read', size: 7, body: 'sent' })
  expect([shown, body]).toEqual(['{"a":1}', []])
  expect(events).toEqual(['recorded read /v1/api/portfolio/accounts', 'answered', 'pacing reported'])
})

test('explains an error status, and reads the order list without filters as any other read', async () => {
  next = { status: 401, body: '' }
  const { output } = await send('/iserver/account/orders')
  expect(output).toMatchObject({ status: 401, explanation: expect.any(String) })
  expect(events).not.toContain('orders filtered')
})

test('repairs the order list after a filtered list that IBKR returned', async () => {
  const filters = [['filters', 'filled']] as [string, string][]
  await send('/iserver/account/orders', { query: filters })
  await send('/portfolio/accounts', { query: filters })
  next.status = 503
  await send('/iserver/account/orders', { query: filters })
  expect(events.filter((event) => event === 'orders filtered')).toHaveLength(1)
})

test('stores the failure of a read, and no entry of a read that was not sent', async () => {
  next.failure = new HostError('upstream', 'no', { retryable: true })
  await expect(send('/portfolio/accounts')).rejects.toMatchObject({ code: 'upstream' })
  next.failure = new HostError('cancelled', 'not sent', { detail: { sent: false } })
  await expect(send('/portfolio/accounts')).rejects.toMatchObject({ code: 'cancelled' })
  next.failure = new TypeError('a defect')
  await expect(send('/portfolio/accounts')).rejects.toThrow()
  const ends = events.filter((event) => !event.startsWith('recorded'))
  const reported = 'pacing reported'
  expect(ends).toEqual(['failed: upstream', reported, 'discarded', reported, 'failed: internal', reported])
})

test('sends a change through the gate, with its name for the journal, and follows a logout', async () => {
  const { output } = await send('/logout', { method: 'POST' })
  expect(output).toMatchObject({ status: 200, effect: 'session' })
  expect(shown).toBe('{"ok":true}')
  expect(sent).toMatchObject({
    caller: { kind: 'person', profileId: undefined },
    permission: { kind: 'change' },
    source: 'explorer',
    subject: { kind: 'request', request: { path: '/logout' } },
    journalText: 'POST /v1/api/logout sent from the explorer',
  })
  expect(sent).not.toHaveProperty('storedBody')
  expect(events).toEqual(['logged out'])
})

test.each([
  ['POST', '/iserver/account/DU1/orders', 'Order'],
  ['POST', '/iserver/account/DU1/order/7', 'Change'],
  ['DELETE', '/iserver/account/DU1/order/7', 'Cancel'],
  ['POST', '/iserver/reply/a', 'Reply'],
])('names %s %s in the journal: %s', async (method, path, name) => {
  await send(path, { method: method as RequestDraft['method'] })
  expect(sent).toMatchObject({ journalText: `${name} sent from the explorer` })
})

test('rejects with the error of a request that the gate did not send', async () => {
  next.result = { kind: 'not-sent', error: new HostError('not-armed', 'no') }
  await expect(send('/logout', { method: 'POST' })).rejects.toMatchObject({ code: 'not-armed' })
  expect(events).toEqual([])
})

test('estimates no wait for an unknown path, and none for a cancel in the penalty box', () => {
  const wait = { ms: 9_000, cause: 'penalty-box', ahead: 2 }
  next.wait = wait
  expect(service.estimate({ method: 'GET', path: '/iserver/accounts' })).toEqual(wait)
  expect(service.estimate({ method: 'DELETE', path: '/iserver/account/DU1/order/7' })).toMatchObject({ ms: 0 })
  expect(service.estimate({ method: 'GET', path: 'https://other.example/' })).toMatchObject({ ms: 0 })
  next.wait = { ...wait, cause: 'endpoint-rest' }
  expect(service.estimate({ method: 'DELETE', path: '/iserver/account/DU1/order/7' })).toEqual(next.wait)
  next.wait = undefined
  expect(service.estimate({ method: 'GET', path: '/iserver/accounts' })).toMatchObject({ ms: 0 })
})

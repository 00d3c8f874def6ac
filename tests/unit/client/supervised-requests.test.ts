import { expect, it, vi } from 'vitest'
import type { GatedRequest } from '../../../src/client/orders/question-rules.ts'
import type { RequestCaller } from '../../../src/client/rest/request-caller.ts'
import type { RequestInput } from '../../../src/client/rest/request-input.ts'
import { parseServerAddress } from '../../../src/client/server-address.ts'
import { SupervisedRequests, type SupervisedRequestsDeps } from '../../../src/client/session/supervised-requests.ts'

const order = { method: 'POST', path: 'iserver/account/DU1/orders', data: { orders: [] } }
const read = { path: 'iserver/account/trades' }
const person: RequestCaller = { kind: 'person' }

interface ServerResponse {
  readonly status?: number
  readonly text?: string
}

/** Creates the requests of a session whose server responds as given. */
function scripted(first: ServerResponse = {}) {
  const gated: GatedRequest[] = []
  const sent: { readonly input: RequestInput; readonly manner: object }[] = []
  let isStale = false
  const beforeSend = (): void => undefined
  const queryAccounts = vi.fn(async () => undefined)
  const deps = {
    context: {
      channel: {
        send: async (input: RequestInput, manner: object) => {
          sent.push({ input, manner })
          const { status = 200, text = '[]' } = sent.length === 1 ? first : {}
          const timing = { queueMs: 0, connectMs: undefined, firstByteMs: 0, bodyMs: 0, totalMs: 0 }
          return { status, statusText: '', headers: {}, body: Buffer.from(text), method: 'GET', url: '', timing }
        },
      },
      ...{ clock: { now: () => 0 }, events: { emit: () => undefined }, signal: new AbortController().signal },
      server: parseServerAddress('http://127.0.0.1:5000/v1/api'),
    },
    calls: { hasToken: true, queryAccounts },
    gate: {
      send: async (request: GatedRequest, attempt: (leave: () => void) => Promise<unknown>) => {
        gated.push(request)
        return isStale ? undefined : attempt(beforeSend)
      },
    },
    ...{ loop: { logins: 0, check: () => undefined }, machine: { state: { kind: 'connecting' } }, intents: {} },
    ...{ isGateway: true, onMarketDataEnded: () => undefined },
  }
  const requests = new SupervisedRequests(deps as unknown as SupervisedRequestsDeps)
  return { beforeSend, gated, queryAccounts, requests, sent, makeStale: () => (isStale = true) }
}

it('passes the question gate as its caller, by default as the unnamed program, and explicitly only if asked', async () => {
  const { gated, requests, sent } = scripted()
  await requests.request(read, { caller: person, explicit: true })
  await requests.request(read, {})
  expect(gated.map(({ caller, explicit }) => [caller, explicit])).toEqual([
    [person, true],
    [{ kind: 'program', name: '' }, false],
  ])
  // An explicit request is sent in the penalty box too.
  expect(sent.map(({ manner }) => manner)).toMatchObject([
    { explicit: true, paced: true, supervised: true },
    { explicit: false, paced: true, supervised: true },
  ])
})

it('is judged by the question gate at its first byte', async () => {
  const { beforeSend, requests, sent } = scripted()
  await requests.request({ ...read, beforeSend: () => undefined }, {})
  expect(sent[0]?.input.beforeSend).toBe(beforeSend)
})

it('gets the response of IBKR to a stale reply if the question gate does not send it', async () => {
  const { makeStale, requests, sent } = scripted()
  makeStale()
  const reply = { method: 'POST', path: 'iserver/reply/q1', data: { confirmed: true }, raw: true }
  expect(await requests.request(reply, {})).toMatchObject({ status: 503 })
  expect(sent).toEqual([])
})

it('reads the response to an order completely, also as a stream, because a question may be in it', async () => {
  const { requests, sent } = scripted()
  for (const input of [order, read]) await requests.stream(input, {}).catch(() => undefined)
  expect(sent.map(({ manner }) => Reflect.get(manner, 'streamed'))).toEqual([false, true])
})

it('queries the accounts as its caller after a refusal for that reason', async () => {
  const { queryAccounts, requests, sent } = scripted({ status: 500, text: '{"error":"Please query /accounts first"}' })
  await requests.request(read, { caller: { kind: 'background' } })
  expect(queryAccounts.mock.calls).toEqual([[{ kind: 'background' }]])
  expect(sent).toHaveLength(2)
})

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { orderReference, referencesOf } from '../../../src/shared/domain/order-reference.ts'
import { isLongRun } from '../../process/long-run-tests.ts'
import { type PracticeHost, startPracticeHost } from '../../process/practice-host.ts'
import { skipUntil } from '../client/skippable-clock.ts'

let host: PracticeHost
let accountId: string
beforeAll(async () => {
  host = await startPracticeHost()
  await vi.waitUntil(() => host.view()?.state.kind === 'ready', { timeout: 20_000 })
  const state = host.view()?.state
  accountId = state?.kind === 'ready' ? state.accounts.selected : ''
  await host.client.callBytes('requests.send', {
    method: 'POST',
    path: '/iserver/questions/suppress',
    query: [],
    body: JSON.stringify({ messageIds: ['o163', 'o354', 'o383', 'o451'] }),
  })
})
afterAll(() => host.close())

const ticket = (price = 200) =>
  ({ accountId, conid: 265598, side: 'BUY', orderType: 'LMT', price, quantity: 5, timeInForce: 'DAY' }) as const
const body = JSON.stringify({
  orders: [{ conid: 265598, orderType: 'LMT', side: 'BUY', price: 200, quantity: 5, tif: 'DAY' }],
})

/** Faults that damage the response to a request after IBKR has processed it. */
const FAULTS = ['non-utf8', '500']
const MORE = [
  'truncated',
  'reset',
  'deep=10000',
  'strange',
  'malformed',
  'empty=200',
  'html=200',
  '503',
  'empty=500',
  'html=502',
  'cut=5',
]
const spoilt = isLongRun ? [...FAULTS, ...MORE] : FAULTS

/** Applies the fault to the next request to a path, after the simulator has processed the request. */
const spoil = (verb: string, at: string): void => {
  host.simulator.controls.faults.add(`${verb}@${at},times=1,processed=yes`)
}

async function placed(): Promise<string> {
  const response = await host.client.call('orders.place', ticket())
  if (response.kind !== 'accepted') throw new Error(`It was ${response.kind}.`)
  return response.orderId
}

const UNCONFIRMED = expect.objectContaining({
  code: 'outcome-unknown',
  retryable: false,
  message: expect.stringContaining('Delivery unconfirmed: check the order list'),
})

const send = (method: 'GET' | 'POST', path: string) =>
  skipUntil(
    host.clock,
    host.client.callBytes('requests.send', { method, path, query: [], ...(method === 'POST' && { body: '{}' }) }),
  )

// This test precedes all faults, because a degraded session has no account list.
test('links to the account list after a 401 for an account of another login', async () => {
  await send('GET', '/portfolio/accounts')
  const { output } = await send('GET', '/portfolio/U7654321/summary')
  expect(output).toMatchObject({ status: 401, explanation: expect.stringContaining('no account U7654321') })
  expect(output.nextStep).toMatchObject({ kind: 'open', path: '/portfolio/accounts' })
})

describe.each(spoilt)('damaged response (%s) to a request that IBKR has processed', (verb) => {
  test('reports the delivery of an order, a modification and a cancel as unconfirmed', async () => {
    spoil(verb, `POST /iserver/account/${accountId}/orders`)
    await expect(host.client.call('orders.place', ticket())).rejects.toEqual(UNCONFIRMED)
    const orderId = await placed()
    spoil(verb, `POST /iserver/account/${accountId}/order/${orderId}`)
    await expect(host.client.call('orders.modify', { ...ticket(201), orderId })).rejects.toEqual(UNCONFIRMED)
    spoil(verb, `DELETE /iserver/account/${accountId}/order/${orderId}`)
    await expect(host.client.call('orders.cancel', { accountId, orderId })).rejects.toEqual(UNCONFIRMED)
    await vi.waitUntil(() => host.sent().includes(`Cancel of order ${orderId}: Delivery unconfirmed`))
  })

  test('reports the delivery of a reply as unconfirmed', async () => {
    spoil(verb, 'POST /iserver/reply/*')
    const reply = { replyId: `lost-${verb}`, confirmed: true }
    await expect(host.client.call('orders.reply', reply)).rejects.toEqual(UNCONFIRMED)
  })

  test('reports the delivery of an explorer request as unconfirmed', async () => {
    const path = `/iserver/account/${accountId}/orders`
    spoil(verb, `POST ${path}`)
    const outcome = await skipUntil(
      host.clock,
      host.client.callBytes('requests.send', { method: 'POST', path, query: [], body }).then(
        ({ output }) => output.explanation,
        (error: unknown) => (error as { message: string }).message,
      ),
    )
    expect(outcome).toMatch(/^Delivery unconfirmed: check the order list before you send it again\./)
    const { rows } = await host.client.call('journal.page', {
      query: { text: 'sent from the explorer: Delivery unconfirmed' },
      offset: 0,
      limit: 50,
    })
    expect(rows).toHaveLength(spoilt.indexOf(verb) + 1)
  })
})

describe('search for an order with an unconfirmed delivery', () => {
  const find = (references: readonly string[], profileId = host.view()?.profile.id ?? '') =>
    skipUntil(host.clock, host.client.call('orders.find', { accountId, references: [...references], profileId }))
  const lose = async (fields: object = {}) => {
    spoil('reset', `POST /iserver/account/${accountId}/orders`)
    const waitId = randomUUID()
    await expect(host.client.call('orders.place', { ...ticket(), ...fields, waitId })).rejects.toEqual(UNCONFIRMED)
    return orderReference(waitId, false)
  }

  test('finds the order by its reference, and each order of a group by its own, and notes the result', async () => {
    const reference = await lose()
    const [found, missing] = await find([reference, 'console-never-sent'])
    expect(found).toMatchObject({ kind: 'found', order: { orderReference: reference, side: 'BUY', quantity: 5 } })
    expect(missing).toMatchObject({ kind: 'not-found', account: accountId })
    const orderId = found?.kind === 'found' ? found.order.orderId : ''
    await vi.waitUntil(() => host.sent().includes(`Search for the order ${reference}: found as order ${orderId}`))
    await vi.waitUntil(() => host.sent().includes("console-never-sent: not in IBKR's order list"))
    const other = { side: 'BUY', orderType: 'LMT', price: 199, quantity: 5, timeInForce: 'DAY' } as const
    const group = await lose({ attached: { kind: 'oca', orders: [other] } })
    expect(await find(referencesOf(group, 'oca', 2))).toMatchObject([
      { kind: 'found', order: { limitPrice: '200.00' } },
      { kind: 'found', order: { limitPrice: '199.00' } },
    ])
  })

  test('searches in no other profile, and not while an order question is open', async () => {
    await expect(find(['console-1'], 'another')).rejects.toMatchObject({ code: 'other-profile' })
    const question = await host.client.call('orders.place', { ...ticket(), orderType: 'MKT', price: undefined })
    if (question.kind !== 'question') throw new Error(`It was ${question.kind}.`)
    expect(await find(['console-1'])).toMatchObject([{ kind: 'unknown', message: expect.stringMatching(/question/) }])
    const { replyId } = question
    expect(await host.client.call('orders.reply', { replyId, confirmed: false })).toMatchObject({ kind: 'rejected' })
  })
})

describe('clear rejection of an order', () => {
  test.each([
    ['401', 'upstream'],
    ['429', 'upstream'],
  ])('treats a rejection with status %s as confirmed', async (verb, code) => {
    host.simulator.controls.faults.add(`${verb}@POST /iserver/reply/clear-${verb},times=1`)
    const reply = host.client.call('orders.reply', { replyId: `clear-${verb}`, confirmed: true })
    await expect(reply).rejects.toMatchObject({ code })
  })

  test("treats an error with status 200 as a rejection with IBKR's text", async () => {
    const response = await host.client.call('orders.reply', { replyId: 'unknown', confirmed: true })
    expect(response).toMatchObject({ kind: 'rejected', message: expect.stringContaining('reply id not found') })
    await expect(host.client.call('orders.cancel', { accountId, orderId: '999' })).rejects.toMatchObject({
      code: 'upstream',
    })
  })
})

describe('next step after a response in the explorer', () => {
  test('suggests the list of alerts, not the order list, after an alert request without a response', async () => {
    const path = `/iserver/account/${accountId}/alert/activate`
    spoil('503', `POST ${path}`)
    const { output } = await send('POST', path)
    expect(output).toMatchObject({ status: 503, explanation: expect.stringMatching(/taken effect anyway\.$/) })
    expect(output.nextStep).toMatchObject({ kind: 'open', path: '/iserver/account/{accountId}/alerts' })
  })
})

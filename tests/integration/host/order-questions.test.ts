import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { NO_RAILS } from '../../../src/shared/domain/guard-rails.ts'
import { type PracticeHost, startGatewayHost } from '../../process/practice-host.ts'

let host: PracticeHost
const accountId = 'DU1234567'
beforeAll(async () => {
  host = await startGatewayHost({ loggedIn: true })
  await vi.waitUntil(() => host.view()?.state.kind === 'ready', { timeout: 20_000 })
  await host.client.call('safety.arm', {})
})
afterAll(() => host.close())
beforeEach(() => {
  // The lease of the last question ends.
  host.clock.skip(61_000)
})

const order = {
  accountId,
  conid: 265598,
  side: 'BUY',
  orderType: 'LMT',
  price: 1,
  quantity: 1,
  timeInForce: 'DAY',
} as const

async function ask(): Promise<string> {
  const response = await host.client.call('orders.place', order)
  if (response.kind !== 'question') throw new Error(JSON.stringify(response))
  return response.replyId
}
const replies = () => host.simulator.record.requests({ path: /\/iserver\/reply\// })

test('another window replies to a question, and no read of any window voids it meanwhile', async () => {
  const replyId = await ask()
  const other = host.openWindow()
  host.simulator.record.clear()
  // Polls of the host are due, and each window asks for names.
  const name = other.call('contracts.name', { conid: 8314 })
  host.clock.skip(45_000)
  await expect(other.call('contracts.search', { symbol: 'IBM' })).rejects.toMatchObject({ code: 'question-open' })
  // IBKR documents that any other request voids the question. The tickle is assumed not to.
  expect(host.simulator.record.requests({}).filter(({ path }) => !path.endsWith('/tickle'))).toEqual([])
  let answer = await other.call('orders.reply', { replyId, confirmed: true })
  while (answer.kind === 'question')
    answer = await other.call('orders.reply', { replyId: answer.replyId, confirmed: true })
  expect(answer).toMatchObject({ kind: 'accepted' })
  expect(await name).toMatchObject({ symbol: 'IBM' })
  // The polls that waited are sent.
  await vi.waitUntil(
    () => host.simulator.record.requests({ path: /\/fyi\/notifications|\/account\/orders/ }).length > 0,
  )
})

test('an order of a second window does not void the question to the first one, and is not sent', async () => {
  const replyId = await ask()
  const before = host.simulator.record.requests({ method: 'POST', path: /\/orders$/ }).length
  await expect(host.openWindow().call('orders.place', order)).rejects.toMatchObject({
    code: 'question-open',
    detail: { sent: false },
  })
  expect(host.simulator.record.requests({ method: 'POST', path: /\/orders$/ })).toHaveLength(before)
  expect((await host.client.call('orders.reply', { replyId, confirmed: true })).kind).not.toBe('rejected')
})

test('a cancel ends an open question at once, and a reply to that question is never sent', async () => {
  const replyId = await ask()
  await host.client.call('orders.cancel', { accountId, orderId: '999' }).catch(() => undefined)
  expect(host.simulator.record.requests({ method: 'DELETE', path: /\/order\/999$/ })).toHaveLength(1)
  const before = replies().length
  await expect(host.client.call('orders.reply', { replyId, confirmed: true })).rejects.toMatchObject({
    code: 'question-ended',
    detail: { sent: false },
  })
  expect(replies()).toHaveLength(before)
})

test('a question that nobody answers ends with the first request after a minute, and its late reply is not sent', async () => {
  const replyId = await ask()
  host.simulator.record.clear()
  host.clock.skip(59_000)
  await expect(host.client.call('contracts.search', { symbol: 'IBM' })).rejects.toMatchObject({ code: 'question-open' })
  host.clock.skip(2_000)
  await host.client.call('contracts.search', { symbol: 'IBM' })
  expect(await host.client.call('orders.openQuestion', {})).toBeNull()
  await expect(host.client.call('orders.reply', { replyId, confirmed: true })).rejects.toMatchObject({
    code: 'question-ended',
    detail: { sent: false },
  })
  expect(replies()).toEqual([])
})

test('a reply that IBKR rejects with 429 can be sent again within the same limits', async () => {
  const profileId = host.view()?.profile.id ?? ''
  const strict = { ...NO_RAILS, quantity: { action: 'refuse', limit: 100 } } as const
  await host.client.call('guardRails.change', { profileId, rails: strict })
  const replyId = await ask()
  host.simulator.record.clear()
  host.simulator.controls.faults.add('429=1@POST /iserver/reply/*,times=1')
  const reply = { replyId, confirmed: true, profileId }
  await expect(host.client.call('orders.reply', reply)).rejects.toMatchObject({ detail: { status: 429 } })
  expect(await host.client.call('orders.openQuestion', {})).toMatchObject({ kind: 'ticket', question: { replyId } })
  // A symbol that was not searched before: what is remembered needs no request.
  await expect(host.client.call('contracts.search', { symbol: 'MSFT' })).rejects.toMatchObject({
    code: 'question-open',
  })
  host.clock.skip(2_000)
  let response = await host.client.call('orders.reply', reply)
  while (response.kind === 'question')
    response = await host.client.call('orders.reply', { ...reply, replyId: response.replyId })
  expect(response.kind).toBe('accepted')
  await host.client.call('guardRails.change', { profileId, rails: NO_RAILS })
})

test('one question gets one reply, also if two windows reply at the same time', async () => {
  const replyId = await ask()
  const before = replies().length
  const both = await Promise.allSettled([
    host.client.call('orders.reply', { replyId, confirmed: false }),
    host.openWindow().call('orders.reply', { replyId, confirmed: true }),
  ])
  expect(replies()).toHaveLength(before + 1)
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('a second window that confirms a question after the first one gets question-ended, also with limits', async () => {
  const profileId = host.view()?.profile.id ?? ''
  const strict = { ...NO_RAILS, quantity: { action: 'refuse', limit: 100 } } as const
  await host.client.call('guardRails.change', { profileId, rails: strict })
  const replyId = await ask()
  await host.client.call('orders.reply', { replyId, confirmed: true, profileId })
  const before = replies().length
  // The order may be live, so that a refusal by a limit would be a wrong reason.
  const ended = { code: 'question-ended', detail: { sent: false } }
  const other = host.openWindow()
  await expect(other.call('orders.reply', { replyId, confirmed: true, profileId })).rejects.toMatchObject(ended)
  const path = `/iserver/reply/${replyId}`
  const typed = { method: 'POST', path, query: [], body: '{"confirmed":true}', profileId } as const
  await expect(other.callBytes('requests.send', typed)).rejects.toMatchObject(ended)
  expect(replies()).toHaveLength(before)
  await host.client.call('guardRails.change', { profileId, rails: NO_RAILS })
})

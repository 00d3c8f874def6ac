import { expect, test } from 'vitest'
import type { SentRequest } from '../../../src/host/history/sent-request.ts'
import { recordOrderRequest } from '../../../src/host/orders/record-order-request.ts'

/** Returns the stored outcome of an order request. */
function sent(path: string, data: object, body: unknown): SentRequest['result'] | undefined {
  let stored: SentRequest['result'] | undefined
  const entry = recordOrderRequest(
    () => ({
      untilStored: async () => undefined,
      complete: (result) => (stored = result),
      discard: () => undefined,
    }),
    { method: 'POST', path: `/${path}`, data },
  )
  entry.complete({ kind: 'answered', body })
  return stored
}

test("explains the rejection of a ticket's order in the history with IBKR's reason", () => {
  expect(sent('iserver/account/DU1/orders', { orders: [] }, { error: 'No trading permissions' })).toMatchObject({
    head: { verdict: 'rejected', explanation: 'IBKR rejected the request with status 200: No trading permissions.' },
  })
})

test('records a declined question neither as a rejection nor as a success', () => {
  const declined = sent('iserver/reply/a', { confirmed: false }, { error: 'Order not confirmed' })
  expect(declined).toMatchObject({ head: { verdict: 'declined', explanation: expect.stringMatching(/^You declined/) } })
})

test('records an accepted order without a rejection or an explanation', () => {
  const result = sent('iserver/account/DU1/orders', {}, [{ order_id: '5', order_status: 'Submitted' }])
  expect(result).not.toHaveProperty('head.verdict')
  expect(result).not.toHaveProperty('head.explanation')
})

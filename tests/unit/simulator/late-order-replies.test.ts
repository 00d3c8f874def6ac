import { expect, test } from 'vitest'
import { createTimers } from '../../../src/simulator/clock.ts'
import { json } from '../../../src/simulator/http/response.ts'
import { createPendingReplies, type StaleReplyEffect } from '../../../src/simulator/orders/pending-order-replies.ts'
import { createRandom } from '../../../src/simulator/seeded-random.ts'
import { createManualClock } from './manual-clock.ts'

/** Places forty orders with questions that become stale, confirms each question twice, and waits. */
function lateOrders(staleReplies: StaleReplyEffect, confirmed = true) {
  const clock = createManualClock()
  const replies = createPendingReplies({ random: createRandom(5), timers: createTimers(clock), staleReplies })
  const live: number[] = []
  const statuses = new Set<number>()
  for (let order = 0; order < 40; order += 1) {
    const question = { messageId: 'o163', text: 'Sure?' }
    const { body } = replies.ask([question, question], () => {
      live.push(order)
      return json([])
    })
    const [{ id }] = JSON.parse(body) as [{ id: string }]
    replies.makeStale()
    statuses.add(replies.reply(id, confirmed).status)
    statuses.add(replies.reply(id, confirmed).status)
  }
  const atOnce = live.length
  clock.advance(10_000)
  return { live, atOnce, statuses }
}

test('returns 503 for late confirmations, and never trades their orders', () => {
  expect(lateOrders('dead')).toEqual({ live: [], atOnce: 0, statuses: new Set([503]) })
})

test('activates some of the late-confirmed orders afterwards, each at most once', () => {
  const { live, atOnce, statuses } = lateOrders('may-go-live')
  expect(statuses).toEqual(new Set([503]))
  expect(atOnce).toBe(0)
  expect(live.length).toBeGreaterThan(5)
  expect(live.length).toBeLessThan(35)
  expect(new Set(live).size).toBe(live.length)
})

test('never places an order after a question that was declined too late', () => {
  expect(lateOrders('may-go-live', false).live).toEqual([])
})

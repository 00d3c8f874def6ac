import { expect, test } from 'vitest'
import { INACTIVE_MS, OrderNotifier } from '../../../../src/host/notifications/order-notifier.ts'
import type { Order } from '../../../../src/shared/domain/orders.ts'
import { manualClock } from '../../client/manual-clock.ts'
import { anOrder } from '../../renderer/an-order.ts'

function startNotifier() {
  const clock = manualClock()
  const kinds: string[] = []
  const notifier = new OrderNotifier(clock, ({ kind }) => kinds.push(kind))
  return {
    clock,
    kinds,
    notifier,
    change: (before: Partial<Order>, after: Partial<Order>) =>
      notifier.notify({ before: anOrder(before), after: anOrder(after) }),
  }
}

const full = { status: 'Filled', filled: 100, remaining: 0 } as const

test('does not notify of an inactive order if its first update arrives late', () => {
  const { clock, kinds, change } = startNotifier()
  change({ status: 'PreSubmitted' }, { status: 'Inactive' })
  clock.advance(INACTIVE_MS - 1)
  change({ status: 'Inactive' }, full)
  clock.advance(INACTIVE_MS)
  expect(kinds).toEqual(['fill'])
})

test('sends a single notification for an order that stays inactive', () => {
  const { clock, kinds, change } = startNotifier()
  change({}, { status: 'Inactive' })
  change({ status: 'Inactive' }, { status: 'Inactive', limitPrice: '2' })
  expect(kinds).toEqual([])
  clock.advance(INACTIVE_MS)
  clock.advance(INACTIVE_MS)
  expect(kinds).toEqual(['reject'])
})

test('notifies of an inactive order at once, and only once, if the session ends', () => {
  const { clock, kinds, change, notifier } = startNotifier()
  change({}, { status: 'Inactive' })
  notifier.detach()
  expect(kinds).toEqual(['reject'])
  clock.advance(INACTIVE_MS)
  notifier.detach()
  expect(kinds).toEqual(['reject'])
  expect(clock.pending).toBe(0)
})

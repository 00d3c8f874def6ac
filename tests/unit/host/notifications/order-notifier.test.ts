import { expect, test } from 'vitest'
import { INACTIVE_MS, OrderNotifier } from '../../../../src/host/notifications/order-notifier.ts'
import type { Order } from '../../../../src/shared/domain/orders.ts'
import { manualClock } from '../../client/manual-clock.ts'
import { anOrder } from '../../renderer/an-order.ts'

function startNotifier() {
  const clock = manualClock()
  const kinds: string[] = []
  let scope = 'first'
  const notifier = new OrderNotifier({ clock, report: ({ kind }) => kinds.push(kind), scope: () => scope })
  return {
    clock,
    kinds,
    notifier,
    change: (before: Partial<Order>, after: Partial<Order>) =>
      notifier.notify({ before: anOrder(before), after: anOrder(after) }),
    selectOtherProfile: () => {
      scope = 'second'
    },
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

test('does not notify of an inactive order after another profile was selected or the host was closed', () => {
  const { clock, kinds, change, selectOtherProfile, notifier } = startNotifier()
  change({}, { status: 'Inactive' })
  selectOtherProfile()
  clock.advance(INACTIVE_MS)
  change({}, { status: 'Inactive' })
  notifier.close()
  clock.advance(INACTIVE_MS)
  expect(kinds).toEqual([])
})

import { expect, test } from 'vitest'
import { createOrders } from '../../../src/host/orders/create-orders.ts'
import { manualClock } from '../client/manual-clock.ts'

test('stops following the journal when the profile is no longer in use', async () => {
  const followers = new Set<unknown>()
  const journal = {
    onHealth: (listener: unknown) => {
      followers.add(listener)
      return () => followers.delete(listener)
    },
  }
  const nothing = (): undefined => undefined
  const contracts = { quotes: { current: nothing }, onQuote: nothing, contracts: { describe: nothing } }
  const followed = { follow: nothing }
  const needs = { journal, contracts, session: followed, gate: followed, report: nothing, database: {}, question: {} }
  const orders = createOrders({ clock: manualClock() } as never, needs as never)
  expect(followers.size).toBe(1)
  await orders.dispose()
  expect(followers.size).toBe(0)
})

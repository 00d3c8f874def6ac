import { beforeEach, expect, test, vi } from 'vitest'
import { createOrders, type OrdersArea } from '../../../src/host/orders/create-orders.ts'
import { manualClock } from '../client/manual-clock.ts'

const nothing = (): undefined => undefined
const signal = new AbortController().signal

let followers: Set<unknown>
let hasSession: boolean
let orders: OrdersArea
beforeEach(() => {
  followers = new Set()
  hasSession = true
  const journal = {
    onHealth: (listener: unknown) => {
      followers.add(listener)
      return () => followers.delete(listener)
    },
  }
  const session = {
    follow: nothing,
    require: () => {
      if (!hasSession) throw new Error('no session')
    },
  }
  const contracts = { quotes: { current: nothing }, onQuote: nothing, contracts: { describe: nothing } }
  const needs = { journal, contracts, session, gate: { follow: nothing }, report: nothing, database: {}, question: {} }
  orders = createOrders({ clock: manualClock() } as never, needs as never)
})

test('stops following the journal when the profile is no longer in use', async () => {
  expect(followers.size).toBe(1)
  await orders.dispose()
  expect(followers.size).toBe(0)
})

test('reads the order list on request, and rejects the request without a session', async () => {
  const resync = vi.spyOn(orders.feed, 'resync').mockResolvedValue(true)
  const refresh = () => orders.handlers['orders.refresh']({}, { signal } as never)
  await refresh()
  expect(resync).toHaveBeenCalledTimes(1)
  hasSession = false
  await expect(refresh()).rejects.toThrow('no session')
  expect(resync).toHaveBeenCalledTimes(1)
})

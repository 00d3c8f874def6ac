import { createFeed, type Feed } from '../../../src/host/feed.ts'
import { HostError } from '../../../src/host/host-error.ts'
import type { WindowServices } from '../../../src/host/rpc/serve-window.ts'
import type { Services } from '../../../src/host/service-types.ts'
import type { OrdersItem, OrdersSnapshot } from '../../../src/shared/contract/order-views.ts'
import type { ResponseHead } from '../../../src/shared/contract/views.ts'
import type { Order } from '../../../src/shared/domain/orders.ts'

export interface ScriptedServices extends WindowServices {
  /** Replaces handlers, as a change of the window's profile does. */
  replace(handlers: Partial<Services>): void
}

/** Creates services with the given handlers. Every other handler throws. */
export function scriptedServices(handlers: Partial<Services>): ScriptedServices {
  let current = handlers
  const listeners: Parameters<WindowServices['onReplaced']>[0][] = []
  return {
    find(name) {
      const handler = current[name]
      if (handler) return handler
      throw new Error(`The test has no service ${String(name)}.`)
    },
    onReplaced: (listener) => void listeners.push(listener),
    replace(next) {
      current = { ...current, ...next }
      const reason = new HostError('other-profile', 'Not sent: the handlers were replaced.')
      for (const listener of listeners) listener((name) => name in next, reason)
    },
  }
}

export const order = (orderId: string, filled: number): Order => ({
  orderId,
  account: 'DU1',
  conid: 265598,
  symbol: 'AAPL',
  contractName: 'AAPL',
  description: '',
  side: 'BUY',
  orderType: 'Limit',
  quantity: 1_000_000,
  filled,
  remaining: 1_000_000 - filled,
  timeInForce: 'DAY',
  status: 'Submitted',
  changedAt: 0,
  transitionCount: 1,
})

/** Creates an order feed with the current orders in the map `current`. */
export function createOrderFeed(): {
  feed: Feed<OrdersSnapshot, OrdersItem>
  set(order: Order): void
  current: Map<string, Order>
} {
  const current = new Map<string, Order>()
  const feed = createFeed<OrdersSnapshot, OrdersItem>(() => ({
    orders: [...current.values()],
    gaps: [],
    status: { health: { kind: 'waiting' }, journal: { kind: 'writing' } },
  }))
  return {
    feed,
    current,
    set(next) {
      current.set(next.orderId, next)
      feed.push([{ kind: 'order', order: next }])
    },
  }
}

export const head = (size: number): ResponseHead => ({
  responseId: '00000000-0000-4000-8000-000000000000',
  status: 200,
  statusText: 'OK',
  headers: {},
  timing: { queue: 0, firstByte: 1, body: 1, total: 2 },
  size,
  body: 'sent',
  method: 'GET',
  url: 'http://127.0.0.1/v1/api/x',
  effect: 'read',
})

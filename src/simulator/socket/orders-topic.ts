import { isDone } from '../orders/order.ts'
import { findExecutionsStart } from '../orders/order-store.ts'
import { buildOrderIdentity, buildOrderUpdateText } from '../orders/order-view.ts'
import { createRandom } from '../seeded-random.ts'
import type { SimulatorState } from '../simulator-state.ts'
import type { Topic, TopicSocket } from './topic.ts'

/** Controls for the order streams of all sockets. */
export interface OrderStreamSwitch {
  /** Whether `sor` frames are suppressed. */
  silent: boolean
  /** Number of subscriptions that will still be rejected. */
  refusals: number
}

/** Maximum number of order ids that a subscription with `days` receives. */
const maxIds = 1000

/** Probability that two changes at the same time share a frame. */
const shareChance = 0.25

/**
 * Creates the live orders topic. A subscription receives no snapshot: the first change of an order is sent in full,
 * later changes as deltas. Simultaneous changes may share a frame. With `days`, the ids of the day's orders come first.
 */
export function createOrdersTopic(state: SimulatorState, socket: TopicSocket, streamSwitch: OrderStreamSwitch): Topic {
  let stop = () => {}

  function open(_target: readonly string[], options: Readonly<Record<string, unknown>>): void {
    stop()
    const warmUps = state.session.warmUps()
    const refusedByTest = streamSwitch.refusals > 0
    if (refusedByTest) streamSwitch.refusals -= 1
    if (refusedByTest || !warmUps.accountsRead) {
      socket.send({ error: 'unable to subscribe', code: 500, topic: 'sor' })
      return
    }
    if (options['days'] !== undefined) sendIds(findExecutionsStart(options['days'], state.now()))
    stop = follow(Array.isArray(options['filters']) ? (options['filters'] as readonly unknown[]) : [])
  }

  function sendIds(since: number): void {
    const orders = state.orderStore.all().filter((order) => !isDone(order) || order.changedAt >= since)
    for (const order of orders.slice(0, maxIds)) socket.send({ topic: 'sor', args: [buildOrderIdentity(order)] })
  }

  function follow(filters: readonly unknown[]): () => void {
    // Use a separate random generator, so that subscriptions do not influence the market.
    const random = createRandom(1)
    const known = new Set<number>()
    // Frames that wait to be sent, each with orders as JSON, separated by commas.
    let waiting: string[] = []

    function flush(): void {
      const frames = waiting
      waiting = []
      for (const orders of frames) socket.sendText(`{"topic":"sor","args":[${orders}]}`)
    }

    function enqueue(order: string, mayShare: boolean): void {
      if (waiting.length === 0) queueMicrotask(flush)
      const last = waiting.length - 1
      if (last >= 0 && mayShare && random.next() < shareChance) waiting[last] = `${waiting[last]},${order}`
      else waiting.push(order)
    }

    const leave = state.orderStore.changed.on((event) => {
      if (streamSwitch.silent) return
      if (filters.length > 0 && !filters.includes(event.order.status)) {
        known.delete(event.order.id)
        return
      }
      // After a filtered read of the live orders, send only ids until a read with force=true.
      const muted = state.session.warmUps().orderDetailsMuted
      const text = buildOrderUpdateText(event, known, muted)
      // Send the transitions of a new order in separate frames, as observed at IBKR.
      if (text !== undefined) enqueue(text, event.order.released)
    })
    return () => {
      leave()
      waiting = []
    }
  }

  const close = () => {
    stop()
    stop = () => {}
  }
  return { subscribe: 'sor', unsubscribe: 'uor', open, close, closeAll: close }
}

import type { ConsoleOrder } from '../../shared/domain/console-orders.ts'
import type { Order } from '../../shared/domain/orders.ts'
import type { QuestionSubject } from '../session/pending-question.ts'
import type { InactiveReasons, OrderIdentity } from './inactive-reasons.ts'

/** Maximum number of requests to store reasons for. The oldest requests are dropped first. */
const MAX_REQUESTS = 1_000
/**
 * Time in ms before and after the response in which an order without a client order id may become `Inactive` in the
 * list.
 */
const MATCH_MS = 15_000

interface Explained {
  readonly at: number
  readonly orders: InactiveReasons['orders']
}

/** Stores why orders are `Inactive`, and finds the reason for a row of the order list. */
export class InactiveReasonStore {
  /** Stored reasons by request, oldest first. */
  readonly #requests = new Map<QuestionSubject, Explained>()
  /** Ids of the matching orders by request, for each of its orders without a client order id. */
  readonly #matched = new WeakMap<QuestionSubject, string[]>()

  /** Reasons from the journal, by order id. */
  readonly #restored = new Map<string, string>()

  /** Uses the reason of an order that an earlier session stored, until the order is no longer `Inactive`. */
  restore({ orderId, inactiveReason }: ConsoleOrder): void {
    if (inactiveReason !== undefined) this.#restored.set(orderId, inactiveReason)
  }

  add({ about, orders }: InactiveReasons, now: number): void {
    this.#requests.delete(about)
    if (orders.length > 0) this.#requests.set(about, { at: now, orders })
    for (const oldest of this.#requests.keys()) {
      if (this.#requests.size <= MAX_REQUESTS) break
      this.#requests.delete(oldest)
    }
  }

  /**
   * Returns the reason why an order is `Inactive`. The text begins with "Probably" if only the fields and the time
   * match.
   */
  reasonOf(order: Order): string | undefined {
    if (order.status !== 'Inactive') {
      this.#restored.delete(order.orderId)
      return undefined
    }
    const requests = [...this.#requests].reverse()
    for (const [, { orders }] of requests) {
      const found = orders.find(({ order: id }) =>
        'orderId' in id ? id.orderId === order.orderId : 'reference' in id && id.reference === order.orderReference,
      )
      if (found) return found.reason
    }
    const restored = this.#restored.get(order.orderId)
    if (restored !== undefined || order.orderReference !== undefined) return restored
    for (const [about, explained] of requests) {
      const reason = this.#match(order, about, explained)
      if (reason !== undefined) return `Probably: ${reason}`
    }
    return undefined
  }

  /** Finds the sent order that matches a row of the order list. Each sent order explains one row. */
  #match(order: Order, about: QuestionSubject, { at, orders }: Explained): string | undefined {
    const matched = this.#matched.get(about) ?? []
    let index = matched.indexOf(order.orderId)
    if (index < 0 && Math.abs(order.changedAt - at) <= MATCH_MS) {
      index = orders.findIndex(({ order: id }, one) => matched[one] === undefined && matches(order, id))
      if (index >= 0) matched[index] = order.orderId
      this.#matched.set(about, matched)
    }
    return orders[index]?.reason
  }
}

function matches(order: Order, id: OrderIdentity): boolean {
  if (!('sent' in id)) return false
  const { price, ...fields } = id.sent
  return (
    Object.entries(fields).every(([name, value]) => order[name as keyof typeof fields] === value) &&
    (price === undefined || [order.limitPrice, order.stopPrice].some((text) => Number(text) === price))
  )
}

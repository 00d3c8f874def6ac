import type { Order } from '../../shared/domain/orders.ts'
import type { AskedAbout } from './asked-question.ts'
import type { InactiveReasons, OrderIdentity, SentOrder } from './inactive-reasons.ts'

/** Requests whose reasons are remembered; the oldest go first. */
const REQUESTS_KEPT = 1_000
/** Ms around the response in which an order that was sent without a client order id becomes `Inactive` in the list. */
const MATCH_MS = 15_000

interface Cause {
  readonly order: OrderIdentity
  readonly reason: string
}

/** Remembers why orders are `Inactive`, and finds the reason of a row of the order list. */
export class InactiveCauses {
  /** By request, oldest first. */
  readonly #requests = new Map<AskedAbout, { readonly at: number; readonly causes: readonly Cause[] }>()
  /** The order that each one sent without a client order id turned out to be. */
  readonly #matched = new WeakMap<AskedAbout, string[]>()

  add({ about, orders }: InactiveReasons, now: number): void {
    this.#requests.delete(about)
    if (orders.length > 0) this.#requests.set(about, { at: now, causes: orders })
    for (const oldest of this.#requests.keys()) {
      if (this.#requests.size <= REQUESTS_KEPT) break
      this.#requests.delete(oldest)
    }
  }

  /** Of an `Inactive` order. Says "probably" where only its fields and the time fit. */
  reasonOf(order: Order): string | undefined {
    if (order.status !== 'Inactive') return undefined
    const requests = [...this.#requests].reverse()
    for (const [, { causes }] of requests) {
      const cause = causes.find(({ order: id }) =>
        'orderId' in id ? id.orderId === order.orderId : 'reference' in id && id.reference === order.orderReference,
      )
      if (cause) return cause.reason
    }
    if (order.orderReference !== undefined) return undefined
    for (const [about, { at, causes }] of requests) {
      const reason = this.#match(order, about, at, causes)
      if (reason !== undefined) return `Probably: ${reason}`
    }
    return undefined
  }

  /** Each one that was sent explains one row. */
  #match(order: Order, about: AskedAbout, at: number, causes: readonly Cause[]): string | undefined {
    const matched = this.#matched.get(about) ?? []
    const known = matched.indexOf(order.orderId)
    if (known >= 0) return causes[known]?.reason
    if (Math.abs(order.changedAt - at) > MATCH_MS) return undefined
    const index = causes.findIndex(
      (cause, at) => matched[at] === undefined && 'sent' in cause.order && fits(order, cause.order.sent),
    )
    if (index < 0) return undefined
    matched[index] = order.orderId
    this.#matched.set(about, matched)
    return causes[index]?.reason
  }
}

function fits(order: Order, sent: SentOrder): boolean {
  return (
    order.account === sent.account &&
    order.conid === sent.conid &&
    order.side === sent.side &&
    order.quantity === sent.quantity &&
    (sent.price === undefined || [order.limitPrice, order.stopPrice].some((price) => Number(price) === sent.price))
  )
}

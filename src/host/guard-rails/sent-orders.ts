import type { Clock } from '../../client/index.ts'
import { comboKey, keyOfLegs } from '../../shared/domain/combo.ts'
import type { Order } from '../../shared/domain/orders.ts'
import type { OutgoingOrder } from './read-orders.ts'

/**
 * Time in ms within which IBKR lists an accepted order. A later list that lacks the order shows that it was not accepted.
 */
const LISTED_WITHIN_MS = 5_000
/** Time in ms for which an accepted order may be listed as `Inactive`, as every order is at first, before it works. */
const INACTIVE_MS = 60_000
/** Time in ms for which orders are stored: longer than an order waits after its positions were read. */
const STORED_MS = 10 * 60_000
/** Maximum number of stored orders; the oldest are dropped first. */
const STORED = 1_000

export interface SentOrder {
  /** Identifies the content of the request. Equal requests have one key. */
  readonly key: string
  /** Identifies the request. */
  readonly request: number
  /** Times on both clocks: those of the order list are on the wall clock. */
  readonly at: number
  readonly wallTime: number
  readonly order: OutgoingOrder
}

/** IBKR's order list. */
export interface ListedOrders {
  readonly orders: readonly Order[]
  /** Time when the newest list was requested, in ms since epoch; undefined before the first one. */
  readonly requestedAt: number | undefined
}

/** The orders that were just sent, and may be missing in IBKR's list and in the positions that were read. */
export class SentOrders {
  readonly #clock: Clock
  #sent: readonly SentOrder[] = []
  #requests = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Stores the orders of a request when it is sent. The reply to its question replaces them instead of adding to them. */
  add(key: string, orders: readonly OutgoingOrder[], { isReply = false } = {}): void {
    const [at, wallTime] = [this.#clock.monotonic(), this.#clock.now()]
    const others = isReply ? this.#withoutNewest(key) : this.#sent
    this.#requests += 1
    const request = this.#requests
    const recent = others.filter((each) => at - each.at < STORED_MS)
    this.#sent = [...recent, ...orders.map((order) => ({ key, request, at, wallTime, order }))].slice(-STORED)
  }

  /** Forgets the newest orders of a request, because IBKR has rejected it. */
  dropNewest(key: string): void {
    this.#sent = this.#withoutNewest(key)
  }

  /**
   * Returns the orders that neither the list nor the positions contain, and the listed orders whose fills the positions
   * may lack: they count in full.
   * @param since time at which the positions of an account were read, on the monotonic clock
   * @param asked the key of a request about which IBKR asks a question: its newest orders are left out
   * @param replaced ids of listed orders that others replace: they do not count
   */
  missing(
    { orders: listed, requestedAt = 0 }: ListedOrders,
    since: (account: string | undefined) => number,
    { asked, replaced }: { readonly asked?: string | undefined; readonly replaced?: ReadonlySet<string> } = {},
  ): { readonly orders: readonly SentOrder[]; readonly counted: ReadonlySet<string> } {
    const now = this.#clock.monotonic()
    const found = new Set<string>()
    const counted = new Set<string>()
    const others = asked === undefined ? this.#sent : this.#withoutNewest(asked)
    const orders = others.flatMap((sent) => {
      const match = listed.find((each) => !found.has(each.orderId) && isSame(sent, each))
      if (match) found.add(match.orderId)
      if (replaced?.has(match?.orderId ?? sent.order.changedOrderId ?? '')) return []
      const isAfterRead = sent.at >= since(sent.order.account)
      // The list is read every six seconds while the stream is down, otherwise once a minute.
      const mayBeListed = requestedAt >= sent.wallTime + LISTED_WITHIN_MS
      if (match === undefined && !mayBeListed) return [sent]
      const countsFor = match === undefined ? LISTED_WITHIN_MS : match.status === 'Inactive' ? INACTIVE_MS : 0
      if (!isAfterRead && now - sent.at >= countsFor) return []
      if (match) counted.add(match.orderId)
      return [sent]
    })
    return { orders, counted }
  }

  /** Returns the orders without those that left last with a request. */
  #withoutNewest(key: string): readonly SentOrder[] {
    const newest = this.#sent.findLast((each) => each.key === key)?.at
    return this.#sent.filter((each) => each.key !== key || each.at !== newest)
  }
}

/** Reports whether a listed order is the one that was sent. */
function isSame({ order, wallTime }: SentOrder, listed: Order): boolean {
  if (order.changedOrderId !== undefined && listed.orderId !== order.changedOrderId) return false
  const { orderReference } = listed
  // A changed order keeps the reference that it was placed with.
  if (order.clientOrderId !== undefined && orderReference !== undefined && order.changedOrderId === undefined)
    return orderReference === order.clientOrderId
  const isSameSize = listed.side === order.side && listed.quantity === order.quantity
  return isSameContract(order, listed) && isSameSize && listed.changedAt >= wallTime
}

function isSameContract({ conid, legs }: OutgoingOrder, { conid: listedConid, conidex }: Order): boolean {
  const key = comboKey(conidex)
  if (conid !== undefined) return key === undefined && listedConid === conid
  return key !== undefined && (legs === undefined || key === keyOfLegs(legs))
}

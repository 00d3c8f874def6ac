import type { OrderTicket } from '../../shared/contract/schemas.ts'
import { ordersOfTicket } from '../../shared/domain/attached-orders.ts'

/** Fields of an order that IBKR accepts but does not report, so that only its sender can repeat them in a change. */
export type UnreportedFields = Pick<OrderTicket, 'trailing' | 'algorithm'>

const MAX_ORDERS = 1_000

/** Remembers the unreported fields of the newest 1,000 orders that this console sent. A restart forgets them. */
export class SentOrderFields {
  readonly #orders = new Map<string, UnreportedFields>()

  /**
   * Records the orders of a ticket that IBKR accepted. `scope`: the owner of the order ids. `rows`: their ids, in the
   * sequence of `ordersOfTicket`.
   */
  record(scope: string, ticket: OrderTicket, rows: readonly { readonly orderId?: string }[]): void {
    for (const [index, { order }] of ordersOfTicket(ticket).entries()) {
      const orderId = rows[index]?.orderId
      if (orderId !== undefined) this.#set(keyOf(scope, orderId), order)
    }
  }

  of(scope: string, orderId: string): UnreportedFields {
    return this.#orders.get(keyOf(scope, orderId)) ?? {}
  }

  #set(key: string, { trailing, algorithm }: UnreportedFields): void {
    this.#orders.delete(key)
    if (trailing === undefined && algorithm === undefined) return
    this.#orders.set(key, { trailing, algorithm })
    const [oldest] = this.#orders.keys()
    if (this.#orders.size > MAX_ORDERS && oldest !== undefined) this.#orders.delete(oldest)
  }
}

const keyOf = (scope: string, orderId: string): string => `${scope} ${orderId}`

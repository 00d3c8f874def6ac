import { isDeepStrictEqual } from 'node:util'
import type { OrderTicket } from '../../shared/contract/schemas.ts'
import { ordersOfTicket } from '../../shared/domain/attached-orders.ts'
import type { Order } from '../../shared/domain/orders.ts'

/** Fields of an order that IBKR accepts but does not report, so that only its sender can repeat them in a change. */
export type UnreportedFields = Pick<OrderTicket, 'trailing' | 'algorithm'>

const MAX_ORDERS = 1_000

/** Remembers the unreported fields of the newest 1,000 orders that a profile in use sent. The end of its use forgets them. */
export class SentOrderFields {
  readonly #orders = new Map<string, UnreportedFields>()

  /**
   * Records the orders of a ticket that IBKR accepted. `rows`: their ids, in the sequence of `ordersOfTicket`. IBKR's
   * response does not distinguish the two exits of a bracket, so an exit without an id is recorded by its parent. Only
   * the stop loss can have unreported fields.
   */
  record(ticket: OrderTicket, rows: readonly { readonly orderId?: string }[]): void {
    const parentId = ticket.attached?.kind === 'bracket' ? rows[0]?.orderId : undefined
    for (const [index, { order }] of ordersOfTicket(ticket).entries()) {
      const orderId = rows[index]?.orderId
      if (orderId !== undefined) this.#set(orderId, order)
      else if (parentId !== undefined) this.#set(exitKeyOf(parentId), order)
    }
  }

  /** `orders`: the order list. It identifies the exit of a bracket by its parent if no other child has its type. */
  of(orderId: string, orders: readonly Order[]): UnreportedFields {
    const own = this.#orders.get(orderId)
    if (own !== undefined) return own
    const { parentId, orderType } = orders.find((order) => order.orderId === orderId) ?? {}
    if (parentId === undefined) return {}
    const twins = orders.filter((order) => order.parentId === parentId && order.orderType === orderType)
    return (twins.length === 1 && this.#orders.get(exitKeyOf(parentId))) || {}
  }

  /**
   * Forgets the fields in which a change with an unknown outcome differs from what was recorded: IBKR may have either.
   * `orders`: as for `of`.
   */
  forgetUncertain(orderId: string, change: UnreportedFields, orders: readonly Order[]): void {
    const { trailing, algorithm } = this.of(orderId, orders)
    this.#store(orderId, {
      ...(isDeepStrictEqual(trailing, change.trailing) && { trailing }),
      ...(isDeepStrictEqual(algorithm, change.algorithm) && { algorithm }),
    })
  }

  #set(key: string, { trailing, algorithm }: UnreportedFields): void {
    if (trailing === undefined && algorithm === undefined) this.#orders.delete(key)
    else this.#store(key, { trailing, algorithm })
  }

  #store(key: string, fields: UnreportedFields): void {
    this.#orders.delete(key)
    this.#orders.set(key, fields)
    const [oldest] = this.#orders.keys()
    if (this.#orders.size > MAX_ORDERS && oldest !== undefined) this.#orders.delete(oldest)
  }
}

const exitKeyOf = (parentId: string): string => `${parentId} exit`

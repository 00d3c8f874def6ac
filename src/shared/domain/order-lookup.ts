import type { Order } from './orders.ts'

/**
 * Why a search cannot say whether IBKR has an order. `no-complete-list`: no complete order list arrived in time.
 * `question-open`: a read would void an open order question. `list-truncated`: IBKR's list is full, at 1,000 orders.
 * `other-accounts`: the list of the selected account lacks the order, and the login has other accounts.
 * `several-orders`: more than one order has the reference.
 */
export type UnknownOrderReason =
  | 'no-complete-list'
  | 'question-open'
  | 'list-truncated'
  | 'other-accounts'
  | 'several-orders'

/** The result of a search for one client order id. `unknown` does not mean that the order is missing. */
export type OrderLookup =
  | {
      /** IBKR has exactly one order with the reference. */
      readonly kind: 'found'
      /** The client order id (`cOID`) that was searched for. */
      readonly reference: string
      /** The order as IBKR lists it; its `status` may also be `Inactive`, `Cancelled` or `Filled`. */
      readonly order: Order
      /** The orders that IBKR lists as children of this order: the exits of a bracket, which have no `cOID`. */
      readonly children: readonly Order[]
    }
  | {
      /** IBKR's complete list does not contain the order. An order that is still on its way may appear later. */
      readonly kind: 'not-found'
      /** The client order id (`cOID`) that was searched for. */
      readonly reference: string
      /** The account whose list was read; undefined if the session reported no account. */
      readonly account: string | undefined
      /** Time when the list was received, in ms since epoch. */
      readonly readAt: number
    }
  | {
      /** It cannot be said whether IBKR has the order. */
      readonly kind: 'unknown'
      /** The client order id (`cOID`) that was searched for. */
      readonly reference: string
      /** Why the search has no result. */
      readonly reason: UnknownOrderReason
      /** The reason as a sentence for people; it may be reworded. */
      readonly message: string
      /** The orders with the reference, if there are several; otherwise empty. */
      readonly orders: readonly Order[]
    }

import { comboLegs, readLegs } from '../../shared/domain/combo.ts'
import { isWorking, type Order } from '../../shared/domain/orders.ts'
import { legsOf } from './order-amounts.ts'
import type { OutgoingOrder } from './read-orders.ts'

/** One contract of an order that may still fill. */
export interface PendingLeg {
  readonly conid: number
  /** Negative if the order sells it; undefined if unknown. */
  readonly quantity: number | undefined
}

/** An order that may still fill. */
export interface PendingOrder {
  /** Account of the order; undefined if it may be any. */
  readonly account: string | undefined
  /** Orders of one group fill instead of each other. Undefined for an order of its own. */
  readonly group: string | undefined
  /** Undefined if the contract is unknown. */
  readonly legs: readonly PendingLeg[] | undefined
  /** Whether it only closes what an unfilled working order opens: it adds nothing to that order. */
  readonly waitsForParent: boolean
  /** Whether IBKR's list says that the contract is no option and no combo. */
  readonly isNoOption: boolean
}

/** Returns the working orders of IBKR's list. */
export function readPendingOrders(orders: readonly Order[]): readonly PendingOrder[] {
  const working = orders.filter(isWorking)
  const unfilled = new Map(working.filter(({ filled }) => filled === 0).map((order) => [order.orderId, order]))
  return working.map((order): PendingOrder => {
    const { account, parentId = '', ocaGroup, securityType } = order
    const parent = unfilled.get(parentId)
    const legs = legsOfListed(order)
    const beyond = parent && beyondParent(legs, legsOfListed(parent))
    return {
      account: account || undefined,
      group: ocaGroup && `listed ${ocaGroup}`,
      waitsForParent: beyond?.every(({ quantity }) => quantity === 0) ?? false,
      legs: beyond ?? legs,
      isNoOption: securityType !== undefined && !/^(?:OPT|FOP|WAR|BAG)$/.test(securityType),
    }
  })
}

/** Returns what an order trades beyond what its parent opens; undefined if it does not close that in every leg. */
function beyondParent(legs: PendingOrder['legs'], opened: PendingOrder['legs'] = []): PendingOrder['legs'] {
  const beyond = legs?.flatMap(({ conid, quantity = Number.NaN }): PendingLeg[] => {
    const { quantity: first = Number.NaN } = opened.find((each) => each.conid === conid) ?? {}
    const rest = Math.max(0, Math.abs(quantity) - Math.abs(first))
    return quantity * first < 0 ? [{ conid, quantity: rest === 0 ? 0 : Math.sign(quantity) * rest }] : []
  })
  return beyond?.length === legs?.length ? beyond : undefined
}

function legsOfListed(order: Order): PendingOrder['legs'] {
  const { conid, conidex, securityType, side, quantity, filled, remaining, filledCurrency } = order
  const left = remaining ?? (quantity === undefined || filled === undefined ? undefined : quantity - filled)
  const isKnown = left !== undefined && side !== undefined && filledCurrency === undefined
  const signed = isKnown ? (side === 'BUY' ? left : -left) : undefined
  const combination = comboLegs(conidex)
  // All combos of a currency have the same conid.
  const isKnownContract = conid > 0 && securityType !== 'BAG'
  const legs = combination === undefined ? (isKnownContract ? [{ conid, ratio: 1 }] : undefined) : readLegs(combination)
  return legs?.map((leg): PendingLeg => ({ conid: leg.conid, quantity: signed && leg.ratio * signed }))
}

/**
 * Returns an order that leaves, or has just left, as one that may still fill.
 * @param request id of a request that has left. Default: the request that is judged. Groups of two requests differ
 */
export function toPending(order: OutgoingOrder, request?: number): PendingOrder {
  const { account, clientOrderId, parentId, isOneOfGroup } = order
  const group = isOneOfGroup ? 'group' : (parentId ?? clientOrderId)
  return {
    account,
    group: group === undefined ? undefined : `sent ${request ?? 'now'} ${group}`,
    legs: signedLegs(order, order.cash === undefined ? order.quantity : undefined),
    ...{ waitsForParent: false, isNoOption: false },
  }
}

/** Returns the contracts of an order with the quantities that it buys or sells. */
export function signedLegs(order: OutgoingOrder, quantity: number | undefined): readonly PendingLeg[] | undefined {
  const { side } = order
  const signed = quantity === undefined || side === undefined ? undefined : side === 'BUY' ? quantity : -quantity
  return legsOf(order)?.map(({ conid, ratio }) => ({ conid, quantity: signed && ratio * signed }))
}

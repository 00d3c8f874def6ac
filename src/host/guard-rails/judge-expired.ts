import type { GuardRailFinding } from '../../shared/contract/guard-rail-views.ts'
import { legsOf } from './order-amounts.ts'
import type { OrderFacts } from './order-facts.ts'
import type { OutgoingOrder } from './read-orders.ts'

/**
 * Refuses orders for contracts whose last trading day has passed, whatever the limits are. A contract that was not read
 * counts as one that still trades: IBKR rejects the order otherwise. Pure.
 */
export function judgeExpired(
  orders: readonly OutgoingOrder[],
  { contracts, today }: Pick<OrderFacts, 'contracts' | 'today'>,
): readonly GuardRailFinding[] {
  const conids = new Set(orders.flatMap((order) => legsOf(order) ?? []).map(({ conid }) => conid))
  return [...conids].flatMap((conid): readonly GuardRailFinding[] => {
    const { expiry, name, symbol } = contracts.get(conid) ?? {}
    if (expiry === undefined || expiry >= today) return []
    const day = `${expiry.slice(0, 4)}-${expiry.slice(4, 6)}-${expiry.slice(6)}`
    const message = `${name ?? symbol ?? `Contract ${conid}`} expired on ${day}. Choose another contract.`
    return [{ rail: 'expired', action: 'refuse', message }]
  })
}

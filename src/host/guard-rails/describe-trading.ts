import type { ComboLeg } from '../../shared/domain/combo.ts'
import { nameCombo } from '../../shared/domain/combo-name.ts'
import { formatSize, formatTrade, pairCurrency } from '../../shared/domain/order-size.ts'
import { type OutgoingOrder, type OutgoingRequest, readOrders } from './read-orders.ts'

/** Returns the name of a contract; without a description, one that contains the conid. */
type NameContract = (conid: number) => string

/**
 * Describes in a few words what a trading request asks for; undefined if the orders cannot be read.
 * @example describeTrading({ method: 'DELETE', path: '/v1/api/iserver/account/DU1/order/12' }, name) // => 'Cancel order 12'
 */
export function describeTrading(request: OutgoingRequest, nameContract: NameContract): string | undefined {
  const content = readOrders(request)
  if (content.kind === 'reply') return 'Confirm question'
  if (content.kind === 'orders') return describeOrders(content.orders, nameContract)
  if (content.kind === 'unreadable') return undefined
  if (/\/iserver\/reply\/[^/]+$/.test(request.path)) return 'Decline question'
  const [, orderId] = /\/iserver\/account\/[^/]+\/order\/(-?\d+)$/.exec(request.path) ?? []
  if (orderId === undefined) return undefined
  return orderId === '-1' ? 'Cancel all orders' : `Cancel order ${orderId}`
}

function describeOrders([first, ...others]: readonly OutgoingOrder[], nameContract: NameContract): string | undefined {
  if (first?.side === undefined) return undefined
  const name = nameOf(first, nameContract)
  const { quantity, cash } = first
  const cashCurrency = pairCurrency(name)
  const size = formatSize({ quantity, ...(quantity === undefined && { cashQuantity: cash, cashCurrency }) })
  const trade = `${first.side} ${formatTrade(size, name)}`
  const more = others.length === 0 ? '' : others.length === 1 ? ' + 1 order' : ` + ${others.length} orders`
  return `${first.changedOrderId === undefined ? '' : 'Change to '}${trade}${more}`
}

function nameOf({ conid, legs }: OutgoingOrder, nameContract: NameContract): string {
  if (conid !== undefined) return nameContract(conid)
  const named = (leg: ComboLeg) => ({ ...leg, name: nameContract(leg.conid) })
  return legs === undefined ? 'combo' : nameCombo(legs.map(named))
}

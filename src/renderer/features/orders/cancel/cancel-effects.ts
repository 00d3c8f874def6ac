import { formatRemaining, formatTrade } from '../../../../shared/domain/order-size.ts'
import { formatSide, isWorking, type Order } from '../../../../shared/domain/orders.ts'
import { orderTermsOf } from '../../confirmation/index.ts'
import { countOf } from '../texts.ts'

/** What the cancel of an order means for the orders that it is linked to. */
export interface CancelEffects {
  /** Role of the order, such as "stop loss of a bracket"; undefined for an order without links. */
  readonly role: string | undefined
  /** Other working orders that IBKR cancels too. */
  readonly ended: readonly Order[]
  /** Other working orders of an OCA group. IBKR documents their end only for fills, so a cancel may leave them. */
  readonly unsure: readonly Order[]
}

/** Returns what the cancel of one order means. `orders`: the order list. */
export function cancelEffects(order: Order, orders: Iterable<Order>): CancelEffects {
  const all = [...orders]
  const hasChildren = all.some(({ parentId }) => parentId === order.orderId)
  return { role: roleOf(order, hasChildren), ...endedBy([order], all) }
}

/**
 * Returns the other working orders that end with cancelled ones: a parent ends its children, and a child ends the other
 * children of its parent. Source: IBKR's documentation of bracket orders. `orders`: the order list.
 */
export function endedBy(cancelled: readonly Order[], orders: Iterable<Order>): Pick<CancelEffects, 'ended' | 'unsure'> {
  const ids = new Set(cancelled.map(({ orderId }) => orderId))
  const parents = new Set(cancelled.flatMap(({ orderId, parentId }) => [orderId, parentId ?? orderId]))
  const groups = new Set(cancelled.flatMap((order) => groupKey(order) ?? []))
  const ended: Order[] = []
  const unsure: Order[] = []
  for (const order of orders) {
    if (ids.has(order.orderId) || !isWorking(order)) continue
    if (order.parentId !== undefined && parents.has(order.parentId)) ended.push(order)
    else if (groups.has(groupKey(order) ?? '')) unsure.push(order)
  }
  return { ended, unsure }
}

const groupKey = ({ account, ocaGroup }: Order): string | undefined =>
  ocaGroup === undefined ? undefined : `${account} ${ocaGroup}`

function roleOf(order: Order, hasChildren: boolean): string | undefined {
  if (order.parentId !== undefined) return `${exitName(order)} of a bracket`
  if (hasChildren) return 'entry of a bracket'
  return order.ocaGroup === undefined ? undefined : 'order of an OCA group'
}

/** Names a child of a bracket. A trailing stop may have no stop price yet. */
const exitName = ({ orderType, stopPrice }: Order): 'stop loss' | 'take profit' =>
  stopPrice !== undefined || /st(o?)p|trail/i.test(orderType) ? 'stop loss' : 'take profit'

/** Names the other orders that end with cancelled ones; undefined if there are none. */
export function alsoEndsText({ ended, unsure }: Pick<CancelEffects, 'ended' | 'unsure'>): string | undefined {
  const sentences = [
    ...(ended.length === 0 ? [] : [`IBKR also cancels ${namesOf(ended)}.`]),
    ...(unsure.length === 0 ? [] : [`IBKR may also cancel ${namesOf(unsure)} of the OCA group.`]),
  ]
  return sentences.length === 0 ? undefined : sentences.join(' ')
}

/** States that no exit of a position remains, if the cancel of an exit ends the other exits too. */
export const noExitText = (order: Order, { ended }: CancelEffects): string | undefined =>
  order.parentId !== undefined && ended.length > 0 ? 'This leaves the bracket without a working exit.' : undefined

/** Maximum number of orders that a text names. */
const NAMED = 3

function namesOf(orders: readonly Order[]): string {
  const names = orders.slice(0, NAMED).map(nameOf)
  const rest = orders.length - names.length
  return [...names, ...(rest > 0 ? [`${countOf(rest, 'more order')}`] : [])].join('; ')
}

function nameOf(order: Order): string {
  const role = order.parentId === undefined ? '' : `the ${exitName(order)} `
  return `${role}${formatSide(order)} ${formatTrade(formatRemaining(order), order.contractName)}, ${orderTermsOf(order)} (order ${order.orderId})`
}

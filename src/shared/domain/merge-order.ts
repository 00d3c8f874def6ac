import { hasEnded, type Order } from './orders.ts'
import type { OrderPatch, OrderReport } from './read-order-row.ts'

/** Keys that only say which order is meant: a frame with nothing else is a placeholder, not a change. */
const IDENTITY: ReadonlySet<string> = new Set(['account', 'conid'])

/** Keys whose change is an event of the order's life. */
const EVENTFUL: ReadonlySet<string> = new Set(['status', 'filled', 'remaining', 'quantity', 'limitPrice', 'stopPrice'])

export interface Merge {
  readonly order: Order
  /** The step in words; undefined when only descriptive keys changed. */
  readonly words?: string
}

/** False for a placeholder: it says which order is meant, and nothing about it. */
export function tellsSomething(patch: OrderPatch): boolean {
  return Object.keys(patch).some((key) => !IDENTITY.has(key))
}

/**
 * Merges what was reported into what is known. Undefined when nothing changes: an id-only frame, a repetition, or an old
 * report of an order that has ended since (an ended order never works again; a fill is never undone). `isTruth`: it was read
 * afresh from the server, which may take back a fill or an end.
 */
export function mergeOrder(
  known: Order | undefined,
  report: OrderReport,
  now: number,
  isTruth = false,
): Merge | undefined {
  const { orderId } = report
  const patch = placePrice(report.patch, known)
  if (!tellsSomething(patch)) return undefined
  if (!known) return firstSight(orderId, patch, now)
  if (!isTruth && isOutdated(known, patch)) return undefined
  const changed = (Object.keys(patch) as (keyof OrderPatch)[]).filter((key) => patch[key] !== known[key])
  if (changed.length === 0 || (changed.length === 1 && changed[0] === 'serverTime')) return undefined
  if (!changed.some((key) => EVENTFUL.has(key))) return { order: patched({ ...known }, patch, changed) }
  const order = patched({ ...known, changedAt: now, steps: known.steps + 1 }, patch, changed)
  return { order, words: changeInWords(known, order) }
}

/** Key by key: an object that is spread of two takes twenty times as long, and this is done for every update of a storm. */
function patched<K extends keyof OrderPatch>(
  order: { -readonly [key in keyof Order]: Order[key] },
  patch: OrderPatch,
  keys: readonly K[],
): Order {
  for (const key of keys) {
    const value = patch[key]
    if (value !== undefined) order[key] = value as Order[K]
  }
  return order
}

/** IBKR puts the stop of a pure stop order into the key that is the limit of every other. */
const STOP_ONLY = /^(?:stp|stop|trail|trailing stop)$/i

function placePrice(patch: OrderPatch, known: Order | undefined): OrderPatch {
  if (patch.limitPrice === undefined || !STOP_ONLY.test(patch.orderType ?? known?.orderType ?? '')) return patch
  const { limitPrice, ...rest } = patch
  return { stopPrice: limitPrice, ...rest }
}

function firstSight(orderId: string, patch: OrderPatch, now: number): Merge {
  const filled = patch.filled ?? 0
  const quantity = patch.quantity ?? filled + (patch.remaining ?? 0)
  const order: Order = {
    account: '',
    conid: 0,
    symbol: '',
    description: '',
    side: 'BUY',
    orderType: '',
    timeInForce: '',
    status: '',
    ...patch,
    orderId,
    filled,
    quantity,
    remaining: patch.remaining ?? quantity - filled,
    changedAt: now,
    steps: 1,
  }
  return { order, words: order.status || 'First seen' }
}

/** What was reported is older than what is known: it would undo a fill, or let an ended order work again. */
export function isOutdated(known: Order, patch: OrderPatch): boolean {
  if (hasEnded(known) && patch.status !== undefined && patch.status !== known.status) return true
  return patch.filled !== undefined && patch.filled < known.filled
}

function changeInWords(before: Order, after: Order): string {
  const parts: string[] = []
  if (after.filled < before.filled || (hasEnded(before) && after.status !== before.status)) parts.push('Corrected')
  if (after.filled !== before.filled) {
    const price = after.averagePrice ? ` at ${after.averagePrice} on average` : ''
    parts.push(`Filled ${after.filled} of ${after.quantity}${price}`)
  }
  if (after.status !== before.status && after.status !== 'Filled') parts.push(after.status)
  if (after.limitPrice !== before.limitPrice)
    parts.push(`Limit ${before.limitPrice ?? 'none'} → ${after.limitPrice ?? 'none'}`)
  if (after.stopPrice !== before.stopPrice)
    parts.push(`Stop ${before.stopPrice ?? 'none'} → ${after.stopPrice ?? 'none'}`)
  if (after.quantity !== before.quantity && before.quantity > 0)
    parts.push(`Quantity ${before.quantity} → ${after.quantity}`)
  return parts.join(', ') || after.status
}

import { hasEnded, type Order } from '../../shared/domain/orders.ts'
import type { OrderPatch } from './read-order-row.ts'

/** Fields that are part of an order's transition when they change. */
const TRANSITION: ReadonlySet<string> = new Set([
  'status',
  'filled',
  'remaining',
  'quantity',
  'limitPrice',
  'stopPrice',
])

export interface OrderMergeResult {
  readonly order: Order
  /** Describes the transition; undefined if only descriptive fields changed. */
  readonly text?: string
}

/** For a stop order without limit, IBKR sends the stop price in the field of the limit price. */
const STOP_ONLY = /^(?:stp|stop|trail|trailing stop)$/i

/**
 * Merges a received patch into the known order. Returns undefined if nothing changes: the patch is a repetition, or an
 * outdated report. An ended order never works again, and a fill is never undone. If `isSnapshot`, the patch is from a
 * full list of the server, which may undo a fill or an end.
 */
export function mergeOrder(
  known: Order | undefined,
  orderId: string,
  received: OrderPatch,
  now: number,
  isSnapshot: boolean,
): OrderMergeResult | undefined {
  let patch = received
  if (patch.limitPrice !== undefined && STOP_ONLY.test(patch.orderType ?? known?.orderType ?? '')) {
    const { limitPrice, ...rest } = patch
    patch = { stopPrice: limitPrice, ...rest }
  }
  patch = withPlacedAt(known, patch)
  if (!known) return newOrder(orderId, patch, now)
  if (!isSnapshot && isOutdated(known, patch)) return undefined
  let isChanged = false
  let isTransition = false
  for (const key of Object.keys(patch) as (keyof OrderPatch)[]) {
    if (patch[key] === known[key]) continue
    isChanged ||= key !== 'serverTime'
    isTransition ||= TRANSITION.has(key)
  }
  if (!isChanged) return undefined
  if (!isTransition) return { order: { ...known, ...patch } }
  const order = { ...known, ...patch, changedAt: now, transitionCount: known.transitionCount + 1 }
  return { order, text: describeChange(known, order) }
}

/** Adds the time at which the order was placed. IBKR's timestamp is that time until the first fill. */
function withPlacedAt(known: Order | undefined, patch: OrderPatch): OrderPatch {
  if (known?.placedAt !== undefined || (patch.filled ?? known?.filled ?? 0) > 0) return patch
  const placedAt = patch.serverTime ?? known?.serverTime
  return placedAt === undefined ? patch : { ...patch, placedAt }
}

function newOrder(orderId: string, patch: OrderPatch, now: number): OrderMergeResult {
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
    transitionCount: 1,
  }
  return { order, text: order.status || 'First seen' }
}

/** Reports whether a patch is older than the known order: it would undo a fill, or make an ended order work again. */
export function isOutdated(known: Order, patch: OrderPatch): boolean {
  if (hasEnded(known) && patch.status !== undefined && patch.status !== known.status) return true
  return patch.filled !== undefined && patch.filled < known.filled
}

function describeChange(before: Order, after: Order): string {
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

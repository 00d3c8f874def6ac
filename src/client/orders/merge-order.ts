import { formatFilled, formatSize } from '../../shared/domain/order-size.ts'
import { hasEnded, isCorrection, type Order } from '../../shared/domain/orders.ts'
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
 * outdated report. An ended order never works again, and a fill is never undone, unless the patch `mayCorrect` them.
 */
export function mergeOrder(
  known: Order | undefined,
  orderId: string,
  received: OrderPatch,
  now: number,
  mayCorrect: boolean,
): OrderMergeResult | undefined {
  let patch = received
  if (patch.limitPrice !== undefined && STOP_ONLY.test(patch.orderType ?? known?.orderType ?? '')) {
    const { limitPrice, ...rest } = patch
    patch = { stopPrice: limitPrice, ...rest }
  }
  patch = withPlacedAt(known, patch)
  if (!known) return newOrder(orderId, patch, now)
  if (!mayCorrect && isOutdated(known, patch)) return undefined
  let isChanged = false
  let isTransition = false
  for (const key of Object.keys(patch) as (keyof OrderPatch)[]) {
    if (patch[key] === known[key]) continue
    isChanged ||= key !== 'serverTime'
    isTransition ||= TRANSITION.has(key)
  }
  if (!isChanged) return undefined
  const merged = mergeFields(known, patch)
  if (!isTransition) return { order: merged }
  const order = { ...merged, changedAt: now, transitionCount: known.transitionCount + 1 }
  return { order, text: describeChange(known, order) }
}

function mergeFields(known: Order, patch: OrderPatch): Order {
  const merged = { ...known, ...patch }
  if (known.side === undefined || patch.otherSide === undefined) return merged
  // The row states another side, so the known one no longer applies.
  const { side: _, ...others } = merged
  return others
}

/** Adds the time at which the order was placed. IBKR's timestamp is that time until the first fill. */
function withPlacedAt(known: Order | undefined, patch: OrderPatch): OrderPatch {
  if (known?.placedAt !== undefined || (patch.filled ?? known?.filled ?? 0) > 0) return patch
  const placedAt = patch.serverTime ?? known?.serverTime
  return placedAt === undefined ? patch : { ...patch, placedAt }
}

function newOrder(orderId: string, patch: OrderPatch, now: number): OrderMergeResult {
  const { conid = 0, filled, remaining } = patch
  // Only values that the row states, or that follow from them: a wrong side or quantity leads to wrong trades.
  const isInUnits = patch.filledCurrency === undefined && filled !== undefined
  const quantity = patch.quantity ?? (isInUnits && remaining !== undefined ? filled + remaining : undefined)
  const order: Order = {
    account: '',
    conid,
    contractName: conid > 0 ? `#${conid}` : '',
    symbol: '',
    description: '',
    orderType: '',
    timeInForce: '',
    status: '',
    ...patch,
    ...(quantity !== undefined && { quantity }),
    ...(isInUnits && quantity !== undefined && { remaining: remaining ?? quantity - filled }),
    orderId,
    changedAt: now,
    transitionCount: 1,
  }
  return { order, text: order.status || 'First seen' }
}

/** Reports whether a patch is older than the known order: it would undo a fill, or make an ended order work again. */
export function isOutdated(known: Order, patch: OrderPatch): boolean {
  if (hasEnded(known) && patch.status !== undefined && patch.status !== known.status) return true
  return patch.filled !== undefined && known.filled !== undefined && patch.filled < known.filled
}

function describeChange(before: Order, after: Order): string {
  const parts: string[] = []
  if (isCorrection(before, after)) parts.push('Corrected')
  if (after.filled !== before.filled && after.filled !== undefined) {
    const price = after.averagePrice ? ` at ${after.averagePrice} on average` : ''
    parts.push(`Filled ${formatFilled(after)}${price}`)
  }
  if (after.status !== before.status && after.status !== 'Filled') parts.push(after.status)
  if (after.limitPrice !== before.limitPrice)
    parts.push(`Limit ${before.limitPrice ?? 'none'} → ${after.limitPrice ?? 'none'}`)
  if (after.stopPrice !== before.stopPrice)
    parts.push(`Stop ${before.stopPrice ?? 'none'} → ${after.stopPrice ?? 'none'}`)
  if (after.quantity !== before.quantity && before.quantity !== undefined)
    parts.push(`Quantity ${formatSize(before)} → ${formatSize(after)}`)
  return parts.join(', ') || after.status
}

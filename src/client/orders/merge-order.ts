import type { ContractNames } from '../../shared/domain/contract-name.ts'
import { formatFilled, formatSize } from '../../shared/domain/order-size.ts'
import { hasEnded, isCorrection, type Order } from '../../shared/domain/orders.ts'
import type { OrderPatch, ParsedOrderRow } from './read-order-row.ts'

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

/** What the result of a merge depends on, apart from the order and the row. */
export interface OrderMergeContext {
  /** Names of the contracts of the session. */
  readonly names: ContractNames
  readonly now: number
  /** Whether the row may undo the end of the order or a fill. Default: false. */
  readonly mayCorrect?: boolean
}

/**
 * Merges a received row into the known order. Returns undefined if nothing changes: the row is a repetition, or an
 * outdated report. An ended order never works again, and a fill is never undone, unless the row `mayCorrect` them.
 */
export function mergeOrder(
  known: Order | undefined,
  row: ParsedOrderRow,
  { names, now, mayCorrect = false }: OrderMergeContext,
): OrderMergeResult | undefined {
  if (known && !mayCorrect && isOutdated(known, row.patch)) return undefined
  let patch = addContractName(known, row, names)
  if (patch.limitPrice !== undefined && STOP_ONLY.test(patch.orderType ?? known?.orderType ?? '')) {
    const { limitPrice, ...rest } = patch
    patch = { stopPrice: limitPrice, ...rest }
  }
  patch = withPlacedAt(known, patch)
  if (!known) return newOrder(row.orderId, patch, now)
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

/** Fields that state something about the contract of an order. */
const ABOUT_CONTRACT = ['conid', 'conidex', 'symbol', 'contractDetails', 'securityType'] as const

/** Adds the name of the contract, from everything that the rows of the order have stated about it. */
function addContractName(known: Order | undefined, { patch, title }: ParsedOrderRow, names: ContractNames): OrderPatch {
  if (title === undefined && ABOUT_CONTRACT.every((field) => patch[field] === undefined)) return patch
  return { ...patch, contractName: nameContract({ ...known, ...patch }, names, title) }
}

/** Returns the name of the contract of an order in this session. */
export function nameContract(order: Partial<Order>, names: ContractNames, title?: string): string {
  const { conid, conidex, symbol = '', contractDetails: details, securityType, exchange } = order
  return names.of({ conid, conidex, symbol: symbol || undefined, title, details, securityType, exchange })
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
  const { filled, remaining } = patch
  // Only values that the row states, or that follow from them: a wrong side or quantity leads to wrong trades.
  const isInUnits = patch.filledCurrency === undefined && filled !== undefined
  const quantity = patch.quantity ?? (isInUnits && remaining !== undefined ? filled + remaining : undefined)
  const order: Order = {
    account: '',
    conid: 0,
    contractName: '',
    symbol: '',
    description: '',
    orderType: '',
    timeInForce: '',
    status: '',
    ...patch,
    ...(quantity !== undefined && { quantity }),
    // Text such as `10K` is no number, and a filled quantity above the total may be in another unit.
    ...(isInUnits && quantity !== undefined && quantity >= filled && { remaining: remaining ?? quantity - filled }),
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

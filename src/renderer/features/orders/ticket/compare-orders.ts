import type { OrderTicket } from '../../../../shared/contract/schemas.ts'
import { formatNumber } from '../../../../shared/domain/format-number.ts'
import { placedAmount } from '../../../../shared/domain/order-size.ts'
import { orderTypeInfo, TIME_IN_FORCE_LABELS } from '../../../../shared/domain/order-types.ts'
import type { Order } from '../../../../shared/domain/orders.ts'
import { numberOf } from '../../../../shared/domain/read-value.ts'
import { sizeText } from './order-text.ts'
import type { FormatPrice } from './review-prices.ts'

/** Field that differs between two versions of an order. */
export interface OrderChange {
  readonly field: string
  readonly current: string
  readonly next: string
}

const price = (value: number | undefined): string => (value === undefined ? 'none' : formatNumber(value))

/** Returns the limit or stop price. Its field at IBKR depends on the order type. */
const priceOf = (order: OrderTicket, role: 'limit' | 'stop'): string => {
  const own = orderTypeInfo(order.orderType).prices.find((each) => each.role === role)
  return price(own && order[own.wire])
}

const trailingText = ({ orderType, trailing }: OrderTicket): string => {
  if (!orderTypeInfo(orderType).trails) return 'none'
  return trailing === undefined ? 'unknown' : `${formatNumber(trailing.amount)}${trailing.unit === '%' ? '%' : ''}`
}

type ReadField = (order: OrderTicket, currency: string | undefined) => string

const FIELDS: readonly (readonly [field: string, read: ReadField])[] = [
  ['Quantity', sizeText],
  ['Type', ({ orderType }) => orderTypeInfo(orderType).label],
  ['Stop', (order) => priceOf(order, 'stop')],
  ['Limit', (order) => priceOf(order, 'limit')],
  ['Trailing by', trailingText],
  ['Time in force', ({ timeInForce }) => TIME_IN_FORCE_LABELS[timeInForce]],
  ['Outside RTH', ({ outsideRegularHours = false }) => (outsideRegularHours ? 'yes' : 'no')],
]

/** Returns the fields that differ between two versions of an order. `currency`: that of cash amounts, if known. */
export function orderChanges(before: OrderTicket, after: OrderTicket, currency?: string): readonly OrderChange[] {
  return FIELDS.map(([field, read]) => ({
    field,
    current: read(before, currency),
    next: read(after, currency),
  })).filter(({ current, next }) => current !== next)
}

/** Returns a change with its prices in the format of a review. */
export const formatChange = (change: OrderChange, format: FormatPrice): OrderChange =>
  change.field === 'Stop' || change.field === 'Limit'
    ? { ...change, current: format(change.current), next: format(change.next) }
    : change

/** Returns how an order has changed. The stop and the limit of a trailing order follow the market all the time. */
export function marketIndependentChanges(
  before: OrderTicket,
  order: OrderTicket,
  currency?: string,
): readonly OrderChange[] {
  const isTrailing = order.orderType === before.orderType && orderTypeInfo(order.orderType).trails === true
  return orderChanges(before, order, currency).filter(
    ({ field }) => !isTrailing || (field !== 'Stop' && field !== 'Limit'),
  )
}

interface SentChange {
  /** The order as it was sent. */
  readonly order: OrderTicket
  readonly change?: { readonly before: OrderTicket | undefined }
}

/**
 * Reports whether the order list shows a change whose delivery is unconfirmed. It shows the size, the prices and the time
 * in force; IBKR applies a change as a whole, so the other fields are not compared.
 */
export function isChangeListed({ order, change }: SentChange, listed: Order): boolean {
  if (change?.before === undefined) return false
  const { trails } = orderTypeInfo(order.orderType)
  const compared = orderChanges(change.before, order).flatMap(({ field }) => {
    if (field === 'Quantity') return [placedAmount(listed) === placedAmount(order)]
    if (field === 'Time in force') return [listed.timeInForce === order.timeInForce]
    // The stop and the limit of a trailing order follow the market.
    if ((field !== 'Limit' && field !== 'Stop') || trails) return []
    const [role, price] =
      field === 'Limit' ? (['limit', listed.limitPrice] as const) : (['stop', listed.stopPrice] as const)
    const own = orderTypeInfo(order.orderType).prices.find((each) => each.role === role)
    const wanted = own && order[own.wire]
    return wanted === undefined ? [] : [numberOf(price) === wanted]
  })
  return compared.length > 0 && compared.every(Boolean)
}

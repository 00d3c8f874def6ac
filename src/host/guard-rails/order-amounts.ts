import type { ComboLeg } from '../../shared/domain/combo.ts'
import { firstStopPrice, ORDER_TYPES, type OrderTypeInfo } from '../../shared/domain/order-types.ts'
import type { ContractFacts, OrderFacts, ReferencePrice } from './order-facts.ts'
import type { OutgoingOrder } from './read-orders.ts'

const ALL_TYPES: ReadonlyMap<string, OrderTypeInfo> = new Map(Object.entries(ORDER_TYPES))

/** Reports whether an order type uses `price` or `auxPrice`. IBKR ignores the price of all other types. */
export const usesPrice = (type: string): boolean => (ALL_TYPES.get(type)?.prices.length ?? 0) > 0

const CAP = 'price cap'

/**
 * Returns the price that an order pays at most or gets at least; undefined if its type has no such price. The limit of a
 * trailing stop moves with its stop.
 */
export function limitPriceOf({ orderType, price }: OutgoingOrder): number | undefined {
  const info = ALL_TYPES.get(orderType)
  const limit = info?.trails ? undefined : info?.prices.find(({ role }) => role === 'limit')
  // Of types with a price cap, 0 means no cap.
  return limit === undefined || (limit.name === CAP && price === 0) ? undefined : price
}

/** Returns the contracts of an order. Undefined if they cannot be read. */
export function legsOf({ conid, legs }: OutgoingOrder): readonly ComboLeg[] | undefined {
  return conid === undefined ? legs : [{ conid, ratio: 1 }]
}

/**
 * Returns what is known about the contract of an order. A combo has the currency and the point value that all of
 * its legs have: IBKR's price of legs with several point values is not documented.
 */
export function contractOf(order: OutgoingOrder, { contracts }: OrderFacts): ContractFacts | undefined {
  if (order.conid !== undefined) return contracts.get(order.conid)
  const legs = legsOf(order)?.map(({ conid }) => contracts.get(conid)) ?? []
  const [first] = legs
  const { currency, pointValue } = first ?? {}
  const isSame = legs.every((leg) => leg?.currency === currency && leg?.pointValue === pointValue)
  return isSame && currency !== undefined && pointValue !== undefined ? { currency, pointValue } : undefined
}

/**
 * Returns the price of the contract of an order. That of a combo is the sum of its legs; it has none if they have
 * different or unknown point values.
 */
export function referenceOf(order: OutgoingOrder, facts: OrderFacts): ReferencePrice | undefined {
  const { prices } = facts
  if (order.conid !== undefined) return prices.get(order.conid)
  if (contractOf(order, facts) === undefined) return undefined
  const legs = legsOf(order)?.map(({ conid, ratio }) => ({ ratio, reference: prices.get(conid) })) ?? []
  let [price, isCurrent, decimals] = [0, legs.length > 0, 0]
  for (const { ratio, reference } of legs) {
    if (reference === undefined) return undefined
    price += ratio * reference.price
    isCurrent &&= reference.isCurrent
    decimals = Math.max(decimals, reference.decimals ?? 0)
  }
  return legs.length === 0
    ? undefined
    : { price: Math.round(price * 1e8) / 1e8, isCurrent, ...(decimals > 0 && { decimals }) }
}

const pricesOf = (order: OutgoingOrder, last: number): readonly number[] =>
  [order.price, order.auxPrice, trailingStop(order, last)].filter((each) => each !== undefined).map(Math.abs)

/** Returns the first stop price of a trailing stop; undefined for other orders. */
export const trailingStop = ({ side, orderType, trailing }: OutgoingOrder, last: number): number | undefined =>
  trailing && ALL_TYPES.get(orderType)?.trails ? firstStopPrice(side, trailing, last) : undefined

/** Returns the largest quantity that an order may buy or sell; undefined if unknown. */
export function quantityOf(order: OutgoingOrder, facts: OrderFacts): number | undefined {
  const last = referenceOf(order, facts)?.price
  const pointValue = contractOf(order, facts)?.pointValue
  // The lowest known price buys the most.
  const lowest = last && Math.min(...pricesOf(order, last).filter((price) => price > 0), Math.abs(last))
  const bought = order.cash === undefined ? 0 : lowest && pointValue ? order.cash / (lowest * pointValue) : undefined
  if (bought === undefined || (order.quantity === undefined && order.cash === undefined)) return undefined
  return Math.max(order.quantity ?? 0, bought)
}

/** Returns the highest price, without its sign, at which an order may fill; undefined if unknown. */
export function highestPrice(order: OutgoingOrder, facts: OrderFacts): number | undefined {
  // Only the limit of a buy order is a maximum price. Other orders may fill at the highest known price. A combo
  // with a negative limit brings in at least that much.
  const limit = order.side === 'BUY' ? limitPriceOf(order) : undefined
  if (limit !== undefined && limit > 0) return limit
  const reference = referenceOf(order, facts)
  if (reference === undefined) return undefined
  const { price, ask = 0 } = reference
  return Math.max(...pricesOf(order, price), Math.abs(price), ask)
}

/** Returns the largest amount that an order can move, in the currency of its contract; undefined if unknown. */
export function orderValue(order: OutgoingOrder, facts: OrderFacts): Amount | undefined {
  const { currency, pointValue } = contractOf(order, facts) ?? {}
  if (currency === undefined) return undefined
  const amounts = order.cash === undefined ? [] : [order.cash]
  if (order.quantity !== undefined) {
    const price = highestPrice(order, facts)
    if (price === undefined || pointValue === undefined) return undefined
    amounts.push(order.quantity * price * pointValue)
  }
  return amounts.length === 0 ? undefined : { amount: Math.max(...amounts), currency }
}

export interface Amount {
  readonly amount: number
  readonly currency: string
}

import type { GuardRailFinding } from '../../shared/contract/guard-rail-views.ts'
import { formatMoney } from '../../shared/domain/format-money.ts'
import type { GuardRailName, GuardRails } from '../../shared/domain/guard-rails.ts'
import { firstStopPrice, ORDER_TYPES, type OrderTypeInfo } from '../../shared/domain/order-types.ts'
import type { OrderFacts } from './order-facts.ts'
import type { OutgoingOrder } from './read-orders.ts'

/** The orders of one request. */
interface JudgedOrders {
  readonly orders: readonly OutgoingOrder[]
  /** Number of orders within a minute, including these. */
  readonly countInMinute: number
}

/** What is wrong about one order and one limit. */
type Verdict =
  /** `unusual`: the beginning of a sentence about a value that is unusual although its limit cannot be checked. */
  | { readonly kind: 'unknown'; readonly text: string; readonly unusual?: string | undefined }
  | { readonly kind: 'forbidden'; readonly text: string }
  /** `fact`: the beginning of a sentence about the value, such as "Quantity 11 exceeds". */
  | { readonly kind: 'beyond'; readonly fact: string; readonly bound: string; readonly remedy: string }

const ALL_TYPES: ReadonlyMap<string, OrderTypeInfo> = new Map(Object.entries(ORDER_TYPES))

/** Reports whether an order type uses `price` or `auxPrice`. IBKR ignores the price of all other types. */
const usesPrice = (type: string): boolean => (ALL_TYPES.get(type)?.prices.length ?? 0) > 0

/** Reports whether `price` is the maximum price of a buy order. The limit of a trailing stop moves with its stop. */
function buysAtMost(type: string): boolean {
  const info = ALL_TYPES.get(type)
  return info !== undefined && !info.trails && info.prices.some(({ role }) => role === 'limit')
}

/** Describes a verdict about a limit of the profile. */
const describeVerdict = (verdict: Verdict): string =>
  verdict.kind === 'beyond'
    ? `${verdict.fact} the limit of ${verdict.bound}. ${verdict.remedy}, or change the limit.`
    : verdict.text

/** Describes a verdict about a usual value, which is no limit. Undefined if nothing unusual is known. */
export function describeUnusual(verdict: Verdict): string | undefined {
  const unusual = verdict.kind === 'unknown' ? verdict.unusual : undefined
  const fact = verdict.kind === 'beyond' ? `${verdict.fact} ${verdict.bound}` : unusual
  return fact && `${fact}, which is usual for a private account.`
}

/**
 * Compares orders with the limits of a profile. A limit that is on and cannot be checked, because a price, a rate or a
 * field is unknown, counts as exceeded: its action decides. Pure.
 */
export function judgeOrders(
  rails: GuardRails,
  { orders, countInMinute }: JudgedOrders,
  facts: OrderFacts,
  toMessage: (verdict: Verdict) => string | undefined = describeVerdict,
): readonly GuardRailFinding[] {
  const found = new Map<GuardRailName, { readonly number: number; readonly message: string }[]>()
  for (const [index, order] of orders.entries()) {
    const judge = (rail: GuardRailName, verdict: Verdict | undefined): void => {
      const message = verdict && toMessage(verdict)
      if (message === undefined || rails[rail].action === 'off') return
      found.set(rail, [...(found.get(rail) ?? []), { number: index + 1, message }])
    }
    judge('quantity', judgeQuantity(rails, order, facts))
    judge('value', judgeValue(rails, order, facts))
    judge('collar', judgePrices(rails, order, facts))
    const contract = order.conid === undefined ? undefined : facts.contracts.get(order.conid)
    judge('symbols', judgeName('Symbol', contract?.symbol?.toUpperCase(), rails.symbols.allowed))
    judge('assetClasses', judgeName('Asset class', contract?.assetClass, rails.assetClasses.allowed))
  }
  // One finding for each limit, because the orders of a bracket often exceed the same one.
  const findings = [...found].map(([rail, [first, ...others]]): GuardRailFinding => {
    const prefix = orders.length === 1 ? '' : `Order ${first?.number}: `
    const also =
      others.length === 0
        ? ''
        : ` Also order${others.length === 1 ? '' : 's'} ${others.map(({ number }) => number).join(', ')}.`
    const numbers = [first, ...others].flatMap((each) => each?.number ?? [])
    return {
      rail,
      action: rails[rail].action,
      message: `${prefix}${first?.message}${also}`,
      ...(orders.length > 1 && { orders: numbers }),
    }
  })
  return [...findings, ...judgeProfile(rails, countInMinute, facts.dailyLoss)]
}

/** Judges the limits that concern the profile, not a single order. */
function judgeProfile(
  { currency, ordersPerMinute, dailyLoss }: GuardRails,
  count: number,
  loss: number | undefined,
): readonly GuardRailFinding[] {
  const findings: GuardRailFinding[] = []
  if (ordersPerMinute.action !== 'off' && count > ordersPerMinute.limit) {
    const fact = `This would be order ${format(count)} within a minute; the limit is ${format(ordersPerMinute.limit)}.`
    const message = `${fact} Wait a minute, or change the limit.`
    findings.push({ rail: 'ordersPerMinute', action: ordersPerMinute.action, message })
  }
  if (dailyLoss.action !== 'off' && !(loss !== undefined && loss < dailyLoss.limit)) {
    const limit = formatMoney(dailyLoss.limit, currency)
    const message =
      loss === undefined
        ? `Daily loss cannot be checked: IBKR has not reported it for every account yet (limit ${limit}).`
        : `Daily loss ${formatMoney(loss, currency)} reaches the limit of ${limit}. Stop, or change the limit.`
    findings.push({ rail: 'dailyLoss', action: dailyLoss.action, message })
  }
  return findings
}

type Judge = (rails: GuardRails, order: OutgoingOrder, facts: OrderFacts) => Verdict | undefined

const judgeQuantity: Judge = ({ quantity: { limit } }, order, facts) => {
  const last = order.conid === undefined ? undefined : facts.prices.get(order.conid)?.price
  const pointValue = order.conid === undefined ? undefined : facts.contracts.get(order.conid)?.pointValue
  // The lowest known price buys the most.
  const lowest = last && Math.min(...pricesOf(order, last).filter((price) => price > 0), Math.abs(last))
  const bought = order.cash === undefined ? 0 : lowest && pointValue ? order.cash / (lowest * pointValue) : undefined
  if (bought === undefined || (order.quantity === undefined && order.cash === undefined))
    return unchecked('Quantity', 'the order states no quantity, and there is no price to derive it')
  const quantity = order.largestRatio * Math.max(order.quantity ?? 0, bought)
  if (quantity <= limit) return undefined
  const leg = order.largestRatio === 1 ? '' : ` of the largest leg`
  const fact = `Quantity ${format(quantity)}${leg} exceeds`
  return { kind: 'beyond', fact, bound: format(limit), remedy: 'Enter a smaller quantity' }
}

const pricesOf = (order: OutgoingOrder, last: number): readonly number[] =>
  [order.price, order.auxPrice, trailingStop(order, last)].filter((each) => each !== undefined).map(Math.abs)

/** Returns the first stop price of a trailing stop; undefined for other orders. */
const trailingStop = ({ side, orderType, trailing }: OutgoingOrder, last: number): number | undefined =>
  trailing && ALL_TYPES.get(orderType)?.trails ? firstStopPrice(side, trailing, last) : undefined

/** The largest amount that an order can move, in the currency of its contract; undefined if unknown. */
function orderValue(
  order: OutgoingOrder,
  facts: OrderFacts,
): { readonly amount: number; readonly currency: string } | undefined {
  const contract = order.conid === undefined ? undefined : facts.contracts.get(order.conid)
  if (order.conid === undefined || contract?.currency === undefined) return undefined
  const reference = facts.prices.get(order.conid)
  const last = reference?.price
  const amounts = order.cash === undefined ? [] : [order.cash]
  if (order.quantity !== undefined) {
    // Only the limit of a buy order is a maximum price. Other orders may fill at the highest known price. Of types with
    // an optional cap, 0 means no cap.
    const most = order.side === 'BUY' && buysAtMost(order.orderType) ? order.price || undefined : undefined
    const highest =
      last === undefined ? undefined : Math.max(...pricesOf(order, last), Math.abs(last), reference?.ask ?? 0)
    const price = most === undefined ? highest : Math.abs(most)
    if (price === undefined || contract.pointValue === undefined) return undefined
    amounts.push(order.quantity * price * contract.pointValue)
  }
  return amounts.length === 0 ? undefined : { amount: Math.max(...amounts), currency: contract.currency }
}

const judgeValue: Judge = ({ value: { limit }, currency }, order, facts) => {
  const value = orderValue(order, facts)
  const limitText = formatMoney(limit, currency)
  // The amount alone is known before contract and rate are read.
  const cash = order.cash ?? 0
  const unusual =
    cash > limit ? `Cash amount ${format(cash)} (value in ${currency} unknown) exceeds ${limitText}` : undefined
  if (value === undefined)
    return unchecked(
      'Order value',
      `the price, the currency or the multiplier is unknown (limit ${limitText})`,
      unusual,
    )
  const rate = value.currency === currency ? 1 : facts.rates.get(value.currency)
  if (rate === undefined)
    return unchecked(
      'Order value',
      `the rate from ${value.currency} to ${currency} is unknown (limit ${limitText})`,
      unusual,
    )
  const converted = value.amount * rate
  if (converted <= limit) return undefined
  const own = formatMoney(value.amount, value.currency)
  const text = value.currency === currency ? own : `${own} (${formatMoney(converted, currency)})`
  return { kind: 'beyond', fact: `Order value ${text} exceeds`, bound: limitText, remedy: 'Reduce quantity or price' }
}

const judgePrices: Judge = ({ collar: { limit } }, order, facts) => {
  const prices = [order.price, order.auxPrice].filter((price) => price !== undefined)
  const reference = order.conid === undefined ? undefined : facts.prices.get(order.conid)
  if ((prices.length === 0 || !usesPrice(order.orderType)) && !reference?.isCurrent)
    return unchecked('Price', 'an order that may fill at any price needs a current quote, and there is none')
  if (!reference?.price) return unchecked('Price', 'there is no last price to compare it with')
  const last = reference.price
  const stop = trailingStop(order, last)
  const named = prices.map((price) => ({ name: 'Price', price }))
  const distances = [...named, ...(stop === undefined ? [] : [{ name: 'First stop', price: stop }])].map((each) => ({
    ...each,
    percent: (100 * (each.price - last)) / Math.abs(last),
  }))
  const [farthest] = distances.toSorted((a, b) => Math.abs(b.percent) - Math.abs(a.percent))
  if (farthest === undefined || Math.abs(farthest.percent) <= limit) return undefined
  const { name, price, percent } = farthest
  const side = percent < 0 ? 'below' : 'above'
  const distance = `${format(Math.abs(percent), 1)}% ${side} the last price ${format(last)} (when checked)`
  const fact = `${name} ${format(price)} is ${distance}, beyond`
  return { kind: 'beyond', fact, bound: `${format(limit)}%`, remedy: 'Check the price' }
}

function judgeName(what: string, value: string | undefined, allowed: readonly string[]): Verdict | undefined {
  if (value === undefined) return unchecked(what, 'the contract is unknown')
  if (allowed.includes(value)) return undefined
  const shown = allowed.length === 0 ? 'none' : allowed.slice(0, 8).join(', ') + (allowed.length > 8 ? ', …' : '')
  const text = `${what} ${value} is not allowed (allowed: ${shown}). Choose another contract, or change the list.`
  return { kind: 'forbidden', text }
}

const unchecked = (what: string, why: string, unusual?: string): Verdict => ({
  kind: 'unknown',
  text: `${what} cannot be checked: ${why}.`,
  unusual,
})

/** Formats a number with thousands separators. */
const format = (value: number, digits = 8): string => value.toLocaleString('en-US', { maximumFractionDigits: digits })

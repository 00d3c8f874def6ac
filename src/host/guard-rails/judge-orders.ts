import type { GuardRailFinding } from '../../shared/contract/guard-rail-views.ts'
import { formatMoney } from '../../shared/domain/format-money.ts'
import { countDecimals, padDecimals } from '../../shared/domain/format-number.ts'
import type { GuardRailName, GuardRails } from '../../shared/domain/guard-rails.ts'
import { EXPOSURE_JUDGES, judgeWorkingOrders } from './judge-exposure.ts'
import { legsOf, orderValue, quantityOf, referenceOf, trailingStop, usesPrice } from './order-amounts.ts'
import type { OrderFacts } from './order-facts.ts'
import { type PendingOrder, toPending } from './pending-orders.ts'
import type { OutgoingOrder } from './read-orders.ts'
import { format, type Judge, unchecked, type Verdict } from './verdict.ts'

/** The orders of one request. */
interface JudgedOrders {
  readonly orders: readonly OutgoingOrder[]
  /** Number of orders within a minute, including these. */
  readonly countInMinute: number
  /** Pending orders, except those that this request changes. Undefined if they are not known. */
  readonly pending?: readonly PendingOrder[] | undefined
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
  return fact && `${fact}, which is usual for an individual account.`
}

/**
 * Compares orders with the limits of a profile. A limit that is on and cannot be checked, because a price, a rate or a
 * field is unknown, counts as exceeded: its action decides. Pure.
 */
export function judgeOrders(
  rails: GuardRails,
  { orders, countInMinute, pending }: JudgedOrders,
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
    const contracts = legsOf(order)?.map(({ conid }) => facts.contracts.get(conid)) ?? [undefined]
    const symbols = contracts.map((contract) => contract?.symbol?.toUpperCase())
    judge('symbols', judgeNames('Symbol', symbols, rails.symbols.allowed))
    const assetClasses = contracts.map((contract) => contract?.assetClass)
    judge('assetClasses', judgeNames('Asset class', assetClasses, rails.assetClasses.allowed))
    // The orders before this one may fill, too.
    const before = orders.slice(0, index).map((each) => toPending(each))
    const context = { facts, pending: pending && [...pending, ...before], parent: findParent(orders, order) }
    for (const [rail, judgeRail] of EXPOSURE_JUDGES) judge(rail, judgeRail(rails, order, context))
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
  const working = judgeWorkingOrders(rails, orders, pending)
  return [...findings, ...working, ...judgeProfile(rails, countInMinute, facts.dailyLoss)]
}

/** Returns the order of the same request to which an order is attached. It works only after that one has filled. */
const findParent = (orders: readonly OutgoingOrder[], { parentId }: OutgoingOrder): OutgoingOrder | undefined =>
  parentId === undefined ? undefined : orders.find(({ clientOrderId }) => clientOrderId === parentId)

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

const judgeQuantity: Judge = ({ quantity: { limit } }, order, facts) => {
  const each = quantityOf(order, facts)
  if (each === undefined)
    return unchecked('Quantity', 'the order states no quantity, and there is no price to derive it')
  const quantity = order.largestRatio * each
  if (quantity <= limit) return undefined
  const leg = order.largestRatio === 1 ? '' : ` of the largest leg`
  const fact = `Quantity ${format(quantity)}${leg} exceeds`
  return { kind: 'beyond', fact, bound: format(limit), remedy: 'Enter a smaller quantity' }
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
  const reference = referenceOf(order, facts)
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
  // Both prices have the same decimals, so that they can be compared digit by digit.
  const decimals = Math.max(reference.decimals ?? 0, ...[price, last].map((each) => countDecimals(format(each))))
  const formatAll = (each: number): string => padDecimals(format(each), decimals)
  const distance = `${format(Math.abs(percent), 1)}% ${side} the last price ${formatAll(last)} (when checked)`
  const fact = `${name} ${formatAll(price)} is ${distance}, beyond`
  return { kind: 'beyond', fact, bound: `${format(limit)}%`, remedy: 'Check the price' }
}

function judgeNames(
  what: string,
  values: readonly (string | undefined)[],
  allowed: readonly string[],
): Verdict | undefined {
  if (values.some((value) => value === undefined)) return unchecked(what, 'the contract is unknown')
  const value = values.find((each) => each !== undefined && !allowed.includes(each))
  if (value === undefined) return undefined
  const shown = allowed.length === 0 ? 'none' : allowed.slice(0, 8).join(', ') + (allowed.length > 8 ? ', …' : '')
  const text = `${what} ${value} is not allowed (allowed: ${shown}). Choose another contract, or change the list.`
  return { kind: 'forbidden', text }
}

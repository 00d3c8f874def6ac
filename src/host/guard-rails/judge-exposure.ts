import type { GuardRailFinding } from '../../shared/contract/guard-rail-views.ts'
import { findLargestLoss } from '../../shared/domain/expiry-loss.ts'
import { type DeltaLeg, findDeltaAdjustedQuantity, type Holding, sumNotional } from '../../shared/domain/exposure.ts'
import { formatMoney } from '../../shared/domain/format-money.ts'
import type { GuardRails, RailSinceFormat2 } from '../../shared/domain/guard-rails.ts'
import { countWorstNakedShorts } from '../../shared/domain/worst-fills.ts'
import { contractOf, highestPrice, limitPriceOf, orderValue, quantityOf } from './order-amounts.ts'
import { type ContractFacts, isOption, mayBeOptionOn, type OrderFacts } from './order-facts.ts'
import { type PendingLeg, type PendingOrder, signedLegs, toPending } from './pending-orders.ts'
import type { OutgoingOrder } from './read-orders.ts'
import { format, type Judge, unchecked, type Verdict } from './verdict.ts'

/** What an order is judged by, besides its limits. */
interface ExposureContext {
  readonly facts: OrderFacts
  /** Orders that may fill before or after it. Undefined if they are not known. */
  readonly pending: readonly PendingOrder[] | undefined
  /** The order of the same request that must fill first. */
  readonly parent: OutgoingOrder | undefined
}

type ExposureJudge = Judge<ExposureContext>

/** The contracts of an order with what is known about each. */
interface KnownLeg {
  readonly conid: number
  /** Negative if the order sells it. */
  readonly quantity: number
  readonly contract: ContractFacts
}

const UNKNOWN_CONTRACT = 'the contract is unknown'
const UNKNOWN_LEGS = 'the legs of the combo cannot be read'
const UNKNOWN_QUANTITY = 'the order states no quantity, and there is no price to derive it'

/** Returns the legs of an order, or why they are unknown. */
function readKnownLegs(
  order: OutgoingOrder,
  { facts }: ExposureContext,
  quantity = quantityOf(order, facts),
): readonly KnownLeg[] | string {
  if (quantity === undefined) return UNKNOWN_QUANTITY
  // Without a side, what counts is the size.
  const legs = signedLegs({ ...order, side: order.side ?? 'BUY' }, quantity)
  if (legs === undefined) return order.conid === undefined ? UNKNOWN_LEGS : UNKNOWN_CONTRACT
  const known = legs.map(({ conid, quantity: each = 0 }) => ({
    ...{ conid, quantity: each },
    contract: facts.contracts.get(conid),
  }))
  if (known.some(({ contract }) => contract?.assetClass === undefined)) return UNKNOWN_CONTRACT
  return known as readonly KnownLeg[]
}

/** Returns what of an order is not in the positions yet: a changed order states its whole quantity. */
function restOf(order: OutgoingOrder, { facts }: ExposureContext): number | undefined {
  const quantity = quantityOf(order, facts)
  const filled = facts.filled.get(order.changedOrderId ?? '') ?? 0
  return quantity === undefined ? undefined : Math.max(0, quantity - filled)
}

const judgeNotional: ExposureJudge = ({ notional: { limit }, currency }, order, context) => {
  const { facts } = context
  const limitText = formatMoney(limit, currency)
  const unknown = (why: string): Verdict => unchecked('Notional', `${why} (limit ${limitText})`)
  const legs = readKnownLegs(order, context)
  if (typeof legs === 'string') return unknown(legs)
  let notional = 0
  for (const leg of legs) {
    const amount = notionalOf(leg, order, facts)
    if (typeof amount === 'string') return unknown(amount)
    const rate = amount.currency === currency ? 1 : facts.rates.get(amount.currency)
    if (rate === undefined) return unknown(`the rate from ${amount.currency} to ${currency} is unknown`)
    notional += amount.amount * rate
  }
  if (notional <= limit) return undefined
  const remedy = 'Reduce the quantity'
  return { kind: 'beyond', fact: `Notional ${formatMoney(notional, currency)} exceeds`, bound: limitText, remedy }
}

/** Returns the notional of one leg in its currency, or why it is unknown. */
function notionalOf({ conid, quantity, contract }: KnownLeg, order: OutgoingOrder, facts: OrderFacts) {
  const { currency, pointValue, underlying = 0 } = contract
  if (currency === undefined || pointValue === undefined) return 'the currency or the multiplier is unknown'
  if (!isOption(contract) && order.conid !== undefined) return orderValue(order, facts) ?? 'the price is unknown'
  const price = facts.prices.get(isOption(contract) ? underlying : conid)?.price
  if (price === undefined) return `the price of ${isOption(contract) ? 'the underlying' : 'a leg'} is unknown`
  return { amount: sumNotional([{ quantity, price, pointValue }]), currency }
}

const judgeDelta: ExposureJudge = ({ delta: { limit } }, order, context) => {
  const what = 'Delta-adjusted quantity'
  const legs = readKnownLegs(order, context)
  if (typeof legs === 'string') return unchecked(what, legs)
  const deltaLegs: DeltaLeg[] = []
  for (const { conid, quantity, contract } of legs) {
    const { underlying } = contract
    if (!isOption(contract)) {
      deltaLegs.push({ underlying: conid, quantity, units: 1, delta: 1 })
      continue
    }
    const delta = context.facts.deltas.get(conid)
    const units = unitsOf(contract)
    if (delta === undefined) return unchecked(what, `IBKR has not sent the delta of ${nameOf(contract)}`)
    if (units === undefined || underlying === undefined)
      return unchecked(what, `the multiplier of ${nameOf(contract)} is unknown`)
    deltaLegs.push({ underlying, quantity, units, delta })
  }
  const adjusted = findDeltaAdjustedQuantity(deltaLegs)
  if (adjusted <= limit) return undefined
  const fact = `${what} ${format(adjusted, 2)} exceeds`
  return { kind: 'beyond', fact, bound: format(limit), remedy: 'Reduce the quantity' }
}

/** Returns the units of the underlying in one option: an option on a future is about one future. */
const unitsOf = ({ assetClass, multiplier }: ContractFacts): number | undefined =>
  assetClass === 'FOP' ? 1 : multiplier

const judgeExpiryLoss: ExposureJudge = ({ expiryLoss: { limit }, currency }, order, context) => {
  const { facts } = context
  const limitText = formatMoney(limit, currency)
  const unknown = (why: string): Verdict => unchecked('Maximum loss at expiry', `${why} (limit ${limitText})`)
  const all = readKnownLegs(order, context)
  if (typeof all === 'string') return unknown(all)
  if (order.conid !== undefined && !all.some(({ contract }) => isOption(contract))) return undefined
  if (order.side === undefined) return unknown('the side of the order is unknown')
  const legs = openingLegs(order, all, context)
  if (legs.length === 0) return undefined
  const { pointValue, currency: own } = contractOf(order, facts) ?? {}
  if (pointValue === undefined || own === undefined)
    return unknown('the legs have different or unknown multipliers or currencies')
  const expiryLegs = readExpiryLegs(legs, pointValue)
  if (typeof expiryLegs === 'string') return unknown(expiryLegs)
  const price = worstPrice(order, facts)
  if (price === undefined)
    return unknown(order.conid === undefined ? 'a combo without a limit has no certain price' : NO_ASK)
  const rate = own === currency ? 1 : facts.rates.get(own)
  if (rate === undefined) return unknown(`the rate from ${own} to ${currency} is unknown`)
  const units = order.conid === undefined ? (quantityOf(order, facts) ?? 0) : Math.abs(legs[0]?.quantity ?? 0)
  const cost = (order.side === 'BUY' ? price : -price) * pointValue * units
  const loss = findLargestLoss(expiryLegs, cost)
  const remedy = 'Reduce the quantity, or choose other strikes'
  if (loss === 'unlimited')
    return {
      ...{ kind: 'beyond', fact: 'The loss at expiry is unlimited, beyond', bound: limitText },
      remedy: 'Buy an option in the same combo that limits it',
    }
  // Floating-point rounding can put the loss just above a limit that it equals.
  const converted = Math.round(loss * rate * 1e6) / 1e6
  if (converted <= limit) return undefined
  const text =
    own === currency ? formatMoney(loss, own) : `${formatMoney(loss, own)} (${formatMoney(converted, currency)})`
  return { kind: 'beyond', fact: `The maximum loss at expiry ${text} exceeds`, bound: limitText, remedy }
}

const NO_ASK = 'an order without a maximum price needs a current ask price'

/** Returns the legs as they count at expiry, or why they have no common expiry. */
function readExpiryLegs(legs: readonly KnownLeg[], pointValue: number) {
  const options = legs.filter(({ contract }) => isOption(contract))
  if (options.length === 0) return 'no leg of the combo is an option'
  const [underlyings, expiries] = [
    new Set(options.map(({ contract }) => contract.underlying)),
    new Set(options.map(({ contract }) => contract.expiry)),
  ]
  const [underlying] = underlyings
  if (underlying === undefined || expiries.has(undefined)) return 'the underlying or the expiry is unknown'
  if (expiries.size > 1) return 'the legs expire on different days'
  if (underlyings.size > 1) return 'the legs have different underlyings'
  if (legs.some(({ conid, contract }) => !isOption(contract) && conid !== underlying))
    return 'a leg is neither an option nor what the options are about'
  if (options.some(({ contract: { strike, right } }) => strike === undefined || right === undefined))
    return 'a strike is unknown'
  return legs.map(({ quantity, contract: { right, strike = 0 } }) => {
    const kind = right === undefined ? 'underlying' : right === 'C' ? 'call' : 'put'
    return { kind, quantity, strike, pointValue } as const
  })
}

/** Returns the worst price at which an order can fill, with its sign; undefined if it has none. */
function worstPrice(order: OutgoingOrder, facts: OrderFacts): number | undefined {
  const limit = limitPriceOf(order)
  // A combo may have a price below zero.
  if (order.conid === undefined) return limit
  // A sold option may bring in nothing.
  if (order.side === 'SELL') return Math.max(0, limit ?? 0)
  if (limit !== undefined && limit > 0) return limit
  // Without a maximum price, an order may fill far above an old price, and above the last one.
  const { isCurrent = false, ask } = facts.prices.get(order.conid) ?? {}
  return isCurrent && ask !== undefined ? highestPrice(order, facts) : undefined
}

/**
 * Returns the legs that open a position. What closes one is no new risk, and must stay possible. A combo closes
 * positions only as a whole.
 */
function openingLegs(order: OutgoingOrder, legs: readonly KnownLeg[], context: ExposureContext): readonly KnownLeg[] {
  const opened = legs.flatMap((leg) => {
    const quantity = openedBy(order, leg, context)
    return quantity === 0 ? [] : [{ ...leg, quantity: Math.sign(leg.quantity) * quantity }]
  })
  return opened.length === 0 || order.conid !== undefined ? opened : legs
}

/** Returns the quantity of a leg beyond the opposite position that no pending order closes already. */
function openedBy(order: OutgoingOrder, { conid, quantity }: KnownLeg, context: ExposureContext): number {
  const sign = Math.sign(quantity)
  const [position, pending] = [positionOf(order, conid, context), pendingOf(order, conid, sign, context)]
  const closable = position === undefined || pending === undefined ? 0 : Math.max(0, -sign * position - pending)
  return Math.max(0, Math.abs(quantity) - closable)
}

/** Returns the position before an order fills; undefined if unknown. */
function positionOf(order: OutgoingOrder, conid: number, { facts, parent }: ExposureContext): number | undefined {
  const positions = order.account === undefined ? undefined : facts.positions.get(order.account)
  if (positions === undefined) return undefined
  const held = positions.rows.filter((row) => row.conid === conid).reduce((sum, row) => sum + row.quantity, 0)
  const first = parent && signedLegs(parent, parent.quantity)?.find((leg) => leg.conid === conid)
  return first ? (first.quantity === undefined ? undefined : held + first.quantity) : held
}

/** Returns the pending orders that may fill besides an order; undefined if they are not known. */
function othersOf(order: OutgoingOrder, { pending }: ExposureContext): readonly PendingOrder[] | undefined {
  const { group } = toPending(order)
  return pending?.filter((each) => {
    const isOther = each.group === undefined || each.group !== group
    return isOther && !each.waitsForParent && (each.account ?? order.account) === order.account
  })
}

/** Returns the quantity of a contract that pending orders buy (`sign` 1) or sell (-1); undefined if unknown. */
function pendingOf(order: OutgoingOrder, conid: number, sign: number, context: ExposureContext): number | undefined {
  const others = othersOf(order, context)
  if (others === undefined) return undefined
  const largest = new Map<string | number, number>()
  for (const [index, { group = index, legs }] of others.entries()) {
    if (legs === undefined) return undefined
    for (const leg of legs.filter((each) => each.conid === conid)) {
      if (leg.quantity === undefined) return undefined
      largest.set(group, Math.max(largest.get(group) ?? 0, sign * leg.quantity))
    }
  }
  return [...largest.values()].reduce((sum, quantity) => sum + quantity, 0)
}

const judgePosition: ExposureJudge = ({ position: { limit } }, order, context) => {
  const unknown = (why: string): Verdict => unchecked('Position', `${why} (limit ${format(limit)})`)
  const quantity = restOf(order, context)
  if (quantity === undefined) return unknown(UNKNOWN_QUANTITY)
  if (order.side === undefined) return unknown('the side of the order is unknown')
  const legs = signedLegs(order, quantity)
  if (legs === undefined) return unknown(order.conid === undefined ? UNKNOWN_LEGS : UNKNOWN_CONTRACT)
  for (const { conid, quantity: each = 0 } of legs) {
    const contract = context.facts.contracts.get(conid)
    if (contract?.assetClass === undefined) return unknown(UNKNOWN_CONTRACT)
    // IBKR lists the fills of a pair as balances of its currencies, not as a position.
    if (contract.assetClass === 'CASH') return unknown('IBKR lists no position of a currency pair')
    const sign = Math.sign(each)
    const before = positionOf(order, conid, context)
    if (before === undefined) return unknown(NO_POSITIONS)
    const pending = pendingOf(order, conid, sign, context)
    if (pending === undefined) return unknown(NO_ORDERS)
    const after = before + sign * pending + each
    if (sign * after <= limit) continue
    const size = `${after < 0 ? 'short ' : ''}position of ${format(Math.abs(after))}`
    const working = pending === 0 ? '' : ' and working orders'
    const fact = `A ${size} ${nameOf(contract)} after this order${working} exceeds`
    return { kind: 'beyond', fact, bound: format(limit), remedy: 'Reduce the quantity, or cancel working orders' }
  }
  return undefined
}

const NO_POSITIONS = 'the positions of the account are unknown'
const NO_ORDERS = 'the list of working orders is not up to date, or not complete for the account'

const judgeDaysToExpiry: ExposureJudge = ({ daysToExpiry: { limit } }, order, context) => {
  const unknown = (why: string): Verdict => unchecked('Days to expiry', `${why} (limit ${format(limit)})`)
  const legs = readKnownLegs(order, context)
  if (typeof legs === 'string') return unknown(legs)
  for (const { contract } of openingLegs(order, legs, context)) {
    const { assetClass, expiry } = contract
    if (!isOption(contract) && assetClass !== 'FUT') continue
    if (expiry === undefined) return unknown(`the expiry of ${nameOf(contract)} is unknown`)
    const days = daysBetween(context.facts.today, expiry)
    if (days >= limit) continue
    const when = days < 0 ? 'has expired' : days === 0 ? 'expires today' : `expires in ${daysText(days)}`
    const fact = `${nameOf(contract)} ${when}, sooner than`
    return { kind: 'beyond', fact, bound: daysText(limit), remedy: 'Choose a later expiry' }
  }
  return undefined
}

const nameOf = ({ name, symbol }: ContractFacts = {}): string => name ?? symbol ?? 'the contract'

const daysText = (days: number): string => (days === 1 ? '1 day' : `${format(days)} days`)

/** Returns the number of days from one date to another, both as `YYYYMMDD`. */
const daysBetween = (from: string, to: string): number => Math.round((timeOf(to) - timeOf(from)) / 86_400_000)

const timeOf = (date: string): number =>
  Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6)))

const judgeNakedShorts: ExposureJudge = ({ nakedShorts: { limit } }, order, context) => {
  const unknown = (why: string): Verdict => unchecked('Naked short options', `${why} (limit ${format(limit)})`)
  const legs = readKnownLegs(order, context, restOf(order, context))
  if (typeof legs === 'string') return unknown(legs)
  if (order.side === undefined) return unknown('the side of the order is unknown')
  const underlyings = new Map<number, string>()
  for (const { conid, contract } of legs) {
    const key = isOption(contract) ? contract.underlying : conid
    if (key === undefined || contract.symbol === undefined) return unknown('the underlying is unknown')
    underlyings.set(key, contract.symbol)
  }
  for (const [underlying, symbol] of underlyings) {
    const held = holdingsOf(order, underlying, symbol, context)
    if (typeof held === 'string') return unknown(held)
    const own = holdingsOfLegs(legs, underlying, context.facts)
    if (own === undefined) return unknown(`the terms of ${symbol} are unknown`)
    const after = countWorstNakedShorts([...held.now, ...own], held.pending)
    const before = countWorstNakedShorts(held.now, held.pending)
    if (after === undefined || before === undefined)
      return unknown(`the working orders of ${symbol} may fill in too many ways`)
    if (after <= limit || after <= before) continue
    const fact = `${format(after)} naked short option${after === 1 ? '' : 's'} of ${symbol} after this order exceed${after === 1 ? 's' : ''}`
    const remedy = 'Buy what covers them first, or sell a spread'
    return { kind: 'beyond', fact, bound: format(limit), remedy }
  }
  return undefined
}

/** Returns what an account holds of an underlying and its options, and what pending orders may add; or why it is unknown. */
function holdingsOf(order: OutgoingOrder, underlying: number, symbol: string, context: ExposureContext) {
  const { facts, parent } = context
  const positions = order.account === undefined ? undefined : facts.positions.get(order.account)
  if (positions === undefined) return NO_POSITIONS
  const others = othersOf(order, context)
  if (others === undefined) return NO_ORDERS
  const symbols = new Set([symbol])
  const relevant = positions.rows.filter((row) => row.conid === underlying || mayBeOptionOn(row, symbols))
  const first = parent && signedLegs(parent, parent.quantity)
  const now = holdingsOfLegs(
    [...relevant.filter(({ quantity }) => quantity !== 0), ...(first ?? [])],
    underlying,
    facts,
  )
  if (now === undefined) return `the terms of an option on ${symbol} are unknown`
  const pending = new Map<string | number, (readonly Holding[])[]>()
  for (const [index, { group = index, legs, isNoOption }] of others.entries()) {
    const isAboutOthers = legs?.every(({ conid }) => conid !== underlying)
    // Purchases uncover nothing, except the puts that short shares cover. Their contracts may be unknown.
    const onlyBuys = legs?.every(({ quantity = -1 }) => quantity > 0) ?? false
    if (isAboutOthers && (isNoOption || onlyBuys)) continue
    const holdings = holdingsOfLegs(legs, underlying, facts)
    if (holdings === undefined) return 'a working order of the account cannot be read'
    if (holdings.length > 0) pending.set(group, [...(pending.get(group) ?? []), holdings])
  }
  return { now, pending: [...pending.values()] }
}

/** Returns the holdings of an underlying and its options in these legs; undefined if a leg is unknown. */
function holdingsOfLegs(
  legs: readonly PendingLeg[] | undefined,
  underlying: number,
  { contracts }: OrderFacts,
): readonly Holding[] | undefined {
  const holdings: Holding[] = []
  for (const { conid, quantity } of legs ?? [{ conid: 0, quantity: undefined }]) {
    const contract = contracts.get(conid)
    if (quantity === undefined) return undefined
    if (conid === underlying) holdings.push({ kind: 'underlying', quantity, expiry: '', units: 1 })
    else if (contract?.assetClass === undefined) return undefined
    else if (isOption(contract)) {
      const { right, expiry } = contract
      const units = unitsOf(contract)
      if (right === undefined || expiry === undefined || units === undefined) return undefined
      if (contract.underlying === underlying)
        holdings.push({ kind: right === 'C' ? 'call' : 'put', quantity, expiry, units })
    }
  }
  return holdings
}

/** The limits of single orders that depend on the terms of contracts, or on positions. */
export const EXPOSURE_JUDGES: readonly (readonly [rail: RailSinceFormat2, judge: ExposureJudge])[] = [
  ['notional', judgeNotional],
  ['delta', judgeDelta],
  ['expiryLoss', judgeExpiryLoss],
  ['nakedShorts', judgeNakedShorts],
  ['daysToExpiry', judgeDaysToExpiry],
  ['position', judgePosition],
]

/** Judges the number of working orders after a request. Changes of orders add none. */
export function judgeWorkingOrders(
  { workingOrders: { action, limit } }: GuardRails,
  orders: readonly OutgoingOrder[],
  pending: readonly PendingOrder[] | undefined,
): readonly GuardRailFinding[] {
  const added = orders.filter(({ changedOrderId }) => changedOrderId === undefined).length
  if (action === 'off' || added === 0) return []
  const count = pending && pending.length + added
  if (count !== undefined && count <= limit) return []
  const message =
    count === undefined
      ? `Working orders cannot be checked: ${NO_ORDERS} (limit ${format(limit)}).`
      : `${format(count)} working orders with ${added === 1 ? 'this one' : 'these'} exceed the limit of ${format(limit)}. Cancel working orders, or change the limit.`
  return [{ rail: 'workingOrders', action, message }]
}

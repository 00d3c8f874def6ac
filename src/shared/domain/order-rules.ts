import { formatNumber } from './format-number.ts'
import { ORDER_TYPES, type OrderTypeName, orderTypeInfo } from './order-types.ts'
import { suggestSimilarName } from './suggest-similar-name.ts'

/*
 * The field rules of an order: which fields it needs, and which values they may have. The library checks them before it
 * sends an order, and the order ticket before its review. Pure.
 */

type PriceField = 'price' | 'auxPrice' | 'trailingAmt' | 'trailingType'
type SizeField = 'quantity' | 'cashQty' | 'fxQty'

/** Fields with a rule of their own, by IBKR's names. */
type CheckedField = 'conid' | 'conidex' | 'side' | 'orderType' | 'tif' | PriceField | SizeField

/** The values that a number may have. */
export interface AllowedRange {
  readonly above?: number
  readonly below?: number
  readonly most?: number
}

/** A rule that an order breaks. */
export interface OrderProblem<Field extends string = string> {
  /** The field, by IBKR's name. */
  readonly field: Field
  /** `excluded`: the order must not have the field. `invalid`: the value is of a wrong kind, or unknown. */
  readonly kind: 'missing' | 'excluded' | 'invalid' | 'out-of-range'
  /** What is wrong, as the rest of a sentence that begins with the name of the order. */
  readonly problem: string
  /** What to do, in sentences. */
  readonly hint?: string | undefined
  /** The allowed values of a number that is out of range. */
  readonly range?: AllowedRange
}

/** Limits against typing errors, beyond which IBKR may still accept an order. */
export interface OrderLimits extends Readonly<Partial<Record<SizeField, number>>> {
  /** Trailing distances in percent are below this. */
  readonly trailingPercent?: number
}

/** The limits of the console. At a distance of 100 percent, the stop price of a SELL would be 0. */
export const CONSOLE_LIMITS = { quantity: 1e9, cashQty: 1e12, trailingPercent: 100 } as const satisfies OrderLimits

/** An order with any fields and values. */
type UncheckedOrder = Readonly<Record<string, unknown>>

const TRAILING = ['trailingType', 'trailingAmt'] as const
const PRICE_FIELDS: readonly PriceField[] = ['price', 'auxPrice', ...TRAILING]
/** Fields that state the size of an order: a number of units, or an amount of money. */
const SIZES: readonly SizeField[] = ['quantity', 'cashQty', 'fxQty']

const FIND_CONTRACT = 'GET /iserver/secdef/search finds the conid of a symbol.'

/**
 * Returns the broken rules of one order, by importance.
 * @param limits of the caller; default: none
 */
export function findOrderProblems(order: object, limits: OrderLimits = {}): readonly OrderProblem[] {
  const fields = order as UncheckedOrder
  return [
    ...findInfiniteNumbers(fields),
    ...findContractProblems(fields),
    ...findSideProblems(fields),
    ...findSizeProblems(fields, limits),
    ...findTypeProblems(fields, limits),
  ]
}

function findInfiniteNumbers(order: UncheckedOrder): readonly OrderProblem[] {
  const numbers = [order, Object(order['strategyParameters'])].flatMap((fields) => Object.entries(fields))
  // JSON would convert an infinite number or NaN to null, which IBKR treats as absent.
  return numbers
    .filter(([, value]) => typeof value === 'number' && !Number.isFinite(value))
    .map(([field, value]) => ({ field, kind: 'invalid', problem: `must have a finite ${field}, not ${value}.` }))
}

function findContractProblems({ conid, conidex }: UncheckedOrder): readonly OrderProblem<CheckedField>[] {
  const hint = FIND_CONTRACT
  if (conid === undefined && conidex === undefined)
    return [{ field: 'conid', kind: 'missing', problem: 'must have a conid.', hint }]
  if (conid !== undefined && conidex !== undefined) {
    const problem = 'must have either conid or conidex, not both.'
    return [{ field: 'conidex', kind: 'excluded', problem, hint: 'conidex contains the contract and its route.' }]
  }
  if (conid !== undefined && !(Number.isSafeInteger(conid) && Number(conid) > 0)) {
    const problem = `must have a conid that is a whole number above 0, not ${show(conid)}.`
    return [{ field: 'conid', kind: 'invalid', problem, hint }]
  }
  if (conidex !== undefined && (typeof conidex !== 'string' || !/^\d/.test(conidex))) {
    const problem = `must have a conidex that begins with a conid, not ${show(conidex)}.`
    return [{ field: 'conidex', kind: 'invalid', problem, hint }]
  }
  return []
}

function findSideProblems({ side }: UncheckedOrder): readonly OrderProblem<CheckedField>[] {
  if (side === 'BUY' || side === 'SELL') return []
  const hint = 'side is BUY or SELL, in capitals.'
  return [{ field: 'side', kind: 'invalid', problem: `must have a side, not ${show(side)}.`, hint }]
}

/** Returns the broken rules about the size of an order. */
export function findSizeProblems(order: object, limits: OrderLimits = {}): readonly OrderProblem<SizeField>[] {
  const fields = order as UncheckedOrder
  const given = SIZES.filter((field) => fields[field] !== undefined)
  const [field, other] = given
  const hint = 'The size is quantity, or cashQty, or fxQty with isCcyConv.'
  if (field === undefined)
    return [{ field: 'quantity', kind: 'missing', problem: 'must have a quantity or an amount.', hint }]
  if (other !== undefined)
    return [{ field: other, kind: 'excluded', problem: `must have only one of ${given.join(' and ')}.`, hint }]
  const value = fields[field]
  const most = limits[field]
  const range = { above: 0, ...(most !== undefined && { most }) }
  if (typeof value !== 'number' || !(value > 0)) {
    const problem = `must have a ${field} above 0, not ${show(value)}.`
    return [{ field, kind: 'out-of-range', problem, hint: 'The side determines whether to buy or to sell.', range }]
  }
  if (most !== undefined && value > most) {
    const problem = `must have a ${field} of at most ${formatNumber(most)}, not ${formatNumber(value)}.`
    return [{ field, kind: 'out-of-range', problem, range }]
  }
  return []
}

function findTypeProblems(order: UncheckedOrder, limits: OrderLimits): readonly OrderProblem<CheckedField>[] {
  const { orderType, tif } = order
  if (!isOrderType(orderType)) return [unknownTypeProblem(orderType)]
  const { timesInForce, takesCash } = orderTypeInfo(orderType)
  const problems: OrderProblem<CheckedField>[] = PRICE_FIELDS.flatMap(
    (field) => findPriceProblem(order, orderType, field, limits) ?? [],
  )
  for (const field of ['cashQty', 'fxQty'] as const) {
    if (order[field] === undefined || takesCash) continue
    const hint = `Use quantity, or an orderType that has ${field}: ${listOf(ALL_TYPES.filter((type) => orderTypeInfo(type).takesCash))}.`
    problems.push({ field, kind: 'excluded', problem: `must not have ${field}: it is a ${orderType} order.`, hint })
  }
  if (!timesInForce.some((each) => each === tif)) {
    const problem = `${tif === undefined ? 'must have a tif' : `has the tif ${show(tif)}`}: it is a ${orderType} order.`
    const kind = tif === undefined ? 'missing' : 'invalid'
    problems.push({ field: 'tif', kind, problem, hint: `tif is ${listOf(timesInForce)}.` })
  }
  return problems
}

const ALL_TYPES = Object.keys(ORDER_TYPES) as OrderTypeName[]
const isOrderType = (type: unknown): type is OrderTypeName => ALL_TYPES.some((each) => each === type)

function unknownTypeProblem(orderType: unknown): OrderProblem<'orderType'> {
  const near = typeof orderType === 'string' ? suggestSimilarName(orderType, ALL_TYPES) : undefined
  const hint = `orderType is ${listOf(ALL_TYPES)}.${near === undefined ? '' : ` Did you mean ${near}?`}`
  return orderType === undefined
    ? { field: 'orderType', kind: 'missing', problem: 'must have an orderType.', hint }
    : { field: 'orderType', kind: 'invalid', problem: `has the unknown orderType ${show(orderType)}.`, hint }
}

function findPriceProblem(
  order: UncheckedOrder,
  orderType: OrderTypeName,
  field: PriceField,
  limits: OrderLimits,
): OrderProblem<PriceField> | undefined {
  const own = priceFieldsOf(orderType)
  const value = order[field]
  if (value === undefined) {
    if (own.get(field) !== true) return undefined
    const needs = PRICE_FIELDS.filter((each) => own.get(each))
    const hint = `${orderType} requires ${[...needs, 'tif'].join(', ')}.`
    return { field, kind: 'missing', problem: `must have ${field}: it is a ${orderType} order.`, hint }
  }
  if (!own.has(field)) {
    const others = ALL_TYPES.filter((type) => priceFieldsOf(type).has(field))
    const hint = `Omit ${field}, or use an orderType that has it: ${listOf(others)}.`
    return { field, kind: 'excluded', problem: `must not have ${field}: it is a ${orderType} order.`, hint }
  }
  if (field === 'trailingType') {
    if (value === 'amt' || value === '%') return undefined
    const problem = `has the unknown trailingType ${show(value)}.`
    return { field, kind: 'invalid', problem, hint: 'trailingType is amt or %.' }
  }
  if (typeof value !== 'number')
    return { field, kind: 'invalid', problem: `must have a ${field} that is a number, not ${show(value)}.` }
  if (field !== 'trailingAmt') return undefined
  return findDistanceProblem(value, order['trailingType'] === '%' ? limits.trailingPercent : undefined)
}

function findDistanceProblem(distance: number, below: number | undefined): OrderProblem<'trailingAmt'> | undefined {
  const range = { above: 0, ...(below !== undefined && { below }) }
  const [field, kind] = ['trailingAmt', 'out-of-range'] as const
  if (!(distance > 0)) {
    const hint = 'The side determines in which direction the stop price trails.'
    return { field, kind, problem: `must have a trailingAmt above 0, not ${distance}.`, hint, range }
  }
  if (below === undefined || distance < below) return undefined
  return { field, kind, problem: `must trail by less than ${below} percent, not by ${distance}.`, range }
}

/** Returns the price fields of an order type, and whether the type requires them. */
function priceFieldsOf(orderType: OrderTypeName): ReadonlyMap<PriceField, boolean> {
  const { prices, trails } = orderTypeInfo(orderType)
  const own = new Map<PriceField, boolean>(prices.map(({ wire, isOptional }) => [wire, isOptional !== true]))
  for (const field of trails ? TRAILING : []) own.set(field, true)
  return own
}

function listOf(values: readonly string[]): string {
  return [values.slice(0, -1).join(', '), ...values.slice(-1)].filter((part) => part !== '').join(' or ')
}

/** Formats a value of any kind for a message. */
function show(value: unknown): string {
  return (typeof value === 'string' ? JSON.stringify(value) : String(value)).slice(0, 60)
}

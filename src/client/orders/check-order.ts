import { ORDER_TYPES, type OrderTypeName, orderTypeInfo } from '../../shared/domain/order-types.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { findUnknownNames, suggestSimilarName } from '../suggest-similar-name.ts'
import type { NewOrder } from './new-order-types.ts'

type PriceField = 'price' | 'auxPrice' | 'trailingAmt' | 'trailingType'
type FieldOf<Order> = Order extends unknown ? keyof Order : never

/** The compiler rejects a type or a time in force that `NewOrder` does not have. */
const TYPES: {
  readonly [Type in NewOrder['orderType']]: {
    readonly timesInForce: readonly Extract<NewOrder, { readonly orderType: Type }>['tif'][]
  }
} = ORDER_TYPES

const TRAILING = ['trailingType', 'trailingAmt'] as const

/** All fields of an order. The compiler rejects this list if a field is missing. */
const FIELDS: { readonly [Field in FieldOf<NewOrder>]: true } = {
  acctId: true,
  conid: true,
  conidex: true,
  side: true,
  quantity: true,
  orderType: true,
  price: true,
  auxPrice: true,
  tif: true,
  trailingAmt: true,
  trailingType: true,
  outsideRTH: true,
  cOID: true,
  parentId: true,
  isSingleGroup: true,
  secType: true,
  listingExchange: true,
  ticker: true,
  cashQty: true,
  fxQty: true,
  isCcyConv: true,
  allOrNone: true,
  useAdaptive: true,
  deactivated: true,
  referrer: true,
  strategy: true,
  strategyParameters: true,
  allocationMethod: true,
  manualOrderTime: true,
  manualIndicator: true,
  extOperator: true,
  customerAccount: true,
  isProCustomer: true,
  taxOptimizerId: true,
  jsonPayload: true,
}

const PRICE_FIELDS: readonly PriceField[] = ['price', 'auxPrice', ...TRAILING]
/** Fields that state the size of an order: a number of units, or an amount of money. */
const SIZES = ['quantity', 'cashQty', 'fxQty'] as const

const FIND_CONTRACT = 'GET /iserver/secdef/search finds the conid of a symbol.'

/**
 * Checks an order before it is sent. TypeScript reports the same mistakes; this finds them in plain JavaScript and in
 * data.
 * @param name names the order in errors, for example `Order 1`
 * @throws IbkrError `config-invalid` with a `hint`
 */
export function checkOrder(order: NewOrder, name: string): void {
  if (typeof order !== 'object' || order === null) throw invalid(`${name} must be an object.`)
  checkNames(order, name)
  const numbers = [order, order.strategyParameters ?? {}].flatMap((fields) => Object.entries(fields))
  // JSON would convert an infinite number or NaN to null, which IBKR treats as absent.
  const wrong = numbers.find(([, value]) => typeof value === 'number' && !Number.isFinite(value))
  if (wrong !== undefined) throw invalid(`${name} must have a finite ${wrong[0]}, not ${wrong[1]}.`)
  checkContract(order, name)
  if (order.side !== 'BUY' && order.side !== 'SELL') {
    throw invalid(`${name} must have a side, not ${show(order.side)}.`, 'side is BUY or SELL, in capitals.')
  }
  checkSize(order, name)
  checkType(order, name)
}

function checkNames(order: NewOrder, name: string): void {
  const known = Object.keys(FIELDS)
  // IBKR ignores a field that it does not know: an order would be placed without the price or the date in it.
  const field = findUnknownNames(order, known).find((each) => Reflect.get(order, each) !== undefined)
  if (field === undefined) return
  const near = OTHER_NAMES[field.toLowerCase()] ?? suggestSimilarName(field, known)
  const hint = near === undefined ? 'sendOrders sends fields that this version does not know.' : `Did you mean ${near}?`
  throw invalid(`${name} has the unknown field ${show(field)}.`, hint)
}

/** Names of other APIs, in lower case, with IBKR's own field. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  limitprice: 'price',
  lmtprice: 'price',
  stopprice: 'price, or auxPrice if the order also has a limit',
  triggerprice: 'price, or auxPrice if the order also has a limit',
  trailingpercent: 'trailingAmt with the trailingType %',
  goodtilldate: 'tif, which has no date',
  gtd: 'tif, which has no date',
  timeinforce: 'tif',
  type: 'orderType',
  action: 'side',
  qty: 'quantity',
  totalquantity: 'quantity',
  clientorderid: 'cOID',
  orderref: 'cOID',
  account: 'acctId',
  accountid: 'acctId',
  oca: 'isSingleGroup',
}

function checkContract({ conid, conidex }: NewOrder, name: string): void {
  if (conid === undefined && conidex === undefined) throw invalid(`${name} must have a conid.`, FIND_CONTRACT)
  if (conid !== undefined && conidex !== undefined) {
    throw invalid(
      `${name} must have either conid or conidex, not both.`,
      'conidex contains the contract and its route.',
    )
  }
  if (conid !== undefined && !(Number.isSafeInteger(conid) && Number(conid) > 0)) {
    throw invalid(`${name} must have a conid that is a whole number above 0, not ${show(conid)}.`, FIND_CONTRACT)
  }
  if (conidex !== undefined && (typeof conidex !== 'string' || !/^\d/.test(conidex))) {
    throw invalid(`${name} must have a conidex that begins with a conid, not ${show(conidex)}.`, FIND_CONTRACT)
  }
}

function checkSize(order: NewOrder, name: string): void {
  const given = SIZES.filter((field) => order[field] !== undefined)
  const [size] = given
  const hint = 'The size is quantity, or cashQty, or fxQty with isCcyConv.'
  if (size === undefined) throw invalid(`${name} must have a quantity or an amount.`, hint)
  if (given.length > 1) throw invalid(`${name} must have only one of ${given.join(' and ')}.`, hint)
  const value: unknown = order[size]
  if (typeof value !== 'number' || !(value > 0)) {
    throw invalid(
      `${name} must have a ${size} above 0, not ${show(value)}.`,
      'The side says whether to buy or to sell.',
    )
  }
}

function checkType(order: NewOrder, name: string): void {
  const { orderType, tif } = order
  const types = Object.keys(TYPES)
  if (!types.includes(orderType)) {
    const near = typeof orderType === 'string' ? suggestSimilarName(orderType, types) : undefined
    const suggestion = near === undefined ? '' : ` Did you mean ${near}?`
    const problem = orderType === undefined ? 'must have an orderType' : `has the unknown orderType ${show(orderType)}`
    throw invalid(`${name} ${problem}.`, `orderType is ${listOf(types)}.${suggestion}`)
  }
  const { timesInForce } = orderTypeInfo(orderType)
  const own = priceFieldsOf(orderType)
  const needs = PRICE_FIELDS.filter((field) => own.get(field))
  const required = `${orderType} requires ${[...needs, 'tif'].join(', ')}.`
  for (const field of PRICE_FIELDS) {
    const value: unknown = Reflect.get(order, field)
    if (value === undefined) {
      if (needs.includes(field)) throw invalid(`${name} must have ${field}: it is a ${orderType} order.`, required)
      continue
    }
    if (!own.has(field)) {
      const hint = `Omit ${field}, or use an orderType that has it: ${listOf(typesWith(field))}.`
      throw invalid(`${name} must not have ${field}: it is a ${orderType} order.`, hint)
    }
    if (field === 'trailingType') {
      if (value === 'amt' || value === '%') continue
      throw invalid(`${name} has the unknown trailingType ${show(value)}.`, 'trailingType is amt or %.')
    }
    if (typeof value !== 'number') throw invalid(`${name} must have a ${field} that is a number, not ${show(value)}.`)
  }
  if (!timesInForce.some((each) => each === tif)) {
    const problem = tif === undefined ? 'must have a tif' : `has the tif ${show(tif)}`
    throw invalid(`${name} ${problem}: it is a ${orderType} order.`, `tif is ${listOf(timesInForce)}.`)
  }
}

/** Returns the price fields of an order type, and whether the type requires them. */
function priceFieldsOf(orderType: OrderTypeName): ReadonlyMap<PriceField, boolean> {
  const { prices, trails } = orderTypeInfo(orderType)
  const own = new Map<PriceField, boolean>(prices.map(({ wire, isOptional }) => [wire, isOptional !== true]))
  for (const field of trails ? TRAILING : []) own.set(field, true)
  return own
}

function typesWith(field: PriceField): readonly string[] {
  return (Object.keys(ORDER_TYPES) as OrderTypeName[]).filter((type) => priceFieldsOf(type).has(field))
}

function listOf(values: readonly string[]): string {
  return [values.slice(0, -1).join(', '), ...values.slice(-1)].filter((part) => part !== '').join(' or ')
}

function show(value: unknown): string {
  return (typeof value === 'string' ? JSON.stringify(value) : String(value)).slice(0, 60)
}

function invalid(message: string, hint?: string): IbkrError {
  return new IbkrError('config-invalid', `${message} Nothing was sent.`, { hint })
}

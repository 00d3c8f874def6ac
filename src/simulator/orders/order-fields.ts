import type { Contract } from '../contracts/contract.ts'
import { findContract } from '../contracts/find-contract.ts'
import { findInstrument } from '../contracts/find-instrument.ts'
import { findTick } from '../contracts/price-increments.ts'
import { parseCombo } from '../market/combo-instruments.ts'
import type { Instrument } from '../market/instruments.ts'
import type { Quote } from '../market/quote.ts'
import type { TrailingDistance } from './order.ts'
import { hasTrigger, isLimit, listOrderKinds, type OrderKind } from './order-types.ts'

/** Types of the fields of an order, by IBKR's field names. Other fields are ignored. */
const fieldTypes: Readonly<Record<string, 'string' | 'number' | 'boolean' | 'object'>> = {
  acctId: 'string',
  conid: 'number',
  conidex: 'string',
  secType: 'string',
  cOID: 'string',
  parentId: 'string',
  listingExchange: 'string',
  isSingleGroup: 'boolean',
  outsideRTH: 'boolean',
  allOrNone: 'boolean',
  price: 'number',
  auxPrice: 'number',
  ticker: 'string',
  trailingAmt: 'number',
  trailingType: 'string',
  referrer: 'string',
  quantity: 'number',
  cashQty: 'number',
  fxQty: 'number',
  isCcyConv: 'boolean',
  useAdaptive: 'boolean',
  deactivated: 'boolean',
  orderType: 'string',
  side: 'string',
  tif: 'string',
  strategy: 'string',
  strategyParameters: 'object',
  allocationMethod: 'string',
  manualOrderTime: 'number',
  manualIndicator: 'boolean',
  extOperator: 'string',
  customerAccount: 'string',
  isProCustomer: 'boolean',
  taxOptimizerId: 'string',
  jsonPayload: 'object',
}

/** An order object of a request. Every known field has its type or is absent. */
export type OrderFields = Readonly<Record<string, unknown>>

/** Reports whether every known field has its type. Null counts as absent. */
export function hasRightTypes(fields: OrderFields): boolean {
  return Object.entries(fieldTypes).every(([name, type]) => {
    const value = fields[name]
    if (value === undefined || value === null) return true
    // Reject numbers beyond the range of a double, which JSON can contain.
    return typeof value === type && (type !== 'number' || Number.isFinite(value))
  })
}

/** Returns a text field that is present and not empty, otherwise undefined. */
export function readTextField(fields: OrderFields, name: string): string | undefined {
  const value = fields[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Returns a number field, undefined if the field is absent. */
export function readNumberField(fields: OrderFields, name: string): number | undefined {
  const value = fields[name]
  return typeof value === 'number' ? value : undefined
}

/** The contract of an order, from its `conid` or `conidex`. */
export type OrderContract =
  | { readonly kind: 'tradable'; readonly instrument: Instrument; readonly exchange: string | undefined }
  /** The contract is known, but is an index or has no prices in the simulated market. */
  | { readonly kind: 'listed'; readonly contract: Contract }
  | { readonly kind: 'unknown'; readonly asked: string }
  /** The legs do not form a combo. */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'missing' }

/**
 * Reads the contract of an order. An order with a `conid` is routed to SMART or the contract's only exchange, regardless
 * of its `conidex`.
 */
export function readContract(fields: OrderFields): OrderContract {
  const conid = readNumberField(fields, 'conid')
  const conidex = readTextField(fields, 'conidex')
  if (conid !== undefined) return lookUp(conid, undefined, String(conid))
  if (conidex === undefined) return { kind: 'missing' }
  const combo = parseCombo(conidex)
  if (combo?.kind === 'combo') return { kind: 'tradable', instrument: combo.instrument, exchange: undefined }
  if (combo?.kind === 'refused') return combo
  const [, digits, exchange] = /^(\d+)(?:@(\w+))?$/.exec(conidex) ?? []
  return digits === undefined ? { kind: 'unknown', asked: conidex } : lookUp(Number(digits), exchange, conidex)
}

function lookUp(conid: number, exchange: string | undefined, asked: string): OrderContract {
  const instrument = findInstrument(conid)
  if (instrument === undefined) {
    const contract = findContract(conid)
    return contract === undefined ? { kind: 'unknown', asked } : { kind: 'listed', contract }
  }
  if (listOrderKinds(instrument).length === 0) return { kind: 'listed', contract: instrument }
  if (exchange !== undefined && !instrument.exchanges.includes(exchange)) return { kind: 'unknown', asked }
  return { kind: 'tradable', instrument, exchange: exchange === 'SMART' ? undefined : exchange }
}

/** The prices of an order, depending on its type. */
export interface OrderPrices {
  readonly price: number | undefined
  readonly auxPrice: number | undefined
  readonly trailing?: TrailingDistance
}

/** Highest accepted price. */
const highestPrice = 1_000_000

/**
 * Reads the prices that an order type needs; other prices are ignored. Returns undefined if a price is missing, not
 * above zero (except for combos) or not a multiple of the tick size.
 */
export function readPrices(kind: OrderKind, fields: OrderFields, instrument: Instrument): OrderPrices | undefined {
  const price = kind === 'MKT' || kind === 'MOC' ? undefined : readNumberField(fields, 'price')
  const auxPrice = isLimit({ kind }) && hasTrigger({ kind }) ? readNumberField(fields, 'auxPrice') : undefined
  const mayLack = kind === 'MKT' || kind === 'MOC' || kind === 'MIDPRICE' || kind === 'TRAIL'
  if (price === undefined && !mayLack) return undefined
  if (auxPrice === undefined && (kind === 'STOP_LIMIT' || kind === 'LIT')) return undefined
  if (![price, auxPrice].every((each) => each === undefined || isPrice(each, instrument))) return undefined
  if (kind !== 'TRAIL' && kind !== 'TRAILLMT') return { price, auxPrice }
  const trailing = readTrailing(fields)
  return trailing === undefined ? undefined : { price, auxPrice, trailing }
}

/**
 * Returns the price from which a cash quantity is calculated: the limit if the type has one, otherwise the market price.
 * IBKR's sample of a currency pair was calculated from a market price that was better than the limit.
 */
export function selectReferencePrice(
  {
    kind,
    side,
    price,
  }: { readonly kind: OrderKind; readonly side: 'BUY' | 'SELL'; readonly price: number | undefined },
  { secType }: Instrument,
  { ask, bid }: Quote,
): number {
  const market = side === 'BUY' ? ask : bid
  if (!isLimit({ kind }) || price === undefined) return market
  if (secType !== 'CASH') return price
  return side === 'BUY' ? Math.min(price, market) : Math.max(price, market)
}

function readTrailing(fields: OrderFields): TrailingDistance | undefined {
  const amount = readNumberField(fields, 'trailingAmt')
  const unit = fields['trailingType']
  if (amount === undefined || !(amount > 0) || (unit !== 'amt' && unit !== '%')) return undefined
  return amount < (unit === '%' ? 100 : highestPrice) ? { amount, unit } : undefined
}

function isPrice(value: number, instrument: Instrument): boolean {
  const steps = value / findTick(instrument, value)
  if (instrument.secType !== 'BAG' && value <= 0) return false
  return Math.abs(value) <= highestPrice && Math.abs(steps - Math.round(steps)) < 1e-6
}

/** The quantity of an order, or the reason why the order has no valid quantity. */
export type OrderQuantity =
  | { readonly kind: 'quantity'; readonly quantity: number; readonly cashQuantity?: number }
  /** The quantity is missing or not above zero. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'refused'; readonly reason: string }

/** Maximum quantity, for which cents are still exact. */
const largestQuantity = 100_000_000

/**
 * Reads the quantity. A cash quantity (`cashQty`) buys whole shares at the price, or hundredths of a currency. The error
 * messages are the simulator's own, not IBKR's.
 * @param price price of one unit in the currency of the contract
 */
export function readQuantity(fields: OrderFields, instrument: Instrument, price: number): OrderQuantity {
  const quantity = readNumberField(fields, 'quantity')
  const cashQuantity = readNumberField(fields, 'cashQty')
  if (quantity !== undefined && cashQuantity !== undefined) {
    return { kind: 'refused', reason: 'Quantity and cash quantity cannot be combined' }
  }
  if (cashQuantity !== undefined && cashQuantity > 0) {
    const unitsPerShare = instrument.secType === 'CASH' ? 100 : 1
    const bought = Math.floor((cashQuantity / price) * unitsPerShare + 1e-9) / unitsPerShare
    if (bought > 0) return checked(bought, { cashQuantity })
    return { kind: 'refused', reason: 'The cash quantity is less than the price of one share' }
  }
  return quantity !== undefined && quantity > 0 ? checked(quantity, {}) : { kind: 'missing' }
}

function checked(quantity: number, rest: { readonly cashQuantity?: number }): OrderQuantity {
  if (quantity > largestQuantity) return { kind: 'refused', reason: `The order size exceeds ${largestQuantity}` }
  const steps = quantity * 10_000
  if (Math.abs(steps - Math.round(steps)) > 1e-6 * Math.max(1, quantity) || Math.round(steps) === 0) {
    return { kind: 'refused', reason: 'The order size must have at most four decimals' }
  }
  return { kind: 'quantity', quantity: Math.round(steps) / 10_000, ...rest }
}

import { isLimit, type OrderKind, type Trailing } from './order.ts'
import { numberField, type OrderFields } from './order-fields.ts'

/** The prices of an order. */
export interface OrderPrices {
  readonly price: number | undefined
  readonly auxPrice: number | undefined
  readonly trailing?: Trailing
}

/** Largest price that is taken, USD. */
const highestPrice = 1_000_000

/** Which prices a contract may have. */
export interface PriceRules {
  /** Distance of two ticks. */
  readonly increment: number
  /** True for combos. */
  readonly mayBeNegative: boolean
}

/**
 * Reads the prices that an order type wants; others are ignored. Undefined where one is missing, is not above zero (combos may be), or does
 * not lie on a tick: IBKR takes no price between two ticks.
 */
export function readPrices(kind: OrderKind, fields: OrderFields, rules: PriceRules): OrderPrices | undefined {
  const price = kind === 'MKT' ? undefined : numberField(fields, 'price')
  const wantsStop = kind === 'STOP_LIMIT' || kind === 'TRAILLMT'
  const auxPrice = wantsStop ? numberField(fields, 'auxPrice') : undefined
  const mayLack = kind === 'MKT' || kind === 'MIDPRICE' || kind === 'TRAIL'
  if (price === undefined && !mayLack) return undefined
  if (auxPrice === undefined && kind === 'STOP_LIMIT') return undefined
  if (![price, auxPrice].every((each) => each === undefined || isPrice(each, rules))) return undefined
  if (kind !== 'TRAIL' && kind !== 'TRAILLMT') return { price, auxPrice }
  const trailing = readTrailing(fields)
  return trailing === undefined ? undefined : { price, auxPrice, trailing }
}

/** The limit where there is one, otherwise what the market asks for. */
export function referencePrice(kind: OrderKind, price: number | undefined, market: number): number {
  return isLimit({ kind }) && price !== undefined ? price : market
}

function readTrailing(fields: OrderFields): Trailing | undefined {
  const amount = numberField(fields, 'trailingAmt')
  const unit = fields['trailingType']
  if (amount === undefined || !(amount > 0) || (unit !== 'amt' && unit !== '%')) return undefined
  return amount < (unit === '%' ? 100 : highestPrice) ? { amount, unit } : undefined
}

function isPrice(value: number, { increment, mayBeNegative }: PriceRules): boolean {
  const steps = value / increment
  if (!mayBeNegative && value <= 0) return false
  return Math.abs(value) <= highestPrice && Math.abs(steps - Math.round(steps)) < 1e-6
}

import { numberField, type OrderFields } from './order-fields.ts'

/** How much an order is for. */
export type OrderQuantity =
  | { readonly kind: 'quantity'; readonly quantity: number; readonly cashQuantity?: number }
  /** No quantity, or none above zero. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'refused'; readonly reason: string }

/** Largest quantity that is taken: money is counted in cents without loss below it. */
const largestQuantity = 100_000_000

/** Reads the quantity; money (`cashQty`) buys whole shares at the price given. The reasons are the simulator's own words. */
export function readQuantity(fields: OrderFields, price: number): OrderQuantity {
  const quantity = numberField(fields, 'quantity')
  const cashQuantity = numberField(fields, 'cashQty')
  if (quantity !== undefined && cashQuantity !== undefined) {
    return { kind: 'refused', reason: 'Quantity and cash quantity exclude each other' }
  }
  if (cashQuantity !== undefined && cashQuantity > 0) {
    const shares = Math.floor(cashQuantity / price)
    if (shares < 1) return { kind: 'refused', reason: 'The cash quantity is less than the price of one share' }
    return checked(shares, { cashQuantity })
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

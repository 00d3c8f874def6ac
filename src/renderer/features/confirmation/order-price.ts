import type { Order } from '../../../shared/domain/orders.ts'
import { groupDigits } from '../../ui/format-number.ts'

/** The prices of an order that is there, in words and with the digits that IBKR sent. */
export function priceOf({ limitPrice, stopPrice }: Order): string {
  const parts = [
    stopPrice && `stop ${groupDigits(stopPrice)}`,
    limitPrice && `limit ${groupDigits(limitPrice)}`,
  ].filter(Boolean)
  return parts.length > 0 ? parts.join(', ') : 'At market'
}

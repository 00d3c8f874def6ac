import { formatNumber } from '../../../shared/domain/format-number.ts'
import { pairCurrency } from '../../../shared/domain/order-size.ts'
import type { NamedPosition } from '../../../shared/domain/position.ts'
import { showToast } from '../../stores/toast-store.ts'
import { openTicketWith } from './ticket/open-ticket.ts'
import { EMPTY_TICKET } from './ticket/ticket-form.ts'

/** Order that closes a position, or a sentence that says why there is none. `left`: what such an order cannot close. */
type ClosingOrder =
  | { readonly kind: 'order'; readonly side: 'BUY' | 'SELL'; readonly quantity: number; readonly left: number }
  | { readonly kind: 'none'; readonly reason: string }

/**
 * Returns the order that closes a position: the opposite side of its whole quantity, in contracts, shares or units of a
 * base currency. IBKR trades pairs in whole units.
 */
export function closingOrder({ contractName, quantity, assetClass }: NamedPosition): ClosingOrder {
  const size = Math.abs(quantity)
  const whole = assetClass === 'CASH' ? Math.floor(size) : size
  if (assetClass === 'CASH' && pairCurrency(contractName) === undefined) {
    const reason = `IBKR reports ${contractName} as money, not as a pair. Choose a pair, such as EUR.USD, in the ticket.`
    return { kind: 'none', reason }
  }
  if (size === 0) return { kind: 'none', reason: `The position in ${contractName} is closed.` }
  if (whole === 0) {
    const amount = formatNumber(quantity)
    return { kind: 'none', reason: `The position in ${contractName} is ${amount}. Pairs trade in whole units.` }
  }
  return { kind: 'order', side: quantity > 0 ? 'SELL' : 'BUY', quantity: whole, left: size - whole }
}

/** Opens the ticket for the order that closes a position, without a price. */
export function closePosition(position: NamedPosition): void {
  const order = closingOrder(position)
  if (order.kind === 'none') {
    showToast('idle', order.reason)
    return
  }
  const { account, conid, contractName, assetClass = '' } = position
  const { side, quantity, left } = order
  openTicketWith({
    ...EMPTY_TICKET,
    contract: { conid, symbol: contractName, name: '', exchange: '', securityType: assetClass },
    accountId: account,
    side,
    quantity: decimalText(quantity),
  })
  if (left > 0) showToast('idle', `Pairs trade in whole units: ${decimalText(left)} of ${contractName} remain.`)
}

/** Writes a number without an exponent. Positions have at most eight decimals. */
const decimalText = (value: number): string => value.toFixed(8).replace(/\.?0+$/, '')

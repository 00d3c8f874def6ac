import { formatNumber } from '../../../shared/domain/format-number.ts'
import { pairCurrency } from '../../../shared/domain/order-size.ts'
import type { NamedPosition } from '../../../shared/domain/position.ts'
import { goTo } from '../../stores/navigation-store.ts'
import { showToast } from '../../stores/toast-store.ts'
import { NO_ATTACHED, newGroupOrder } from './ticket/attached/attached-form.ts'
import { openTicketWith } from './ticket/open-ticket.ts'
import { EMPTY_TICKET, type TicketForm } from './ticket/ticket-form.ts'

/** A sentence that says why there is no order. */
interface Refusal {
  readonly kind: 'none'
  readonly reason: string
}

/** Order that closes a position. `left`: what such an order cannot close. */
type ClosingOrder =
  | { readonly kind: 'order'; readonly side: 'BUY' | 'SELL'; readonly quantity: number; readonly left: number }
  | Refusal

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

/** What an order does with a position. `reduce`: sells or buys back a part of it, in percent. */
export type PositionAction =
  | { readonly kind: 'close' }
  | { readonly kind: 'reduce'; readonly percent: number }
  | { readonly kind: 'reverse' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'exits' }

/** Returns the ticket of an order for a position, without its price, or a sentence that says why there is none. */
export function positionTicket(
  position: NamedPosition,
  action: PositionAction,
): { readonly kind: 'ticket'; readonly form: TicketForm; readonly left: number } | Refusal {
  const order = closingOrder(position)
  if (order.kind === 'none') return order
  const { account, conid, contractName, assetClass = '' } = position
  const { side } = order
  const size = sizeOfAction(order.quantity, action)
  if (size === 0) {
    const [percent, whole] = [action.kind === 'reduce' ? action.percent : 100, formatNumber(order.quantity)]
    return {
      kind: 'none',
      reason: `${percent}% of ${whole} ${contractName} is less than one unit. Close the position instead.`,
    }
  }
  const quantity = decimalText(size)
  const base: TicketForm = {
    ...EMPTY_TICKET,
    contract: { conid, symbol: contractName, name: '', exchange: '', securityType: assetClass },
    accountId: account,
    side,
    quantity,
  }
  const left = action.kind === 'close' ? order.left : 0
  switch (action.kind) {
    case 'close':
    case 'reduce':
    case 'reverse':
      return { kind: 'ticket', form: base, left }
    case 'stop':
      return { kind: 'ticket', form: { ...base, orderType: 'STP', timeInForce: 'GTC' }, left }
    case 'exits': {
      const attached = { ...NO_ATTACHED, kind: 'oca', group: [newGroupOrder(side, quantity)] } as const
      return { kind: 'ticket', form: { ...base, timeInForce: 'GTC', attached }, left }
    }
  }
}

/** Returns the quantity of the order. A part of whole units is whole, so that no odd fraction is left. */
function sizeOfAction(size: number, action: PositionAction): number {
  if (action.kind === 'reverse') return 2 * size
  if (action.kind !== 'reduce') return size
  const part = (size * action.percent) / 100
  // Rounds a binary fraction such as 28.999999999999996 before it drops the decimals.
  return Number.isInteger(size) ? Math.floor(Number(part.toFixed(6))) : Number(part.toFixed(4))
}

/** Opens the ticket for an order of a position. Nothing is sent before its review. */
export function orderForPosition(position: NamedPosition, action: PositionAction): void {
  const ticket = positionTicket(position, action)
  if (ticket.kind === 'none') {
    showToast('idle', ticket.reason)
    return
  }
  goTo('orders')
  openTicketWith(ticket.form)
  const { left } = ticket
  if (left > 0)
    showToast('idle', `Pairs trade in whole units: ${decimalText(left)} of ${position.contractName} remain.`)
}

/** Writes a number without an exponent. Positions have at most eight decimals. */
const decimalText = (value: number): string => value.toFixed(8).replace(/\.?0+$/, '')

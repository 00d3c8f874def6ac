import type { OrderTicket } from '../../../../../shared/contract/schemas.ts'
import { formatMoney } from '../../../../../shared/domain/format-money.ts'
import { formatNumber } from '../../../../../shared/domain/format-number.ts'
import { firstStopPrice } from '../../../../../shared/domain/order-types.ts'
import { formatAmount } from '../../../../ui/format-number.ts'
import { entryPrice } from './check-attached.ts'

interface ValuedContract {
  readonly currency?: string | undefined
  /** Value of a price of 1 for one unit of quantity; undefined if unknown. */
  readonly pointValue?: number | undefined
}

interface BracketPrices {
  readonly entry: number | undefined
  readonly takeProfit: number | undefined
  /** Price at which the stop loss triggers. */
  readonly stopLoss: number | undefined
  readonly quantity: number | undefined
}

/**
 * Describes what a bracket risks and earns at its exit prices: `Risk ≈ USD 50.00, reward ≈ USD 100.00 (1 : 2), without
 * commissions`. Undefined without exits, a quantity, an entry price or a multiplier.
 */
export function describeOutcome(
  { entry, takeProfit, stopLoss, quantity }: BracketPrices,
  { currency, pointValue }: ValuedContract,
): string | undefined {
  if (quantity === undefined || entry === undefined || pointValue === undefined) return undefined
  const amountTo = (price: number | undefined): number | undefined =>
    price === undefined ? undefined : Math.abs(price - entry) * quantity * pointValue
  const [risk, reward] = [amountTo(stopLoss), amountTo(takeProfit)]
  const money = (amount: number): string =>
    `≈ ${currency === undefined ? formatAmount(amount) : formatMoney(amount, currency)}`
  const ratio = risk !== undefined && risk > 0 && reward !== undefined ? Number((reward / risk).toFixed(2)) : undefined
  const parts = [
    risk !== undefined && `Risk ${money(risk)}`,
    reward !== undefined && `${risk === undefined ? 'Reward' : 'reward'} ${money(reward)}`,
  ].filter(Boolean)
  if (parts.length === 0) return undefined
  return `${parts.join(', ')}${ratio === undefined ? '' : ` (1 : ${formatNumber(ratio)})`}, without commissions`
}

/** Describes the outcome of a bracket that is ready to be sent. `last`: the entry price of an order without a price. */
export function describeBracketOutcome(
  { attached, quantity, side, ...order }: OrderTicket,
  { last, ...contract }: ValuedContract & { readonly last: number | undefined },
): string | undefined {
  if (attached?.kind !== 'bracket') return undefined
  const entry = entryPrice(order, last)
  const { takeProfit, stopLoss } = attached
  const exitSide = side === 'BUY' ? 'SELL' : 'BUY'
  const fixedStop = stopLoss?.orderType === 'STOP_LIMIT' ? stopLoss.auxPrice : stopLoss?.price
  const stop =
    stopLoss?.trailing === undefined || entry === undefined
      ? fixedStop
      : firstStopPrice(exitSide, stopLoss.trailing, entry)
  return describeOutcome({ entry, takeProfit: takeProfit?.price, stopLoss: stop, quantity }, contract)
}

import { projectMargin } from '../account/valuation.ts'
import { calculateValue } from '../contracts/contract.ts'
import { getUsdValue } from '../contracts/currencies.ts'
import { type Instrument, listLegs } from '../market/instruments.ts'
import type { SimulatorState } from '../simulator-state.ts'
import type { OrderDraft } from './order.ts'
import { calculateCommission } from './order-pricing.ts'

const noMarketData = '21/You are trying to submit an order without having market data for this instrument.'

/**
 * Returns the body of an order preview: cost of the order in the currency of its contract, and its effect on the account
 * in USD. All numbers are strings.
 */
export function previewOrder(state: SimulatorState, accountId: string, draft: OrderDraft): object {
  const { instrument, side, quantity } = draft
  const { currency } = instrument
  const ledger = state.accounts.get(accountId)
  const quote = state.market.quote(instrument)
  const held = ledger.position(instrument).quantity
  const change = side === 'BUY' ? quantity : -quantity
  const price = draft.price ?? quote.last
  const cash = instrument.secType === 'CASH' ? draft.cashQuantity : undefined
  const amount = cash ?? calculateValue(instrument, quantity, price)
  const commission = estimateCommission(state, draft, price)
  const rate = getUsdValue(currency)
  const { before, after } = projectMargin(ledger, state.market, instrument, change)
  // Warn if no market data were read for the instrument, unless the question is suppressed.
  const { snapshotFields, suppressed } = state.session.warmUps()
  const isRead = listLegs(instrument).every((leg) => snapshotFields.has(leg.instrument.conid))
  const blind = !isRead && !suppressed.has('o354')
  const capped = state.orderHandler.questions(draft).filter(({ messageId }) => messageId === 'o10153')
  // `warn` contains only the first warning.
  const warns = [...(blind ? [noMarketData] : []), ...capped.map(({ text }) => text)]
  return {
    amount: {
      amount: `${money(amount)} ${currency} (${shares(quantity)} ${unitOf(instrument)})`,
      commission: `${money(commission)} ${currency}`,
      total: `${money(side === 'BUY' ? amount + commission : amount - commission)} ${currency}`,
    },
    equity: step(before.equityWithLoanValue, after.equityWithLoanValue - commission * rate),
    initial: step(before.initial, after.initial),
    maintenance: step(before.maintenance, after.maintenance),
    position: { current: shares(held), change: shares(change), after: shares(held + change) },
    warn: warns[0] ?? null,
    ...(warns.length === 0 ? {} : { warns }),
    error: state.orderHandler.rejectionReason(accountId, draft) ?? null,
  }
}

/** Calculates the commission of an order, of a combo the sum of those of its legs. */
function estimateCommission({ market }: SimulatorState, { instrument, quantity }: OrderDraft, price: number): number {
  if (instrument.secType !== 'BAG') return calculateCommission(instrument, quantity, price, 0)
  const commissions = listLegs(instrument).map((leg) =>
    calculateCommission(leg.instrument, quantity * Math.abs(leg.ratio), market.quote(leg.instrument).last, 0),
  )
  return commissions.reduce((sum, each) => sum + each, 0)
}

/** Returns the unit of a quantity. Only that of shares is documented. */
function unitOf({ secType, symbol, multiplier }: Instrument): string {
  switch (secType) {
    case 'BAG':
      return multiplier === undefined ? 'Shares' : 'Contracts'
    case 'OPT':
    case 'FUT':
    case 'FOP':
      return 'Contracts'
    case 'CASH':
      return symbol
    default:
      return 'Shares'
  }
}

function step(current: number, after: number): object {
  return { current: money(current), change: money(after - current || 0), after: money(after) }
}

/** Formats an amount with thousands separators, and with two decimals only if needed: `1 USD`, `1,977.60 USD`. */
function money(value: number): string {
  const digits = Number.isInteger(Math.round(value * 100) / 100) ? 0 : 2
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

function shares(quantity: number): string {
  return quantity.toLocaleString('en-US', { maximumFractionDigits: 4 })
}

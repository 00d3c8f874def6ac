import { calculateAccountValue } from '../account/valuation.ts'
import type { SimulatorState } from '../simulator-state.ts'
import type { OrderDraft } from './order.ts'
import { calculateCommission } from './order-pricing.ts'

const noMarketData = '21/You are trying to submit an order without having market data for this instrument.'

/** Returns the body of an order preview: cost of the order and its effect on the account. All numbers are strings. */
export function previewOrder(state: SimulatorState, accountId: string, draft: OrderDraft): object {
  const ledger = state.accounts.get(accountId)
  const quote = state.market.quote(draft.instrument)
  const value = calculateAccountValue(ledger, state.market)
  const held = ledger.position(draft.instrument).quantity
  const change = draft.side === 'BUY' ? draft.quantity : -draft.quantity
  const amount = draft.quantity * (draft.price ?? quote.last)
  const commission = calculateCommission(draft.quantity, true)
  const exposure = (Math.abs(held + change) - Math.abs(held)) * quote.last
  // Warn if no market data were read for the instrument, unless the question is suppressed.
  const { snapshotFields, suppressed } = state.session.warmUps()
  const blind = !snapshotFields.has(draft.instrument.conid) && !suppressed.has('o354')
  const capped = state.orderHandler.questions(draft).filter(({ messageId }) => messageId === 'o10153')
  // `warn` contains only the first warning.
  const warns = [...(blind ? [noMarketData] : []), ...capped.map(({ text }) => text)]
  return {
    amount: {
      amount: `${money(amount)} USD (${shares(draft.quantity)} Shares)`,
      commission: `${money(commission)} USD`,
      total: `${money(draft.side === 'BUY' ? amount + commission : amount - commission)} USD`,
    },
    equity: step(value.netLiquidation, -commission),
    initial: step(value.initialMargin, exposure * 0.28),
    maintenance: step(value.maintenanceMargin, exposure * 0.25),
    position: { current: shares(held), change: shares(change), after: shares(held + change) },
    warn: warns[0] ?? null,
    ...(warns.length === 0 ? {} : { warns }),
    error: state.orderHandler.rejectionReason(draft) ?? null,
  }
}

function step(current: number, change: number): object {
  return { current: money(current), change: money(change), after: money(current + change) }
}

/** Formats an amount with thousands separators, and with two decimals only if needed: `1 USD`, `1,977.60 USD`. */
function money(value: number): string {
  const digits = Number.isInteger(Math.round(value * 100) / 100) ? 0 : 2
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

function shares(quantity: number): string {
  return quantity.toLocaleString('en-US', { maximumFractionDigits: 4 })
}

import type { Ledger } from '../account/ledger.ts'
import { calculateAccountValue, marginShares } from '../account/valuation.ts'
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
  const value = calculateAccountValue(ledger, state.market)
  const held = ledger.position(instrument).quantity
  const change = side === 'BUY' ? quantity : -quantity
  const price = draft.price ?? quote.last
  const cash = instrument.secType === 'CASH' ? draft.cashQuantity : undefined
  const amount = cash ?? calculateValue(instrument, quantity, price)
  const commission = estimateCommission(state, draft, price)
  const rate = getUsdValue(currency)
  const margin = calculateMarginChange(state, ledger, instrument, change)
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
    equity: step(value.netLiquidation, -commission * rate),
    initial: step(value.initialMargin, margin.initial),
    maintenance: step(value.maintenanceMargin, margin.maintenance),
    position: { current: shares(held), change: shares(change), after: shares(held + change) },
    warn: warns[0] ?? null,
    ...(warns.length === 0 ? {} : { warns }),
    error: state.orderHandler.rejectionReason(draft) ?? null,
  }
}

/** Margin in USD, or as a share of a value. */
interface Margins {
  readonly initial: number
  readonly maintenance: number
}

/** Calculates how a change of a position changes the margin. A combo changes the positions of its legs. */
function calculateMarginChange({ market }: SimulatorState, ledger: Ledger, combo: Instrument, change: number): Margins {
  const changes = listLegs(combo).map(({ instrument, ratio }) => {
    const held = ledger.position(instrument).quantity
    const added = Math.abs(held + change * ratio) - Math.abs(held)
    const value = calculateValue(instrument, added, market.quote(instrument).last)
    const inUsd = value * getUsdValue(instrument.currency)
    const shares = findMarginShares(instrument)
    return { initial: inUsd * shares.initial, maintenance: inUsd * shares.maintenance }
  })
  const sum = (kind: keyof Margins) => changes.reduce((total, each) => total + each[kind], 0)
  return { initial: sum('initial'), maintenance: sum('maintenance') }
}

/** Calculates the commission of one fill, of a combo the sum of those of its legs. */
function estimateCommission({ market }: SimulatorState, { instrument, quantity }: OrderDraft, price: number): number {
  if (instrument.secType !== 'BAG') return calculateCommission(instrument, quantity, price, true)
  const commissions = listLegs(instrument).map((leg) =>
    calculateCommission(leg.instrument, quantity * Math.abs(leg.ratio), market.quote(leg.instrument).last, true),
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

/** Returns the margin as a share of the value. A currency pair needs none: it is cash. */
function findMarginShares({ secType }: Instrument): Margins {
  if (secType === 'CASH') return { initial: 0, maintenance: 0 }
  return secType === 'FUT' ? marginShares.futures : marginShares.other
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

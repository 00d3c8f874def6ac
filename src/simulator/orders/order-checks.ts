import type { Ledger } from '../account/ledger.ts'
import { projectMargin } from '../account/valuation.ts'
import { calculateValue } from '../contracts/contract.ts'
import { getUsdValue } from '../contracts/currencies.ts'
import { describeContract, getExecutionExchange, getListingExchange } from '../contracts/describe-contract.ts'
import { listLegs } from '../market/instruments.ts'
import type { Market } from '../market/market.ts'
import type { Quote } from '../market/quote.ts'
import type { SessionState } from '../session/session-state.ts'
import type { OrderDraft } from './order.ts'
import { isOrderTriggered } from './order-pricing.ts'
import type { OrderStore } from './order-store.ts'
import { hasTrigger, isLimit } from './order-types.ts'

/** A question that must be confirmed before an order continues. */
export interface Question {
  readonly messageId: string
  readonly text: string
}

const percentageLimit = 3
const sizeLimit = 500
const valueLimit = 100_000
const confirmation = 'Are you sure you want to submit this order?'

/** Returns the questions about an order, in the order in which they are asked. */
function listQuestions(draft: OrderDraft, quote: Quote): readonly Question[] {
  const { kind, side, quantity, price, instrument } = draft
  const { currency } = instrument
  const value = Math.abs(calculateValue(instrument, quantity, price ?? quote.last)) * getUsdValue(currency)
  const exchange = getListingExchange(instrument) ?? getExecutionExchange(instrument)
  const name = `${side} ${quantity} ${describeContract(instrument)} ${exchange}`
  const priced = price === undefined ? name : `${name} @ ${wirePrice(price)}`
  const questions: Question[] = []
  const ask = (messageId: string, text: string) => questions.push({ messageId, text: `${text}\n${confirmation}` })
  if (quote.isWithheld || instrument.availability.startsWith('D')) {
    ask(
      'o354',
      'You are trying to submit an order without having market data for this instrument.\nOrders placed blindly may trade at unexpected prices.',
    )
  }
  if (isLimit(draft) && isStock(draft) && Math.abs((price ?? 0) / quote.last - 1) * 100 > percentageLimit) {
    ask('o163', `The following order "${priced}" price exceeds \nthe Percentage constraint of ${percentageLimit}%.`)
  }
  // Currency pairs have large quantities.
  if (quantity > sizeLimit && instrument.secType !== 'CASH')
    ask('o383', `The following order "${name}" size exceeds the Size Limit of ${sizeLimit}.`)
  if (value > valueLimit) {
    ask(
      'o451',
      `The following order "${priced}" value estimate of ${dollars(value)} USD exceeds \nthe Total Value Limit of ${valueLimit.toLocaleString('en-US')} USD.`,
    )
  }
  if (kind === 'MKT') {
    ask('o10151', 'A market order trades at the best price available, which may be far from the last quote.')
    if (quantity > (side === 'BUY' ? quote.askSize : quote.bidSize)) {
      ask('o10153', 'The price of this order may be capped, so the order may not trade immediately.')
    }
  }
  if (kind === 'STP') {
    ask('o10152', 'A stop order becomes a market order when its price is reached and may trade far from that price.')
  }
  if (draft.trailing !== undefined) {
    ask('o10331', 'A trailing stop follows the market and triggers when the market moves back by its distance.')
  }
  if (hasTrigger(draft) && draft.trailing === undefined && isOrderTriggered(draft, quote)) {
    ask('o403', 'The market has reached the trigger price: this order will trigger and fill immediately.')
  }
  if (!Number.isInteger(quantity) && draft.outsideRth) {
    ask('o2165', 'Fractions of a share do not trade outside regular trading hours.')
  }
  if (draft.cashQuantity !== undefined) {
    ask(
      'o10164',
      `The quantity of ${quantity} was computed from ${dollars(draft.cashQuantity)} ${currency} at the current price.`,
    )
    ask('o10223', 'The amount spent may differ from the requested cash quantity.')
  }
  return questions
}

/** Returns why a limit price that is far from the market is rejected, undefined if it is accepted. */
function checkLimitPrice(draft: OrderDraft, quote: Quote): string | undefined {
  if (!isLimit(draft) || !isStock(draft) || draft.price === undefined) return undefined
  const through = draft.side === 'BUY' ? draft.price / quote.ask - 1 : 1 - draft.price / quote.bid
  if (through <= 0.3) return undefined
  return `We cannot accept an order at the limit price you selected. Please submit your order using a limit price that is closer to the current market price of ${wirePrice(quote.last)}.`
}

/**
 * Returns why a combo cannot be priced at the moment, undefined if it can. For one contract without market data, IBKR asks
 * a question instead.
 */
function checkLegs(draft: OrderDraft, market: Market): string | undefined {
  if (draft.instrument.secType !== 'BAG') return undefined
  for (const { instrument } of listLegs(draft.instrument)) {
    const { isWithheld, isHalted } = market.quote(instrument)
    const name = `${describeContract(instrument)} (${instrument.conid})`
    if (isWithheld)
      return `No market data permission for ${name}, a leg of the combo. Subscribe to it or remove the leg.`
    if (isHalted)
      return `Trading is halted for ${name}, a leg of the combo. Try again after the halt or remove the leg.`
  }
  return undefined
}

/**
 * Reports whether an order is for a stock or fund. The percentages of other contracts are not documented; those of
 * combos would be meaningless, because their price may be near zero.
 */
function isStock({ instrument }: OrderDraft): boolean {
  return instrument.secType === 'STK'
}

function dollars(value: number): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
}

/** Returns IBKR's rejection of an order beyond the available funds. "in sufficient" is IBKR's spelling. */
function describeMissingFunds(equityWithLoanValue: number, initialMargin: number): string {
  const amount = (value: number) => `[${value.toFixed(2)} USD]`
  return `We are unable to accept your order. Your Available Funds are in sufficient to cover the change in the account's margin requirements if this order executes. In order to obtain the desired position your Equity with Loan Value ${amount(equityWithLoanValue)} must exceed the new total Initial Margin of ${amount(initialMargin)}.`
}

/** Formats a price with at least one decimal, as Java formats a double. */
function wirePrice(price: number): string {
  return Number.isInteger(price) ? price.toFixed(1) : String(price)
}

/** The checks of an order before it is accepted. */
export interface OrderChecks {
  /** Returns why an order would be rejected at today's prices, undefined if it would be accepted. */
  rejectionReason(draft: OrderDraft): string | undefined
  /**
   * Returns why an order is beyond the available funds of an account. Undefined for an order that buys back a short
   * position, and for one that leaves as many available funds as before, such as a sale of shares.
   * @param filled quantity of the order that was filled before. Default 0
   */
  marginFault(accountId: string, draft: OrderDraft, filled?: number): string | undefined
  /** Returns the rejection of a `cOID` that another order of the last 24 hours has, undefined for an unused `cOID`. */
  duplicate(clientOrderId: string | undefined, except?: number): string | undefined
  /** Returns the questions to confirm first, without suppressed questions. */
  questions(drafts: readonly OrderDraft[]): readonly Question[]
}

const clientIdMilliseconds = 86_400_000

/** Creates the checks of orders. */
export function createOrderChecks(settings: {
  readonly orderStore: OrderStore
  readonly market: Market
  readonly session: SessionState
  readonly now: () => number
  readonly ledgerOf: (accountId: string) => Ledger
  readonly askQuestions: boolean
  readonly checkBuyingPower: boolean
}): OrderChecks {
  const { orderStore, market, session } = settings
  return {
    rejectionReason: (draft) => checkLegs(draft, market) ?? checkLimitPrice(draft, market.quote(draft.instrument)),
    marginFault: (accountId, { instrument, side, quantity }, filled = 0) => {
      if (!settings.checkBuyingPower) return undefined
      const change = (side === 'BUY' ? 1 : -1) * (quantity - filled)
      const ledger = settings.ledgerOf(accountId)
      const held = ledger.position(instrument).quantity
      // Always less risk, also if the rest of a strategy needs as much margin as the whole.
      if (change > 0 && change <= -held) return undefined
      const { before, after } = projectMargin(ledger, market, instrument, change)
      const available = after.equityWithLoanValue - after.initial
      if (available >= 0 || available >= before.equityWithLoanValue - before.initial) return undefined
      return describeMissingFunds(after.equityWithLoanValue, after.initial)
    },
    duplicate: (clientOrderId, except) => {
      if (clientOrderId === undefined) return undefined
      const taken = orderStore.byClientId(clientOrderId)
      if (taken === undefined || taken.id === except) return undefined
      return settings.now() - taken.createdAt < clientIdMilliseconds ? describeDuplicateOrder(clientOrderId) : undefined
    },
    questions: (drafts) => {
      if (!settings.askQuestions) return []
      const { suppressed } = session.warmUps()
      return drafts
        .flatMap((draft) => listQuestions(draft, market.quote(draft.instrument)))
        .filter((question) => !suppressed.has(question.messageId))
    },
  }
}

/** Returns the text of the rejection of a duplicate `cOID`. */
export function describeDuplicateOrder(clientOrderId: string): string {
  return `Order couldn't be submitted: Local order ID=${clientOrderId} is already registered`
}

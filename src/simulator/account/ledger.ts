import { calculateValue } from '../contracts/contract.ts'
import type { Instrument } from '../market/instruments.ts'

/** The position of an account in one instrument. Amounts are in the currency of the contract. */
export interface Position {
  readonly instrument: Instrument
  /** Number of units or contracts, negative for a short position. */
  readonly quantity: number
  /**
   * Cost of the position without commission, in whole cents. Negative for a short position. The cost of futures is not
   * paid.
   */
  readonly cost: number
  /** Cost of one share or contract. */
  readonly averageCost: number
  /** Cost per unit of the multiplier: 6700 for a future that costs 50 times as much. */
  readonly averagePrice: number
  readonly realized: number
}

/** One side of a trade, as the ledger records it. */
interface TradeSide {
  readonly instrument: Instrument
  readonly side: 'BUY' | 'SELL'
  readonly quantity: number
  readonly price: number
  /** Commission in the currency of the contract. */
  readonly commission: number
}

/** Cash in several currencies, and positions of one account. */
export interface Ledger {
  readonly accountId: string
  /** Returns the cash in a currency. */
  cash(currency: string): number
  /** Returns the sum of the commissions that were paid in a currency. */
  commissions(currency: string): number
  /** Returns the currencies of cash and positions, USD first. */
  currencies(): readonly string[]
  /** Returns all positions, including positions closed today. A currency pair is cash and no position. */
  positions(): readonly Position[]
  /** Returns the position in an instrument. For a currency pair, its quantity is what was bought and sold in total. */
  position(instrument: Instrument): Position
  book(booking: TradeSide): void
}

/** The currency of the account's value. */
export const baseCurrency = 'USD'

/** Creates a ledger with starting cash in USD and no positions. */
export function createLedger(accountId: string, startingCash: number): Ledger {
  const positions = new Map<number, Position>()
  // Cash in whole cents, so that thousands of bookings add up exactly.
  const cashInCents = new Map([[baseCurrency, Math.round(startingCash * 100)]])
  const commissionsInCents = new Map<string, number>()

  function position(instrument: Instrument): Position {
    const none = { instrument, quantity: 0, cost: 0, averageCost: 0, averagePrice: 0, realized: 0 }
    return positions.get(instrument.conid) ?? none
  }

  return {
    accountId,
    cash: (currency) => (cashInCents.get(currency) ?? 0) / 100,
    commissions: (currency) => (commissionsInCents.get(currency) ?? 0) / 100,
    currencies: () => [...cashInCents.keys()],
    positions: () => [...positions.values()].filter(({ instrument }) => instrument.secType !== 'CASH'),
    position,
    book: ({ instrument, side, quantity, price, commission }) => {
      const { currency, symbol, secType } = instrument
      const sign = side === 'BUY' ? 1 : -1
      const paidInCents = sign * Math.round(calculateValue(instrument, quantity, price) * 100)
      const before = position(instrument)
      const after = afterTrade(before, sign * quantity, paidInCents)
      positions.set(instrument.conid, after)
      // A future is not paid for. Its profit becomes cash when it is closed.
      const earnedInCents = Math.round((after.realized - before.realized) * 100)
      const feeInCents = Math.round(commission * 100)
      add(cashInCents, currency, (secType === 'FUT' ? earnedInCents : -paidInCents) - feeInCents)
      // The symbol of a currency pair is the currency that is bought.
      if (secType === 'CASH') add(cashInCents, symbol, sign * Math.round(quantity * 100))
      add(commissionsInCents, currency, feeInCents)
    },
  }
}

function add(amounts: Map<string, number>, currency: string, amount: number): void {
  amounts.set(currency, (amounts.get(currency) ?? 0) + amount)
}

/**
 * Calculates the position after buying (positive) or selling (negative). `paidInCents` has the same sign. Costs are
 * split in whole cents, so that realised and remaining cost always add up to the paid amount.
 */
function afterTrade(before: Position, change: number, paidInCents: number): Position {
  const quantity = roundQuantity(before.quantity + change)
  const costInCents = Math.round(before.cost * 100)
  if (before.quantity === 0 || Math.sign(before.quantity) === Math.sign(change)) {
    return holding(before, quantity, costInCents + paidInCents, 0)
  }
  const closed = Math.min(Math.abs(before.quantity), Math.abs(change))
  const paidToClose = Math.round((paidInCents * closed) / Math.abs(change))
  const costOfClosed = Math.round((costInCents * closed) / Math.abs(before.quantity))
  const rest = costInCents - costOfClosed + (paidInCents - paidToClose)
  return holding(before, quantity, rest, -paidToClose - costOfClosed)
}

function holding(before: Position, quantity: number, costInCents: number, realizedInCents: number): Position {
  const cost = costInCents / 100
  const averageCost = quantity === 0 ? 0 : cost / quantity
  return {
    ...before,
    quantity,
    cost,
    averageCost,
    averagePrice: averageCost / (before.instrument.multiplier ?? 1),
    realized: (Math.round(before.realized * 100) + realizedInCents) / 100,
  }
}

/** Rounds to four decimals, the maximum of a quantity. This removes binary rounding errors. */
export function roundQuantity(quantity: number): number {
  return Math.round(quantity * 10_000) / 10_000
}

/**
 * Reports whether an account id is that of a paper account. Only ids of paper accounts begin with D, such as DU1234567.
 */
export function isPaperAccount(accountId: string): boolean {
  return accountId.startsWith('D')
}

import type { Instrument } from '../market/instruments.ts'

/** The position of an account in one instrument. */
export interface Position {
  readonly instrument: Instrument
  /** Number of units, negative for a short position. */
  readonly quantity: number
  /** Cost of the position in USD without commission, in whole cents. Negative for a short position. */
  readonly cost: number
  /** Cost per share, in USD. */
  readonly averagePrice: number
  readonly realized: number
}

/** One side of a trade, as the ledger records it. */
interface TradeSide {
  readonly instrument: Instrument
  readonly side: 'BUY' | 'SELL'
  readonly quantity: number
  readonly price: number
  readonly commission: number
}

/** Cash and positions of one account, in USD. */
export interface Ledger {
  readonly accountId: string
  cash(): number
  /** Returns the sum of the paid commissions. */
  commissions(): number
  /** Returns all positions, including positions closed today. */
  positions(): readonly Position[]
  position(instrument: Instrument): Position
  book(booking: TradeSide): void
}

/** Creates a ledger with starting cash and no positions. */
export function createLedger(accountId: string, startingCash: number): Ledger {
  const positions = new Map<number, Position>()
  // Cash in whole cents, so that thousands of bookings add up exactly.
  let cashInCents = Math.round(startingCash * 100)
  let commissionsInCents = 0

  function position(instrument: Instrument): Position {
    return positions.get(instrument.conid) ?? { instrument, quantity: 0, cost: 0, averagePrice: 0, realized: 0 }
  }

  return {
    accountId,
    cash: () => cashInCents / 100,
    commissions: () => commissionsInCents / 100,
    positions: () => [...positions.values()],
    position,
    book: ({ instrument, side, quantity, price, commission }) => {
      const sign = side === 'BUY' ? 1 : -1
      const paidInCents = sign * Math.round(quantity * price * 100)
      cashInCents -= paidInCents + Math.round(commission * 100)
      commissionsInCents += Math.round(commission * 100)
      positions.set(instrument.conid, afterTrade(position(instrument), sign * quantity, paidInCents))
    },
  }
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
  return {
    ...before,
    quantity,
    cost,
    averagePrice: quantity === 0 ? 0 : cost / quantity,
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

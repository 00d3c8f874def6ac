import type { Instrument } from '../market/instruments.ts'
import { cents } from '../market/market.ts'

/** What an account holds of one instrument. */
export interface Position {
  readonly instrument: Instrument
  /** Negative for a short position. */
  readonly quantity: number
  /** Average price paid or received, without commission. */
  readonly averagePrice: number
  readonly realized: number
}

/** A trade as far as money is concerned. */
export interface Booking {
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
  /** Also those that went back to zero today. */
  positions(): readonly Position[]
  position(instrument: Instrument): Position
  book(booking: Booking): void
}

/** Makes a ledger with starting cash and no positions. */
export function createLedger(accountId: string, startingCash: number): Ledger {
  const positions = new Map<number, Position>()
  // Kept in whole cents so that thousands of bookings add up to the last one.
  let cashInCents = Math.round(startingCash * 100)

  function position(instrument: Instrument): Position {
    return positions.get(instrument.conid) ?? { instrument, quantity: 0, averagePrice: 0, realized: 0 }
  }

  return {
    accountId,
    cash: () => cashInCents / 100,
    positions: () => [...positions.values()],
    position,
    book: (booking) => {
      const sign = booking.side === 'BUY' ? 1 : -1
      cashInCents -= sign * Math.round(booking.quantity * booking.price * 100)
      cashInCents -= Math.round(booking.commission * 100)
      positions.set(
        booking.instrument.conid,
        afterTrade(position(booking.instrument), sign * booking.quantity, booking.price),
      )
    },
  }
}

/** Position after buying (positive) or selling (negative) a quantity. */
export function afterTrade(before: Position, change: number, price: number): Position {
  const quantity = roundQuantity(before.quantity + change)
  const opposite = before.quantity !== 0 && Math.sign(before.quantity) !== Math.sign(change)
  if (!opposite) {
    const cost = before.averagePrice * before.quantity + price * change
    return { ...before, quantity, averagePrice: cost / quantity }
  }
  const closed = Math.min(Math.abs(before.quantity), Math.abs(change)) * Math.sign(before.quantity)
  const realized = cents(before.realized + (price - before.averagePrice) * closed)
  const flipped = Math.abs(change) > Math.abs(before.quantity)
  return { ...before, quantity, realized, averagePrice: quantity === 0 ? 0 : flipped ? price : before.averagePrice }
}

/** Quantities have at most four decimals; this keeps binary dust out of them. */
export function roundQuantity(quantity: number): number {
  return Math.round(quantity * 10_000) / 10_000
}

import type { Ledger } from '../account/ledger.ts'
import { findStockBySymbol, type Stock } from '../market/instruments.ts'
import { type Market, roundToCents } from '../market/market.ts'
import type { OrderDraft } from './order.ts'
import type { OrderLifeCycle } from './order-life-cycle.ts'
import type { OrderMatching } from './order-matching.ts'
import type { OrderKind } from './order-types.ts'

/** Cash before yesterday's positions were bought, in USD. */
export const startingCash = 1_000_000

const holdings: readonly (readonly [symbol: string, quantity: number, discount: number])[] = [
  ['AAPL', 300, 0.12],
  ['MSFT', 80, 0.07],
  ['SPY', 150, 0.05],
  ['NVDA', 400, 0.21],
  ['JPM', -60, -0.03],
]

type OpeningOrder = readonly [
  symbol: string,
  side: 'BUY' | 'SELL',
  quantity: number,
  kind: OrderKind,
  distance: number,
  tif: string,
]

/**
 * Orders placed this morning: symbol, side, quantity, type, price as a fraction above or below the market (0 for filled
 * orders), time in force.
 */
const filledOrders: readonly OpeningOrder[] = [
  ['GOOGL', 'BUY', 40, 'LMT', 0, 'DAY'],
  ['TSLA', 'SELL', 15, 'MKT', 0, 'DAY'],
]

const workingOrders: readonly OpeningOrder[] = [
  ['AAPL', 'SELL', 100, 'LMT', 0.025, 'GTC'],
  ['IBM', 'BUY', 50, 'LMT', -0.02, 'DAY'],
  ['NVDA', 'SELL', 200, 'STP', -0.06, 'GTC'],
]

/** Books the positions bought before today at a discount to yesterday's close (a loss if negative). */
export function bookStartingPositions(ledger: Ledger): void {
  for (const [symbol, quantity, discount] of holdings) {
    const instrument = known(symbol)
    const side = quantity > 0 ? 'BUY' : 'SELL'
    ledger.book({
      instrument,
      side,
      quantity: Math.abs(quantity),
      price: roundToCents(instrument.pricing.close * (1 - discount)),
      commission: 1,
    })
  }
}

/** Places the orders of this morning, so that the account of a new user shows two filled and three working orders. */
export function placeStartingOrders(
  accountId: string,
  lifeCycle: OrderLifeCycle,
  matching: OrderMatching,
  market: Market,
): void {
  for (const order of filledOrders) {
    const draft = draftOf(order, market)
    const { id } = lifeCycle.submit(accountId, draft)
    const { ask, bid } = market.quote(draft.instrument)
    const price = draft.side === 'BUY' ? ask : bid
    matching.trade(id, Math.ceil(draft.quantity * 0.6), price)
    matching.trade(id, draft.quantity - Math.ceil(draft.quantity * 0.6), price)
  }
  for (const order of workingOrders) {
    const { id } = lifeCycle.submit(accountId, draftOf(order, market))
    // Release the order immediately: it has been working since this morning, so its first transitions are not emitted.
    lifeCycle.release(id)
  }
}

function draftOf([symbol, side, quantity, kind, distance, tif]: OpeningOrder, market: Market): OrderDraft {
  const instrument = known(symbol)
  const { ask, bid } = market.quote(instrument)
  const reference = side === 'BUY' ? ask : bid
  return {
    instrument,
    side,
    kind,
    quantity,
    price: kind === 'MKT' ? undefined : roundToCents(reference * (1 + distance)),
    auxPrice: undefined,
    tif,
    outsideRth: false,
    clientOrderId: undefined,
  }
}

function known(symbol: string): Stock {
  const instrument = findStockBySymbol(symbol)
  if (instrument === undefined)
    throw new Error(`The opening day names ${symbol}, which is not an instrument of the market`)
  return instrument
}

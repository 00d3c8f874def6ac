import { findStockBySymbol, type Stock } from '../../../src/simulator/market/instruments.ts'

/** Returns the instrument of an existing symbol. */
export function requireInstrument(symbol: string): Stock {
  const instrument = findStockBySymbol(symbol)
  if (instrument === undefined) throw new Error(`The market has no ${symbol}`)
  return instrument
}

import { findInstrumentBySymbol, type Instrument } from '../../../src/simulator/market/instruments.ts'

/** Returns the instrument of an existing symbol. */
export function requireInstrument(symbol: string): Instrument {
  const instrument = findInstrumentBySymbol(symbol)
  if (instrument === undefined) throw new Error(`The market has no ${symbol}`)
  return instrument
}

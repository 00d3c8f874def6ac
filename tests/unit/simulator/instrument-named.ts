import { type Instrument, instrumentBySymbol } from '../../../src/simulator/market/instruments.ts'

/** The instrument of a symbol that the market is known to have. */
export function instrumentNamed(symbol: string): Instrument {
  const instrument = instrumentBySymbol(symbol)
  if (instrument === undefined) throw new Error(`The market has no ${symbol}`)
  return instrument
}

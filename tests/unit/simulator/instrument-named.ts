import { type Instrument, instrumentBySymbol } from '../../../src/simulator/market/instruments.ts'

/** Returns the instrument of an existing symbol. */
export function instrumentNamed(symbol: string): Instrument {
  const instrument = instrumentBySymbol(symbol)
  if (instrument === undefined) throw new Error(`The market has no ${symbol}`)
  return instrument
}

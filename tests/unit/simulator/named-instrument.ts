import { findInstrumentByName } from '../../../src/simulator/contracts/find-instrument.ts'
import type { Instrument } from '../../../src/simulator/market/instruments.ts'

/** Time at which the tests of derivatives begin: Monday, 14 September 2026, 10:00 in New York. */
export const derivativesStart = Date.UTC(2026, 8, 14, 14)

/** Returns the instrument of a name that exists at the start of the tests, such as `AUD.CAD` or `ESZ6`. */
export function namedInstrument(name: string): Instrument {
  const found = findInstrumentByName(name, derivativesStart)
  if (found === undefined) throw new Error(`The market has no ${name}`)
  return found
}

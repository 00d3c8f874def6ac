import {
  createOption,
  listExpirations,
  listOptionFamilies,
  listStrikes,
} from '../../../src/simulator/contracts/options.ts'
import type { Instrument } from '../../../src/simulator/market/instruments.ts'

/** Returns the next monthly option of the standard class at the middle strike of an underlying. */
export function createMiddleOption(underlyingConid: number, now: number, right: 'C' | 'P' = 'C'): Instrument {
  const [family] = listOptionFamilies(underlyingConid)
  const [expiration] = family === undefined ? [] : listExpirations(family, now)
  const strikes = family === undefined ? [] : listStrikes(family)
  const strike = strikes[Math.floor(strikes.length / 2)]
  if (family === undefined || expiration === undefined || strike === undefined) throw new Error('No options')
  return createOption(family, expiration, strike, right)
}

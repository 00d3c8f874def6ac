import { parseCombo } from '../../../src/simulator/market/combo-instruments.ts'
import type { Instrument } from '../../../src/simulator/market/instruments.ts'

/** Returns the combo of legs such as `265598/1,8314/-2`. */
export function requireCombo(legs: string, spreadId = '28812380'): Instrument {
  const combo = parseCombo(`${spreadId};;;${legs}`)
  if (combo?.kind !== 'combo') throw new Error(`${legs} is no combo: ${combo?.kind === 'refused' ? combo.reason : ''}`)
  return combo.instrument
}

import type { SimulatorOptions } from '../options.ts'
import { createPacing, type Pacing } from './pacing.ts'

/** The pacing that the options ask for; undefined for none. */
export function pacingOfOptions(options: SimulatorOptions, now: () => number): Pacing | undefined {
  const withBox = options.pacing === 'enforce'
  if (!withBox && options.enforcePacing !== true) return undefined
  return createPacing({ now, perSecond: options.pacingPerSecond ?? 10, withBox })
}

import type { Figure } from './figure.ts'
import { measureFrameRates } from './simulator/frame-figures.ts'
import { measureMemory } from './simulator/memory-figures.ts'
import { measureRequests } from './simulator/request-figures.ts'

/** Measures the simulator as a load generator: the capacity of one process. */
export async function runBenchmark(): Promise<readonly Figure[]> {
  return [...(await measureRequests()), ...(await measureFrameRates()), ...(await measureMemory())]
}

import type { BenchmarkFigure } from './benchmark-figure.ts'
import { measureChains } from './simulator/chain-figures.ts'
import { measureFrameRates } from './simulator/frame-figures.ts'
import { measureMemory } from './simulator/memory-figures.ts'
import { measureRequests } from './simulator/request-figures.ts'

/**
 * Measures the simulator as a load generator: start, memory and capacity of one process. The part `chains` measures only
 * its start, and its memory with all options.
 */
export async function runBenchmark(parts: readonly string[]): Promise<readonly BenchmarkFigure[]> {
  const chains = await measureChains()
  if (parts.includes('chains')) return chains
  return [...chains, ...(await measureRequests()), ...(await measureFrameRates()), ...(await measureMemory())]
}

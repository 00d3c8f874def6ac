import type { BenchmarkFigure } from './benchmark-figure.ts'
import { measureChains } from './simulator/chain-figures.ts'
import { measureFrameRates } from './simulator/frame-figures.ts'
import { measureMemory } from './simulator/memory-figures.ts'
import { measureRequests } from './simulator/request-figures.ts'

/** Measures the simulator as a load generator: start, memory and capacity of one process. */
export async function runBenchmark(): Promise<readonly BenchmarkFigure[]> {
  return [
    ...(await measureChains()),
    ...(await measureRequests()),
    ...(await measureFrameRates()),
    ...(await measureMemory()),
  ]
}

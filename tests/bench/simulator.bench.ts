import type { BenchmarkFigure } from './benchmark-figure.ts'
import { measureFrameRates } from './simulator/frame-figures.ts'
import { measureMemory } from './simulator/memory-figures.ts'
import { measureRequests } from './simulator/request-figures.ts'

/** Measures the simulator as a load generator: the capacity of one process. */
export async function runBenchmark(): Promise<readonly BenchmarkFigure[]> {
  return [...(await measureRequests()), ...(await measureFrameRates()), ...(await measureMemory())]
}

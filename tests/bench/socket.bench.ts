import type { BenchmarkFigure } from './benchmark-figure.ts'
import { measureFrameRates } from './socket/frame-figures.ts'
import { measureReconnect } from './socket/reconnect-figures.ts'

/** Measures the library's socket: frames per second, and the time until it has resubscribed after a lost connection. */
export async function runBenchmark(): Promise<readonly BenchmarkFigure[]> {
  return [...(await measureFrameRates()), ...(await measureReconnect())]
}

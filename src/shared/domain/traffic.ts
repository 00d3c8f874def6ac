/** Use of the rate limit over all paths, once a second. */
export interface PacingSample {
  /** Time of the sample in ms since epoch. */
  readonly at: number
  /** Number of requests in the previous second. */
  readonly used: number
  /** Number of queued requests. */
  readonly queued: number
}

/** Upper limits of the ranges of a latency histogram, in ms. The last range has no upper limit. */
export const LATENCY_LIMITS = [5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000] as const

/** Times from requests to the first bytes of their responses. */
export interface Latencies {
  /** Number of requests in each range of `LATENCY_LIMITS`, and above the last limit. */
  readonly counts: readonly number[]
  readonly medianMs: number
  readonly p95Ms: number
  readonly maxMs: number
}

/** Counts latencies by range. Returns undefined without latencies. Pure. */
export function summarizeLatencies(values: readonly number[]): Latencies | undefined {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
  if (sorted.length === 0) return undefined
  const counts = Array.from({ length: LATENCY_LIMITS.length + 1 }, () => 0)
  for (const value of sorted) {
    const found = LATENCY_LIMITS.findIndex((limit) => value < limit)
    const index = found < 0 ? LATENCY_LIMITS.length : found
    counts[index] = (counts[index] ?? 0) + 1
  }
  return { counts, medianMs: at(0.5), p95Ms: at(0.95), maxMs: at(1) }
}

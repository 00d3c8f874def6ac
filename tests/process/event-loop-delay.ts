import { readFileSync } from 'node:fs'

/** Sampling interval in ms. */
const LOOK_MS = 5

export interface EventLoopDelay {
  /** Ends the measurement and returns the delay in ms. */
  stop(): { readonly p99: number; readonly most: number }
}

/**
 * Measures how late this thread's event loop is, excluding the time in which it waited for a processor that other
 * programs used. Outside Linux that time is unknown and is included.
 */
export function measureEventLoopDelay(): EventLoopDelay {
  const delays: number[] = []
  let last = performance.now()
  let waited = waitedMs()
  const timer = setInterval(() => {
    const [now, waits] = [performance.now(), waitedMs()]
    delays.push(Math.max(0, now - last - LOOK_MS - (waits - waited)))
    last = now
    waited = waits
  }, LOOK_MS)
  return {
    stop() {
      clearInterval(timer)
      delays.sort((one, other) => one - other)
      return { p99: delays[Math.floor(delays.length * 0.99)] ?? 0, most: delays.at(-1) ?? 0 }
    },
  }
}

/** Ms during which this thread was ready to run but had no processor, since its start. */
function waitedMs(): number {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[1]) / 1e6
  } catch {
    return 0
  }
}

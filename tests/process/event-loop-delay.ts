import { readFileSync } from 'node:fs'

/** Sampling interval in ms. */
const LOOK_MS = 5

export interface EventLoopDelay {
  /** Ends the measurement and returns the delay in ms. */
  stop(): { readonly p99: number; readonly most: number }
}

/**
 * Measures the delay of this thread's event loop, without the time in which other programs used the processor. Outside
 * Linux, that time is unknown and is included.
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

/** Returns the time in ms since this thread started in which it was ready to run but had no processor. */
function waitedMs(): number {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[1]) / 1e6
  } catch {
    return 0
  }
}

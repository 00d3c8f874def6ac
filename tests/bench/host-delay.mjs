// Loaded into the host by --import: measures the delay of its event loop, from SIGUSR2 on, and writes it at its end.
import { readFileSync, writeFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'

/** Ms between two looks at how much the thread worked. */
const LOOK_MS = 5

/** Ms for which this thread had a processor so far; Linux tells, elsewhere nobody does. */
function worked() {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e6
  } catch {
    return Number.NaN
  }
}

const file = process.env.HOST_DELAY_FILE
if (file) {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  // What it did between two looks, it did without a pause: the most of it is the longest that others had to wait for this host alone.
  let before = worked()
  let mostWork = 0
  setInterval(() => {
    const now = worked()
    mostWork = Math.max(mostWork, now - before)
    before = now
  }, LOOK_MS).unref()
  process.on('SIGUSR2', () => {
    delay.reset()
    mostWork = 0
  })
  process.on('exit', () => {
    const milliseconds = (nanoseconds) => nanoseconds / 1e6
    const figures = { p99: milliseconds(delay.percentile(99)), longest: milliseconds(delay.max), mostWork }
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(figures))
  })
}

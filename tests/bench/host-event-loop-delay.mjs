// Loaded into the host by --import: measures the delay of its event loop from SIGUSR2 until the process exits, and then
// writes the result.
import { readFileSync, writeFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'

/** Interval in ms between two samples of the thread's processor time. */
const SAMPLE_INTERVAL_MS = 5

/** Returns the processor time of this thread in ms. Available only on Linux. */
function processorTime() {
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
  // The most processor time in one interval approximates the longest block of the event loop without other load.
  let before = processorTime()
  let mostWork = 0
  setInterval(() => {
    const now = processorTime()
    mostWork = Math.max(mostWork, now - before)
    before = now
  }, SAMPLE_INTERVAL_MS).unref()
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

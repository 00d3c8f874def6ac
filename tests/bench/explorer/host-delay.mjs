// Loaded into the host by --import: measures the delay of its event loop, from SIGUSR2 on, and writes it at its end.
import { writeFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'

const file = process.env.HOST_DELAY_FILE
if (file) {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  process.on('SIGUSR2', () => delay.reset())
  process.on('exit', () => {
    const milliseconds = (nanoseconds) => nanoseconds / 1e6
    const figures = { p99: milliseconds(delay.percentile(99)), longest: milliseconds(delay.max), count: delay.count }
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(figures))
  })
}

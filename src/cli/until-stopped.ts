import { createInterface, type Interface } from 'node:readline'
import { watchNpm } from './watch-npm.ts'

export interface Stopping {
  /** Resolves at Ctrl-C, SIGTERM, SIGHUP, or when the terminal goes away. */
  readonly promise: Promise<void>
  /** Calls back when the key and Enter are typed in a terminal. */
  onKey(key: string, run: () => void): void
  release(): void
}

/** Waits for the end. A second signal while things are being closed ends the process at once. */
export function untilStopped(): Stopping {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  const keys = new Map<string, () => void>()
  let lines: Interface | undefined
  let asked = false
  let stop: () => void = () => undefined
  const promise = new Promise<void>((resolve) => {
    stop = resolve
  })
  const onSignal = (): void => {
    if (asked) process.exit(130)
    asked = true
    stop()
  }
  for (const signal of signals) process.on(signal, onSignal)
  const unwatch = watchNpm(process.env, () => stop())
  return {
    promise,
    onKey(key, run) {
      keys.set(key, run)
      if (lines || !process.stdin.isTTY) return
      lines = createInterface({ input: process.stdin })
      lines.on('line', (line) => keys.get(line.trim().toLowerCase())?.())
    },
    release() {
      lines?.close()
      unwatch()
      for (const signal of signals) process.off(signal, onSignal)
      // Closing must not be left half done by an impatient second signal, yet it must be possible to force it.
      process.once('SIGINT', () => process.exit(130))
    },
  }
}

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface, type Interface } from 'node:readline'

export interface StopSignal {
  /** Resolves on Ctrl-C, SIGTERM or SIGHUP, and when the terminal or the npm process that started the console ends. */
  readonly promise: Promise<void>
  /** Calls `run` when the user types this key and Enter in a terminal. */
  onKey(key: string, run: () => void): void
  release(): void
}

/** Returns a promise of the signal to stop. A second signal ends the process immediately. */
export function watchForStopSignal(): StopSignal {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  const keys = new Map<string, () => void>()
  let lines: Interface | undefined
  let signalled = false
  let stop: () => void = () => undefined
  const promise = new Promise<void>((resolve) => {
    stop = resolve
  })
  const onSignal = (): void => {
    if (signalled) process.exit(130)
    signalled = true
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
      // A second Ctrl-C must still end the process if the shutdown hangs.
      process.once('SIGINT', () => process.exit(130))
    },
  }
}

/** Time in ms between two checks whether the npm process that started the console still runs. */
const CHECK_MS = 500

/**
 * Calls `onGone` when the npm process that started the console has ended. npm forwards SIGTERM to its shell, which
 * exits without a signal to this process: then the parent process changes. If npm is killed, its shell keeps waiting.
 * Returns a function that stops the checks.
 */
function watchNpm(env: NodeJS.ProcessEnv, onGone: () => void): () => void {
  if (env['npm_lifecycle_event'] === undefined) return () => undefined
  const parent = process.ppid
  const npm = npmBehind(parent)
  const timer = setInterval(() => {
    if (process.ppid !== parent || (npm !== undefined && !isRunning(npm))) onGone()
  }, CHECK_MS)
  timer.unref()
  return () => clearInterval(timer)
}

/**
 * Returns the process id of the npm that waits for the shell; undefined if npm is the direct parent or cannot be
 * determined.
 */
function npmBehind(shell: number): number | undefined {
  try {
    const [, grandparent = '', command = ''] = /^\s*(\d+)\s+(.*)$/s.exec(readProcess(shell)) ?? []
    return /^\S*sh\s+-c\s/.test(command) ? Number(grandparent) : undefined
  } catch {
    return undefined
  }
}

/**
 * Returns the parent and the command line of a process, for example `17 sh -c node …`. Small Linux systems have no
 * `ps`.
 */
function readProcess(pid: number): string {
  if (process.platform !== 'linux') return execFileSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)]).toString()
  const parent = /^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return `${parent} ${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')}`
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

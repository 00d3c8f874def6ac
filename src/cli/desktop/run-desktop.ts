import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { finished } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { type LaunchReport, parseLaunchReport } from '../../host/launch-report.ts'

/** Waiting times in ms: for the first window, for a requested exit, and for output after the exit. */
const WINDOW_MS = 60_000
const EXIT_MS = 10_000
const OUTPUT_MS = 500
/** Number of characters at the end of stderr that are searched for the reason why the start failed. */
const MAX_OUTPUT = 8_000

/** How a run of the desktop program ended. */
export type DesktopRunResult =
  /** The program ran, or it refused to start and printed the reason. */
  | { readonly kind: 'exited'; readonly code: number }
  /** The program opened no window. `reason` includes what to do. */
  | { readonly kind: 'failed'; readonly reason: string }

export interface RunDesktopOptions {
  readonly executable: string
  readonly packageFolder: string
  readonly home: string
  /** Path of a file with the passphrase of the vault. Only the path is passed to the program, never the passphrase. */
  readonly passphraseFile?: string | undefined
  readonly env: NodeJS.ProcessEnv
  readonly print: (text: string) => void
  /** Time in ms to wait for the first window. Default: one minute. */
  readonly windowMs?: number
}

/** Runs the desktop program until it exits or the signal aborts. */
export function runDesktop(options: RunDesktopOptions, signal: AbortSignal): Promise<DesktopRunResult> {
  const { executable, packageFolder, home, passphraseFile, print } = options
  const { ELECTRON_RUN_AS_NODE: _unwanted, ...env } = options.env
  const vault = passphraseFile === undefined ? [] : [`--passphrase-file=${resolve(passphraseFile)}`]
  const child = spawn(executable, [packageFolder, `--home=${home}`, ...vault], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env,
  })
  let launch: LaunchReport | undefined
  let late = false
  let output = ''
  const lines = child.stderr && createInterface({ input: child.stderr })
  lines?.on('line', (line) => {
    output = `${output}${line}\n`.slice(-MAX_OUTPUT)
    // Chromium prints much output; lines for the user begin with the name of the console.
    if (line.startsWith('ibkr-console') || env['ELECTRON_ENABLE_LOGGING']) print(line)
  })
  const tooLate = setTimeout(() => {
    late = true
    child.kill('SIGKILL')
  }, options.windowMs ?? WINDOW_MS)
  child.on('message', (message) => {
    launch = parseLaunchReport(message) ?? launch
    if (launch) clearTimeout(tooLate)
    if (launch?.kind === 'refused') print(`ibkr-console: ${launch.message}`)
  })
  let forced: NodeJS.Timeout | undefined
  const onAbort = (): void => {
    // If the program has a window, it shuts down when its launcher disconnects. A signal would kill it on Windows, and
    // on other systems if the terminal has already sent one.
    if (launch && child.connected) child.disconnect()
    else child.kill('SIGTERM')
    forced = setTimeout(() => child.kill('SIGKILL'), EXIT_MS)
  }
  if (signal.aborted) onAbort()
  signal.addEventListener('abort', onAbort)

  return new Promise((resolve) => {
    const end = (run: DesktopRunResult): void => {
      clearTimeout(tooLate)
      clearTimeout(forced)
      signal.removeEventListener('abort', onAbort)
      lines?.close()
      child.stderr?.destroy()
      resolve(run)
    }
    const onExit = (code: number | null, by: NodeJS.Signals | null): void => {
      if (launch?.kind === 'failed') end({ kind: 'failed', reason: launch.message })
      else if (signal.aborted || launch || code === 0) end({ kind: 'exited', code: code ?? (signal.aborted ? 0 : 1) })
      else end({ kind: 'failed', reason: explainLaunchFailure({ code, signal: by, output, late }) })
    }
    child.once('error', (error) => end({ kind: 'failed', reason: `Electron could not be started: ${error.message}.` }))
    child.once('exit', (code, by) => void readRemainingOutput(child).then(() => onExit(code, by)))
  })
}

/** Waits, with a time limit, until all output is read: a browser that the program started may keep stderr open. */
async function readRemainingOutput(child: ChildProcess): Promise<void> {
  const printed = child.stderr && finished(child.stderr).catch(() => undefined)
  const disconnected = child.connected && once(child, 'disconnect')
  await Promise.race([Promise.all([printed, disconnected]), wait(OUTPUT_MS, undefined, { ref: false })])
}

/** How a desktop program ended before it opened a window. */
export interface FailedDesktopLaunch {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  /** The last part of the program's stderr. */
  readonly output: string
  /** Whether the program was killed because it opened no window in time. */
  readonly late: boolean
}

/**
 * Describes the reason and a solution in one line. Never suggests disabling the sandbox: browser mode works without
 * one.
 */
export function explainLaunchFailure({ code, signal, output, late }: FailedDesktopLaunch): string {
  if (/Running as root without --no-sandbox/.test(output)) {
    return "Electron's sandbox does not run as root. Start the console as an ordinary user to get the window."
  }
  if (/SUID sandbox|No usable sandbox|namespace sandbox|apparmor_restrict_unprivileged_userns/i.test(output)) {
    return "this system does not allow Electron's sandbox. Allow unprivileged user namespaces (on Ubuntu 24.04: with an AppArmor profile for the executable), or make the file chrome-sandbox next to it owned by root with mode 4755."
  }
  if (/Missing X server|Unable to open X display|Failed to (open|connect to) Wayland/i.test(output)) {
    return 'no display could be opened. Start it from a terminal on the desktop, or check DISPLAY.'
  }
  const library = /error while loading shared libraries: (\S+?):/.exec(output)?.[1]
  if (library) return `Electron needs the library ${library}, which is not installed. Install it to get the window.`
  if (late) return 'Electron opened no window within a minute. Try "ibkr-console start --electron" to see its output.'
  const how = signal ? `by ${signal}` : `with code ${code}`
  return `Electron ended ${how} before it opened a window. The log in the user data folder may contain the reason.`
}

import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { parseLaunchReport } from '../../host/launch-report.ts'
import { explainDeath } from './explain-death.ts'

/** Longest wait for the first window, and for an end that was asked for, in ms. */
const WINDOW_MS = 60_000
const END_MS = 10_000
/** Characters of stderr that are kept to find the reason of an early end in. */
const WORDS_KEPT = 8_000

export type DesktopRun =
  /** It ran, or refused for a reason that it has said itself. */
  | { readonly kind: 'ended'; readonly code: number }
  /** No window came; the reason and the remedy. */
  | { readonly kind: 'died'; readonly reason: string }

export interface RunOptions {
  readonly executable: string
  readonly packageFolder: string
  readonly home: string
  readonly env: NodeJS.ProcessEnv
  readonly say: (text: string) => void
  /** Default one minute. */
  readonly windowMs?: number
}

/** Runs the desktop program to its end, which the signal brings about too. */
export function runDesktop(options: RunOptions, signal: AbortSignal): Promise<DesktopRun> {
  const { executable, packageFolder, home, say } = options
  const { ELECTRON_RUN_AS_NODE: _unwanted, ...env } = options.env
  const child = spawn(executable, [packageFolder, `--home=${home}`], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env,
  })
  let stage: 'starting' | 'window' | 'refused' = 'starting'
  let late = false
  let words = ''
  const lines = child.stderr && createInterface({ input: child.stderr })
  lines?.on('line', (line) => {
    words = `${words}${line}\n`.slice(-WORDS_KEPT)
    // Chromium talks to itself a good deal; what is for the user begins with our name.
    if (line.startsWith('ibkr-console') || env['ELECTRON_ENABLE_LOGGING']) say(line)
  })
  const tooLate = setTimeout(() => {
    late = true
    child.kill('SIGKILL')
  }, options.windowMs ?? WINDOW_MS)
  child.on('message', (message) => {
    const launch = parseLaunchReport(message)
    if (!launch) return
    stage = launch.kind
    clearTimeout(tooLate)
  })
  let forced: NodeJS.Timeout | undefined
  const onAbort = (): void => {
    child.kill('SIGTERM')
    forced = setTimeout(() => child.kill('SIGKILL'), END_MS)
  }
  if (signal.aborted) onAbort()
  signal.addEventListener('abort', onAbort)

  return new Promise((resolve) => {
    const end = (run: DesktopRun): void => {
      clearTimeout(tooLate)
      clearTimeout(forced)
      signal.removeEventListener('abort', onAbort)
      resolve(run)
    }
    child.once('error', (error) => end({ kind: 'died', reason: `Electron could not be started: ${error.message}.` }))
    child.once('close', (code, by) => {
      const wanted = signal.aborted || stage !== 'starting' || code === 0
      if (wanted) end({ kind: 'ended', code: code ?? (signal.aborted ? 0 : 1) })
      else end({ kind: 'died', reason: explainDeath({ code, signal: by, words, late }) })
    })
  })
}

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { finished } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { type LaunchReport, parseLaunchReport } from '../../host/launch-report.ts'
import { explainDeath } from './explain-death.ts'

/** Longest wait for the first window, for an end that was asked for, and for last words after it, in ms. */
const WINDOW_MS = 60_000
const END_MS = 10_000
const LAST_WORDS_MS = 500
/** Characters of stderr that are kept to find the reason of an early end in. */
const WORDS_KEPT = 8_000

export type DesktopRun =
  /** It ran, or refused for a reason that was said. */
  | { readonly kind: 'ended'; readonly code: number }
  /** No window came; the reason and the remedy. */
  | { readonly kind: 'died'; readonly reason: string }

export interface RunOptions {
  readonly executable: string
  readonly packageFolder: string
  readonly home: string
  /** A file with the passphrase of the vault: its name is handed over, and never what is in it. */
  readonly passphraseFile?: string | undefined
  readonly env: NodeJS.ProcessEnv
  readonly say: (text: string) => void
  /** Default one minute. */
  readonly windowMs?: number
}

/** Runs the desktop program to its end, which the signal brings about too. */
export function runDesktop(options: RunOptions, signal: AbortSignal): Promise<DesktopRun> {
  const { executable, packageFolder, home, passphraseFile, say } = options
  const { ELECTRON_RUN_AS_NODE: _unwanted, ...env } = options.env
  const vault = passphraseFile === undefined ? [] : [`--passphrase-file=${resolve(passphraseFile)}`]
  const child = spawn(executable, [packageFolder, `--home=${home}`, ...vault], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env,
  })
  let launch: LaunchReport | undefined
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
    launch = parseLaunchReport(message) ?? launch
    if (launch) clearTimeout(tooLate)
    if (launch?.kind === 'refused') say(`ibkr-console: ${launch.words}`)
  })
  let forced: NodeJS.Timeout | undefined
  const onAbort = (): void => {
    // A program with a window ends in order when its launcher leaves. A signal would be its death on Windows, and elsewhere
    // too where the terminal has sent one already.
    if (launch && child.connected) child.disconnect()
    else child.kill('SIGTERM')
    forced = setTimeout(() => child.kill('SIGKILL'), END_MS)
  }
  if (signal.aborted) onAbort()
  signal.addEventListener('abort', onAbort)

  return new Promise((resolve) => {
    const end = (run: DesktopRun): void => {
      clearTimeout(tooLate)
      clearTimeout(forced)
      signal.removeEventListener('abort', onAbort)
      lines?.close()
      child.stderr?.destroy()
      resolve(run)
    }
    const judge = (code: number | null, by: NodeJS.Signals | null): void => {
      if (launch?.kind === 'failed') end({ kind: 'died', reason: launch.words })
      else if (signal.aborted || launch || code === 0) end({ kind: 'ended', code: code ?? (signal.aborted ? 0 : 1) })
      else end({ kind: 'died', reason: explainDeath({ code, signal: by, words, late }) })
    }
    child.once('error', (error) => end({ kind: 'died', reason: `Electron could not be started: ${error.message}.` }))
    child.once('exit', (code, by) => void lastWords(child).then(() => judge(code, by)))
  })
}

/** Until all that it said was read. Not for ever: its stderr may stay open in a browser that it opened a link in. */
async function lastWords(child: ChildProcess): Promise<void> {
  const printed = child.stderr && finished(child.stderr).catch(() => undefined)
  const told = child.connected && once(child, 'disconnect')
  await Promise.race([Promise.all([printed, told]), wait(LAST_WORDS_MS, undefined, { ref: false })])
}

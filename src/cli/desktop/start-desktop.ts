import { fetchRuntime } from './fetch-runtime.ts'
import { hasDisplay } from './has-display.ts'
import { locateRuntime } from './locate-runtime.ts'
import { type DesktopRun, runDesktop } from './run-desktop.ts'

export interface DesktopOptions {
  readonly packageFolder: string
  readonly home: string
  readonly passphraseFile?: string | undefined
  readonly env: NodeJS.ProcessEnv
  readonly say: (text: string) => void
}

/** Opens the desktop window where that is possible, and otherwise says why it is not. */
export async function startDesktop(options: DesktopOptions, signal: AbortSignal): Promise<DesktopRun> {
  const { packageFolder, env, say } = options
  const runtime = locateRuntime(packageFolder, env)
  if (runtime.kind === 'absent') {
    return died('Electron is not part of this installation. A checkout of the console has it.')
  }
  if (!hasDisplay(process.platform, env)) {
    return died('there is no display here for the desktop window. On a desktop, "npm start" opens one.')
  }
  if (runtime.kind === 'installed') return runDesktop({ ...options, executable: runtime.executable }, signal)
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    return died("Electron's sandbox does not run as root. Start the console as an ordinary user to get the window.")
  }
  const failure = await fetchRuntime({ ...runtime, env, say }, signal)
  if (signal.aborted) return { kind: 'ended', code: 0 }
  const fetched = locateRuntime(packageFolder, env)
  if (failure === undefined && fetched.kind === 'installed') {
    return runDesktop({ ...options, executable: fetched.executable }, signal)
  }
  return died(
    `Electron's runtime could not be fetched (${failure ?? 'it is not where it should be'}). It comes from github.com, through HTTPS_PROXY where that is set; ELECTRON_MIRROR names another place, --browser goes without.`,
  )
}

const died = (reason: string): DesktopRun => ({ kind: 'died', reason })

import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { hasDisplay } from '../command-line.ts'
import { fetchElectron } from './fetch-electron.ts'
import { type DesktopRunResult, runDesktop } from './run-desktop.ts'

export interface StartDesktopOptions {
  readonly packageFolder: string
  readonly home: string
  readonly passphraseFile?: string | undefined
  readonly env: NodeJS.ProcessEnv
  readonly print: (text: string) => void
}

/** Opens the desktop window, or resolves to the reason why it cannot. */
export async function startDesktop(options: StartDesktopOptions, signal: AbortSignal): Promise<DesktopRunResult> {
  const { packageFolder, env, print } = options
  const runtime = locateRuntime(packageFolder, env)
  if (runtime.kind === 'absent') {
    return failed('This installation does not include Electron. A checkout of the console does.')
  }
  if (!hasDisplay(process.platform, env)) {
    return failed('there is no display for the desktop window. On a desktop, "npm start" opens one.')
  }
  if (runtime.kind === 'installed') return runDesktop({ ...options, executable: runtime.executable }, signal)
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    return failed("Electron's sandbox does not run as root. Start the console as an ordinary user to get the window.")
  }
  const failure = await fetchElectron({ ...runtime, env, print }, signal)
  if (signal.aborted) return { kind: 'exited', code: 0 }
  const fetched = locateRuntime(packageFolder, env)
  if (failure === undefined && fetched.kind === 'installed') {
    return runDesktop({ ...options, executable: fetched.executable }, signal)
  }
  const source = env['ELECTRON_MIRROR']
    ? 'the server in ELECTRON_MIRROR. Check its address'
    : 'github.com, through HTTPS_PROXY if that is set. Set ELECTRON_MIRROR to use another server'
  return failed(
    `Electron could not be downloaded (${failure ?? 'it was not found after the download'}). It comes from ${source}, or use --browser, which does not need Electron.`,
  )
}

const failed = (reason: string): DesktopRunResult => ({ kind: 'failed', reason })

/** The path of Electron's executable, or how to get it. */
type Runtime =
  | { readonly kind: 'installed'; readonly executable: string }
  /** The package is installed, but its executable is missing. The executable is a separate download. */
  | { readonly kind: 'not-fetched'; readonly version: string; readonly installer: string }
  /** The package is not installed, as on a server or with only the library. */
  | { readonly kind: 'absent' }

/** Finds the executable without importing the package `electron`, because the import would start a download. */
function locateRuntime(packageFolder: string, env: NodeJS.ProcessEnv): Runtime {
  let manifest: string
  try {
    manifest = createRequire(join(packageFolder, 'package.json')).resolve('electron/package.json')
  } catch {
    return { kind: 'absent' }
  }
  const folder = dirname(manifest)
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string }
  const named = join(folder, 'path.txt')
  const name = existsSync(named) ? readFileSync(named, 'utf8') : undefined
  const override = env['ELECTRON_OVERRIDE_DIST_PATH']
  const executable = override ? join(override, name ?? 'electron') : name && join(folder, 'dist', name)
  if (executable && existsSync(executable)) return { kind: 'installed', executable }
  return { kind: 'not-fetched', version, installer: join(folder, 'install.js') }
}

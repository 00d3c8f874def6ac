import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** Times in ms: without progress and in total. After either, the download is cancelled. */
interface FetchLimits {
  readonly idleMs: number
  readonly totalMs: number
}

const LIMITS: FetchLimits = { idleMs: 15_000, totalMs: 600_000 }
const POLL_MS = 1_000

export interface FetchElectronOptions {
  /** The script in the package `electron` that downloads, verifies and unpacks its executable. */
  readonly installer: string
  readonly version: string
  readonly env: NodeJS.ProcessEnv
  readonly print: (text: string) => void
  readonly limits?: FetchLimits
}

/** Downloads Electron's executable. Resolves to the reason for a failure; undefined on success. */
export async function fetchElectron(options: FetchElectronOptions, signal: AbortSignal): Promise<string | undefined> {
  const { installer, version, env, print, limits = LIMITS } = options
  print(`Downloading Electron ${version} for the desktop window, once (about 110 MB; not needed with --browser) …`)
  // A separate folder for the download: its size shows the progress.
  const folder = mkdtempSync(join(tmpdir(), 'ibkr-console-electron-'))
  const child = spawn(process.execPath, [installer], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...env,
      TMPDIR: folder,
      TEMP: folder,
      TMP: folder,
      ELECTRON_GET_NO_PROGRESS: '1',
      // Makes the installer use HTTPS_PROXY, if it is set.
      ELECTRON_GET_USE_PROXY: '1',
    },
  })
  let output = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output = `${output}${text}`.slice(0, 4_000)
  })
  let cancelReason: string | undefined
  const cancel = (reason: string): void => {
    cancelReason ??= reason
    child.kill('SIGKILL')
  }
  const onAbort = (): void => cancel('stopped')
  signal.addEventListener('abort', onAbort)
  const progress = watchProgress([folder, join(dirname(installer), 'dist')], limits, print, cancel)
  try {
    const code = await new Promise<number | null>((resolve) => {
      child.once('error', () => resolve(1))
      child.once('close', resolve)
    })
    return code === 0 ? undefined : (cancelReason ?? findCause(output))
  } finally {
    clearInterval(progress)
    signal.removeEventListener('abort', onAbort)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Reports the size of the download. Cancels it if neither the download nor the unpacked folder grows. */
function watchProgress(
  [download, unpacked]: readonly [string, string],
  limits: FetchLimits,
  print: (text: string) => void,
  cancel: (reason: string) => void,
): NodeJS.Timeout {
  const started = performance.now()
  let size = 0
  let reported = 0
  let changed = started
  return setInterval(
    () => {
      const now = performance.now()
      const fetched = folderSize(download)
      const next = fetched + folderSize(unpacked)
      if (next !== size) changed = now
      size = next
      const tens = Math.floor(fetched / 10e6)
      if (tens > reported) print(`  ${tens * 10} MB …`)
      reported = Math.max(reported, tens)
      if (now - changed > limits.idleMs) cancel(`no progress for ${Math.round(limits.idleMs / 1000)} s`)
      else if (now - started > limits.totalMs) cancel(`it took more than ${Math.round(limits.totalMs / 1000)} s`)
    },
    Math.min(POLL_MS, limits.idleMs / 10),
  )
}

/** Describes the cause briefly, from the error output of the installer. */
function findCause(output: string): string {
  // This message is the only indication of a missing network.
  if (/^TypeError: fetch failed/.test(output)) return 'no connection'
  const cause = /\b(E[A-Z_]{4,}|HTTPError[^\n]*|Response code \d+|certificate[^\n]{0,80})/.exec(output)?.[1]
  return cause ?? output.split('\n')[0]?.slice(0, 120) ?? 'no reason given'
}

/** Returns the total size of the files in a folder, in bytes. Deleted files and a missing folder count as 0. */
function folderSize(folder: string): number {
  let total = 0
  try {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const stat = entry.isFile() && statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })
      if (stat) total += stat.size
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  return total
}

import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { folderSize } from './folder-size.ts'

/** The download is given up when nothing came for this long, and in any case after the second, in ms. */
export interface FetchLimits {
  readonly silentMs: number
  readonly totalMs: number
}

const LIMITS: FetchLimits = { silentMs: 15_000, totalMs: 600_000 }
const LOOK_MS = 1_000

export interface FetchOptions {
  /** The script of the package `electron` that fetches, checks and unpacks its executable. */
  readonly installer: string
  readonly version: string
  readonly env: NodeJS.ProcessEnv
  readonly say: (text: string) => void
  readonly limits?: FetchLimits
}

/** Fetches Electron's executable. Resolves to why it could not be had, or undefined. */
export async function fetchRuntime(options: FetchOptions, signal: AbortSignal): Promise<string | undefined> {
  const { installer, version, env, say, limits = LIMITS } = options
  say(`Fetching Electron ${version} for the desktop window, once (about 110 MB; --browser goes without) …`)
  // A place of its own for the download: its size is the progress.
  const folder = mkdtempSync(join(tmpdir(), 'ibkr-console-electron-'))
  const child = spawn(process.execPath, [installer], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...env,
      TMPDIR: folder,
      TEMP: folder,
      TMP: folder,
      ELECTRON_GET_NO_PROGRESS: '1',
      // It looks at HTTPS_PROXY only when told to; without one this changes nothing.
      ELECTRON_GET_USE_PROXY: '1',
    },
  })
  let words = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = `${words}${text}`.slice(0, 4_000)
  })
  let given: string | undefined
  const giveUp = (reason: string): void => {
    given ??= reason
    child.kill('SIGKILL')
  }
  const onAbort = (): void => giveUp('stopped')
  signal.addEventListener('abort', onAbort)
  const progress = watchProgress([folder, join(dirname(installer), 'dist')], limits, say, giveUp)
  try {
    const code = await new Promise<number | null>((resolve) => {
      child.once('error', () => resolve(1))
      child.once('close', resolve)
    })
    return code === 0 ? undefined : (given ?? causeIn(words))
  } finally {
    clearInterval(progress)
    signal.removeEventListener('abort', onAbort)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Watches the download grow, and after it the folder that it is unpacked into. */
function watchProgress(
  [download, unpacked]: readonly [string, string],
  limits: FetchLimits,
  say: (text: string) => void,
  giveUp: (reason: string) => void,
): NodeJS.Timeout {
  const started = performance.now()
  let size = 0
  let said = 0
  let changed = started
  return setInterval(
    () => {
      const now = performance.now()
      const fetched = folderSize(download)
      const next = fetched + folderSize(unpacked)
      if (next !== size) changed = now
      size = next
      const tens = Math.floor(fetched / 10e6)
      if (tens > said) say(`  ${tens * 10} MB …`)
      said = Math.max(said, tens)
      if (now - changed > limits.silentMs) giveUp(`nothing came for ${Math.round(limits.silentMs / 1000)} s`)
      else if (now - started > limits.totalMs) giveUp(`it took more than ${Math.round(limits.totalMs / 1000)} s`)
    },
    Math.min(LOOK_MS, limits.silentMs),
  )
}

/** The cause that a stack of the downloader names, in a few words. */
function causeIn(words: string): string {
  // All that a stack tells of a network that is not there.
  if (/^TypeError: fetch failed/.test(words)) return 'no connection'
  const cause = /\b(E[A-Z_]{4,}|HTTPError[^\n]*|Response code \d+|certificate[^\n]{0,80})/.exec(words)?.[1]
  return cause ?? words.split('\n')[0]?.slice(0, 120) ?? 'no reason given'
}

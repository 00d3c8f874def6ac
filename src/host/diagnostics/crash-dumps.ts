import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { CrashDumpView } from '../../shared/contract/diagnostics-views.ts'

/** Limits of the crash dumps in one zip file. */
const MAX_DUMPS = 5
const MAX_BYTES = 32 * 1024 * 1024

interface CrashDump extends CrashDumpView {
  readonly path: string
}

/** Returns the newest crash dumps in a folder and its subfolders, newest first. Crashpad sorts dumps into subfolders. */
export function findCrashDumps(folder: string | undefined): readonly CrashDump[] {
  if (folder === undefined) return []
  const dumps = listFiles(folder)
    .filter((path) => path.endsWith('.dmp'))
    .flatMap((path) => {
      const found = statSync(path, { throwIfNoEntry: false })
      return found?.isFile() ? [{ path, name: basename(path), size: found.size, at: found.mtimeMs }] : []
    })
    .sort((a, b) => b.at - a.at)
  let bytes = 0
  return dumps.slice(0, MAX_DUMPS).filter(({ size }) => {
    bytes += size
    return bytes <= MAX_BYTES
  })
}

function listFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))
  } catch {
    // The folder does not exist before the first crash.
    return []
  }
}

/** Reads a crash dump; undefined if it was removed or has grown beyond the limit in the meantime. */
export function readCrashDump({ path }: CrashDump): Uint8Array | undefined {
  try {
    const bytes = readFileSync(path)
    return bytes.byteLength <= MAX_BYTES ? bytes : undefined
  } catch {
    return undefined
  }
}

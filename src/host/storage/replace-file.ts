import { randomUUID } from 'node:crypto'
import * as fs from 'node:fs'
import { open, realpath, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { requireWritable } from './write-protection.ts'

/*
 * Writes files atomically: temporary file in the same folder, fsync, rename. After a crash or on a full disk the file
 * has either the old or the new content.
 */

/** Error for a name that exists but is not a regular file, for example a folder or a device. */
export class NotAFileError extends Error {
  override readonly name = 'NotAFileError'
  readonly code = 'not-a-file'
}

/** Opens the temporary file. Tests replace it to simulate a full disk. */
export type OpenFile = typeof open

/**
 * Replaces a file that the user chose. Follows a link to its target and keeps the mode of the replaced file. A new file
 * has mode 0600; with `ownerOnly`, a replaced file too. Rejects with the system's error.
 */
export async function replaceFile(
  path: string,
  bytes: Uint8Array | readonly Uint8Array[],
  openFile: OpenFile = open,
  ownerOnly = false,
): Promise<void> {
  requireWritable(path)
  const { target, mode } = await findTarget(path)
  const temporary = join(dirname(target), `.ibkr-console-${randomUUID()}.tmp`)
  const file = await openFile(temporary, 'wx', 0o600)
  try {
    try {
      // The cast allows a list of chunks, which Node accepts like any other iterable.
      await file.writeFile(bytes as Uint8Array)
      if (mode !== undefined && !ownerOnly) await file.chmod(mode)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, target)
    syncFolder(dirname(target))
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

async function findTarget(path: string): Promise<{ readonly target: string; readonly mode: number | undefined }> {
  try {
    const target = await realpath(path)
    const found = await stat(target)
    if (!found.isFile()) throw new NotAFileError(`${path} is not a regular file`)
    return { target, mode: found.mode & 0o777 }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { target: path, mode: undefined }
    throw error
  }
}

/** Replaces one of the console's own files synchronously, with mode 0600. */
export function replaceFileSync(path: string, text: string): void {
  requireWritable(path)
  const temporary = `${path}.${process.pid}.tmp`
  try {
    const file = fs.openSync(temporary, 'w', 0o600)
    try {
      // Avoid `writeSync`: on a nearly full disk it writes only a part and reports no error.
      fs.writeFileSync(file, text)
      fs.fsyncSync(file)
    } finally {
      fs.closeSync(file)
    }
    fs.renameSync(temporary, path)
    syncFolder(dirname(path))
  } catch (error) {
    fs.rmSync(temporary, { force: true })
    throw error
  }
}

/** Returns after the content of a file is on the disk. */
export function syncFile(path: string): void {
  const file = fs.openSync(path, 'r+')
  try {
    fs.fsyncSync(file)
  } finally {
    fs.closeSync(file)
  }
}

/** Makes a rename in a folder durable against a power cut, if the system can open a folder. */
export function syncFolder(folder: string): void {
  try {
    const opened = fs.openSync(folder, 'r')
    try {
      fs.fsyncSync(opened)
    } finally {
      fs.closeSync(opened)
    }
  } catch {
    // Ignore the error: Windows cannot open a folder, but keeps the order of renames anyway.
  }
}

/** Matches the names of temporary files that `replaceFile` creates. */
const TEMPORARY = /^\.ibkr-console-[0-9a-f-]{36}\.tmp$|\.json(\.last-good|\.checksum)?\.\d+\.tmp$/

/** Removes temporary files of a killed process, which may contain exported keys. The folder must be locked first. */
export function removeTemporaryFiles(home: string): void {
  for (const folder of [home, join(home, 'exports')].filter((each) => fs.existsSync(each))) {
    for (const name of fs.readdirSync(folder)) {
      if (TEMPORARY.test(name)) fs.rmSync(join(folder, name), { force: true })
    }
  }
}

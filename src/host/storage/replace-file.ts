import { randomUUID } from 'node:crypto'
import { open, realpath, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { syncFolder } from './sync-folder.ts'

/** There is something of that name that is no ordinary file: a folder, a device. */
export class NotAFileError extends Error {
  override readonly name = 'NotAFileError'
  readonly code = 'not-a-file'
}

/** What is written on; replaced by tests that need a disk to be full. */
export type OpenFile = typeof open

/**
 * Writes a file of the user's so that a crash or a full disk leaves the old or the new, never half: a temporary file in
 * the same folder, fsync, rename. Follows a link to the file it names and keeps the mode of what it replaces; a new
 * file is its owner's alone, and with `ownerOnly` every one. Rejects with the error of the system.
 */
export async function replaceFile(
  path: string,
  bytes: Uint8Array | readonly Uint8Array[],
  openFile: OpenFile = open,
  ownerOnly = false,
): Promise<void> {
  const { target, mode } = await lookAt(path)
  const temporary = join(dirname(target), `.ibkr-console-${randomUUID()}.tmp`)
  const file = await openFile(temporary, 'wx', 0o600)
  try {
    try {
      // The types know no list of pieces, which is as good as any other iterable.
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

async function lookAt(path: string): Promise<{ readonly target: string; readonly mode: number | undefined }> {
  try {
    const target = await realpath(path)
    const found = await stat(target)
    if (!found.isFile()) throw new NotAFileError(`${path} is no ordinary file`)
    return { target, mode: found.mode & 0o777 }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { target: path, mode: undefined }
    throw error
  }
}

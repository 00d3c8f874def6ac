import { lstat, readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileError } from '../files/file-error.ts'
import { HostError } from '../host-error.ts'
import { LARGEST_KEY_FILE, type OfferedFile } from './unpack.ts'

/** Files of one folder that are looked at; more are no folder of keys. */
const MOST_FILES = 200

/** Reads files, and the files of folders one level deep. What is too large for a key, or no ordinary file, is left out. */
export async function readPaths(paths: readonly string[]): Promise<readonly OfferedFile[]> {
  const files: OfferedFile[] = []
  for (const path of paths) {
    // Whoever chose a link means what it names; links inside a folder are left out.
    const found = await attempt(() => stat(path))
    if (!found.isDirectory()) files.push(await read(path, found.size, found.isFile()))
    else for (const inside of await filesIn(path)) files.push(await read(inside.path, inside.size, true))
  }
  return files
}

async function filesIn(folder: string): Promise<readonly { readonly path: string; readonly size: number }[]> {
  const names = await attempt(() => readdir(folder))
  if (names.length > MOST_FILES) {
    throw new HostError('limit', `There are ${names.length} files in that folder. Choose the key files themselves.`)
  }
  const found = await Promise.all(
    names.map(async (name) => ({ path: join(folder, name), stats: await attempt(() => lstat(join(folder, name))) })),
  )
  return found
    .filter(({ stats }) => stats.isFile() && stats.size <= LARGEST_KEY_FILE)
    .map(({ path, stats }) => ({ path, size: stats.size }))
}

async function read(path: string, size: number, ordinary: boolean): Promise<OfferedFile> {
  const name = basename(path)
  if (!ordinary) throw new HostError('file-failed', `${name} is no ordinary file.`)
  if (size > LARGEST_KEY_FILE) throw new HostError('limit', `${name} is too large for a key file.`)
  return { name, bytes: await attempt(() => readFile(path)) }
}

async function attempt<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw fileError(error, 'read')
  }
}

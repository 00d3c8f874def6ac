import { randomBytes } from 'node:crypto'
import { open, readFile, rename, rm } from 'node:fs/promises'

/**
 * Writes a file that only its owner may read, so that at every moment the path holds the old content or the new, whole.
 */
export async function replaceFile(path: string, content: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.tmp`
  try {
    const file = await open(draft, 'wx', 0o600)
    try {
      await file.writeFile(content, 'utf8')
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

/**
 * Keeps what a path holds as another file before it is replaced, for its owner only as well. Answers whether it did: not
 * when there is nothing, nor when the new content is the same, so that a run repeated does not lose the older copy.
 */
export async function keepCopy(path: string, copy: string, content: string): Promise<boolean> {
  const old = await readIfThere(path)
  if (old === undefined || old === content) return false
  await replaceFile(copy, old)
  return true
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const missing = typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT'
    if (missing) return undefined
    throw error
  }
}

import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { toFileError } from './file-error.ts'
import { replaceWithCopy } from './json-file.ts'
import { PROTECTED_FORMATS } from './protected-formats.ts'
import { replaceFileSync } from './replace-file.ts'
import { requireWritable } from './write-protection.ts'

/** Stands for the content of a file that was never written, so that its absence is no loss. */
const NO_FILE = 'none'

const checksumsSchema = z.strictObject({
  schemaVersion: z.literal(PROTECTED_FORMATS['guard-rails.json.checksum']),
  contents: z
    .array(z.union([z.literal(NO_FILE), z.string().regex(/^[0-9a-f]{64}$/)]))
    .min(1)
    .max(2),
})

/**
 * A JSON file whose content is verified, and whose loss is noticed. A file beside it has the checksums of the contents
 * that it may have: one, or two while a new content is written. A crash at any point therefore leaves a content that is
 * listed. The checksum is not in the file itself, because earlier versions accept no further keys there. An empty file,
 * the mark, shows that checksums existed. Its name is unrelated, so that what removes the others may leave it.
 */
export class CheckedJsonFile {
  readonly #path: string
  readonly #checksumPath: string
  readonly #markPath: string
  /** Checksums of the contents that the file may have. Empty if they are damaged or lost, undefined if none existed. */
  #contents: readonly string[] | undefined

  constructor(path: string, markPath: string) {
    this.#path = path
    this.#checksumPath = `${path}.checksum`
    this.#markPath = markPath
    this.#contents = readContents(this.#checksumPath) ?? (existsSync(markPath) ? [] : undefined)
  }

  /** Whether there were never checksums: the file was never written, or by an earlier version. */
  get isUnchecked(): boolean {
    return this.#contents === undefined
  }

  /** Whether the file may be missing without a loss, because its first write was not completed. */
  get mayBeMissing(): boolean {
    return this.#contents?.includes(NO_FILE) === true
  }

  /** Notes that there was never a file. Until the first write is complete, a missing file is no loss. */
  begin(): void {
    this.#contents = [NO_FILE]
  }

  /** Whether the last write was complete, so that only one content is valid, and the loss of its checksum is noticed. */
  get isSettled(): boolean {
    return this.#contents?.length === 1 && !this.mayBeMissing && existsSync(this.#markPath)
  }

  /** Whether another program has changed the file since it was read or written here. */
  get hasForeignContent(): boolean {
    const text = readText(this.#path)
    return text !== undefined && this.problemOf(text) !== undefined
  }

  /** Returns why a content of the file or of its copy is invalid. */
  problemOf(text: string): string | undefined {
    if (this.#contents === undefined || this.#contents.includes(checksumOf(text))) return undefined
    return this.#contents.length === 0 ? 'its checksum is missing or damaged' : 'its checksum does not match'
  }

  /**
   * Writes the file and its copy. After an error, the file has the old or the new content. The content that is replaced
   * counts as valid until then, so it must have been checked: see `hasForeignContent`.
   * @throws HostError, for an error of the system with that error as its `cause`
   */
  write(text: string): void {
    requireWritable(this.#path)
    const before = readText(this.#path)
    const old = before !== undefined ? checksumOf(before) : this.mayBeMissing ? NO_FILE : undefined
    const next = checksumOf(text)
    this.#writeContents(old === undefined || old === next ? [next] : [old, next])
    replaceWithCopy(this.#path, text)
    try {
      this.#writeContents([next])
      // After the first content, which may be missing until then.
      if (!existsSync(this.#markPath)) replaceFileSync(this.#markPath, '')
    } catch {
      // Both contents stay valid. The next start writes the checksum and the mark again.
    }
  }

  #writeContents(contents: readonly string[]): void {
    try {
      replaceFileSync(this.#checksumPath, `${JSON.stringify({ schemaVersion: 1, contents }, null, 2)}\n`)
      this.#contents = contents
    } catch (error) {
      throw toFileError(error, 'write')
    }
  }
}

const checksumOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Returns undefined for a file that is missing or cannot be read. */
function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function readContents(path: string): readonly string[] | undefined {
  try {
    return checksumsSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).contents
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : []
  }
}

import { readFileSync, renameSync } from 'node:fs'
import type { z } from 'zod'
import { toFileError } from '../files/file-error.ts'
import { replaceFileSync } from './replace-file.ts'

export interface LoadedFile<T> {
  readonly value: T
  /** Sentence for the user that states why the file could not be used and what replaces it. */
  readonly notice?: string
}

/**
 * Reads a JSON file of the console. Returns the defaults if the file is missing. An invalid file is quarantined under
 * another name, and its last good copy is used if valid. A missing file with an existing copy counts as invalid.
 * Nothing is deleted.
 */
export function loadJsonFile<T>(path: string, schema: z.ZodType<T>, defaults: T, now: () => number): LoadedFile<T> {
  const file = readAndParse(path, schema)
  if (file.kind === 'valid') return { value: file.value }
  const copy = readAndParse(`${path}.last-good`, schema)
  const value = copy.kind === 'valid' ? copy.value : defaults
  if (file.kind === 'missing') {
    if (copy.kind === 'missing') return { value }
    const used =
      copy.kind === 'valid'
        ? '; its last good copy is used'
        : `, and its copy could not be read (${copy.reason}); the defaults are used`
    return { value, notice: `${path} was missing${used} instead.` }
  }
  const quarantined = `${path}.broken-${new Date(now()).toISOString().replaceAll(':', '-')}`
  renameSync(path, quarantined)
  const used = copy.kind === 'valid' ? 'its last good copy is used' : 'the defaults are used'
  return {
    value,
    notice: `${path} could not be read (${file.reason}). It was saved as ${quarantined}; ${used} instead.`,
  }
}

/**
 * Writes a file atomically, then its copy. Returns the reason if the copy could not be written. A missing copy is not a
 * failure, because the file itself is written.
 * @throws HostError with the system's error as its `cause`
 */
export function saveJsonFile(path: string, value: unknown): string | undefined {
  const text = `${JSON.stringify(value, null, 2)}\n`
  try {
    replaceFileSync(path, text)
  } catch (error) {
    throw toFileError(error, 'write')
  }
  try {
    replaceFileSync(`${path}.last-good`, text)
    return undefined
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown reason'
  }
}

type Outcome<T> =
  | { readonly kind: 'valid'; readonly value: T }
  | { readonly kind: 'missing' }
  | { readonly kind: 'invalid'; readonly reason: string }

function readAndParse<T>(path: string, schema: z.ZodType<T>): Outcome<T> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return code === 'ENOENT' ? { kind: 'missing' } : { kind: 'invalid', reason: code ?? message }
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { kind: 'invalid', reason: 'it is not JSON' }
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return { kind: 'valid', value: parsed.data }
  const issue = parsed.error.issues[0]
  return { kind: 'invalid', reason: issue ? `${issue.path.join('.') || 'top level'}: ${issue.message}` : 'wrong shape' }
}

import { readFileSync, renameSync } from 'node:fs'
import type { z } from 'zod'
import { toFileError } from './file-error.ts'
import { replaceFileSync } from './replace-file.ts'
import { parseWithUnknownKeys, restoreUnknownKeys, type UnknownKeys } from './unknown-keys.ts'
import { isWriteProtected, protectFromWrites } from './write-protection.ts'

/** Returns why the text of a JSON file cannot be trusted, as a clause. Undefined if it can. */
export type TextCheck = (text: string) => string | undefined

export interface LoadedFile<T> {
  readonly value: T
  /** Sentence for the user about entries that this version does not know. They stay in the file. */
  readonly ignored?: string
  /** Sentence for the user that states why the file could not be used and what replaces it. */
  readonly notice?: string
}

/**
 * Reads a JSON file of the console. Returns the defaults if the file is missing. An invalid file is quarantined under
 * another name, and its last good copy is used if valid. A missing file with an existing copy counts as invalid. An
 * invalid copy is quarantined too, so that the defaults replace nothing. Keys that the schema does not know are ignored,
 * and `saveJsonFile` keeps them. A file or a copy that fails `check` is invalid. An invalid file that cannot be renamed
 * stays, and is not overwritten until the process ends.
 */
export function loadJsonFile<T>(
  path: string,
  schema: z.ZodType<T>,
  defaults: T,
  now: () => number,
  check?: TextCheck,
): LoadedFile<T> {
  const file = readAndParse(path, schema, check)
  if (file.kind === 'valid') return { value: file.value, ...describeUnknownKeys(path, file.unknown) }
  const copyPath = copyOf(path)
  const copy = readAndParse(copyPath, schema, check)
  const value = copy.kind === 'valid' ? copy.value : defaults
  const quarantine = (from: string): string => {
    const quarantined = `${from}.broken-${new Date(now()).toISOString().replaceAll(':', '-')}`
    try {
      if (isWriteProtected(from)) return UNCHANGED
      renameSync(from, quarantined)
      return `It was saved as ${quarantined}`
    } catch (error) {
      const { code = 'unknown reason' } = error as NodeJS.ErrnoException
      protectFromWrites(path, `${path} is damaged and could not be renamed (${code}). Start the console again.`)
      return UNCHANGED
    }
  }
  if (copy.kind === 'invalid') quarantine(copyPath)
  if (file.kind === 'missing') {
    if (copy.kind === 'missing') return { value }
    const used =
      copy.kind === 'valid'
        ? '; its last good copy is used'
        : `, and its copy could not be read (${copy.reason}); the defaults are used`
    return { value, notice: `${path} was missing${used} instead.` }
  }
  const quarantined = quarantine(path)
  const used = copy.kind === 'valid' ? 'its last good copy is used' : 'the defaults are used'
  return {
    value,
    notice: `${path} could not be read (${file.reason}). ${quarantined}; ${used} instead.`,
  }
}

const UNCHANGED = 'It was left unchanged'

/**
 * Writes a file atomically, then its copy. Keeps the keys of the existing file that the schema does not know. Returns
 * the reason if the copy could not be written. A missing copy is not a failure, because the file itself is written.
 * @throws HostError with the system's error as its `cause`
 */
export function saveJsonFile(path: string, schema: z.ZodType, value: unknown): string | undefined {
  return replaceWithCopy(path, formatJsonFile(path, schema, value))
}

/** Returns the text that `saveJsonFile` writes. */
export function formatJsonFile(path: string, schema: z.ZodType, value: unknown): string {
  const stored = readAndParse(path, schema)
  // The existing file is missing or invalid if its copy was loaded.
  const older = stored.kind === 'valid' ? stored : readAndParse(copyOf(path), schema)
  const complete = older.kind === 'valid' ? restoreUnknownKeys(value, older.json, older.unknown) : value
  return `${JSON.stringify(complete, null, 2)}\n`
}

/** Replaces a file with a text, then its copy. Returns and throws like `saveJsonFile`. */
export function replaceWithCopy(path: string, text: string): string | undefined {
  try {
    replaceFileSync(path, text)
  } catch (error) {
    throw toFileError(error, 'write')
  }
  try {
    replaceFileSync(copyOf(path), text)
    return undefined
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown reason'
  }
}

/** Returns the format version of a stored file. Undefined if the file is missing or states none. */
export function readFormatVersion(path: string): number | undefined {
  const read = readJson(path)
  return read.kind === 'read' ? versionOf(read.json) : undefined
}

/** Returns the path of the last good copy of a file. */
export const copyOf = (path: string): string => `${path}.last-good`

function versionOf(json: unknown): number | undefined {
  const { schemaVersion } = (json ?? {}) as { readonly schemaVersion?: unknown }
  return typeof schemaVersion === 'number' ? schemaVersion : undefined
}

function describeUnknownKeys(path: string, unknown: readonly UnknownKeys[]): Pick<LoadedFile<unknown>, 'ignored'> {
  if (unknown.length === 0) return {}
  const names = unknown.flatMap(({ path: owner, keys }) => keys.map((key) => [...owner, key].join('.')))
  const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : ''
  const list = `${names.slice(0, MAX_NAMES).join(', ')}${more}`
  return {
    ignored: `${path} has entries of a newer version, which this version does not apply: ${list}. They stay in the file.`,
  }
}

/** Number of unknown entries that a notice names. */
const MAX_NAMES = 5

type Outcome<T> =
  | { readonly kind: 'valid'; readonly value: T; readonly json: unknown; readonly unknown: readonly UnknownKeys[] }
  | { readonly kind: 'missing' }
  | { readonly kind: 'invalid'; readonly reason: string }

function readAndParse<T>(path: string, schema: z.ZodType<T>, check?: TextCheck): Outcome<T> {
  const read = readJson(path)
  if (read.kind !== 'read') return read
  const { json, text } = read
  const problem = check?.(text)
  if (problem !== undefined) return { kind: 'invalid', reason: problem }
  const parsed = parseWithUnknownKeys(schema, json)
  return parsed.kind === 'valid' ? { ...parsed, json } : { kind: 'invalid', reason: describeIssue(json, parsed.issue) }
}

type ReadJson =
  | { readonly kind: 'read'; readonly json: unknown; readonly text: string }
  | Exclude<Outcome<never>, { readonly kind: 'valid' }>

function readJson(path: string): ReadJson {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return code === 'ENOENT' ? { kind: 'missing' } : { kind: 'invalid', reason: code ?? message }
  }
  try {
    return { kind: 'read', json: JSON.parse(text), text }
  } catch {
    return { kind: 'invalid', reason: 'it is not JSON' }
  }
}

function describeIssue(json: unknown, issue: z.core.$ZodIssue | undefined): string {
  if (issue === undefined) return 'wrong shape'
  const path = issue.path.join('.')
  const found = versionOf(json)
  if (path === 'schemaVersion' && issue.code === 'invalid_value' && found !== undefined) {
    return `it has format ${found}, and this version reads format ${issue.values.join(' or ')}`
  }
  return `${path || 'top level'}: ${issue.message}`
}

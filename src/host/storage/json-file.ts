import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { z } from 'zod'
import { syncFolder } from './sync-folder.ts'

export interface LoadedFile<T> {
  readonly value: T
  /** What happened to a file that could not be used, in a sentence for the user. */
  readonly notice?: string
}

/**
 * Reads a JSON file of ours. A missing file gives the defaults; a broken one is set aside under another name, its last
 * good copy is used where that parses, and the notice says so. One that is gone while its copy is there counts as broken:
 * nothing that it named is lost for having been moved or deleted. Nothing is ever deleted.
 */
export function loadJsonFile<T>(path: string, schema: z.ZodType<T>, defaults: T, now: () => number): LoadedFile<T> {
  const first = readAndParse(path, schema)
  if (first.kind === 'good') return { value: first.value }
  if (first.kind === 'missing') return fromCopy(path, schema, defaults)
  const aside = `${path}.broken-${new Date(now()).toISOString().replaceAll(':', '-')}`
  renameSync(path, aside)
  const copy = readAndParse(`${path}.last-good`, schema)
  const used = copy.kind === 'good' ? 'its last good copy is used' : 'the defaults are used'
  return {
    value: copy.kind === 'good' ? copy.value : defaults,
    notice: `${path} could not be read (${first.reason}). It is kept as ${aside}; ${used} instead.`,
  }
}

function fromCopy<T>(path: string, schema: z.ZodType<T>, defaults: T): LoadedFile<T> {
  const copy = readAndParse(`${path}.last-good`, schema)
  switch (copy.kind) {
    case 'missing':
      return { value: defaults }
    case 'good':
      return { value: copy.value, notice: `${path} was gone; its last good copy is used instead.` }
    case 'broken':
      return {
        value: defaults,
        notice: `${path} was gone, and its copy could not be read (${copy.reason}); the defaults are used instead.`,
      }
  }
}

/**
 * Writes a file so that a crash leaves the old or the new, never half: own temporary, fsync, rename. Mode 0600. Answers why its copy
 * could not be written, where that is so: the file itself is, and whoever took that for a failure would take back what it names.
 */
export function saveJsonFile(path: string, value: unknown): string | undefined {
  const text = `${JSON.stringify(value, null, 2)}\n`
  replaceFile(path, text)
  try {
    replaceFile(`${path}.last-good`, text)
    return undefined
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown reason'
  }
}

type Outcome<T> =
  | { readonly kind: 'good'; readonly value: T }
  | { readonly kind: 'missing' }
  | { readonly kind: 'broken'; readonly reason: string }

function readAndParse<T>(path: string, schema: z.ZodType<T>): Outcome<T> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return code === 'ENOENT' ? { kind: 'missing' } : { kind: 'broken', reason: code ?? message }
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { kind: 'broken', reason: 'it is not JSON' }
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return { kind: 'good', value: parsed.data }
  const issue = parsed.error.issues[0]
  return { kind: 'broken', reason: issue ? `${issue.path.join('.') || 'top level'}: ${issue.message}` : 'wrong shape' }
}

function replaceFile(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`
  try {
    const file = openSync(temporary, 'w', 0o600)
    try {
      // Not `writeSync`: on a nearly full disk that writes a part, and says nothing.
      writeFileSync(file, text)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, path)
    syncFolder(dirname(path))
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

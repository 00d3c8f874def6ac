import { dirname } from 'node:path'
import { HostError } from '../host-error.ts'

/** Files and folders that this process must not change until it ends, with the reason as a sentence. */
const protectedPaths = new Map<string, string>()

/** Prevents every later write of this process to a file, or to the files in a folder. */
export function protectFromWrites(path: string, reason: string): void {
  protectedPaths.set(path, reason)
}

/**
 * Checks that this process may change a file of the console.
 * @throws HostError `not-permitted`
 */
export function requireWritable(path: string): void {
  const reason = findProtection(path)
  if (reason !== undefined) throw new HostError('not-permitted', reason)
}

export const isWriteProtected = (path: string): boolean => findProtection(path) !== undefined

function findProtection(path: string): string | undefined {
  const reason = protectedPaths.get(path)
  const parent = dirname(path)
  return reason ?? (parent === path ? undefined : findProtection(parent))
}

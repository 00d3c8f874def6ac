import type { DatabaseFault } from './database-message.ts'

interface SqliteError {
  readonly name?: string
  readonly code?: unknown
  readonly message?: string
}

/** SQLite's code (https://www.sqlite.org/rescode.html) or the file system's, as something that somebody can act on. */
export function faultOf(error: unknown): { readonly fault: DatabaseFault; readonly message: string } {
  const { name, code, message = 'unknown' } = (error ?? {}) as SqliteError
  if (name === 'NewerFileError') return { fault: 'newer', message }
  const text = String(code)
  if (/FULL|ENOSPC|EDQUOT/.test(text)) return { fault: 'disk-full', message: text }
  if (/READONLY|CANTOPEN|PERM|AUTH|EACCES|EROFS/.test(text)) return { fault: 'not-permitted', message: text }
  // SQLite's own sentences name tables, columns and syntax; a value of a row is never among them.
  return { fault: 'failed', message: code === undefined ? message : `${text}: ${message}` }
}

/** SQLite cannot make sense of the file, or of a part of it. */
export function isDamage(error: unknown): boolean {
  const { code, message } = (error ?? {}) as SqliteError
  return /NOTADB|CORRUPT/.test(String(code)) || /not a database|disk image is malformed/.test(String(message))
}

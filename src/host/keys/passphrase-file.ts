import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Name of the systemd credential (`LoadCredential=`, `LoadCredentialEncrypted=`). */
const CREDENTIAL = 'ibkr-console-passphrase'

/**
 * Message about a passphrase file that cannot be found. It does not repeat the argument, which may be the passphrase
 * itself.
 */
const NOT_A_NAME =
  'The passphrase file cannot be found. Give the name of a file that contains the passphrase, not the passphrase itself. Write a file in this folder as ./NAME.'

/** Error for a passphrase file that cannot be used. The message states why and what to do. */
export class PassphraseFileError extends Error {
  override readonly name = 'PassphraseFileError'
}

/**
 * Reads the passphrase of the vault for an unattended start, from the given file or else from the systemd credential.
 * Returns undefined if neither exists. A line end at the end of the file is ignored.
 */
export function readPassphrase(file: string | undefined, env: NodeJS.ProcessEnv): string | undefined {
  if (file !== undefined) return read(file, true)
  const folder = env['CREDENTIALS_DIRECTORY']
  // systemd protects this folder from other users.
  return folder ? readCredential(join(folder, CREDENTIAL)) : undefined
}

function readCredential(path: string): string | undefined {
  try {
    return read(path, false)
  } catch (error) {
    if (error instanceof PassphraseFileError && isMissing(error.cause)) return undefined
    throw error
  }
}

function read(path: string, ownerOnly: boolean): string {
  let text: string
  try {
    // Open without blocking: a pipe without a writer would block forever.
    const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      if (!fstatSync(file).isFile()) throw new PassphraseFileError(`The passphrase file ${path} is not a regular file.`)
      if (ownerOnly) requireOwner(path, fstatSync(file))
      text = readFileSync(file, 'utf8')
    } finally {
      closeSync(file)
    }
  } catch (cause) {
    if (cause instanceof PassphraseFileError) throw cause
    const { code = 'unknown reason' } = cause as NodeJS.ErrnoException
    const isAbsent = code === 'ENOENT' || code === 'ENAMETOOLONG'
    if (isAbsent && looksLikeContent(path)) throw new PassphraseFileError(NOT_A_NAME)
    throw new PassphraseFileError(`The passphrase file ${path} cannot be read (${code}).`, { cause })
  }
  const passphrase = text.replace(/\r?\n$/, '')
  if (passphrase === '') throw new PassphraseFileError(`The passphrase file ${path} is empty.`)
  return passphrase
}

/** Reports whether the argument looks like the passphrase itself or a key instead of a path. */
function looksLikeContent(path: string): boolean {
  return /[\r\n]|-----/.test(path) || !/[./\\]/.test(path)
}

/** Throws if other users can read the file. Checks only systems with file modes. */
function requireOwner(path: string, { mode, uid }: { readonly mode: number; readonly uid: number }): void {
  const own = process.getuid?.()
  if (own === undefined) return
  if ((mode & 0o077) !== 0) {
    throw new PassphraseFileError(`Others can read the passphrase file ${path}. Restrict it: chmod 600 ${path}`)
  }
  if (uid !== own && uid !== 0) throw new PassphraseFileError(`The passphrase file ${path} belongs to another user.`)
}

function isMissing(cause: unknown): boolean {
  return (cause as NodeJS.ErrnoException | undefined)?.code === 'ENOENT'
}

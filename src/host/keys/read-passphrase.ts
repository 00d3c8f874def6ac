import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Name of the credential that systemd hands over (`LoadCredential=`, `LoadCredentialEncrypted=`). */
const CREDENTIAL = 'ibkr-console-passphrase'

/** Not quoted: it ends on a terminal or in a journal. */
const NOT_A_NAME =
  'The passphrase file cannot be found. Give the name of a file that holds the passphrase, not the passphrase itself; one in this folder as ./NAME.'

/** The file of the passphrase cannot be used; the message says why and what to do. */
export class PassphraseFileError extends Error {
  override readonly name = 'PassphraseFileError'
}

/**
 * The passphrase of the vault, for a start with nobody at the keyboard: from the file that was named, else from the
 * credential of the systemd unit; undefined where there is neither. One line end at the end does not belong to it.
 */
export function readPassphrase(file: string | undefined, env: NodeJS.ProcessEnv): string | undefined {
  if (file !== undefined) return read(file, true)
  const folder = env['CREDENTIALS_DIRECTORY']
  // systemd itself sees to it that nobody else reads there.
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
    // A pipe that nobody writes to would hold up the start for ever.
    const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      if (!fstatSync(file).isFile()) throw new PassphraseFileError(`The passphrase file ${path} is no ordinary file.`)
      if (ownerOnly) mustBeOurs(path, fstatSync(file))
      text = readFileSync(file, 'utf8')
    } finally {
      closeSync(file)
    }
  } catch (cause) {
    if (cause instanceof PassphraseFileError) throw cause
    const { code = 'unknown reason' } = cause as NodeJS.ErrnoException
    const isAbsent = code === 'ENOENT' || code === 'ENAMETOOLONG'
    if (isAbsent && isLikeContent(path)) throw new PassphraseFileError(NOT_A_NAME)
    throw new PassphraseFileError(`The passphrase file ${path} cannot be read (${code}).`, { cause })
  }
  const passphrase = text.replace(/\r?\n$/, '')
  if (passphrase === '') throw new PassphraseFileError(`The passphrase file ${path} is empty.`)
  return passphrase
}

/** No path of any kind: the passphrase itself, or the text of a key, given in place of a name. */
function isLikeContent(path: string): boolean {
  return /[\r\n]|-----/.test(path) || !/[./\\]/.test(path)
}

/** Where the system keeps modes at all. */
function mustBeOurs(path: string, { mode, uid }: { readonly mode: number; readonly uid: number }): void {
  const own = process.getuid?.()
  if (own === undefined) return
  if ((mode & 0o077) !== 0) {
    throw new PassphraseFileError(`Others can read the passphrase file ${path}. Take that from them: chmod 600 ${path}`)
  }
  if (uid !== own && uid !== 0) throw new PassphraseFileError(`The passphrase file ${path} belongs to somebody else.`)
}

function isMissing(cause: unknown): boolean {
  return (cause as NodeJS.ErrnoException | undefined)?.code === 'ENOENT'
}

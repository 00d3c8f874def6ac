import { accessSync, chmodSync, constants, existsSync, lstatSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { describeNewerFormat } from './protected-formats.ts'

/** Error for a user data folder that cannot be used. The message names the folder and states what to do. */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError'
  readonly code = 'home-unusable'
}

/** Determines the user data folder: the flag, else `IBKR_CONSOLE_HOME`, else the default of the platform. */
export function locateDataFolder(flag: string | undefined, env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const chosen = flag ?? env['IBKR_CONSOLE_HOME']
  if (chosen) return resolve(chosen)
  if (platform === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'IBKR Console')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'IBKR Console')
  return join(env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'ibkr-console')
}

/**
 * Creates the folder, or restricts its access to its owner. Returns a notice if other users could enter it. A folder
 * that exists but cannot be written is accepted: see `lockDataFolder`.
 * @throws DataFolderError if the folder cannot be used, if a newer version has used it, if another user may have added
 * files, or if it contains a named pipe or a device
 */
export function prepareDataFolder(folder: string): string | undefined {
  try {
    for (const path of [folder, join(folder, 'logs')]) refuseSpecialFiles(path)
    // Before a change, so that nothing in a folder of a newer version is changed.
    const newer = describeNewerFormat(folder)
    if (newer !== undefined) throw new DataFolderError(newer)
    createFolder(folder)
    accessSync(folder, constants.R_OK | constants.X_OK)
    const uid = process.getuid?.()
    // On Windows the folder inherits its access rights from the user's folder.
    return uid === undefined ? undefined : closeToOthers(folder, uid)
  } catch (error) {
    throw error instanceof DataFolderError ? error : unwritable(folder, error)
  }
}

/**
 * Creates a folder in the user data folder, accessible to the owner only.
 * @throws DataFolderError
 */
export function prepareSubfolder(folder: string): void {
  try {
    createFolder(folder)
  } catch (error) {
    throw unwritable(folder, error)
  }
}

const unwritable = (folder: string, error: unknown): DataFolderError =>
  new DataFolderError(`Cannot write to the user data folder ${folder}: ${explainUnusableFolder(error)}`, {
    cause: error,
  })

/** Reports whether an error says that a folder cannot be written now, which does not prevent reading it. */
export const isUnwritable = (error: unknown): boolean =>
  ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException | undefined)?.code ?? '')

/** Describes that the console runs although it cannot write to its folder, and what to do. */
export function describeReadOnly(folder: string, error: unknown): string {
  const { code = '' } = error as NodeJS.ErrnoException
  const { reason, remedy } = UNUSABLE[code] ?? FORBIDDEN
  return `Read-only: nothing can be stored in the user data folder ${folder}, because ${reason} (${code}). LIVE profiles send no orders, because they cannot be journaled, only cancels. To end this, ${remedy} and start the console again.`
}

/** Describes why the system does not let the console use a folder, and what to do, as the end of a sentence. */
export function explainUnusableFolder(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException
  const known = UNUSABLE[code]
  const reason = known ? `${known.reason} (${code})` : message.replace(/\.$/, '')
  return `${reason}. Choose another with --home DIR or IBKR_CONSOLE_HOME, or ${known?.remedy ?? 'correct this one'}.`
}

const FORBIDDEN = { reason: 'the system does not allow it', remedy: 'change its permissions' }
const FULL = { reason: 'the disk is full', remedy: 'free some space' }
const NOT_A_FOLDER = { reason: 'a file is in place of a folder', remedy: 'move that file' }
const UNUSABLE: Readonly<Record<string, { readonly reason: string; readonly remedy: string }>> = {
  EACCES: FORBIDDEN,
  EPERM: FORBIDDEN,
  ENOSPC: FULL,
  EDQUOT: FULL,
  EEXIST: NOT_A_FOLDER,
  ENOTDIR: NOT_A_FOLDER,
  // Also the response of /proc and similar folders.
  ENOENT: { reason: 'the system cannot create it', remedy: 'create it yourself' },
  EROFS: { reason: 'the disk is read-only', remedy: 'make the disk writable' },
}

/**
 * Creates a folder and its missing parents, accessible to the owner only. Does not use the option `recursive`: where the
 * system reports an existing parent as missing, as in /proc, Node repeats that forever (measured with Node 20 to 24).
 */
export function createFolder(path: string): void {
  if (isFolder(path)) return
  const parent = dirname(path)
  if (parent !== path && !existsSync(parent)) createFolder(parent)
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    // Another start may have created it in the meantime.
    if (!isFolder(path)) throw error
  }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

/** Subfolders that must not contain links. `window` is not included: Chromium creates links there. */
const SUBFOLDERS = ['logs', 'exports'] as const

function closeToOthers(folder: string, uid: number): string | undefined {
  const { uid: owner, mode } = statSync(folder)
  // Root may use a folder of another user, for example in a container.
  if (owner !== uid && uid !== 0) {
    throw new DataFolderError(`The user data folder ${folder} belongs to another user. Choose another with --home DIR.`)
  }
  const wasOpen = (mode & 0o077) !== 0
  const isClosed = !wasOpen || closeFolder(folder)
  // Check after the mode was changed, so that other users can no longer add files.
  for (const path of [folder, ...SUBFOLDERS.map((name) => join(folder, name))]) refuseForeignEntries(path, [uid, owner])
  if (!wasOpen) return undefined
  const before = (mode & 0o777).toString(8).padStart(4, '0')
  const now = isClosed ? 'Its mode was changed to 0700.' : 'Its mode cannot be changed.'
  return `Other users could enter the user data folder ${folder} (mode ${before}). ${now}`
}

/** Lets nobody else enter a folder. Returns false on a read-only disk, where other users cannot add files either. */
function closeFolder(folder: string): boolean {
  try {
    chmodSync(folder, 0o700)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EROFS') return false
    throw error
  }
}

/** Rejects named pipes and devices: opening one can wait forever, reading one can fill the memory. */
function refuseSpecialFiles(folder: string): void {
  if (!isFolder(folder)) return
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (isSpecial(path)) {
      throw new DataFolderError(`${path} is a named pipe or a device, not a file. Remove it, then start again.`)
    }
  }
}

function isSpecial(path: string): boolean {
  try {
    const entry = statSync(path)
    return entry.isFIFO() || entry.isCharacterDevice() || entry.isBlockDevice()
  } catch {
    // The entry has disappeared, or is a link without a target.
    return false
  }
}

/** Rejects links and files of other users: a link that another user created could point to any file. */
function refuseForeignEntries(folder: string, owners: readonly number[]): void {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    // The entry may have disappeared, because another console uses this folder.
    const entry = lstatSync(path, { throwIfNoEntry: false })
    if (entry?.isSymbolicLink()) {
      throw new DataFolderError(
        `${path} is a link, and the console would write to its target. Remove the link, then start again.`,
      )
    }
    if (entry && !owners.includes(entry.uid)) {
      throw new DataFolderError(
        `${path} belongs to another user. Remove the file or change its owner with "chown", then start again.`,
      )
    }
  }
}

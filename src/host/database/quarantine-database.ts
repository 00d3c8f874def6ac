import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/*
 * A damaged database and its write-ahead log are renamed to `console.db.broken-<time>` and
 * `console.db.broken-<time>-wal`. They contain entries of the history and the journal. Therefore only a few are
 * retained, and clearing the history removes them.
 */

/** Number of quarantined files that are retained; older files are removed. */
const SAVED_QUARANTINES = 3

const prefixOf = (file: string): string => `${file}.broken-`

/** Returns the path of a quarantined database. @param at ms since epoch */
export const createQuarantinedName = (file: string, at: number): string =>
  `${prefixOf(file)}${new Date(at).toISOString().replaceAll(':', '-')}`

/** Renames the log of a database that was just quarantined, so that both names match. */
export function quarantineWriteAheadLog(file: string, at: number): void {
  if (!existsSync(`${file}-wal`)) return
  const newest = quarantines(file).at(-1) ?? createQuarantinedName(file, at)
  const name = existsSync(`${newest}-wal`) ? createQuarantinedName(file, at) : newest
  renameSync(`${file}-wal`, `${name}-wal`)
}

export function removeOldQuarantinedFiles(file: string): void {
  for (const old of quarantines(file).slice(0, -SAVED_QUARANTINES)) removeQuarantine(old)
}

export function removeQuarantinedFiles(file: string): void {
  for (const each of quarantines(file)) removeQuarantine(each)
}

function removeQuarantine(name: string): void {
  for (const tail of ['', '-wal', '-shm']) rmSync(`${name}${tail}`, { force: true })
}

/** Returns the paths of the quarantined files without their `-wal` files, oldest first. */
function quarantines(file: string): readonly string[] {
  const prefix = basename(prefixOf(file))
  const names = readdirSync(dirname(file)).filter((name) => name.startsWith(prefix))
  const times = new Set(names.map((name) => name.replace(/-(?:wal|shm)$/, '')))
  return [...times].sort().map((name) => join(dirname(file), name))
}

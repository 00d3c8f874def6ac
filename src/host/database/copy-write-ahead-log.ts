import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type Libsql from 'libsql'

/**
 * Sizes of the log header and of each frame header in bytes: https://www.sqlite.org/fileformat.html#the_write_ahead_log
 */
const HEADER = 32
const FRAME_HEADER = 24
/** Size of a frame with SQLite's default page size, which the console's files use. */
const FRAME = FRAME_HEADER + 4_096
/** Offset of the database size in pages, which is non-zero only in the last frame of a transaction. */
const COMMIT_AT = 4
const SALTS_AT = { header: 16, frame: 8 }
/** Maximum size in bytes of a log to examine. SQLite empties a log at 4 MB. */
const MAX_BYTES = 64 * 1024 * 1024

/** A copy of the log, made before the database was opened. */
export interface WriteAheadLogCopy {
  /** Writes the log to `path` if SQLite ignored committed changes. Returns undefined if SQLite applied all changes. */
  quarantine(database: Libsql.Database, path: string): string | undefined
}

/**
 * Copies a log that contains a frame with a wrong checksum. SQLite silently ignores all frames from there on. That is
 * correct for a transaction that was being written when the program ended. If committed transactions follow, their
 * changes are lost.
 */
export function copyDamagedLog(file: string): WriteAheadLogCopy | undefined {
  if (!existsSync(`${file}-wal`)) return undefined
  const log = readFileSync(`${file}-wal`)
  const committed = committedFrames(log)
  if (committed === 0) return undefined
  return {
    quarantine(database, path) {
      const [row] = database.prepare('PRAGMA wal_checkpoint(PASSIVE)').raw().all() as number[][]
      const [, read = committed] = row ?? []
      if (read >= committed) return undefined
      writeFileSync(path, log, { mode: 0o600 })
      return path
    },
  }
}

/** Returns the number of frames up to the end of the last committed transaction. */
function committedFrames(log: Buffer): number {
  if (log.byteLength < HEADER + FRAME || log.byteLength > MAX_BYTES) return 0
  // If the header is damaged, identify the frames of this log by the salts of the first frame.
  const salts = saltsAt(log, isHeaderValid(log) ? SALTS_AT.header : HEADER + SALTS_AT.frame)
  let committed = 0
  for (let [at, frame] = [HEADER, 1]; at + FRAME <= log.byteLength; at += FRAME, frame += 1) {
    // The remaining frames belong to an earlier log.
    if (!saltsAt(log, at + SALTS_AT.frame).equals(salts)) break
    if (log.readUInt32BE(at + COMMIT_AT) > 0) committed = frame
  }
  return committed
}

const saltsAt = (log: Buffer, at: number): Buffer => log.subarray(at, at + 8)

/**
 * Reports whether the checksum of the header is valid. It covers the first 24 bytes; the last bit of the first number
 * states the byte order.
 */
function isHeaderValid(log: Buffer): boolean {
  const isBigEndian = (log.readUInt32BE(0) & 1) === 1
  const word = (at: number): number => (isBigEndian ? log.readUInt32BE(at) : log.readUInt32LE(at))
  let [first, second] = [0, 0]
  for (let at = 0; at < 24; at += 8) {
    first = (first + word(at) + second) >>> 0
    second = (second + word(at + 4) + first) >>> 0
  }
  return log.readUInt32BE(24) === first && log.readUInt32BE(28) === second
}

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type Libsql from 'libsql'

/** Bytes of the header of the log and of each frame: https://www.sqlite.org/fileformat.html#the_write_ahead_log */
const HEADER = 32
const FRAME_HEADER = 24
/** SQLite's own default for a page, which our files have. */
const FRAME = FRAME_HEADER + 4_096
/** Where a frame says how many pages the database has after it: 0 but in the last frame of a transaction. */
const COMMIT_AT = 4
const SALTS_AT = { header: 16, frame: 8 }
/** A longer log is not looked at: SQLite empties it at 4 MB. */
const MOST_BYTES = 64 * 1024 * 1024

/** A log as it was before the file was opened. */
export interface KeptLog {
  /** Writes the log to `path` if SQLite left out committed changes; undefined if it did not. */
  quarantine(database: Libsql.Database, path: string): string | undefined
}

/**
 * SQLite reads a log up to the first frame whose checksum is wrong, and says nothing about the rest. That is right for a transaction
 * that was being written when the program ended. Committed transactions behind it are changes that are lost.
 */
export function keepDamagedLog(file: string): KeptLog | undefined {
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

/** Frames up to the last that ends a transaction. */
function committedFrames(log: Buffer): number {
  if (log.byteLength < HEADER + FRAME || log.byteLength > MOST_BYTES) return 0
  // A damaged header does not say which frames are of this log: the first of them does.
  const salts = saltsAt(log, isHeaderValid(log) ? SALTS_AT.header : HEADER + SALTS_AT.frame)
  let committed = 0
  for (let [at, frame] = [HEADER, 1]; at + FRAME <= log.byteLength; at += FRAME, frame += 1) {
    // Frames of the log before this one follow.
    if (!saltsAt(log, at + SALTS_AT.frame).equals(salts)) break
    if (log.readUInt32BE(at + COMMIT_AT) > 0) committed = frame
  }
  return committed
}

const saltsAt = (log: Buffer, at: number): Buffer => log.subarray(at, at + 8)

/** Its checksum is of the 24 bytes before it, in the order of bytes that the last bit of its first number says. */
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

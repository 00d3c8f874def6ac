import { appendFileSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { requireWritable } from '../storage/write-protection.ts'

/** Maximum size of one log file in bytes. There are two files. */
const MAX_BYTES = 2 * 1024 * 1024

export interface Log {
  write(level: 'info' | 'warning' | 'error', event: string, detail?: string): void
}

/**
 * Writes one JSON line per event to `logs/console.log`. Accepts strings instead of objects, so that only deliberately
 * chosen content is logged. A failed write is ignored and never ends the program.
 */
export function openLog(home: string, now: () => number): Log {
  const folder = join(home, 'logs')
  const file = join(folder, 'console.log')
  return {
    write(level, event, detail) {
      const line = { at: new Date(now()).toISOString(), level, event, ...(detail !== undefined && { detail }) }
      try {
        requireWritable(file)
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MAX_BYTES) renameSync(file, `${file}.1`)
        appendFileSync(file, `${JSON.stringify(line)}\n`, { mode: 0o600 })
      } catch {
        // A failure of the log is ignored, because there is no other place to report it.
      }
    },
  }
}

/** Maximum length of the log in the diagnostics, in characters. */
const MAX_TAIL = 500_000

/** Returns the newest complete lines of the log. */
export function readLogTail(home: string): string {
  const read = (name: string): string => {
    try {
      return readFileSync(join(home, 'logs', name), 'utf8')
    } catch {
      // The log file exists only after the first event.
      return ''
    }
  }
  const text = read('console.log.1') + read('console.log')
  if (text.length <= MAX_TAIL) return text
  return text.slice(text.indexOf('\n', text.length - MAX_TAIL) + 1)
}

/**
 * Describes an error in our own code for the log. The stack contains files and functions, never values. The message may
 * contain anything and is omitted.
 */
export function describeErrorForLog(error: unknown): string {
  if (!(error instanceof Error)) return 'not an error object'
  // Keep only stack frames: the message before them may have any number of lines.
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at \S/.test(line))
  return [error.name, ...frames.slice(0, 6).map((frame) => frame.trim())].join(' ')
}

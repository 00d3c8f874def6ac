import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Bytes of one log file; there are two. */
const MAX_BYTES = 2 * 1024 * 1024

export interface Log {
  write(level: 'info' | 'warning' | 'error', event: string, detail?: string): void
}

/**
 * One JSON line per event in `logs/console.log`. It takes texts, not objects: only what is put into a text on purpose is
 * logged. A log that cannot be written is ignored: it must not end the program.
 */
export function openLog(home: string, now: () => number): Log {
  const folder = join(home, 'logs')
  const file = join(folder, 'console.log')
  return {
    write(level, event, detail) {
      const line = { at: new Date(now()).toISOString(), level, event, ...(detail !== undefined && { detail }) }
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MAX_BYTES) renameSync(file, `${file}.1`)
        appendFileSync(file, `${JSON.stringify(line)}\n`, { mode: 0o600 })
      } catch {
        // There is no other place to report it.
      }
    },
  }
}
/** Where our own code failed, for the log. The stack names files and functions, never values; the message may hold anything. */
export function describeFault(error: unknown): string {
  if (!(error instanceof Error)) return 'not an error object'
  // Only stack frames: the message before them may have any number of lines.
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at \S/.test(line))
  return [error.name, ...frames.slice(0, 6).map((frame) => frame.trim())].join(' ')
}

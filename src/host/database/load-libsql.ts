import { createRequire } from 'node:module'
import type Libsql from 'libsql'

/**
 * Loads a module without `process.report`. The loader of SQLite's driver would request a report to distinguish glibc from musl. In
 * Electron a thread may not support that, and elsewhere the report resolves the name of each peer. Without it, the
 * loader reads the executable.
 */
export function loadWithoutReport<Module>(load: () => Module): Module {
  const report = Object.getOwnPropertyDescriptor(process, 'report')
  Object.defineProperty(process, 'report', { value: undefined, configurable: true })
  try {
    return load()
  } finally {
    if (report) Object.defineProperty(process, 'report', report)
  }
}

export const SqliteDatabase: typeof Libsql = loadWithoutReport(() => createRequire(import.meta.url)('libsql'))

import { expect, test } from 'vitest'
import { classifySqliteError, isDamageError } from '../../../src/host/database/sqlite-file.ts'

test.each([
  ['SQLITE_FULL', 'disk-full'],
  ['ENOSPC', 'disk-full'],
  ['EDQUOT', 'disk-full'],
  ['SQLITE_READONLY', 'not-permitted'],
  ['SQLITE_READONLY_DBMOVED', 'not-permitted'],
  ['SQLITE_CANTOPEN', 'not-permitted'],
  ['SQLITE_PERM', 'not-permitted'],
  ['EACCES', 'not-permitted'],
  ['EROFS', 'not-permitted'],
  ['SQLITE_BUSY', 'failed'],
  [undefined, 'failed'],
])('maps the SQLite code %s to the fault %s', (code, fault) => {
  expect(classifySqliteError({ code, message: 'as SQLite put it' }).fault).toBe(fault)
})

test.each([
  [{ code: 'SQLITE_CORRUPT', message: 'database disk image is malformed' }, true],
  [{ code: 'SQLITE_CORRUPT_VTAB', message: 'database disk image is malformed' }, true],
  [{ code: 'SQLITE_NOTADB', message: 'file is not a database' }, true],
  [{ message: 'database disk image is malformed' }, true],
  // A row with invalid JSON does not damage the file: recovery would not change it.
  [{ code: 'SQLITE_ERROR', message: 'malformed JSON' }, false],
  [{ code: 'SQLITE_FULL', message: 'database or disk is full' }, false],
  [undefined, false],
])('reports whether %j means a damaged file: %s', (error, expected) => {
  expect(isDamageError(error)).toBe(expected)
})

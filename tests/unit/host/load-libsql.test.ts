import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { loadWithoutReport } from '../../../src/host/database/load-libsql.ts'

test('hides the diagnostic report while a module loads, and restores it even if loading fails', () => {
  expect(loadWithoutReport(() => process.report)).toBeUndefined()
  expect(() =>
    loadWithoutReport(() => {
      throw new Error('not loaded')
    }),
  ).toThrow('not loaded')
  expect(process.report.getReport).toBeTypeOf('function')
})

test('the driver of SQLite loads without the diagnostic report, which a thread of Electron may not support', () => {
  const program = `
    Object.defineProperty(process, 'report', { value: undefined })
    const Database = require('libsql')
    console.log(new Database(':memory:').prepare('SELECT 42 AS a').get().a)`
  expect(execFileSync(process.execPath, ['-e', program], { encoding: 'utf8' })).toBe('42\n')
})

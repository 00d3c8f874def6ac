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

import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { removeTemporaryFiles } from '../../../src/host/storage/replace-file.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-sweep-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const HALF_WRITTEN = [
  '.ibkr-console-0a1b2c3d-0000-4000-8000-000000000000.tmp',
  'settings.json.4711.tmp',
  'key-sets.json.last-good.4711.tmp',
  'guard-rails.json.checksum.4711.tmp',
]
const OTHERS = [
  'settings.json',
  'settings.json.last-good',
  'keys.pem',
  'mine.tmp',
  'console.db',
  '.ibkr-console-notes.tmp',
]

test('removes incomplete files, including exported keys, and nothing else', () => {
  const exports = join(home, 'exports')
  mkdirSync(exports)
  for (const folder of [home, exports]) {
    for (const name of [...HALF_WRITTEN, ...OTHERS]) writeFileSync(join(folder, name), 'x')
  }
  removeTemporaryFiles(home)
  expect(readdirSync(exports).sort()).toEqual([...OTHERS].sort())
  expect(readdirSync(home).sort()).toEqual([...OTHERS, 'exports'].sort())
})

test('removes temporary files even if the folder exports does not exist', () => {
  writeFileSync(join(home, 'settings.json.1.tmp'), 'x')
  removeTemporaryFiles(home)
  expect(readdirSync(home)).toEqual([])
})

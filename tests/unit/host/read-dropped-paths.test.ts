import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { MAX_KEY_FILE_BYTES, readKeyFiles } from '../../../src/host/key-imports/offered-key-files.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-paths-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const namesIn = async (...paths: string[]): Promise<string[]> =>
  (await readKeyFiles(paths)).map(({ name }) => name).sort()

test('reads the small files of a folder, but no links, subfolders or large files', async () => {
  const keys = join(folder, 'keys')
  mkdirSync(join(keys, 'deeper'), { recursive: true })
  writeFileSync(join(folder, 'outside.pem'), 'outside')
  writeFileSync(join(keys, 'own.pem'), 'own')
  writeFileSync(join(keys, 'deeper', 'hidden.pem'), 'hidden')
  writeFileSync(join(keys, 'large.pem'), Buffer.alloc(MAX_KEY_FILE_BYTES + 1))
  symlinkSync(join(folder, 'outside.pem'), join(keys, 'link.pem'))
  symlinkSync(folder, join(keys, 'linked-folder'))
  expect(await namesIn(keys)).toEqual(['own.pem'])
})

test('reads a chosen link under the name of the link', async () => {
  writeFileSync(join(folder, 'outside.pem'), 'outside')
  symlinkSync(join(folder, 'outside.pem'), join(folder, 'link.pem'))
  expect(await namesIn(join(folder, 'link.pem'))).toEqual(['link.pem'])
})

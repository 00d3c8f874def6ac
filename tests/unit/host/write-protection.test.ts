import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CatalogueAdditionsFile } from '../../../src/host/catalogue/catalogue-additions-file.ts'
import { VaultStore } from '../../../src/host/keys/vault-store.ts'
import { openLog } from '../../../src/host/log/log.ts'
import { saveSettings } from '../../../src/host/profiles/settings.ts'
import { replaceFile } from '../../../src/host/storage/replace-file.ts'
import { protectFromWrites } from '../../../src/host/storage/write-protection.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-protected-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const practice = { kind: 'practice', id: 'practice', name: 'Practice' } as const

test('nothing writes, renames or removes a file of a protected folder', async () => {
  for (const name of ['keys.vault', 'catalogue.json', 'settings.json']) writeFileSync(join(folder, name), '{}')
  const vault = new VaultStore({ home: folder })
  protectFromWrites(folder, 'The console runs read-only.')
  const refusal = { code: 'not-permitted', message: 'The console runs read-only.' }
  await expect(vault.archive(0)).rejects.toMatchObject(refusal)
  await expect(replaceFile(join(folder, 'exports', 'keys.json'), Buffer.from(''))).rejects.toMatchObject(refusal)
  const settings = { schemaVersion: 1, selectedProfileId: 'practice', profiles: [practice] } as const
  expect(() => saveSettings(folder, { ...settings, profiles: [practice] })).toThrow(refusal.message)
  const catalogue = new CatalogueAdditionsFile(folder, Date.now)
  expect(() => catalogue.remove()).toThrow(refusal.message)
  openLog(folder, Date.now).write('info', 'event')
  expect(readdirSync(folder).toSorted()).toEqual(['catalogue.json', 'keys.vault', 'settings.json'])
  for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name), 'utf8')).toBe('{}')
})

test('a protected file protects no other file', () => {
  protectFromWrites(join(folder, 'guard-rails.json'), 'It is damaged.')
  saveSettings(folder, { schemaVersion: 1, selectedProfileId: 'practice', profiles: [practice] })
  expect(readdirSync(folder)).toContain('settings.json')
})

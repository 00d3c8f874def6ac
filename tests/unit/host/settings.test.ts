import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  findSelectedProfile,
  loadSettings,
  rewriteSettings,
  saveSettings,
} from '../../../src/host/profiles/settings.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-settings-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('settings file', () => {
  const now = (): number => Date.UTC(2026, 0, 2)
  const gateway = { kind: 'gateway', id: 'gw', name: 'Gateway', url: 'https://localhost:5000' } as const

  test('settings of a new user contain the Practice profile', () => {
    const { value, notice } = loadSettings(folder, now)
    expect(findSelectedProfile(value).kind).toBe('practice')
    expect(notice).toBeUndefined()
  })

  test('returns the settings as they were saved, from a file that only its owner can read', () => {
    saveSettings(folder, { schemaVersion: 1, selectedProfileId: 'gw', profiles: [gateway] })
    expect(findSelectedProfile(loadSettings(folder, now).value)).toEqual(gateway)
    expect(statSync(join(folder, 'settings.json')).mode & 0o777).toBe(0o600)
  })

  test.each([
    ['not JSON', '{'],
    ['of the wrong shape', '{"schemaVersion":1}'],
    [
      'with an unknown selected profile',
      JSON.stringify({ schemaVersion: 1, selectedProfileId: 'x', profiles: [gateway] }),
    ],
  ])('quarantines settings that are %s, and uses the defaults with a notice', (_what, text) => {
    writeFileSync(join(folder, 'settings.json'), text)
    const { value, notice } = loadSettings(folder, now)
    expect(findSelectedProfile(value).kind).toBe('practice')
    expect(notice).toContain('the defaults are used')
    const quarantined = readdirSync(folder).find((name) => name.includes('broken'))
    expect(readFileSync(join(folder, String(quarantined)), 'utf8')).toBe(text)
  })

  test('restores deleted settings from their last good copy, with a notice', () => {
    saveSettings(folder, { schemaVersion: 1, selectedProfileId: 'gw', profiles: [gateway] })
    rmSync(join(folder, 'settings.json'))
    const { value, notice } = loadSettings(folder, () => 0)
    expect(value.profiles).toEqual([gateway])
    expect(notice).toMatch(/was missing; its last good copy is used/)
  })

  test('returns a notice, and does not throw, if the settings cannot be saved', () => {
    expect(
      rewriteSettings(join(folder, 'nowhere'), { schemaVersion: 1, selectedProfileId: 'gw', profiles: [gateway] }),
    ).toMatch(/^The settings cannot be saved in .*nowhere.* \(ENOENT\)\. Changes last until the console stops\.$/)
  })

  test('saves the settings even if their copy cannot be written', () => {
    mkdirSync(join(folder, 'settings.json.last-good'))
    saveSettings(folder, { schemaVersion: 1, selectedProfileId: 'practice', profiles: [gateway] })
    expect(JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8')).profiles).toEqual([gateway])
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  test('restores settings that are damaged later from their last good copy', () => {
    saveSettings(folder, { schemaVersion: 1, selectedProfileId: 'gw', profiles: [gateway] })
    writeFileSync(join(folder, 'settings.json'), 'torn')
    const { value, notice } = loadSettings(folder, now)
    expect(findSelectedProfile(value)).toEqual(gateway)
    expect(notice).toContain('last good copy')
  })

  test('restores settings with an invalid server from their last good copy, and names the field in a notice', () => {
    const keys = { store: 'vault', generation: randomUUID(), names: ['accessToken'] } as const
    const keyed = { kind: 'oauth1', id: 'keyed', name: 'Keyed', consumerKey: 'ABCDEFGHI', keys } as const
    saveSettings(folder, { schemaVersion: 1, selectedProfileId: 'gw', profiles: [gateway, keyed] })
    const path = join(folder, 'settings.json')
    const invalid = readFileSync(path, 'utf8').replace('"consumerKey"', '"server": "foo bar",\n"consumerKey"')
    writeFileSync(path, invalid)
    const { value, notice } = loadSettings(folder, now)
    expect(notice).toMatch(/profiles\.1\.server: not a server address.*its last good copy is used/)
    expect(value.profiles).toEqual([gateway, keyed])
  })
})

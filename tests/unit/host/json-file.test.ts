import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { loadSettings, type Settings, saveSettings } from '../../../src/host/profiles/settings.ts'
import { loadJsonFile, saveJsonFile } from '../../../src/host/storage/json-file.ts'
import { propertyRuns } from '../../process/property-runs.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-json-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const now = (): number => Date.UTC(2026, 0, 2)
const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'))
const write = (name: string, value: unknown): void => writeFileSync(join(folder, name), JSON.stringify(value))

const certificate = { sha256: Array.from({ length: 32 }, () => 'AB').join(':'), subject: 'CN=gateway', validTo: '2030' }
const gateway = { kind: 'gateway', id: 'gw', name: 'Gateway', url: 'https://localhost:5000', certificate } as const
const keys = { store: 'vault', generation: 'c9e1a7de-5c6f-4b1e-9d53-3f3d1f0f5a11', names: ['accessToken'] } as const
const keyed = { kind: 'oauth1', id: 'keyed', name: 'Keyed', consumerKey: 'ABCDEFGHI', keys } as const
const settings: Settings = { schemaVersion: 1, selectedProfileId: 'gw', profiles: [gateway, keyed] }

test('keeps the unknown keys of a newer version, at every depth, when the file is written again', () => {
  write('settings.json', {
    ...settings,
    theme: { name: 'dark' },
    profiles: [
      { ...gateway, colour: 'red', certificate: { ...certificate, addedAt: 7 } },
      { ...keyed, requiresArming: true, keys: { ...keys, hardware: null } },
    ],
  })
  const { value, notice, ignored } = loadSettings(folder, now)
  expect(value).toEqual(settings)
  expect(notice).toBeUndefined()
  expect(ignored).toBe(
    `${join(folder, 'settings.json')} has entries of a newer version, which this version does not apply: profiles.0.certificate.addedAt, profiles.0.colour, profiles.1.keys.hardware, profiles.1.requiresArming, theme. They stay in the file.`,
  )
  const renamed = { ...gateway, name: 'Renamed' }
  saveSettings(folder, { ...value, profiles: [keyed, renamed], vaultIdleMinutes: 15 })
  const written = {
    ...settings,
    profiles: [
      { ...keyed, keys: { ...keys, hardware: null }, requiresArming: true },
      { ...renamed, certificate: { ...certificate, addedAt: 7 }, colour: 'red' },
    ],
    vaultIdleMinutes: 15,
    theme: { name: 'dark' },
  }
  expect(read('settings.json')).toEqual(written)
  expect(read('settings.json.last-good')).toEqual(written)
})

test('gives the unknown keys of a removed or replaced object to no other object', () => {
  write('settings.json', {
    ...settings,
    profiles: [
      { ...gateway, colour: 'red' },
      { ...keyed, keys: { ...keys, slot: 1 } },
    ],
  })
  const others = { ...keys, generation: '0b0a2f6e-41d0-4a0f-8a1c-7a6f0f8f9b22' }
  saveSettings(folder, { ...settings, selectedProfileId: 'keyed', profiles: [{ ...keyed, keys: others }] })
  expect(read('settings.json')).toMatchObject({ profiles: [{ ...keyed, keys: others }] })
  expect(readFileSync(join(folder, 'settings.json'), 'utf8')).not.toMatch(/colour|slot/)
})

test('keeps unknown keys of the copy if the file itself was damaged', () => {
  write('settings.json.last-good', { ...settings, theme: 'dark' })
  writeFileSync(join(folder, 'settings.json'), '{')
  saveSettings(folder, loadSettings(folder, now).value)
  expect(read('settings.json')).toEqual({ ...settings, theme: 'dark' })
})

test('still quarantines a file with an error other than an unknown key', () => {
  write('settings.json', { ...settings, theme: 'dark', profiles: [{ ...gateway, colour: 'red', url: 5 }] })
  const { notice } = loadSettings(folder, now)
  expect(notice).toMatch(/could not be read \(profiles\.0\.url: .*the defaults are used/)
})

test('quarantines an unusable copy too, so that the defaults overwrite nothing', () => {
  const newer = { schemaVersion: 2, layouts: ['of a newer version'] }
  write('file.json', newer)
  write('file.json.last-good', newer)
  const schema = z.strictObject({ schemaVersion: z.literal(1), wide: z.boolean() })
  const path = join(folder, 'file.json')
  const { value, notice } = loadJsonFile(path, schema, { schemaVersion: 1, wide: false }, now)
  expect(notice).toContain('it has format 2, and this version reads format 1')
  saveJsonFile(path, schema, value)
  const kept = readdirSync(folder).filter((name) => name.includes('.broken-'))
  expect(kept.map((name) => name.replace(/\.broken-.*/, ''))).toEqual(['file.json', 'file.json.last-good'])
  for (const name of kept) expect(read(name)).toEqual(newer)
})

test('keeps unknown keys in the options of a union, and in entries without an identity', () => {
  const schema = z.strictObject({
    shape: z.union([z.strictObject({ text: z.string() }), z.strictObject({ size: z.number() })]),
    rows: z.array(z.strictObject({ at: z.number() })),
  })
  write('file.json', { shape: { size: 1, unit: 'px' }, rows: [{ at: 1, by: 'me' }, { at: 2 }] })
  const path = join(folder, 'file.json')
  const { value } = loadJsonFile(path, schema, { shape: { size: 0 }, rows: [] }, now)
  expect(value).toEqual({ shape: { size: 1 }, rows: [{ at: 1 }, { at: 2 }] })
  saveJsonFile(path, schema, { shape: { size: 3 }, rows: [{ at: 5 }, { at: 2 }] })
  expect(read('file.json')).toEqual({ shape: { size: 3, unit: 'px' }, rows: [{ at: 5, by: 'me' }, { at: 2 }] })
  saveJsonFile(path, schema, { shape: { size: 3 }, rows: [{ at: 2 }] })
  expect(read('file.json')).toEqual({ shape: { size: 3, unit: 'px' }, rows: [{ at: 2 }] })
})

test('keeps any unknown keys with any values', () => {
  const names = fc.string({ minLength: 1 }).map((name) => `x${name}`)
  const extra = fc.dictionary(fc.oneof(names, fc.constant('__proto__')), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 3 })
  fc.assert(
    fc.property(extra, extra, extra, (atTop, inProfile, inKeys) => {
      const own = (object: object, added: object) => JSON.parse(joined(object, added)) as object
      const stored = own({ ...settings, profiles: [] }, atTop)
      Object.assign(stored, { profiles: [own(gateway, inProfile), own({ ...keyed, keys: own(keys, inKeys) }, {})] })
      write('settings.json', stored)
      const { value, notice } = loadSettings(folder, now)
      expect([value, notice]).toEqual([settings, undefined])
      saveSettings(folder, value)
      expect(read('settings.json')).toEqual(JSON.parse(JSON.stringify(stored)))
    }),
    { numRuns: propertyRuns(500) },
  )
})

/** Joins two objects as JSON text, because an object literal cannot have a property named `__proto__`. */
function joined(one: object, other: object): string {
  const [first, second] = [JSON.stringify(one), JSON.stringify(other)]
  return second === '{}' ? first : `${first.slice(0, -1)},${second.slice(1)}`
}

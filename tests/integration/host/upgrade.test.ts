import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { loadDesktopSettings, saveDesktopSettings } from '../../../src/host/desktop-shell/desktop-settings.ts'
import { loadWindowState, saveWindowState } from '../../../src/host/desktop-shell/window-state.ts'
import { unlockVault } from '../../../src/host/keys/vault-format.ts'
import type { KeySetLocation } from '../../../src/host/profiles/key-set.ts'
import type { loadJsonFile } from '../../../src/host/storage/json-file.ts'
import { INDIVIDUAL_ACCOUNT_RAILS } from '../../../src/shared/domain/guard-rails.ts'
import { firstSnapshot } from '../../process/first-snapshot.ts'
import { startPracticeHost } from '../../process/practice-host.ts'
import type { WindowOfProfile } from '../../process/window-of-profile.ts'

/* Fixtures: tests/fixtures/homes/README.md. */
const HOMES = 'tests/fixtures/homes'
const PASSPHRASE = 'disposable passphrase of a test'

/** Schemas of the files that were read, by file name. */
const schemas = vi.hoisted(() => new Map<string, unknown>())
vi.mock('../../../src/host/storage/json-file.ts', async (original) => {
  const real: { loadJsonFile: typeof loadJsonFile } = await original()
  const load: typeof loadJsonFile = (path, schema, ...others) => {
    schemas.set(basename(path), z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))
    return real.loadJsonFile(path, schema, ...others)
  }
  return { ...real, loadJsonFile: load }
})

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-upgrade-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

function unpack(commit: string): void {
  cpSync(join(HOMES, commit), home, { recursive: true })
  writeFileSync(join(home, 'console.db'), gunzipSync(readFileSync(join(home, 'console.db.gz'))), { mode: 0o600 })
  rmSync(join(home, 'console.db.gz'))
}

const read = (name: string): unknown => JSON.parse(readFileSync(join(home, name), 'utf8'))
const keySetsInVault = async (): Promise<Record<string, object>> => {
  const { content } = await unlockVault(readFileSync(join(home, 'keys.vault')), PASSPHRASE)
  return (JSON.parse(content.toString()) as { readonly sets: Record<string, object> }).sets
}

const LAYOUT = {
  filter: { part: 'working', text: 'AAPL' },
  sort: { key: 'symbol', direction: 'ascending' },
  columns: { hidden: ['exchange'], widths: { symbol: 120 } },
} as const

/** Checks what every home of the fixtures has, and the notices. Returns the ids of its profiles with keys and with a gateway. */
async function expectEverything(client: WindowOfProfile, notices: readonly string[]) {
  expect(await firstSnapshot(client, 'app.notices', {})).toEqual(notices)
  const { profiles, selectedId } = await firstSnapshot(client, 'profiles.feed', {})
  expect(selectedId).toBe('practice')
  expect(profiles).toMatchObject([
    { name: 'Practice', kind: 'practice' },
    { name: 'Fixture OAuth', kind: 'oauth1', environment: 'paper', keys: { store: 'vault' } },
    { name: 'Fixture gateway', kind: 'gateway', environment: 'paper', certificate: { sha256: expect.any(String) } },
  ])
  expect(await firstSnapshot(client, 'layouts.feed', {})).toMatchObject({
    practice: { current: LAYOUT, named: [{ name: 'Working AAPL', layout: LAYOUT }] },
  })
  expect(await firstSnapshot(client, 'saved.feed', {})).toMatchObject({
    kind: 'open',
    favourites: ['portfolio.accounts'],
    requests: [{ folder: 'Fixture', name: 'Search AAPL' }],
    variables: { practice: [{ name: 'symbol', value: 'AAPL' }] },
    unread: 0,
  })
  expect((await firstSnapshot(client, 'notifications.feed', {})).settings).toMatchObject({
    kinds: { partial: { desktop: true, sound: true } },
    quietHours: { on: true, from: '21:00', to: '06:30' },
  })
  expect((await firstSnapshot(client, 'catalogue.feed', {})).operations).toMatchObject([
    { id: 'added.GET /v1/api/fixture/{id}' },
  ])
  expect((await firstSnapshot(client, 'imports.feed', {})).imports).toMatchObject([
    { fields: { consumerKey: { kind: 'good', shown: 'FIXTURECK' } } },
  ])
  const history = await client.call('history.page', { query: {}, offset: 0, limit: 100 })
  expect(history.rows.map(({ path, pinned }) => [path, pinned])).toContainEqual(['/v1/api/iserver/secdef/search', true])
  const journal = await client.call('journal.page', { query: {}, offset: 0, limit: 100 })
  expect(journal.rows).toContainEqual(
    expect.objectContaining({ id: 1, kind: 'sent', account: 'DU1234567', text: expect.stringContaining('BUY 7') }),
  )
  return profiles.slice(1).map(({ id }) => id)
}

/** Changes something in every file, so that this build writes it. */
async function changeEverything(client: WindowOfProfile): Promise<void> {
  await client.call('layouts.saveCurrent', { profileId: 'practice', layout: LAYOUT })
  await client.call('saved.favourite', { operationId: 'portfolio.ledger', wanted: true })
  await client.call('notifications.change', (await firstSnapshot(client, 'notifications.feed', {})).settings)
  await client.call('guardRails.change', { profileId: 'practice', rails: INDIVIDUAL_ACCOUNT_RAILS })
  const condition = { kind: 'order-age', minutes: 5 } as const
  await client.call('localAlerts.save', { profileId: 'practice', on: true, condition })
  const defaults = { orderType: 'LMT', timeInForce: 'GTC', quantity: '5', quantityUnit: 'units' } as const
  const ticket = { profileId: 'practice', assetClass: 'STK', defaults: { ...defaults, outsideRegularHours: false } }
  await client.call('ticket.saveDefaults', ticket)
  await client.call('profiles.create', {
    guardRails: 'none',
    kind: 'gateway',
    name: 'New',
    url: 'https://localhost:5000',
  })
  await client.call('keys.unlockVault', { passphrase: PASSPHRASE })
  const [draft] = (await firstSnapshot(client, 'imports.feed', {})).imports
  const id = draft?.id ?? ''
  await client.call('imports.resume', { id })
  await client.call('imports.setFields', { id, fields: { consumerKey: 'FIXTURECC' } })
  await client.call('imports.save', { id, store: 'vault' })
  saveWindowState(home, { ...loadWindowState(home, Date.now).value, maximized: true })
  saveDesktopSettings(home, loadDesktopSettings(home, Date.now).value)
}

const formats = JSON.parse(readFileSync(join(HOMES, '051c7aef-formats.json'), 'utf8')) as Record<string, object>

/** Checks that the build of 051c7aef, which quarantines what it does not accept, would keep every file that was written. */
function expectAcceptedByEarlierBuild(commit: string): void {
  const files = readdirSync(home).filter((name) => /\.json(\.last-good)?$/.test(name) && !name.startsWith('looks'))
  expect(files.map((name) => name.replace('.last-good', ''))).toEqual(
    expect.arrayContaining(Object.keys(formats).map((name) => expect.stringMatching(name))),
  )
  const isWritten = (name: string): boolean => {
    const fixture = join(HOMES, commit, name)
    return !existsSync(fixture) || !readFileSync(fixture).equals(readFileSync(join(home, name)))
  }
  for (const name of files.filter(isWritten)) {
    const schema = formats[name.replace('.last-good', '')] ?? expect.unreachable(`${name} is a new file`)
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema)
    validate(read(name))
    expect([name, validate.errors]).toEqual([name, null])
  }
}

test.each(['f9cb1a50', '051c7aef'])(
  'opens a home of %s with everything in it, and writes only files that earlier builds keep',
  async (commit) => {
    unpack(commit)
    const isFirst = commit === 'f9cb1a50'
    const host = await startPracticeHost({ home, guardRails: true })
    const { client } = host
    // The first version had no guard rails.
    const NO_LIMITS =
      'No guard rails are set for “Fixture OAuth”, “Fixture gateway”, so orders there have no limits. Set them in Profiles.'
    const [keyed = '', gateway = ''] = await expectEverything(client, isFirst ? [NO_LIMITS] : [])
    if (!isFirst) {
      expect(await firstSnapshot(client, 'guardRails.feed', {})).toMatchObject({
        practice: { quantity: { action: 'warn', limit: 777 } },
        [gateway]: { value: { action: 'refuse', limit: 77_777 } },
        [keyed]: INDIVIDUAL_ACCOUNT_RAILS,
      })
      expect(await firstSnapshot(client, 'localAlerts.feed', {})).toMatchObject({
        alerts: [{ condition: { kind: 'order-age', minutes: 90 }, on: false }],
      })
      expect(await firstSnapshot(client, 'ticket.defaults', {})).toMatchObject({
        practice: { STK: { quantity: '25' } },
      })
      expect(loadDesktopSettings(home, Date.now)).toEqual({ value: { schemaVersion: 1, keepRunning: true } })
    }
    await changeEverything(client)
    await host.close()

    const { profiles } = read('settings.json') as { readonly profiles: readonly { readonly keys?: KeySetLocation }[] }
    const { generation = '', names = [] } = profiles[1]?.keys ?? {}
    expect(names).toHaveLength(5)
    expect(Object.keys((await keySetsInVault())[generation] ?? {}).toSorted()).toEqual(names.toSorted())
    expect(read('settings.json')).toMatchObject({ vaultIdleMinutes: 5, profiles: { length: 4 } })
    expect(readdirSync(home).filter((name) => /broken|\.version-/.test(name))).toEqual([
      `console.db.version-${isFirst ? 4 : 7}`,
    ])
    expect(existsSync(join(home, 'looks.json'))).toBe(isFirst)
    expectAcceptedByEarlierBuild(commit)

    const again = await startPracticeHost({ home, guardRails: true })
    expect(await firstSnapshot(again.client, 'app.notices', {})).toEqual([])
    await again.close()
  },
)

/** Returns the paths of all properties that a JSON schema has. */
function propertiesOf(schema: unknown, path = ''): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const { properties = {} } = schema as { readonly properties?: Record<string, unknown> }
  const own = Object.entries(properties).flatMap(([name, value]) => [
    `${path}.${name}`,
    ...propertiesOf(value, `${path}.${name}`),
  ])
  const nested = Object.entries(schema).flatMap(([key, value]) =>
    key === 'properties' ? [] : propertiesOf(value, path),
  )
  return [...own, ...nested]
}

/** Returns the version 1 of a stored format that has several. */
function ofVersion1(schema: unknown): unknown {
  const { oneOf, anyOf = oneOf } = schema as { readonly oneOf?: readonly object[]; readonly anyOf?: readonly object[] }
  return (
    anyOf?.find((option) => JSON.stringify(option).includes('"schemaVersion":{"type":"number","const":1}')) ?? schema
  )
}

test('adds no key to the settings, key sets and guard rails, which earlier builds would replace with defaults', async () => {
  unpack('051c7aef')
  await (await startPracticeHost({ home, guardRails: true })).close()
  for (const name of ['settings.json', 'key-sets.json', 'guard-rails.json']) {
    const earlier = new Set(propertiesOf(formats[name]))
    expect(earlier.size).toBeGreaterThan(5)
    const own = propertiesOf(ofVersion1(schemas.get(name)))
    expect(own.length).toBeGreaterThan(5)
    expect([name, own.filter((path) => !earlier.has(path))]).toEqual([name, []])
  }
})

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { StoredGuardRails } from '../../../../src/host/guard-rails/stored-guard-rails.ts'
import { UserNotices } from '../../../../src/host/host-context.ts'
import { openLog } from '../../../../src/host/log/log.ts'
import { describeNewerFormat } from '../../../../src/host/storage/protected-formats.ts'
import {
  type GuardRails,
  INDIVIDUAL_ACCOUNT_RAILS,
  NO_RAILS,
  STRICT_RAILS,
  toRailsOfFormat1,
} from '../../../../src/shared/domain/guard-rails.ts'
import { manualClock } from '../../client/manual-clock.ts'

const PRACTICE = { id: 'practice', kind: 'practice', name: 'Practice' } as const
const GATEWAY = { id: 'gateway', kind: 'gateway', name: 'Gateway' } as const
const STRICTER = { ...NO_RAILS, quantity: { action: 'refuse', limit: 3 } } as const
/** Strict limits, with the stricter quantity of `STRICTER` where a file or the running console still has it. */
const strictWith = (limit: number) => ({
  practice: STRICT_RAILS,
  gateway: { ...STRICT_RAILS, quantity: { action: 'refuse', limit } },
})

let home: string
let notices: string[]
let profiles: readonly (typeof PRACTICE | typeof GATEWAY)[]
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-rails-'))
  notices = []
  profiles = [PRACTICE, GATEWAY]
  writeDatabase(4)
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

function start(): StoredGuardRails {
  const clock = manualClock()
  const context = { home, clock, log: openLog(home, clock.now), notices: new UserNotices((text) => notices.push(text)) }
  return new StoredGuardRails({ context, profiles: () => profiles })
}

/** Writes the header of a database with this number of migrations. Version 0.1.0 has four. */
function writeDatabase(migrations: number): void {
  const header = Buffer.alloc(100)
  header.write('SQLite format 3\0')
  header.writeInt32BE(migrations, 60)
  writeFileSync(join(home, 'console.db'), header)
}

const FILES = ['guard-rails.json', 'guard-rails.json.checksum', 'guard-rails.json.last-good'] as const
const MARK = 'limits.created'
const file = (name: string = FILES[0]): string => join(home, name)
const read = (name?: string): string => readFileSync(file(name), 'utf8')
const quarantined = (): readonly string[] => readdirSync(home).filter((name) => name.includes('.broken-'))

/** Starts with limits of the gateway that the user has set. */
function startWithLimits(): StoredGuardRails {
  const stored = start()
  stored.change('gateway', STRICTER)
  notices = []
  return stored
}

const ofFormat1 = (limits: Readonly<Record<string, GuardRails>>) =>
  Object.fromEntries(Object.entries(limits).map(([id, rails]) => [id, toRailsOfFormat1(rails)]))

/** Writes the file as the build of 051c7aef does: without checksum, and without entries of profiles of version 0.1.0. */
function writeAsBefore(limits: Readonly<Record<string, GuardRails>>, others = 'none'): void {
  const text = JSON.stringify({ schemaVersion: 1, others, profiles: ofFormat1(limits) })
  for (const name of ['guard-rails.json', 'guard-rails.json.last-good']) writeFileSync(file(name), text)
}

const ALL_STRICT = { practice: STRICT_RAILS, gateway: STRICT_RAILS }

test('a new data folder has limits of an individual account for Practice, and no notice', () => {
  rmSync(join(home, 'console.db'))
  profiles = [PRACTICE]
  expect(start().view()).toEqual({ practice: INDIVIDUAL_ACCOUNT_RAILS })
  expect(start().view()).toEqual({ practice: INDIVIDUAL_ACCOUNT_RAILS })
  expect([notices, readdirSync(home)]).toEqual([[], [...FILES, MARK]])
})

test('gives every profile of version 0.1.0 an entry without limits, and names these profiles once', () => {
  expect(start().view()).toEqual({ practice: INDIVIDUAL_ACCOUNT_RAILS, gateway: NO_RAILS })
  const written = {
    schemaVersion: 1,
    others: 'strict',
    profiles: { practice: INDIVIDUAL_ACCOUNT_RAILS, gateway: NO_RAILS },
  }
  expect(JSON.parse(read())).toEqual({ ...written, profiles: ofFormat1(written.profiles) })
  expect(start().view()).toEqual(written.profiles)
  const notice = 'No guard rails are set for “Gateway”, so orders there have no limits. Set them in Profiles.'
  expect(notices).toEqual([notice])
})

const UNLIMITED = { practice: INDIVIDUAL_ACCOUNT_RAILS, gateway: NO_RAILS }

test.each([
  ['all limits were removed', () => FILES.map((name) => rmSync(file(name))), ALL_STRICT],
  ['all limits and their mark were removed', () => removeAll(7), ALL_STRICT],
  ['they and the database were removed', () => removeAll(undefined), ALL_STRICT],
  ['they were removed, and the database is damaged', () => removeAll(-1), ALL_STRICT],
  [
    'they were removed before the migrated database was written',
    () => {
      removeAll(4)
      writeFileSync(join(home, 'console.db.version-4'), '')
    },
    ALL_STRICT,
  ],
  ['the folder of version 0.1.0 was restored', () => removeAll(4), UNLIMITED],
])('finds the limits of each profile after %s', (_, remove, limits) => {
  startWithLimits()
  remove()
  expect(start().view()).toEqual(limits)
  expect(notices).toHaveLength(1)
  expect(notices[0]).toContain(
    limits === ALL_STRICT
      ? 'guard-rails.json and its copy are missing. Every profile now has strict guard rails'
      : 'No guard rails are set for “Gateway”',
  )
  expect(start().view()).toEqual(limits)
})

function removeAll(migrations: number | undefined): void {
  for (const name of [...FILES, MARK, 'console.db']) rmSync(file(name))
  if (migrations !== undefined) writeDatabase(migrations)
}

test.each([
  ['guard-rails.json', { practice: INDIVIDUAL_ACCOUNT_RAILS, gateway: STRICTER }],
  ['guard-rails.json.checksum', strictWith(3)],
])('after the format in %s was damaged, names this file, without which the next start has limits', (name, limits) => {
  startWithLimits()
  writeFileSync(file(name), read(name).replace('"schemaVersion": 1', '"schemaVersion": 7'))
  expect(describeNewerFormat(home)).toContain(`the file is damaged: move ${file(name)} to another folder`)
  rmSync(file(name))
  expect(describeNewerFormat(home)).toBeUndefined()
  expect(start().view()).toEqual(limits)
  expect(notices).toHaveLength(1)
})

test('applies strict limits if their checksum is lost and an earlier build has written limits', () => {
  startWithLimits()
  rmSync(file(FILES[1]))
  writeAsBefore({ practice: NO_RAILS, gateway: NO_RAILS })
  expect(start().view()).toEqual(ALL_STRICT)
  expect(notices).toEqual([expect.stringContaining('its checksum is missing or damaged')])
})

test('accepts limits that an earlier build has stored without a checksum', () => {
  writeAsBefore({ gateway: STRICTER })
  expect(start().view()).toEqual({ practice: INDIVIDUAL_ACCOUNT_RAILS, gateway: STRICTER })
  expect(start().view()).toEqual({ practice: INDIVIDUAL_ACCOUNT_RAILS, gateway: STRICTER })
  expect([notices, quarantined()]).toEqual([[], []])
})

test('applies strict limits if an earlier build has stored a profile twice', () => {
  const text = JSON.stringify({ schemaVersion: 1, others: 'none', profiles: ofFormat1({ gateway: STRICTER }) })
  writeFileSync(file(), text.replace('"profiles":', '"profiles":{},"profiles":'))
  expect(start().view()).toEqual(strictWith(3))
  expect(notices).toEqual([expect.stringMatching(/"profiles" is repeated.*Every profile now has strict guard rails/)])
})

test('keeps changed limits after a restart, without a notice', () => {
  startWithLimits().change('practice', STRICTER)
  expect(start().view()).toEqual({ practice: STRICTER, gateway: STRICTER })
  expect(notices).toEqual([])
})

test('drops the limits of a deleted profile, and applies strict limits if it exists again', () => {
  const stored = startWithLimits()
  profiles = [PRACTICE]
  stored.change('practice', NO_RAILS)
  expect(notices).toEqual([])
  profiles = [PRACTICE, GATEWAY]
  expect(stored.of(GATEWAY)).toEqual(STRICT_RAILS)
  expect(start().view()).toEqual({ practice: NO_RAILS, gateway: STRICT_RAILS })
  expect(notices).toEqual([expect.stringMatching(/has no guard rails for “Gateway”. Strict ones are in force/)])
})

test('uses the last good copy of a damaged file, and reports it', () => {
  startWithLimits()
  writeFileSync(file(), '{')
  expect(start().of(GATEWAY)).toEqual(STRICTER)
  expect(notices).toEqual([expect.stringContaining('its last good copy is used')])
  expect(start().of(GATEWAY)).toEqual(STRICTER)
  expect(notices).toHaveLength(1)
})

test('does not use a copy that is older than the file', () => {
  const stored = startWithLimits()
  const older = read('guard-rails.json.last-good')
  stored.change('gateway', { ...STRICTER, quantity: { action: 'refuse', limit: 1 } })
  writeFileSync(file('guard-rails.json.last-good'), older)
  writeFileSync(file(), '')
  expect(start().view()).toEqual(strictWith(3))
})

test.each([
  ['no JSON', () => '{', ALL_STRICT],
  ['nothing', () => '', ALL_STRICT],
  ['a changed digit', (text: string) => text.replace('"limit": 3\n', '"limit": 9\n'), strictWith(9)],
  ['another digit', (text: string) => text.replace('"limit": 3\n', '"limit": 900\n'), ALL_STRICT],
  ['a flipped bit in the id of a profile', (text: string) => text.replace('"gateway"', '"gauewav"'), ALL_STRICT],
  ['a repeated name', (text: string) => text.replace('"profiles": {', '"profiles": {}, "profiles": {'), strictWith(3)],
  ['another action', (text: string) => text.replace('"refuse"', '"off"'), strictWith(3)],
  ['an unknown currency', (text: string) => text.replaceAll('"USD"', '"XXX"'), strictWith(3)],
  ['an unknown key', (text: string) => text.replaceAll('"collar": {', '"other": {}, "collar": {'), strictWith(3)],
  [
    'an unknown action',
    (text: string) => text.replace('"refuse",\n        "limit": 3', '"x", "limit": 3'),
    strictWith(3),
  ],
  [
    'a profile that cannot be read',
    (text: string) => text.replace('"practice": {', '"practice": 1, "x": {'),
    strictWith(3),
  ],
  ['no profiles', () => '{"schemaVersion":1,"others":"none","profiles":{}}', ALL_STRICT],
])(
  'applies strict or stricter known limits to every profile, with a notice, if file and copy have %s',
  (_, damage, limits) => {
    startWithLimits()
    const damaged = damage(read())
    for (const name of ['guard-rails.json', 'guard-rails.json.last-good']) writeFileSync(file(name), damaged)
    expect(start().view()).toEqual(limits)
    expect(notices).toEqual([
      expect.stringContaining('Every profile now has strict guard rails: check them in Profiles.'),
    ])
    const kept = quarantined()
    expect(kept).toHaveLength(2)
    for (const name of kept) expect(read(name)).toBe(damaged)
    // The next start finds the strict limits as the limits of each profile, and a change of one leaves the others.
    const next = start()
    expect(next.view()).toEqual(limits)
    next.change('gateway', NO_RAILS)
    expect(start().view()).toEqual({ practice: STRICT_RAILS, gateway: NO_RAILS })
    expect(notices).toHaveLength(1)
  },
)

test('allows only the symbols that a damaged list still states', () => {
  startWithLimits().change('gateway', { ...STRICTER, symbols: { action: 'refuse', allowed: ['AAPL', 'MSFT'] } })
  const damaged = read().replace('"MSFT"', '1')
  for (const name of ['guard-rails.json', 'guard-rails.json.last-good']) writeFileSync(file(name), damaged)
  expect(start().of(GATEWAY)).toEqual({
    ...strictWith(3).gateway,
    symbols: { action: 'refuse', allowed: ['AAPL'] },
  })
})

test.each([
  ['the file and its copy are missing', [FILES[0], FILES[2]], undefined, ALL_STRICT],
  ['the checksum is missing', [FILES[1]], undefined, strictWith(3)],
  ['the checksum is damaged', [FILES[1]], '{"schemaVersion":1,"contents":["', strictWith(3)],
  ['the checksum is empty', [FILES[1]], '', strictWith(3)],
  ['every file is empty', FILES, '', ALL_STRICT],
])('applies strict or stricter known limits to every profile, with a notice, if %s', (_, names, text, limits) => {
  startWithLimits()
  for (const name of names) {
    if (text === undefined) rmSync(file(name))
    else writeFileSync(file(name), text)
  }
  expect(start().view()).toEqual(limits)
  expect(notices).toEqual([
    expect.stringContaining('Every profile now has strict guard rails: check them in Profiles.'),
  ])
})

test('applies strict limits, with a notice, if only quarantined limits of an earlier build are left', () => {
  writeFileSync(file('guard-rails.json.broken-2026-01-02T00-00-00.000Z'), '{')
  expect(start().view()).toEqual(ALL_STRICT)
  expect(notices).toEqual([expect.stringMatching(/its copy are missing\. Every profile now has strict guard rails/)])
})

test('applies strict limits if an earlier build has changed the file after a downgrade', () => {
  startWithLimits()
  writeAsBefore({ practice: NO_RAILS, gateway: NO_RAILS }, 'strict')
  expect(start().view()).toEqual(ALL_STRICT)
  expect(notices).toEqual([expect.stringContaining('its checksum does not match')])
})

test('does not overwrite what another program wrote meanwhile: every profile gets strict limits, with a notice', () => {
  const stored = startWithLimits()
  const views: unknown[] = []
  stored.feed.subscribe((items) => views.push(...items))
  writeAsBefore({ practice: NO_RAILS, gateway: NO_RAILS })
  const foreign = read()
  expect(() => stored.change('gateway', NO_RAILS)).toThrow('Not changed: another program changed guard-rails.json')
  expect([stored.view(), views]).toEqual([strictWith(3), [strictWith(3)]])
  expect(notices).toEqual([expect.stringContaining('Every profile now has strict guard rails')])
  for (const name of quarantined()) expect(read(name)).toBe(foreign)
  expect(quarantined()).toHaveLength(2)
  stored.change('gateway', STRICTER)
  expect(start().view()).toEqual({ practice: STRICT_RAILS, gateway: STRICTER })
})

test('does not overwrite limits that another console has written when a profile is added', () => {
  const stored = startWithLimits()
  // Another console of this version, with its own checksum.
  start().change('gateway', NO_RAILS)
  expect(() => stored.add('new', NO_RAILS)).toThrow('another program changed')
  expect(start().view()).toEqual(strictWith(3))
})

test('writes the limits again if another program removed them meanwhile', () => {
  const stored = startWithLimits()
  for (const name of FILES) rmSync(file(name))
  stored.change('practice', STRICTER)
  expect(start().view()).toEqual({ practice: STRICTER, gateway: STRICTER })
  expect(notices).toEqual([])
})

const WITH_NAKED_SHORTS: GuardRails = { ...STRICTER, nakedShorts: { action: 'refuse', limit: 0 } }

test('writes the version that earlier builds read until a limit is in use that they do not have', () => {
  const stored = startWithLimits()
  expect(JSON.parse(read())).toMatchObject({ schemaVersion: 1, profiles: ofFormat1(stored.view()) })
  stored.change('gateway', WITH_NAKED_SHORTS)
  expect(JSON.parse(read())).toMatchObject({ schemaVersion: 2, profiles: { gateway: WITH_NAKED_SHORTS } })
  expect([start().of(GATEWAY), notices]).toEqual([WITH_NAKED_SHORTS, []])
  // A number that the user has changed is kept, although its limit is off.
  stored.change('gateway', { ...STRICTER, nakedShorts: { action: 'off', limit: 3 } })
  expect([start().of(GATEWAY).nakedShorts, JSON.parse(read())]).toMatchObject([
    { action: 'off', limit: 3 },
    { schemaVersion: 2 },
  ])
  stored.change('gateway', STRICTER)
  expect(JSON.parse(read())).toMatchObject({ schemaVersion: 1 })
  expect([start().of(GATEWAY), notices]).toEqual([STRICTER, []])
})

test('keeps the entries of a newer version in both versions of the file', () => {
  writeAsBefore({ gateway: STRICTER })
  const written = JSON.parse(read()) as { profiles: { gateway: Record<string, unknown> } }
  const newer = { ...written, profiles: { gateway: { ...written.profiles.gateway, later: 1 } } }
  writeFileSync(file(), JSON.stringify(newer))
  const stored = start()
  expect(notices).toEqual([expect.stringContaining('profiles.gateway.later')])
  stored.change('practice', STRICTER)
  expect(JSON.parse(read())).toMatchObject({ schemaVersion: 1, profiles: { gateway: { later: 1 } } })
  stored.change('practice', WITH_NAKED_SHORTS)
  expect(JSON.parse(read())).toMatchObject({ schemaVersion: 2, profiles: { gateway: { later: 1 } } })
})

test.each<[string, (rails: Record<string, unknown>) => void, Partial<GuardRails>?]>([
  ['lacks a limit', (rails) => delete rails['nakedShorts']],
  ['has a limit without a number', (rails) => (rails['position'] = { action: 'refuse' })],
  ['has a limit below its range', (rails) => (rails['daysToExpiry'] = { action: 'refuse', limit: 0 })],
  [
    'has an unknown action',
    (rails) => (rails['delta'] = { action: 'allow', limit: 1 }),
    { delta: { action: 'refuse', limit: 1 } },
  ],
])('applies strict or stated limits to every profile if an entry of version 2 %s', (_, damage, stated = {}) => {
  const profiles = structuredClone({ practice: NO_RAILS, gateway: WITH_NAKED_SHORTS })
  damage(profiles.gateway as unknown as Record<string, unknown>)
  const text = JSON.stringify({ schemaVersion: 2, others: 'none', profiles })
  for (const name of ['guard-rails.json', 'guard-rails.json.last-good']) writeFileSync(file(name), text)
  const { practice, gateway } = strictWith(3)
  expect(start().view()).toEqual({ practice, gateway: { ...gateway, ...stated } })
  expect(notices).toEqual([expect.stringContaining('Every profile now has strict guard rails')])
})

test('shows the limits in force after each change', () => {
  const stored = start()
  const shown: unknown[] = []
  stored.feed.subscribe((views) => shown.push(...views))
  stored.change('gateway', STRICTER)
  expect(shown).toEqual([{ practice: INDIVIDUAL_ACCOUNT_RAILS, gateway: STRICTER }])
})

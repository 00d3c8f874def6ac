import type * as Fs from 'node:fs'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { systemClock } from '../../../../src/client/clock.ts'
import { StoredGuardRails } from '../../../../src/host/guard-rails/stored-guard-rails.ts'
import { UserNotices } from '../../../../src/host/host-context.ts'
import { KeySets } from '../../../../src/host/keys/key-sets.ts'
import { type ProfilesInUse, ProfilesService } from '../../../../src/host/profile-edits/profiles-service.ts'
import type { SecretStore } from '../../../../src/host/profiles/key-set.ts'
import { ProfileList } from '../../../../src/host/profiles/profile-list.ts'
import { createSecret } from '../../../../src/host/profiles/secret.ts'
import { CancelRules } from '../../../../src/host/safety/cancel-rules.ts'
import {
  type GuardRails,
  INDIVIDUAL_ACCOUNT_RAILS,
  NO_RAILS,
  STRICT_RAILS,
} from '../../../../src/shared/domain/guard-rails.ts'

/** Writes of the file system that succeed before one fails, and whether those after it succeed again. */
const disk = vi.hoisted(() => ({ left: Number.POSITIVE_INFINITY, recovers: false, writes: 0 }))
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof Fs>()
  const failing =
    <A extends readonly unknown[], R>(run: (...args: A) => R) =>
    (...args: A): R => {
      disk.writes += 1
      disk.left -= 1
      if (disk.left < 0 && (disk.left === -1 || !disk.recovers))
        throw Object.assign(new Error('full'), { code: 'ENOSPC' })
      return run(...args)
    }
  return {
    ...fs,
    // The temporary file stays empty or incomplete, as on a full disk.
    writeFileSync: failing((path: Fs.PathOrFileDescriptor, text: string) => fs.writeFileSync(path, text)),
    renameSync: failing(fs.renameSync),
    // A real sync takes milliseconds, and this file does thousands of them.
    fsyncSync: () => undefined,
  }
})

const LOWERED = { ...INDIVIDUAL_ACCOUNT_RAILS, value: { action: 'refuse', limit: 5 } } as const

let home: string
let notices: string[]
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-interrupted-'))
  notices = []
})
afterEach(() => {
  repairDisk()
  rmSync(home, { recursive: true, force: true })
})

function repairDisk(): void {
  disk.left = Number.POSITIVE_INFINITY
}

function start() {
  const context = {
    home,
    clock: systemClock,
    log: { write: () => undefined },
    notices: new UserNotices((text) => notices.push(text)),
  }
  const list = new ProfileList(context)
  const limits = new StoredGuardRails({ context, profiles: () => list.profiles })
  const cancelRules = new CancelRules(context, list)
  const sets = new Map<string, ReadonlyMap<string, Uint8Array>>()
  const store: SecretStore = {
    kind: 'vault',
    write: async (generation, entries) => void sets.set(generation, entries),
    read: async (generation) => sets.get(generation) ?? new Map(),
    remove: async (generation) => void sets.delete(generation),
  }
  const keySets = new KeySets({ home, now: Date.now, stores: { keychain: store, vault: store } })
  const inUse = { restart: async () => undefined } as unknown as ProfilesInUse
  return { list, limits, cancelRules, profiles: new ProfilesService(list, { limits, cancelRules }, inUse, keySets) }
}

const gateway = { name: 'Live', url: 'localhost:1', rails: LOWERED }

/** Counts the writes of an action in a folder of its own. */
async function countWrites(prepare: (console: ReturnType<typeof start>) => Promise<unknown>): Promise<number> {
  const console = start()
  disk.writes = 0
  await prepare(console)
  return disk.writes
}

describe.each([
  ['a crash', false],
  ['an error', true],
])('after %s in any write', (_, recovers) => {
  const login = (set = new Map([['accessToken', createSecret('a token')]] as const)) => ({
    profileId: undefined,
    names: { kind: 'oauth1', consumerKey: 'ABCDEFGHI' } as const,
    server: '',
    approvedServer: undefined,
    name: 'Live',
    store: 'vault' as const,
    set,
  })
  test.each([
    ['created', (console: ReturnType<typeof start>) => console.profiles.create(gateway)],
    ['imported', (console: ReturnType<typeof start>) => console.profiles.storeLogin(login(), LOWERED)],
    [
      'duplicated',
      async (console: ReturnType<typeof start>) => {
        const source = console.list.profiles.find(({ kind }) => kind === 'gateway')
        return source && console.profiles.duplicate(source.id)
      },
    ],
  ])('a profile that is %s has its limits, and a copy its cancel rule', async (what, add) => {
    if (what === 'duplicated') {
      const { profiles, cancelRules } = start()
      cancelRules.change((await profiles.create(gateway)).id, () => ({ needsArming: true }))
    }
    const saved = readdirSync(home).map((name) => [name, readFileSync(join(home, name))] as const)
    const restore = (): void => {
      for (const name of readdirSync(home)) rmSync(join(home, name))
      for (const [name, bytes] of saved) writeFileSync(join(home, name), bytes)
    }
    const writes = await countWrites(add)
    expect(writes).toBeGreaterThan(10)
    let missing = 0
    for (let left = 0; left <= writes; left += 1) {
      restore()
      const console = start()
      const known = console.list.profiles.length
      Object.assign(disk, { left, recovers })
      await add(console).catch(() => undefined)
      const wasAdded = console.list.profiles.length > known
      repairDisk()
      notices = []
      const next = start()
      const view = next.limits.view()
      for (const { id, kind } of next.list.profiles) {
        expect([left, view[id]]).toEqual([left, kind === 'practice' ? INDIVIDUAL_ACCOUNT_RAILS : LOWERED])
        const needsArming = what === 'duplicated' && kind !== 'practice'
        expect([left, next.cancelRules.of(id)]).toEqual([left, { needsArming }])
      }
      expect([left, notices]).toEqual([left, []])
      // A profile that the caller got is stored.
      if (wasAdded) expect(next.list.profiles).toHaveLength(known + 1)
      if (next.list.profiles.length === known) missing += 1
    }
    // Most writes come before the profile is stored.
    expect(missing).toBeGreaterThan(writes / 3)
  })
})

const RAISED = { ...INDIVIDUAL_ACCOUNT_RAILS, value: { action: 'refuse', limit: 1e9 } } as const

describe('limits that cannot be stored', () => {
  /** Changes the limits of Practice with a disk that fails after each number of writes. */
  async function changeWithFullDisk(
    rails: GuardRails,
    check: (limits: StoredGuardRails, error: string | undefined, next: StoredGuardRails) => void,
  ): Promise<number> {
    const writes = await countWrites(async ({ limits }) => limits.change('practice', rails))
    for (let left = 0; left <= writes; left += 1) {
      repairDisk()
      const { limits } = start()
      limits.change('practice', INDIVIDUAL_ACCOUNT_RAILS)
      notices = []
      Object.assign(disk, { left, recovers: false })
      let error: string | undefined
      try {
        limits.change('practice', rails)
      } catch (caught) {
        error = (caught as Error).message
      }
      repairDisk()
      check(limits, error, start().limits)
      expect(notices).toEqual([])
    }
    return writes
  }
  const practice = { id: 'practice' }

  test('a lower limit is in force at once, and a failure says until when', async () => {
    let failures = 0
    const writes = await changeWithFullDisk(LOWERED, (limits, error, next) => {
      expect(limits.of(practice)).toEqual(LOWERED)
      expect([INDIVIDUAL_ACCOUNT_RAILS, LOWERED]).toContainEqual(next.of(practice))
      if (error === undefined) expect(next.of(practice)).toEqual(LOWERED)
      else {
        failures += 1
        expect(error).toMatch(
          /^The guard rails were not stored: The disk is full\..* Until they can be stored, the stricter of the old and the new value of each limit is in force; after a restart, the old ones are\.$/,
        )
      }
    })
    expect(failures).toBeGreaterThan(writes / 3)
  })

  test('a higher limit is not in force before it is stored', async () => {
    let failures = 0
    const writes = await changeWithFullDisk(RAISED, (limits, error) => {
      expect(limits.of(practice)).toEqual(error === undefined ? RAISED : INDIVIDUAL_ACCOUNT_RAILS)
      if (error === undefined) return
      failures += 1
      expect(error).toMatch(/The disk is full.* The old ones stay in force\.$/)
    })
    expect(failures).toBeGreaterThan(writes / 3)
  })

  test('the next change stores the stricter limits, and no error leaves a notice at the next start', () => {
    const { limits } = start()
    const views: unknown[] = []
    limits.feed.subscribe((items) => views.push(...items))
    disk.left = 0
    expect(() => limits.change('practice', LOWERED)).toThrow('not stored')
    expect(views).toEqual([{ practice: LOWERED }])
    repairDisk()
    limits.add('new', NO_RAILS)
    expect(start().limits.of(practice)).toEqual(LOWERED)
    expect(notices).toEqual([])
  })

  test('strict limits after damage are in force although they cannot be stored, and again after the next start', () => {
    start()
    for (const name of ['guard-rails.json', 'guard-rails.json.last-good']) writeFileSync(join(home, name), '{')
    disk.left = 0
    expect(start().limits.of(practice)).toEqual(STRICT_RAILS)
    expect(notices).toEqual([
      expect.stringContaining('The settings cannot be saved'),
      expect.stringMatching(/It was left unchanged.*Every profile now has strict guard rails/),
      expect.stringContaining('The guard rails cannot be stored'),
    ])
    expect(readdirSync(home).filter((name) => name.includes('broken'))).toEqual([])
    repairDisk()
    notices = []
    expect(start().limits.of(practice)).toEqual(STRICT_RAILS)
    expect(notices[0]).toContain('Every profile now has strict guard rails')
  })

  test('a damaged file that cannot be renamed is neither overwritten nor trusted later', () => {
    const { limits } = start()
    limits.change('practice', LOWERED)
    const damaged = readFileSync(join(home, 'guard-rails.json'), 'utf8').replace('"limit": 5\n', '"limit": 6\n')
    for (const name of ['guard-rails.json', 'guard-rails.json.last-good']) writeFileSync(join(home, name), damaged)
    // The settings take four writes. Only the first rename of a damaged file fails.
    Object.assign(disk, { left: 4, recovers: true })
    expect(start().limits.of(practice)).toEqual({ ...STRICT_RAILS, value: { action: 'refuse', limit: 6 } })
    repairDisk()
    for (const name of ['guard-rails.json', 'guard-rails.json.last-good'])
      expect(readFileSync(join(home, name), 'utf8')).toBe(damaged)
    expect(start().limits.of(practice)).toEqual({ ...STRICT_RAILS, value: { action: 'refuse', limit: 6 } })
  })
})

describe('interrupted starts', () => {
  test('a first start that is interrupted at any write leaves no notice and no strict limits', () => {
    disk.writes = 0
    start()
    const { writes } = disk
    expect(writes).toBeGreaterThan(10)
    for (let left = 0; left <= writes; left += 1) {
      for (const name of readdirSync(home)) rmSync(join(home, name))
      Object.assign(disk, { left, recovers: false })
      start()
      repairDisk()
      notices = []
      expect([left, start().limits.view(), notices]).toEqual([left, { practice: INDIVIDUAL_ACCOUNT_RAILS }, []])
    }
  })

  test('the start after an interrupted change accepts no older limits any more', () => {
    const { limits } = start()
    const names = ['guard-rails.json', 'guard-rails.json.last-good'].map((name) => join(home, name))
    const older = readFileSync(names[0] ?? '')
    // The file is written (its checksum before takes two writes), and its copy is not.
    Object.assign(disk, { left: 4, recovers: false })
    limits.change('practice', LOWERED)
    repairDisk()
    expect(start().limits.of({ id: 'practice' })).toEqual(LOWERED)
    for (const name of names) writeFileSync(name, older)
    expect(start().limits.of({ id: 'practice' })).toEqual(STRICT_RAILS)
  })
})

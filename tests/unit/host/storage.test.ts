import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { keepSettings, loadSettings, saveSettings, selectedProfile } from '../../../src/host/profiles/settings.ts'
import { HomeError, locateHome, prepareHome } from '../../../src/host/storage/home.ts'
import { takeInstanceLock } from '../../../src/host/storage/instance-lock.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-test-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the user data folder', () => {
  test('is the flag, else the variable, else the place of the platform', () => {
    const env = { IBKR_CONSOLE_HOME: '/from/env', XDG_CONFIG_HOME: '/xdg' }
    expect(locateHome('/from/flag', env, 'linux')).toBe('/from/flag')
    expect(locateHome(undefined, env, 'linux')).toBe('/from/env')
    expect(locateHome(undefined, { XDG_CONFIG_HOME: '/xdg' }, 'linux')).toBe('/xdg/ibkr-console')
    expect(locateHome(undefined, {}, 'darwin')).toMatch(/Application Support\/IBKR Console$/)
  })

  test('is made for its owner alone', () => {
    const home = join(folder, 'new', 'home')
    prepareHome(home)
    expect(statSync(home).mode & 0o777).toBe(0o700)
  })

  test('that cannot be one is a sentence with a remedy', () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    expect(() => prepareHome(join(file, 'home'))).toThrow(HomeError)
    expect(() => prepareHome(join(file, 'home'))).toThrow(/Choose another with --home DIR/)
  })
})

describe('settings', () => {
  const now = (): number => Date.UTC(2026, 0, 2)
  const gateway = { kind: 'gateway', id: 'gw', name: 'Gateway', url: 'https://localhost:5000' } as const

  test('of a new user are the Practice profile', () => {
    const { value, notice } = loadSettings(folder, now)
    expect(selectedProfile(value).kind).toBe('practice')
    expect(notice).toBeUndefined()
  })

  test('come back as they were saved, readable by their owner only', () => {
    saveSettings(folder, { schemaVersion: 1, selectedProfileId: 'gw', profiles: [gateway] })
    expect(selectedProfile(loadSettings(folder, now).value)).toEqual(gateway)
    expect(statSync(join(folder, 'settings.json')).mode & 0o777).toBe(0o600)
  })

  test.each([
    ['not JSON', '{'],
    ['of the wrong shape', '{"schemaVersion":1}'],
    ['from a newer version', '{"schemaVersion":2,"selectedProfileId":"practice","profiles":[]}'],
    [
      'naming a profile that is not there',
      JSON.stringify({ schemaVersion: 1, selectedProfileId: 'x', profiles: [gateway] }),
    ],
  ])('%s are kept aside, and the defaults are used and said', (_what, text) => {
    writeFileSync(join(folder, 'settings.json'), text)
    const { value, notice } = loadSettings(folder, now)
    expect(selectedProfile(value).kind).toBe('practice')
    expect(notice).toContain('the defaults are used')
    const aside = readdirSync(folder).find((name) => name.includes('broken'))
    expect(readFileSync(join(folder, String(aside)), 'utf8')).toBe(text)
  })

  test('that were deleted come back from their last good copy, and say so', () => {
    saveSettings(folder, { schemaVersion: 1, selectedProfileId: 'gw', profiles: [gateway] })
    rmSync(join(folder, 'settings.json'))
    const { value, notice } = loadSettings(folder, () => 0)
    expect(value.profiles).toEqual([gateway])
    expect(notice).toMatch(/was gone; its last good copy is used/)
  })

  test('that cannot be saved at all are a sentence, and no end of the program', () => {
    expect(
      keepSettings(join(folder, 'nowhere'), { schemaVersion: 1, selectedProfileId: 'gw', profiles: [gateway] }),
    ).toMatch(/^The settings cannot be saved in .*nowhere.* \(ENOENT\)\. Changes last until the console stops\.$/)
  })

  test('are saved although their copy cannot be: who heard of a failure would take back what they name', () => {
    mkdirSync(join(folder, 'settings.json.last-good'))
    saveSettings(folder, { schemaVersion: 1, selectedProfileId: 'practice', profiles: [gateway] })
    expect(JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8')).profiles).toEqual([gateway])
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  test('that broke later fall back to their last good copy', () => {
    saveSettings(folder, { schemaVersion: 1, selectedProfileId: 'gw', profiles: [gateway] })
    writeFileSync(join(folder, 'settings.json'), 'torn')
    const { value, notice } = loadSettings(folder, now)
    expect(selectedProfile(value)).toEqual(gateway)
    expect(notice).toContain('last good copy')
  })
})

describe('the lock of a folder', () => {
  test('is held once; the second hears who holds it', async () => {
    const first = await takeInstanceLock(folder, () => '{"pid":7}')
    expect(await takeInstanceLock(folder, () => 'x')).toEqual({ kind: 'taken', greeting: '{"pid":7}' })
    if (first.kind === 'held') await first.release()
    const third = await takeInstanceLock(folder, () => '')
    expect(third.kind).toBe('held')
    if (third.kind === 'held') await third.release()
  })

  test('is taken over from a process that is gone', async () => {
    writeFileSync(join(folder, 'instance.sock'), '')
    const lock = await takeInstanceLock(folder, () => '')
    expect(lock.kind).toBe('held')
    if (lock.kind === 'held') await lock.release()
  })

  test('left by a kill, is taken by exactly one of several starts at once', async () => {
    for (let round = 0; round < 10; round += 1) {
      writeFileSync(join(folder, 'instance.sock'), '')
      const locks = await Promise.all([1, 2, 3, 4].map(() => takeInstanceLock(folder, () => 'me')))
      expect(locks.filter((lock) => lock.kind === 'held')).toHaveLength(1)
      for (const lock of locks) if (lock.kind === 'held') await lock.release()
      rmSync(join(folder, 'instance.sock'), { force: true })
    }
  })

  test('does not wait for a start that died on its way', async () => {
    writeFileSync(join(folder, 'instance.starting'), '999999999')
    const lock = await takeInstanceLock(folder, () => '')
    expect(lock.kind).toBe('held')
    if (lock.kind === 'held') await lock.release()
  })

  test('works in a folder with a name too long for a socket', async () => {
    const deep = join(folder, 'd'.repeat(120))
    mkdirSync(deep)
    const lock = await takeInstanceLock(deep, () => 'hello')
    expect(await takeInstanceLock(deep, () => '')).toEqual({ kind: 'taken', greeting: 'hello' })
    if (lock.kind === 'held') await lock.release()
  })
})

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FilesService } from '../../../src/host/files/files-service.ts'
import { SavedResponseBodies } from '../../../src/host/files/saved-response-bodies.ts'
import { KeySets } from '../../../src/host/keys/key-sets.ts'
import { KeychainStore } from '../../../src/host/keys/keychain-store.ts'
import { KeysService } from '../../../src/host/keys/keys-service.ts'
import { VaultStore } from '../../../src/host/keys/vault-store.ts'
import { type KeyedProfile, PRACTICE, type Profile } from '../../../src/host/profiles/profile.ts'
import { createSecret } from '../../../src/host/profiles/secret.ts'
import type { FileDialogs } from '../../../src/host/shell-port.ts'
import { createMemoryKeychain, type MemoryKeychain } from '../../process/memory-keychain.ts'
import { type ManualClock, manualClock } from '../client/manual-clock.ts'

const PASSPHRASE = 'correct horse battery staple'
const MINUTE = 60_000

let home: string
let clock: ManualClock
let keychain: MemoryKeychain
let vault: VaultStore
let keySets: KeySets
let keys: KeysService
let profile: Profile
let log: string[]
/** Number of times that the vault was locked. */
let locked: number
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-keys-'))
  open()
})
afterEach(() => {
  keys.close()
  rmSync(home, { recursive: true, force: true })
})

/** Opens the key stores, as each start of the console does. */
function open(dialogs?: FileDialogs): void {
  clock = manualClock()
  keychain = createMemoryKeychain()
  vault = new VaultStore({ home, cost: { logN: 10, r: 8, p: 1 } })
  const stores = { vault, keychain: new KeychainStore(clock, keychain.load) }
  keySets = new KeySets({ home, now: clock.now, stores })
  log = []
  locked = 0
  keys = new KeysService({
    home,
    clock,
    keychain: stores.keychain,
    vault,
    keySets,
    files: new FilesService(new SavedResponseBodies(), dialogs),
    log: { write: (level, event, detail) => void log.push(`${level} ${event} ${detail}`) },
    idleMinutes: () => 15,
    findProfile: () => profile,
    onLocked: () => {
      locked += 1
    },
  })
  vault.onChange(() => void keys.updateVaultState())
}

async function storeProfile(store: 'vault' | 'keychain', own: Partial<KeyedProfile> = {}): Promise<KeyedProfile> {
  const set = new Map([['accessToken', createSecret('a token')] as const])
  const location = await keySets.write(store, set)
  const stored = { kind: 'oauth1', id: 'mine', name: 'Mine', consumerKey: 'TESTCONS', keys: location, ...own }
  profile = stored as KeyedProfile
  return profile as KeyedProfile
}

/** Confirms an export, and records what was asked. */
const asked: unknown[] = []
const agree = async (...question: readonly unknown[]): Promise<void> => void asked.push(question)
beforeEach(() => asked.splice(0))

test('shows the present state of the vault when a call that changes it returns', async () => {
  const states: unknown[] = []
  keys.feed.subscribe((views) => states.push(...views.map((view) => view.vault)))
  const shown = () => keys.feed.snapshot().vault
  await keys.updateVaultState()
  expect(shown()).toEqual({ kind: 'absent' })
  await keys.createVault(PASSPHRASE)
  expect(shown()).toEqual({ kind: 'open', typed: true })
  await keys.lockVault()
  expect(shown()).toEqual({ kind: 'locked' })
  expect(locked).toBe(1)
  await keys.unlockVault(PASSPHRASE)
  expect(shown()).toEqual({ kind: 'open', typed: true })
  await keys.archiveVault(agree)
  expect(shown()).toEqual({ kind: 'absent' })
  expect(states.at(-1)).toEqual({ kind: 'absent' })
  expect(states).toContainEqual({ kind: 'open', typed: true })
})

test('runs the cleanup after the passphrase was entered, also for a change of the passphrase', async () => {
  let unlocks = 0
  keys.onUnlocked(() => {
    unlocks += 1
  })
  await keys.createVault(PASSPHRASE)
  await keys.unlockVault(PASSPHRASE)
  await keys.changePassphrase(PASSPHRASE, 'another long passphrase')
  expect(unlocks).toBe(2)
  expect(keys.feed.snapshot().vault).toEqual({ kind: 'open', typed: true })
})

test('asks for a confirmation before it archives a vault, and not if there is none', async () => {
  await keys.archiveVault(() => Promise.reject(new Error('asked without a vault')))
  await keys.createVault(PASSPHRASE)
  await expect(keys.archiveVault(() => Promise.reject(new Error('declined')))).rejects.toThrow('declined')
  expect(await vault.state()).toBe('open')
  expect((await keys.archiveVault(agree)).name).toMatch(/^keys\.vault\.archived-2023-11-14T/)
  expect(asked).toHaveLength(1)
  // The archived vault no longer needs to be locked.
  clock.advance(16 * MINUTE)
  expect(locked).toBe(0)
})

test('opens the vault unattended for logins, but not for exports, and neither locks it nor opens a missing one', async () => {
  await keys.unlockUnattended(PASSPHRASE)
  expect(keys.openedAtStart).toBe(false)
  await keys.createVault(PASSPHRASE)
  await keys.lockVault()
  open()
  await keys.unlockUnattended(PASSPHRASE)
  expect(keys.openedAtStart).toBe(true)
  expect(keys.feed.snapshot().vault).toEqual({ kind: 'open', typed: false })
  expect(() => keys.requireTypedFor('vault')).toThrow(expect.objectContaining({ code: 'vault-locked' }))
  for (const other of ['keychain', undefined] as const) expect(() => keys.requireTypedFor(other)).not.toThrow()
  await keys.userLeft()
  keys.systemIdle(60 * MINUTE)
  clock.advance(60 * MINUTE)
  expect(locked).toBe(0)
  await keys.archiveVault(agree)
  expect(keys.openedAtStart).toBe(false)
})

test('requires the typed passphrase only for keys that are in the vault', async () => {
  await keys.createVault(PASSPHRASE)
  await keys.lockVault()
  open()
  await keys.unlockUnattended(PASSPHRASE)
  await storeProfile('keychain')
  expect(() => keys.requireTypedForProfile('mine')).not.toThrow()
  await storeProfile('vault')
  expect(() => keys.requireTypedForProfile('mine')).toThrow(expect.objectContaining({ code: 'vault-locked' }))
  profile = PRACTICE
  expect(() => keys.requireTypedForProfile('practice')).not.toThrow()
  // A locked vault rejects the read itself.
  await keys.lockVault()
  expect(() => keys.requireTypedFor('vault')).not.toThrow()
})

test('locks the vault after the idle time unless the console is used, and at once when the user leaves', async () => {
  await keys.createVault(PASSPHRASE)
  clock.advance(14 * MINUTE)
  keys.used()
  clock.advance(14 * MINUTE)
  expect(locked).toBe(0)
  clock.advance(MINUTE)
  expect(locked).toBe(1)
  await keys.unlockVault(PASSPHRASE)
  await keys.userLeft()
  expect(await vault.state()).toBe('locked')
  await keys.unlockVault(PASSPHRASE)
  keys.systemIdle(15 * MINUTE)
  expect(locked).toBe(3)
  keys.close()
  expect(clock.pending).toBe(0)
})

test('asks for a confirmation of a longer idle time only', async () => {
  const confirm = async (text: string): Promise<void> => void asked.push(text)
  for (const minutes of [14, 15]) await keys.confirmIdleMinutes(minutes, confirm)
  expect(asked).toEqual([])
  await keys.confirmIdleMinutes(16, confirm)
  expect(asked).toEqual(['Lock the vault after 16 minutes without use instead of 15.'])
})

test('proposes the vault after a check found the keychain unusable', async () => {
  expect(keys.feed.snapshot()).toMatchObject({ proposed: 'keychain', keychain: { kind: 'unknown' } })
  expect(await keys.checkKeychain()).toMatchObject({ proposed: 'keychain', keychain: { kind: 'works' } })
  keychain.mood = 'refuse'
  const shown: unknown[] = []
  keys.feed.subscribe((views) => shown.push(...views))
  const reason = expect.stringMatching(/^No keychain is available/)
  expect(await keys.checkKeychain()).toMatchObject({
    proposed: 'vault',
    keychain: { kind: 'unusable', message: reason },
  })
  expect(shown.at(-1)).toMatchObject({ proposed: 'vault', vault: { kind: 'absent' } })
})

test('passes a login only for an approved server, and erases it', async () => {
  const approved = await storeProfile('keychain')
  const login = await keys.login(approved)
  expect(login.config).toHaveProperty('accessToken', 'a token')
  login.erase()
  expect(login.config).not.toHaveProperty('accessToken', 'a token')
  await expect(keys.login({ ...approved, server: 'https://keys.test' })).rejects.toMatchObject({
    code: 'server-not-approved',
  })
  const oauth2 = { kind: 'oauth2', clientId: 'C', keyId: 'K', credential: 'u', ip: '192.0.2.1', keys: approved.keys }
  const other = await keys.login({ ...oauth2, id: 'o', name: 'O' } as KeyedProfile)
  expect(other.config).toMatchObject({ type: 'oauth2', clientId: 'C' })
  other.erase()
})

test('exports keys of the keychain after a confirmation that names the profile, to a file that only its owner reads', async () => {
  await storeProfile('keychain', { id: '0123456789', name: 'My “best”\nprofile', server: 'https://keys.test' })
  await expect(keys.export({ profileId: 'x' }, () => Promise.reject(new Error('declined')))).rejects.toThrow('declined')
  expect(readdirSync(home)).not.toContain('exports')
  const { name, place = '' } = await keys.export({ profileId: 'x' }, agree)
  expect(asked).toEqual([[expect.stringMatching(/ Profile “My 'best' profile”\.$/), false]])
  expect([name, place]).toEqual(['oauth1-01234567.json', join(home, 'exports', 'oauth1-01234567.json')])
  expect(JSON.parse(readFileSync(place, 'utf8'))).toMatchObject({
    consumerKey: 'TESTCONS',
    accessToken: 'a token',
    server: 'https://keys.test',
  })
  expect([statSync(place).mode & 0o777, statSync(join(home, 'exports')).mode & 0o777]).toEqual([0o600, 0o700])
  expect(log).toEqual(['info keys-exported 0123456789'])
  profile = PRACTICE
  await expect(keys.export({ profileId: 'practice' }, agree)).rejects.toMatchObject({ code: 'not-available' })
})

test('exports to the file that the user chooses in a dialog, without a path in the result', async () => {
  const suggested: string[] = []
  open({
    chooseWhereToSave: async (name: string) => {
      suggested.push(name)
      return join(home, 'chosen.json')
    },
  } as unknown as FileDialogs)
  await storeProfile('keychain')
  expect(await keys.export({ profileId: 'x' }, agree)).toEqual({ name: 'chosen.json' })
  expect(suggested).toEqual(['oauth1.json'])
  expect(JSON.parse(readFileSync(join(home, 'chosen.json'), 'utf8'))).not.toHaveProperty('server')
})

test('exports keys of the vault with the passphrase, and leaves a locked vault locked', async () => {
  await keys.createVault(PASSPHRASE)
  await storeProfile('vault')
  // The passphrase was typed just now.
  await keys.export({ profileId: 'x' }, agree)
  await keys.lockVault()
  await expect(keys.export({ profileId: 'x' }, agree)).rejects.toMatchObject({ code: 'confirmation-needed' })
  const wrong = { profileId: 'x', passphrase: 'a wrong one' }
  await expect(keys.export(wrong, agree)).rejects.toMatchObject({ code: 'passphrase-wrong' })
  expect(log.at(-1)).toBe('warning passphrase-wrong 1 in a row')
  await keys.export({ profileId: 'x', passphrase: PASSPHRASE }, agree)
  expect(keys.feed.snapshot().vault).toEqual({ kind: 'locked' })
  expect(asked.map((question) => (question as unknown[])[1])).toEqual([false, true])
  // The vault was opened for the export only, so no session lost it.
  expect(locked).toBe(1)
})

test('counts the passphrase of an export from a vault that a passphrase file opened as typed', async () => {
  await keys.createVault(PASSPHRASE)
  await keys.lockVault()
  open()
  await keys.unlockUnattended(PASSPHRASE)
  await storeProfile('vault')
  const wrong = { profileId: 'x', passphrase: 'a wrong one' }
  await expect(keys.export(wrong, agree)).rejects.toMatchObject({ code: 'passphrase-wrong' })
  expect(() => keys.requireTypedFor('vault')).toThrow()
  await keys.export({ profileId: 'x', passphrase: PASSPHRASE }, agree)
  expect(asked).toEqual([[expect.any(String), true]])
  expect(() => keys.requireTypedFor('vault')).not.toThrow()
})

test('pauses after three wrong passphrases in a row, whichever call they were given to', async () => {
  await keys.createVault(PASSPHRASE)
  const wrong = { code: 'passphrase-wrong' }
  await expect(keys.checkPassphrase('a wrong one')).rejects.toMatchObject(wrong)
  await expect(keys.unlockVault('a wrong one')).rejects.toMatchObject(wrong)
  await keys.checkPassphrase(PASSPHRASE)
  for (let attempt = 1; attempt <= 3; attempt += 1)
    await expect(keys.changePassphrase('a wrong one', PASSPHRASE)).rejects.toMatchObject(wrong)
  expect(log.at(-1)).toBe('warning passphrase-wrong 3 in a row')
  await expect(keys.checkPassphrase(PASSPHRASE)).rejects.toMatchObject({ code: 'limit' })
  clock.advance(2_000)
  await keys.checkPassphrase(PASSPHRASE)
  // Another failure, such as a passphrase that is too short, is no guess.
  await expect(keys.changePassphrase(PASSPHRASE, 'short')).rejects.toMatchObject({ code: 'invalid-input' })
  expect(log.filter((line) => line.includes('passphrase-wrong'))).toHaveLength(5)
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../../../src/client/clock.ts'
import { UserNotices } from '../../../src/host/host-context.ts'
import type { VerifiedLogin } from '../../../src/host/key-imports/draft-login.ts'
import { KeySets } from '../../../src/host/keys/key-sets.ts'
import { type ProfilesInUse, ProfilesService } from '../../../src/host/profile-edits/profiles-service.ts'
import type { SecretStore } from '../../../src/host/profiles/key-set.ts'
import { ProfileList } from '../../../src/host/profiles/profile-list.ts'
import { createSecret, unwrap } from '../../../src/host/profiles/secret.ts'
import { NO_RAILS } from '../../../src/shared/domain/guard-rails.ts'

/*
 * These tests check the order in which keys, and the profile that refers to the keys, change when stores or sessions
 * fail.
 */

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-key-changes-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

/** Creates a store in memory. `onWrite` is called before a set is stored. */
function memoryStore(kind: 'keychain' | 'vault', onWrite: () => Promise<void> = async () => undefined) {
  const sets = new Map<string, ReadonlyMap<string, Uint8Array>>()
  const store: SecretStore = {
    kind,
    async write(generation, entries) {
      const copy = new Map([...entries].map(([name, bytes]) => [name, Uint8Array.from(bytes)]))
      await onWrite()
      sets.set(generation, copy)
    },
    read: async (generation) =>
      new Map([...(sets.get(generation) ?? [])].map(([name, bytes]) => [name, bytes.slice()])),
    remove: async (generation) => void sets.delete(generation),
  }
  return { store, sets }
}

function services(keychain: SecretStore, vault: SecretStore, restart = async (): Promise<void> => undefined) {
  const log = { write: () => undefined }
  const list = new ProfileList({ home, clock: systemClock, log, notices: new UserNotices() })
  const keySets = new KeySets({ home, now: Date.now, stores: { keychain, vault } })
  const rules = {
    limits: { of: () => NO_RAILS, add: () => undefined },
    cancelRules: { of: () => ({ needsArming: false }), add: () => undefined },
  }
  const inUse = { restart } as unknown as ProfilesInUse
  return { list, keySets, profiles: new ProfilesService(list, rules, inUse, keySets) }
}

const login = (token: string, profileId?: string): VerifiedLogin => ({
  profileId,
  names: { kind: 'oauth1', consumerKey: 'ABCDEFGHI' },
  server: '',
  approvedServer: undefined,
  name: 'Mine',
  store: 'vault',
  set: new Map([['accessToken', createSecret(token)]]),
})

test('cancels a move of keys between stores if the keys are replaced in the meantime, and leaves no copy', async () => {
  let meanwhile = async (): Promise<void> => undefined
  const keychain = memoryStore('keychain', () => meanwhile())
  const vault = memoryStore('vault')
  const { list, keySets, profiles } = services(keychain.store, vault.store)
  const { id } = await profiles.storeLogin(login('the old'), NO_RAILS)
  meanwhile = async () => void (await profiles.storeLogin(login('the new', id), NO_RAILS))
  await expect(profiles.move(id, 'keychain')).rejects.toMatchObject({
    message: expect.stringMatching(/replaced in the meantime/),
  })
  const kept = list.find(id)
  const set = await keySets.read('keys' in kept ? kept.keys : expect.unreachable())
  expect(String(Buffer.from(unwrap(set.get('accessToken') ?? createSecret(''))))).toBe('the new')
  expect([keychain.sets.size, vault.sets.size]).toEqual([0, 1])
})

test('keeps the new keys of a profile even if its session cannot restart', async () => {
  const vault = memoryStore('vault')
  const parts = services(memoryStore('keychain').store, vault.store)
  const { id } = await parts.profiles.storeLogin(login('the old'), NO_RAILS)
  const restart = () => Promise.reject(new Error('the session does not close'))
  const { list, profiles } = services(memoryStore('keychain').store, vault.store, restart)
  await expect(profiles.storeLogin(login('the new', id), NO_RAILS)).rejects.toThrow('does not close')
  const kept = list.find(id)
  const named = 'keys' in kept ? vault.sets.get(kept.keys.generation) : undefined
  expect(String(Buffer.from(named?.get('accessToken') ?? []))).toBe('the new')
})

test('stores the secrets before the profile refers to them', async () => {
  const named: number[] = []
  const vault = memoryStore('vault', async () => void named.push(parts.list.profiles.length))
  const parts = services(memoryStore('keychain').store, vault.store)
  await parts.profiles.storeLogin(login('a token'), NO_RAILS)
  expect([named, parts.list.profiles.length]).toEqual([[1], 2])
})

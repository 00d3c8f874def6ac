import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { KeySets } from '../../../src/host/keys/key-sets.ts'
import type { SecretStore } from '../../../src/host/profiles/key-set.ts'
import { createSecret, unwrap } from '../../../src/host/profiles/secret.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-sets-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

/** Creates a store in memory that waits until `open` is called, like a keychain with an open password prompt. */
function waitingStore(kind: 'keychain' | 'vault') {
  const sets = new Map<string, ReadonlyMap<string, Uint8Array>>()
  let open = (): void => undefined
  let waits = Promise.resolve()
  const store: SecretStore = {
    kind,
    async write(generation, entries) {
      await waits
      sets.set(generation, new Map([...entries].map(([name, bytes]) => [name, Uint8Array.from(bytes)])))
    },
    read: async (generation) => new Map(sets.get(generation) ?? []),
    async remove(generation) {
      await waits
      sets.delete(generation)
    },
  }
  return {
    store,
    sets,
    wait() {
      waits = new Promise((resolve) => {
        open = resolve
      })
    },
    open: () => open(),
  }
}

const set = () => new Map([['accessToken', createSecret('a token')] as const])
const keySets = (keychain: SecretStore, vault: SecretStore) =>
  new KeySets({ home, now: () => 0, stores: { keychain, vault } })
const ledger = (): readonly string[] =>
  JSON.parse(readFileSync(join(home, 'key-sets.json'), 'utf8')).sets.map(
    ({ generation }: { generation: string }) => generation,
  )

test('lists a key set in key-sets.json before its first secret is written and until its last secret is removed', async () => {
  const keychain = waitingStore('keychain')
  const sets = keySets(keychain.store, waitingStore('vault').store)
  keychain.wait()
  const writing = sets.write('keychain', set())
  await expect.poll(() => ledger()).toHaveLength(1)
  expect(keychain.sets.size).toBe(0)
  keychain.open()
  const place = await writing
  expect(ledger()).toEqual([place.generation])
  keychain.wait()
  const removing = sets.remove(place)
  await new Promise((later) => setImmediate(later))
  expect(ledger()).toEqual([place.generation])
  keychain.open()
  expect(await removing).toBe(true)
  expect(ledger()).toEqual([])
})

test('remembers the server of each key set across starts, and an approval changes only its own set', async () => {
  const keychain = waitingStore('keychain')
  const sets = keySets(keychain.store, waitingStore('vault').store)
  const bound = await sets.write('keychain', set(), 'https://gateway.example')
  const other = await sets.write('keychain', set())
  sets.approve(other, undefined)
  expect(sets.approvedServer(other)).toBeUndefined()
  sets.approve(other, 'https://other.example')
  const restarted = keySets(keychain.store, waitingStore('vault').store)
  expect(restarted.notice).toBeUndefined()
  expect(restarted.approvedServer(bound)).toBe('https://gateway.example')
  expect(restarted.approvedServer(other)).toBe('https://other.example')
})

test('never removes a set as unused that a damaged file of profiles may have referred to', async () => {
  const keychain = waitingStore('keychain')
  const first = keySets(keychain.store, waitingStore('vault').store)
  const place = await first.write('keychain', set())
  keySets(keychain.store, waitingStore('vault').store).protectAll()
  const later = keySets(keychain.store, waitingStore('vault').store)
  expect(await later.removeUnused(() => new Set())).toBe(0)
  expect((await later.read(place)).size).toBe(1)
  // The user can still remove it.
  expect(await later.remove(place)).toBe(true)
})

test('reports a set with a missing secret as missing, and returns no secret of it', async () => {
  const keychain = waitingStore('keychain')
  const sets = keySets(keychain.store, waitingStore('vault').store)
  const both = new Map([...set(), ['accessTokenSecret', createSecret('its secret')] as const])
  const place = await sets.write('keychain', both)
  keychain.sets.set(place.generation, new Map([['accessToken', Buffer.from('a token')]]))
  await expect(sets.read(place)).rejects.toMatchObject({ code: 'keys-missing' })
})

test.each(['stored', 'refused'])('erases the temporary copy of a secret after the store has %s it', async (end) => {
  const keychain = waitingStore('keychain')
  let given: Uint8Array | undefined
  Object.assign(keychain.store, {
    write: async (_generation: string, entries: ReadonlyMap<string, Uint8Array>) => {
      given = entries.get('accessToken')
      expect(String(given)).toBe(String(Uint8Array.from(Buffer.from('a token'))))
      if (end === 'refused') throw new Error('locked')
    },
  })
  const sets = keySets(keychain.store, waitingStore('vault').store)
  await sets.write('keychain', set()).catch(() => undefined)
  expect([...(given ?? [])]).toEqual([0, 0, 0, 0, 0, 0, 0])
})

test('does not remove a set as unused while it is being written', async () => {
  const keychain = waitingStore('keychain')
  const sets = keySets(keychain.store, waitingStore('vault').store)
  keychain.wait()
  const writing = sets.write('keychain', set())
  const sweeping = sets.removeUnused(() => new Set())
  keychain.open()
  const place = await writing
  expect(await sweeping).toBe(0)
  expect((await sets.read(place)).size).toBe(1)
})

test('removes the key sets of an earlier start, except sets that a profile has used in the meantime', async () => {
  const keychain = waitingStore('keychain')
  const first = keySets(keychain.store, waitingStore('vault').store)
  const [kept, left] = [await first.write('keychain', set()), await first.write('keychain', set())]
  const later = keySets(keychain.store, waitingStore('vault').store)
  const wanted = new Set<string>()
  const sweeping = later.removeUnused(() => new Set(wanted))
  wanted.add(kept.generation)
  expect(await sweeping).toBe(1)
  expect([...keychain.sets.keys()]).toEqual([kept.generation])
  await expect(later.read(left)).rejects.toMatchObject({ code: 'keys-missing' })
})

test('stores a secret unchanged although it is erased in memory while the store waits for its password', async () => {
  const keychain = waitingStore('keychain')
  const sets = keySets(keychain.store, waitingStore('vault').store)
  const secret = createSecret('a token')
  keychain.wait()
  const writing = sets.write('keychain', new Map([['accessToken', secret]]))
  secret.erase()
  keychain.open()
  const found = (await sets.read(await writing)).get('accessToken')
  expect(found && Buffer.from(unwrap(found)).toString()).toBe('a token')
})

test('uses the vault while the keychain waits for its password', async () => {
  const keychain = waitingStore('keychain')
  const before = keySets(keychain.store, waitingStore('vault').store)
  await before.write('keychain', set())
  const vault = waitingStore('vault')
  const sets = keySets(keychain.store, vault.store)
  keychain.wait()
  const sweeping = sets.removeUnused(() => new Set())
  const place = await sets.write('vault', set())
  expect((await sets.read(place)).size).toBe(1)
  keychain.open()
  expect(await sweeping).toBe(1)
})

test('reports a failed removal, and removes the set later', async () => {
  const vault = waitingStore('vault')
  const errors: unknown[] = []
  const sets = new KeySets({
    home,
    now: () => 0,
    stores: { keychain: waitingStore('keychain').store, vault: vault.store },
    onNotRemoved: (error) => errors.push(error),
  })
  const place = await sets.write('vault', set())
  const { remove } = vault.store
  Object.assign(vault.store, { remove: () => Promise.reject(new Error('locked')) })
  expect(await sets.remove(place)).toBe(false)
  expect(errors).toEqual([new Error('locked')])
  Object.assign(vault.store, { remove })
  expect(await sets.removeUnused(() => new Set())).toBe(1)
  expect(vault.sets.size).toBe(0)
})

import type * as Crypto from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type * as VaultFormat from '../../../src/host/keys/vault-format.ts'
import { VaultStore } from '../../../src/host/keys/vault-store.ts'

/** Records all created and derived keys and all decrypted content. */
const { keys, contents, derived } = vi.hoisted(() => ({
  derived: [] as Buffer[],
  keys: [] as VaultFormat.VaultKey[],
  contents: [] as Buffer[],
}))
vi.mock('../../../src/host/keys/vault-format.ts', async (original) => {
  const format = await original<typeof VaultFormat>()
  return {
    ...format,
    async createVaultKey(...args: Parameters<typeof format.createVaultKey>) {
      const key = await format.createVaultKey(...args)
      keys.push(key)
      return key
    },
    async unlockVault(...args: Parameters<typeof format.unlockVault>) {
      const opened = await format.unlockVault(...args)
      keys.push(opened.key)
      contents.push(opened.content)
      return opened
    },
    openVault(...args: Parameters<typeof format.openVault>) {
      const content = format.openVault(...args)
      contents.push(content)
      return content
    },
  }
})

vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof Crypto>()
  const scrypt = (...[password, salt, length, options, done]: Parameters<typeof crypto.scrypt>): void =>
    crypto.scrypt(password, salt, length, options, (error, bytes) => {
      if (bytes) derived.push(bytes)
      done(error, bytes)
    })
  return { ...crypto, scrypt }
})

const PASSPHRASE = 'correct horse battery staple'
const GENERATION = '00000000-0000-4000-8000-00000000000a'
const isZero = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0)
const isErased = ({ sealing, checking }: VaultFormat.VaultKey): boolean => isZero(sealing) && isZero(checking)

let home: string
let vault: VaultStore
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-vault-'))
  keys.length = 0
  contents.length = 0
  vault = new VaultStore({ home, cost: { logN: 10, r: 8, p: 1 } })
  await vault.create(PASSPHRASE)
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

test.each([
  ['is locked', async () => vault.lock()],
  ['is closed', async () => vault.close()],
  [
    'gets another passphrase, which leaves the new key alone',
    async () => vault.changePassphrase(PASSPHRASE, 'a new passphrase'),
  ],
  ['is unlocked once more', async () => vault.unlock(PASSPHRASE)],
] as const)('overwrites the key of a vault when the vault %s', async (_when, act) => {
  const [first] = keys
  expect(first && isErased(first)).toBe(false)
  await act()
  expect(first && isErased(first)).toBe(true)
  const open = (await vault.state()) === 'open'
  expect(keys.filter((key) => !isErased(key))).toHaveLength(open ? 1 : 0)
})

test('erases decrypted content from memory, and every key except the one of the unlocked vault', async () => {
  await vault.write(GENERATION, new Map([['accessToken', Buffer.from('a token')]]))
  await vault.read(GENERATION, ['accessToken'])
  await vault.checkPassphrase(PASSPHRASE)
  await vault.changePassphrase(PASSPHRASE, 'a new passphrase')
  await vault.unlock('a new passphrase')
  expect(contents.length).toBeGreaterThanOrEqual(5)
  expect(contents.every(isZero)).toBe(true)
  expect(keys.filter((key) => !isErased(key))).toHaveLength(1)
})

test('erases the key derived from a wrong passphrase', async () => {
  derived.length = 0
  await expect(vault.checkPassphrase('not the passphrase')).rejects.toMatchObject({ code: 'passphrase-wrong' })
  expect(derived.map(isZero)).toEqual([true])
})

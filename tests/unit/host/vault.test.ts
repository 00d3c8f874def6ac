import {
  chmodSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createVaultKey, openVault, sealVault, unlockVault } from '../../../src/host/keys/vault-format.ts'
import { VaultStore } from '../../../src/host/keys/vault-store.ts'

/** The low scrypt cost allows tests to open the vault often. */
const cost = { logN: 10, r: 8, p: 1 }
const PASSPHRASE = 'correct horse battery staple'
const [A, B] = ['00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b'] as const
const entry = (text: string) => new Map([['accessToken', Buffer.from(text)]])

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-vault-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const file = (name = 'keys.vault'): Buffer => readFileSync(join(home, name))
async function opened(): Promise<VaultStore> {
  const vault = new VaultStore({ home, cost })
  await vault.create(PASSPHRASE)
  return vault
}

describe('encryption of the vault file', () => {
  test('returns the content of the vault file for the passphrase in any Unicode normalisation form', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (content) => {
        const sealed = sealVault(content, await createVaultKey('pa\u0308ssphrase', cost))
        expect([...(await unlockVault(sealed, 'p\u00e4ssphrase')).content]).toEqual([...content])
      }),
      { numRuns: 10 },
    )
  })

  test('the vault file cannot be opened after a single bit is changed', async () => {
    const key = await createVaultKey(PASSPHRASE, cost)
    const sealed = sealVault(Buffer.from('the content'), key)
    for (let at = 0; at < sealed.length; at++) {
      const spoilt = Buffer.from(sealed)
      spoilt[at] = (spoilt[at] ?? 0) ^ 1
      // A changed scrypt cost is rejected immediately, or after the key derivation as a wrong passphrase.
      const refused = expect.stringMatching(/^(vault-damaged|passphrase-wrong)$/)
      await expect(unlockVault(spoilt, PASSPHRASE), `byte ${at}`).rejects.toMatchObject({ code: refused })
      if (at >= 60) expect(() => openVault(spoilt, key)).toThrow(/changed/)
    }
  })

  test('never encrypts the same content to the same bytes', async () => {
    const key = await createVaultKey(PASSPHRASE, cost)
    expect(sealVault(Buffer.from('x'), key).equals(sealVault(Buffer.from('x'), key))).toBe(false)
  })

  test('the vault file states a default scrypt cost of 128 MiB of memory', async () => {
    await new VaultStore({ home }).create(PASSPHRASE)
    const [, , ...cost] = file().subarray(7, 12)
    expect(cost).toEqual([17, 8, 1])
  })

  test.each([
    ['N of 2^21', [1, 21, 1, 1]],
    ['N of 2^9', [1, 9, 8, 1]],
    ['4 GiB of memory', [1, 17, 255, 1]],
    ['five rounds', [1, 10, 8, 5]],
    ['no round', [1, 10, 8, 0]],
  ])('rejects a hostile header before it uses memory or time: %s', async (_what, head) => {
    const sealed = sealVault(Buffer.from('x'), await createVaultKey(PASSPHRASE, cost))
    sealed.set(head, 8)
    await expect(unlockVault(sealed, PASSPHRASE)).rejects.toThrow(/the header was changed/)
  })
})

describe('vault as a store of secrets', () => {
  test('the vault is readable by its owner only and contains no plain text', async () => {
    const vault = await opened()
    await vault.write(A, entry('a-very-secret-token'))
    await vault.write(B, entry('another'))
    for (const name of ['keys.vault', 'keys.vault.previous']) {
      expect(statSync(join(home, name)).mode & 0o777).toBe(0o600)
      expect(file(name).includes('a-very-secret-token')).toBe(false)
      expect(file(name).includes(Buffer.from('a-very-secret-token').toString('base64'))).toBe(false)
    }
  })

  test('keeps several sets separate, and also removes a removed set from its copy', async () => {
    const vault = await opened()
    await vault.write(A, entry('one'))
    await vault.write(B, entry('two'))
    await vault.remove(A, [])
    expect((await vault.read(A, ['accessToken'])).size).toBe(0)
    expect(String((await vault.read(B, ['accessToken'])).get('accessToken'))).toBe('two')
    for (const name of ['keys.vault', 'keys.vault.previous']) {
      expect((await unlockVault(file(name), PASSPHRASE)).content.toString()).not.toContain(A)
    }
  })

  test('syncs the new vault to disk before it replaces the old file, and never writes to the old file', async () => {
    await (await opened()).write(A, entry('one'))
    const before = file()
    const steps: string[] = []
    const vault = new VaultStore({
      home,
      openFile: async (...args: Parameters<typeof open>) => {
        const opened = await open(...args)
        const sync = opened.sync.bind(opened)
        opened.sync = async () => {
          steps.push(file().equals(before) ? 'synced beside the old' : 'synced too late')
          return sync()
        }
        return opened
      },
    })
    linkSync(join(home, 'keys.vault'), join(home, 'the old one'))
    await vault.unlock(PASSPHRASE)
    await vault.write(B, entry('two'))
    // The files are synced twice: once for the backup copy and once for the vault.
    expect(steps).toEqual(['synced beside the old', 'synced beside the old'])
    expect(file('the old one').equals(before)).toBe(true)
    expect(file().equals(before)).toBe(false)
  })

  test('neither reads nor writes while it is locked', async () => {
    const vault = await opened()
    await vault.write(A, entry('one'))
    vault.lock()
    expect(await vault.state()).toBe('locked')
    for (const run of [
      () => vault.read(A, ['accessToken']),
      () => vault.write(B, entry('x')),
      () => vault.remove(A, []),
    ]) {
      await expect(run()).rejects.toMatchObject({ code: 'vault-locked' })
    }
  })

  test('replaces a damaged vault with its copy, and quarantines the damaged file', async () => {
    const vault = await opened()
    await vault.write(A, entry('one'))
    await vault.write(B, entry('two'))
    const damaged = file().subarray(0, 100)
    writeFileSync(join(home, 'keys.vault'), damaged)
    let restored = 0
    const again = new VaultStore({ home, onRestored: () => restored++ })
    await again.unlock(PASSPHRASE)
    expect(restored).toBe(1)
    expect(String((await again.read(A, ['accessToken'])).get('accessToken'))).toBe('one')
    expect(file('keys.vault.broken').equals(damaged)).toBe(true)
  })

  test('calls a vault damaged and repairs it from its copy, whichever part was changed', async () => {
    const vault = await opened()
    await vault.write(A, entry('one'))
    await vault.write(B, entry('two'))
    const [whole, copy] = [file(), file('keys.vault.previous')]
    const again = new VaultStore({ home, cost })
    // The first and last byte of magic, cost, salt, check, nonce, tag and content.
    for (const at of [0, 7, 9, 11, 12, 27, 28, 59, 60, 71, 72, 87, 88, whole.length - 1]) {
      const damaged = Buffer.from(whole)
      damaged[at] = (damaged[at] ?? 0) ^ 1
      writeFileSync(join(home, 'keys.vault'), damaged)
      await expect(again.checkPassphrase(PASSPHRASE), `byte ${at}`).rejects.toMatchObject({ code: 'vault-damaged' })
      await again.unlock(PASSPHRASE)
      expect(file().equals(copy), `byte ${at}`).toBe(true)
      expect(file('keys.vault.broken').equals(damaged), `byte ${at}`).toBe(true)
    }
  })

  test('neither opens nor changes a vault of a newer version, and names the version', async () => {
    const vault = await opened()
    await vault.write(A, entry('one'))
    const newer = file()
    newer[8] = 2
    writeFileSync(join(home, 'keys.vault'), newer)
    const again = new VaultStore({ home, cost })
    for (const use of [
      () => again.unlock(PASSPHRASE),
      () => again.checkPassphrase(PASSPHRASE),
      () => again.changePassphrase(PASSPHRASE, 'a new passphrase'),
      // This one is open from before.
      () => vault.write(B, entry('two')),
    ])
      await expect(use()).rejects.toThrow(
        expect.objectContaining({
          code: 'vault-newer',
          message: expect.stringMatching(/has format 2.*reads format 1/),
        }),
      )
    expect(file().equals(newer)).toBe(true)
    expect(readdirSync(home).sort()).toEqual(['keys.vault', 'keys.vault.previous'])
  })

  test('does not restore the old passphrase if only the copy of a vault still has it', async () => {
    const vault = await opened()
    await vault.write(A, entry('one'))
    const copy = file('keys.vault.previous')
    await vault.changePassphrase(PASSPHRASE, 'a new passphrase')
    const changed = file()
    // As after a crash between the two writes.
    writeFileSync(join(home, 'keys.vault.previous'), copy)
    await expect(new VaultStore({ home }).unlock(PASSPHRASE)).rejects.toMatchObject({ code: 'passphrase-wrong' })
    expect(file().equals(changed)).toBe(true)
  })

  test('does not treat a wrong passphrase as damage', async () => {
    const vault = await opened()
    await vault.write(A, entry('one'))
    await expect(new VaultStore({ home }).unlock('wrong passphrase')).rejects.toMatchObject({
      code: 'passphrase-wrong',
    })
    expect(readdirSync(home).sort()).toEqual(['keys.vault', 'keys.vault.previous'])
  })

  test('opens neither the vault nor its copy with the old passphrase after a change', async () => {
    const vault = await opened()
    await vault.write(A, entry('one'))
    await expect(vault.changePassphrase('wrong', 'a new passphrase')).rejects.toMatchObject({
      code: 'passphrase-wrong',
    })
    await expect(vault.changePassphrase(PASSPHRASE, 'short')).rejects.toMatchObject({ code: 'invalid-input' })
    await vault.changePassphrase(PASSPHRASE, 'a new passphrase')
    for (const name of ['keys.vault', 'keys.vault.previous']) {
      await expect(unlockVault(file(name), PASSPHRASE)).rejects.toMatchObject({ code: 'passphrase-wrong' })
      await expect(unlockVault(file(name), 'a new passphrase')).resolves.toBeDefined()
    }
    expect((await vault.read(A, ['accessToken'])).size).toBe(1)
  })

  test('removes the copy if it cannot be encrypted with the new passphrase', async () => {
    let opensLeft = Number.POSITIVE_INFINITY
    const vault = new VaultStore({
      home,
      cost,
      openFile: async (...args: Parameters<typeof open>) => {
        opensLeft -= 1
        if (opensLeft < 0) throw Object.assign(new Error('full'), { code: 'ENOSPC' })
        return open(...args)
      },
    })
    await vault.create(PASSPHRASE)
    await vault.write(A, entry('one'))
    opensLeft = 1
    await vault.changePassphrase(PASSPHRASE, 'a new passphrase')
    expect(readdirSync(home)).toEqual(['keys.vault'])
    expect((await vault.read(A, ['accessToken'])).size).toBe(1)
    const again = new VaultStore({ home })
    await again.unlock('a new passphrase')
    expect((await again.read(A, ['accessToken'])).size).toBe(1)
  })

  test('opens the vault from its copy if the vault file is missing', async () => {
    const vault = await opened()
    await vault.write(A, entry('one'))
    await vault.write(B, entry('two'))
    rmSync(join(home, 'keys.vault'))
    const again = new VaultStore({ home, cost })
    expect(await again.state()).toBe('locked')
    await expect(again.create('a new passphrase')).rejects.toMatchObject({ code: 'name-taken' })
    await again.unlock(PASSPHRASE)
    expect((await again.read(A, ['accessToken'])).size).toBe(1)
    expect(file().length).toBeGreaterThan(0)
  })

  test('reports a file that was truncated while the vault is open, and a lock during an operation', async () => {
    const vault = await opened()
    const whole = file()
    for (const length of [0, 40, 80]) {
      writeFileSync(join(home, 'keys.vault'), whole.subarray(0, length))
      await expect(vault.write(A, entry('one'))).rejects.toThrow(/the file is truncated/)
    }
    writeFileSync(join(home, 'keys.vault'), whole)
    const writing = vault.write(A, entry('one'))
    await Promise.resolve()
    vault.lock()
    await expect(writing).rejects.toMatchObject({ code: 'vault-locked' })
  })

  test('completes a write before the console closes, and starts no further write', async () => {
    const vault = await opened()
    let isWritten = false
    const writing = vault.write(A, entry('one')).then(() => (isWritten = true))
    await vault.close()
    expect(isWritten).toBe(true)
    await writing
    const whole = file()
    await expect(vault.remove(A, [])).rejects.toMatchObject({ code: 'vault-locked' })
    expect(file().equals(whole)).toBe(true)
    expect(readdirSync(home).sort()).toEqual(['keys.vault', 'keys.vault.previous'])
  })

  test('restores mode 0600 of the vault file at the next change', async () => {
    const vault = await opened()
    chmodSync(join(home, 'keys.vault'), 0o644)
    await vault.write(A, entry('one'))
    expect(statSync(join(home, 'keys.vault')).mode & 0o777).toBe(0o600)
  })

  test('does not restore a copy that is damaged too, and reports the damage of the vault', async () => {
    const restored: string[] = []
    const vault = new VaultStore({ home, cost, onRestored: () => restored.push('restored') })
    await vault.create(PASSPHRASE)
    await vault.write(A, entry('one'))
    vault.lock()
    const copy = file('keys.vault.previous')
    for (const name of ['keys.vault', 'keys.vault.previous']) {
      const spoilt = file(name)
      spoilt[spoilt.length - 1] = (spoilt.at(-1) ?? 0) ^ 1
      writeFileSync(join(home, name), spoilt)
    }
    await expect(vault.unlock(PASSPHRASE)).rejects.toMatchObject({ code: 'vault-damaged' })
    expect([await vault.state(), restored]).toEqual(['locked', []])
    writeFileSync(join(home, 'keys.vault.previous'), copy)
    await vault.unlock(PASSPHRASE)
    expect(restored).toEqual(['restored'])
  })

  test('calls the listener at each change of the state, but not when the console closes', async () => {
    const vault = new VaultStore({ home, cost })
    const states: Promise<string>[] = []
    vault.onChange(() => states.push(vault.state()))
    await vault.create(PASSPHRASE)
    vault.lock()
    await vault.unlock(PASSPHRASE)
    await vault.changePassphrase(PASSPHRASE, 'a new passphrase')
    expect(await Promise.all(states)).toEqual(['open', 'locked', 'open', 'open'])
    await vault.close()
    expect([states.length, await vault.state()]).toEqual([4, 'locked'])
    await expect(vault.create('123456789')).rejects.toMatchObject({ code: 'name-taken' })
    await vault.archive(0)
    await expect(vault.create('123456789')).rejects.toMatchObject({ code: 'invalid-input' })
    await vault.create('1234567890')
  })

  test('treats an unreadable vault as existing, and reports the reason when it is opened', async () => {
    mkdirSync(join(home, 'keys.vault'))
    const vault = new VaultStore({ home, cost })
    expect(await vault.state()).toBe('locked')
    await expect(vault.unlock(PASSPHRASE)).rejects.toMatchObject({ code: expect.stringMatching(/file-failed/) })
  })

  test('reports that no file descriptor is free, instead of a missing vault', async () => {
    const openFile = () => Promise.reject(Object.assign(new Error('too many open files'), { code: 'EMFILE' }))
    const vault = new VaultStore({ home, cost, openFile })
    await expect(vault.create(PASSPHRASE)).rejects.toMatchObject({
      code: 'file-failed',
      message: expect.stringContaining('Too many files and connections are open (EMFILE)'),
    })
    expect(await vault.state()).toBe('absent')
  })

  test('archives a vault with a forgotten passphrase together with its copy, and can then create a new vault', async () => {
    const vault = await opened()
    await vault.write(A, entry('one'))
    const before = file()
    vault.lock()
    const name = await vault.archive(0)
    expect(await vault.state()).toBe('absent')
    expect(readdirSync(home).sort()).toEqual([name, `${name}.previous`])
    expect(file(name).equals(before)).toBe(true)
    await vault.create('a new passphrase')
    expect((await vault.read(A, ['accessToken'])).size).toBe(0)
  })

  test('the vault can be copied as a file', async () => {
    const vault = await opened()
    await vault.write(A, entry('one'))
    const other = mkdtempSync(join(tmpdir(), 'ibkr-console-vault-'))
    copyFileSync(join(home, 'keys.vault'), join(other, 'keys.vault'))
    const moved = new VaultStore({ home: other })
    await moved.unlock(PASSPHRASE)
    expect((await moved.read(A, ['accessToken'])).size).toBe(1)
    rmSync(other, { recursive: true })
  })
})

import { generateKeyPairSync, generatePrimeSync, type KeyObject, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../../src/client/clock.ts'
import { HostError } from '../../../src/host/host-error.ts'
import { KeySets } from '../../../src/host/keys/key-sets.ts'
import { KeychainStore } from '../../../src/host/keys/keychain-store.ts'
import { VaultStore } from '../../../src/host/keys/vault-store.ts'
import { createSecret } from '../../../src/host/profiles/secret.ts'
import type { ImportField, KeySlot } from '../../../src/shared/domain/keys.ts'
import { type Simulator, startSimulator } from '../../../src/simulator/start-simulator.ts'
import { firstSnapshot } from '../../process/first-snapshot.ts'
import { createMemoryKeychain } from '../../process/memory-keychain.ts'
import { type PracticeHost, startPracticeHost } from '../../process/practice-host.ts'
import { dhparamPem } from '../../unit/client/dhparam-pem.ts'

/* Reproduces each row of the error table in docs/keys.md and compares the message. */

const PASSPHRASE = 'correct horse battery staple'
const GENERATION = '00000000-0000-4000-8000-000000000000'

let host: PracticeHost
let ibkr: Simulator
let folder: string
beforeAll(async () => {
  host = await startPracticeHost()
  ibkr = await startSimulator({ mode: 'oauth1', tls: false })
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-bad-'))
})
afterAll(async () => {
  await Promise.all([host.close(), ibkr.close()])
  rmSync(folder, { recursive: true, force: true })
})

const good = () => {
  if (!ibkr.oauth1) throw new Error('no keys')
  return ibkr.oauth1
}
const pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString()
const rsa = (modulusLength: number): string => pem(generateKeyPairSync('rsa', { modulusLength }).privateKey)

/** Returns the message for one file, which is added to the given slot or without a slot. */
async function ofFile(name: string, content: string, slot?: KeySlot): Promise<string> {
  const { id } = await host.client.call('imports.start', { kind: 'oauth1' })
  try {
    const files = [{ name, base64: Buffer.from(content).toString('base64') }]
    const [report] = await host.client.call('imports.addFiles', { id, files, ...(slot && { slot }) })
    return report?.outcome === 'refused' ? report.message : `not refused: ${report?.message}`
  } finally {
    await host.client.call('imports.discard', { id })
  }
}

async function ofField(field: ImportField, text: string): Promise<string> {
  const { id } = await host.client.call('imports.start', { kind: 'oauth1' })
  try {
    const view = await host.client.call('imports.setFields', { id, fields: { [field]: text } })
    const found = view.fields[field]
    return found?.kind === 'bad' ? found.message : 'not rejected'
  } finally {
    await host.client.call('imports.discard', { id })
  }
}

/** Returns the first failed check of the local verification for valid settings with the given changes. */
async function ofVerification(changed: object): Promise<string> {
  const { id } = await host.client.call('imports.start', { kind: 'oauth1' })
  try {
    const files = [
      { name: 'oauth1.json', base64: Buffer.from(JSON.stringify({ ...good(), ...changed })).toString('base64') },
    ]
    await host.client.call('imports.addFiles', { id, files })
    const { checks: lines } = await host.client.call('imports.verify', { id })
    return lines.find(({ state }) => state === 'failed')?.message ?? 'passed'
  } finally {
    await host.client.call('imports.discard', { id })
  }
}

async function ofFailure(run: () => Promise<unknown>): Promise<string> {
  try {
    await run()
    return 'did not fail'
  } catch (error) {
    if (error instanceof HostError) return error.message
    throw error
  }
}

/** Creates a damaged vault with one set and without a backup copy, in its own folder. */
async function vaultFile(spoil: (path: string) => void): Promise<VaultStore> {
  const home = mkdtempSync(join(folder, 'vault-'))
  const vault = new VaultStore({ home, cost: { logN: 10, r: 8, p: 1 } })
  await vault.create(PASSPHRASE)
  await vault.write(GENERATION, new Map([['accessToken', Buffer.from('x')]]))
  rmSync(join(home, 'keys.vault.previous'))
  spoil(join(home, 'keys.vault'))
  return new VaultStore({ home })
}

/** Returns a key that is encrypted as by openssl with `-aes256`. */
function encrypted(passphrase: string): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }).toString()
}

const shortTimeLimits = { ...systemClock, after: (_ms: number, run: () => void) => systemClock.after(20, run) }
const prime512 = (): string => Buffer.from(generatePrimeSync(512)).toString('hex')

const CASES: Readonly<Record<string, () => Promise<string>>> = {
  'a public key where the private one belongs': () =>
    ofFile(
      'public_signature.pem',
      generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      'signature',
    ),
  'the parameters where a key belongs': () => ofFile('dhparam.pem', dhparamPem(good().dhPrime), 'encryption'),
  'a key where the parameters belong': () => ofFile('private_signature.pem', good().signature, 'dhParameters'),
  'a file without a key': () => ofFile('notes.txt', 'remember the milk', 'signature'),
  'a PEM file cut short': () => ofFile('private_signature.pem', good().signature.slice(0, 900)),
  'a PEM file with a part missing': () => ofFile('private_signature.pem', good().signature.replace(/\n.{64}\n/, '\n')),
  'an encrypted key and the wrong passphrase': async () => {
    const { id } = await host.client.call('imports.start', { kind: 'oauth1' })
    const files = [{ name: 'private_signature.pem', base64: Buffer.from(encrypted('right')).toString('base64') }]
    const [report] = await host.client.call('imports.addFiles', { id, files })
    expect(report).toMatchObject({ outcome: 'locked', slots: ['signature'] })
    const open = host.client.call('imports.unlockKey', { id, slot: 'signature', passphrase: 'wrong' })
    const failure = await open.then(
      () => undefined,
      (error: Error) => error,
    )
    await host.client.call('imports.unlockKey', { id, slot: 'signature', passphrase: 'right' })
    await host.client.call('imports.discard', { id })
    return failure?.message ?? 'opened'
  },
  'a file in place of a key that was made here': async () => {
    const { id } = await host.client.call('imports.start', { kind: 'oauth1' })
    const slots = async () =>
      (await firstSnapshot(host.client, 'imports.feed', {})).imports.find((one) => one.id === id)?.slots
    await host.client.call('imports.generate', { id })
    await expect.poll(async () => (await slots())?.signature?.kind).toBe('filled')
    await host.client.call('imports.stopGenerating', { id })
    const files = [{ name: 'private_signature.pem', base64: Buffer.from(good().signature).toString('base64') }]
    const [report] = await host.client.call('imports.addFiles', { id, files })
    await host.client.call('imports.discard', { id })
    return report?.message ?? 'no message'
  },
  'an RSA key of 1024 bits': () => ofFile('private_signature.pem', rsa(1024)),
  'an elliptic-curve key': () =>
    ofFile('private_signature.pem', pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)),
  'one key for both purposes': () => ofVerification({ signature: good().encryption }),
  'a negative prime': () => ofFile('dhparam.pem', dhparamPem(good().dhPrime, { signed: false })),
  'a number with a small divisor': () =>
    ofFile('dhparam.pem', dhparamPem((BigInt(`0x${good().dhPrime}`) - 2n).toString(16))),
  'a number that is not a safe prime': () => ofVerification({ dhPrime: PLAIN_PRIME }),
  'a prime of 512 bits': () => ofFile('dhparam.pem', dhparamPem(prime512())),
  'the generator 5': () => ofFile('dhparam.pem', dhparamPem(good().dhPrime, { generator: 5 })),
  'a secret with a character missing': () => ofField('accessTokenSecret', good().accessTokenSecret.slice(1)),
  'a secret that is not base64': () => ofField('accessTokenSecret', good().accessTokenSecret.replace(/^./, '!')),
  'a secret for another key': () =>
    ofVerification({ accessTokenSecret: randomBytes(256).fill(0, 0, 1).toString('base64') }),
  'the token where the secret belongs': () => ofField('accessTokenSecret', good().accessToken),
  'the secret where the token belongs': () => ofField('accessToken', good().accessTokenSecret),
  'a consumer key with a blank': () => ofField('consumerKey', 'ABC DEFGH'),
  'no keychain on this system': async () => {
    const keychain = createMemoryKeychain()
    keychain.mood = 'refuse'
    return ofFailure(() => new KeychainStore(systemClock, keychain.load).check())
  },
  'a locked keychain': async () => {
    const keychain = createMemoryKeychain()
    keychain.mood = 'hang'
    return ofFailure(() => new KeychainStore(shortTimeLimits, keychain.load).check())
  },
  'a keychain that lost the keys': async () => {
    const home = mkdtempSync(join(folder, 'sets-'))
    const keychain = createMemoryKeychain()
    const stores = { keychain: new KeychainStore(systemClock, keychain.load), vault: new VaultStore({ home }) }
    const sets = new KeySets({ home, now: Date.now, stores })
    const place = await sets.write('keychain', new Map([['accessToken', createSecret('x')]]))
    keychain.entries.clear()
    return ofFailure(() => sets.read(place))
  },
  'a vault cut short': async () => {
    const vault = await vaultFile((path) => truncateSync(path, 60))
    return ofFailure(() => vault.unlock(PASSPHRASE))
  },
  'a vault that was changed': async () => {
    const vault = await vaultFile((path) => {
      const bytes = readFileSync(path)
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
      writeFileSync(path, bytes)
    })
    return ofFailure(() => vault.unlock(PASSPHRASE))
  },
  'a vault of a newer version': async () => {
    const vault = await vaultFile((path) => {
      const bytes = readFileSync(path)
      bytes[8] = 2
      writeFileSync(path, bytes)
    })
    return ofFailure(() => vault.unlock(PASSPHRASE))
  },
  'the wrong passphrase for the vault': async () => {
    const vault = await vaultFile(() => undefined)
    return ofFailure(() => vault.unlock('not the passphrase'))
  },
  'a passphrase that is too short': () =>
    ofFailure(() => new VaultStore({ home: mkdtempSync(join(folder, 'short-')) }).create('short')),
  'a full disk while storing': async () => {
    const home = mkdtempSync(join(folder, 'full-'))
    await new VaultStore({ home, cost: { logN: 10, r: 8, p: 1 } }).create(PASSPHRASE)
    const openFile: typeof open = async (...args) => {
      const file = await open(...args)
      file.writeFile = () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }))
      return file
    }
    const vault = new VaultStore({ home, openFile })
    await vault.unlock(PASSPHRASE)
    const before = readFileSync(join(home, 'keys.vault'))
    const message = await ofFailure(() => vault.write(GENERATION, new Map([['accessToken', Buffer.from('x')]])))
    expect(readFileSync(join(home, 'keys.vault')).equals(before)).toBe(true)
    return message
  },
}

/** A prime p of 2048 bits for which (p − 1) / 2 is not prime. */
const PLAIN_PRIME = Buffer.from(generatePrimeSync(2048, { add: 24n, rem: 1n })).toString('hex')

const rows = [
  ...readFileSync(new URL('../../../docs/keys.md', import.meta.url), 'utf8').matchAll(/^\| (.+?) \| "(.+?)" \|/gm),
].map(([, name = '', sentence = '']) => [name, sentence] as const)

describe('console with invalid key files and settings', () => {
  test('covers exactly the rows of the error table in docs/keys.md', () => {
    expect(rows.map(([name]) => name)).toEqual(Object.keys(CASES))
  })

  test.each(Object.entries(CASES))('%s', async (name, happen) => {
    expect(await happen()).toBe(new Map(rows).get(name))
  })
})

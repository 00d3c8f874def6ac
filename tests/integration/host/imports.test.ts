import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../../src/host/clock.ts'
import { unlockVault } from '../../../src/host/keys/vault-format.ts'
import type { FileReport, ImportView } from '../../../src/shared/contract/import-views.ts'
import { type Simulator, startSimulator } from '../../../src/simulator/start.ts'
import { firstSnapshot } from '../../process/first-snapshot.ts'
import { type MemoryKeychain, memoryKeychain } from '../../process/memory-keychain.ts'
import { type PracticeHost, startPracticeHost } from '../../process/practice-host.ts'
import { dhparamPem } from '../../unit/client/dhparam-pem.ts'

const PASSPHRASE = 'correct horse battery staple'

/** IBKR, as far as the wizard is concerned. */
let ibkr: Simulator
let ibkr2: Simulator
beforeAll(async () => {
  ibkr = await startSimulator({ mode: 'oauth1', tls: false })
  ibkr2 = await startSimulator({ mode: 'oauth2', tls: false })
})
afterAll(() => Promise.all([ibkr.close(), ibkr2.close()]))

let home: string
let keychain: MemoryKeychain
let host: PracticeHost
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-imports-'))
  keychain = memoryKeychain()
  host = await open()
})
afterEach(async () => {
  await host.close()
  rmSync(home, { recursive: true, force: true })
})

const open = (): Promise<PracticeHost> => startPracticeHost({ home, keychain: keychain.load })
const kind = (): string | undefined => host.view()?.state.kind

function registered() {
  if (!ibkr.oauth1) throw new Error('no keys')
  return ibkr.oauth1
}

const file = (name: string, text: string | Uint8Array) => ({ name, base64: Buffer.from(text).toString('base64') })

/** The files of somebody who did everything right. */
function keyFiles() {
  const { signature, encryption, dhPrime } = registered()
  return [
    file('private_signature.pem', signature),
    file('private_encryption.pem', encryption),
    file('dhparam.pem', dhparamPem(dhPrime)),
  ]
}

const begin = (what: 'oauth1' | 'oauth2' = 'oauth1'): Promise<ImportView> =>
  host.client.call('imports.begin', { kind: what })
const offer = (id: string, files: { name: string; base64: string }[]): Promise<readonly FileReport[]> =>
  host.client.call('imports.offer', { id, files })
const current = async (id: string): Promise<ImportView | undefined> =>
  (await firstSnapshot(host.client, 'imports.feed', {})).imports.find((one) => one.id === id)

function strings() {
  const { consumerKey, accessToken, accessTokenSecret } = registered()
  return { consumerKey, accessToken, accessTokenSecret, server: ibkr.apiUrl }
}

/** A draft that is ready to be stored. */
async function proven(): Promise<string> {
  const { id } = await begin()
  await offer(id, keyFiles())
  await host.client.call('imports.fields', { id, fields: strings() })
  expect(await host.client.call('imports.proveOffline', { id })).toMatchObject({ state: 'passed' })
  return id
}

/** Everything in the folder, as bytes. */
function onDisk(): Buffer {
  const files = readdirSync(home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return Buffer.concat(files.map((entry) => readFileSync(join(entry.parentPath, entry.name))))
}

describe('from three files and three strings to a login', () => {
  test('with the keychain: proved without and with IBKR, stored, selected, and the first request is authenticated', async () => {
    const id = await proven()
    const online = await host.client.call('imports.proveOnline', { id })
    expect(online.lines.map(({ id: line, state }) => [line, state])).toEqual([
      ['live-session-token', 'passed'],
      ['brokerage-session', 'passed'],
      ['accounts', 'passed'],
    ])
    expect(online.lines.at(-1)?.message).toMatch(/^DU\d+.* \(paper money\)$/)
    const profile = await host.client.call('imports.store', { id, name: 'Main account', store: 'keychain' })
    expect(profile).toMatchObject({
      kind: 'oauth1',
      name: 'Main account',
      keys: { store: 'keychain' },
      environment: 'unknown',
    })
    expect(keychain.entries.size).toBe(5)
    expect(await current(id)).toBeUndefined()
    await host.client.call('profiles.select', { id: profile.id })
    await expect.poll(() => [host.view()?.profile.id, kind()], { timeout: 10_000 }).toEqual([profile.id, 'ready'])
    expect(host.view()).toMatchObject({ environment: 'paper', arming: { kind: 'disarmed' } })
    ibkr.record.clear()
    const { output } = await host.client.callBytes('requests.send', {
      method: 'GET',
      path: 'portfolio/accounts',
      query: [],
    })
    expect(output.status).toBe(200)
    expect(ibkr.record.requests({ path: /portfolio\/accounts$/ })).toHaveLength(1)
  })

  test('with the vault: it opens by its passphrase after a restart, and the login goes on by itself', async () => {
    const id = await proven()
    const store = () => host.client.call('imports.store', { id, name: 'Sealed', store: 'vault' })
    await expect(store()).rejects.toMatchObject({ code: 'vault-locked' })
    await host.client.call('keys.createVault', { passphrase: PASSPHRASE })
    const profile = await store()
    await host.client.call('profiles.select', { id: profile.id })
    await expect.poll(kind, { timeout: 10_000 }).toBe('ready')
    expect(statSync(join(home, 'keys.vault')).mode & 0o777).toBe(0o600)
    await host.close()

    host = await open()
    await expect.poll(() => host.view()?.state).toMatchObject({ kind: 'failed', code: 'vault-locked' })
    await expect(host.client.call('keys.unlockVault', { passphrase: 'not this one' })).rejects.toMatchObject({
      code: 'passphrase-wrong',
    })
    await host.client.call('keys.unlockVault', { passphrase: PASSPHRASE })
    await expect.poll(kind, { timeout: 10_000 }).toBe('ready')
    await host.client.call('keys.lockVault', {})
    await host.client.call('session.connect', {})
    await expect.poll(kind, { timeout: 10_000 }).toBe('ready')
  })

  test('from oauth1.json alone', async () => {
    const { id } = await begin()
    const reports = await offer(id, [file('oauth1.json', JSON.stringify(registered()))])
    expect(reports.map(({ outcome }) => outcome)).toEqual(['taken', 'taken', 'taken'])
    expect(await host.client.call('imports.proveOffline', { id })).toMatchObject({ state: 'passed' })
    const view = await current(id)
    expect(view?.fields.accessTokenSecret).toEqual({ kind: 'good', shown: '344 characters' })
    expect(view?.slots.signature).toMatchObject({ kind: 'filled', source: 'settings-file', what: 'RSA key, 2048 bits' })
  })

  test('from a zip with everything in it, under names that say nothing and the wrong way round', async () => {
    const { signature, encryption, dhPrime } = registered()
    const zip = zipSync({
      'keys/a.pem': Buffer.from(encryption),
      'keys/b.pem': Buffer.from(signature),
      'keys/c': Buffer.from(dhparamPem(dhPrime)),
      'keys/notes.txt': Buffer.from('remember the milk'),
      '__MACOSX/keys/._a.pem': Buffer.from('x'),
    })
    const { id } = await begin()
    const reports = await offer(id, [file('keys.zip', zip)])
    expect(reports.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
      'a.pem taken',
      'b.pem taken',
      'c taken',
      'notes.txt ignored',
    ])
    await host.client.call('imports.fields', { id, fields: strings() })
    const proof = await host.client.call('imports.proveOffline', { id })
    expect(proof.lines.filter(({ state }) => state !== 'passed')).toEqual([])
    const view = await current(id)
    expect(view?.files.at(-1)?.message).toMatch(/had changed places.*They were put right/)
    expect(view?.slots.encryption).toMatchObject({ fileName: 'a.pem' })
  })

  test('OAuth 2.0: the key is proved against the token endpoint and the echo, and opens a session', async () => {
    const { oauth2 } = ibkr2
    if (!oauth2) throw new Error('no keys')
    const { id } = await begin('oauth2')
    await offer(id, [file('client.pem', oauth2.privateKey)])
    const { clientId, keyId, credential, ip } = oauth2
    await host.client.call('imports.fields', { id, fields: { clientId, keyId, credential, ip, server: ibkr2.apiUrl } })
    expect(await host.client.call('imports.proveOffline', { id })).toMatchObject({ state: 'passed' })
    const online = await host.client.call('imports.proveOnline', { id })
    expect(online.lines.filter(({ state }) => state !== 'passed')).toEqual([])
    const profile = await host.client.call('imports.store', { id, name: 'Firm', store: 'keychain' })
    await host.client.call('profiles.select', { id: profile.id })
    await expect.poll(() => [host.view()?.profile.id, kind()], { timeout: 10_000 }).toEqual([profile.id, 'ready'])

    // A request of the explorer that IBKR wants signed goes as a token with what was typed among its claims.
    await host.client.call('safety.arm', {})
    const path = '/gw/api/v1/echo/signed-jwt'
    await host.client.callBytes('requests.send', { method: 'POST', path, query: [], body: '{"mine":[1]}' })
    const sent = ibkr2.record.requests({ path: new RegExp(path) }).at(-1)
    expect(sent?.headers['content-type']).toBe('application/jwt')
    expect(JSON.parse(Buffer.from(sent?.body.split('.')[1] ?? '', 'base64url').toString())).toMatchObject({
      iss: clientId,
      mine: [1],
    })
  })
})

describe("IBKR's refusals in the online proof are translated", () => {
  async function refusal(changed: Record<string, string>, keys: object = {}): Promise<string | undefined> {
    const { id } = await begin()
    await offer(id, [file('oauth1.json', JSON.stringify({ ...registered(), ...keys }))])
    await host.client.call('imports.fields', { id, fields: { server: ibkr.apiUrl, ...changed } })
    expect(await host.client.call('imports.proveOffline', { id })).toMatchObject({ state: 'passed' })
    const { state, lines } = await host.client.call('imports.proveOnline', { id })
    expect(state).toBe('failed')
    expect(lines.map((line) => line.state)).toEqual(['failed', 'skipped', 'skipped'])
    await host.client.call('imports.abandon', { id })
    return lines[0]?.message
  }

  test('a consumer key that is not active yet', async () => {
    expect(await refusal({ consumerKey: 'TOONEW123' })).toMatch(
      /does not know this consumer key \(yet\): new keys work after the nightly reset, sometimes days later/,
    )
  })

  test('an access token that is an old one', async () => {
    expect(await refusal({ accessToken: 'e84c11dc149cb96ee5bb' })).toMatch(/access token.*Make the token anew/)
  })

  test('another signature key than the registered one', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const signature = privateKey.export({ type: 'pkcs8', format: 'pem' })
    expect(await refusal({}, { signature })).toMatch(
      /refused the live session token: .*the signature key is another one/,
    )
  })

  test('a server that is not there', async () => {
    expect(await refusal({ server: 'http://127.0.0.1:9' })).toMatch(/127\.0\.0\.1:9/)
  })
})

test('a proof that waits for a silent server ends when it is cancelled, started anew, or voided by a change', async () => {
  const silent = createServer((socket) => void socket.on('error', () => undefined))
  await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening))
  const { port } = silent.address() as AddressInfo
  const id = await proven()
  const prove = (signal?: AbortSignal) => host.client.call('imports.proveOnline', { id }, signal)
  const fields = (server: string) => host.client.call('imports.fields', { id, fields: { server } })
  const provenAgain = async () => {
    await fields(`http://127.0.0.1:${port}`)
    await host.client.call('imports.proveOffline', { id })
  }
  const cancelled = { code: 'cancelled' }
  await provenAgain()
  const controller = new AbortController()
  const first = expect(prove(controller.signal)).rejects.toMatchObject(cancelled)
  await expect.poll(async () => (await current(id))?.online.state).toBe('running')
  controller.abort()
  await first
  await expect.poll(async () => (await current(id))?.online.state).toBe('not-run')

  const second = expect(prove()).rejects.toMatchObject(cancelled)
  const third = expect(prove()).rejects.toMatchObject(cancelled)
  await second
  await host.client.call('imports.abandon', { id })
  await third
  silent.close()
})

describe('the wizard', () => {
  test('outlives the page: another window finds it as it was, with nothing secret in it', async () => {
    const { id } = await begin()
    await offer(id, keyFiles())
    await host.client.call('imports.fields', { id, fields: strings() })
    const view = await current(id)
    expect(view?.slots).toMatchObject({ signature: { kind: 'filled' }, encryption: { kind: 'filled' } })
    expect(view?.fields.consumerKey).toEqual({ kind: 'good', shown: registered().consumerKey })
    await host.client.call('imports.abandon', { id })
    expect(await current(id)).toBeUndefined()
  })

  test('is not held up by the public key of somebody else, and says that it lay there', async () => {
    const id = await proven()
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    await offer(id, [file('public_old.pem', publicKey.export({ type: 'spki', format: 'pem' }) as string)])
    const { state, lines } = await host.client.call('imports.proveOffline', { id })
    expect(state).toBe('passed')
    expect(lines.at(-1)).toMatchObject({
      id: 'public-keys',
      state: 'skipped',
      message: expect.stringMatching(/left out/),
    })
    await host.client.call('imports.abandon', { id })
  })

  test('takes a key by its purpose in its name, and a text that begins with a digit for a text', async () => {
    const { id } = await begin()
    const [signature] = keyFiles()
    const reports = await offer(id, [
      file('notes.txt', '08:00 get up'),
      { name: 'signature_encrypted.pem', base64: signature?.base64 ?? '' },
    ])
    expect(reports).toMatchObject([{ outcome: 'ignored' }, { outcome: 'taken', slot: 'signature' }])
    const { fields } = await host.client.call('imports.fields', { id, fields: { consumerKey: 'SHORT' } })
    expect(fields.consumerKey).toMatchObject({ kind: 'good', doubt: expect.stringContaining('nine') })
    await host.client.call('imports.abandon', { id })
  })

  test('stores nothing that was not proved, and a change voids the proof', async () => {
    const id = await proven()
    await host.client.call('imports.swap', { id })
    expect((await current(id))?.offline.state).toBe('not-run')
    const store = host.client.call('imports.store', { id, name: 'Too early', store: 'keychain' })
    await expect(store).rejects.toMatchObject({ code: 'not-proven' })
    expect(keychain.entries.size).toBe(0)
  })

  test('leaves nothing behind when the store fails half way', async () => {
    const id = await proven()
    const { entries } = keychain
    const set = entries.set.bind(entries)
    entries.set = (key, value) => {
      if (entries.size === 3) throw new Error('locked')
      return set(key, value)
    }
    const store = () => host.client.call('imports.store', { id, name: 'Half', store: 'keychain' })
    await expect(store()).rejects.toMatchObject({ code: 'keychain-unavailable' })
    expect(entries.size).toBe(0)
    entries.set = set
    await expect(store()).resolves.toMatchObject({ name: 'Half' })
    expect(entries.size).toBe(5)
  })

  test('makes keys here that pass every proof but the one that needs IBKR, and files for IBKR', async () => {
    const { id } = await begin()
    await host.close()
    const prime = Buffer.from(registered().dhPrime, 'hex')
    host = await startPracticeHost({ home, keychain: keychain.load, makePrime: async () => prime })
    const fresh = await begin()
    expect(fresh.id).not.toBe(id)
    await host.client.call('imports.make', { id: fresh.id })
    await expect.poll(async () => (await current(fresh.id))?.making.kind, { timeout: 15_000 }).toBe('done')
    const files = await host.client.call('imports.publicFiles', { id: fresh.id })
    expect(files.map(({ name }) => name)).toEqual(['public_signature.pem', 'public_encryption.pem', 'dhparam.pem'])
    for (const { text } of files) expect(text).not.toMatch(/PRIVATE|\r/)
    expect(files[2]?.text).toBe(dhparamPem(registered().dhPrime))
    const proof = await host.client.call('imports.proveOffline', { id: fresh.id })
    expect(proof.lines.filter(({ state }) => state === 'failed').map(({ id: line }) => line)).toEqual([
      'consumer-key',
      'access-token',
      'secret',
    ])
  })
})

test('a keychain that does not answer keeps nobody waiting: another profile is selected meanwhile', async () => {
  const id = await proven()
  const profile = await host.client.call('imports.store', { id, name: 'Waiting', store: 'keychain' })
  keychain.mood = 'hang'
  await host.client.call('profiles.select', { id: profile.id })
  await expect.poll(() => [host.view()?.profile.id, kind()]).toEqual([profile.id, 'connecting'])
  await host.client.call('session.disconnect', {})
  await expect.poll(kind).toBe('signed-out')
  await host.client.call('profiles.select', { id: 'practice' })
  await expect.poll(() => [host.view()?.profile.id, kind()], { timeout: 10_000 }).toEqual(['practice', 'ready'])
})

test('a profile is left at once, also while keys wait for the password of a keychain', async () => {
  const id = await proven()
  await host.client.call('keys.createVault', { passphrase: PASSPHRASE })
  const profile = await host.client.call('imports.store', { id, name: 'Moving', store: 'vault' })
  await host.client.call('profiles.select', { id: profile.id })
  keychain.mood = 'hang'
  void host.client.call('keys.move', { profileId: profile.id, to: 'keychain' }).catch(() => undefined)
  await host.client.call('profiles.select', { id: 'practice' })
  await expect.poll(() => [host.view()?.profile.id, kind()], { timeout: 10_000 }).toEqual(['practice', 'ready'])
})

test('keys are stored although their profile was deleted meanwhile, and not while others are being made', async () => {
  const first = await proven()
  const { id: profileId } = await host.client.call('imports.store', { id: first, name: 'Gone', store: 'keychain' })
  const { id } = await host.client.call('imports.begin', { kind: 'oauth1', profileId })
  const { accessToken, accessTokenSecret } = strings()
  await host.client.call('imports.fields', { id, fields: { accessToken, accessTokenSecret } })
  await host.client.call('imports.proveOffline', { id })
  await host.client.call('profiles.delete', { id: profileId })
  const store = () => host.client.call('imports.store', { id, name: 'Gone', store: 'keychain' })
  const made = await store()
  expect(made.name).toBe('Gone')
  expect(made.id).not.toBe(profileId)

  const other = await proven()
  await host.client.call('imports.make', { id: other })
  await expect(host.client.call('imports.store', { id: other, name: 'Half', store: 'keychain' })).rejects.toMatchObject(
    {
      code: expect.stringMatching(/limit|not-proven/),
    },
  )
  await host.client.call('imports.abandon', { id: other })
})

test('a page that names any path learns whether there is a key in it, and nothing else', async () => {
  const { id } = await begin()
  const paths = ['/etc/passwd']
  await expect(host.client.call('imports.offerPaths', { id, paths })).rejects.toMatchObject({ code: 'not-available' })
  await host.close()
  const no = async () => undefined
  const dialogs = {
    chooseWhereToSave: no,
    chooseWhatToOpen: no,
    chooseKeyFiles: async () => [join(home, 'dropped', 'a')],
  }
  host = await startPracticeHost({ home, keychain: keychain.load, means: { dialogs, canNotify: () => false } })
  const fresh = await begin()
  const offerPaths = (...named: string[]) => host.client.call('imports.offerPaths', { id: fresh.id, paths: named })
  expect(await offerPaths('/etc/passwd')).toEqual([
    { name: 'passwd', outcome: 'ignored', message: 'passwd holds no key.' },
  ])
  await expect(offerPaths('/dev/zero')).rejects.toMatchObject({ code: 'file-failed' })
  await expect(offerPaths(join(home, 'nowhere'))).rejects.toMatchObject({ code: 'file-failed' })
  mkdirSync(join(home, 'dropped'))
  for (const { name, base64 } of keyFiles()) writeFileSync(join(home, 'dropped', name), Buffer.from(base64, 'base64'))
  writeFileSync(join(home, 'dropped', 'a'), registered().signature)
  expect((await offerPaths(join(home, 'dropped'))).filter(({ outcome }) => outcome === 'taken')).toHaveLength(4)
  expect(await host.client.call('imports.choose', { id: fresh.id })).toMatchObject([{ name: 'a', outcome: 'taken' }])
  expect(findSecrets(Buffer.from(host.sent()))).toEqual([])
})

describe('an import that was kept', () => {
  const vaultSets = async (): Promise<readonly string[]> => {
    const { content } = await unlockVault(readFileSync(join(home, 'keys.vault')), PASSPHRASE)
    return Object.keys(JSON.parse(content.toString()).sets)
  }

  test('outlives the console: the keys that were registered meanwhile are still there', async () => {
    const { id } = await begin()
    await offer(id, keyFiles())
    await host.client.call('imports.fields', {
      id,
      fields: { consumerKey: strings().consumerKey, server: ibkr.apiUrl },
    })
    await host.client.call('keys.createVault', { passphrase: PASSPHRASE })
    expect(await host.client.call('imports.keep', { id, store: 'vault' })).toMatchObject({ kept: { state: 'current' } })
    const files = await host.client.call('imports.publicFiles', { id })
    expect(
      await host.client.call('imports.fields', { id, fields: { accessToken: 'e84c11dc149cb96ee5bb' } }),
    ).toMatchObject({
      kept: { state: 'changed' },
    })
    await host.client.call('imports.keep', { id, store: 'vault' })
    expect(await vaultSets()).toHaveLength(1)
    await host.close()

    host = await open()
    expect(await current(id)).toMatchObject({
      kept: { store: 'vault', state: 'closed' },
      slots: { signature: { kind: 'filled', fileName: 'private_signature.pem' } },
      fields: { consumerKey: { kind: 'good' }, accessToken: { kind: 'good', shown: '20 characters' } },
    })
    await expect(host.client.call('imports.resume', { id })).rejects.toMatchObject({ code: 'vault-locked' })
    await host.client.call('keys.unlockVault', { passphrase: PASSPHRASE })
    expect(await vaultSets()).toHaveLength(1)
    expect(await host.client.call('imports.resume', { id })).toMatchObject({ kept: { state: 'current' } })
    expect(await host.client.call('imports.publicFiles', { id })).toEqual(files)
    await host.client.call('imports.fields', { id, fields: strings() })
    expect(await host.client.call('imports.proveOffline', { id })).toMatchObject({ state: 'passed' })
    await host.client.call('imports.store', { id, name: 'At last', store: 'keychain' })
    expect(await vaultSets()).toEqual([])
    expect(findSecrets(onDisk())).toEqual([])
    expect(JSON.parse(readFileSync(join(home, 'imports.json'), 'utf8'))).toMatchObject({ imports: [] })
  })

  test('is abandoned with what was kept, also without being opened', async () => {
    const { id } = await begin()
    await offer(id, keyFiles())
    await host.client.call('imports.keep', { id, store: 'keychain' })
    expect(keychain.entries.size).toBe(3)
    await host.close()
    host = await open()
    await host.client.call('imports.abandon', { id })
    expect(keychain.entries.size).toBe(0)
    expect(await current(id)).toBeUndefined()
  })
})

test('a settings file that became unreadable costs no secret: put back, the profile logs in again', async () => {
  const id = await proven()
  const profile = await host.client.call('imports.store', { id, name: 'Precious', store: 'keychain' })
  await host.close()
  const settings = join(home, 'settings.json')
  const [good, lastGood] = [readFileSync(settings), readFileSync(`${settings}.last-good`)]
  for (const name of [settings, `${settings}.last-good`]) writeFileSync(name, '{')
  // The second start finds what the first one wrote: a good file that names nothing.
  for (let start = 0; start < 2; start++) {
    host = await open()
    expect((await firstSnapshot(host.client, 'profiles.feed', {})).profiles).toHaveLength(1)
    await host.close()
  }
  expect(keychain.entries.size).toBe(5)
  writeFileSync(settings, good)
  writeFileSync(`${settings}.last-good`, lastGood)
  host = await open()
  await host.client.call('profiles.select', { id: profile.id })
  await expect.poll(() => [host.view()?.profile.id, kind()], { timeout: 10_000 }).toEqual([profile.id, 'ready'])
})

describe('secrets', () => {
  test('are nowhere on disk and in no frame to the window: not in the keys, the log, the ledger or a view', async () => {
    const id = await proven()
    await host.client.call('keys.createVault', { passphrase: PASSPHRASE })
    await host.client.call('imports.proveOnline', { id })
    const profile = await host.client.call('imports.store', { id, name: 'Sealed', store: 'vault' })
    await host.client.call('profiles.select', { id: profile.id })
    await expect.poll(() => [host.view()?.profile.id, kind()], { timeout: 10_000 }).toEqual([profile.id, 'ready'])
    await host.client.call('keys.move', { profileId: profile.id, to: 'keychain' })
    const places = { disk: onDisk(), frames: Buffer.from(host.sent()) }
    for (const [place, bytes] of Object.entries(places)) {
      expect(findSecrets(bytes), place).toEqual([])
    }
    // The scan finds what is there.
    const { signature, accessTokenSecret } = registered()
    expect(findSecrets(Buffer.from(`x${accessTokenSecret}y`))).toContain('accessTokenSecret')
    expect(findSecrets(Buffer.from(signature.replaceAll('\n', '\\n')))).toContain('signature')
  })

  test('move from one store to the other and leave nothing behind', async () => {
    const id = await proven()
    await host.client.call('keys.createVault', { passphrase: PASSPHRASE })
    const profile = await host.client.call('imports.store', { id, name: 'Wanderer', store: 'keychain' })
    const move = (to: 'keychain' | 'vault') => host.client.call('keys.move', { profileId: profile.id, to })
    expect(await move('vault')).toMatchObject({ keys: { store: 'vault' } })
    expect(keychain.entries.size).toBe(0)
    expect(await move('keychain')).toMatchObject({ keys: { store: 'keychain' } })
    expect(keychain.entries.size).toBe(5)
    for (const name of ['keys.vault', 'keys.vault.previous']) {
      const { content } = await unlockVault(readFileSync(join(home, name)), PASSPHRASE)
      expect(JSON.parse(content.toString()), name).toEqual({ sets: {} })
    }
    await host.client.call('profiles.delete', { id: profile.id })
    expect(keychain.entries.size).toBe(0)
  })

  test('are exported on purpose only, for the eyes of their owner, and log in again', async () => {
    const id = await proven()
    const profile = await host.client.call('imports.store', { id, name: 'Out', store: 'keychain' })
    const profileId = profile.id
    await expect(host.client.call('keys.export', { profileId })).rejects.toMatchObject({ code: 'confirmation-needed' })
    const { place = '' } = await host.client.call('keys.export', { profileId, confirmation: 'Out' })
    expect(statSync(place).mode & 0o777).toBe(0o600)
    const { server: _server, ...login } = strings()
    expect(JSON.parse(readFileSync(place, 'utf8'))).toMatchObject({ ...login, dhPrime: registered().dhPrime })
    expect(findSecrets(Buffer.from(host.sent()))).toEqual([])
  })

  test('of a vault that a file opened: they log in with nobody at the keyboard, and are exported for the passphrase only', async () => {
    const id = await proven()
    await host.client.call('keys.createVault', { passphrase: PASSPHRASE })
    const { id: profileId } = await host.client.call('imports.store', { id, name: 'Server', store: 'vault' })
    // Just typed: not asked for again, and still no slip of the hand.
    await expect(host.client.call('keys.export', { profileId })).rejects.toMatchObject({
      code: 'confirmation-needed',
      message: expect.stringContaining('the name of the profile'),
    })
    await host.client.call('keys.export', { profileId, confirmation: 'Server' })
    await host.client.call('profiles.select', { id: profileId })
    await host.close()
    host = await startPracticeHost({ home, keychain: keychain.load, vaultPassphrase: PASSPHRASE })
    await expect.poll(() => [host.view()?.profile.id, kind()], { timeout: 10_000 }).toEqual([profileId, 'ready'])
    await expect(host.client.call('keys.export', { profileId, confirmation: 'Server' })).rejects.toMatchObject({
      code: 'confirmation-needed',
    })
    await expect(host.client.call('keys.export', { profileId, passphrase: 'a wrong one' })).rejects.toMatchObject({
      code: 'passphrase-wrong',
    })
    await host.client.call('keys.export', { profileId, passphrase: PASSPHRASE })
    await host.close()
    const told: string[] = []
    host = await startPracticeHost({
      home,
      keychain: keychain.load,
      vaultPassphrase: 'a wrong one',
      onNotice: (text) => told.push(text),
    })
    expect(told).toEqual([expect.stringMatching(/^The vault was not opened with the given passphrase: /)])
    await expect.poll(() => host.view()?.state).toMatchObject({ kind: 'failed', code: 'vault-locked' })
  })

  test('of a locked vault are exported for the passphrase, and it stays locked', async () => {
    const id = await proven()
    await host.client.call('keys.createVault', { passphrase: PASSPHRASE })
    const { id: profileId } = await host.client.call('imports.store', { id, name: 'Locked', store: 'vault' })
    await host.client.call('keys.lockVault', {})
    await expect(host.client.call('keys.export', { profileId, passphrase: 'a wrong one' })).rejects.toMatchObject({
      code: 'passphrase-wrong',
    })
    const { place = '' } = await host.client.call('keys.export', { profileId, passphrase: PASSPHRASE })
    expect(JSON.parse(readFileSync(place, 'utf8'))).toMatchObject({ consumerKey: strings().consumerKey })
    expect((await firstSnapshot(host.client, 'keys.feed', {})).vault).toEqual({ kind: 'locked' })
  })

  test('need the passphrase again after ten minutes without use; what a window asks by itself is no use', async () => {
    await host.close()
    let passed = 0
    const clock = { ...systemClock, now: () => Date.now() + passed * 60_000 }
    host = await startPracticeHost({ home, keychain: keychain.load, clock })
    const id = await proven()
    await host.client.call('keys.createVault', { passphrase: PASSPHRASE })
    const { id: profileId } = await host.client.call('imports.store', { id, name: 'Busy', store: 'vault' })
    const byName = () => host.client.call('keys.export', { profileId, confirmation: 'Busy' })
    passed += 9
    await host.client.call('safety.disarm', {})
    passed += 9
    await expect(byName()).resolves.toMatchObject({ name: expect.stringMatching(/^oauth1/) })
    passed += 9
    await host.client.call('app.info', {})
    passed += 1
    await expect(byName()).rejects.toMatchObject({ message: expect.stringContaining('the passphrase of the vault') })
    await host.client.call('keys.export', { profileId, passphrase: PASSPHRASE })
    await expect(byName()).resolves.toBeDefined()
  })

  test('two profiles have their own: a copy stays when the original is deleted', async () => {
    const id = await proven()
    const profile = await host.client.call('imports.store', { id, name: 'First', store: 'keychain' })
    const copy = await host.client.call('profiles.duplicate', { id: profile.id })
    expect(keychain.entries.size).toBe(10)
    await host.client.call('profiles.delete', { id: profile.id })
    expect(keychain.entries.size).toBe(5)
    await host.client.call('profiles.select', { id: copy.id })
    await expect.poll(() => [host.view()?.profile.id, kind()], { timeout: 10_000 }).toEqual([copy.id, 'ready'])
  })

  test('are replaced in a profile that stays itself; the old ones go', async () => {
    const first = await proven()
    const profile = await host.client.call('imports.store', { id: first, name: 'Same', store: 'keychain' })
    const before = [...keychain.entries.keys()]
    const { id, slots, fields } = await host.client.call('imports.begin', { kind: 'oauth1', profileId: profile.id })
    expect(slots).toMatchObject({ signature: { source: 'stored' }, dhParameters: { source: 'stored' } })
    expect(fields).toMatchObject({ consumerKey: { kind: 'good' }, accessTokenSecret: { kind: 'empty' } })
    // A new access token is all that somebody has who made one at IBKR.
    const { accessToken, accessTokenSecret } = strings()
    await host.client.call('imports.fields', { id, fields: { accessToken, accessTokenSecret } })
    await host.client.call('imports.proveOffline', { id })
    expect(await host.client.call('imports.store', { id, name: 'Same', store: 'keychain' })).toMatchObject({
      id: profile.id,
    })
    expect(keychain.entries.size).toBe(5)
    expect([...keychain.entries.keys()].filter((key) => before.includes(key))).toEqual([])
  })
})

/** Which of the secrets are in some bytes, in whatever form: as text, as base64 or hex of their bytes, escaped. */
function findSecrets(bytes: Buffer): readonly string[] {
  const plain = bytes.toString('latin1').replace(/\\n|[\s"\\]/g, '')
  const { signature, encryption, accessToken, accessTokenSecret } = registered()
  const body = (pem: string): string => pem.replace(/-----[^-]+-----|\s/g, '')
  const secrets = {
    signature: body(signature),
    encryption: body(encryption),
    accessToken,
    accessTokenSecret,
    passphrase: PASSPHRASE.replaceAll(' ', ''),
  }
  return Object.entries(secrets).flatMap(([name, text]) => {
    // A part from the middle of it: whoever leaks one leaks it somehow, not necessarily whole.
    const part = text.length > 80 ? text.slice(100, 140) : text
    const raw = Buffer.from(text, 'base64').subarray(60, 90)
    const forms =
      text.length > 80
        ? [Buffer.from(raw).toString('hex'), raw.toString('base64').slice(2, 38), raw.toString('latin1')]
        : []
    return [part, ...forms].some((form) => plain.includes(form) || bytes.includes(Buffer.from(form, 'latin1')))
      ? [name]
      : []
  })
}

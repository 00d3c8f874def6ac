import { generateKeyPairSync } from 'node:crypto'
import { statSync } from 'node:fs'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startSimulator } from '../../../src/simulator/start-simulator.ts'
import { longTest } from '../../process/long-run-tests.ts'
import { dhparamPem } from '../../unit/client/dhparam-pem.ts'
import { createImportsFixture, offeredFile, PASSPHRASE } from './imports-fixture.ts'

const stage = createImportsFixture()

describe('import from three files and three strings to a login', () => {
  test('imports into the keychain: verifies, tests the login, stores, selects, and sends an authenticated request', async () => {
    const id = await stage.verified()
    const online = await stage.host.client.call('imports.testLogin', { id })
    expect(online.checks.map(({ id: line, state }) => [line, state])).toEqual([
      ['live-session-token', 'passed'],
      ['brokerage-session', 'passed'],
      ['accounts', 'passed'],
    ])
    expect(online.checks.at(-1)?.message).toMatch(/^DU\d+.* \(paper money\)$/)
    const profile = await stage.host.client.call('imports.store', {
      guardRails: 'none',
      id,
      name: 'Main account',
      store: 'keychain',
    })
    expect(profile).toMatchObject({
      kind: 'oauth1',
      name: 'Main account',
      keys: { store: 'keychain' },
      environment: 'unknown',
    })
    expect(stage.keychain.entries.size).toBe(5)
    expect(await stage.current(id)).toBeUndefined()
    await stage.host.client.call('profiles.select', { id: profile.id })
    await expect.poll(() => [stage.host.view()?.profile.id, stage.kind()]).toEqual([profile.id, 'ready'])
    expect(stage.host.view()).toMatchObject({ environment: 'paper', arming: { kind: 'disarmed' } })
    stage.ibkr.record.clear()
    const { output } = await stage.host.client.callBytes('requests.send', {
      method: 'GET',
      path: 'portfolio/accounts',
      query: [],
    })
    expect(output.status).toBe(200)
    expect(stage.ibkr.record.requests({ path: /portfolio\/accounts$/ })).toHaveLength(1)
  })

  test('imports into the vault, and logs in after a restart once the passphrase is entered', async () => {
    const id = await stage.verified()
    const store = () =>
      stage.host.client.call('imports.store', { guardRails: 'none', id, name: 'Sealed', store: 'vault' })
    await expect(store()).rejects.toMatchObject({ code: 'vault-locked' })
    await stage.host.client.call('keys.createVault', { passphrase: PASSPHRASE })
    const profile = await store()
    await stage.host.client.call('profiles.select', { id: profile.id })
    await expect.poll(stage.kind).toBe('ready')
    expect(statSync(join(stage.home, 'keys.vault')).mode & 0o777).toBe(0o600)
    await stage.host.close()

    await stage.open()
    await expect.poll(() => stage.host.view()?.state).toMatchObject({ kind: 'failed', code: 'vault-locked' })
    await expect(stage.host.client.call('keys.unlockVault', { passphrase: 'not this one' })).rejects.toMatchObject({
      code: 'passphrase-wrong',
    })
    await stage.host.client.call('keys.unlockVault', { passphrase: PASSPHRASE })
    await expect.poll(stage.kind).toBe('ready')
    await stage.host.client.call('keys.lockVault', {})
    await stage.host.client.call('session.connect', {})
    await expect.poll(stage.kind).toBe('ready')

    // Changing the passphrase also unlocks the vault.
    await stage.host.client.call('session.disconnect', {})
    await stage.host.client.call('session.connect', {})
    await expect.poll(() => stage.host.view()?.state).toMatchObject({ kind: 'failed', code: 'vault-locked' })
    await stage.host.client.call('keys.changePassphrase', { old: PASSPHRASE, passphrase: 'another good one' })
    await expect.poll(stage.kind).toBe('ready')
  })

  longTest('imports all keys from a single oauth1.json', async () => {
    const { id } = await stage.begin()
    const server = new URL(stage.ibkr.apiUrl).origin
    const reports = await stage.offer(id, [
      offeredFile('oauth1.json', JSON.stringify({ ...stage.registered(), server })),
    ])
    expect(reports.map(({ outcome }) => outcome)).toEqual(['accepted'])
    expect(await stage.host.client.call('imports.verify', { id })).toMatchObject({ state: 'passed' })
    const view = await stage.current(id)
    expect(view?.fields.accessTokenSecret).toEqual({ kind: 'good', shown: '344 characters' })
    expect(view?.slots.signature).toMatchObject({ kind: 'filled', source: 'settings-file', what: 'RSA key, 2048 bits' })
    expect(view?.fields.server).toEqual({ kind: 'good', shown: server })
    expect(await stage.host.client.call('imports.testLogin', { id })).toMatchObject({ state: 'passed' })
  })

  test('imports the keys of an oauth1.json for another server, but not its server address', async () => {
    const { id } = await stage.begin()
    const settings = { ...stage.registered(), server: 'https://example.com' }
    const reports = await stage.offer(id, [offeredFile('oauth1.json', JSON.stringify(settings))])
    expect(reports).toMatchObject([
      { outcome: 'refused', message: expect.stringContaining('names another server') },
      { outcome: 'accepted' },
    ])
    expect((await stage.current(id))?.fields.server).toEqual({ kind: 'empty' })
    // A server of IBKR needs no confirmation.
    const numbered = { ...settings, server: 'https://1.api.ibkr.com' }
    await stage.offer(id, [offeredFile('oauth1.json', JSON.stringify(numbered))])
    expect((await stage.current(id))?.fields.server).toEqual({ kind: 'good', shown: numbered.server })
  })

  longTest(
    'imports a zip file with meaningless names, and swaps the two keys if they are in the wrong slots',
    async () => {
      const { signature, encryption, dhPrime } = stage.registered()
      const zip = zipSync({
        'keys/a.pem': Buffer.from(encryption),
        'keys/b.pem': Buffer.from(signature),
        'keys/c': Buffer.from(dhparamPem(dhPrime)),
        'keys/notes.txt': Buffer.from('remember the milk'),
        '__MACOSX/keys/._a.pem': Buffer.from('x'),
      })
      const { id } = await stage.begin()
      const reports = await stage.offer(id, [offeredFile('keys.zip', zip)])
      expect(reports.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
        'a.pem accepted',
        'b.pem accepted',
        'c accepted',
        'notes.txt ignored',
      ])
      await stage.host.client.call('imports.setFields', { id, fields: stage.strings() })
      const verification = await stage.host.client.call('imports.verify', { id })
      expect(verification.checks.filter(({ state }) => state !== 'passed')).toEqual([])
      const view = await stage.current(id)
      expect(view?.files.at(-1)?.message).toMatch(/were swapped/)
      expect(view?.slots.encryption).toMatchObject({ fileName: 'a.pem' })
    },
  )

  test('imports OAuth 2.0 keys: tests the key with the token and echo endpoints, and opens a session', async () => {
    const ibkr2 = await startSimulator({ mode: 'oauth2', tls: false })
    onTestFinished(() => ibkr2.close())
    const { oauth2 } = ibkr2
    if (!oauth2) throw new Error('no keys')
    const { id } = await stage.begin('oauth2')
    await stage.offer(id, [offeredFile('client.pem', oauth2.privateKey)])
    const { clientId, keyId, credential, ip } = oauth2
    await stage.host.client.call('imports.setFields', {
      id,
      fields: { clientId, keyId, credential, ip, server: ibkr2.apiUrl },
    })
    expect(await stage.host.client.call('imports.verify', { id })).toMatchObject({ state: 'passed' })
    const online = await stage.host.client.call('imports.testLogin', { id })
    expect(online.checks.filter(({ state }) => state !== 'passed')).toEqual([])
    const profile = await stage.host.client.call('imports.store', {
      guardRails: 'none',
      id,
      name: 'Firm',
      store: 'keychain',
    })
    await stage.host.client.call('profiles.select', { id: profile.id })
    await expect.poll(() => [stage.host.view()?.profile.id, stage.kind()]).toEqual([profile.id, 'ready'])

    // IBKR requires a signed token for this request, so the console sends the body as its claims.
    await stage.host.client.call('safety.arm', {})
    const path = '/gw/api/v1/echo/signed-jwt'
    await stage.host.client.callBytes('requests.send', { method: 'POST', path, query: [], body: '{"mine":[1]}' })
    const sent = ibkr2.record.requests({ path: new RegExp(path) }).at(-1)
    expect(sent?.headers['content-type']).toBe('application/jwt')
    expect(JSON.parse(Buffer.from(sent?.body.split('.')[1] ?? '', 'base64url').toString())).toMatchObject({
      iss: clientId,
      mine: [1],
    })
  })
})

describe('explanation of a failed login test', () => {
  async function refusal(changed: Record<string, string>, keys: object = {}): Promise<string | undefined> {
    const { id } = await stage.begin()
    await stage.offer(id, [offeredFile('oauth1.json', JSON.stringify({ ...stage.registered(), ...keys }))])
    await stage.host.client.call('imports.setFields', { id, fields: { server: stage.ibkr.apiUrl, ...changed } })
    expect(await stage.host.client.call('imports.verify', { id })).toMatchObject({ state: 'passed' })
    const { state, checks } = await stage.host.client.call('imports.testLogin', { id })
    expect(state).toBe('failed')
    expect(checks.map((line) => line.state)).toEqual(['failed', 'skipped', 'skipped'])
    await stage.host.client.call('imports.discard', { id })
    return checks[0]?.message
  }

  test('explains a consumer key that is not active yet', async () => {
    expect(await refusal({ consumerKey: 'TOONEW123' })).toMatch(
      /does not recognise this consumer key yet: new keys work after the nightly reset, sometimes days later/,
    )
  })

  longTest('explains an unknown access token', async () => {
    expect(await refusal({ accessToken: 'e84c11dc149cb96ee5bb' })).toMatch(/access token.*Create a new token/)
  })

  longTest('explains a signature key that is not registered', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const signature = privateKey.export({ type: 'pkcs8', format: 'pem' })
    expect(await refusal({}, { signature })).toMatch(
      /refused the live session token: .*the signature key is a different one/,
    )
  })

  longTest('names a server that refuses the connection', async () => {
    expect(await refusal({ server: 'http://127.0.0.1:9' })).toMatch(/127\.0\.0\.1:9/)
  })
})

test('rejects a verification if the keys change while it runs', async () => {
  const id = await stage.verified()
  const verifying = expect(stage.host.client.call('imports.verify', { id })).rejects.toMatchObject({
    code: 'cancelled',
    message: expect.stringMatching(/changed in the meantime\. Verify again/),
  })
  await stage.host.client.call('imports.setFields', { id, fields: { consumerKey: 'OTHERKEY1' } })
  await verifying
  expect((await stage.current(id))?.verification.state).toBe('not-run')
  await expect(
    stage.host.client.call('imports.store', { guardRails: 'none', id, name: 'Changed', store: 'keychain' }),
  ).rejects.toMatchObject({ code: 'not-verified' })
})

test('tests the login without ending a competing session', async () => {
  const id = await stage.verified()
  stage.ibkr.record.clear()
  stage.ibkr.controls.setCompeting(true)
  try {
    const { state, checks } = await stage.host.client.call('imports.testLogin', { id })
    expect(state).toBe('passed')
    expect(checks.map((line) => line.state)).toEqual(['passed', 'passed', 'skipped'])
    expect(checks[1]?.message).toContain('it was not ended')
    const logins = stage.ibkr.record.requests({ path: /ssodh\/init$/ }).map(({ body }) => JSON.parse(body).compete)
    expect([logins.length > 0, logins.includes(true)]).toEqual([true, false])
  } finally {
    stage.ibkr.controls.setCompeting(false)
  }
})

test('cancels a login test at a silent server if it is aborted or restarted, or if its import is discarded', async () => {
  const waiting = new Set<Socket>()
  const silent = createServer((socket) => {
    waiting.add(socket)
    socket.on('error', () => undefined).on('close', () => waiting.delete(socket))
  })
  await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening))
  const { port } = silent.address() as AddressInfo
  const id = await stage.verified()
  const testLogin = (signal?: AbortSignal) => stage.host.client.call('imports.testLogin', { id }, signal)
  const fields = (server: string) => stage.host.client.call('imports.setFields', { id, fields: { server } })
  const verifyAgain = async () => {
    await fields(`http://127.0.0.1:${port}`)
    await stage.host.client.call('imports.verify', { id })
  }
  const cancelled = { code: 'cancelled' }
  await verifyAgain()
  const controller = new AbortController()
  const first = expect(testLogin(controller.signal)).rejects.toMatchObject(cancelled)
  await expect.poll(async () => (await stage.current(id))?.loginTest.state).toBe('running')
  controller.abort()
  await first
  await expect.poll(async () => (await stage.current(id))?.loginTest.state).toBe('not-run')

  const second = expect(testLogin()).rejects.toMatchObject(cancelled)
  const third = expect(testLogin()).rejects.toMatchObject(cancelled)
  await second
  await stage.host.client.call('imports.discard', { id })
  await third
  // The sockets close too, so no request is left pending.
  await expect.poll(() => waiting.size).toBe(0)
  silent.close()
})

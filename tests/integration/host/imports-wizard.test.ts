import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { longTest } from '../../process/long-run-tests.ts'
import { dhparamPem } from '../../unit/client/dhparam-pem.ts'
import { createImportsFixture, offeredFile, PASSPHRASE } from './imports-fixture.ts'

const stage = createImportsFixture()

describe('import wizard', () => {
  test('shows an import to other windows, without secrets, until the import is discarded', async () => {
    const { id } = await stage.begin()
    await stage.offer(id, stage.keyFiles())
    await stage.host.client.call('imports.setFields', { id, fields: stage.strings() })
    const view = await stage.current(id)
    expect(view?.slots).toMatchObject({ signature: { kind: 'filled' }, encryption: { kind: 'filled' } })
    expect(view?.fields.consumerKey).toEqual({ kind: 'good', shown: stage.registered().consumerKey })
    await stage.host.client.call('imports.discard', { id })
    expect(await stage.current(id)).toBeUndefined()
  })

  test('ignores an unrelated public key, and reports it', async () => {
    const id = await stage.verified()
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    await stage.offer(id, [offeredFile('public_old.pem', publicKey.export({ type: 'spki', format: 'pem' }) as string)])
    const { state, checks } = await stage.host.client.call('imports.verify', { id })
    expect(state).toBe('passed')
    expect(checks.at(-1)).toMatchObject({
      id: 'public-keys',
      state: 'skipped',
      message: expect.stringMatching(/is ignored/),
    })
    await stage.host.client.call('imports.discard', { id })
  })

  longTest('assigns a key by the purpose in its file name, and does not parse text as DER', async () => {
    const { id } = await stage.begin()
    const [signature] = stage.keyFiles()
    const reports = await stage.offer(id, [
      offeredFile('notes.txt', '08:00 get up'),
      { name: 'signature_encrypted.pem', base64: signature?.base64 ?? '' },
    ])
    expect(reports).toMatchObject([{ outcome: 'ignored' }, { outcome: 'accepted', slots: ['signature'] }])
    const { fields } = await stage.host.client.call('imports.setFields', { id, fields: { consumerKey: 'SHORT' } })
    expect(fields.consumerKey).toMatchObject({ kind: 'good', doubt: expect.stringContaining('nine') })
    await stage.host.client.call('imports.discard', { id })
  })

  longTest('recognizes public, encrypted and private keys in DER format', async () => {
    const { id } = await stage.begin()
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const der = (bytes: Buffer, name: string) => offeredFile(name, bytes)
    const reports = await stage.offer(id, [
      der(publicKey.export({ type: 'spki', format: 'der' }), 'public.der'),
      der(
        privateKey.export({ type: 'pkcs8', format: 'der', cipher: 'aes-256-cbc', passphrase: 'open sesame' }),
        'sealed_signature.der',
      ),
      der(privateKey.export({ type: 'pkcs1', format: 'der' }), 'encryption.der'),
    ])
    expect(reports.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
      'public.der ignored',
      'sealed_signature.der locked',
      'encryption.der accepted',
    ])
    expect(reports[0]?.message).toContain('public')
    await stage.host.client.call('imports.unlockKey', { id, slot: 'signature', passphrase: 'open sesame' })
    expect((await stage.current(id))?.slots.signature).toMatchObject({ kind: 'filled' })
  })

  longTest('reports a damaged zip file and the number of skipped entries', async () => {
    const { id } = await stage.begin()
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`${index}.txt`, new Uint8Array(3)]))
    const whole = zipSync(many)
    const reports = await stage.offer(id, [
      offeredFile('cut.zip', whole.subarray(0, 200)),
      offeredFile('many.zip', whole),
    ])
    expect(reports.slice(0, 2)).toMatchObject([
      { name: 'cut.zip', outcome: 'refused', message: expect.stringContaining('damaged zip file') },
      { name: 'many.zip', outcome: 'ignored', message: expect.stringContaining('Skipped 10 of 60') },
    ])
    expect(reports).toHaveLength(52)
  })

  longTest('rejects an invalid server address in the local verification', async () => {
    const id = await stage.verified()
    await stage.host.client.call('imports.setFields', { id, fields: { server: 'foo bar' } })
    const { state, checks } = await stage.host.client.call('imports.verify', { id })
    expect(state).toBe('failed')
    expect(checks.filter((line) => line.state === 'failed')).toMatchObject([
      { id: 'server', message: expect.stringContaining('"foo bar"') },
    ])
    for (const next of [
      () => stage.host.client.call('imports.testLogin', { id }),
      () => stage.host.client.call('imports.store', { guardRails: 'none', id, name: 'Nowhere', store: 'keychain' }),
    ]) {
      await expect(next()).rejects.toMatchObject({ code: 'not-verified' })
    }
    await stage.host.client.call('imports.setFields', { id, fields: { server: '' } })
    expect(await stage.host.client.call('imports.verify', { id })).toMatchObject({ state: 'passed' })
  })

  test('accepts an http server only on this machine', async () => {
    const { id } = await stage.begin()
    const enter = async (server: string) =>
      (await stage.host.client.call('imports.setFields', { id, fields: { server } })).fields.server
    expect(await enter('http://example.com')).toMatchObject({
      kind: 'bad',
      message: expect.stringMatching(/^Use https/),
    })
    for (const server of ['http://127.0.0.1:5001', 'http://localhost:5001', 'https://example.com', 'api.ibkr.com']) {
      expect(await enter(server)).toEqual({ kind: 'good', shown: server })
    }
  })

  test('marks a file as superseded after other files have replaced all its keys', async () => {
    const { id } = await stage.begin()
    const outcomes = async () => (await stage.current(id))?.files.map(({ name, outcome }) => `${name} ${outcome}`)
    const [signature, , prime] = stage.keyFiles()
    const settings = JSON.stringify(stage.registered())
    await stage.offer(
      id,
      [signature, prime].flatMap((one) => one ?? []),
    )
    await stage.offer(id, [offeredFile('oauth1.json', settings)])
    expect(await outcomes()).toEqual([
      'private_signature.pem superseded',
      'dhparam.pem superseded',
      'oauth1.json accepted',
    ])
    // Replaces or removes each key that came from the settings file.
    await stage.offer(id, stage.keyFiles().slice(0, 2))
    expect((await outcomes())?.[2]).toBe('oauth1.json accepted')
    await stage.host.client.call('imports.clearSlot', { id, slot: 'dhParameters' })
    expect((await outcomes())?.slice(2)).toEqual([
      'oauth1.json superseded',
      'private_signature.pem accepted',
      'private_encryption.pem accepted',
    ])
    await stage.host.client.call('imports.swapKeys', { id })
    const swapped = (await stage.current(id))?.files.slice(3).map(({ message, outcome }) => `${outcome}: ${message}`)
    expect(swapped).toEqual([
      'superseded: private_signature.pem is used as the signature key.',
      'superseded: private_encryption.pem is used as the encryption key.',
      'accepted: private_encryption.pem is used as the signature key.',
      'accepted: private_signature.pem is used as the encryption key.',
    ])
  })

  test('stores only verified keys, and requires a new verification after a change', async () => {
    const id = await stage.verified()
    await stage.host.client.call('imports.swapKeys', { id })
    expect((await stage.current(id))?.verification.state).toBe('not-run')
    const store = stage.host.client.call('imports.store', {
      guardRails: 'none',
      id,
      name: 'Too early',
      store: 'keychain',
    })
    await expect(store).rejects.toMatchObject({ code: 'not-verified' })
    expect(stage.keychain.entries.size).toBe(0)
  })

  test('removes the entries that were already stored if the store fails before the last one', async () => {
    const id = await stage.verified()
    const { entries } = stage.keychain
    const set = entries.set.bind(entries)
    entries.set = (key, value) => {
      if (entries.size === 3) throw new Error('locked')
      return set(key, value)
    }
    const store = () =>
      stage.host.client.call('imports.store', { guardRails: 'none', id, name: 'Half', store: 'keychain' })
    await expect(store()).rejects.toMatchObject({ code: 'keychain-unavailable' })
    expect(entries.size).toBe(0)
    entries.set = set
    await expect(store()).resolves.toMatchObject({ name: 'Half' })
    expect(entries.size).toBe(5)
  })

  test('generates keys that pass every check, and public files for IBKR', async () => {
    const { id } = await stage.begin()
    await stage.host.close()
    const prime = Buffer.from(stage.registered().dhPrime, 'hex')
    await stage.open({ makePrime: async () => prime })
    const fresh = await stage.begin()
    expect(fresh.id).not.toBe(id)
    await stage.host.client.call('imports.generate', { id: fresh.id })
    await expect.poll(async () => (await stage.current(fresh.id))?.generation.kind).toBe('done')
    const files = await stage.host.client.call('imports.publicFiles', { id: fresh.id })
    expect(files.map(({ name }) => name)).toEqual(['public_signature.pem', 'public_encryption.pem', 'dhparam.pem'])
    for (const { text } of files) expect(text).not.toMatch(/PRIVATE|\r/)
    expect(files[2]?.text).toBe(dhparamPem(stage.registered().dhPrime))
    const verification = await stage.host.client.call('imports.verify', { id: fresh.id })
    expect(verification.checks.filter(({ state }) => state === 'failed').map(({ id: line }) => line)).toEqual([
      'consumer-key',
      'access-token',
      'secret',
    ])
  })
})

test('a keychain that does not respond does not block a disconnect or another profile', async () => {
  const id = await stage.verified()
  const profile = await stage.host.client.call('imports.store', {
    guardRails: 'none',
    id,
    name: 'Waiting',
    store: 'keychain',
  })
  stage.keychain.mood = 'hang'
  await stage.host.client.call('profiles.select', { id: profile.id })
  await expect
    .poll(() => [stage.host.view()?.profile.id, stage.kind(), stage.host.view()?.readsKeysFrom])
    .toEqual([profile.id, 'connecting', 'keychain'])
  await stage.host.client.call('session.disconnect', {})
  await expect.poll(stage.kind).toBe('signed-out')
  await stage.host.client.call('profiles.select', { id: 'practice' })
  await expect.poll(() => [stage.host.view()?.profile.id, stage.kind()]).toEqual(['practice', 'ready'])
})

test('selects another profile immediately while a move of keys waits for a keychain password', async () => {
  const id = await stage.verified()
  await stage.host.client.call('keys.createVault', { passphrase: PASSPHRASE })
  const profile = await stage.host.client.call('imports.store', {
    guardRails: 'none',
    id,
    name: 'Moving',
    store: 'vault',
  })
  await stage.host.client.call('profiles.select', { id: profile.id })
  stage.keychain.mood = 'hang'
  void stage.host.client.call('keys.move', { profileId: profile.id, to: 'keychain' }).catch(() => undefined)
  await stage.host.client.call('profiles.select', { id: 'practice' })
  await expect.poll(() => [stage.host.view()?.profile.id, stage.kind()]).toEqual(['practice', 'ready'])
})

longTest(
  'stores keys as a new profile if their profile was deleted in the meantime, and stores nothing while keys are being generated',
  async () => {
    const first = await stage.verified()
    const { id: profileId } = await stage.host.client.call('imports.store', {
      guardRails: 'none',
      id: first,
      name: 'Gone',
      store: 'keychain',
    })
    const { id } = await stage.host.client.call('imports.start', { kind: 'oauth1', profileId })
    const { accessToken, accessTokenSecret } = stage.strings()
    await stage.host.client.call('imports.setFields', { id, fields: { accessToken, accessTokenSecret } })
    await stage.host.client.call('imports.verify', { id })
    await stage.host.client.call('profiles.delete', { id: profileId })
    const store = () =>
      stage.host.client.call('imports.store', { guardRails: 'none', id, name: 'Gone', store: 'keychain' })
    const made = await store()
    expect(made.name).toBe('Gone')
    expect(made.id).not.toBe(profileId)

    const other = await stage.verified()
    await stage.host.client.call('imports.generate', { id: other })
    await expect(
      stage.host.client.call('imports.store', { guardRails: 'none', id: other, name: 'Half', store: 'keychain' }),
    ).rejects.toMatchObject({
      code: expect.stringMatching(/limit|not-verified/),
    })
    await stage.host.client.call('imports.discard', { id: other })
  },
)

test('reports to a page that adds a path only whether the file contains a key', async () => {
  const { id } = await stage.begin()
  const paths = ['/etc/passwd']
  await expect(stage.host.client.call('imports.addPaths', { id, paths })).rejects.toMatchObject({
    code: 'not-available',
  })
  await stage.host.close()
  const no = async () => undefined
  const dialogs = {
    chooseWhereToSave: no,
    chooseWhatToOpen: no,
    chooseKeyFiles: async () => [join(stage.home, 'dropped', 'a')],
  }
  await stage.open({ desktop: { dialogs, canNotify: () => false } })
  const fresh = await stage.begin()
  const offerPaths = (...named: string[]) => stage.host.client.call('imports.addPaths', { id: fresh.id, paths: named })
  expect(await offerPaths('/etc/passwd')).toEqual([
    { name: 'passwd', outcome: 'ignored', message: 'passwd contains no key.' },
  ])
  await expect(offerPaths('/dev/zero')).rejects.toMatchObject({ code: 'file-failed' })
  await expect(offerPaths(join(stage.home, 'nowhere'))).rejects.toMatchObject({ code: 'file-failed' })
  mkdirSync(join(stage.home, 'dropped'))
  for (const { name, base64 } of stage.keyFiles())
    writeFileSync(join(stage.home, 'dropped', name), Buffer.from(base64, 'base64'))
  writeFileSync(join(stage.home, 'dropped', 'a'), stage.registered().signature)
  expect((await offerPaths(join(stage.home, 'dropped'))).filter(({ outcome }) => outcome === 'accepted')).toHaveLength(
    4,
  )
  expect(await stage.host.client.call('imports.chooseFiles', { id: fresh.id })).toMatchObject([
    { name: 'a', outcome: 'accepted' },
  ])
  expect(stage.findSecrets(Buffer.from(stage.host.sent()))).toEqual([])
})

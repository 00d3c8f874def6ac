import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { firstSnapshot } from '../../process/first-snapshot.ts'
import { longTest } from '../../process/long-run-tests.ts'
import { createImportsFixture } from './imports-fixture.ts'

/*
 * The console sends keys only to servers that the user approved. Nothing in this file leaves the machine: servers
 * without approval are not contacted, and names under .invalid do not resolve.
 */

const FOREIGN = 'https://keys.invalid'

describe('approval of the server of a profile with keys', () => {
  const stage = createImportsFixture()
  const call = () => stage.host.client.call
  /** Creates a profile that logs in at the simulator on this machine, and selects it. */
  async function stored(): Promise<string> {
    const id = await stage.verified()
    const { id: profileId } = await call()('imports.store', { guardRails: 'none', id, name: 'Mine', store: 'keychain' })
    await call()('profiles.select', { id: profileId })
    await expect.poll(stage.kind).toBe('ready')
    return profileId
  }
  const serverOf = (profileId: string): unknown => {
    const { profiles } = JSON.parse(readFileSync(join(stage.home, 'settings.json'), 'utf8'))
    return profiles.find(({ id }: { readonly id: string }) => id === profileId).server
  }
  const reopenDeclining = async (): Promise<void> => {
    await stage.host.close()
    await stage.open({ confirmation: { kind: 'dialog', ask: async () => false } })
  }
  const failure = async () => (await firstSnapshot(stage.host.client, 'session.feed', {})).view.state

  test('never changes the server of a profile to an address without TLS on another machine', async () => {
    const profileId = await stored()
    for (const url of ['http://keys.invalid', 'http://203.0.113.5:8080', 'http://evil.localhost:8080']) {
      const changed = call()('profiles.change', { id: profileId, url })
      const rejection = { code: 'invalid-input', message: expect.stringContaining('https') }
      await expect(changed, url).rejects.toMatchObject(rejection)
      expect(stage.host.confirmed, url).toEqual([])
      expect(serverOf(profileId), url).toBe(stage.ibkr.apiUrl)
    }
  })

  test('requires a confirmation that names a foreign server, once for each address', async () => {
    const profileId = await stored()
    await reopenDeclining()
    const declined = call()('profiles.change', { id: profileId, url: FOREIGN })
    await expect(declined).rejects.toMatchObject({ code: 'confirmation-refused' })
    expect(serverOf(profileId)).toBe(stage.ibkr.apiUrl)
    await stage.host.close()
    await stage.open()
    await call()('profiles.change', { id: profileId, url: `${FOREIGN}/prefix/v1/api` })
    expect(stage.host.confirmed).toEqual([
      {
        kind: 'change-server',
        text: expect.stringMatching(/https:\/\/keys\.invalid\/prefix, which is not a server of IBKR.*“Mine”/),
      },
    ])
    // The approval is valid only for this address. Another path prefix or port counts as another server.
    await call()('profiles.change', { id: profileId, url: `${FOREIGN}/prefix` })
    expect(stage.host.confirmed).toHaveLength(1)
    await call()('profiles.change', { id: profileId, url: `${FOREIGN}:8443/prefix` })
    expect(stage.host.confirmed).toHaveLength(2)
  })

  test('sends new keys to any port of this machine, but keys that were used at IBKR only after a confirmation', async () => {
    const id = await stage.verified()
    const { id: profileId } = await call()('imports.store', { guardRails: 'none', id, name: 'Mine', store: 'keychain' })
    const [local, otherPort] = ['http://127.0.0.1:5001', 'http://localhost:5002']
    for (const url of [local, otherPort, 'https://1.api.ibkr.com', 'api.interactivebrokers.com']) {
      await call()('profiles.change', { id: profileId, url })
      expect([serverOf(profileId), stage.host.confirmed]).toEqual([url, []])
    }
    const text = /to http:\/\/127\.0\.0\.1:5001\. They are used at https:\/\/api\.ibkr\.com, .*Profile “Mine”\.$/
    for (const url of [local, 'api.ibkr.com', local]) await call()('profiles.change', { id: profileId, url })
    expect(stage.host.confirmed).toEqual([{ kind: 'change-server', text: expect.stringMatching(text) }])
    await reopenDeclining()
    const declined = call()('profiles.change', { id: profileId, url: otherPort })
    await expect(declined).rejects.toMatchObject({ code: 'confirmation-refused' })
    expect(serverOf(profileId)).toBe(local)
    // A copy of the keys, and their import into another profile, need the same confirmation.
    const copy = await call()('profiles.duplicate', { id: profileId })
    const changedCopy = call()('profiles.change', { id: copy.id, url: otherPort })
    await expect(changedCopy).rejects.toMatchObject({ code: 'confirmation-refused' })
    await stage.host.close()
    const path = join(stage.home, 'settings.json')
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(local, stage.ibkr.apiUrl))
    await stage.open()
    await call()('profiles.select', { id: profileId })
    await expect.poll(failure).toMatchObject({ kind: 'failed', code: 'server-not-approved' })
  })

  test('treats keys that an earlier version stored for IBKR as used there', async () => {
    const id = await stage.verified()
    const { id: profileId } = await call()('imports.store', { guardRails: 'none', id, name: 'Mine', store: 'keychain' })
    await stage.host.close()
    const path = join(stage.home, 'settings.json')
    const { profiles, ...settings } = JSON.parse(readFileSync(path, 'utf8'))
    for (const profile of profiles) delete profile.server
    writeFileSync(path, JSON.stringify({ ...settings, profiles }))
    expect(readFileSync(join(stage.home, 'key-sets.json'), 'utf8')).not.toContain('"server"')
    await stage.open({ confirmation: { kind: 'dialog', ask: async () => false } })
    const url = stage.ibkr.apiUrl
    await stage.host.close()
    // The keys stay bound to IBKR if the file is then edited by hand.
    const edited = profiles.map((profile: { id: string }) =>
      profile.id === profileId ? { ...profile, server: url } : profile,
    )
    writeFileSync(path, JSON.stringify({ ...settings, profiles: edited }))
    await stage.open({ confirmation: { kind: 'dialog', ask: async () => false } })
    await call()('profiles.select', { id: profileId })
    await expect.poll(failure).toMatchObject({ kind: 'failed', code: 'server-not-approved' })
    const changed = call()('profiles.change', { id: profileId, url })
    await expect(changed).rejects.toMatchObject({ code: 'confirmation-refused' })
    const { id: draft } = await call()('imports.start', { kind: 'oauth1', profileId })
    const expectRefusedTest = async (): Promise<void> => {
      await call()('imports.verify', { id: draft })
      const tested = call()('imports.testLogin', { id: draft })
      await expect(tested).rejects.toMatchObject({ code: 'confirmation-refused' })
    }
    await call()('imports.setFields', { id: draft, fields: stage.strings() })
    await expectRefusedTest()
    await call()('imports.save', { id: draft, store: 'keychain' })
    await reopenDeclining()
    await call()('imports.resume', { id: draft })
    await expectRefusedTest()
  })

  test('does not treat a server with a similar address as IBKR', async () => {
    const profileId = await stored()
    await reopenDeclining()
    for (const url of [
      'https://api.ibkr.com.evil.invalid',
      'https://ibkr.com@evil.invalid',
      'https://notibkr.invalid',
      'http://api.ibkr.com',
    ]) {
      await expect(call()('profiles.change', { id: profileId, url }), url).rejects.toMatchObject({
        code: expect.stringMatching(/^(confirmation-refused|invalid-input)$/),
      })
      expect(serverOf(profileId), url).toBe(stage.ibkr.apiUrl)
    }
  })

  test('does not log in to a server that was edited directly in settings.json until the user approves it', async () => {
    const profileId = await stored()
    await stage.host.close()
    const path = join(stage.home, 'settings.json')
    writeFileSync(path, readFileSync(path, 'utf8').replace(stage.ibkr.apiUrl, FOREIGN))
    await stage.open()
    await expect.poll(failure).toMatchObject({ kind: 'failed', code: 'server-not-approved' })
    await call()('session.connect', {})
    await expect.poll(failure).toMatchObject({ kind: 'failed', code: 'server-not-approved' })
    await call()('profiles.approveServer', { id: profileId })
    expect(stage.host.confirmed).toHaveLength(1)
    // The console now contacts the server, which does not exist.
    await expect.poll(async () => JSON.stringify(await failure())).not.toContain('server-not-approved')
    // The approval is kept after a restart and after a move to the other store, and also applies to a duplicate of the
    // profile.
    await call()('keys.createVault', { passphrase: 'correct horse battery staple' })
    await call()('keys.move', { profileId, to: 'vault' })
    const copy = await call()('profiles.duplicate', { id: profileId })
    await call()('profiles.select', { id: copy.id })
    await expect.poll(async () => JSON.stringify(await failure())).not.toMatch(/server-not-approved|signed-out/)
    expect(stage.host.confirmed).toHaveLength(1)
  })

  test("requires one approval of an import's server, before the login test and before storing", async () => {
    await reopenDeclining()
    const id = await stage.verified()
    await call()('imports.setFields', { id, fields: { server: FOREIGN } })
    await call()('imports.verify', { id })
    const tested = call()('imports.testLogin', { id })
    await expect(tested).rejects.toMatchObject({ code: 'confirmation-refused' })
    const refused = call()('imports.store', { guardRails: 'none', id, name: 'Mine', store: 'keychain' })
    await expect(refused).rejects.toMatchObject({ code: 'confirmation-refused' })
    // A saved import is restored without its approval.
    await call()('imports.save', { id, store: 'keychain' })
    await stage.host.close()
    await stage.open()
    await call()('imports.resume', { id })
    await call()('imports.verify', { id })
    await call()('imports.testLogin', { id })
    await call()('imports.store', { guardRails: 'none', id, name: 'Mine', store: 'keychain' })
    expect(stage.host.confirmed).toEqual([{ kind: 'change-server', text: expect.stringContaining(FOREIGN) }])
  })

  longTest(
    'keeps the approval of a server when the keys of its profile are replaced, also in a saved import',
    async () => {
      const profileId = await stored()
      await call()('profiles.change', { id: profileId, url: FOREIGN })
      const { id } = await call()('imports.start', { kind: 'oauth1', profileId })
      const { accessToken, accessTokenSecret } = stage.strings()
      await call()('imports.setFields', { id, fields: { accessToken, accessTokenSecret } })
      await call()('imports.save', { id, store: 'keychain' })
      await stage.host.close()
      await stage.open()
      await call()('imports.resume', { id })
      await call()('imports.verify', { id })
      await call()('imports.store', { guardRails: 'none', id, name: 'Mine', store: 'keychain' })
      expect([serverOf(profileId), stage.host.confirmed]).toEqual([FOREIGN, []])
    },
  )

  test('requires a new approval of a server for other keys or another consumer key, but not for the same keys', async () => {
    const id = await stage.verified()
    const verify = async () => {
      await call()('imports.verify', { id })
      await call()('imports.testLogin', { id })
    }
    await call()('imports.setFields', { id, fields: { server: FOREIGN } })
    await verify()
    const { consumerKey } = stage.strings()
    await call()('imports.setFields', { id, fields: { consumerKey } })
    await verify()
    expect(stage.host.confirmed).toHaveLength(1)
    await call()('imports.setFields', { id, fields: { consumerKey: 'OTHERKEYS' } })
    await verify()
    expect(stage.host.confirmed).toHaveLength(2)
    await stage.offer(id, stage.keyFiles())
    await verify()
    expect(stage.host.confirmed).toHaveLength(3)
  })
})

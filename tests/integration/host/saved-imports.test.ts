import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { unlockVault } from '../../../src/host/keys/vault-format.ts'
import { firstSnapshot } from '../../process/first-snapshot.ts'
import { createImportsFixture, PASSPHRASE } from './imports-fixture.ts'

const stage = createImportsFixture()

describe('saved import of keys', () => {
  const vaultSets = async (): Promise<readonly string[]> => {
    const { content } = await unlockVault(readFileSync(join(stage.home, 'keys.vault')), PASSPHRASE)
    return Object.keys(JSON.parse(content.toString()).sets)
  }

  test('restores a saved import with its keys after a restart, and can complete it', async () => {
    const { id } = await stage.begin()
    await stage.offer(id, stage.keyFiles())
    await stage.host.client.call('imports.setFields', {
      id,
      fields: { consumerKey: stage.strings().consumerKey, server: stage.ibkr.apiUrl },
    })
    await stage.host.client.call('keys.createVault', { passphrase: PASSPHRASE })
    expect(await stage.host.client.call('imports.save', { id, store: 'vault' })).toMatchObject({
      saved: { state: 'current' },
    })
    const files = await stage.host.client.call('imports.publicFiles', { id })
    expect(
      await stage.host.client.call('imports.setFields', { id, fields: { accessToken: 'e84c11dc149cb96ee5bb' } }),
    ).toMatchObject({
      saved: { state: 'changed' },
    })
    await stage.host.client.call('imports.save', { id, store: 'vault' })
    expect(await vaultSets()).toHaveLength(1)
    await stage.host.close()

    await stage.open()
    expect(await stage.current(id)).toMatchObject({
      saved: { store: 'vault', state: 'closed' },
      slots: { signature: { kind: 'filled', fileName: 'private_signature.pem' } },
      fields: { consumerKey: { kind: 'good' }, accessToken: { kind: 'good', shown: '20 characters' } },
    })
    await expect(stage.host.client.call('imports.resume', { id })).rejects.toMatchObject({ code: 'vault-locked' })
    await stage.host.client.call('keys.unlockVault', { passphrase: PASSPHRASE })
    expect(await vaultSets()).toHaveLength(1)
    expect(await stage.host.client.call('imports.resume', { id })).toMatchObject({ saved: { state: 'current' } })
    expect(await stage.host.client.call('imports.publicFiles', { id })).toEqual(files)
    await stage.host.client.call('imports.setFields', { id, fields: stage.strings() })
    expect(await stage.host.client.call('imports.verify', { id })).toMatchObject({ state: 'passed' })
    await stage.host.client.call('imports.store', { guardRails: 'none', id, name: 'At last', store: 'keychain' })
    expect(await vaultSets()).toEqual([])
    expect(stage.findSecrets(stage.onDisk())).toEqual([])
    expect(JSON.parse(readFileSync(join(stage.home, 'imports.json'), 'utf8'))).toMatchObject({ imports: [] })
  })

  test('requires the passphrase to resume a saved import in a vault that a passphrase file opened', async () => {
    const { id } = await stage.begin()
    await stage.offer(id, stage.keyFiles())
    await stage.host.client.call('keys.createVault', { passphrase: PASSPHRASE })
    await stage.host.client.call('imports.save', { id, store: 'vault' })
    await stage.host.close()

    await stage.open({ vaultPassphrase: PASSPHRASE })
    const vault = async () => (await firstSnapshot(stage.host.client, 'keys.feed', {})).vault.kind
    await expect.poll(vault).toBe('open')
    const resume = () => stage.host.client.call('imports.resume', { id })
    await expect(resume()).rejects.toMatchObject({ code: 'vault-locked', message: expect.stringContaining('again') })
    await stage.host.client.call('keys.unlockVault', { passphrase: PASSPHRASE })
    expect(await resume()).toMatchObject({ saved: { state: 'current' } })
    expect(await resume()).toMatchObject({ saved: { state: 'current' } })
  })

  test('discards a saved import with its stored keys, even if it was never resumed', async () => {
    const { id } = await stage.begin()
    await stage.offer(id, stage.keyFiles())
    await stage.host.client.call('imports.save', { id, store: 'keychain' })
    expect(stage.keychain.entries.size).toBe(3)
    await stage.host.close()
    await stage.open()
    await stage.host.client.call('imports.discard', { id })
    expect(stage.keychain.entries.size).toBe(0)
    expect(await stage.current(id)).toBeUndefined()
  })
})

test('removes no secrets if settings.json is unreadable, so that a restored file can log in again', async () => {
  const id = await stage.verified()
  const profile = await stage.host.client.call('imports.store', {
    guardRails: 'none',
    id,
    name: 'Precious',
    store: 'keychain',
  })
  await stage.host.close()
  const settings = join(stage.home, 'settings.json')
  const [good, lastGood] = [readFileSync(settings), readFileSync(`${settings}.last-good`)]
  for (const name of [settings, `${settings}.last-good`]) writeFileSync(name, '{')
  // The second start reads the valid settings without profiles that the first start wrote.
  for (let start = 0; start < 2; start++) {
    await stage.open()
    expect((await firstSnapshot(stage.host.client, 'profiles.feed', {})).profiles).toHaveLength(1)
    await stage.host.close()
  }
  expect(stage.keychain.entries.size).toBe(5)
  writeFileSync(settings, good)
  writeFileSync(`${settings}.last-good`, lastGood)
  await stage.open()
  await stage.host.client.call('profiles.select', { id: profile.id })
  await expect.poll(() => [stage.host.view()?.profile.id, stage.kind()]).toEqual([profile.id, 'ready'])
})

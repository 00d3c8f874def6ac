import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { IbkrClient, type IbkrOauth1Config } from '../../../src/client/index.ts'
import { unlockVault } from '../../../src/host/keys/vault-format.ts'
import type { DesktopShellPort } from '../../../src/host/shell-port.ts'
import { firstSnapshot } from '../../process/first-snapshot.ts'
import { manualClock } from '../../unit/client/manual-clock.ts'
import { createImportsFixture, offeredFile, PASSPHRASE } from './imports-fixture.ts'

const stage = createImportsFixture()

describe('secrets of an import', () => {
  test('keeps secrets out of every file on disk and every frame to the window', async () => {
    const id = await stage.verified()
    await stage.host.client.call('keys.createVault', { passphrase: PASSPHRASE })
    await stage.host.client.call('imports.testLogin', { id })
    const profile = await stage.host.client.call('imports.store', {
      guardRails: 'none',
      id,
      name: 'Sealed',
      store: 'vault',
    })
    await stage.host.client.call('profiles.select', { id: profile.id })
    await expect.poll(() => [stage.host.view()?.profile.id, stage.kind()]).toEqual([profile.id, 'ready'])
    stage.ibkr.record.clear()
    await stage.host.client.call('keys.move', { profileId: profile.id, to: 'keychain' })
    // The session continues with its keys and does not log in again.
    const { output } = await stage.host.client.callBytes('requests.send', {
      method: 'GET',
      path: 'portfolio/accounts',
      query: [],
    })
    expect([output.status, stage.ibkr.record.requests({ path: /live_session_token$/ })]).toEqual([200, []])
    const places = { disk: stage.onDisk(), frames: Buffer.from(stage.host.sent()) }
    for (const [place, bytes] of Object.entries(places)) {
      expect(stage.findSecrets(bytes), place).toEqual([])
    }
    // Checks that the search finds secrets that are present.
    const { signature, accessTokenSecret } = stage.registered()
    expect(stage.findSecrets(Buffer.from(`x${accessTokenSecret}y`))).toContain('accessTokenSecret')
    expect(stage.findSecrets(Buffer.from(signature.replaceAll('\n', '\\n')))).toContain('signature')
  })

  test('moves secrets from one store to the other without leaving copies', async () => {
    const id = await stage.verified()
    await stage.host.client.call('keys.createVault', { passphrase: PASSPHRASE })
    const profile = await stage.host.client.call('imports.store', {
      guardRails: 'none',
      id,
      name: 'Wanderer',
      store: 'keychain',
    })
    const move = (to: 'keychain' | 'vault') => stage.host.client.call('keys.move', { profileId: profile.id, to })
    expect(await move('vault')).toMatchObject({ keys: { store: 'vault' } })
    expect(stage.keychain.entries.size).toBe(0)
    expect(await move('keychain')).toMatchObject({ keys: { store: 'keychain' } })
    expect(stage.keychain.entries.size).toBe(5)
    for (const name of ['keys.vault', 'keys.vault.previous']) {
      const { content } = await unlockVault(readFileSync(join(stage.home, name)), PASSPHRASE)
      expect(JSON.parse(content.toString()), name).toEqual({ sets: {} })
    }
    await stage.host.client.call('profiles.delete', { id: profile.id })
    expect(stage.keychain.entries.size).toBe(0)
  })

  test('exports secrets after a confirmation, to a file with mode 0600 in the format of the login settings', async () => {
    const id = await stage.verified()
    const profile = await stage.host.client.call('imports.store', {
      guardRails: 'none',
      id,
      name: 'Out',
      store: 'keychain',
    })
    const profileId = profile.id
    const { place = '' } = await stage.host.client.call('keys.export', { profileId })
    expect(stage.host.confirmed).toEqual([{ kind: 'export-keys', text: expect.stringContaining('Profile “Out”') }])
    expect([statSync(place), statSync(dirname(place))].map(({ mode }) => mode & 0o777)).toEqual([0o600, 0o700])
    chmodSync(place, 0o644)
    await stage.host.client.call('keys.export', { profileId })
    expect(statSync(place).mode & 0o777).toBe(0o600)
    const { server, ...login } = stage.strings()
    const exported: object = JSON.parse(readFileSync(place, 'utf8'))
    expect(exported).toMatchObject({ ...login, dhPrime: stage.registered().dhPrime, server: new URL(server).origin })
    // The library takes the server from the file, and the import wizard keeps it.
    await using client = new IbkrClient(exported as IbkrOauth1Config)
    expect(await client.init(false)).toMatchObject({ authenticated: true })
    const { id: imported } = await stage.begin()
    await stage.offer(imported, [offeredFile('oauth1.json', JSON.stringify(exported))])
    expect((await stage.current(imported))?.fields.server).toEqual({ kind: 'good', shown: new URL(server).origin })
    expect(stage.findSecrets(Buffer.from(stage.host.sent()))).toEqual([])
  })

  test('does not export secrets without a confirmation, and logs the refusal', async () => {
    const id = await stage.verified()
    const { id: profileId } = await stage.host.client.call('imports.store', {
      guardRails: 'none',
      id,
      name: 'Out',
      store: 'keychain',
    })
    await stage.host.close()
    await stage.open({ confirmation: { kind: 'dialog', ask: async () => false } })
    const exporting = stage.host.client.call('keys.export', { profileId })
    await expect(exporting).rejects.toMatchObject({ code: 'confirmation-refused' })
    await stage.host.close()
    await stage.open({ confirmation: { kind: 'none', remedy: 'Start it in a terminal.' } })
    const refused = stage.host.client.call('keys.export', { profileId })
    await expect(refused).rejects.toMatchObject({ code: 'not-available', message: 'Start it in a terminal.' })
    expect(existsSync(join(stage.home, 'exports'))).toBe(false)
    expect(readFileSync(join(stage.home, 'logs', 'console.log'), 'utf8')).toContain('"not-confirmed"')
  })

  test('exports secrets to the file chosen in the dialog, and not if the dialog is closed', async () => {
    const id = await stage.verified()
    const { id: profileId } = await stage.host.client.call('imports.store', {
      guardRails: 'none',
      id,
      name: 'Out',
      store: 'keychain',
    })
    await stage.host.close()
    const no = async () => undefined
    let chosen: string | undefined
    const dialogs = { chooseWhereToSave: async () => chosen, chooseWhatToOpen: no, chooseKeyFiles: async () => [] }
    await stage.open({ desktop: { dialogs, canNotify: () => false } })
    const exporting = () => stage.host.client.call('keys.export', { profileId })
    await expect(exporting()).rejects.toMatchObject({ code: 'cancelled' })
    chosen = join(stage.home, 'mine.json')
    expect(await exporting()).toEqual({ name: 'mine.json' })
    expect(statSync(chosen).mode & 0o777).toBe(0o600)
    expect(JSON.parse(readFileSync(chosen, 'utf8'))).toMatchObject({ consumerKey: stage.strings().consumerKey })
    expect(stage.findSecrets(Buffer.from(stage.host.sent()))).toEqual([])
  })

  test('logs in unattended with a vault opened by a passphrase file, but requires the passphrase for an export', async () => {
    const id = await stage.verified()
    await stage.host.client.call('keys.createVault', { passphrase: PASSPHRASE })
    const { id: profileId } = await stage.host.client.call('imports.store', {
      guardRails: 'none',
      id,
      name: 'Server',
      store: 'vault',
    })
    // The passphrase was just entered, so the export does not require it again.
    await stage.host.client.call('keys.export', { profileId })
    await stage.host.client.call('profiles.select', { id: profileId })
    await stage.host.close()
    await stage.open({ vaultPassphrase: PASSPHRASE })
    await expect.poll(() => [stage.host.view()?.profile.id, stage.kind()]).toEqual([profileId, 'ready'])
    await expect(stage.host.client.call('keys.export', { profileId })).rejects.toMatchObject({
      code: 'confirmation-needed',
    })
    await expect(stage.host.client.call('keys.export', { profileId, passphrase: 'a wrong one' })).rejects.toMatchObject(
      {
        code: 'passphrase-wrong',
      },
    )
    await stage.host.client.call('keys.export', { profileId, passphrase: PASSPHRASE })
    await stage.host.close()
    const notices: string[] = []
    await stage.open({ vaultPassphrase: 'a wrong one', onNotice: (text) => notices.push(text) })
    expect(notices).toEqual([expect.stringMatching(/^The vault was not opened with the given passphrase: /)])
    await expect.poll(() => stage.host.view()?.state).toMatchObject({ kind: 'failed', code: 'vault-locked' })
  })

  test('exports secrets of a locked vault with the passphrase, and keeps the vault locked', async () => {
    const id = await stage.verified()
    await stage.host.client.call('keys.createVault', { passphrase: PASSPHRASE })
    const { id: profileId } = await stage.host.client.call('imports.store', {
      guardRails: 'none',
      id,
      name: 'Locked',
      store: 'vault',
    })
    await stage.host.client.call('keys.lockVault', {})
    await expect(stage.host.client.call('keys.export', { profileId, passphrase: 'a wrong one' })).rejects.toMatchObject(
      {
        code: 'passphrase-wrong',
      },
    )
    const { place = '' } = await stage.host.client.call('keys.export', { profileId, passphrase: PASSPHRASE })
    expect(JSON.parse(readFileSync(place, 'utf8'))).toMatchObject({ consumerKey: stage.strings().consumerKey })
    expect((await firstSnapshot(stage.host.client, 'keys.feed', {})).vault).toEqual({ kind: 'locked' })
  })

  test('locks the vault after the configured minutes without use; the session continues, and only the passphrase unlocks the vault', async () => {
    await stage.host.close()
    const clock = manualClock()
    await stage.open({ clock })
    const { client } = stage.host
    const vault = async () => (await firstSnapshot(client, 'keys.feed', {})).vault.kind
    const id = await stage.verified()
    await client.call('keys.createVault', { passphrase: PASSPHRASE })
    const { id: profileId } = await client.call('imports.store', {
      guardRails: 'none',
      id,
      name: 'Busy',
      store: 'vault',
    })
    // The newest view of the window may still describe the previous profile.
    const isReady = async () => {
      const { view } = await firstSnapshot(client, 'session.feed', {})
      return view.profile.id === profileId && view.state.kind === 'ready'
    }
    await client.call('profiles.select', { id: profileId })
    await expect.poll(isReady).toBe(true)
    await client.call('keys.setIdleMinutes', { minutes: 30 })
    clock.advance(29 * 60_000)
    await client.call('safety.disarm', {})
    clock.advance(29 * 60_000)
    // Automatic calls of a window do not count as use of the console.
    await client.call('app.info', {})
    expect(await vault()).toBe('open')
    clock.advance(60_000)
    await expect.poll(vault).toBe('locked')
    expect(await isReady()).toBe(true)
    await expect(client.call('keys.export', { profileId })).rejects.toMatchObject({ code: 'confirmation-needed' })
    const ways = [
      () => client.call('keys.move', { profileId, to: 'keychain' }),
      () => client.call('imports.start', { kind: 'oauth1', profileId }),
    ]
    for (const way of ways) await expect(way()).rejects.toMatchObject({ code: 'vault-locked' })
    await client.call('keys.unlockVault', { passphrase: PASSPHRASE })
    for (const way of ways.reverse()) await expect(way()).resolves.toBeDefined()
    // The test clock must run, because the journal uses it to pause between two writes.
    const ticking = setInterval(() => clock.advance(20), 20)
    await stage.host.close().finally(() => clearInterval(ticking))
    await stage.open()
    expect((await firstSnapshot(stage.host.client, 'keys.feed', {})).idleMinutes).toBe(30)
  })

  test.each([
    ['the screen is locked', (shell: DesktopShellPort) => shell.screenLocks()],
    ['the computer goes to sleep', (shell: DesktopShellPort) => shell.machineSleeps()],
    ['the computer is idle', (shell: DesktopShellPort) => shell.systemIdle(15 * 60)],
  ] as const)('locks the vault when %s, unless a passphrase file opened the vault', async (_when, leave) => {
    const { client, shell } = stage.host
    const vault = async () => (await firstSnapshot(stage.host.client, 'keys.feed', {})).vault.kind
    await client.call('keys.createVault', { passphrase: PASSPHRASE })
    leave(shell)
    await expect.poll(vault).toBe('locked')
    await stage.host.close()
    await stage.open({ vaultPassphrase: PASSPHRASE })
    leave(stage.host.shell)
    expect(await vault()).toBe('open')
  })

  test('imposes growing pauses on all calls and windows after three wrong passphrases, and adds a log entry', async () => {
    await stage.host.close()
    const clock = manualClock()
    await stage.open({ clock })
    const { client } = stage.host
    const id = await stage.verified()
    await client.call('keys.createVault', { passphrase: PASSPHRASE })
    const { id: profileId } = await client.call('imports.store', {
      guardRails: 'none',
      id,
      name: 'Guessed',
      store: 'vault',
    })
    await client.call('keys.lockVault', {})
    const ways = [
      (passphrase: string) => client.call('keys.unlockVault', { passphrase }),
      (passphrase: string) => client.call('keys.export', { profileId, passphrase }),
      (passphrase: string) => client.call('keys.changePassphrase', { old: passphrase, passphrase: 'a new passphrase' }),
    ]
    for (const way of ways) await expect(way('a wrong one')).rejects.toMatchObject({ code: 'passphrase-wrong' })
    for (const way of ways) {
      await expect(way(PASSPHRASE)).rejects.toMatchObject({ code: 'limit', message: expect.stringContaining('2 s') })
    }
    clock.advance(2_000)
    // Concurrent calls run one after another: the first call fails, and the limit rejects the others.
    const many = await Promise.allSettled(
      Array.from({ length: 20 }, () => client.call('keys.unlockVault', { passphrase: 'no' })),
    )
    const codes = many.map((one) => (one.status === 'rejected' ? one.reason.code : 'open'))
    expect(codes).toEqual(['passphrase-wrong', ...Array.from({ length: 19 }, () => 'limit')])
    clock.advance(4_000)
    await client.call('keys.unlockVault', { passphrase: PASSPHRASE })
    const log = readFileSync(join(stage.home, 'logs', 'console.log'), 'utf8')
    expect(log).toContain('"passphrase-wrong","detail":"4 in a row"')
    expect(log).not.toContain('a wrong one')
  })

  test('keeps the secrets of a duplicated profile when the original is deleted', async () => {
    const id = await stage.verified()
    const profile = await stage.host.client.call('imports.store', {
      guardRails: 'none',
      id,
      name: 'First',
      store: 'keychain',
    })
    const copy = await stage.host.client.call('profiles.duplicate', { id: profile.id })
    expect(stage.keychain.entries.size).toBe(10)
    await stage.host.client.call('profiles.delete', { id: profile.id })
    expect(stage.keychain.entries.size).toBe(5)
    await stage.host.client.call('profiles.select', { id: copy.id })
    await expect.poll(() => [stage.host.view()?.profile.id, stage.kind()]).toEqual([copy.id, 'ready'])
  })

  test('removes the new secrets if a profile cannot be saved, and keeps the old secrets, which can still log in', async () => {
    const profile = await stage.host.client.call('imports.store', {
      guardRails: 'none',
      id: await stage.verified(),
      name: 'Steady',
      store: 'keychain',
    })
    const before = [...stage.keychain.entries.keys()]
    const settings = join(stage.home, 'settings.json')
    const good = readFileSync(settings)
    rmSync(settings)
    // A file cannot replace a folder that is not empty, so saving fails.
    mkdirSync(join(settings, 'x'), { recursive: true })
    const { id } = await stage.host.client.call('imports.start', { kind: 'oauth1', profileId: profile.id })
    await stage.host.client.call('imports.setFields', { id, fields: stage.strings() })
    await stage.host.client.call('imports.verify', { id })
    await expect(
      stage.host.client.call('imports.store', { guardRails: 'none', id, name: 'Steady', store: 'keychain' }),
    ).rejects.toMatchObject({ code: expect.stringMatching(/file-failed|not-permitted/) })
    await stage.host.client.call('keys.createVault', { passphrase: PASSPHRASE })
    await expect(stage.host.client.call('keys.move', { profileId: profile.id, to: 'vault' })).rejects.toMatchObject({
      code: expect.stringMatching(/file-failed|not-permitted/),
    })
    expect([...stage.keychain.entries.keys()]).toEqual(before)
    const { content } = await unlockVault(readFileSync(join(stage.home, 'keys.vault')), PASSPHRASE)
    expect(JSON.parse(content.toString())).toEqual({ sets: {} })
    rmSync(settings, { recursive: true })
    writeFileSync(settings, good)
    await stage.host.client.call('profiles.select', { id: profile.id })
    await expect.poll(() => stage.kind()).toBe('ready')
  })

  test('keeps secrets in their store if the other store rejects them', async () => {
    await stage.host.client.call('keys.createVault', { passphrase: PASSPHRASE })
    const profile = await stage.host.client.call('imports.store', {
      guardRails: 'none',
      id: await stage.verified(),
      name: 'Refused',
      store: 'vault',
    })
    stage.keychain.mood = 'refuse'
    await expect(stage.host.client.call('keys.move', { profileId: profile.id, to: 'keychain' })).rejects.toMatchObject({
      code: 'keychain-unavailable',
    })
    await stage.host.client.call('profiles.select', { id: profile.id })
    await expect.poll(() => [stage.host.view()?.profile.id, stage.kind()]).toEqual([profile.id, 'ready'])
  })

  test('removes the secrets of a profile that was deleted while the vault was locked at the next unlock', async () => {
    await stage.host.client.call('keys.createVault', { passphrase: PASSPHRASE })
    const { id } = await stage.host.client.call('imports.store', {
      guardRails: 'none',
      id: await stage.verified(),
      name: 'Leaving',
      store: 'vault',
    })
    await stage.host.client.call('keys.lockVault', {})
    expect(await stage.host.client.call('profiles.delete', { id })).toEqual({ secretsLeftIn: 'vault' })
    await stage.host.client.call('keys.unlockVault', { passphrase: PASSPHRASE })
    await expect
      .poll(async () => {
        const { content } = await unlockVault(readFileSync(join(stage.home, 'keys.vault')), PASSPHRASE)
        return JSON.parse(content.toString())
      })
      .toEqual({ sets: {} })
  })

  test('replaces the secrets of a profile that keeps its id, and removes the old secrets', async () => {
    const first = await stage.verified()
    const profile = await stage.host.client.call('imports.store', {
      guardRails: 'none',
      id: first,
      name: 'Same',
      store: 'keychain',
    })
    const before = [...stage.keychain.entries.keys()]
    const { id, slots, fields } = await stage.host.client.call('imports.start', {
      kind: 'oauth1',
      profileId: profile.id,
    })
    expect(slots).toMatchObject({ signature: { source: 'stored' }, dhParameters: { source: 'stored' } })
    expect(fields).toMatchObject({ consumerKey: { kind: 'good' }, accessTokenSecret: { kind: 'empty' } })
    // IBKR issues only a new access token with its secret. The other keys stay the same.
    const { accessToken, accessTokenSecret } = stage.strings()
    await stage.host.client.call('imports.setFields', { id, fields: { accessToken, accessTokenSecret } })
    await stage.host.client.call('imports.verify', { id })
    expect(
      await stage.host.client.call('imports.store', { guardRails: 'none', id, name: 'Same', store: 'keychain' }),
    ).toMatchObject({
      id: profile.id,
    })
    expect(stage.keychain.entries.size).toBe(5)
    expect([...stage.keychain.entries.keys()].filter((key) => before.includes(key))).toEqual([])
  })
})

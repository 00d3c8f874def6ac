import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { createImportsFixture, PASSPHRASE } from './imports-fixture.ts'

const stage = createImportsFixture()

/** Requests the zip file and unpacks it. */
async function pack(crashDumps: boolean) {
  const { client } = stage.host
  const file = await client.call('diagnostics.pack', { crashDumps })
  const { body } = await client.callBytes('responses.body', { responseId: file.responseId })
  return { file, bytes: Buffer.from(body), entries: unzipSync(body) }
}

test('packs exactly the texts that were shown, without secrets, names, addresses and account ids', async () => {
  const { client } = stage.host
  await expect(client.call('diagnostics.pack', { crashDumps: false })).rejects.toMatchObject({ code: 'not-found' })

  const id = await stage.verified()
  await client.call('keys.createVault', { passphrase: PASSPHRASE })
  const profile = await client.call('imports.store', {
    guardRails: 'none',
    id,
    name: 'Smith Family Fund',
    store: 'vault',
  })
  await client.call('profiles.create', {
    guardRails: 'none',
    kind: 'gateway',
    name: 'Attic',
    url: 'https://attic.smith.example:5000',
  })
  await client.call('profiles.select', { id: profile.id })
  await expect.poll(() => [stage.host.view()?.profile.id, stage.kind()]).toEqual([profile.id, 'ready'])
  const { consumerKey, accessTokenSecret } = stage.registered()
  // Personal data that a log could contain by mistake.
  const planted = [stage.home, 'U1234567', 'https://attic.smith.example:5000', 'Smith Family Fund', consumerKey]
  mkdirSync(join(stage.home, 'logs'), { recursive: true })
  writeFileSync(join(stage.home, 'logs', 'console.log'), `${JSON.stringify({ detail: planted.join(' | ') })}\n`)

  const view = await client.call('diagnostics.collect', {})
  const { file, bytes, entries } = await pack(false)
  expect(Object.fromEntries(Object.entries(entries).map(([name, text]) => [name, strFromU8(text)]))).toEqual(
    Object.fromEntries(view.files.map(({ name, text }) => [name, text])),
  )
  expect(file).toMatchObject({ size: bytes.byteLength, entries: 4 })
  expect(file.suggestedName).toMatch(/^ibkr-console-diagnostics-\d{4}-\d\d-\d\d\.zip$/)

  const everything = view.files.map(({ text }) => text).join('\n')
  expect(stage.findSecrets(Buffer.from(everything))).toEqual([])
  for (const value of [...planted, 'Attic', 'attic.smith.example', accessTokenSecret, PASSPHRASE, 'DU1234567']) {
    expect(everything.includes(value), value).toBe(false)
  }
  expect(view.files.find(({ name }) => name === 'console.log')?.text).toContain(
    '[user data folder] | [account] | [address] | [profile name] | [consumer key]',
  )
  // Checks that the diagnostics contain useful data.
  expect(JSON.parse(view.files.find(({ name }) => name === 'timings.json')?.text ?? '')).toMatchObject({
    session: 'ready',
    timeline: expect.arrayContaining([expect.objectContaining({ entered: 'ready' })]),
  })
  expect(JSON.parse(view.files.find(({ name }) => name === 'settings.json')?.text ?? '')).toMatchObject({
    profiles: [{ kind: 'practice' }, { kind: 'oauth1', selected: true, keyStore: 'vault' }, { kind: 'gateway' }],
  })
})

test('lists the crash dumps of the desktop program, and adds them to the zip file only on request', async () => {
  const crashDumpFolder = join(stage.home, 'window', 'crashes')
  mkdirSync(join(crashDumpFolder, 'completed'), { recursive: true })
  writeFileSync(join(crashDumpFolder, 'completed', 'a.dmp'), 'MDMP')
  await stage.host.close()
  const noDialog = async () => undefined
  const dialogs = { chooseWhereToSave: noDialog, chooseWhatToOpen: noDialog, chooseKeyFiles: async () => [] }
  await stage.open({ desktop: { dialogs, canNotify: () => false, crashDumpFolder } })
  const { crashDumps } = await stage.host.client.call('diagnostics.collect', {})
  expect(crashDumps).toMatchObject([{ name: 'a.dmp', size: 4 }])
  expect(Object.keys((await pack(false)).entries)).not.toContain('crash-dumps/a.dmp')
  expect(strFromU8((await pack(true)).entries['crash-dumps/a.dmp'] ?? new Uint8Array())).toBe('MDMP')
})

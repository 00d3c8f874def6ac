import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import type { KeySlot } from '../../../src/shared/domain/keys.ts'
import { dhparamPem } from '../../unit/client/dhparam-pem.ts'
import { createImportsFixture, offeredFile } from './imports-fixture.ts'

const stage = createImportsFixture()

/** Returns the source of the key in each slot. */
async function sources(id: string): Promise<Readonly<Partial<Record<KeySlot, string>>>> {
  const slots = Object.entries((await stage.current(id))?.slots ?? {})
  return Object.fromEntries(slots.map(([slot, view]) => [slot, view.kind === 'filled' ? view.source : view.kind]))
}

async function make(id: string, which: 'all' | 'missing'): Promise<void> {
  await stage.host.client.call('imports.generate', { id, which })
  await expect.poll(async () => (await stage.current(id))?.generation.kind).toBe('done')
}

async function withQuickPrimes(): Promise<void> {
  await stage.host.close()
  const prime = Buffer.from(stage.registered().dhPrime, 'hex')
  await stage.open({ makePrime: async () => prime })
}

const MADE = { signature: 'made', encryption: 'made', dhParameters: 'made' }

test('does not replace a generated key with a file until the user removes the key', async () => {
  await withQuickPrimes()
  const { id } = await stage.begin()
  await make(id, 'all')
  const refused = await stage.offer(id, [
    ...stage.keyFiles(),
    offeredFile('oauth1.json', JSON.stringify(stage.registered())),
  ])
  expect(refused.map(({ outcome }) => outcome)).toEqual(['refused', 'refused', 'refused', 'refused'])
  for (const { message } of refused) expect(message).toMatch(/generated here and exists nowhere else/)
  expect(await sources(id)).toEqual(MADE)
  expect((await stage.current(id))?.fields.accessTokenSecret).toEqual({ kind: 'empty' })

  await stage.host.client.call('imports.clearSlot', { id, slot: 'dhParameters' })
  const [taken] = await stage.offer(id, [offeredFile('dhparam.pem', dhparamPem(stage.registered().dhPrime))])
  expect(taken).toMatchObject({ outcome: 'accepted' })
  expect(await sources(id)).toEqual({ ...MADE, dhParameters: 'file' })
})

test('generates only missing keys, or all keys on request', async () => {
  await withQuickPrimes()
  const { id } = await stage.begin()
  await stage.offer(id, stage.keyFiles().slice(0, 2))
  await make(id, 'missing')
  expect(await sources(id)).toEqual({ signature: 'file', encryption: 'file', dhParameters: 'made' })
  await make(id, 'all')
  expect(await sources(id)).toEqual(MADE)
})

test('lists in one message what was imported from a settings file', async () => {
  const { id } = await stage.begin()
  const reports = await stage.offer(id, [offeredFile('oauth1.json', JSON.stringify(stage.registered()))])
  expect(reports).toEqual([
    {
      name: 'oauth1.json',
      outcome: 'accepted',
      slots: ['signature', 'encryption', 'dhParameters'],
      message: 'Read from oauth1.json: signature key, encryption key, Diffie-Hellman parameters, 3 strings.',
    },
  ])
})

test('shows the public key for IBKR immediately after the private key for OAuth 2.0 is imported', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const { id } = await stage.begin('oauth2')
  await expect(stage.host.client.call('imports.publicFiles', { id })).rejects.toMatchObject({ code: 'not-found' })
  await stage.offer(id, [offeredFile('client.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())])
  const text = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  expect(await stage.host.client.call('imports.publicFiles', { id })).toEqual([{ name: 'public_key.pem', text }])
})

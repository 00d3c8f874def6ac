import { expect, test } from 'vitest'
import { HostError } from '../../../src/host/host-error.ts'
import { ImportsService, type ImportsServiceOptions } from '../../../src/host/key-imports/imports-service.ts'
import type { KeySet, KeySetLocation, SecretName } from '../../../src/host/profiles/key-set.ts'
import type { KeyedProfile } from '../../../src/host/profiles/profile.ts'
import { Secret, unwrap } from '../../../src/host/profiles/secret.ts'
import { manualClock } from '../client/manual-clock.ts'

/* These tests check how imports handle the secrets and processes that they own. */

const GENERATION = '00000000-0000-4000-8000-000000000000'
const NAMES = ['signature', 'encryption', 'prime', 'accessToken', 'accessTokenSecret'] as const
const keys = { store: 'vault', generation: GENERATION, names: NAMES } as const
const profile: KeyedProfile = { kind: 'oauth1', id: 'x', name: 'X', consumerKey: 'ABCDEFGHI', keys }

function stage(parts: { readonly [Part in keyof ImportsServiceOptions]?: object } = {}) {
  const set: KeySet = new Map<SecretName, Secret>(NAMES.map((name) => [name, new Secret(Buffer.from(name))]))
  /** Keeps the original buffers, to inspect them after they were overwritten. */
  const bytes = new Map([...set].map(([name, secret]) => [name, unwrap(secret)]))
  const removed: KeySetLocation[] = []
  const keySets = {
    read: async () => set,
    write: async () => keys,
    remove: async (place: KeySetLocation) => removed.push(place),
  }
  const saved = { all: [], find: () => undefined, put: () => undefined, remove: () => undefined }
  const options = {
    clock: manualClock(),
    saved,
    findProfile: () => profile,
    ...parts,
    keySets: { serverOf: () => undefined, ...keySets, ...parts.keySets },
  }
  const service = new ImportsService(options as unknown as ImportsServiceOptions)
  return {
    service,
    bytes,
    removed,
    isOverwritten: () => [...bytes.values()].map((each) => each.every((byte) => byte === 0)),
  }
}
const replacement = { kind: 'oauth1', profileId: 'x' } as const

test('copies the keys of a replaced profile, and erases its access token and secret from memory', async () => {
  const { service, isOverwritten } = stage()
  const { slots, fields } = await service.start(replacement)
  expect(Object.values(slots).map(({ kind }) => kind)).toEqual(['filled', 'filled', 'filled'])
  expect([fields.accessToken, fields.accessTokenSecret]).toEqual([{ kind: 'empty' }, { kind: 'empty' }])
  expect(isOverwritten()).toEqual([false, false, false, true, true])
})

test('erases a key when its slot is cleared, and all keys when the import is discarded', async () => {
  const { service, isOverwritten } = stage()
  const { id } = await service.start(replacement)
  service.clearSlot({ id, slot: 'signature' })
  expect(isOverwritten()).toEqual([true, false, false, true, true])
  await service.discard(id)
  expect(isOverwritten()).toEqual([true, true, true, true, true])
})

test('erases all keys of an import from memory when the console closes', async () => {
  const { service, isOverwritten } = stage()
  await service.start(replacement)
  service.close()
  expect(isOverwritten()).toEqual([true, true, true, true, true])
})

test.each(['keys-missing', 'vault-damaged'] as const)(
  'starts with empty slots and the consumer key when the stored keys are lost (%s)',
  async (code) => {
    const { service } = stage({ keySets: { read: () => Promise.reject(new HostError(code, 'gone')) } })
    const { slots, fields } = await service.start(replacement)
    expect(slots.signature).toEqual({ kind: 'empty' })
    expect(fields.consumerKey).toMatchObject({ shown: 'ABCDEFGHI' })
  },
)

test('rejects changes of keys, and erases no key, while the keys are being stored', async () => {
  const signature = new Secret(Buffer.from('signature'))
  let stored = (): void => undefined
  const write = () => new Promise((resolve) => (stored = () => resolve(keys)))
  const { service } = stage({ keySets: { read: async () => new Map([['signature', signature]]), write } })
  const { id } = await service.start(replacement)
  const storing = service.save({ id, store: 'vault' })
  const busy = expect.objectContaining({ code: 'limit' })
  expect(() => service.setFields({ id, fields: { accessToken: 'x' } })).toThrow(busy)
  expect(() => service.clearSlot({ id, slot: 'signature' })).toThrow(busy)
  await expect(service.discard(id)).rejects.toEqual(busy)
  service.close()
  stored()
  await expect(storing).resolves.toMatchObject({ saved: { state: 'current' } })
  expect(Buffer.from(unwrap(signature)).toString()).toBe('signature')
})

test('removes stored keys if the import cannot be saved', async () => {
  const put = () => {
    throw new HostError('disk-full', 'full')
  }
  const { service, removed } = stage({ saved: { all: [], find: () => undefined, put } })
  const { id } = await service.start(replacement)
  await expect(service.save({ id, store: 'vault' })).rejects.toMatchObject({ code: 'disk-full' })
  expect(removed).toEqual([keys])
})

test.each([
  ['stops generating', (service: ImportsService, id: string) => service.stopGenerating(id)],
  ['is discarded', (service: ImportsService, id: string) => service.discard(id)],
  ['ends with the console', (service: ImportsService) => service.close()],
])('stops the search for the DH prime when the import %s', async (_how, end) => {
  let searching: AbortSignal | undefined
  const makePrime = (_bits: number, signal: AbortSignal) =>
    new Promise((_resolve, reject) => {
      searching = signal
      signal.addEventListener('abort', () => reject(signal.reason))
    })
  const { service } = stage({ makePrime })
  const { id } = await service.start(replacement)
  service.clearSlot({ id, slot: 'dhParameters' })
  service.generate({ id, which: 'missing' })
  await expect.poll(() => searching).toBeDefined()
  expect(searching?.aborted).toBe(false)
  await end(service, id)
  expect(searching?.aborted).toBe(true)
})

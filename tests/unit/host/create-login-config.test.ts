import { expect, test } from 'vitest'
import type { KeySets } from '../../../src/host/keys/key-sets.ts'
import { KeysService, type KeysServiceOptions } from '../../../src/host/keys/keys-service.ts'
import type { KeyedProfile } from '../../../src/host/profiles/profile.ts'
import { createSecret, unwrap } from '../../../src/host/profiles/secret.ts'
import { manualClock } from '../client/manual-clock.ts'

const GENERATION = '00000000-0000-4000-8000-000000000000'
const keys = { store: 'vault', generation: GENERATION, names: ['accessToken'] } as const
const profile: KeyedProfile = { kind: 'oauth1', id: 'x', name: 'X', consumerKey: 'ABCDEFGHI', keys }

test('keeps the secrets of a login only as bytes, and erases them at its end', async () => {
  const token = createSecret('a token')
  const bytes = unwrap(token)
  const read = async () => new Map([['accessToken', token] as const])
  const keySets: Partial<KeySets> = { read, serverOf: () => undefined }
  const service = new KeysService({ clock: manualClock(), keySets } as unknown as KeysServiceOptions)
  const { config, erase } = await service.login(profile)
  expect(config).toMatchObject({ accessToken: 'a token', consumerKey: 'ABCDEFGHI' })
  // A property with a value would hold a string for as long as the session.
  expect(Object.getOwnPropertyDescriptors(config)).toMatchObject({ accessToken: { set: undefined } })
  erase()
  expect([...bytes]).toEqual([0, 0, 0, 0, 0, 0, 0])
  expect(config).toMatchObject({ accessToken: '' })
})

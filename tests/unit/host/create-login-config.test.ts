import { expect, test } from 'vitest'
import type { KeySets } from '../../../src/host/keys/key-sets.ts'
import { KeysService, type KeysServiceOptions } from '../../../src/host/keys/keys-service.ts'
import { createSecret, unwrap } from '../../../src/host/keys/secret.ts'
import type { KeyedProfile } from '../../../src/host/profiles/profile.ts'
import { manualClock } from '../client/manual-clock.ts'

const GENERATION = '00000000-0000-4000-8000-000000000000'
const keys = { store: 'vault', generation: GENERATION, names: ['accessToken'] } as const
const profile: KeyedProfile = { kind: 'oauth1', id: 'x', name: 'X', consumerKey: 'ABCDEFGHI', keys }

test('erases the secrets from memory after it has built the login configuration', async () => {
  const token = createSecret('a token')
  const bytes = unwrap(token)
  const read = async () => new Map([['accessToken', token] as const])
  const keySets: Partial<KeySets> = { read, serverOf: () => undefined }
  const service = new KeysService({ clock: manualClock(), keySets } as unknown as KeysServiceOptions)
  expect(await service.loginConfig(profile)).toMatchObject({ accessToken: 'a token', consumerKey: 'ABCDEFGHI' })
  expect([...bytes]).toEqual([0, 0, 0, 0, 0, 0, 0])
})

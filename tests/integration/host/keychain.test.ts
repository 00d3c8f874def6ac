import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../../src/client/clock.ts'
import { KeychainStore } from '../../../src/host/keys/keychain-store.ts'
import { longTest } from '../../process/long-run-tests.ts'
import {
  hasSecretService,
  SECRET_SERVICE_MISSING_REASON,
  type SecretService,
  startSecretService,
} from '../../process/secret-service.ts'

const key = Buffer.alloc(2_400, 7)
const entries = new Map([
  ['signature', key],
  ['accessToken', Buffer.from([0, 255, 1])],
])
const GENERATION = '00000000-0000-4000-8000-000000000000'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-keyring-'))
})
// The service may still write files while it stops.
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }))

/** Shortens the time limit of keychain calls. */
const shortTimeLimits = {
  ...systemClock,
  after: (ms: number, run: () => void) => systemClock.after(Math.min(ms, 700), run),
}

describe('keychain with a real Secret Service', () => {
  let service: SecretService | undefined
  beforeEach(async (context) => {
    if (!hasSecretService()) {
      // The summary at the end of the test run lists a skipped test with its reason.
      Object.assign(context.task.meta, { skipReason: SECRET_SERVICE_MISSING_REASON })
      context.skip(SECRET_SERVICE_MISSING_REASON)
    }
    service ??= await startSecretService(folder)
    Object.assign(process.env, service.env)
  })
  afterAll(() => service?.stop())

  test('stores arbitrary bytes across a restart of the service, and removes them', async () => {
    const store = new KeychainStore(systemClock)
    await store.check()
    await store.write(GENERATION, entries)
    await service?.restart('unlocked')
    const read = await new KeychainStore(systemClock).read(GENERATION, ['signature', 'accessToken', 'other'])
    expect([...read].map(([name, bytes]) => [name, Buffer.from(bytes)])).toEqual([...entries])
    await store.remove(GENERATION, ['signature', 'accessToken', 'other'])
    expect((await store.read(GENERATION, ['signature', 'accessToken'])).size).toBe(0)
  })

  test('reports a locked keychain within the time limit, and works again after it is unlocked', async () => {
    const before = new KeychainStore(shortTimeLimits)
    await before.write(GENERATION, entries)
    await service?.restart('locked')
    const store = new KeychainStore(shortTimeLimits)
    const expected = { code: 'keychain-unavailable', message: expect.stringMatching(/locked/) }
    await expect(store.read(GENERATION, ['signature'])).rejects.toMatchObject(expected)
    await expect(store.read(GENERATION, ['accessToken'])).rejects.toMatchObject(expected)
    await expect(store.write(GENERATION, entries)).rejects.toMatchObject(expected)
    await service?.restart('unlocked')
    const again = new KeychainStore(systemClock)
    expect((await again.read(GENERATION, ['signature', 'accessToken'])).size).toBe(2)
  })

  longTest('reports a keychain that does not respond', async () => {
    const store = new KeychainStore(systemClock)
    await store.check()
    service?.freeze()
    await expect(store.read(GENERATION, ['signature'])).rejects.toMatchObject({
      code: 'keychain-unavailable',
      message: expect.stringMatching(/^The keychain does not respond/),
    })
    await service?.restart('unlocked')
    await expect(store.check()).resolves.toBeUndefined()
  })

  test('reports a keychain service that has stopped since the check', async () => {
    const store = new KeychainStore(shortTimeLimits)
    await store.check()
    await service?.stop()
    service = undefined
    await expect(store.read(GENERATION, ['signature'])).rejects.toMatchObject({
      code: 'keychain-unavailable',
      message: expect.stringMatching(/No keychain is available|does not respond/),
    })
  })
})

test('reports a missing Secret Service immediately', async () => {
  process.env['DBUS_SESSION_BUS_ADDRESS'] = `unix:path=${join(folder, 'nobody')}`
  await expect(new KeychainStore(systemClock).check()).rejects.toMatchObject({
    code: 'keychain-unavailable',
    message:
      'No keychain is available (no Secret Service responds). Start or unlock the keychain and try again, or use the vault.',
  })
})

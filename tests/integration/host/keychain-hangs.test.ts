import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { systemClock } from '../../../src/client/clock.ts'
import { KeychainStore } from '../../../src/host/keys/keychain-store.ts'
import { hasSecretService, SECRET_SERVICE_MISSING_REASON, startSecretService } from '../../process/secret-service.ts'

/*
 * This test has its own file, because the keychain addon blocks all later calls of the process while it waits for the
 * prompt.
 */

const entries = new Map([['signature', Buffer.alloc(2_400, 7)]])
const GENERATION = '00000000-0000-4000-8000-000000000000'

let waits = 0
/** Shortens the time limit of keychain calls. */
const shortTimeLimits = {
  ...systemClock,
  after(ms: number, run: () => void) {
    waits += 1
    return systemClock.after(Math.min(ms, 700), run)
  },
}

test('a call times out, and later calls fail immediately, while a password prompt is unanswered', async (context) => {
  if (!hasSecretService()) {
    Object.assign(context.task.meta, { skipReason: SECRET_SERVICE_MISSING_REASON })
    context.skip(SECRET_SERVICE_MISSING_REASON)
  }
  const folder = mkdtempSync(join(tmpdir(), 'ibkr-console-keyring-'))
  const service = await startSecretService(folder)
  Object.assign(process.env, service.env)
  try {
    await new KeychainStore(systemClock).write(GENERATION, entries)
    await service.restart('locked')
    await service.ignorePrompts()
    const store = new KeychainStore(shortTimeLimits)
    const silent = { code: 'keychain-unavailable', message: expect.stringMatching(/^The keychain does not respond/) }
    await expect(store.read(GENERATION, ['signature'])).rejects.toMatchObject(silent)
    expect(store.isWaiting).toBe(true)
    expect(waits).toBe(1)
    await expect(store.read(GENERATION, ['signature'])).rejects.toMatchObject(silent)
    expect(waits).toBe(1)
    // The pending call settles when the service stops.
    await service.stop()
    await expect.poll(() => store.isWaiting).toBe(false)
  } finally {
    await service.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})

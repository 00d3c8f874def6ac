import { createPrivateKey } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startSimulator } from '../../../src/simulator/start-simulator.ts'
import { startConsole } from '../../process/console-process.ts'
import { findInMemory } from '../../process/find-in-memory.ts'
import { firstSnapshot } from '../../process/first-snapshot.ts'
import { openWindow } from '../../process/open-window.ts'
import { storeProfile } from '../../process/stored-profile.ts'

const PASSPHRASE = 'Zq9-vulture-kettle-orbit-77'

test.runIf(process.platform === 'linux')(
  "a locked vault and a closed session leave no key in the console's memory",
  async () => {
    const simulator = await startSimulator({ mode: 'oauth1', tls: false })
    const home = mkdtempSync(join(tmpdir(), 'ibkr-console-memory-'))
    const { oauth1 } = simulator
    if (!oauth1) throw new Error('no keys')
    await storeProfile(home, { name: 'Memory', server: simulator.apiUrl, oauth1, passphrase: PASSPHRASE })
    const program = await startConsole({ home })
    const window = await openWindow(program.url)
    const prime = Buffer.from(createPrivateKey(oauth1.signature).export({ format: 'jwk' }).p ?? '', 'base64url')
    const needles = {
      passphrase: Buffer.from(PASSPHRASE),
      primeInText: Buffer.from(oauth1.signature.split('\n')[8] ?? ''),
      prime: prime.subarray(8, 72),
      primeOfOpenssl: Buffer.from(prime).reverse().subarray(8, 72),
      tokenSecret: Buffer.from(oauth1.accessTokenSecret.slice(20, 80)),
    }
    const state = async () => (await firstSnapshot(window.client, 'session.feed', {})).view.state.kind
    await expect.poll(state, { timeout: 20_000 }).toBe('failed')
    await window.client.call('keys.unlockVault', { passphrase: PASSPHRASE })
    await expect.poll(state, { timeout: 20_000 }).toBe('ready')
    const before = findInMemory(program.pid, needles)
    expect(before.primeOfOpenssl).toBeGreaterThan(0)
    await window.client.call('keys.lockVault', {})
    await window.client.call('session.disconnect', {})
    let after = before
    const remaining = (): number => {
      after = findInMemory(program.pid, needles)
      return after.primeOfOpenssl + after.prime
    }
    // No key remains in memory. Copies of the passphrase and of the vault's content remain where Node itself has freed
    // them: see docs/keys.md.
    await expect.poll(remaining, { timeout: 10_000, interval: 500 }).toBe(0)
    const { passphrase, primeInText, tokenSecret } = after
    for (const [name, count] of Object.entries({ passphrase, primeInText, tokenSecret })) {
      expect(count, name).toBeLessThanOrEqual(2)
    }
    window.close()
    await program.stop()
    await simulator.close()
    rmSync(home, { recursive: true, force: true })
  },
  60_000,
)

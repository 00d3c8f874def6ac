import { createPrivateKey } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { decryptAccessTokenSecret } from '../../../src/client/oauth1/access-token-secret.ts'
import type { Oauth1Credentials } from '../../../src/simulator/oauth1/credentials.ts'
import { startSimulator } from '../../../src/simulator/start-simulator.ts'
import { startConsole } from '../../process/console-process.ts'
import { findInMemory } from '../../process/find-in-memory.ts'
import { firstSnapshot } from '../../process/first-snapshot.ts'
import { openWindow } from '../../process/open-window.ts'
import { dhparamPem } from '../../unit/client/dhparam-pem.ts'

const PASSPHRASE = 'Zq9-vulture-kettle-orbit-77'

/** Parts of each secret, in every form that the console handles: files, frames of the window, PEM, DER, numbers. */
function needlesOf({ signature, encryption, accessTokenSecret }: Oauth1Credentials): Record<string, Buffer> {
  const decrypted = decryptAccessTokenSecret(accessTokenSecret, encryption)
  const needles: Record<string, Buffer> = {
    passphrase: Buffer.from(PASSPHRASE),
    tokenSecret: Buffer.from(accessTokenSecret.slice(20, 80)),
    tokenSecretBytes: Buffer.from(accessTokenSecret, 'base64').subarray(8, 72),
    decryptedTokenSecret: Buffer.from(decrypted.slice(4, 60)),
    decryptedTokenSecretBytes: Buffer.from(decrypted, 'hex').subarray(2, 30),
  }
  for (const [name, pem] of Object.entries({ signature, encryption })) {
    const { p = '', d = '' } = createPrivateKey(pem).export({ format: 'jwk' })
    for (const [part, number] of Object.entries({ p, d })) {
      const bytes = Buffer.from(number, 'base64url')
      needles[`${name} ${part}`] = bytes.subarray(8, 72)
      // OpenSSL stores the least significant byte first.
      needles[`${name} ${part} of OpenSSL`] = Buffer.from(bytes).reverse().subarray(8, 72)
    }
    needles[`${name} PEM`] = Buffer.from(pem.split('\n')[8] ?? '')
    needles[`${name} frame`] = Buffer.from(Buffer.from(pem).toString('base64').slice(400, 460))
  }
  return needles
}

test.runIf(process.platform === 'linux')(
  "leaves no secret in the console's memory after Lock and Disconnect, also after an import in the same process",
  async () => {
    const simulator = await startSimulator({ mode: 'oauth1', tls: false })
    const home = mkdtempSync(join(tmpdir(), 'ibkr-console-memory-'))
    const { oauth1 } = simulator
    if (!oauth1) throw new Error('no keys')
    const program = await startConsole({ home })
    const window = await openWindow(program.url)
    const { call } = window.client
    const needles = needlesOf(oauth1)
    const find = (): string[] =>
      Object.entries(findInMemory(program.pid, needles)).flatMap(([name, count]) => (count === 0 ? [] : name))
    const reachesReady = () =>
      expect
        .poll(async () => (await firstSnapshot(window.client, 'session.feed', {})).view.state.kind, { timeout: 20_000 })
        .toBe('ready')
    const lockAndDisconnect = async (): Promise<void> => {
      expect(find()).toEqual(expect.arrayContaining(['signature p of OpenSSL', 'signature d of OpenSSL']))
      await call('keys.lockVault', {})
      await call('session.disconnect', {})
      await expect.poll(find, { timeout: 10_000, interval: 500 }).toEqual([])
    }

    const { id } = await call('imports.start', { kind: 'oauth1' })
    const file = (name: string, text: string) => ({ name, base64: Buffer.from(text).toString('base64') })
    const { signature, encryption, dhPrime, consumerKey, accessToken, accessTokenSecret } = oauth1
    const files = [file('s.pem', signature), file('e.pem', encryption), file('dhparam.pem', dhparamPem(dhPrime))]
    await call('imports.addFiles', { id, files })
    const fields = { consumerKey, accessToken, accessTokenSecret, server: simulator.apiUrl }
    await call('imports.setFields', { id, fields })
    await call('imports.verify', { id })
    expect(await call('imports.testLogin', { id })).toMatchObject({ state: 'passed' })
    expect(find()).toEqual(expect.arrayContaining(['tokenSecret', 'encryption d of OpenSSL']))
    await call('keys.createVault', { passphrase: PASSPHRASE })
    const profile = await call('imports.store', { guardRails: 'none', id, name: 'Mine', store: 'vault' })
    await call('profiles.select', { id: profile.id })
    await reachesReady()
    await lockAndDisconnect()

    // The vault of the same process, opened again.
    await call('keys.unlockVault', { passphrase: PASSPHRASE })
    await call('session.connect', {})
    await reachesReady()
    await lockAndDisconnect()

    window.close()
    await program.stop()
    // Where no terminal is attached, the output is in a log.
    const output = Buffer.from(program.output())
    const printed = Object.entries({ ...needles, accessToken: Buffer.from(accessToken) })
    expect(printed.filter(([, secret]) => output.includes(secret)).map(([name]) => name)).toEqual([])
    await simulator.close()
    rmSync(home, { recursive: true, force: true })
  },
  90_000,
)

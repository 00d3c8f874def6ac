import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import type { HostOptions } from '../../../src/host/host-types.ts'
import type { ImportView, KeyFileReport } from '../../../src/shared/contract/import-views.ts'
import type { Oauth1Credentials } from '../../../src/simulator/oauth1/credentials.ts'
import { type Simulator, startSimulator } from '../../../src/simulator/start-simulator.ts'
import { firstSnapshot } from '../../process/first-snapshot.ts'
import { createMemoryKeychain, type MemoryKeychain } from '../../process/memory-keychain.ts'
import { type PracticeHost, startPracticeHost } from '../../process/practice-host.ts'
import { dhparamPem } from '../../unit/client/dhparam-pem.ts'
import { findSecretsOf } from './find-secrets.ts'

export const PASSPHRASE = 'correct horse battery staple'

interface OfferedFile {
  readonly name: string
  readonly base64: string
}

export const offeredFile = (name: string, text: string | Uint8Array): OfferedFile => ({
  name,
  base64: Buffer.from(text).toString('base64'),
})

/**
 * Sets up import tests: each test has a host with its own user data folder and keychain; all tests share one simulator.
 */
export function createImportsFixture() {
  let ibkr: Simulator
  let home: string
  let keychain: MemoryKeychain
  let host: PracticeHost
  beforeAll(async () => {
    ibkr = await startSimulator({ mode: 'oauth1', tls: false })
  })
  afterAll(() => ibkr.close())
  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'ibkr-console-imports-'))
    keychain = createMemoryKeychain()
    await stage.open()
  })
  afterEach(async () => {
    await host.close()
    rmSync(home, { recursive: true, force: true })
  })
  const registered = (): Oauth1Credentials => {
    if (!ibkr.oauth1) throw new Error('no keys')
    return ibkr.oauth1
  }
  const stage = {
    get ibkr(): Simulator {
      return ibkr
    },
    get home(): string {
      return home
    },
    get keychain(): MemoryKeychain {
      return keychain
    },
    get host(): PracticeHost {
      return host
    },
    /** Starts the host. The previous host must be closed first. */
    async open(options: Partial<HostOptions> = {}): Promise<void> {
      host = await startPracticeHost({ home, keychain: keychain.load, ...options })
    },
    kind: (): string | undefined => host.view()?.state.kind,
    registered,
    /** Returns a complete and valid set of key files. */
    keyFiles(): OfferedFile[] {
      const { signature, encryption, dhPrime } = registered()
      return [
        offeredFile('private_signature.pem', signature),
        offeredFile('private_encryption.pem', encryption),
        offeredFile('dhparam.pem', dhparamPem(dhPrime)),
      ]
    },
    begin: (what: 'oauth1' | 'oauth2' = 'oauth1'): Promise<ImportView> =>
      host.client.call('imports.start', { kind: what }),
    offer: (id: string, files: OfferedFile[]): Promise<readonly KeyFileReport[]> =>
      host.client.call('imports.addFiles', { id, files }),
    current: async (id: string): Promise<ImportView | undefined> =>
      (await firstSnapshot(host.client, 'imports.feed', {})).imports.find((one) => one.id === id),
    strings() {
      const { consumerKey, accessToken, accessTokenSecret } = registered()
      return { consumerKey, accessToken, accessTokenSecret, server: ibkr.apiUrl }
    },
    /** Creates an import that is verified and ready to be stored. */
    async verified(): Promise<string> {
      const { id } = await stage.begin()
      await stage.offer(id, stage.keyFiles())
      await host.client.call('imports.setFields', { id, fields: stage.strings() })
      expect(await host.client.call('imports.verify', { id })).toMatchObject({ state: 'passed' })
      return id
    },
    /** Returns the content of all files in the folder. */
    onDisk(): Buffer {
      const files = readdirSync(home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
      return Buffer.concat(files.map((entry) => readFileSync(join(entry.parentPath, entry.name))))
    },
    findSecrets: (bytes: Buffer): readonly string[] =>
      findSecretsOf({ ...registered(), passphrase: PASSPHRASE }, bytes),
  }
  return stage
}

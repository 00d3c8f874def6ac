import { createPrivateKey } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Oauth1Credentials } from '../../src/simulator/oauth1/credentials.ts'
import type { SimulatorOptions } from '../../src/simulator/options.ts'
import { type Simulator, startSimulator } from '../../src/simulator/start-simulator.ts'
import { getSharedKeys } from '../process/shared-keys.ts'
import { storeProfile } from '../process/stored-profile.ts'
import { test as base } from './console-fixture.ts'
import { createFileUser, type FileUser, type TestFile } from './file-dialog-user.ts'
import { PASSPHRASE } from './wizard-user.ts'

interface KeysFixtures {
  /** Simulator options of the test that differ from the defaults. */
  readonly serverOptions: Partial<SimulatorOptions>
  /** Name of the initial profile, with keys in a locked vault; undefined for an empty home folder. */
  readonly sealed: string | undefined
  readonly files: FileUser
  /** Server for an OAuth 1.0a login. */
  readonly server: Simulator
  /** Credentials that are registered with the server. */
  readonly oauth1: Oauth1Credentials
}

export const test = base.extend<KeysFixtures>({
  sealed: [undefined, { option: true }],
  home: async ({ home, sealed, server, oauth1 }, use) => {
    const login = { server: server.apiUrl, oauth1, passphrase: PASSPHRASE }
    if (sealed !== undefined) await storeProfile(home, { name: sealed, ...login })
    await use(home)
  },
  files: async ({ console: running, home }, use) => {
    const folder = join(home, 'files')
    mkdirSync(folder)
    await use(await createFileUser(running, folder))
  },
  serverOptions: [{}, { option: true }],
  server: async ({ serverOptions }, use) => {
    const server = await startSimulator({ mode: 'oauth1', tls: false, keys: await getSharedKeys(), ...serverOptions })
    await use(server)
    await server.close()
  },
  oauth1: async ({ server }, use) => {
    if (!server.oauth1) throw new Error('a simulator of OAuth 1.0a has keys')
    await use(server.oauth1)
  },
})

export const KEY_PASSPHRASE = 'open sesame'

/** Writes three key files in the format of openssl, one of them encrypted. */
export function threeKeyFiles({ signature, encryption, dhPrime }: Oauth1Credentials): readonly TestFile[] {
  const locked = createPrivateKey(encryption).export({
    type: 'pkcs8',
    format: 'pem',
    cipher: 'aes-256-cbc',
    passphrase: KEY_PASSPHRASE,
  })
  return [
    { name: 'one.pem', bytes: Buffer.from(signature) },
    { name: 'two.pem', bytes: Buffer.from(locked) },
    { name: 'three.pem', bytes: Buffer.from(dhPem(dhPrime)) },
  ]
}

export function settingsFile(oauth1: Oauth1Credentials): TestFile {
  return { name: 'oauth1.json', bytes: Buffer.from(JSON.stringify(oauth1)) }
}

/** The output of `openssl dhparam` is the ASN.1 structure SEQUENCE { prime, 2 }. */
function dhPem(hex: string): string {
  const prime = Buffer.from(`00${hex}`, 'hex')
  const integer = Buffer.concat([Buffer.from([0x02, 0x82, prime.length >> 8, prime.length & 0xff]), prime])
  const body = Buffer.concat([integer, Buffer.from([0x02, 0x01, 0x02])])
  const der = Buffer.concat([Buffer.from([0x30, 0x82, body.length >> 8, body.length & 0xff]), body])
  const lines = der.toString('base64').replace(/.{64}/g, '$&\n')
  return `-----BEGIN DH PARAMETERS-----\n${lines}\n-----END DH PARAMETERS-----\n`
}

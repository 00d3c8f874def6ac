import { createPrivateKey } from 'node:crypto'
import { KeySets } from '../../src/host/keys/key-sets.ts'
import { VaultStore } from '../../src/host/keys/vault-store.ts'
import type { SecretStore } from '../../src/host/profiles/key-set.ts'
import { PRACTICE, type Profile } from '../../src/host/profiles/profile.ts'
import { createSecret, Secret } from '../../src/host/profiles/secret.ts'
import { saveSettings } from '../../src/host/profiles/settings.ts'
import type { Oauth1Credentials } from '../../src/simulator/oauth1/credentials.ts'

/** Profile and keys to store before the console starts. */
export interface StoredProfile {
  readonly name: string
  readonly server: string
  readonly oauth1: Oauth1Credentials
  readonly passphrase: string
}

/**
 * Creates a user data folder as the import wizard leaves it: a selected profile with its keys in a vault. The console's
 * own code writes the folder, for tests that start after the wizard. Low cost parameters let the vault open fast.
 */
export async function storeProfile(home: string, { name, server, oauth1, passphrase }: StoredProfile): Promise<void> {
  const vault = new VaultStore({ home, cost: { logN: 10, r: 8, p: 1 } })
  await vault.create(passphrase)
  const keySets = new KeySets({ home, now: Date.now, stores: { vault, keychain: NO_KEYCHAIN } })
  const keys = await keySets.write(
    'vault',
    new Map([
      ['signature', derOf(oauth1.signature)],
      ['encryption', derOf(oauth1.encryption)],
      ['prime', new Secret(Buffer.from(oauth1.dhPrime, 'hex'))],
      ['accessToken', createSecret(oauth1.accessToken)],
      ['accessTokenSecret', createSecret(oauth1.accessTokenSecret)],
    ]),
  )
  const { consumerKey } = oauth1
  const profile: Profile = { kind: 'oauth1', id: 'stored', name, consumerKey, server, keys, learned: 'paper' }
  saveSettings(home, { schemaVersion: 1, selectedProfileId: profile.id, profiles: [PRACTICE, profile] })
}

const derOf = (pem: string): Secret => new Secret(createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' }))

const none = (): Promise<never> => Promise.reject(new Error('nothing is kept in a keychain here'))
const NO_KEYCHAIN: SecretStore = { kind: 'keychain', write: none, read: none, remove: none }

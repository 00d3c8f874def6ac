import { constants, generateKeyPairSync, type KeyObject, publicEncrypt, randomBytes } from 'node:crypto'
import type { IbkrOauth1Config } from '../../../src/client/index.ts'
import { vectors } from './oauth1-test-vectors.ts'

/** Two key pairs, and an access token secret encrypted with the encryption key. */
export interface TestKeys {
  readonly signature: KeyObject
  readonly encryption: KeyObject
  /** Decrypted access token secret, in hex. */
  readonly prepend: string
  readonly config: IbkrOauth1Config
}

export function makeTestKeys(): TestKeys {
  const signature = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const encryption = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const plain = randomBytes(32)
  const padding = constants.RSA_PKCS1_PADDING
  return {
    signature: signature.privateKey,
    encryption: encryption.privateKey,
    prepend: plain.toString('hex'),
    config: {
      accessToken: 'e84c11dc149cb96ee5bb',
      accessTokenSecret: publicEncrypt({ key: encryption.publicKey, padding }, plain).toString('base64'),
      consumerKey: 'TESTKEY01',
      dhPrime: vectors.testcons.dh_prime_hex,
      encryption: pem(encryption.privateKey, 'pkcs8'),
      signature: pem(signature.privateKey, 'pkcs8'),
      realm: 'limited_poa',
    },
  }
}

export function pem(key: KeyObject, type: 'pkcs1' | 'pkcs8'): string {
  return String(key.export({ type, format: 'pem' }))
}

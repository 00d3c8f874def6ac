import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { decryptAccessTokenSecret } from '../../../src/simulator/oauth1/arithmetic.ts'
import type { Oauth1Credentials } from '../../../src/simulator/oauth1/credentials.ts'

/** Public keys and decrypted secret of the credentials. */
export interface OpenedCredentials {
  readonly consumerKey: string
  readonly accessToken: string
  readonly realm: string
  readonly prime: bigint
  readonly signatureKey: KeyObject
  /**
   * Decrypted access token secret, which is the message of the token's HMAC. Its hex digits precede the base string.
   */
  readonly secretBytes: Buffer
}

/** Decodes a client's credentials; throws if the secret does not match the encryption key. */
export function openCredentials(credentials: Oauth1Credentials): OpenedCredentials {
  return {
    consumerKey: credentials.consumerKey,
    accessToken: credentials.accessToken,
    realm: credentials.realm,
    prime: BigInt(`0x${credentials.dhPrime}`),
    signatureKey: createPublicKey(createPrivateKey(credentials.signature)),
    secretBytes: decryptAccessTokenSecret(credentials.accessTokenSecret, createPrivateKey(credentials.encryption)),
  }
}

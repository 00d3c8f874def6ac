import {
  constants,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  publicEncrypt,
  randomBytes,
} from 'node:crypto'
import { promisify } from 'node:util'
import { decryptAccessTokenSecret } from './arithmetic.ts'
import { group14Prime } from './group14-prime.ts'

const generate = promisify(generateKeyPair)

/** What a client needs to sign: the JSON object that `ibkr-client` takes as its configuration. */
export interface Oauth1Credentials {
  readonly consumerKey: string
  readonly accessToken: string
  /** Base64 of the RSA-encrypted secret. */
  readonly accessTokenSecret: string
  /** Lower-case hex. */
  readonly dhPrime: string
  readonly realm: string
  /** PEM of the private signature key. */
  readonly signature: string
  /** PEM of the private encryption key. */
  readonly encryption: string
}

/** What the server keeps of them: public keys and the secret in clear. */
export interface Oauth1Registration {
  readonly consumerKey: string
  readonly accessToken: string
  readonly realm: string
  readonly prime: bigint
  readonly signatureKey: KeyObject
  /** The decrypted access token secret, message of the token's HMAC; its hex is glued in front of the base string. */
  readonly secretBytes: Buffer
}

/**
 * Makes throw-away credentials. Both 2048-bit key pairs are generated at once on the thread pool, which takes 0.1 to 0.3 s.
 * They come from the machine's randomness, not from the seed: keys that repeat would be no keys.
 */
export async function generateCredentials(): Promise<Oauth1Credentials> {
  const [signature, encryption] = await Promise.all([
    generate('rsa', { modulusLength: 2048 }),
    generate('rsa', { modulusLength: 2048 }),
  ])
  const secret = publicEncrypt({ key: encryption.publicKey, padding: constants.RSA_PKCS1_PADDING }, randomBytes(32))
  return {
    consumerKey: 'SIMULATED',
    accessToken: randomBytes(10).toString('hex'),
    accessTokenSecret: secret.toString('base64'),
    dhPrime: group14Prime,
    realm: 'limited_poa',
    signature: signature.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    encryption: encryption.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

/** Turns a client's credentials into what the server keeps; throws where secret and encryption key do not belong together. */
export function register(credentials: Oauth1Credentials): Oauth1Registration {
  return {
    consumerKey: credentials.consumerKey,
    accessToken: credentials.accessToken,
    realm: credentials.realm,
    prime: BigInt(`0x${credentials.dhPrime}`),
    signatureKey: createPublicKey(createPrivateKey(credentials.signature)),
    secretBytes: decryptAccessTokenSecret(credentials.accessTokenSecret, createPrivateKey(credentials.encryption)),
  }
}

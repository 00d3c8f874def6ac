import { createPrivateKey, createPublicKey, type KeyObject, randomBytes } from 'node:crypto'
import { decryptAccessTokenSecret } from './arithmetic.ts'
import { encryptSecret, type Oauth1Credentials } from './credentials.ts'

/** The registered consumer. Its access token may be issued, regenerated or lost while the server runs. */
export interface Oauth1Consumer {
  readonly consumerKey: string
  readonly realm: string
  readonly prime: bigint
  readonly signatureKey: KeyObject
  /**
   * Whether the consumer is a third party, which receives its access token from the user through a browser. The user's
   * own keys come with a token.
   */
  readonly thirdParty: boolean
  /** Reports whether the consumer key was activated. A new key is inactive. */
  active(): boolean
  activate(): void
  /** Returns the access token, undefined until a user has granted access. */
  accessToken(): string | undefined
  /**
   * Returns the decrypted access token secret, undefined if it is lost. It is the message of the token's HMAC, and its
   * hex digits precede the base string.
   */
  secretBytes(): Buffer | undefined
  /** Issues a new secret for the unchanged access token. The old secret stops working. */
  grant(): void
  /** Simulates a server that has lost the secret. */
  loseSecret(): void
  /** Returns the credentials that the client currently needs. */
  credentials(): Oauth1Credentials
}

/** Registers a consumer. Throws if secret and encryption key do not match. */
export function registerConsumer(
  initial: Oauth1Credentials,
  { thirdParty, active }: { readonly thirdParty: boolean; readonly active: boolean },
): Oauth1Consumer {
  // The keys are generated private keys or registered public keys. The server needs only the public keys.
  const encryptionKey = createPublicKey(initial.encryption)
  // Keep the token when a user grants access again.
  const token = initial.accessToken === '' ? randomBytes(10).toString('hex') : initial.accessToken
  let credentials = initial
  let isActive = active
  let secretBytes =
    initial.accessTokenSecret === ''
      ? undefined
      : decryptAccessTokenSecret(initial.accessTokenSecret, createPrivateKey(initial.encryption))
  return {
    consumerKey: initial.consumerKey,
    realm: initial.realm,
    prime: BigInt(`0x${initial.dhPrime}`),
    signatureKey: createPublicKey(initial.signature),
    thirdParty,
    active: () => isActive,
    activate: () => {
      isActive = true
    },
    accessToken: () => (credentials.accessToken === '' ? undefined : credentials.accessToken),
    secretBytes: () => secretBytes,
    grant: () => {
      secretBytes = randomBytes(32)
      const accessTokenSecret = encryptSecret(secretBytes, encryptionKey)
      credentials = { ...credentials, accessToken: token, accessTokenSecret }
    },
    loseSecret: () => {
      secretBytes = undefined
    },
    credentials: () => credentials,
  }
}

import { createPrivateKey, createPublicKey, type KeyObject, randomBytes } from 'node:crypto'
import { decryptAccessTokenSecret } from './arithmetic.ts'
import { encryptSecret, type Oauth1Credentials } from './credentials.ts'

/** The registered consumer as the server knows it; its access token may be granted, regenerated or lost while it runs. */
export interface Oauth1Consumer {
  readonly consumerKey: string
  readonly realm: string
  readonly prime: bigint
  readonly signatureKey: KeyObject
  /** Third parties obtain their access token from the user through a browser; own keys come with one. */
  readonly thirdParty: boolean
  /** False until a new consumer key works. */
  active(): boolean
  activate(): void
  /** Undefined until a user granted it. */
  accessToken(): string | undefined
  /** The decrypted access token secret, message of the token's HMAC; its hex is glued in front of the base string. Undefined where lost. */
  secretBytes(): Buffer | undefined
  /** Gives out a new secret, with the access token that never changes; the old secret stops working. */
  grant(): void
  /** The server no longer finds the secret. */
  loseSecret(): void
  /** What a client has to sign with now. */
  credentials(): Oauth1Credentials
}

/** Registers a consumer; throws where secret and encryption key do not belong together. */
export function createConsumer(
  initial: Oauth1Credentials,
  { thirdParty, active }: { readonly thirdParty: boolean; readonly active: boolean },
): Oauth1Consumer {
  // Private keys of its own making, or the public ones that a person registered: the public halves are all that it needs.
  const encryptionKey = createPublicKey(initial.encryption)
  // A user who grants access again gets the same token.
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

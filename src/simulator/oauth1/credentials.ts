import { constants, generateKeyPair, type KeyObject, publicEncrypt, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'

/** IBKR's public demo consumer, a third party for paper accounts. */
export const demoConsumer = 'TESTCONS'

const generate = promisify(generateKeyPair)
const generateRsaKeys = () => generate('rsa', { modulusLength: 2048 })
type RsaKeys = Awaited<ReturnType<typeof generateRsaKeys>>

/** The data that a client needs to sign requests: the JSON object that `ibkr-client` accepts as its configuration. */
export interface Oauth1Credentials {
  /** The consumer key. */
  readonly consumerKey: string
  /** The access token; empty for a third party without a grant. */
  readonly accessToken: string
  /** The RSA-encrypted access token secret, in base64. */
  readonly accessTokenSecret: string
  /** The Diffie-Hellman prime, in lower-case hex. */
  readonly dhPrime: string
  /** `test_realm` for the consumer `TESTCONS`, otherwise `limited_poa`. */
  readonly realm: string
  /** PEM of the private signature key, or of the public key if only the public key was registered. */
  readonly signature: string
  /** PEM of the private encryption key, or of the public key if only the public key was registered. */
  readonly encryption: string
}

/**
 * Generates temporary credentials. Both 2048-bit key pairs are generated in parallel on the thread pool, in 0.1 to 0.3
 * s. They are random, not seeded.
 * @example
 * ```ts run=alone
 * import { generateCredentials, startSimulator } from 'ibkr-web-simulator'
 *
 * const keys = await generateCredentials() // once; each test file starts its simulator with the same keys
 * const simulator = await startSimulator({ mode: 'oauth1', tls: false, keys })
 * console.log(simulator.oauth1?.consumerKey) // => SIMULATED
 * await simulator.close()
 * ```
 */
export async function generateCredentials({
  consumerKey = 'SIMULATED',
  granted = true,
}: {
  /** Consumer key. IBKR's public demo consumer `TESTCONS` has its own realm. */
  readonly consumerKey?: string
  /**
   * Whether access token and secret are generated. False for a third party without a grant, which leaves both empty.
   */
  readonly granted?: boolean
} = {}): Promise<Oauth1Credentials> {
  const [signature, encryption] = await Promise.all([generateRsaKeys(), generateRsaKeys()])
  return createCredentials(signature, encryption, consumerKey, granted)
}

/** Generates temporary credentials with one key pair for both uses, in half of the time. */
export async function generatePracticeCredentials(): Promise<Oauth1Credentials> {
  const keys = await generateRsaKeys()
  return createCredentials(keys, keys, 'SIMULATED', true)
}

function createCredentials(
  signature: RsaKeys,
  encryption: RsaKeys,
  consumerKey: string,
  granted: boolean,
): Oauth1Credentials {
  return {
    consumerKey,
    accessToken: granted ? randomBytes(10).toString('hex') : '',
    accessTokenSecret: granted ? encryptSecret(randomBytes(32), encryption.publicKey) : '',
    dhPrime: group14Prime,
    realm: consumerKey === demoConsumer ? 'test_realm' : 'limited_poa',
    signature: signature.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    encryption: encryption.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

/** Encrypts an access token secret for the client (RSAES-PKCS1-v1_5). Returns base64. */
export function encryptSecret(secretBytes: Buffer, key: KeyObject): string {
  return publicEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, secretBytes).toString('base64')
}

/**
 * The 2048-bit MODP prime of RFC 3526 (group 14), in lower-case hex. It is a safe prime with generator 2, like the
 * result of `openssl dhparam`, which would take a minute.
 */
export const group14Prime = [
  'ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e3404dd',
  'ef9519b3cd3a431b302b0a6df25f14374fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7ed',
  'ee386bfb5a899fa5ae9f24117c4b1fe649286651ece45b3dc2007cb8a163bf0598da48361c55d39a69163fa8fd24cf5f',
  '83655d23dca3ad961c62f356208552bb9ed529077096966d670c354e4abc9804f1746c08ca18217c32905e462e36ce3b',
  'e39e772c180e86039b2783a2ec07a28fb5c55df06f4c52c9de2bcbf6955817183995497cea956ae515d2261898fa0510',
  '15728e5a8aacaa68ffffffffffffffff',
].join('')

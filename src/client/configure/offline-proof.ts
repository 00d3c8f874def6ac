import { checkPrime, createPublicKey, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { demandObject } from '../demand.ts'
import type { IbkrErrorCode } from '../errors/error-code.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { decryptAccessTokenSecret } from '../oauth1/access-token-secret.ts'
import { type DhGroup, readDhGroup } from '../oauth1/dh-group.ts'
import { computeLiveSessionToken, diffieHellmanChallenge } from '../oauth1/live-session-token.ts'
import type { IbkrOauth1Config } from '../oauth1/oauth1-settings.ts'
import { modulusBits, readRsaPrivateKey } from '../oauth1/private-key.ts'
import { type RandomSource, systemRandom } from '../random.ts'
import { accessTokenComplaint, accessTokenSecretComplaint, consumerKeyComplaint } from './login-strings.ts'

const isPrime = promisify(checkPrime)

/** IBKR wants 2048; longer ones only cost time. */
const SMALLEST_BITS = 2048

/** One thing that is proved, in the order in which a person can mend them. */
export interface ProofStep {
  readonly id: ProofStepId
  /** What is claimed, as a line of a list: "The signature key is an RSA key of 2048 bits". */
  readonly claim: string
  /** Steps without which this one says nothing. */
  readonly needs: readonly ProofStepId[]
  /** @throws IbkrError whose message names what is wrong and holds nothing secret */
  readonly prove: () => void | Promise<void>
}

export type ProofStepId =
  | 'signature-key'
  | 'encryption-key'
  | 'two-keys'
  | 'prime'
  | 'safe-prime'
  | 'consumer-key'
  | 'access-token'
  | 'secret'
  | 'exchange'

/** Everything that can be proved of OAuth 1.0a settings without a network. */
export function offlineProof(config: IbkrOauth1Config, random: RandomSource = systemRandom): readonly ProofStep[] {
  const step = (
    id: ProofStepId,
    claim: string,
    needs: readonly ProofStepId[],
    prove: ProofStep['prove'],
  ): ProofStep => ({
    id,
    claim,
    needs,
    prove,
  })
  return [
    step('signature-key', 'The signature key is an RSA private key of 2048 bits or more', [], () =>
      proveKey(config.signature, 'signature key'),
    ),
    step('encryption-key', 'The encryption key is an RSA private key of 2048 bits or more', [], () =>
      proveKey(config.encryption, 'encryption key'),
    ),
    step('two-keys', 'They are two different keys', ['signature-key', 'encryption-key'], () => proveTwoKeys(config)),
    step('prime', 'The Diffie-Hellman prime has the right size, and the generator is 2', [], () => {
      readDhGroup(config.dhPrime)
    }),
    step('safe-prime', 'It is a safe prime', ['prime'], () => proveGroup(readDhGroup(config.dhPrime))),
    step('consumer-key', 'The consumer key has the form of one', [], () => {
      throwComplaint(consumerKeyComplaint(config.consumerKey), 'config-invalid')
    }),
    step('access-token', 'The access token has the form of one', [], () => {
      throwComplaint(accessTokenComplaint(config.accessToken), 'config-invalid')
    }),
    step('secret', 'The access token secret opens with the encryption key', ['encryption-key'], () => {
      throwComplaint(accessTokenSecretComplaint(config.accessTokenSecret), 'access-token-secret-invalid')
      proveSecret(config)
    }),
    step('exchange', 'A live session token comes out the same on both sides', ['prime', 'secret'], () =>
      proveExchange(
        readDhGroup(config.dhPrime),
        decryptAccessTokenSecret(config.accessTokenSecret, config.encryption),
        random,
      ),
    ),
  ]
}

/**
 * Proves without a network that OAuth 1.0a settings belong together: the keys parse and differ, the prime is a safe one
 * of the right size, the secret decrypts with the encryption key, and a live session token comes out the same on both
 * sides of an exchange played here. Resolves when all is well.
 * @throws IbkrError whose message names what is wrong and holds nothing secret
 */
export async function proveOffline(config: IbkrOauth1Config, random: RandomSource = systemRandom): Promise<void> {
  demandObject(config, 'What is to be proved')
  for (const step of offlineProof(config, random)) await step.prove()
}

function throwComplaint(complaint: string | undefined, code: IbkrErrorCode): void {
  if (complaint !== undefined) throw new IbkrError(code, complaint)
}

function proveTwoKeys({ signature, encryption }: IbkrOauth1Config): void {
  const modulus = (pem: string, purpose: string): string => publicPart(readRsaPrivateKey(pem, purpose))
  if (modulus(signature, 'signature key') === modulus(encryption, 'encryption key')) {
    throw new IbkrError('key-invalid', 'The signature key and the encryption key are the same; IBKR wants two.')
  }
}

function publicPart(key: KeyObject): string {
  return createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64')
}

/**
 * Proves that a private key is RSA of at least 2048 bits.
 * @throws IbkrError `key-invalid`
 */
export function proveKey(pem: string, purpose: string): void {
  const bits = modulusBits(readRsaPrivateKey(pem, purpose))
  if (bits < SMALLEST_BITS) {
    throw new IbkrError('key-invalid', `The ${purpose} has ${bits} bits; IBKR wants ${SMALLEST_BITS}. Make a new one.`)
  }
}

/**
 * Proves that the prime of a group is a safe one; takes some hundred ms. What else may be wrong with it was found when it
 * was read.
 * @throws IbkrError `prime-invalid`
 */
export async function proveGroup(group: DhGroup): Promise<void> {
  // The smaller one first: it is the one that a merely prime number fails.
  if (!(await isPrime((group.prime - 1n) / 2n)) || !(await isPrime(group.prime))) {
    throw new IbkrError(
      'prime-invalid',
      'The Diffie-Hellman prime is not a safe prime: it is damaged, or was made in another way.',
    )
  }
}

/** Says so when the two keys have changed places, which is the usual reason. */
function proveSecret(config: IbkrOauth1Config): string {
  try {
    return decryptAccessTokenSecret(config.accessTokenSecret, config.encryption)
  } catch (error) {
    if (decrypts(config.accessTokenSecret, config.signature)) {
      throw new IbkrError(
        'access-token-secret-invalid',
        'The signature key and the encryption key have changed places: swap them.',
      )
    }
    throw error
  }
}

function decrypts(secret: string, key: string): boolean {
  try {
    decryptAccessTokenSecret(secret, key)
    return true
  } catch {
    return false
  }
}

function proveExchange({ prime }: DhGroup, prependHex: string, random: RandomSource): void {
  const [ours, theirs] = [exponent(random), exponent(random)]
  const tokens = [
    [ours, theirs],
    [theirs, ours],
  ].map(([own = '', other = '']) =>
    computeLiveSessionToken({
      prime,
      secretExponent: own,
      serverPublic: diffieHellmanChallenge({ prime, secretExponent: other }),
      prependHex,
    }),
  )
  if (tokens[0] !== tokens[1]) {
    throw new IbkrError(
      'prime-invalid',
      'A live session token comes out differently on both sides: the prime is damaged.',
    )
  }
}

function exponent(random: RandomSource): string {
  return `1${Buffer.from(random.bytes(32)).toString('hex')}`
}

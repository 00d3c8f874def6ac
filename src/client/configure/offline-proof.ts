import { checkPrime } from 'node:crypto'
import { promisify } from 'node:util'
import type { IbkrOauth1Config } from '../client-options.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { decryptAccessTokenSecret } from '../oauth1/access-token-secret.ts'
import { type DhGroup, readDhGroup } from '../oauth1/dh-group.ts'
import { computeLiveSessionToken, diffieHellmanChallenge } from '../oauth1/live-session-token.ts'
import { modulusBits, readRsaPrivateKey } from '../oauth1/private-key.ts'
import { type RandomSource, systemRandom } from '../random.ts'

const isPrime = promisify(checkPrime)

/** IBKR wants 2048; longer ones only cost time. */
const SMALLEST_BITS = 2048

/**
 * Proves without a network that OAuth 1.0a settings belong together: the keys parse and differ, the prime is a safe one
 * of the right size, the secret decrypts with the encryption key, and a live session token comes out the same on both
 * sides of an exchange played here. Resolves when all is well.
 * @throws IbkrError whose message names what is wrong and holds nothing secret
 */
export async function proveOffline(config: IbkrOauth1Config, random: RandomSource = systemRandom): Promise<void> {
  proveKey(config.signature, 'signature key')
  proveKey(config.encryption, 'encryption key')
  if (config.signature.replace(/\s/g, '') === config.encryption.replace(/\s/g, '')) {
    throw new IbkrError('key-invalid', 'The signature key and the encryption key are the same; IBKR wants two.')
  }
  const group = readDhGroup(config.dhPrime)
  await proveGroup(group)
  const prepend = proveSecret(config)
  proveExchange(group, prepend, random)
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

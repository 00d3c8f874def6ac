import { checkPrime, createPublicKey, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import type { IbkrErrorCode } from '../../shared/domain/ibkr-error-code.ts'
import { requireObject } from '../check-arguments.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { canDecryptWithKey, decryptAccessTokenSecret } from '../oauth1/access-token-secret.ts'
import { type DhGroup, readDhGroup } from '../oauth1/dh-group.ts'
import { computeLiveSessionToken, diffieHellmanChallenge } from '../oauth1/live-session-token.ts'
import type { IbkrOauth1Config } from '../oauth1/oauth1-settings.ts'
import { countModulusBits, readRsaPrivateKey } from '../oauth1/private-key.ts'
import { type RandomSource, systemRandom } from '../random-source.ts'
import { checkAccessToken, checkAccessTokenSecret, checkConsumerKey } from './login-strings.ts'

const isPrime = promisify(checkPrime)

/** IBKR requires 2048 bits; longer keys only take more time. */
const MIN_BITS = 2048

/** One check of OAuth 1.0a settings. Checks are in the order in which a user can fix problems. */
export interface OfflineCheck {
  readonly id: OfflineCheckId
  /** The verified statement, as a list shows it: "The signature key is an RSA key of 2048 bits". */
  readonly claim: string
  /** Ids of the checks that must pass before this one. */
  readonly needs: readonly OfflineCheckId[]
  /** Runs the check. @throws IbkrError; its message describes the problem and contains nothing secret */
  readonly run: () => void | Promise<void>
}

export type OfflineCheckId =
  | 'signature-key'
  | 'encryption-key'
  | 'two-keys'
  | 'prime'
  | 'safe-prime'
  | 'consumer-key'
  | 'access-token'
  | 'secret'
  | 'exchange'

/** Returns all checks of OAuth 1.0a settings that need no network. */
export function createOfflineChecks(
  config: IbkrOauth1Config,
  random: RandomSource = systemRandom,
): readonly OfflineCheck[] {
  return [
    {
      id: 'signature-key',
      claim: 'The signature key is an RSA private key of 2048 bits or more',
      needs: [],
      run: () => verifyPrivateKey(config.signature, 'signature key'),
    },
    {
      id: 'encryption-key',
      claim: 'The encryption key is an RSA private key of 2048 bits or more',
      needs: [],
      run: () => verifyPrivateKey(config.encryption, 'encryption key'),
    },
    {
      id: 'two-keys',
      claim: 'The signature key and the encryption key differ',
      needs: ['signature-key', 'encryption-key'],
      run: () => verifyTwoKeys(config),
    },
    {
      id: 'prime',
      claim: 'The Diffie-Hellman prime has the right size, and the generator is 2',
      needs: [],
      run: () => void readDhGroup(config.dhPrime),
    },
    {
      id: 'safe-prime',
      claim: 'The Diffie-Hellman prime is a safe prime',
      needs: ['prime'],
      run: () => verifyDhGroup(readDhGroup(config.dhPrime)),
    },
    {
      id: 'consumer-key',
      claim: 'The consumer key has a valid format',
      needs: [],
      run: () => throwComplaint(checkConsumerKey(config.consumerKey), 'config-invalid'),
    },
    {
      id: 'access-token',
      claim: 'The access token has a valid format',
      needs: [],
      run: () => throwComplaint(checkAccessToken(config.accessToken), 'config-invalid'),
    },
    {
      id: 'secret',
      claim: 'The access token secret decrypts with the encryption key',
      needs: ['encryption-key'],
      run: () => {
        throwComplaint(checkAccessTokenSecret(config.accessTokenSecret), 'access-token-secret-invalid')
        verifySecret(config)
      },
    },
    {
      id: 'exchange',
      claim: 'Both sides compute the same live session token',
      needs: ['prime', 'secret'],
      run: () => verifyExchange(config, random),
    },
  ]
}

/**
 * Verifies without a network that OAuth 1.0a settings belong together. The keys must parse and differ, and the prime
 * must be a safe prime of the right size. The secret must decrypt with the encryption key, and both sides of a
 * simulated exchange must compute the same live session token.
 * @throws IbkrError; its message names the problem and contains no secret
 * @example
 * ```ts run=oauth1
 * import { readFileSync } from 'node:fs'
 * import { verifyOffline } from 'ibkr-web-client'
 *
 * await verifyOffline(JSON.parse(readFileSync('oauth1.json', 'utf8')))
 * console.log('The settings belong together.')
 * ```
 */
export async function verifyOffline(config: IbkrOauth1Config, random: RandomSource = systemRandom): Promise<void> {
  requireObject(config, 'The settings to verify')
  for (const check of createOfflineChecks(config, random)) await check.run()
}

function throwComplaint(complaint: string | undefined, code: IbkrErrorCode): void {
  if (complaint !== undefined) throw new IbkrError(code, complaint)
}

function verifyTwoKeys({ signature, encryption }: IbkrOauth1Config): void {
  const publicKey = (pem: string, purpose: string): KeyObject => createPublicKey(readRsaPrivateKey(pem, purpose))
  if (publicKey(signature, 'signature key').equals(publicKey(encryption, 'encryption key'))) {
    throw new IbkrError(
      'key-invalid',
      'The signature key and the encryption key are the same; IBKR requires two different keys.',
    )
  }
}

/**
 * Verifies that a private key is an RSA key of at least 2048 bits.
 * @throws IbkrError `key-invalid`
 */
export function verifyPrivateKey(pem: string, purpose: string): void {
  const bits = countModulusBits(readRsaPrivateKey(pem, purpose))
  if (bits < MIN_BITS) {
    throw new IbkrError(
      'key-invalid',
      `The ${purpose} has ${bits} bits; IBKR requires ${MIN_BITS}. Generate a new one.`,
    )
  }
}

/**
 * Verifies that the prime of a group is a safe prime, which takes some hundred ms. `readDhGroup` detects all other
 * problems.
 * @throws IbkrError `prime-invalid`
 */
export async function verifyDhGroup(group: DhGroup): Promise<void> {
  // The smaller number is tested first: it is the one that fails for an unsafe prime.
  if (!(await isPrime((group.prime - 1n) / 2n)) || !(await isPrime(group.prime))) {
    throw new IbkrError(
      'prime-invalid',
      'The Diffie-Hellman prime is not a safe prime: it is damaged, or was generated in another way.',
    )
  }
}

/** Reports swapped keys, the most frequent reason for a failure. */
function verifySecret(config: IbkrOauth1Config): void {
  try {
    decryptAccessTokenSecret(config.accessTokenSecret, config.encryption)
  } catch (error) {
    if (canDecryptWithKey(config.accessTokenSecret, config.signature)) {
      throw new IbkrError(
        'access-token-secret-invalid',
        'The signature key and the encryption key are swapped: exchange them.',
      )
    }
    throw error
  }
}

function verifyExchange(config: IbkrOauth1Config, random: RandomSource): void {
  const { prime } = readDhGroup(config.dhPrime)
  const prependHex = decryptAccessTokenSecret(config.accessTokenSecret, config.encryption)
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
    throw new IbkrError('prime-invalid', 'Both sides compute different live session tokens: the prime is damaged.')
  }
}

function exponent(random: RandomSource): string {
  return `1${Buffer.from(random.bytes(32)).toString('hex')}`
}

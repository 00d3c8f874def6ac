import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IbkrErrorCode } from '../../shared/domain/ibkr-error-code.ts'
import { requireObject } from '../check-arguments.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { computeModularPower, readHexBytes, readHexNumber, toTwosComplement } from './big-numbers.ts'

const GENERATOR = 2n
/** Maximum size of a number in bits, twice that of the largest prime. */
const LIMIT = 1n << 16_384n

/** A number, or its hex string; a `0x`, colons, white space and leading zeros are accepted. */
export type HexOrNumber = string | bigint

/**
 * Computes `2 ^ exponent mod prime` in lower-case hex without padding: the challenge for IBKR. Does not take constant
 * time: see `computeLiveSessionToken`.
 * @throws IbkrError `prime-invalid`, `config-invalid` for an exponent that is not positive
 * @example
 * ```ts run=alone
 * import { diffieHellmanChallenge } from 'ibkr-web-client/oauth1'
 *
 * console.log(diffieHellmanChallenge({ prime: 23n, secretExponent: 6n })) // => 12
 * ```
 */
export function diffieHellmanChallenge(exchange: {
  /** The Diffie-Hellman prime. */
  readonly prime: HexOrNumber
  /** The caller's secret exponent: a random number of about 256 bits. Use a new one for each challenge. */
  readonly secretExponent: HexOrNumber
}): string {
  requireObject(exchange, 'The input of a Diffie-Hellman challenge')
  const prime = readPrime(exchange.prime)
  return computeModularPower(GENERATOR, readExponent(exchange.secretExponent), prime).toString(16)
}

/**
 * Computes the live session token in base64: HMAC-SHA1 of the decrypted secret, keyed with the shared secret's bytes.
 * Does not take constant time, because BigInt's time depends on the numbers. The exponent is used once. OpenSSL
 * computes the HMAC.
 * @throws IbkrError `diffie-hellman-invalid` if the server's number is missing or outside the group, `prime-invalid`,
 * `access-token-secret-invalid` if `prependHex` is not hex, `config-invalid` for an exponent that is not positive
 * @example
 * ```ts run=alone
 * import { computeLiveSessionToken } from 'ibkr-web-client/oauth1'
 *
 * const exchange = { prime: 23n, secretExponent: 6n, serverPublic: '10', prependHex: '00ff' }
 * console.log(computeLiveSessionToken(exchange)) // => TNfH9Tv9LkcQPlnGtbQuny9Sp4k=
 * ```
 */
export function computeLiveSessionToken(exchange: {
  /** The Diffie-Hellman prime. */
  readonly prime: HexOrNumber
  /** The same secret exponent that was passed to `diffieHellmanChallenge`. */
  readonly secretExponent: HexOrNumber
  /**
   * IBKR's `diffie_hellman_response`; its leading zeros may be missing, although IBKR's documentation promises 512
   * digits.
   */
  readonly serverPublic: HexOrNumber
  /** The decrypted secret in hex; an odd number of digits gets a leading zero. */
  readonly prependHex: string
}): string {
  requireObject(exchange, 'The input of a live session token')
  const prime = readPrime(exchange.prime)
  const exponent = readExponent(exchange.secretExponent)
  const prepend = readHexBytes(exchange.prependHex)
  if (prepend === undefined) {
    throw new IbkrError('access-token-secret-invalid', 'The decrypted access token secret is not hex.')
  }
  const given = exchange.serverPublic
  const what = `The Diffie-Hellman response of the server is ${given === '' ? 'empty' : 'not a hex number'}. Try again.`
  const serverPublic = toNumber(given, 'diffie-hellman-invalid', what)
  if (serverPublic <= 1n || serverPublic >= prime - 1n) {
    throw new IbkrError(
      'diffie-hellman-invalid',
      'The server sent a Diffie-Hellman response outside the group. Try again.',
    )
  }
  const shared = toTwosComplement(computeModularPower(serverPublic, exponent, prime))
  try {
    return createHmac('sha1', shared).update(prepend).digest('base64')
  } finally {
    shared.fill(0)
    prepend.fill(0)
  }
}

/**
 * Reports whether IBKR's `live_session_token_signature` (hex) shows that IBKR computed the same token. Takes constant
 * time.
 * @example
 * ```ts run=alone
 * import { isLiveSessionTokenValid } from 'ibkr-web-client/oauth1'
 *
 * const signature = '4c39826a0f0f4f147eadd36675bf4e30332a09ba'
 * console.log(isLiveSessionTokenValid('c2Vzc2lvbg==', 'MYCONSUMR', signature)) // => true
 * ```
 */
export function isLiveSessionTokenValid(token: string, consumerKey: string, signatureHex: string): boolean {
  const given = readHexBytes(signatureHex)
  if (given === undefined || typeof token !== 'string' || typeof consumerKey !== 'string') return false
  const expected = createHmac('sha1', Buffer.from(token, 'base64')).update(consumerKey, 'utf8').digest()
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function readPrime(value: HexOrNumber): bigint {
  const wrong = 'The Diffie-Hellman prime must be an odd hex number above 3 with at most 16,384 bits.'
  const prime = toNumber(value, 'prime-invalid', wrong)
  if (prime <= 3n || prime % 2n === 0n) throw new IbkrError('prime-invalid', wrong)
  return prime
}

function readExponent(value: HexOrNumber): bigint {
  const wrong = 'The secret Diffie-Hellman exponent must be a positive hex number.'
  const exponent = toNumber(value, 'config-invalid', wrong)
  if (exponent < 1n) throw new IbkrError('config-invalid', wrong)
  return exponent
}

function toNumber(value: HexOrNumber, code: IbkrErrorCode, wrong: string): bigint {
  const number = typeof value === 'bigint' ? value : readHexNumber(value)
  if (number === undefined || number >= LIMIT) throw new IbkrError(code, wrong)
  return number
}

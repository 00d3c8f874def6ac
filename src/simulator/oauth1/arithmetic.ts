import { constants, createHmac, type KeyObject, privateDecrypt } from 'node:crypto'
import { SimulatorError } from '../simulator-error.ts'

/** Calculates a modular power by squaring. Exponents have at most a few hundred bits here. */
export function modPow(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  let square = base % modulus
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}

/**
 * Returns a positive number as big-endian two's complement bytes, like Java's `BigInteger.toByteArray`: minimal length,
 * and a leading zero byte if the top bit is set. The key has this format because IBKR's servers are written in Java.
 */
export function toSignedBytes(value: bigint): Buffer {
  const hex = value.toString(16)
  const padded = hex.length % 2 === 0 ? hex : `0${hex}`
  const bytes = Buffer.from(padded, 'hex')
  return (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes
}

/**
 * Computes the live session token in base64: HMAC-SHA1 of the secret's bytes, with the shared Diffie-Hellman number as
 * key.
 */
export function computeLiveSessionToken(shared: bigint, secretBytes: Buffer): string {
  return createHmac('sha1', toSignedBytes(shared)).update(secretBytes).digest('base64')
}

/**
 * Computes the signature that is sent with the token: HMAC-SHA1 of the consumer key, with the token as key, in
 * lower-case hex.
 */
export function computeLiveSessionTokenSignature(token: string, consumerKey: string): string {
  return createHmac('sha1', Buffer.from(token, 'base64')).update(consumerKey, 'utf8').digest('hex')
}

/**
 * Decrypts an access token secret (RSAES-PKCS1-v1_5). Node's OpenSSL rejects this padding for private decryption, so
 * the raw block is decrypted and unpadded here: `00 02`, at least eight non-zero bytes, `00`, payload. The function
 * need not run in constant time, because it only uses the simulator's own temporary keys.
 */
export function decryptAccessTokenSecret(secret: string, encryptionKey: KeyObject): Buffer {
  const block = rawBlock(secret, encryptionKey)
  const separator = block.indexOf(0, 2)
  if (block[0] !== 0 || block[1] !== 2 || separator < 10) throw mismatch()
  return block.subarray(separator + 1)
}

/** Decrypts the raw block. Fails if the number exceeds the key's modulus, as with half of all wrong keys. */
function rawBlock(secret: string, encryptionKey: KeyObject): Buffer {
  try {
    return privateDecrypt({ key: encryptionKey, padding: constants.RSA_NO_PADDING }, Buffer.from(secret, 'base64'))
  } catch (error) {
    throw mismatch(error)
  }
}

function mismatch(cause?: unknown): SimulatorError {
  const message = 'The access token secret does not decrypt with the encryption key of the same credentials'
  return new SimulatorError('CREDENTIALS_MISMATCH', message, cause)
}

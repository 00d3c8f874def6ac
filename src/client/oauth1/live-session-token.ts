import { createHmac, timingSafeEqual } from 'node:crypto'
import { IbkrError } from '../errors/ibkr-error.ts'
import { modularPower } from './modular-power.ts'

const GENERATOR = 2n

/** A number, or its hex text without `0x`. */
export type HexOrNumber = string | bigint

/** `2 ^ exponent mod prime` in lower-case hex without padding: the challenge that goes to IBKR. */
export function diffieHellmanChallenge(exchange: {
  readonly prime: HexOrNumber
  readonly secretExponent: HexOrNumber
}): string {
  return modularPower(
    GENERATOR,
    toNumber(exchange.secretExponent, 'exponent'),
    toNumber(exchange.prime, 'prime'),
  ).toString(16)
}

/**
 * The live session token, base64: HMAC-SHA1 of the decrypted secret, keyed with the shared secret's bytes.
 * @throws IbkrError `diffie-hellman-invalid` when the server's number is none or lies outside the group
 */
export function computeLiveSessionToken(exchange: {
  readonly prime: HexOrNumber
  readonly secretExponent: HexOrNumber
  /** `diffie_hellman_response`; its leading zeros may be missing. */
  readonly serverPublic: HexOrNumber
  readonly prependHex: string
}): string {
  const prime = toNumber(exchange.prime, 'prime')
  const serverPublic = toNumber(exchange.serverPublic, 'answer')
  if (serverPublic <= 1n || serverPublic >= prime - 1n) {
    throw new IbkrError(
      'diffie-hellman-invalid',
      'The server sent a Diffie-Hellman answer outside the group. Try again.',
    )
  }
  const shared = modularPower(serverPublic, toNumber(exchange.secretExponent, 'exponent'), prime)
  return createHmac('sha1', toTwosComplement(shared)).update(Buffer.from(exchange.prependHex, 'hex')).digest('base64')
}

/** Whether IBKR's `live_session_token_signature` (hex) proves that it computed the same token. */
export function isLiveSessionTokenValid(token: string, consumerKey: string, signatureHex: string): boolean {
  const expected = createHmac('sha1', Buffer.from(token, 'base64')).update(consumerKey, 'utf8').digest()
  const given = Buffer.from(signatureHex, 'hex')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/**
 * Big-endian bytes as Java's `BigInteger.toByteArray` gives them: as few as possible, and one 00 in front when the top
 * bit would read as a sign. So 257 bytes half of the time for a 2048-bit prime.
 */
export function toTwosComplement(value: bigint): Uint8Array {
  const hex = value.toString(16)
  const even = hex.length % 2 === 0 ? hex : `0${hex}`
  const signed = Number.parseInt(even.slice(0, 2), 16) >= 0x80 ? `00${even}` : even
  return Buffer.from(signed, 'hex')
}

function toNumber(value: HexOrNumber, what: string): bigint {
  if (typeof value === 'bigint') return value
  if (!/^[0-9a-f]+$/i.test(value)) {
    throw new IbkrError(
      'diffie-hellman-invalid',
      `The Diffie-Hellman ${what} is ${value === '' ? 'empty' : 'not hex'}. Try again.`,
    )
  }
  return BigInt(`0x${value}`)
}

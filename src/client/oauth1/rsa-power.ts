import { constants, createPublicKey, publicEncrypt } from 'node:crypto'

/** What IBKR wants. OpenSSL refuses long exponents above 3,072 bits. */
const BITS = { from: 2_048n, to: 3_072n }

/**
 * `base ^ exponent mod modulus` as the raw RSA operation of a public key with this modulus and this exponent, a fifth of BigInt's time.
 * Undefined where it is refused: BoringSSL takes no exponent of more than 33 bits. Any odd modulus will do; that RSA's has two primes
 * matters to who wants to invert it only.
 */
export function rsaPower(base: bigint, exponent: bigint, modulus: bigint): bigint | undefined {
  if (modulus >> BITS.to || !(modulus >> (BITS.from - 1n)) || modulus % 2n === 0n || exponent < 1n) return undefined
  const n = toBytes(modulus)
  try {
    const jwk = { kty: 'RSA', n: n.toString('base64url'), e: toBytes(exponent).toString('base64url') }
    const key = createPublicKey({ key: jwk, format: 'jwk' })
    const power = publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, toBytes(base, n.length))
    return BigInt(`0x${power.toString('hex')}`)
  } catch {
    return undefined
  }
}

function toBytes(value: bigint, length = 1): Buffer {
  const hex = value.toString(16)
  return Buffer.from(hex.padStart(Math.max(hex.length + (hex.length % 2), 2 * length), '0'), 'hex')
}

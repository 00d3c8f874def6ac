/** Maximum number of hex digits: 16,384 bits, twice the largest prime. */
const MAX_DIGITS = 4_096
/** Bits per step of `computeModularPower`: one digit of base 32. */
const WINDOW_BITS = 5

/**
 * Parses a number from hex text; a `0x`, colons, white space and leading zeros are accepted, as openssl prints them.
 * Undefined if it is not hex, empty, or longer than 16,384 bits.
 */
export function readHexNumber(text: unknown): bigint | undefined {
  if (typeof text !== 'string') return undefined
  const digits = text
    .replace(/[\s:]/g, '')
    .replace(/^0x/i, '')
    .replace(/^0+(?=.)/, '')
  return digits.length <= MAX_DIGITS && /^[0-9a-f]+$/i.test(digits) ? BigInt(`0x${digits}`) : undefined
}

/** Parses bytes from hex text; an odd number of digits gets a leading `0`. Undefined if it is not hex. */
export function readHexBytes(text: unknown): Buffer | undefined {
  if (typeof text !== 'string' || !/^[0-9a-f]*$/i.test(text)) return undefined
  return Buffer.from(text.length % 2 === 0 ? text : `0${text}`, 'hex')
}

/**
 * Returns big-endian bytes like Java's `BigInteger.toByteArray`: as few as possible, with a leading 00 if the top bit
 * is set. A 2048-bit prime results in 257 bytes half of the time.
 */
export function toTwosComplement(value: bigint): Uint8Array {
  const hex = value.toString(16)
  const even = hex.length % 2 === 0 ? hex : `0${hex}`
  const signed = Number.parseInt(even.slice(0, 2), 16) >= 0x80 ? `00${even}` : even
  return Buffer.from(signed, 'hex')
}

/**
 * Computes `base ^ exponent mod modulus`, for a base and an exponent of 0 or more and a modulus of 1 or more. Uses
 * BigInt: `createDiffieHellman` tests the prime for hundreds of ms, and is incomplete in Electron's BoringSSL.
 * BoringSSL also rejects a public RSA operation with a long exponent. See docs/decisions/0015-login-arithmetic.md for
 * the times.
 */
export function computeModularPower(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const powers = [1n % modulus]
  while (powers.length < 2 ** WINDOW_BITS) powers.push(((powers.at(-1) ?? 1n) * base) % modulus)
  let result = 1n % modulus
  for (const digit of exponent.toString(2 ** WINDOW_BITS)) {
    for (let bit = 0; bit < WINDOW_BITS; bit++) result = (result * result) % modulus
    // The loop also multiplies by 1, so that the time does not reveal the zero digits of a secret exponent.
    result = (result * (powers[Number.parseInt(digit, 2 ** WINDOW_BITS)] ?? 1n)) % modulus
  }
  return result
}

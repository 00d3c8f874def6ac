/** Digits of the longest number that is taken: 16,384 bits, twice the largest prime. */
const MOST_DIGITS = 4_096

/**
 * A number from its hex text; a `0x`, colons, white space and leading zeros are accepted, as openssl prints them.
 * Undefined when it is no hex, empty, or longer than 16,384 bits.
 */
export function readHexNumber(text: unknown): bigint | undefined {
  if (typeof text !== 'string') return undefined
  const digits = text
    .replace(/[\s:]/g, '')
    .replace(/^0x/i, '')
    .replace(/^0+(?=.)/, '')
  return digits.length <= MOST_DIGITS && /^[0-9a-f]+$/i.test(digits) ? BigInt(`0x${digits}`) : undefined
}

/** Bytes from hex text; one `0` is put in front of an odd number of digits. Undefined when it is no hex. */
export function readHexBytes(text: unknown): Buffer | undefined {
  if (typeof text !== 'string' || !/^[0-9a-f]*$/i.test(text)) return undefined
  return Buffer.from(text.length % 2 === 0 ? text : `0${text}`, 'hex')
}

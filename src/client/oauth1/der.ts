const SEQUENCE = 0x30
const INTEGER = 0x02

/** A value inside DER that is not what was expected; turned into an IbkrError by who knows the file's name. */
export class DerError extends Error {}

/** The two numbers of a `DHParameter` structure: `SEQUENCE { prime INTEGER, base INTEGER, … }`. */
export function readDhParameters(der: Uint8Array): { readonly prime: bigint; readonly generator: bigint } {
  const outer = readElement(der, 0, SEQUENCE)
  if (outer.end !== der.length) throw new DerError('there is something after the parameters')
  const prime = readElement(outer.value, 0, INTEGER)
  const generator = readElement(outer.value, prime.end, INTEGER)
  return { prime: toInteger(prime.value), generator: toInteger(generator.value) }
}

function readElement(
  bytes: Uint8Array,
  start: number,
  tag: number,
): { readonly value: Uint8Array; readonly end: number } {
  if (bytes[start] !== tag) throw new DerError(`tag ${tag} is missing at byte ${start}`)
  const first = bytes[start + 1]
  if (first === undefined) throw new DerError('it ends early')
  let offset = start + 2
  let length = first
  if (first >= 0x80) {
    const count = first & 0x7f
    if (count === 0 || count > 4) throw new DerError('a length has an unusual form')
    length = 0
    for (let i = 0; i < count; i++) length = length * 256 + (bytes[offset++] ?? 0)
  }
  const end = offset + length
  if (end > bytes.length) throw new DerError('it ends early')
  return { value: bytes.subarray(offset, end), end }
}

/** Two's complement, as DER writes integers: a leading 00 keeps a number with its top bit set positive. */
function toInteger(bytes: Uint8Array): bigint {
  if (bytes.length === 0) throw new DerError('a number is empty')
  const magnitude = BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
  return (bytes[0] ?? 0) < 0x80 ? magnitude : magnitude - (1n << BigInt(bytes.length * 8))
}
